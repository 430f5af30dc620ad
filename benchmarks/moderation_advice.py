"""Advice of moderation on written public messages: precision and recall of each advice, and every error.

`python -m benchmarks.moderation_advice tests/data [--predictions FILE.csv]`. The folder holds moderation_LANG*.txt:
a line `ADVICE | message` opens a thread, `> other:` and `> agent:` go on with it. Threads lie ten days apart, so that
no message speaks for that of another thread.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

import socialinsight
from socialinsight.tables import MESSAGES

START = pd.Timestamp("2024-01-01 10:00", tz="UTC")
ORDER = ["apologise_public", "invite_private", "hide_and_explain", "watch", "none"]


def threads(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    """Return the messages of a file and the advice that fits, by message_id."""
    rows, wanted = [], {}
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for number, line in enumerate(lines):
        if line.startswith(">"):
            role, _, text = line[1:].strip().partition(": ")
            row = {"conversation_id": rows[-1]["conversation_id"], "sent_at": rows[-1]["sent_at"] + pd.Timedelta("1h")}
            row |= {"author_role": "agent" if role == "agent" else "customer"}
        else:
            advice, _, text = line.partition(" | ")
            row = {"conversation_id": f"c{number}", "sent_at": START + len(wanted) * pd.Timedelta(days=10)}
            row |= {"author_role": "customer"}
            wanted[f"m{number}"] = advice
        rows.append({"message_id": f"m{number}", "author_id": f"a{number}", "is_public": True, "text": text, **row})
    table = MESSAGES.cast(pd.DataFrame(rows).assign(lang=path.stem.split("_")[1]))
    return table, pd.Series(wanted)


def advised(path: Path) -> pd.DataFrame:
    """Return text, wanted, given and rule of every judged message of a file."""
    messages, wanted = threads(path)
    done = socialinsight.analyze(messages, as_of=messages["sent_at"].max() + pd.Timedelta(days=1))
    told = done.moderation.set_index("message_id").reindex(wanted.index)
    texts = messages.set_index("message_id")["text"].reindex(wanted.index)
    table = pd.DataFrame({"text": texts, "wanted": wanted, "given": told["advice"].astype(object).fillna("none")})
    return table.assign(rule=told["rule"].astype(object).fillna(""))


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Return precision and recall of each advice."""
    rows = []
    for advice in ORDER:
        given, wanted = table["given"] == advice, table["wanted"] == advice
        hits = int((given & wanted).sum())
        precision, recall = (hits / n if n else float("nan") for n in (int(given.sum()), int(wanted.sum())))
        rows.append((advice, int(wanted.sum()), precision, recall))
    return pd.DataFrame(rows, columns=["advice", "n", "precision", "recall"]).set_index("advice")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="write file,text,wanted,given,rule here")
    options = parser.parse_args()
    parts = []
    for path in sorted(options.folder.glob("moderation_*.txt")):
        table = advised(path)
        parts.append(table.assign(file=path.name))
        right = (table["wanted"] == table["given"]).mean()
        print(f"\n{path.name}: {len(table)} messages, {right:.3f} right\n{scores(table).round(2).to_string()}")
        for row in table[table["wanted"] != table["given"]].itertuples():
            print(f"  {row.wanted} -> {row.given} ({row.rule}): {row.text}")
    if options.predictions and parts:
        pd.concat(parts).to_csv(options.predictions, index=False)


if __name__ == "__main__":
    main()
