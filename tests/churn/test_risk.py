"""Model risk: nothing after the cut is seen, calibration, reasons, and when it abstains."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.churn.before_cut import known_before, risk_facts
from socialinsight.churn.lifetimes import lifetimes
from socialinsight.churn.risk import churn_risk, windows
from socialinsight.tables import CUSTOMERS, EVENTS, MESSAGES, PROMISES, RISK, RISK_CHECK, STRING, check
from tests.threads import thread

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
DAY = pd.Timedelta(days=1)
BLANK = thread("0 09:00 anna x")[1].iloc[0].to_dict()


def world(n: int = 900, *, seed: int = 0, link: float = 2.0) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return messages, signals and customers: those who complain of late leave sooner, by log-odds `link` each."""
    random = np.random.default_rng(seed)
    start = AS_OF - 420 * DAY
    rows, people = [], []
    for number in range(n):
        left = pd.NaT
        anger = random.gamma(1.0, 1.0)
        for month in range(14):
            at = start + month * 30 * DAY
            n_angry = random.poisson(0.3 * anger)
            for _ in range(n_angry + random.poisson(0.3)):
                angry = n_angry > 0
                n_angry -= 1
                rows.append((f"k{number}", at + random.uniform(0, 30) * DAY, angry))
            if random.random() < 1 / (1 + np.exp(4.2 - link * np.log1p(3 * anger))):
                left = at + 30 * DAY
                break
        people.append((f"k{number}", start - random.uniform(0, 500) * DAY, left))
    return *written(rows), customers(people)


def written(rows: list[tuple]) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = pd.DataFrame(rows, columns=["author_id", "sent_at", "angry"]).sort_values("sent_at", ignore_index=True)
    table["sent_at"] = table["sent_at"].dt.as_unit("us")
    ids = "m" + table.index.astype(str)
    messages = MESSAGES.cast(table.assign(message_id=ids, conversation_id=ids, author_role="customer", text="x"))
    signals = pd.DataFrame([BLANK] * len(table)).assign(
        message_id=ids,
        complaint=np.where(table["angry"], 0.9, 0.0).astype(np.float32),
        sentiment=np.where(table["angry"], -0.7, 0.1).astype(np.float32),
    )
    return messages, signals.astype({"message_id": STRING, "lang": STRING, "topic": STRING})


