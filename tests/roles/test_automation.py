"""Accounts that look automatic are found, stay out of every customer ranking, and people are not taken for them."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.village import BOTS, FURTHER, ROLES, judged, village
from socialinsight.graph.edges import edges
from socialinsight.roles import role_modules
from socialinsight.roles.overview import community_tables
from socialinsight.roles.participation import participation
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES


def standing(messages: pd.DataFrame, signals: pd.DataFrame, **settings: object) -> dict[str, str]:
    scene = participation(messages, signals, edges(messages, signals), settings=Settings(**settings))
    return dict(zip(scene.members["author_id"], scene.members["standing"]))


@pytest.fixture(scope="module")
def greeted() -> tuple[pd.DataFrame, pd.DataFrame]:
    return village(60, 300, 1, further=True)[:2]


def test_undeclared_bots_are_found_and_nobody_else(greeted: tuple) -> None:
    found = standing(*greeted)
    assert {who for who, what in found.items() if what == "likely_bot"} == set(BOTS)


def test_bots_are_in_no_ranking(greeted: tuple) -> None:
    people, evidence = judged(*greeted)
    assert not set(evidence["author_id"]) & set(BOTS)
    rows = people[people["author_id"].isin(BOTS)]
    assert len(rows) == 2
    assert rows[list(role_modules())].isna().all(axis=None)
    assert rows["role"].isna().all()


def test_declared_staff_is_in_no_ranking_of_any_table(greeted: tuple) -> None:
    messages, signals = greeted
    links = edges(messages, signals)
    helper = judged(messages, signals)[0].nlargest(1, "n_helped")["author_id"].iloc[0]
    end = messages["sent_at"].max()
    for declared in ({"agents": (helper.upper(),)}, {"bots": (helper,)}, {"insiders": (f" {helper} ",)}):
        settings = Settings(**declared)
        scores = signals.assign(topic="other")
        tables = community_tables(messages, scores, links, settings=settings, as_of=end, seed=0)
        ranked = [*tables["communities"]["top_ids"].iloc[0], *tables["role_evidence"]["author_id"]]
        assert helper not in [*ranked, *tables["role_changes"]["author_id"]]
        rows = tables["members"][tables["members"]["author_id"] == helper]
        assert len(rows) and rows[[*ROLES, *FURTHER]].isna().all(axis=None)


def test_slow_repetition_and_quick_talk_are_human() -> None:
    rng = np.random.default_rng(0)
    words = np.array("net lassú megint este ma holnap jó rossz router kábel kérem szia hát nem igen talán most".split())
    rows = []
    for turn in range(120):
        asked = {"message_id": f"q{turn}", "author_id": f"p{turn % 20}", "reply_to": None}
        rows.append(asked | {"text": " ".join(rng.choice(words, 6)), "wait": 600})
        who, text, wait = (("brief", "köszi szépen", 4), ("chatty", " ".join(rng.choice(words, 7)), 5))[turn % 2]
        answer = {"message_id": f"a{turn}", "author_id": who, "reply_to": f"q{turn}", "text": text, "wait": wait}
        rows.append(answer)
    table = pd.DataFrame(rows)
    at = pd.Timestamp("2026-03-02", tz="UTC") + pd.to_timedelta(table.pop("wait").cumsum() + 7, unit="s")
    talks = table["message_id"].str.slice(1)
    messages = MESSAGES.cast(table.assign(conversation_id=talks, community_id="c", author_role="member", sent_at=at))
    signals = village(20, 2, 0)[1].reindex(range(len(messages)), fill_value=0).astype("float32")
    assert set(standing(messages, signals).values()) == {"customer"}


def test_times_to_the_minute_tell_no_latency() -> None:
    messages, signals, _ = village(60, 300, 1, further=True)
    letters = np.array(list("aeiouklmnprst"))
    rng = np.random.default_rng(0)
    talk = [" ".join("".join(rng.choice(letters, 4)) for _ in range(9)) for _ in range(len(messages))]
    quick = MESSAGES.cast(messages.assign(text=talk))
    coarse = MESSAGES.cast(quick.assign(sent_at=quick["sent_at"].dt.floor("min")))
    assert {who for who, what in standing(quick, signals).items() if what == "likely_bot"} == set(BOTS)
    assert "likely_bot" not in standing(coarse, signals).values()
