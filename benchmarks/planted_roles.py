"""Planted roles found again: `python -m benchmarks.planted_roles [--predictions FILE.csv]`.

Communities of several sizes are simulated with people who play a role, misread signals and lost reply links.
Printed: precision and recall of each role, what is said below the least support, bots among the ranked, and how
often a role is shown where the same messages are dealt out to the authors at random.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.village import BOTS, FURTHER, ROLES, judged, village
from socialinsight.proportion import wilson
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

SIZES = ((60, 300), (120, 800), (300, 2500))
NOISES = (0.0, 0.2)
SHUFFLES = 60


def shown(evidence: pd.DataFrame) -> set[tuple[str, str]]:
    """Pairs (role, author) that the report would show."""
    rows = evidence[evidence["withheld"].isna()]
    return set(zip(rows["role"].astype(str), rows["author_id"].astype(str)))


def found_again(n_people: int, n_threads: int, noise: float, seeds: range) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts by role over the seeds, and one row a seed on abstention and bots."""
    rows, checks = [], []
    for seed in seeds:
        messages, signals, roles = village(n_people, n_threads, seed, further=True, noise=noise)
        people, evidence = judged(messages, signals)
        told = shown(evidence)
        for role in (*ROLES, *FURTHER):
            planted = {who for who, what in roles.items() if what == role}
            named = {who for what, who in told if what == role}
            rows.append((role, len(planted), len(named), len(planted & named)))
        few = set(people.loc[people["n_messages"] < Settings().min_support, "author_id"])
        bots = set(evidence["author_id"]) & set(BOTS)
        standing = people.set_index("author_id")["standing"]
        wrong = int(((standing == "likely_bot") & ~standing.index.isin(BOTS)).sum())
        checks.append((len(few), sum(who in few for _, who in told), len(bots), wrong))
    counts = pd.DataFrame(rows, columns=["role", "planted", "told", "right"]).groupby("role", sort=False).sum()
    return counts, pd.DataFrame(
        checks, columns=["below_support", "roles_below_support", "bots_ranked", "people_as_bots"]
    )


def false_alarms(n_people: int, n_threads: int, seeds: range) -> tuple[int, int]:
    """In how many communities a role is shown when authors are dealt to messages at random, and how many roles."""
    communities = roles = 0
    for seed in seeds:
        messages, signals, _ = village(n_people, n_threads, seed)
        order = np.random.default_rng(seed).permutation(len(messages))
        dealt = MESSAGES.cast(messages.assign(author_id=messages["author_id"].to_numpy(object)[order]))
        told = shown(judged(dealt, signals)[1])
        communities, roles = communities + bool(told), roles + len(told)
    return communities, roles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="not used: the communities are simulated")
    parser.add_argument("--predictions", type=Path, help="CSV to write: people,threads,noise,role,planted,told,right")
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=3, help="communities of each size")
    given = parser.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.seeds)
    parts = []
    for noise in NOISES:
        for n_people, n_threads in SIZES:
            counts, checks = found_again(n_people, n_threads, noise, seeds)
            counts["precision"] = (counts["right"] / counts["told"].where(counts["told"] > 0)).round(3)
            counts["recall"] = (counts["right"] / counts["planted"]).round(3)
            print(f"\n{n_people} people, {n_threads} threads, noise {noise}, seeds {seeds.start} to {seeds.stop - 1}")
            print(counts.to_string())
            total = counts[["planted", "told", "right"]].sum()
            precision, recall = total["right"] / total["told"], total["right"] / total["planted"]
            print(f"all roles: precision {precision:.3f}, recall {recall:.3f}")
            print("; ".join(f"{name} {n}" for name, n in checks.sum().items()), flush=True)
            parts.append(counts.reset_index().assign(people=n_people, threads=n_threads, noise=noise))
    if given.predictions:
        columns = ["people", "threads", "noise", "role", "planted", "told", "right"]
        pd.concat(parts)[columns].to_csv(given.predictions, index=False)
    alarms, roles = false_alarms(*SIZES[0], range(given.first_seed, given.first_seed + SHUFFLES))
    low, high = wilson(alarms, SHUFFLES)
    rate = Settings().false_discovery_rate
    print(f"\nauthors dealt at random: a role shown in {alarms} of {SHUFFLES} communities ({roles} roles)")
    print(f"rate {alarms / SHUFFLES:.3f}, 95 % interval {low:.3f} to {high:.3f}; nominal {rate}")


if __name__ == "__main__":
    main()
