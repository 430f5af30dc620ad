"""False alarms and hits of crisis detection: python -m benchmarks.crisis_noise [--seeds N].

Prints, for hourly and daily series, the false alarms in 30 days against the nominal one a month: on Poisson counts with
a daily and a weekly season, on clumped (negative binomial) and on wild (log-normal, drifting) ones, each at several
means; for the count model (`baseline`), the quantile rule (`bursts`) and both as the library uses them
(`detection.watched`). An alarm within a day of another (three days in daily series) is the same one. Then the share of
planted bursts found in their first hour and within three; and the planted crises of the sample data.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

import numpy as np
import pandas as pd

from socialinsight.crises.baseline import baseline
from socialinsight.crises.bursts import bursts
from socialinsight.crises.detection import watched
from socialinsight.crises.episodes import Burst, alarm_spans, hourly, inside, is_crisis

NOMINAL = 1.0
KINDS = ("poisson", "clumped", "wild")
ZONES = {"telegram_hu": "Europe/Budapest", "vk_ru": "Europe/Moscow"}
Detector = Callable[[np.ndarray, np.ndarray], np.ndarray]


def counts_of(kind: str, mean: float, *, days: int, per_day: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return counts without any event, mean an hour or day, and the hour of the week of each step."""
    step = np.arange(per_day * days)
    hour, day = (step * 24 // per_day) % 24, (step // per_day) % 7
    rate = mean * np.where(day >= 5, 0.5, 1.2)
    rate = rate * (1 + 0.8 * np.sin(2 * np.pi * hour / 24)) if per_day > 1 else rate
    chance = np.random.default_rng(seed)
    if kind == "clumped":
        return chance.negative_binomial(1.0, 1 / (1 + rate)), day * 24 + hour
    if kind == "wild":
        shock, drift = chance.normal(size=len(step)), np.zeros(len(step))
        for one in range(1, len(step)):
            drift[one] = 0.5 * drift[one - 1] + 0.87 * shock[one]
        rate = rate * np.exp(drift - 0.5)
    return chance.poisson(rate), day * 24 + hour


def detectors(per_day: int) -> dict[str, Detector]:
    def count_model(n: np.ndarray, slot: np.ndarray) -> np.ndarray:
        return baseline(n, slot, alarms_per_month=NOMINAL, per_day=per_day)["is_alarm"].to_numpy()

    def quantile_rule(n: np.ndarray, slot: np.ndarray) -> np.ndarray:
        return bursts(n, slot % 24, per_day=per_day, alarms_per_month=NOMINAL)["is_alarm"].to_numpy()

    def both(n: np.ndarray, slot: np.ndarray) -> np.ndarray:
        table = watched(pd.DataFrame({"n": n, "hour_of_week": slot}), alarms_per_month=NOMINAL)
        return table["is_alarm"].to_numpy()

    found = {"count model": count_model, "quantile rule": quantile_rule}
    return found | {"as used": both} if per_day == 24 else found


def onsets(alarm: np.ndarray, gap: int) -> int:
    places = np.flatnonzero(alarm)
    return 0 if not len(places) else 1 + int((np.diff(places) > gap).sum())


def false_alarms(per_day: int, means: tuple[float, ...], *, days: int, seeds: int) -> pd.DataFrame:
    rows = []
    for kind in KINDS:
        for mean in means:
            made = [counts_of(kind, mean, days=days, per_day=per_day, seed=seed) for seed in range(seeds)]
            row: dict[str, object] = {"series": kind, "mean": mean}
            for name, detect in detectors(per_day).items():
                n = sum(onsets(detect(*one), 24 if per_day > 1 else 3) for one in made)
                row[name] = n / (seeds * days / 30)
            rows.append(row)
    return pd.DataFrame(rows)


def hits(*, seeds: int) -> pd.DataFrame:
    """Plant bursts (4 : 4 : 2 over three hours) of several sizes and count those found."""
    rows = []
    for mean in (0.05, 0.5, 5.0):
        for size in (10, int(15 + 6 * mean), int(20 + 12 * mean)):
            n_planted, first, soon = 0, dict.fromkeys(detectors(24), 0), dict.fromkeys(detectors(24), 0)
            for seed in range(seeds):
                quiet, slot = counts_of("poisson", mean, days=120, per_day=24, seed=seed)
                for day, hour in ((50, 3), (70, 10), (90, 15), (110, 20)):
                    at = 24 * day + hour
                    counts = quiet.copy()
                    counts[at : at + 3] += np.random.default_rng(at).multinomial(size, [0.4, 0.4, 0.2])
                    n_planted += 1
                    for name, detect in detectors(24).items():
                        alarm = detect(counts, slot)
                        first[name] += int(alarm[at])
                        soon[name] += int(alarm[at : at + 3].any())
            for name in first:
                rows.append((mean, size, name, first[name] / n_planted, soon[name] / n_planted, n_planted))
    return pd.DataFrame(rows, columns=["mean an hour", "planted", "detector", "first hour", "three hours", "n"])


def sample_crises(name: str) -> pd.DataFrame:
    """Return the crises that each detector finds in a sample, beside those planted in it."""
    from socialinsight.annotation import read_messages
    from socialinsight.crises.facts import crisis_facts
    from socialinsight.datasets import load_sample, sample_settings
    from socialinsight.resources import sample_path
    from socialinsight.signals import message_signals
    from socialinsight.tables import ISSUE_MESSAGES

    messages = load_sample(name)
    reading = read_messages(messages, model_sets=sample_settings().model_sets)
    facts = crisis_facts(
        messages, message_signals(messages, reading.texts, reading.annotations), ISSUE_MESSAGES.empty()
    )
    complaints = facts[facts["is_complaint"]]
    hours = hourly(complaints, until=pd.Timestamp("2026-03-31 21:59", tz="UTC"), zone=ZONES[name])
    truth = json.loads(sample_path(f"truth/{name}.json").read_text(encoding="utf-8"))["crises"]
    planted = {pd.Timestamp(one["start"], tz=ZONES[name]).tz_convert("UTC").floor("h") for one in truth}
    rows = []
    for label, detect in detectors(24).items():
        alarm = detect(hours["n"].to_numpy(), hours["hour_of_week"].to_numpy())
        table = baseline(hours["n"].to_numpy(), hours["hour_of_week"].to_numpy(), alarms_per_month=NOMINAL)
        table = hours.join(table.assign(is_alarm=alarm))
        spans = [Burst(complaints, table, *span, None) for span in alarm_spans(table)]
        begun = {inside(one)["sent_at"].iloc[0].floor("h") for one in spans if is_crisis(inside(one))}
        rows.append((name, label, len(planted & begun), len(planted), len(begun - planted), len(spans)))
    return pd.DataFrame(rows, columns=["sample", "detector", "found", "planted", "others", "alarms"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6, help="noise series of each kind")
    seeds = parser.parse_args().seeds
    for per_day, means, days in ((24, (0.02, 0.1, 1.0, 10.0), 480), (1, (0.5, 3.0, 30.0), 1080)):
        print(f"\nfalse alarms in 30 days, {'hourly' if per_day > 1 else 'daily'} series (nominal {NOMINAL:g})")
        print(false_alarms(per_day, means, days=days, seeds=seeds).round(2).to_string(index=False))
    print("\nplanted bursts found (Poisson counts)")
    print(hits(seeds=max(seeds // 2, 1)).round(2).to_string(index=False))
    print("\nplanted crises of the sample")
    print(pd.concat([sample_crises(name) for name in ZONES]).to_string(index=False))


if __name__ == "__main__":
    main()
