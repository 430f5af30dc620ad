"""How promises ended, by team."""

from __future__ import annotations

import pandas as pd

from socialinsight.proportion import wilson

STATES = ("kept", "late", "open", "broken")


def promise_rates(ledger: pd.DataFrame, teams: pd.Series) -> pd.DataFrame:
    """Return how promises ended by team.

    Parameters
    ----------
    ledger : pandas.DataFrame
        A promises table.
    teams : pandas.Series of str
        Team of each row, same index.

    Returns
    -------
    pandas.DataFrame
        team, n (promises), n_kept, n_late, n_broken, n_open, n_due (no longer open), broken_share of n_due with
        the ends of its 95 % Wilson interval low and high, NaN when nothing was due; n_reminded (promises that
        somebody had to ask after). Most promises first.
    """
    rows = []
    for team, part in ledger.groupby(teams, sort=True):
        count = part["state"].value_counts()
        n_due = len(part) - int(count.get("open", 0))
        low, high = wilson(int(count.get("broken", 0)), n_due)
        rows.append(
            {
                "team": team,
                "n": len(part),
                **{f"n_{state}": int(count.get(state, 0)) for state in STATES},
                "n_due": n_due,
                "broken_share": int(count.get("broken", 0)) / n_due if n_due else float("nan"),
                "low": low,
                "high": high,
                "n_reminded": int((part["n_reminders"] > 0).sum()),
            }
        )
    names = ["team", "n", *(f"n_{state}" for state in STATES), "n_due", "broken_share", "low", "high", "n_reminded"]
    return pd.DataFrame(rows, columns=names).sort_values("n", ascending=False, kind="stable", ignore_index=True)