def customers(people: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(people, columns=["customer_id", "since", "left_at"])
    table["left_at"] = pd.to_datetime(table["left_at"], utc=True)
    return CUSTOMERS.cast(table.assign(author_ids=[(one,) for one in table["customer_id"]]))


def state(table: pd.DataFrame) -> str:
    return str(check(table, RISK_CHECK).set_index("item").loc["state", "note"])


@pytest.fixture(scope="module")
def planted() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return world()


def test_risk_is_calibrated_on_a_later_window_and_names_complaints(planted: tuple) -> None:
    table, checks = churn_risk(*planted, as_of=AS_OF)
    check(table, RISK)
    checks = checks.set_index("item")
    assert checks.loc["state", "note"] == "learnt" and checks.loc["auc", "note"] == "later"
    assert checks.loc["auc", "low"] > 0.5 and checks.loc["brier", "value"] < checks.loc["brier_of_mean", "value"]
    assert checks.loc["slope", "low"] < 1 < checks.loc["slope", "high"]
    tenths = checks[checks.index.str.startswith("tenth_")]
    inside = (tenths["low"] <= tenths["expected"]) & (tenths["expected"] <= tenths["high"])
    assert inside.sum() >= 8
    top = [reason for reasons in table["reasons"].head(20) for reason in reasons]
    assert {"complaints", "mood"} & set(top)


def test_contributions_add_up_to_the_log_odds(planted: tuple) -> None:
    table, _ = churn_risk(*planted, as_of=AS_OF)
    odds = np.log(table["p_leave"] / (1 - table["p_leave"]))
    sums = table["contributions"].map(lambda told: sum(float(part.split("=")[-1]) for part in told.split("; ")))
    assert (odds - sums).std() < 0.05


def test_those_who_have_left_are_not_scored(planted: tuple) -> None:
    table, _ = churn_risk(*planted, as_of=AS_OF)
    gone = planted[2].loc[planted[2]["left_at"] <= AS_OF, "customer_id"]
    assert len(gone) and not table["customer_id"].isin(gone).any()


def leaking(planted: tuple) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return messages of anger that leavers alone wrote, on the day they left: perfect in hindsight."""
    gone = planted[2].dropna(subset=["left_at"])
    extra = [(row.customer_id, row.left_at - DAY / 2, True) for row in gone.itertuples() for _ in range(9)]
    kept = zip(planted[0]["author_id"], planted[0]["sent_at"], planted[1]["complaint"] >= 0.5)
    return written([*kept, *extra])


def test_a_feature_planted_after_the_cut_is_not_seen_by_any_row(planted: tuple) -> None:
    lives = lifetimes(planted[2], EVENTS.empty(), as_of=AS_OF)
    cut = AS_OF - 90 * DAY
    later = lives["left_at"] > cut + DAY
    told = planted[2][later | planted[2]["left_at"].isna()]
    messages, signals = leaking((*planted[:2], told))
    plain, spoilt = (
        known_before(risk_facts(*pair), PROMISES.empty(), EVENTS.empty(), lives, cut=cut)
        for pair in (planted[:2], (messages, signals))
    )
    pd.testing.assert_frame_equal(plain, spoilt)
    seen = known_before(risk_facts(messages, signals), PROMISES.empty(), EVENTS.empty(), lives, cut=AS_OF)
    assert not seen["complaints"].equals(
        known_before(risk_facts(*planted[:2]), PROMISES.empty(), EVENTS.empty(), lives, cut=AS_OF)["complaints"]
    )


def test_answers_events_and_outcomes_after_the_cut_are_not_seen() -> None:
    cut = AS_OF - 90 * DAY
    people = customers([("k1", AS_OF - 300 * DAY, pd.NaT)])
    messages, signals = written([("k1", cut - 5 * DAY, True)])
    facts = risk_facts(messages, signals.assign(question=np.float32(0.9)))
    events = EVENTS.cast(
        pd.DataFrame({"event_id": ["a", "b"], "at": [cut - 9 * DAY, cut + DAY], "kind": "purchase", "author_id": "k1"})
    )
    promise = {column.name: [None] for column in PROMISES.columns} | {"start": [0], "end": [1], "n_reminders": [0]}
    promise |= {"message_id": ["p"], "conversation_id": ["m0"], "promised_at": [cut - 4 * DAY], "state": ["late"]}
    promises = PROMISES.cast(pd.DataFrame(promise | {"due_at": [cut - 3 * DAY], "shown_at": [cut + DAY]}))
    lives = lifetimes(people, events, as_of=AS_OF)
    row = known_before(facts.assign(agent_at=cut + DAY), promises, events, lives, cut=cut).iloc[0]
    once = np.log(2)
    assert row[["unanswered", "broken_promises", "purchases"]].tolist() == pytest.approx([once] * 3)
    gone = known_before(facts, promises, events, lives.assign(left_at=cut + DAY, left=True, undated=True), cut=cut)
    assert gone.iloc[0].drop("unanswered").equals(row.drop("unanswered"))


def test_rows_have_come_and_not_left_by_their_cut(planted: tuple) -> None:
    lives = lifetimes(planted[2], EVENTS.empty(), as_of=AS_OF)
    rows = windows(risk_facts(*planted[:2]), PROMISES.empty(), EVENTS.empty(), lives, as_of=AS_OF, days=60)
    left = lives.set_index("customer_id")["left_at"].reindex(rows.customer)
    cuts = pd.Series(AS_OF - pd.to_timedelta(rows.cut * 60, unit="D"), left.index)
    assert not (left <= cuts).any()
    assert (((left > cuts) & (left <= cuts + 60 * DAY)).to_numpy() == rows.left).all()


def test_a_column_filled_in_after_the_outcome_is_left_out(planted: tuple) -> None:
    spoilt = planted[2].assign(value=planted[2]["left_at"].isna().astype(float).astype("Float64"))
    _, checks = churn_risk(*planted[:2], spoilt, as_of=AS_OF)
    assert checks.set_index("item").loc["left_out", "note"] == "value"


def test_it_abstains_without_outcomes_with_few_and_without_signal(planted: tuple) -> None:
    active = planted[2].assign(left_at=pd.Series(pd.NaT, planted[2].index, dtype=planted[2]["left_at"].dtype))
    few = planted[2].assign(left_at=planted[2]["left_at"].where(planted[2].index < 40))
    noise = world(600, seed=3, link=0.0)
    for people, expected in ((active, "no_outcomes"), (few, "too_few_outcomes")):
        table, checks = churn_risk(*planted[:2], people, as_of=AS_OF)
        assert table.empty and state(checks) == expected
    table, checks = churn_risk(*noise, as_of=AS_OF)
    assert table.empty and state(checks) == "no_better_than_chance"


def test_lost_without_a_date_count_only_where_heard_of_after_the_cut(planted: tuple) -> None:
    gone = planted[2]["left_at"].notna()
    people = CUSTOMERS.cast(planted[2].assign(outcome=gone.map({True: "lost", False: "active"})))
    people["left_at"] = pd.Series(pd.NaT, people.index, dtype=people["left_at"].dtype)
    lives = lifetimes(people, EVENTS.empty(), as_of=AS_OF)
    facts = risk_facts(*planted[:2])
    rows = windows(facts, PROMISES.empty(), EVENTS.empty(), lives, as_of=AS_OF, days=180)
    heard = set(facts.loc[facts["sent_at"] >= AS_OF - 180 * DAY, "author_id"])
    assert set(rows.customer) <= heard and rows.left.any() and set(rows.cut) == {1}


def test_empty_tables_and_a_bad_horizon() -> None:
    messages, signals = MESSAGES.empty(), pd.DataFrame([BLANK]).iloc[:0]
    table, checks = churn_risk(messages, signals, CUSTOMERS.empty(), as_of=AS_OF)
    assert table.empty and state(checks) == "no_outcomes"
    with pytest.raises(ValueError, match="days: received 0"):
        churn_risk(messages, signals, CUSTOMERS.empty(), as_of=AS_OF, days=0)
