"""Issues merged and renamed by hand: by id or name, kept from month to month, mistakes told."""

import warnings
from pathlib import Path

import pytest
from typer.testing import CliRunner

from socialinsight.__main__ import app
from socialinsight.issues.by_hand import ByHandError, read_by_hand, template
from socialinsight.issues.model import IssueModel
from socialinsight.resources import sample_path
from socialinsight.settings import Settings
from tests.issues.test_issue_model import COURIER, month, run
from tests.issues.test_issues import BILL, SLOW, complaints


@pytest.fixture(scope="module")
def first():
    return run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)))


def by_hand(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "names.toml"
    path.write_text(text, encoding="utf-8")
    return Settings(issue_file=str(path))


def test_a_name_by_hand_holds_in_the_next_month_too(first, tmp_path: Path) -> None:
    table, _, model = first
    name = table.loc[table["name"].str.contains("internet"), "name"].iloc[0]
    settings = by_hand(tmp_path, f'rename = {{"{name.upper()}" = "Lassú net"}}')
    later, _, _ = run(month(complaints(SLOW, 20, 1), complaints(COURIER, 20, 1)), model=model, settings=settings)
    assert "Lassú net" in later["name"].tolist() and name not in later["name"].tolist()


def test_issues_are_merged_by_name_or_id_into_the_first(first, tmp_path: Path) -> None:
    table, _, _ = first
    one, other = table.iloc[0], table.iloc[1]
    text = f'merge = [["{one["issue_id"]}", "{other["name"]}"]]\nrename = {{"{one["name"]}" = "Minden baj"}}'
    both = month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1))
    merged, assigned, _ = run(both, settings=by_hand(tmp_path, text))
    assert merged[["name", "n_messages"]].to_numpy().tolist() == [["Minden baj", 60]]
    assert assigned["issue_id"].unique().tolist() == [one["issue_id"]]


def test_the_settings_win_over_the_file(first, tmp_path: Path) -> None:
    table, _, _ = first
    one = table.iloc[0]
    path = by_hand(tmp_path, f'rename = {{"{one["name"]}" = "a"}}').issue_file
    settings = Settings.from_mapping({"issue_file": path, "issue_names": {one["issue_id"]: "b"}})
    again, _, _ = run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)), settings=settings)
    assert again.set_index("issue_id").loc[one["issue_id"], "name"] == "b"


def test_a_name_that_no_issue_has_is_told(tmp_path: Path) -> None:
    settings = by_hand(tmp_path, 'merge = [["villamos", "számla"]]')
    with pytest.warns(UserWarning, match="no issue is called 'villamos'"):
        run(month(complaints(SLOW, 30, 1), complaints(BILL, 30, 1)), settings=settings)


def test_an_issue_without_complaints_this_month_is_known_all_the_same(first, tmp_path: Path) -> None:
    table, _, model = first
    bill = table.loc[~table["name"].str.contains("internet"), "name"].iloc[0]
    settings = by_hand(tmp_path, f'rename = {{"{bill}" = "Számlák"}}')
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        run(month(complaints(SLOW, 20, 1)), model=model, settings=settings)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("merge = 3", "merge = 3"),
        ('merge = [["a"]]', "at least two names"),
        ('merge = [["a", 2]]', "at least two names"),
        ('rename = {"a" = 1}', "a name on both sides"),
        ('rename = {"a" = " "}', "a name on both sides"),
        ("names = {}", "received the keys"),
        ("merge = [", "Mend the named line"),
    ],
)
def test_a_wrong_file_is_refused_with_the_repair(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(ByHandError, match=wrong):
        read_by_hand(by_hand(tmp_path, text).issue_file)


def test_the_new_file_can_be_read_and_changes_nothing(first, tmp_path: Path) -> None:
    known = first[2].issues.assign(name=lambda table: table["name"].str.replace("e", 'e"\\'))
    hand = read_by_hand(by_hand(tmp_path, template(known)).issue_file)
    assert hand.merge == () and not hand.rename


def test_the_command_line_keeps_issues_from_run_to_run(tmp_path: Path) -> None:
    kept, names = tmp_path / "issues.json", tmp_path / "names.toml"
    arguments = ["report", str(sample_path("telegram_hu.json")), "-o", str(tmp_path / "out")]
    arguments += ["--settings", str(sample_path("firm.toml")), "--issues", str(kept), "--issue-names", str(names)]
    first = CliRunner().invoke(app, [*arguments, "--as-of", "2026-02-28"])
    assert first.exit_code == 0, first.stderr
    february = IssueModel.load(kept).issues
    assert f"({len(february)} known, 0 new, 0 drifted)" in first.stdout and "to be edited" in first.stdout
    second = CliRunner().invoke(app, [*arguments, "--as-of", "2026-03-31"])
    assert second.exit_code == 0, second.stderr
    march = IssueModel.load(kept).issues
    columns = ["issue_id", "name"]
    assert march[columns].head(len(february)).to_numpy().tolist() == february[columns].to_numpy().tolist()
    assert "to be edited" not in second.stdout
