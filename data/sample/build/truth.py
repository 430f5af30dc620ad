"""Turn the marks of a source into the ground-truth table that lies beside each sample export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from conversation import Mark, Message, Source
from marks import ALIASES, LABELS, STRUCTURE
from notation import find

STAGES = ("acknowledged", "status", "apology", "compensation", "all_clear", "followup")


def build_truth(source: Source, ids: Mapping[int, str], authors: Mapping[str, str]) -> dict:
    """Return the truth of one export.

    Parameters
    ----------
    source : Source
        The parsed source; ``@set as_of`` must be declared.
    ids : mapping
        Native id of each message by its key; messages that are not exported (service lines) may be missing.
    authors : mapping
        Native id of each author by the name used in the source.

    Raises
    ------
    ValueError
        An unknown mark, author or promise, or a promise whose declared state contradicts the times.
    """
    _check_marks(source, authors)
    picked = _Picker(source, ids, authors)
    return {
        "as_of": source.settings["as_of"],
        "agents": [authors[name] for name in source.agents],
        "bots": [authors[name] for name in source.bots],
        "roles": {role: [authors[name] for name in names] for role, names in source.roles.items()},
        "crises": [_crisis(picked, name) for name in source.crises],
        "quarrels": _quarrels(picked),
        "unanswered": picked.ids_of("unanswered"),
        "solved": picked.rows("solved_by", lambda m, k: {"by": ids[find(source.messages, m, k.words[0]).key]}),
        "promises": _promises(picked),
        "boilerplate": picked.groups("boilerplate"),
        "churn": picked.rows("churn", lambda m, k: {"author_id": authors[m.author], "kind": k.words[0]}),
        "not_churn": picked.ids_of("not_churn"),
        "competitors": picked.rows("competitor", lambda m, k: {"name": " ".join(k.words)}),
        "moderation": picked.rows("moderation", lambda m, k: {"advice": k.words[0]}),
        "bounces": picked.ids_of("bounce"),
        "private_invitations": picked.rows("invite_private", lambda m, k: {"accepted": k.words[:1] == ("accepted",)}),
        "labels": _labels(picked),
    }


class _Picker:
    def __init__(self, source: Source, ids: Mapping[int, str], authors: Mapping[str, str]) -> None:
        self.source, self.ids, self.authors = source, ids, authors

    def pairs(self, name: str) -> list[tuple[Message, Mark]]:
        return [(m, k) for m in self.source.messages for k in m.marks if k.name == name]

    def ids_of(self, name: str) -> list[str]:
        return [self.ids[m.key] for m, _ in self.pairs(name)]

    def rows(self, name: str, fields) -> list[dict]:
        return [{"message_id": self.ids[m.key], **fields(m, k)} for m, k in self.pairs(name)]

    def groups(self, name: str) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for message, mark in self.pairs(name):
            groups.setdefault(mark.words[0], []).append(self.ids[message.key])
        return groups

    def evidence(self, name: str, promise: str) -> list[Message]:
        return [m for m, k in self.pairs(name) if promise in k.words]


def _check_marks(source: Source, authors: Mapping[str, str]) -> None:
    promises = {k.words[0] for m in source.messages for k in m.marks if k.name == "promise"}
    for message in source.messages:
        for mark in message.marks:
            if mark.name not in LABELS | STRUCTURE | ALIASES.keys():
                known = sorted(LABELS | STRUCTURE)
                raise ValueError(f"{message.place}: unknown mark {mark.name!r}; known: {known}")
            if mark.name in ("keeps", "reminds") and not promises.issuperset(mark.words):
                raise ValueError(f"{message.place}: {mark.name} {mark.words} names no promise of this source")
    names = {*source.agents, *source.bots, *(name for members in source.roles.values() for name in members)}
    if unknown := names - authors.keys():
        raise ValueError(f"declared but never writing: {sorted(unknown)}; correct the name or the declaration")


def _promises(picked: _Picker) -> list[dict]:
    as_of = datetime.fromisoformat(picked.source.settings["as_of"])
    table = []
    for message, mark in picked.pairs("promise"):
        name, due = mark.words[0], mark.options.get("due")
        keeps, reminds = picked.evidence("keeps", name), picked.evidence("reminds", name)
        done = [_done_at(m, name) for m in keeps]
        state = _state(done, reminds, due and datetime.fromisoformat(due), as_of)
        if mark.options.get("state", state) != state:
            declared = mark.options["state"]
            raise ValueError(f"{message.place}: promise {name} declared {declared}, but the times say {state}")
        if any(m.at <= message.at for m in keeps + reminds):
            raise ValueError(f"{message.place}: evidence for promise {name} is older than the promise")
        table.append(
            {
                "id": name,
                "message_id": picked.ids[message.key],
                "due": due,
                "state": state,
                "evidence": [picked.ids[m.key] for m in sorted(keeps + reminds, key=lambda m: m.at)],
            }
        )
    return table


def _done_at(message: Message, promise: str) -> datetime:
    mark = next(k for k in message.marks if k.name == "keeps" and promise in k.words)
    return datetime.fromisoformat(mark.options["on"]) if "on" in mark.options else message.at


def _state(done: list[datetime], reminds: list[Message], due: datetime | None, as_of: datetime) -> str:
    if done:
        return "kept" if due is None or min(done) <= due else "late"
    if due is None:
        return "broken" if reminds else "open"
    return "broken" if due < as_of else "open"


def _crisis(picked: _Picker, name: str) -> dict:
    title, handled = picked.source.crises[name]
    marks = [(m, k.words[1]) for m, k in picked.pairs("crisis") if k.words[0] == name]
    first = {stage: message for message, stage in reversed(marks)}
    found = {s: {"at": m.at.isoformat(), "message_id": picked.ids[m.key]} for s, m in first.items()}
    stages = {stage: found.get(stage) for stage in STAGES}
    start, end = first["start"].at.isoformat(), marks[-1][0].at.isoformat()
    if "end" in first:
        end = first["end"].at.isoformat()
    return {"id": name, "title": title, "start": start, "end": end, "handled": handled, "stages": stages}


def _quarrels(picked: _Picker) -> list[dict]:
    calming = {k.words[0]: m for m, k in picked.pairs("calms")}
    attempts = picked.groups("tries")
    return [
        {
            "id": name,
            "message_ids": ids,
            "calmed_by": picked.authors[calming[name].author] if name in calming else None,
            "calming_message_id": picked.ids[calming[name].key] if name in calming else None,
            "attempt_ids": attempts.get(name, []),
        }
        for name, ids in picked.groups("quarrel").items()
    ]


def _labels(picked: _Picker) -> list[dict]:
    rows = []
    for message in picked.source.messages:
        for mark in message.marks:
            label = ALIASES.get(mark.name, mark.name)
            if label in LABELS:
                rows.append({"message_id": picked.ids[message.key], "label": label})
    return rows
