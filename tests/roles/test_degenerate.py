"""Communities that are no communities: one author, answers to oneself, rings, deleted parents, a star."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.village import village
from socialinsight.graph.edges import edges
from socialinsight.identities.suggestions import suggestions
from socialinsight.roles.overview import community_tables
from socialinsight.settings import Settings
from socialinsight.tables import (
    AGENT_QUESTIONS,
    COMMUNITIES,
    IDENTITY_SUGGESTIONS,
    MEMBERS,
    MESSAGES,
    ROLE_CHANGES,
    ROLE_EVIDENCE,
    check,
)

SCHEMAS = {
    "members": MEMBERS,
    "role_evidence": ROLE_EVIDENCE,
    "role_changes": ROLE_CHANGES,
    "communities": COMMUNITIES,
    "agent_questions": AGENT_QUESTIONS,
}


def plain(n: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`n` messages of n authors in one thread, five minutes apart, each answering the one before."""
    ids = [f"m{row}" for row in range(n)]
    at = pd.Timestamp("2026-03-02", tz="UTC") + pd.to_timedelta(np.arange(n) * 5, unit="min")
    authors = [f"a{row}" for row in range(n)]
    table = pd.DataFrame({"message_id": ids, "reply_to": [None, *ids][:n], "author_id": authors})
    table = table.assign(conversation_id="t", community_id="c", author_role="member", sent_at=at, text="szöveg")
    signals = village(20, 2, 0)[1]
    return MESSAGES.cast(table), pd.DataFrame(0.0, index=range(n), columns=signals.columns, dtype="float32")


def changed(n: int, **columns: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    messages, signals = plain(n)
    return MESSAGES.cast(messages.assign(**columns)), signals


def star() -> tuple[pd.DataFrame, pd.DataFrame]:
    n = 100_001
    return changed(n, reply_to=[None, *["m0"] * (n - 1)])


def ring() -> tuple[pd.DataFrame, pd.DataFrame]:
    following = [f"m{(row + 1) % 30}" for row in range(30)]
    return changed(30, reply_to=following, author_id=[f"a{row % 5}" for row in range(30)])


CASES = {
    "nothing": lambda: plain(0),
    "one message": lambda: plain(1),
    "one author": lambda: changed(40, author_id="alone"),
    "answers to oneself": lambda: changed(40, reply_to=[f"m{row}" for row in range(40)], author_id="alone"),
    "two who answer each other": lambda: changed(40, author_id=[f"a{row % 2}" for row in range(40)]),
    "a ring of answers": ring,
    "deleted parents": lambda: changed(40, reply_to=[f"gone{row}" for row in range(40)]),
    "no time passes": lambda: changed(40, sent_at=pd.Timestamp("2026-03-02", tz="UTC")),
    "no text": lambda: changed(40, text="", author_id="alone"),
    "only staff": lambda: changed(40, author_role="agent"),
    "no community": lambda: changed(40, community_id=None),
    "a star of 100,000 leaves": star,
}


@pytest.mark.parametrize("case", CASES)
def test_tables_fit_their_schemas_and_nothing_is_infinite(case: str) -> None:
    messages, signals = CASES[case]()
    links = edges(messages, signals)
    end = pd.Timestamp("2026-03-31", tz="UTC")
    tables = community_tables(messages, signals.assign(topic="other"), links, settings=Settings(), as_of=end, seed=0)
    for name, schema in SCHEMAS.items():
        check(tables[name], schema)
        figures = tables[name].select_dtypes("number").to_numpy(float, na_value=np.nan)
        assert not np.isinf(figures).any()
    people = tables["members"]
    assert people.loc[people["period"] == "all", "n_messages"].sum() == len(messages)
    assert people["role"].isna().all()
    check(suggestions(messages), IDENTITY_SUGGESTIONS)


def test_deleted_parents_make_no_edges() -> None:
    messages, signals = CASES["deleted parents"]()
    assert edges(messages, signals).empty


def test_nobody_has_an_edge_to_himself() -> None:
    for case in ("one author", "answers to oneself"):
        assert edges(*CASES[case]()).empty


def test_a_star_is_a_hundred_thousand_edges_to_its_middle() -> None:
    assert edges(*star())["target"].value_counts().to_dict() == {"a0": 100_000}
