"""From measures to roles: percentiles, levels of support, false discoveries and quoted messages."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.chance import false_discovery, percentile
from socialinsight.roles.measure import Measure
from socialinsight.settings import Settings
from socialinsight.tables import ROLE_EVIDENCE

LEVELS = ("abstain", "counts_only", "tentative", "assigned")
QUOTES = 5
LISTED = 20
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


def verdicts(members: pd.DataFrame, measures: dict[str, Measure], *, settings: Settings) -> pd.DataFrame:
    """Return one row a ranked member and role with enough support to be measured.

    Returns
    -------
    pandas.DataFrame
        member (row), role, score, low, high (percentiles within the community), n, p_value, q_value (over all
        members and roles of all communities), level (0..3), shown (bool: q below the firm's false discovery
        rate and support for at least a tentative role), link_confidence (NaN for roles that need no reply links).
        Roles that stand on links lose one level where the mean confidence of the member's links is below .75, and
        are counts only below .5.
    """
    ranked = members["ranked"].to_numpy(bool)
    community = members["community"].to_numpy(np.int64)
    parts = []
    for role, m in measures.items():
        enough = ranked & (m.n >= settings.min_support) & ~np.isnan(m.value)
        rows = np.flatnonzero(enough)
        places = [percentile(m.value, community, ranked, at)[rows] for at in (m.value, m.low, m.high)]
        columns = {"score": places[0], "low": np.fmin(places[1], places[0]), "high": np.fmax(places[2], places[0])}
        table = pd.DataFrame({"member": rows, "role": role, **columns, "n": m.n[rows], "p_value": m.p_value[rows]})
        sure = members["link_confidence"].to_numpy(float)[rows] if m.linked else np.full(len(rows), np.nan)
        steps = less_sure(level(m.n[rows], settings.min_support), sure)
        parts.append(table.assign(level=steps, positive=m.value[rows] > 0, link_confidence=sure))
    table = pd.concat(parts, ignore_index=True)
    table["q_value"] = false_discovery(table["p_value"].to_numpy(float))
    significant = (table["q_value"] <= settings.false_discovery_rate) & table.pop("positive")
    return table.assign(significant=significant, shown=significant & (table["level"] >= 2))


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


def evidence(
    table: pd.DataFrame, members: pd.DataFrame, turns: pd.DataFrame, measures: dict[str, Measure]
) -> pd.DataFrame:
    """Return the role evidence of all significant rows and of the twenty highest of each role and community."""
    table = table.assign(community=members["community"].to_numpy()[table["member"]])
    place = table.groupby(["community", "role"])["score"].rank(ascending=False, method="first")
    listed = table[(table["significant"] | (place <= LISTED)) & (table["score"] > 0)]
    listed = listed.sort_values(["community", "role", "score", "member"], ascending=[True, True, False, True])
    parts = []
    for role, rows in listed.groupby("role", sort=True):
        m = measures[str(role)]
        who = rows["member"].to_numpy()
        shown, counter = quotes(turns, m.shows, who)
        names = members.iloc[who]
        parts.append(
            rows.assign(
                community_id=names["community_id"].array,
                author_id=names["author_id"].array,
                level=[LEVELS[code] for code in rows["level"]],
                features=[_features(m, one) for one in who],
                message_ids=pd.Series(shown, index=rows.index, dtype=object),
                counter_ids=pd.Series(counter, index=rows.index, dtype=object),
            )
        )
    if not parts:
        return ROLE_EVIDENCE.empty()
    result = ROLE_EVIDENCE.cast(pd.concat(parts, ignore_index=True))
    return result[[column.name for column in ROLE_EVIDENCE.columns]]


def _features(measure: Measure, member: int) -> str:
    return "; ".join(f"{name}={values[member]:.6g}" for name, values in measure.features.items())


def quotes(turns: pd.DataFrame, shows: np.ndarray, who: np.ndarray) -> tuple[list[tuple], list[tuple]]:
    """Return the ids of up to five turns that show a role in each member, and of one that speaks against it."""
    chosen = np.flatnonzero(np.isin(turns["member"].to_numpy(), who) & (shows != 0))
    table = pd.DataFrame({"member": turns["member"].to_numpy()[chosen], "shows": shows[chosen]})
    table["id"] = turns["message_id"].astype(object).to_numpy()[chosen]
    ups = table[table["shows"] > 0].sort_values("shows", ascending=False, kind="stable")
    downs = table[table["shows"] < 0].sort_values("shows", kind="stable")
    up = ups.groupby("member").head(QUOTES).groupby("member")["id"].agg(tuple)
    down = downs.groupby("member").head(1).groupby("member")["id"].agg(tuple)
    return [up.get(one, ()) for one in who], [down.get(one, ()) for one in who]
