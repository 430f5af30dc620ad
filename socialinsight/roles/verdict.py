"""From measures to roles: percentiles, levels of support, false discoveries and what is withheld."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import false_discovery, percentile
from socialinsight.roles.measure import Measure, per_member
from socialinsight.settings import Settings

LEVELS = ("abstain", "counts_only", "tentative", "assigned")
TESTED = LEVELS.index("tentative")
LEAST_SHOWN = 3
CLOSE = 0.9
SURE, HALF_SURE = 0.75, 0.5
APART = "buying_"


def level(n: np.ndarray, least: int) -> np.ndarray:
    """Return 0..3 (abstain, counts_only, tentative, assigned) for support below `least`, 2 and 4 times it, and above.

    Split-half reliability of a member's figures is .44 below 5 messages, .58 for 5-9, .70 for 10-19 and above
    .81 from 20: the default `least` of 5 cuts there.

    Examples
    --------
    >>> level(np.array([4, 5, 10, 20]), 5).tolist()
    [0, 1, 2, 3]
    """
    return np.searchsorted(np.array([least, 2 * least, 4 * least]), n, side="right")


def verdicts(
    members: pd.DataFrame, turns: pd.DataFrame, measures: dict[str, Measure], *, settings: Settings
) -> pd.DataFrame:
    """Return one row a ranked member and role with enough support to be measured.

    Roles that stand on links lose one level where the mean confidence of the member's links is below .75, and are
    counts only below .5. Only rows with support for at least a tentative role are tested: support says nothing of
    chance, and fewer tests leave more power.

    Returns
    -------
    pandas.DataFrame
        member (row), role, score, low, high (percentiles within the community), n, p_value, q_value (over all
        members and roles of all communities; NaN where not tested), level (0..3), link_confidence (NaN for roles
        that need no reply links), withheld (None, or why it is not shown: "support" or "links" too weak for a
        tentative role, q above the firm's false discovery rate: "chance", fewer than three messages that show it:
        "quotes"), shown (bool: not withheld).
    """
    ranked = members["ranked"].to_numpy(bool)
    community = members["community"].to_numpy(np.int64)
    parts = []
    for role, m in measures.items():
        rows = np.flatnonzero(ranked & (m.n >= settings.min_support) & ~np.isnan(m.value))
        places = [percentile(m.value, community, ranked, at)[rows] for at in (m.value, m.low, m.high)]
        columns = {"score": places[0], "low": np.fmin(places[1], places[0]), "high": np.fmax(places[2], places[0])}
        table = pd.DataFrame({"member": rows, "role": role, **columns, "n": m.n[rows], "p_value": m.p_value[rows]})
        sure = members["link_confidence"].to_numpy(float)[rows] if m.linked else np.full(len(rows), np.nan)
        given = level(m.n[rows], settings.min_support)
        quotable = per_member(turns, m.shows > 0, len(members))[rows]
        columns = {"given": given, "level": less_sure(given, sure), "positive": m.value[rows] > 0}
        parts.append(table.assign(**columns, link_confidence=sure, quotable=quotable))
    table = pd.concat(parts, ignore_index=True)
    tested = (table["level"] >= TESTED).to_numpy(bool)
    table["q_value"] = false_discovery(np.where(tested, table["p_value"].to_numpy(float), np.nan))
    clear = (table["q_value"] <= settings.false_discovery_rate) & table.pop("positive")
    weak = [table.pop("given") < TESTED, ~tested, ~clear, table.pop("quotable") < LEAST_SHOWN]
    reason = np.select(weak, ["support", "links", "chance", "quotes"], "")
    return table.assign(withheld=pd.Series(reason, dtype=object).where(reason != "", None), shown=reason == "")


def less_sure(levels: np.ndarray, confidence: np.ndarray) -> np.ndarray:
    """Return the levels that are left when reply links are known with a mean confidence (NaN = does not matter).

    Examples
    --------
    >>> less_sure(np.array([3, 3, 3, 3, 0]), np.array([np.nan, 1.0, 0.6, 0.4, 0.4])).tolist()
    [3, 3, 2, 1, 0]
    """
    fallen = np.where(confidence < SURE, np.maximum(levels - 1, np.minimum(levels, 1)), levels)
    return np.where(confidence < HALF_SURE, np.minimum(fallen, 1), fallen)


def expected_false_alarms(evidence: pd.DataFrame, *, rate: float) -> float:
    """Return how many of the roles called significant at a false discovery rate are expected to be chance.

    Parameters
    ----------
    evidence : pandas.DataFrame
        A role_evidence table.
    rate : float
        False discovery rate, 0..1; `settings.false_discovery_rate` for the roles shown in members.

    Returns
    -------
    float
        rate times the number of rows with q_value <= rate.

    Examples
    --------
    >>> expected_false_alarms(pd.DataFrame({"q_value": [0.001, 0.04, 0.3]}), rate=0.05)
    0.1
    """
    return float(rate * (evidence["q_value"] <= rate).sum())


def main_roles(table: pd.DataFrame, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return for each of n members the role to show (None for none) and its level 0..3.

    The role least likely by chance wins; one level is lost when a second role is nearly as clear. Buying-centre
    roles stand apart: one person may hold several of them beside a role in the community.
    """
    from scipy.special import ndtri

    role, sure = np.full(n, None, object), np.zeros(n, np.int64)
    best = table[~table["role"].str.startswith(APART)].groupby("member")["level"].max()
    sure[best.index] = best
    shown = table[table["shown"] & ~table["role"].str.startswith(APART)]
    z = -ndtri(np.clip(shown["p_value"].to_numpy(float), 1e-300, 0.5))
    shown = shown.assign(z=z).sort_values(["member", "z", "score"], ascending=[True, False, False], kind="stable")
    second = shown.groupby("member")["z"].shift(-1)
    top = ~shown.duplicated("member")
    close = (second >= CLOSE * shown["z"]) & top
    chosen = shown[top].assign(level=lambda t: t["level"] - close[top])
    keep = chosen[chosen["level"] >= 2]
    role[keep["member"]] = keep["role"]
    sure[chosen["member"]] = chosen["level"]
    return role, sure
