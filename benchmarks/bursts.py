"""Bursts in tweet counts: python -m benchmarks.bursts FOLDER [--predictions FILE.csv].

FOLDER holds NAB streams, *.csv[.gz] of timestamp and count every five minutes, and windows.json, which is read only
for scoring. One setting for all streams. Prints the standard profile of the Numenta Anomaly Benchmark (Lavin and
Ahmad 2015: hits count by how early they fall into a window, false alarms 0.11, misses 1; 0 = no alarm at all,
1 = all windows at their first row), beside an untuned seasonal rule, and the false alarms on quiet noise.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.crises.bursts import bursts

PER_DAY = 288
FALSE_ALARM = 0.11
LONGEST_PROBATION = 750
Detector = Callable[[pd.DataFrame], np.ndarray]


def read_streams(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the streams by file name without .gz."""
    streams = {}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*.csv.gz")]):
        table = pd.read_csv(path)
        table = table.set_axis(["timestamp", "value"], axis=1)
        streams[path.name.removesuffix(".gz")] = table.assign(at=pd.to_datetime(table["timestamp"]))
    if not streams:
        raise FileNotFoundError(f"{folder}: holds no stream, *.csv or *.csv.gz. Name the folder that does.")
    return streams


def ours(stream: pd.DataFrame) -> np.ndarray:
    found = bursts(stream["value"].to_numpy(), stream["at"].dt.hour.to_numpy(), per_day=PER_DAY)
    return found["is_alarm"].to_numpy()


def seasonal_rule(stream: pd.DataFrame) -> np.ndarray:
    """Alarm above mean + 4 deviations of the past counts of the same hour, once a day at most."""
    count, hour = stream["value"].astype(float), stream["at"].dt.hour
    mean, spread = (
        count.groupby(hour).transform(lambda own, f=figure: getattr(own.shift(1).expanding(50), f)())
        for figure in ("mean", "std")
    )
    flags, last = np.zeros(len(count), bool), -PER_DAY
    for place in np.flatnonzero(count > mean + 4 * spread):
        if place - last >= PER_DAY:
            flags[place], last = True, place
    return flags


def raw_score(stream: pd.DataFrame, windows: list[list[str]], alarm: np.ndarray) -> tuple[float, int]:
    """Return the raw score of a stream and the number of its windows."""
    at, n = stream["at"], len(stream)
    probation = min(int(0.15 * n), LONGEST_PROBATION)
    spans = [
        (int(at.searchsorted(pd.Timestamp(a))), int(at.searchsorted(pd.Timestamp(b), "right")) - 1) for a, b in windows
    ]
    spans = [span for span in spans if span[1] >= probation]
    places = np.flatnonzero(alarm)
    places = places[places >= probation]
    total, inside = 0.0, np.zeros(len(places), bool)
    for first, last in spans:
        hits = (places >= first) & (places <= last)
        inside |= hits
        total += _sigmoid(-(last - places[hits][0] + 1) / (last - first + 1)) / _sigmoid(-1.0) if hits.any() else -1.0
    for place in places[~inside]:
        before = [span for span in spans if span[1] < place]
        far = (place - before[-1][1]) / max(before[-1][1] - before[-1][0], 1) if before else np.inf
        total += FALSE_ALARM * _sigmoid(far)
    return total, len(spans)


def _sigmoid(position: float) -> float:
    return 2 / (1 + np.exp(5 * min(position, 3.0))) - 1


def standard_score(streams: dict[str, pd.DataFrame], windows: dict, detect: Detector) -> tuple[float, pd.DataFrame]:
    """Return the normalised score of all streams, 0 for silence and 1 for perfection, and each stream's."""
    rows = []
    for name, stream in streams.items():
        alarm = detect(stream)
        raw, n = raw_score(stream, windows[name], alarm)
        rows.append((name, n, int(alarm.sum()), raw))
    table = pd.DataFrame(rows, columns=["stream", "n_windows", "n_alarms", "raw"])
    n = table["n_windows"].sum()
    return float((table["raw"].sum() + n) / (2 * n)), table


def noise_alarms(mean: float, per_day: int, *, days: int = 360) -> float:
    """Return the alarms in 30 days on Poisson counts with a daily and a weekly season and no event."""
    step = np.arange(per_day * days)
    hour, day = (step * 24 // per_day) % 24, (step // per_day) % 7
    rate = mean * (1 + 0.8 * np.sin(2 * np.pi * hour / 24)) * np.where(day >= 5, 0.5, 1.2)
    counts = np.random.default_rng(0).poisson(rate)
    return float(bursts(counts, hour, per_day=per_day)["is_alarm"].sum() / days * 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="write file,timestamp,alarm here, a line a row")
    options = parser.parse_args()
    streams = read_streams(options.folder)
    if options.predictions:
        parts = [
            pd.DataFrame({"file": name, "timestamp": stream["timestamp"], "alarm": ours(stream).astype(int)})
            for name, stream in streams.items()
        ]
        pd.concat(parts).to_csv(options.predictions, index=False)
    labels = options.folder / "windows.json"
    if labels.is_file():
        windows = json.loads(labels.read_text(encoding="utf-8"))
        for name, detect in (("socialinsight", ours), ("seasonal rule", seasonal_rule)):
            score, table = standard_score(streams, windows, detect)
            print(f"{name}: standard profile {score:.3f}")
            print(table.round(2).to_string(index=False))
    for per_day, mean in ((288, 3.0), (288, 30.0), (24, 3.0), (24, 30.0)):
        print(f"quiet noise, {mean:g} in 1/{per_day} day: {noise_alarms(mean, per_day):.1f} alarms a month (nominal 5)")


if __name__ == "__main__":
    main()
