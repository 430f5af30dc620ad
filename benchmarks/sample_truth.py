"""The whole run on the sample exports against their truth: `python -m benchmarks.sample_truth [--room ROOM ...]`.

Prints precision and recall of every verdict, then each error: message or author, what the truth says, what came out.
Truth that marks clear cases only (unanswered, moderation advice, roles that were planted) judges what it marks; what
stands outside it is listed as unmarked, advice excepted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from benchmarks.sample_communities import crises, roles, stages
from socialinsight.analysis import Analysis, analyze
from socialinsight.datasets import SAMPLES, load_sample, sample_settings
from socialinsight.resources import sample_path

AS_OF = "2026-03-31"
NONE = "none"
UNMARKED = "unmarked"
UNNAMED = "unnamed"
COLUMNS = ("room", "id", "expected", "got")
_CHANNELS = {"telegram_hu": "telegram", "mail_hu": "mail", "vk_ru": "vk", "tickets": "table"}
Rows = list[tuple[str, str, str]]


class Sample:
    """One analysis of all samples, and the truth of each with the message ids of the analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.truth = {
            name: json.loads(sample_path(f"truth/{name}.json").read_text(encoding="utf-8")) for name in SAMPLES
        }
        ids = analysis.messages["message_id"].astype(object)
        self._ids = {(one.split(":", 1)[0], one.rsplit(":", 1)[1]): one for one in ids}

    def id(self, name: str, native: str) -> str:
        """Return the message_id of a message of the truth."""
        return self._ids[_CHANNELS[name], native]

    def marked(self, key: str) -> Iterator[tuple[str, Any]]:
        """Yield the name of the sample and each entry of a list of the truth."""
        for name, truth in self.truth.items():
            for entry in truth[key]:
                yield name, entry


def run() -> Sample:
    """Analyse all samples together."""
    return Sample(analyze(load_sample("all"), as_of=AS_OF, settings=sample_settings()))


def unanswered(sample: Sample) -> Rows:
    """Left alone by firm and peers; a question that a peer solved was not."""
    table = sample.analysis.unanswered
    alone = ~table["peer_answered"].astype(bool) & (table["n_peer_replies"].fillna(0) == 0)
    said = dict.fromkeys(table.loc[alone, "message_id"].astype(object), "unanswered")
    true = {sample.id(name, one["message_id"]): "answered" for name, one in sample.marked("solved")}
    true |= {sample.id(name, one): "unanswered" for name, one in sample.marked("unanswered")}
    return [(one, true.get(one, UNMARKED), said.get(one, "answered")) for one in dict.fromkeys([*true, *said])]


def promises(sample: Sample) -> Rows:
    """State of each promise."""
    ledger = sample.analysis.promises.drop_duplicates("message_id")
    said = dict(ledger[["message_id", "state"]].astype(object).itertuples(index=False))
    true = {sample.id(name, one["message_id"]): one["state"] for name, one in sample.marked("promises")}
    return _compared(true, said)


def boilerplate(sample: Sample) -> Rows:
    """Template of each reply: copies of one planted template stand together, two of one export apart."""
    replies = sample.analysis.replies.dropna(subset=["template_id"])
    said = dict(replies[["message_id", "template_id"]].astype(object).itertuples(index=False))
    rows, planted, taken = [], set(), set()
    for name, truth in sample.truth.items():
        for key, natives in truth["boilerplate"].items():
            ids = [sample.id(name, one) for one in natives]
            found = pd.Series([said[one] for one in ids if one in said], dtype=object).mode()
            main = found.iloc[0] if len(found) and (name, found.iloc[0]) not in taken else None
            taken.add((name, main))
            names = {main: f"{name} {key}"} if main else {}
            rows += [(one, f"{name} {key}", names.get(said[one], said[one]) if one in said else NONE) for one in ids]
            planted |= set(ids)
    return rows + [(one, NONE, key) for one, key in said.items() if one not in planted]


def bouncing(sample: Sample) -> Rows:
    """Messages that show a customer sent round."""
    table = sample.analysis.bounces
    said = dict.fromkeys(table.loc[table["is_bounce"].astype(bool), "evidence_id"].astype(object), "bounce")
    return _compared({sample.id(name, one): "bounce" for name, one in sample.marked("bounces")}, said)


