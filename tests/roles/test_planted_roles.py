"""Planted roles are found, and chance is not taken for a role."""

import numpy as np
import pandas as pd
import pytest

from benchmarks.planted_roles import found_again, shown
from benchmarks.village import ROLES, judged, village
from socialinsight.tables import MESSAGES


@pytest.mark.parametrize(("people", "threads"), [(60, 300), (120, 800), (300, 2500)])
def test_precision_and_recall_of_planted_roles(people: int, threads: int) -> None:
    right = told = true = 0
    for seed in range(2):
        messages, signals, roles = village(people, threads, seed)
        found = shown(judged(messages, signals)[1])
        planted = {(role, who) for who, role in roles.items()}
        right, told, true = right + len(found & planted), told + len(found), true + len(planted)
    assert right / told >= 0.9
    assert right / true >= 0.8


def test_false_alarms_stay_at_the_nominal_rate_when_authors_are_shuffled() -> None:
    alarms = 0
    for seed in range(12):
        messages, signals, _ = village(60, 300, seed)
        order = np.random.default_rng(seed).permutation(len(messages))
        dealt = MESSAGES.cast(messages.assign(author_id=messages["author_id"].to_numpy(object)[order]))
        alarms += bool(shown(judged(dealt, signals)[1]))
    assert alarms <= 2


def test_below_support_nothing_is_said() -> None:
    messages, signals, _ = village(60, 12, 0)
    people, evidence = judged(messages, signals)
    few = people["n_messages"] < 5
    assert few.any()
    assert people.loc[few, list(ROLES)].isna().all(axis=None)
    assert (people.loc[few, "confidence"] == "abstain").all()
    assert (evidence["n"] >= 5).all()


def test_higher_support_is_asked_for_when_the_firm_says_so() -> None:
    messages, signals, _ = village(60, 300, 0)
    _, evidence = judged(messages, signals, min_support=30)
    assert (evidence["n"] >= 30).all()
    assert set(evidence.loc[evidence["level"] == "assigned", "n"] >= 120) <= {True}


@pytest.mark.parametrize("how", ["agent", "bot", "insider", "export"])
def test_staff_bots_and_insiders_are_in_no_ranking(how: str) -> None:
    messages, signals, roles = village(60, 300, 0)
    solver = next(who for who, role in roles.items() if role == "problem_solver")
    settings = {"agent": {"agents": (solver,)}, "bot": {"bots": (solver,)}, "insider": {"insiders": (solver,)}}.get(
        how, {}
    )
    if how == "export":
        messages = MESSAGES.cast(
            messages.assign(author_role=messages["author_role"].where(messages["author_id"] != solver, "bot"))
        )
    people, evidence = judged(messages, signals, **settings)
    assert solver not in set(evidence["author_id"])
    row = people[people["author_id"] == solver].iloc[0]
    assert row[list(ROLES)].isna().all()
    assert pd.isna(row["role"])


def test_quotes_are_the_authors_own_messages() -> None:
    messages, signals, _ = village(60, 300, 0)
    _, evidence = judged(messages, signals)
    author = dict(zip(messages["message_id"], messages["author_id"]))
    for row in evidence.itertuples():
        assert 1 <= len(row.message_ids) <= 5
        assert {author[one] for one in (*row.message_ids, *row.counter_ids)} == {row.author_id}
        assert not set(row.message_ids) & set(row.counter_ids)


def test_communities_are_ranked_apart() -> None:
    messages, signals, roles = village(60, 300, 0)
    other = messages.assign(
        community_id="town", message_id="x" + messages["message_id"], reply_to="x" + messages["reply_to"],
        conversation_id="x" + messages["conversation_id"],
    )  # fmt: skip
    both = MESSAGES.cast(pd.concat([messages, other], ignore_index=True))
    people, _ = judged(both, pd.concat([signals, signals], ignore_index=True))
    one, two = (people[people["community_id"] == place].reset_index(drop=True) for place in ("village", "town"))
    pd.testing.assert_frame_equal(one[[*ROLES, "pagerank"]], two[[*ROLES, "pagerank"]])


def test_planted_roles_are_found_through_noise() -> None:
    counts, checks = found_again(120, 800, 0.2, range(1))
    total = counts.sum()
    assert total["right"] / total["told"] >= 0.9
    assert counts.at["influencer", "told"] == counts.at["influencer", "right"]
    assert total["right"] / total["planted"] >= 0.8
    assert checks[["roles_below_support", "bots_ranked", "people_as_bots"]].sum().sum() == 0


def test_leaders_and_peacemakers_are_found_in_small_communities() -> None:
    counts, _ = found_again(60, 300, 0.0, range(20, 23))
    assert counts.loc[["opinion_leader", "peacemaker"], "right"].tolist() == [3, 3]
