import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from socialinsight.__main__ import app
from socialinsight.resources import sample_path
from socialinsight.settings import Settings

TELEGRAM = str(sample_path("telegram_hu.json"))


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_init_proposes_settings_that_load(tmp_path: Path) -> None:
    code, out, err = run("init", TELEGRAM, "-o", str(tmp_path / "firm.toml"))
    assert code == 0, err
    settings = Settings.load(tmp_path / "firm.toml")
    assert (settings.country, settings.time_zone) == ("HU", "Europe/Budapest")
    assert settings.agents
    assert run("init", TELEGRAM, "-o", str(tmp_path / "firm.toml"))[0] == 2


def test_report_writes_three_files(tmp_path: Path) -> None:
    settings = str(sample_path("firm.toml"))
    code, out, err = run("report", TELEGRAM, "-o", str(tmp_path), "--settings", settings, "--as-of", "2026-03-31")
    assert code == 0, err
    assert "704 records" in out
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.xlsx", "report.json"}


def test_report_reads_the_firms_customers_and_events(tmp_path: Path) -> None:
    customers, events = tmp_path / "customers.csv", tmp_path / "events.csv"
    customers.write_text("customer_id,author_ids\nK1,user5200038170|nobody\n", encoding="utf-8")
    events.write_text("at,kind,author_id\n2026-03-01,purchase,user0\n", encoding="utf-8")
    beside = ["--customers", str(customers), "--events", str(events)]
    code, out, err = run("report", TELEGRAM, "-o", str(tmp_path / "out"), "--as-of", "2026-03-31", *beside)
    assert code == 0, err
    assert "customers: 1 rows, 1 of 2 author ids wrote messages" in out
    assert "events.csv: no author id occurs in the messages; received e.g. 'user0'" in err


def test_check_tells_what_is_rejected(tmp_path: Path) -> None:
    export = tmp_path / "t.csv"
    export.write_text("id,text,date,author\n1,szia,2026-01-01 10:00,a\n2,nem,never,b\n", encoding="utf-8")
    code, out, err = run("check", str(export), "--account", str(tmp_path / "account.json"))
    assert code == 0
    assert "2 records = 1 accepted + 1 rejected" in out
    assert "row 2" in err
    assert (tmp_path / "account.json").exists()
    assert run("check", str(export), "--strict")[0] == 3


def test_annotate_writes_spans_with_message_ids(tmp_path: Path) -> None:
    code, out, err = run("annotate", TELEGRAM, "-o", str(tmp_path / "a.parquet"))
    assert code == 0, err
    table = pd.read_parquet(tmp_path / "a.parquet")
    assert {"message_id", "label", "start", "end", "evidence", "weight", "source"} <= set(table)
    assert len(table) > 100


def test_explain_shows_rules_and_weights(tmp_path: Path) -> None:
    export = tmp_path / "t.csv"
    export.write_text("id,text,date,author\n1,Holnap felmondom a szerződést!,2026-01-01,a\n", encoding="utf-8")
    code, out, err = run("explain", str(export), "--id", "table:t:1")
    assert code == 0, err
    assert "churn_intent" in out
    assert "felmondom" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "no_such_file.csv"],
        ["report", TELEGRAM, "-o", "x", "--settings", "no_such.toml"],
        ["report", TELEGRAM, "-o", "x", "--language", "de"],
        ["report", TELEGRAM, "-o", "x", "--customers", "none.csv"],
        ["report", TELEGRAM, "-o", "x", "--as-of", "tomorrow"],
        ["check", TELEGRAM, "--column", "text"],
        ["explain", TELEGRAM, "--id", "nobody"],
    ],
)
def test_bad_input_ends_with_one_line_and_code_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    lines = [line for line in err.splitlines() if not line.startswith("note:")]
    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith("socialinsight: ")


def python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


def test_the_module_runs() -> None:
    assert "report" in python("-m", "socialinsight", "--help")


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "('pandas', 'numpy', 'spacy', 'sklearn', 'matplotlib')"
    assert python("-c", f"import sys, socialinsight; print([m for m in {heavy} if m in sys.modules])").strip() == "[]"
