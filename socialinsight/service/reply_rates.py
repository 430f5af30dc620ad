"""How much of what a team writes is copied, scripted or empty."""

from __future__ import annotations

import pandas as pd

from socialinsight.proportion import wilson


def reply_rates(replies: pd.DataFrame, teams: pd.Series) -> pd.DataFrame:
    """Return the share of copied and of empty replies by team, and how scripted their public replies are.

    Parameters
    ----------
    replies : pandas.DataFrame
        A replies table.
    teams : pandas.Series of str
        Team of each row, same index.

    Returns
    -------
    pandas.DataFrame
        team, n (replies), n_copied, copied_share with the ends of its 95 % Wilson interval low and high, n_read
        (replies in a language that is read), n_empty, empty_share of n_read, n_public (public replies long enough to
        tell), script_share (their mean). Shares of nothing are NaN. Most replies first.
    """
    rows = []
    for team, part in replies.groupby(teams, sort=True):
        n_copied = int(part["template_id"].notna().sum())
        n_read, n_empty = int(part["is_empty"].notna().sum()), int(part["is_empty"].fillna(False).sum())
        scripts = part["script_share"][part["is_public"].fillna(False).astype(bool)].dropna()
        low, high = wilson(n_copied, len(part))
        rows.append(
            {
                "team": team,
                "n": len(part),
                "n_copied": n_copied,
                "copied_share": n_copied / len(part),
                "low": low,
                "high": high,
                "n_read": n_read,
                "n_empty": n_empty,
                "empty_share": n_empty / n_read if n_read else float("nan"),
                "n_public": len(scripts),
                "script_share": float(scripts.mean()) if len(scripts) else float("nan"),
            }
        )
    names = ["team", "n", "n_copied", "copied_share", "low", "high", "n_read", "n_empty", "empty_share"]
    names += ["n_public", "script_share"]
    return pd.DataFrame(rows, columns=names).sort_values("n", ascending=False, kind="stable", ignore_index=True)
