"""The evidence of roles: what carried them, the messages that show them and one that does not."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.roles.measure import Measure
from socialinsight.roles.verdict import LEVELS
from socialinsight.tables import ROLE_EVIDENCE

QUOTES = 5
LISTED = 20


def evidence(
    table: pd.DataFrame, members: pd.DataFrame, turns: pd.DataFrame, measures: dict[str, Measure]
) -> pd.DataFrame:
    """Return the role evidence of all roles shown and of the twenty highest of each role and community."""
    table = table.assign(community=members["community"].to_numpy()[table["member"]])
    place = table.groupby(["community", "role"])["score"].rank(ascending=False, method="first")
    listed = table[(table["shown"] | (place <= LISTED)) & (table["score"] > 0)]
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
    """Return the ids of up to five turns that show a role in each member, and of the one that least does.

    The counter-example is the turn that speaks most against the role, else the last one that shows nothing of it;
    none where every turn shows it.
    """
    chosen = np.flatnonzero(np.isin(turns["member"].to_numpy(), who))
    table = pd.DataFrame({"member": turns["member"].to_numpy()[chosen], "shows": shows[chosen]})
    table["id"] = turns["message_id"].astype(object).to_numpy()[chosen]
    ups = table[table["shows"] > 0].sort_values("shows", ascending=False, kind="stable")
    downs = table[table["shows"] <= 0].iloc[::-1].sort_values("shows", kind="stable")
    up = ups.groupby("member").head(QUOTES).groupby("member")["id"].agg(tuple)
    down = downs.groupby("member").head(1).groupby("member")["id"].agg(tuple)
    return [up.get(one, ()) for one in who], [down.get(one, ()) for one in who]
