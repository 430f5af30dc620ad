"""Commands that write what an analysis found: report, digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from socialinsight.commands.options import (
    Columns,
    Customers,
    Events,
    Exports,
    Format,
    SettingsFile,
    Strict,
    companions,
    end,
    read_exports,
    settings_of,
    tell_account,
    told,
)
from socialinsight.progress import stage, stage_bar

if TYPE_CHECKING:
    import pandas as pd

    from socialinsight.result import Analysis
    from socialinsight.settings import Settings


@told
def report(
    exports: Exports,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for report.html, report.xlsx, report.json.")],
    settings: SettingsFile = None,
    language: Annotated[str | None, typer.Option(help="hu, ru or en.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Moment of the analysis; today when left out.")] = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
    customers: Customers = None,
    events: Events = None,
    account: Annotated[Path | None, typer.Option(help="Write the account of all records here (.json, .csv).")] = None,
    seed: Annotated[int, typer.Option(help="Seed of sampling and topic models.")] = 0,
    strict: Strict = False,
    issues: Annotated[
        Path | None, typer.Option(help="Issues of earlier runs (.json): read when there, then written.")
    ] = None,
    issue_names: Annotated[
        Path | None, typer.Option(help="Issues merged and renamed by hand (.toml); written to edit when not there.")
    ] = None,
) -> None:
    """Read exports and write the management report.

    Example: socialinsight report result.json mail.mbox -o out --settings firm.toml --language hu --as-of 2026-03-31
    """
    firm = settings_of(settings)
    if issue_names and issue_names.exists():
        firm = replace(firm, issue_file=str(issue_names))
    with stage_bar():
        stage("reading")
        messages = read_exports(exports, format, column, firm)
        beside = companions(customers, events, messages, firm) | _earlier_issues(issues)
        done = _analysed(messages, as_of, firm, seed, beside)
        path = done.report(out, language=language)
    tell_account(messages, account)
    _keep_issues(done, issues, issue_names)
    print(f"report: {path}")
    end(messages, strict)


@told
def digest(
    exports: Exports,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for digest-DEPARTMENT.html and .csv.")],
    settings: SettingsFile = None,
    language: Annotated[str | None, typer.Option(help="hu, ru or en.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Moment of the analysis; today when left out.")] = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
    customers: Customers = None,
    events: Events = None,
    seed: Annotated[int, typer.Option(help="Seed of sampling and topic models.")] = 0,
    strict: Strict = False,
) -> None:
    """Write what concerns each department, ready to forward: an HTML fragment and a CSV file a department.

    Example: socialinsight digest tickets.csv -o digests --settings firm.toml --language ru --as-of 2026-03-31
    """
    firm = settings_of(settings)
    with stage_bar():
        stage("reading")
        messages = read_exports(exports, format, column, firm)
        done = _analysed(messages, as_of, firm, seed, companions(customers, events, messages, firm))
        paths = done.digest(out, language=language)
    for path in paths:
        print(f"digest: {path}")
    end(messages, strict)


def _analysed(messages: pd.DataFrame, as_of: str | None, firm: Settings, seed: int, beside: dict[str, Any]) -> Analysis:
    from socialinsight.analysis import analyze

    return analyze(messages, as_of=as_of or datetime.now(UTC), settings=firm, seed=seed, **beside)


def _earlier_issues(path: Path | None) -> dict[str, Any]:
    """Return the issue model of an earlier run, when there is one."""
    from socialinsight.issues.model import IssueModel

    return {"issue_model": IssueModel.load(path)} if path and path.exists() else {}


def _keep_issues(done: Any, path: Path | None, by_hand: Path | None) -> None:
    """Write the issues for the next run, and a file to merge and rename them in when there is none."""
    from socialinsight.issues.by_hand import template

    known, found = done.issue_model.issues, done.issues
    if path:
        done.issue_model.save(path)
        n_new, n_drifted = (int(found[name].fillna(False).sum()) for name in ("is_new", "has_drifted"))
        print(f"issues: {path} ({len(known)} known, {n_new} new, {n_drifted} drifted)")
    if by_hand and not by_hand.exists():
        by_hand.write_text(template(known), encoding="utf-8")
        print(f"issue names: {by_hand} (new, to be edited)")
