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
FURTHER = ("influencer", "buying_decider", "buying_user")
MARKS = ("question", "thanks", "hostility", "praise", "buying_decider", "buying_user")
BOTS = ("bot0", "bot1")


def village(
    n_people: int, n_threads: int, seed: int, *, planted: bool = True, further: bool = False, noise: float = 0.0
) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """Return messages, signals and the planted roles {author: role}.

    Threads are questions, chats or quarrels. Without planting, everybody takes each part by chance. With
    `further` there are influencers, buying-centre roles and two undeclared bots too. `noise` is the share of
    signals that are missed, a tenth of it the share of messages that get one by mistake, and half of it the
    share of replies whose link is lost.
    """
    rng = np.random.default_rng(seed)
    people = [f"p{i}" for i in range(n_people)]
    each = max(1, n_people // 60)
    names = [role for role in (*ROLES, *(FURTHER if further else ())) for _ in range(each)]
    roles = dict(zip(people, names)) if planted else {}
    cast = {role: [who for who, is_role in roles.items() if is_role == role] for role in (*ROLES, *FURTHER)}
    plain = np.array([who for who in people if who not in roles])
    weight = rng.pareto(1.5, len(plain)) + 0.3
    weight /= weight.sum()
    rows: list[dict] = []
    for number in range(n_threads):
        kind = rng.choice(["question", "chat", "quarrel"], p=[0.5, 0.3, 0.2])
        thread = _thread(f"t{number}", kind, cast, plain, weight, rng, planted)
        rows += _with_further(thread, cast, rng) if further else thread
    table = pd.DataFrame(rows)
    start = pd.Timestamp("2026-01-01", tz="UTC")
    wait = np.where(table["author_id"].isin(BOTS), 3, 420) if further else 420
    table["sent_at"] = start + pd.to_timedelta(np.cumsum(np.broadcast_to(wait, len(table))), unit="s")
    signals = pd.DataFrame(0.0, index=table.index, columns=[*label_names("act", "detail", "cue"), "sentiment"])
    for name in MARKS:
        if name in table:
            signals[name] = table.pop(name).fillna(0.0)
    signals = _misread(signals, rng, noise)
    signals["sentiment"] = signals["praise"] + signals["thanks"] / 2 - signals["hostility"]
    if noise:
        table["reply_to"] = table["reply_to"].where(rng.random(len(table)) >= noise / 2)
    table = table.assign(community_id="village", author_role="member", text=table.get("text", "..."))
    return MESSAGES.cast(table), signals.clip(-1, 1).astype("float32"), roles


def _misread(signals: pd.DataFrame, rng: np.random.Generator, noise: float) -> pd.DataFrame:
    if not noise:
        return signals
    marks = list(MARKS)
    given = signals[marks].to_numpy()
    missed = (given >= 0.5) & (rng.random(given.shape) < noise)
    wrong = rng.random(given.shape) < noise / 10
    return signals.assign(**dict(zip(marks, np.where(missed, 0.2, np.where(wrong, 0.8, given)).T)))


def _with_further(thread: list[dict], cast: dict, rng: np.random.Generator) -> list[dict]:
    """Add reactions, what influencers and buyers post by themselves, and the bots that greet every question at once."""
    first = thread[0]
    name = first["message_id"].rsplit("-", 1)[0]
    blank = dict.fromkeys(MARKS, 0.0) | {"reply_to": None}
    said = [row | {"reactions": int(rng.poisson(1)), "text": f"szöveg {row['message_id']}"} for row in thread]
    if first["question"]:
        text = f"Kedves {first['author_id']}! Kérdését {rng.integers(1e6)} számon rögzítettük, türelmét kérjük."
        row = blank | {"message_id": f"{name}-bot", "author_id": str(rng.choice(BOTS)), "reactions": 0, "text": text}
        said.insert(1, row | {"conversation_id": first["conversation_id"], "reply_to": first["message_id"]})
    for role in FURTHER if rng.random() < 0.3 else ():
        who = str(rng.choice(cast[role] or ["p0"]))
        row = blank | {"message_id": f"{name}-{role}", "conversation_id": f"{name}-{role}", "author_id": who}
        row |= {"reactions": int(rng.poisson(6 if role == "influencer" else 1)), "text": f"szöveg {name} {role}"}
        said.append(row | ({role: 0.9} if role != "influencer" and rng.random() < 0.4 else {}))
    return said


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
