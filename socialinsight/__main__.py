"""The command line; the only place that looks at the clock."""

from __future__ import annotations

import logging
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from socialinsight import __version__
from socialinsight.progress import stage, stage_bar
from socialinsight.settings import Settings

BAD_INPUT = 2
REJECTED_ROWS = 3
app = typer.Typer(
    help="Management data from customer-service conversations in Hungarian and Russian.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 2 the input or a setting cannot be used, 3 rows were rejected (with --strict).",
)

Exports = Annotated[list[Path], typer.Argument(help="Exports: files or folders; the format is detected.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="The firm's settings, a TOML file.")]
Format = Annotated[str | None, typer.Option("--format", help="Name the format instead of detecting it.")]
Columns = Annotated[
    list[str] | None, typer.Option("--column", help="Map a column: our_name=their_name. May be repeated.")
]
Customers = Annotated[
    Path | None, typer.Option("--customers", help="Table of customers: customer_id, author_ids, segment, value, ...")
]
Events = Annotated[Path | None, typer.Option("--events", help="Table of events: at, kind, author_id, value, ...")]
Strict = Annotated[bool, typer.Option("--strict", help="End with exit code 3 when rows were rejected.")]


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """Print expected errors as one line and end with exit code 2; show warnings as lines."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> None:
        logging.captureWarnings(False)
        warnings.showwarning = lambda message, *rest, **more: print(f"note: {message}", file=sys.stderr)
        try:
            command(*args, **kwargs)
        except (ValueError, KeyError, OSError, ImportError) as error:
            text = error.args[0] if isinstance(error, KeyError) and error.args else error
            print(f"socialinsight: {text}", file=sys.stderr)
            raise typer.Exit(BAD_INPUT) from error

    return guarded


@app.command()
@_told
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
    from socialinsight.analysis import analyze

    firm = _settings(settings)
    if issue_names and issue_names.exists():
        firm = replace(firm, issue_file=str(issue_names))
    with stage_bar():
        stage("reading")
        messages = _read(exports, format, column, firm)
        beside = _companions(customers, events, messages, firm) | _earlier_issues(issues)
        done = analyze(messages, as_of=as_of or datetime.now(UTC), settings=firm, seed=seed, **beside)
        path = done.report(out, language=language)
    _tell_account(messages, account)
    _keep_issues(done, issues, issue_names)
    print(f"report: {path}")
    _end(messages, strict)


@app.command()
@_told
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
    from socialinsight.analysis import analyze

    firm = _settings(settings)
    with stage_bar():
        stage("reading")
        messages = _read(exports, format, column, firm)
        beside = _companions(customers, events, messages, firm)
        done = analyze(messages, as_of=as_of or datetime.now(UTC), settings=firm, seed=seed, **beside)
        paths = done.digest(out, language=language)
    for path in paths:
        print(f"digest: {path}")
    _end(messages, strict)


@app.command()
@_told
def check(
    exports: Exports,
    settings: SettingsFile = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
    account: Annotated[Path | None, typer.Option(help="Write the account of all records here (.json, .csv).")] = None,
    strict: Strict = False,
) -> None:
    """Tell what would be read, and what would be rejected and why; writes no report.

    Example: socialinsight check tickets.csv --column text=comment_body
    """
    messages = _read(exports, format, column, _settings(settings))
    _tell_account(messages, account)
    if len(messages):
        roles = messages["author_role"].value_counts()
        print("author roles: " + ", ".join(f"{role} {n}" for role, n in roles.items()))
        print(f"from {messages['sent_at'].min()} to {messages['sent_at'].max()}")
    _end(messages, strict)


@app.command()
@_told
def annotate(
    exports: Exports,
    out: Annotated[Path, typer.Option("-o", "--out", help="Parquet or CSV file.")],
    settings: SettingsFile = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
) -> None:
    """Write the annotations of all messages: label, span, rule and weight, with the message's id.

    Example: socialinsight annotate result.json -o annotations.parquet
    """
    from socialinsight.annotation import annotate as annotations_of
    from socialinsight.annotation import with_messages

    messages = _read(exports, format, column, _settings(settings))
    table = with_messages(annotations_of(messages), messages)
    _save(table, out)
    print(f"annotations: {out} ({len(table)} rows)")


@app.command()
@_told
def explain(
    exports: Exports,
    id: Annotated[str, typer.Option("--id", help="The message_id to explain.")],  # noqa: A002
    settings: SettingsFile = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
) -> None:
    """Tell why one message got its labels: spans, rules and weights.

    Example: socialinsight explain result.json --id telegram:123:45
    """
    from socialinsight.analysis import analyze
    from socialinsight.analysis import explain as explanation

    messages = _read(exports, format, column, _settings(settings))
    chosen = messages[messages["message_id"] == id].reset_index(drop=True)
    if chosen.empty:
        raise ValueError(
            f"explain: no message {id!r} among {len(messages)}; see the ids with `socialinsight annotate`."
        )
    done = analyze(chosen, as_of=datetime.now(UTC), settings=_settings(settings))
    print(chosen.at[0, "text"])
    print(explanation(done, id).to_string(index=False))


@app.command()
@_told
def ask(
    exports: Exports,
    about: Annotated[list[str] | None, typer.Option(help="A word, in any form; several: any of them.")] = None,
    where: Annotated[
        list[str] | None, typer.Option(help="KEY=VALUE; issue, product, channel, segment, topic, language, community.")
    ] = None,
    label: Annotated[
        str | None, typer.Option(help="positive, negative, praise, complaint, ...; how many write of it when left out.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="One answer for each product, channel, issue, month, ...")] = None,
    period: Annotated[str | None, typer.Option(help="current, previous, 2026, 2026-03, 2026-03-15.")] = None,
    settings: SettingsFile = None,
    language: Annotated[str | None, typer.Option(help="hu, ru or en.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Moment of the analysis; today when left out.")] = None,
    format: Format = None,  # noqa: A002
    column: Columns = None,
    customers: Customers = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write the table here (.csv, .parquet).")] = None,
) -> None:
    """Answer a question from what customers wrote: how many of those who write about it say it, and their words.

    Example: socialinsight ask result.json --about szállítás --about futár --label praise --by month
    """
    from socialinsight.analysis import analyze
    from socialinsight.survey.asking import ask as answer

    firm = _settings(settings)
    messages = _read(exports, format, column, firm)
    beside = _companions(customers, None, messages, firm)
    done = analyze(messages, as_of=as_of or datetime.now(UTC), settings=firm, **beside)
    asked: dict[str, Any] = {"words": about} if about else {}
    for key, value in (_pair(item, "--where", "KEY=VALUE, e.g. channel=email") for item in where or []):
        asked.setdefault(key, []).append(value)
    told = answer(done, asked or None, label=label, by=by, period=period, language=language)
    for row in range(len(told.table)):
        print(told.sentence(row))
    for quote in told.quotes.itertuples():
        print(f"  {'+' if quote.says else '-'} {quote.author}: {' '.join(str(quote.text).split())[:200]}")
    if out:
        _save(told.table, out)


@app.command()
@_told
def init(
    exports: Exports,
    out: Annotated[Path, typer.Option("-o", "--out", help="Settings file to write.")] = Path("firm.toml"),
    format: Format = None,  # noqa: A002
    column: Columns = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
) -> None:
    """Propose a settings file from exports: who answers like staff, bots, country, time zone.

    Example: socialinsight init result.json -o firm.toml
    """
    from socialinsight.proposal import propose_settings

    if out.exists() and not force:
        raise ValueError(f"init: {out} is there already. Choose another name with -o, or write over it with --force.")
    proposed = propose_settings(_read(exports, format, column, None))
    body = "# Proposed from the data: read it, and correct it.\n" + proposed.to_toml()
    out.write_text(body + "\n# All keys:\n" + Settings.describe(), encoding="utf-8")
    print(f"settings: {out} ({len(proposed.agents)} agents, {len(proposed.bots)} bots)")


Corpora = Annotated[Path | None, typer.Option("--corpora", help="Folder of the public corpora, with hu/ and ru/.")]


@app.command()
@_told
def evaluate(
    corpora: Corpora = None,
    task: Annotated[list[str] | None, typer.Option(help="acts, sentiment, topic, lemma, toxicity, ner.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for scores.csv and SCORES.md.")] = Path("models"),
) -> None:
    """Measure the rules and models; with the corpora also lemmas, sentiment, toxicity and names.

    Example: socialinsight evaluate --corpora ../corpora --task sentiment
    """
    from socialinsight.learn.evaluation import TASKS, as_markdown, write_scores
    from socialinsight.learn.evaluation import evaluate as figures

    table = figures(corpora, tuple(task or TASKS))
    print(as_markdown(table))
    if out.is_dir():
        write_scores(table, out)
        print(f"scores: {out / 'scores.csv'}, {out / 'SCORES.md'}")
    else:
        print(f"scores: not written, {out} is no folder; name one with -o")


@app.command()
@_told
def train(
    task: Annotated[str, typer.Argument(help="sentiment (with toxicity), lemma or ner.")],
    lang: Annotated[str, typer.Option(help="hu or ru.")],
    corpora: Corpora = None,
    table: Annotated[Path | None, typer.Option(help="Your labelled CSV: text, label (negative, ...).")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the model files.")] = Path("models"),
) -> None:
    """Train a shipped model again, from the public corpora, from your own labelled table, or from both.

    Example: socialinsight train sentiment --lang hu --corpora ../corpora --table labelled.csv -o models
    """
    from socialinsight.learn.training import train as train_task

    print(train_task(task, lang, corpora=corpora, table=table, folder=out).to_string(index=False))


def _version(value: bool) -> None:
    if value:
        print(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show it.")] = False,
) -> None:
    pass


def _settings(path: Path | None) -> Settings:
    return Settings.load(path) if path else Settings()


def _read(exports: list[Path], format: str | None, column: list[str] | None, settings: Settings | None) -> Any:  # noqa: A002
    from socialinsight.readers import read

    columns = dict(_pair(item) for item in column or [])
    return read(exports, format=format, columns=columns or None, settings=settings)


def _companions(customers: Path | None, events: Path | None, messages: Any, settings: Settings) -> dict[str, Any]:
    """Read the firm's own tables, and tell how many of their author ids wrote messages."""
    from socialinsight.readers.companions import read_customers, read_events

    written = set(messages["author_id"].dropna().astype(str))
    zone = settings.time_zone or None
    tables: dict[str, Any] = {}
    if customers:
        table = tables["customers"] = read_customers(customers, zone=zone)
        ids = {one for row in table["author_ids"] for one in row}
        _tell_known(f"customers: {len(table)} rows", ids, written, customers)
    if events:
        table = tables["events"] = read_events(events, zone=zone)
        _tell_known(f"events: {len(table)} rows", set(table["author_id"].dropna().astype(str)), written, events)
    return tables


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


def _tell_known(what: str, ids: set[str], written: set[str], path: Path) -> None:
    print(f"{what}, {len(ids & written)} of {len(ids)} author ids wrote messages")
    if ids and not ids & written:
        warnings.warn(
            f"{path.name}: no author id occurs in the messages; received e.g. {min(ids)!r}, legal e.g. "
            f"{min(written, default='')!r}. Write them as `socialinsight check` shows them.",
            stacklevel=2,
        )


def _pair(
    item: str, option: str = "--column", legal: str = "our_name=their_name, e.g. text=comment_body"
) -> tuple[str, str]:
    ours, equals, theirs = item.partition("=")
    if not (ours and equals and theirs):
        raise ValueError(f"{option}: received {item!r}; legal: {legal}.")
    return ours, theirs


def _tell_account(messages: Any, path: Path | None) -> None:
    account = messages.attrs["account"]
    print(account)
    for row in account.rejected_rows.head(10).itertuples():
        print(f"  rejected: {row.file} row {row.row}: {row.reason}", file=sys.stderr)
    if len(account.rejected_rows) > 10:
        print(f"  ... and {len(account.rejected_rows) - 10} more; --account FILE lists all", file=sys.stderr)
    if path:
        account.write(path)


def _end(messages: Any, strict: bool) -> None:
    if strict and messages.attrs["account"].rejected:
        raise typer.Exit(REJECTED_ROWS)


def _save(table: Any, path: Path) -> None:
    if path.suffix == ".parquet":
        table.to_parquet(path, index=False)
    elif path.suffix == ".csv":
        table.to_csv(path, index=False)
    else:
        raise ValueError(f"--out: received {path.name!r}; legal: a name ending in .parquet or .csv.")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