def moderation(sample: Sample) -> Rows:
    """Advice for each marked message."""
    said = dict(sample.analysis.moderation[["message_id", "advice"]].astype(object).itertuples(index=False))
    true = {sample.id(name, one["message_id"]): one["advice"] for name, one in sample.marked("moderation")}
    return [(one, advice, said.get(one, NONE)) for one, advice in true.items()]


def invitations(sample: Sample) -> Rows:
    """Public invitations to write in private, and whether they were taken."""
    table = sample.analysis.invitations
    states = table["state"].map({"accepted": "accepted"}).fillna("ignored")
    said = dict(zip(table["message_id"].astype(object), states))
    marked = sample.marked("private_invitations")
    true = {sample.id(name, one["message_id"]): "accepted" if one["accepted"] else "ignored" for name, one in marked}
    return _compared(true, said)


def churn(sample: Sample) -> Rows:
    """Last stated intent of each customer."""
    said = dict(sample.analysis.churn[["author_id", "kind"]].astype(object).itertuples(index=False))
    sent = sample.analysis.messages.set_index("message_id")["sent_at"]
    stated = [
        (sent[sample.id(name, one["message_id"])], one["author_id"], one["kind"])
        for name, one in sample.marked("churn")
    ]
    return _compared({author: kind for _, author, kind in sorted(stated)}, said)


def competitors(sample: Sample) -> Rows:
    """Rival and message that names or points at it; a rival that the settings do not name is "unnamed"."""
    legal = sample.analysis.settings.competitors
    mentions = sample.analysis.mentions[["message_id", "name"]].astype(object)
    said = set(mentions.itertuples(index=False, name=None))
    rows = []
    for name, one in sample.marked("competitors"):
        message, rival = sample.id(name, one["message_id"]), one["name"] if one["name"] in legal else UNNAMED
        got = next((word for word in (rival, UNNAMED) if (message, word) in said), NONE)
        said.discard((message, got))
        rows.append((f"{message} {rival}", rival, got))
    return rows + [(f"{message} {rival}", NONE, rival) for message, rival in sorted(said)]


ROOMS: dict[str, Callable[[Sample], Rows]] = {
    room.__name__: room
    for room in (
        unanswered,
        promises,
        boilerplate,
        bouncing,
        moderation,
        invitations,
        churn,
        competitors,
        crises,
        stages,
        roles,
    )
}


def verdicts(sample: Sample, rooms: list[str] | None = None) -> pd.DataFrame:
    """Return one row a case: room, id, expected, got."""
    rows = [(room, *row) for room in rooms or ROOMS for row in ROOMS[room](sample)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def measured(table: pd.DataFrame) -> pd.DataFrame:
    """Return precision and recall of each verdict, and over all verdicts of a room."""
    rows = []
    for room, part in table.groupby("room", sort=False):
        judged = part[part["expected"] != UNMARKED]
        positive = [one for one in pd.unique(judged[["expected", "got"]].to_numpy().ravel()) if not _absent(one)]
        for value in [*sorted(positive), "all"]:
            of = [value] if value != "all" else positive
            said, true = judged["got"].isin(of), judged["expected"].isin(of)
            right = int((said & (judged["got"] == judged["expected"])).sum())
            unmarked = int(((part["expected"] == UNMARKED) & part["got"].isin(of)).sum())
            counts = (right, int(said.sum()), int(true.sum()), unmarked)
            rows.append((room, value, *counts, _ratio(right, counts[1]), _ratio(right, counts[2])))
    names = ["room", "verdict", "n_right", "n_said", "n_true", "n_unmarked", "precision", "recall"]
    return pd.DataFrame(rows, columns=names)


def _compared(true: dict[str, str], said: dict[str, str]) -> Rows:
    return [(one, true.get(one, NONE), said.get(one, NONE)) for one in dict.fromkeys([*true, *said])]


def _absent(value: str) -> bool:
    return value in (NONE, "answered", "never") or value.startswith("withheld")


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--room", action="append", choices=sorted(ROOMS), help="measure only this; may be repeated")
    table = verdicts(sample := run(), parser.parse_args().room)
    print(measured(table).round(3).to_string(index=False, na_rep="–"))
    texts = sample.analysis.messages.set_index("message_id")["text"]
    for room, part in table[table["expected"] != table["got"]].groupby("room", sort=False):
        print(f"\n{room}: {len(part)} differ")
        for row in part.itertuples():
            text = " ".join(str(texts.get(row.id.partition(" ")[0], "")).split())[:70]
            print(f"  {row.id}  expected {row.expected}, got {row.got}  {text}")


if __name__ == "__main__":
    main()
