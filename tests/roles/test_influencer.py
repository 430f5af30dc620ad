"""Influencers: attention received; cascades and followers as weight."""

import numpy as np
import pandas as pd

from benchmarks.village import judged, village
from socialinsight.graph.edges import edges
from socialinsight.roles import influencer
from socialinsight.roles.measure import Measure
from socialinsight.roles.participation import Participation, participation
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES
from tests.roles.test_roles import joined, measured

CHAIN = """
o: 0 09:00 anna I think so
a: 0 09:01 bela>o true
b: 0 09:02 cili>a and more
c: 0 09:03 anna>b well
"""


def scored(messages: pd.DataFrame, signals: pd.DataFrame) -> tuple[Participation, dict[str, int], Measure]:
    scene = participation(messages, signals, edges(messages, signals), settings=Settings())
    place = {str(who): row for row, who in enumerate(scene.members["author_id"])}
    return scene, place, influencer.score(scene.members, scene.links, scene.turns)


def test_a_cascade_counts_replies_of_others_at_any_depth() -> None:
    messages, signals = joined(CHAIN)
    scene, _, _ = scored(messages, signals)
    assert influencer.cascades(scene.links, scene.turns).tolist() == [2, 2, 1, 0]


def test_answers_to_a_question_and_quarrels_make_no_cascade() -> None:
    for source in (CHAIN.replace("anna I", "anna [question] I", 1), CHAIN.replace("anna I", "anna [hostility] I", 1)):
        place, result = measured(influencer, source)
        assert result.features["mean_cascade"][place["anna"]] < 1


def test_without_reactions_and_shares_nobody_can_be_measured() -> None:
    messages, signals = joined(CHAIN, CHAIN, CHAIN)
    _, _, unknown = scored(messages, signals)
    assert np.isnan(unknown.value).all() and np.isnan(unknown.p_value).all()
    for column in ("reactions", "shares"):
        liked = MESSAGES.cast(messages.assign(**{column: np.where(messages["author_id"] == "cili", 9, 0)}))
        _, place, result = scored(liked, signals)
        assert result.value[place["cili"]] > 0 > result.value[place["anna"]]


def test_followers_weigh_attention_and_are_no_attention_themselves() -> None:
    messages, signals, roles = village(60, 300, 0, further=True)
    star = next(who for who, role in roles.items() if role == "influencer")
    quiet = next(who for who in messages["author_id"] if who not in roles)
    counts = messages["author_id"].map({star: 5000, quiet: 90_000}).fillna(10)
    _, place, plain = scored(messages, signals)
    _, _, heard = scored(MESSAGES.cast(messages.assign(followers=counts)), signals)
    assert heard.value[place[star]] > plain.value[place[star]] > 0
    assert heard.features["n_followers"][place[quiet]] == 90_000
    assert np.array_equal(heard.p_value, plain.p_value)
    evidence = judged(MESSAGES.cast(messages.assign(followers=counts)), signals)[1]
    told = evidence[(evidence["role"] == "influencer") & evidence["withheld"].isna()]
    assert set(told["author_id"]) == {star}
