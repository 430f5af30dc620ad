"""Commands that look at exports: check, annotate, explain, ask, init."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from socialinsight.commands.options import (
    Columns,
    Customers,
    Exports,
    Format,
    SettingsFile,
    Strict,
    companions,
    end,
    pair,
    read_exports,
    save,
    settings_of,
    tell_account,
    told,
)
from socialinsight.settings import Settings


@told
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
    messages = read_exports(exports, format, column, settings_of(settings))
    tell_account(messages, account)
    if len(messages):
        roles = messages["author_role"].value_counts()
        print("author roles: " + ", ".join(f"{role} {n}" for role, n in roles.items()))
        print(f"from {messages['sent_at'].min()} to {messages['sent_at'].max()}")
    end(messages, strict)


@told
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

    messages = read_exports(exports, format, column, settings_of(settings))
    table = with_messages(annotations_of(messages), messages)
    save(table, out)
    print(f"annotations: {out} ({len(table)} rows)")


@told
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

    messages = read_exports(exports, format, column, settings_of(settings))
    chosen = messages[messages["message_id"] == id].reset_index(drop=True)
    if chosen.empty:
        raise ValueError(
            f"explain: no message {id!r} among {len(messages)}; see the ids with `socialinsight annotate`."
        )
    done = analyze(chosen, as_of=datetime.now(UTC), settings=settings_of(settings))
    print(chosen.at[0, "text"])
    print(explanation(done, id).to_string(index=False))


@told
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

    firm = settings_of(settings)
    messages = read_exports(exports, format, column, firm)
    beside = companions(customers, None, messages, firm)
    done = analyze(messages, as_of=as_of or datetime.now(UTC), settings=firm, **beside)
    asked: dict[str, Any] = {"words": about} if about else {}
    for key, value in (pair(item, "--where", "KEY=VALUE, e.g. channel=email") for item in where or []):
        asked.setdefault(key, []).append(value)
    told = answer(done, asked or None, label=label, by=by, period=period, language=language)
    for row in range(len(told.table)):
        print(told.sentence(row))
    for quote in told.quotes.itertuples():
        print(f"  {'+' if quote.says else '-'} {quote.author}: {' '.join(str(quote.text).split())[:200]}")
    if out:
        save(told.table, out)


@told
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
    proposed = propose_settings(read_exports(exports, format, column, None))
    body = "# Proposed from the data: read it, and correct it.\n" + proposed.to_toml()
    out.write_text(body + "\n# All keys:\n" + Settings.describe(), encoding="utf-8")
    print(f"settings: {out} ({len(proposed.agents)} agents, {len(proposed.bots)} bots)")
