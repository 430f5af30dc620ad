"""A simulated community with planted roles: who they are is known, what they do is noisy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.graph.edges import edges
from socialinsight.labels import label_names
from socialinsight.roles import members
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

ROLES = ("problem_solver", "opinion_leader", "hostile_pattern", "advocate", "conversation_starter", "peacemaker")


def village(
    n_people: int, n_threads: int, seed: int, *, planted: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """Return messages, signals and the planted roles {author: role}.

    Threads are questions, chats or quarrels. Without planting, everybody takes each part by chance.
    """
    rng = np.random.default_rng(seed)
    people = [f"p{i}" for i in range(n_people)]
    each = max(1, n_people // 60)
    names = [role for role in ROLES for _ in range(each)]
    roles = dict(zip(people, names)) if planted else {}
    cast = {role: [who for who, is_role in roles.items() if is_role == role] for role in ROLES}
    plain = np.array([who for who in people if who not in roles])
    weight = rng.pareto(1.5, len(plain)) + 0.3
    weight /= weight.sum()
    rows: list[dict] = []
    for number in range(n_threads):
        kind = rng.choice(["question", "chat", "quarrel"], p=[0.5, 0.3, 0.2])
        rows += _thread(f"t{number}", kind, cast, plain, weight, rng, planted)
    table = pd.DataFrame(rows)
    start = pd.Timestamp("2026-01-01", tz="UTC")
    table["sent_at"] = start + pd.to_timedelta(np.arange(len(table)) * 7, unit="min")
    signals = pd.DataFrame(0.0, index=table.index, columns=[*label_names("act", "detail", "cue"), "sentiment"])
    for name in ("question", "thanks", "hostility", "praise"):
        signals[name] = table.pop(name).fillna(0.0)
    signals["sentiment"] = signals["praise"] + signals["thanks"] / 2 - signals["hostility"]
    table = table.assign(community_id="village", author_role="member", text="...")
    return MESSAGES.cast(table), signals.clip(-1, 1).astype("float32"), roles


def _thread(
    name: str, kind: str, cast: dict, plain: np.ndarray, weight: np.ndarray, rng: np.random.Generator, planted: bool
) -> list[dict]:
    rows: list[dict] = []

    def anyone(*besides: str) -> str:
        while True:
            who = str(rng.choice(plain, p=weight))
            if who not in besides:
                return who

    def somebody(role: str, chance: float, *besides: str) -> str:
        if planted and rng.random() < chance:
            return str(rng.choice(cast[role]))
        return anyone(*besides)

    def say(who: str, to: dict | None = None, **signals: float) -> dict:
        row = {"message_id": f"{name}-{len(rows)}", "conversation_id": f"{name}-0", "author_id": who}
        row |= {"reply_to": to["message_id"] if to else None, "question": 0.0, "thanks": 0.0, "hostility": 0.0}
        rows.append(row | {"praise": 0.0} | signals)
        return rows[-1]

    if kind == "question":
        asker = anyone()
        first = say(asker, question=0.9)
        answer = say(somebody("problem_solver", 0.6, asker), first)
        if rng.random() < 0.6:
            say(asker, answer, thanks=0.9)
        if rng.random() < 0.15:
            say(anyone(asker), first)
    elif kind == "chat":
        opener = somebody("conversation_starter", 0.5)
        first = say(opener)
        talkers = 6 if opener in cast["conversation_starter"] else 2
        word = say(somebody("opinion_leader", 0.5, opener), first)
        for _ in range(rng.poisson(talkers)):
            say(anyone(opener, word["author_id"]), word if rng.random() < 0.7 else rows[-1])
        if rng.random() < 0.7:
            who = somebody("advocate", 0.5)
            say(who, praise=0.9 if who in cast["advocate"] or rng.random() < 0.1 else 0.0)
    else:
        last = say(anyone())
        calm = False
        for turn in range(8):
            if turn in (3, 5) and (not planted or rng.random() < 0.7):
                who = somebody("peacemaker", 0.7)
                last = say(who, last)
                calm = calm or who in cast["peacemaker"]
            else:
                who = somebody("hostile_pattern", 0.5) if not calm else anyone()
                hot = rng.random() < (0.1 if calm else 0.9 if who in cast["hostile_pattern"] else 0.3)
                last = say(who, last, hostility=0.9 if hot else 0.0)
    return rows


def judged(messages: pd.DataFrame, signals: pd.DataFrame, **settings: object) -> tuple[pd.DataFrame, pd.DataFrame]:
    return members(messages, signals, edges(messages, signals), settings=Settings(**settings), seed=0)
