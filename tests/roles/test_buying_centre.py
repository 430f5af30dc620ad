"""Buying-centre roles: told by people's own words, in two messages at least, several to one person."""

import numpy as np

from socialinsight.graph.edges import edges
from socialinsight.roles import buying_decider, buying_user
from socialinsight.roles.participation import participation
from socialinsight.settings import Settings
from tests.roles.test_planted_roles import judged
from tests.roles.test_roles import joined, value

DECIDES = "o: 0 09:00 anna [buying_decider] I decide\nb: 0 09:01 bela>o hm"


def test_one_cue_is_no_role() -> None:
    assert value(buying_decider, "anna", DECIDES) == 0
    assert value(buying_decider, "anna", DECIDES, DECIDES) == 1


def test_one_person_may_hold_several() -> None:
    both = DECIDES.replace("[buying_decider]", "[buying_decider buying_user]")
    others = "\n".join(f"x{turn}: 1 09:{turn:02d} p{turn % 3} word" for turn in range(40))
    messages, signals = joined(*[both] * 12, others)
    people, evidence = judged(messages, signals)
    roles = set(evidence.loc[(evidence["author_id"] == "anna") & (evidence["q_value"] <= 0.05), "role"])
    assert {"buying_decider", "buying_user"} <= roles
    assert not str(people.loc[people["author_id"] == "anna", "role"].iloc[0]).startswith("buying_")


def test_what_is_not_read_cannot_be_measured() -> None:
    messages, signals = joined(DECIDES)
    unread = signals.assign(buying_user=np.nan)
    scene = participation(messages, unread, edges(messages, unread), settings=Settings())
    assert np.isnan(buying_user.score(scene.members, scene.links, scene.turns).value).all()
