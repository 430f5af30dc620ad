"""What the firm did in a crisis, stage by stage, and what its words were worth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from socialinsight.lang.crisis_talk import crisis_talk
from socialinsight.tables import times_of

STAGES = ("acknowledged", "acted", "apologised", "compensated", "all_clear", "followed_up")
"""Stages of the response (after Coombs 2007), in the order of `evidence_ids`."""
AFTERMATH = pd.Timedelta(days=7)
MOST_READ = 5_000
SURE = 0.5
_ANSWER = pd.Timedelta(days=7)
_DAY = pd.Timedelta(days=1)


def response(
    firm: pd.DataFrame, started_at: pd.Timestamp, ended_at: pd.Timestamp, thread_ids: set[str]
) -> dict[str, Any]:
    """Return when each stage was first reached, the message that shows it, and how good the apology was.

    *Acknowledged*: admits the problem or apologises with substance, in public where anything of it is public.
    *Acted*: says what is being done, in another message than the admission where there is one. *Apologised*:
    names the fault, takes the blame, or both; an apology that does neither, holds only if somebody minds, or is a
    template is empty and no stage. *Compensated*: an offer to everybody hit, else the first to one of them; giving
    back what was taken by mistake is acting. *All clear*: over for everybody, not for some. *Followed up*: asks
    after the all-clear, or without one after the end.

    Parameters
    ----------
    firm : pandas.DataFrame
        The community's messages by the firm's people, in order of time, with scores of the labels, text and lang.
    started_at, ended_at : pandas.Timestamp
        The episode; the week after it counts too.
    thread_ids : set of str
        Conversations of the episode's complaints: a message outside them counts only in a conversation that the firm
        opened since the onset, or when it is meant for everybody while the episode lasts. The first 5,000 are read.

    Returns
    -------
    dict
        `{stage}_at` and `evidence_ids` ("" where never), apology_quality (both, blame_taken, names_fault, empty;
        None without apology), empty_apology_at, denied_at, compensated_all, followed_up_ids.
    """
    begin = firm["sent_at"].searchsorted(started_at)
    window = firm.iloc[begin : firm["sent_at"].searchsorted(ended_at + AFTERMATH, "right")]
    opened = set(window.loc[window["opens"], "conversation_id"])
    belongs = window["conversation_id"].isin(thread_ids | opened)
    window = window[belongs | (window["sent_at"] <= ended_at)].head(MOST_READ).reset_index(drop=True)
    said = _said(window)
    ours = window["conversation_id"].isin(thread_ids | opened).to_numpy(bool) | said["to_all"]
    said, window = {name: flags[ours] for name, flags in said.items()}, window[ours].reset_index(drop=True)
    public = window["is_public"].fillna(True).to_numpy(bool)
    shown, empty = {}, said["sorry"] & ~said["substance"]
    admits = (said["admits"] | (said["sorry"] & said["substance"])) & (public | ~public.any())
    shown["acknowledged"] = _first(admits)
    other = np.arange(len(window)) != shown["acknowledged"]
    shown["acted"] = _first(said["acts"] & other)
    shown["acted"] = shown["acted"] if shown["acted"] >= 0 else _first(said["acts"])
    shown["apologised"] = _first(said["sorry"] & said["substance"])
    near = window["conversation_id"].isin(thread_ids) | (window["sent_at"] <= ended_at + _DAY)
    offers = said["offers"] & (near.to_numpy(bool) | said["offer_label"])
    shown["compensated"] = _first(offers & said["to_all"])
    compensated_all = shown["compensated"] >= 0
    shown["compensated"] = shown["compensated"] if compensated_all else _first(offers)
    shown["all_clear"] = _first(said["over"])
    over = window["sent_at"].iloc[shown["all_clear"]] if shown["all_clear"] >= 0 else ended_at
    asks = said["asks"] & (window["sent_at"] > over).to_numpy(bool)
    shown["followed_up"] = _first(asks)
    result: dict[str, Any] = {f"{stage}_at": _at(window, shown[stage]) for stage in STAGES}
    return result | {
        "evidence_ids": tuple(window["message_id"].iloc[shown[s]] if shown[s] >= 0 else "" for s in STAGES),
        "apology_quality": _quality(said, empty),
        "empty_apology_at": _at(window, _first(empty)),
        "denied_at": _at(window, _first(said["denies"])),
        "compensated_all": compensated_all,
        "followed_up_ids": tuple(window["message_id"][asks]),
    }


def answers_afterwards(
    followed_up_ids: tuple[str, ...], everything: pd.DataFrame
) -> tuple[int, float, tuple[str, ...]]:
    """Return how many customers answered when asked afterwards, their mean sentiment, and the messages.

    An answer is a customer's reply to the question, or the next message of a customer in a conversation where the
    firm asked him, within a week; one a customer, the first.

    Parameters
    ----------
    followed_up_ids : tuple of str
        Messages by which the firm asked.
    everything : pandas.DataFrame
        The community's messages in order of time.
    """
    if not followed_up_ids:
        return 0, np.nan, ()
    asked = everything[everything["message_id"].isin(followed_up_ids)]
    first, last = asked["sent_at"].min(), asked["sent_at"].max() + _ANSWER
    begin, end = everything["sent_at"].searchsorted([first, last], "right")
    theirs = everything.iloc[begin:end]
    theirs = theirs[~theirs["is_firm"]]
    since = times_of(theirs["conversation_id"], asked.groupby("conversation_id")["sent_at"].min())
    replied = theirs["reply_to"].isin(set(followed_up_ids))
    same = (theirs["sent_at"] > since) & theirs["reply_to"].isna()
    soon = theirs["sent_at"] <= since.fillna(asked["sent_at"].max()) + _ANSWER
    found = theirs[(replied | same) & soon].drop_duplicates("author_id")
    return len(found), float(found["sentiment"].mean()), tuple(found["message_id"])


def _said(window: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return what each message of the firm does, by label and phrase."""
    talk = crisis_talk(window["text"].astype(str).tolist(), window["lang"].astype(str).tolist())
    label = {
        name: (window[name] >= SURE).to_numpy(bool)
        for name in ("acknowledgement", "apology", "non_apology", "promise", "all_clear", "compensation", "follow_up")
    }
    template = (window["boilerplate"] >= SURE).to_numpy(bool)
    named, blamed = talk["fault"] | label["acknowledgement"], talk["blame_taken"]
    meant = ~template & ~label["non_apology"] & ~talk["conditional"]
    gift = (label["compensation"] | talk["offer"]) & ~talk["correction"] & ~template
    return {
        "sorry": label["apology"] | label["non_apology"],
        "substance": meant & (named | blamed),
        "named": named,
        "blamed": blamed,
        "admits": label["acknowledgement"] & ~template & ~talk["denial"],
        "acts": (label["promise"] | label["all_clear"] | talk["status"] | talk["correction"]) & ~template,
        "offers": gift,
        "offer_label": label["compensation"],
        "to_all": talk["to_all"],
        "over": label["all_clear"] & ~talk["partial"],
        "asks": label["follow_up"] | talk["follow_up"],
        "denies": talk["denial"],
    }


def _quality(said: dict[str, np.ndarray], empty: np.ndarray) -> str | None:
    """Return how good the best apology was: an apology is the stronger the more it admits (Lewicki et al. 2016)."""
    good = said["sorry"] & said["substance"]
    if (good & said["named"] & said["blamed"]).any():
        return "both"
    if (good & said["blamed"]).any():
        return "blame_taken"
    if good.any():
        return "names_fault"
    return "empty" if empty.any() else None


def _first(which: np.ndarray) -> int:
    found = np.flatnonzero(which)
    return int(found[0]) if len(found) else -1


def _at(window: pd.DataFrame, place: int) -> Any:
    return window["sent_at"].iloc[place] if place >= 0 else pd.NaT
