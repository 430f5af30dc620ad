"""Crises and roles of the sample exports beside their truth, as rows of (id, expected, got)."""

from __future__ import annotations

from typing import Any

import pandas as pd

ZONES = {"telegram_hu": "Europe/Budapest", "vk_ru": "Europe/Moscow"}
STAGES = {
    "acknowledged": "acknowledged_at",
    "status": "acted_at",
    "apology": "apologised_at",
    "compensation": "compensated_at",
    "all_clear": "all_clear_at",
    "followup": "followed_up_at",
}
_BUYING = {"initiator", "influencer", "decider", "buyer", "user"}


def crises(sample: Any) -> list[tuple[str, str, str]]:
    """Hour in which each crisis began; an episode that is no crisis of the truth stands with "none"."""
    rows = []
    for name, zone in ZONES.items():
        for at, episode, crisis in _paired(sample, name, zone):
            hour = at.floor("h").strftime("%Y-%m-%d %H h")
            if crisis is None:
                rows.append((f"{name} {episode['name']}", "none", hour))
                continue
            got = "none"
            if episode is not None:
                got = episode["started_at"].tz_convert(zone).floor("h").strftime("%Y-%m-%d %H h")
            told = pd.Timestamp(crisis["start"]).floor("h").strftime("%Y-%m-%d %H h")
            rows.append((f"{name} {crisis['id']}", "onset" if told == got else told, "onset" if told == got else got))
    return rows


def stages(sample: Any) -> list[tuple[str, str, str]]:
    """Moment of each response stage, or "never"; the moment is that of the message that shows it."""
    rows = []
    for name, zone in ZONES.items():
        for _, episode, crisis in _paired(sample, name, zone):
            if crisis is None or episode is None:
                continue
            for stage, column in STAGES.items():
                told = crisis["stages"].get(stage)
                told = "never" if told is None else str(pd.Timestamp(told["at"]))
                got = "never" if pd.isna(episode[column]) else str(episode[column].tz_convert(zone).tz_localize(None))
                same = told == got != "never"
                rows.append((f"{name} {crisis['id']} {stage}", *((stage, stage) if same else (told, got))))
    return rows


def roles(sample: Any) -> list[tuple[str, str, str]]:
    """Planted roles and those that are shown; a planted one that is withheld stands with its reason."""
    evidence = sample.analysis.role_evidence.astype(object)
    found = {(row.author_id, row.role): row.withheld for row in evidence.itertuples()}
    planted: dict[tuple[str, str], str] = {}
    for truth in sample.truth.values():
        for role, authors in truth["roles"].items():
            planted |= {(one, f"buying_{role}" if role in _BUYING else role): "" for one in authors}
    rows = []
    for author, role in (pair for pair in planted if pair[1] != "newcomer"):
        withheld = found.get((author, role), "low score")
        rows.append((f"{author} {role}", role, role if pd.isna(withheld) else f"withheld for {withheld}"))
    judged = {role for _, role in planted if not role.startswith("buying_")}
    others = [pair for pair, withheld in found.items() if pd.isna(withheld) and pair not in planted]
    return rows + [(f"{author} {role}", "none" if role in judged else "unmarked", role) for author, role in others]


def _paired(sample: Any, name: str, zone: str) -> list[tuple[pd.Timestamp, Any, Any]]:
    """Return (time, episode or None, crisis or None): a crisis with the first episode that overlaps it."""
    community = {"telegram_hu": "1873320451", "vk_ru": "-204011223"}[name]
    episodes = sample.analysis.episodes
    left = [row for _, row in episodes[episodes["community_id"] == community].iterrows()]
    pairs = []
    for crisis in sample.truth[name]["crises"]:
        start, end = (pd.Timestamp(crisis[key]).tz_localize(zone) for key in ("start", "end"))
        inside = [one for one in left if one["started_at"] <= end and not one["ended_at"] < start]
        left = [one for one in left if not inside or one["episode_id"] != inside[0]["episode_id"]]
        pairs.append((start, inside[0] if inside else None, crisis))
    return pairs + [(one["started_at"].tz_convert(zone), one, None) for one in left]
