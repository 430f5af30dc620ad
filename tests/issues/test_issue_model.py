import numpy as np
import pandas as pd
import pytest

from socialinsight.annotation import read_messages
from socialinsight.issues import issues
from socialinsight.issues.model import IssueModel
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.summary import periods
from socialinsight.tables import MESSAGES
from tests.issues.test_issues import AS_OF, BILL, SLOW, complaints

COURIER = "A futár {} megint késett.|A futár el sem jött {}.|Késett a futár {} is."


def month(*parts: pd.DataFrame) -> pd.DataFrame:
    rows = pd.concat(parts).reset_index(drop=True)
    ids = rows.index.astype(str)
    rows = rows.assign(message_id="m" + ids, conversation_id="c" + ids, author_id="a" + ids, author_role="customer")
    return MESSAGES.cast(rows.assign(sent_at=rows["sent_at"].dt.as_unit("us")))


def run(messages: pd.DataFrame, *, settings: Settings | None = None, model: IssueModel | None = None, seed: int = 0):
    reading = read_messages(messages)
    signals = message_signals(messages, reading.texts, reading.annotations).assign(complaint=np.float32(1))
    current, previous = periods(AS_OF, 30)
    return issues(
        messages,
        reading.texts,
        signals,
        reading.lemmas,
        current=current,
        previous=previous,
        settings=settings or Settings(),
        seed=seed,
        model=model,
    )


@pytest.fixture(scope="module")
def first():
    return run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)))


def test_the_next_month_keeps_ids_and_names_and_adds_what_is_new(first, tmp_path) -> None:
    table, _, model = first
    kept = IssueModel.load(model.save(tmp_path / "issues.json"))
    later, assigned, grown = run(month(complaints(SLOW, 20, 1), complaints(COURIER, 20, 1)), model=kept)
    slow = table[table["name"].str.contains("internet")].iloc[0]
    again = later.set_index("issue_id").loc[slow["issue_id"]]
    assert again["name"] == slow["name"]
    assert again["n_messages"] == 20
    assert not again["is_new"]
    new = later[later["is_new"]]
    assert new["name"].str.contains("futár").all()
    assert new["n_messages"].sum() == 20
    assert set(table["issue_id"]) < set(grown.issues["issue_id"])
    assert assigned["issue_id"].notna().all()


def test_what_fits_nowhere_is_left_unassigned(first) -> None:
    odd = pd.DataFrame({"text": ["Zavaros.", "Ez mi?"], "sent_at": AS_OF - pd.Timedelta(days=1)})
    _, assigned, _ = run(month(complaints(SLOW, 20, 1), odd), model=first[2])
    assert assigned["issue_id"].isna().sum() == 2


def test_an_issue_that_now_tells_of_something_else_has_drifted(first) -> None:
    other = (
        "Az internet számlázás {} kaotikus és drága.|Drága az internet számlázás {}.|Kaotikus számlázás, internet {}."
    )
    same, _, _ = run(month(complaints(SLOW, 30, 1)), model=first[2])
    assert not same["has_drifted"].any()
    moved, _, _ = run(month(complaints(other, 30, 1)), model=first[2])
    net = moved[moved["name"].str.contains("internet")].iloc[0]
    assert net["likeness"] < same["likeness"].max()


def test_names_and_merges_by_hand_win(first) -> None:
    table, _, _ = first
    one, other = table["issue_id"]
    settings = Settings.from_mapping({"issue_names": {one: "Lassú net"}, "issue_merges": {other: one}})
    merged, assigned, _ = run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)), settings=settings)
    assert merged[["name", "n_messages"]].to_numpy().tolist() == [["Lassú net", 60]]
    assert assigned["issue_id"].unique().tolist() == [one]


def test_merges_in_a_ring_end() -> None:
    messages = month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1))
    one, other = run(messages)[0]["issue_id"]
    table, _, _ = run(messages, settings=Settings.from_mapping({"issue_merges": {one: other, other: one}}))
    assert table["n_messages"].sum() == 60


def test_two_seeds_give_the_same_issues(first) -> None:
    other = run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)), seed=7)
    pd.testing.assert_frame_equal(first[0], other[0])


@pytest.mark.parametrize("text", ["{}", "[]", '{"terms": [], "issues": [{}]}', "no json"])
def test_a_file_that_is_no_model_is_refused(tmp_path, text: str) -> None:
    path = tmp_path / "issues.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="is no issue model"):
        IssueModel.load(path)
