"""Who buys again: python -m benchmarks.buy_again FOLDER [--predictions FILE.csv] [--plot FILE.png].

FOLDER holds CDNOW_master.txt[.gz]: customer, date, number, amount. The first 39 weeks are known; the truth is any
purchase later. Prints the AUC of idle time, of BG/NBD and of the library, paired intervals of the differences, and a
table of calibration for the library's own horizon with its slope (1 = right, below 1 = too sure), and draws it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.churn.returning import returning
from socialinsight.churn.risk_check import calibration_slope
from socialinsight.proportion import wilson

KNOWN = pd.Timedelta(weeks=39)
N_RESAMPLES = 300


def purchases(folder: Path) -> pd.DataFrame:
    """Return the purchases as an events table."""
    path = next(iter(sorted(folder.glob("CDNOW_master.txt*"))), None)
    if path is None:
        raise FileNotFoundError(f"{folder}: holds no CDNOW_master.txt or .txt.gz. Name the folder that does.")
    table = pd.read_csv(path, sep=r"\s+", header=None, skiprows=1, dtype=str)
    table = table[table[1].str.fullmatch(r"\d{8}")]
    at = pd.to_datetime(table[1], utc=True)
    return pd.DataFrame({"author_id": table[0], "at": at, "kind": "purchase", "value": table[3]})


def auc(truth: np.ndarray, score: np.ndarray) -> float:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(truth, score))


def compare(truth: np.ndarray, scores: dict[str, np.ndarray]) -> pd.DataFrame:
    """Return AUC of each score, and of its lead of the library's with a paired bootstrap interval."""
    random = np.random.default_rng(0)
    draws = [random.integers(0, len(truth), len(truth)) for _ in range(N_RESAMPLES)]
    ours = np.array([auc(truth[rows], scores["socialinsight"][rows]) for rows in draws])
    lines = []
    for name, score in scores.items():
        lead = ours - np.array([auc(truth[rows], score[rows]) for rows in draws])
        lines.append((name, auc(truth, score), *np.quantile(lead, [0.025, 0.975])))
    return pd.DataFrame(lines, columns=["score", "auc", "our_lead_low", "our_lead_high"])


def calibration(truth: np.ndarray, probability: np.ndarray) -> pd.DataFrame:
    """Return mean probability and share that came back, with Wilson's interval, in tenths of the customers."""
    tenth = pd.qcut(pd.Series(probability).rank(method="first"), 10, labels=False) + 1
    table = pd.DataFrame({"tenth": tenth, "p_return": probability, "returned": truth})
    table = table.groupby("tenth").agg(
        n=("returned", "size"), came=("returned", "sum"), p_return=("p_return", "mean"), share=("returned", "mean")
    )
    ends = [wilson(came, n) for came, n in zip(table.pop("came"), table["n"])]
    return table.assign(low=[low for low, _ in ends], high=[high for _, high in ends])


def plot(table: pd.DataFrame, path: Path) -> None:
    """Draw what was said against what happened."""
    from matplotlib.figure import Figure

    ax = Figure(figsize=(5, 5), layout="constrained").add_subplot()
    ax.plot([0, 1], [0, 1], color="#dedbd2")
    error = [table["share"] - table["low"], table["high"] - table["share"]]
    ax.errorbar(table["p_return"], table["share"], yerr=error, fmt="o", color="#0e5a6b")
    most = 1.1 * float(table[["p_return", "high"]].to_numpy().max())
    ax.set(xlim=(0, most), ylim=(0, most), xlabel="probability said", ylabel="share that came back")
    ax.figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="write customer_id,score here")
    parser.add_argument("--plot", type=Path, help="draw the calibration here")
    options = parser.parse_args()
    events = purchases(options.folder)
    cut = events["at"].min().floor("D") + KNOWN
    table = returning(events, as_of=cut)
    later = events[events["at"] >= cut]
    truth = table["author_id"].isin(later["author_id"]).to_numpy(bool)
    scores = {
        "idle time": -table["idle_days"].to_numpy(float),
        "BG/NBD": table["expected"].to_numpy(float),
        "socialinsight": table["p_return"].to_numpy(float),
    }
    print(f"{len(table):,} customers, {truth.mean():.1%} buy after week 39")
    print(compare(truth, scores).round(3).to_string(index=False))
    horizon = pd.Timedelta(days=float(table["horizon_days"].iloc[0]))
    soon = table["author_id"].isin(later.loc[later["at"] < cut + horizon, "author_id"]).to_numpy(bool)
    print(f"calibration, {horizon.days} days ahead")
    table_said = calibration(soon, scores["socialinsight"])
    print(table_said.round(3).to_string())
    slope, low, high = calibration_slope(soon.astype(float), scores["socialinsight"])
    print(f"calibration slope {slope:.2f} ({low:.2f} to {high:.2f})")
    if options.plot:
        plot(table_said, options.plot)
    if options.predictions:
        frame = pd.DataFrame({"customer_id": table["author_id"], "score": scores["socialinsight"]})
        frame.to_csv(options.predictions, index=False)


if __name__ == "__main__":
    main()
