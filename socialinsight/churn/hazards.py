"""What goes with leaving sooner: Cox regression with a check of proportional hazards (extra `churn`)."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pandas as pd

from socialinsight.churn.survival import WHOLE
from socialinsight.tables import HAZARDS

LEAST_LEFT_EACH = 10
ALPHA = 0.05


def has_lifelines() -> bool:
    """Return whether the extra is installed."""
    return find_spec("lifelines") is not None


def covariates_of(lives: pd.DataFrame) -> pd.DataFrame:
    """Return what the customers table knows of everybody: segment against the commonest one, and value.

    Parameters
    ----------
    lives : pandas.DataFrame
        Result of `lifetimes.lifetimes`.

    Returns
    -------
    pandas.DataFrame
        Index customer_id; `segment=NAME` (0 or 1) for each segment but the commonest, `value_doubled` (base-2
        logarithm of 1 + value) when all values are known.
    """
    lives = lives.set_index(lives["customer_id"].astype(object))
    names = lives.loc[lives["segment"] != WHOLE, "segment"].value_counts().index
    table = pd.DataFrame({f"segment={name}": (lives["segment"] == name).astype(float) for name in names[1:]})
    table = table.reindex(lives.index).astype(float)
    value = lives["value"].astype(float)
    if len(value) and value.notna().all() and (value >= 0).all() and value.nunique() > 1:
        table["value_doubled"] = np.log2(1 + value)
    return table


def hazards(lives: pd.DataFrame, covariates: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return how much sooner customers leave by each covariate (Cox 1972), and whether the ratio holds at all times.

    Parameters
    ----------
    lives : pandas.DataFrame
        Result of `lifetimes.lifetimes`.
    covariates : pandas.DataFrame, optional
        Index customer_id, numbers known when the customer came; those of `covariates_of` when left out.

    Returns
    -------
    pandas.DataFrame
        A hazards table. Empty below 10 customers that left for each covariate (Peduzzi and others 1995). The check
        is a test of the scaled Schoenfeld residuals against the rank of time (Grambsch and Therneau 1994).

    Raises
    ------
    ImportError
        When lifelines is not installed.
    """
    if not has_lifelines():
        raise ImportError(
            "hazards: lifelines is not installed; it needs pandas below 3. pip install socialinsight[churn]"
        )
    known = lives[lives["days"].notna()]
    table = (covariates_of(known) if covariates is None else covariates).reindex(known["customer_id"].astype(object))
    table = table.loc[:, [name for name in table if _tells(table[name], known["left"].to_numpy(bool))]]
    frame = table.assign(days=known["days"].to_numpy(float), left=known["left"].to_numpy(bool)).dropna()
    if table.empty or frame["left"].sum() < LEAST_LEFT_EACH * table.shape[1]:
        return HAZARDS.empty()
    return _fitted(frame.reset_index(drop=True), list(table.columns))


def _tells(values: pd.Series, left: np.ndarray) -> bool:
    """Whether a covariate varies among those who left and among those who stay; else its ratio has no end."""
    return values[left].nunique() > 1 and values[~left].nunique() > 1


def _fitted(frame: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    from lifelines import CoxPHFitter
    from lifelines.statistics import proportional_hazard_test

    plain = frame.rename(columns={name: f"x{place}" for place, name in enumerate(names)})
    model = CoxPHFitter().fit(plain, duration_col="days", event_col="left")
    check = proportional_hazard_test(model, plain, time_transform="rank").summary["p"]
    told = model.summary
    rows = {
        "covariate": names,
        "n": len(frame),
        "n_left": int(frame["left"].sum()),
        "hazard_ratio": told["exp(coef)"].to_numpy(float),
        "low": told["exp(coef) lower 95%"].to_numpy(float),
        "high": told["exp(coef) upper 95%"].to_numpy(float),
        "p_value": told["p"].to_numpy(float),
        "ph_p_value": check.reindex(told.index).to_numpy(float),
    }
    table = pd.DataFrame(rows).assign(is_proportional=lambda one: one["ph_p_value"] >= ALPHA)
    return HAZARDS.cast(table.sort_values("p_value", ignore_index=True))
