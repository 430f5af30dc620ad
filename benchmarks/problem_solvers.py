"""Future accepted answers told from the past: `python -m benchmarks.problem_solvers FOLDER [--predictions FILE.csv]`.

FOLDER holds a StackExchange `Posts.xml` or `Posts.xml.gz`. Scores use the first 60 % of posts by time; truth is
who wrote an accepted answer among the last 40 %. Votes and acceptance marks are not used as features, since the
dump holds those of the day it was made, not of the cut. Authors equal in score are ordered by recent activity.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from xml.etree.ElementTree import iterparse

import numpy as np
import pandas as pd

from socialinsight.graph.centrality import hits, pagerank
from socialinsight.graph.edges import edges
from socialinsight.graph.network import network
from socialinsight.labels import label_names
from socialinsight.roles import problem_solver
from socialinsight.roles.participation import Participation, participation
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

SHARE = 0.6
DRAWS = 2000


def read_posts(folder: Path) -> pd.DataFrame:
    """Questions and answers in the order of time; those of deleted accounts have no OwnerUserId."""
    path = next(path for path in (folder / "Posts.xml", folder / "Posts.xml.gz") if path.exists())
    opener = gzip.open if path.suffix == ".gz" else open
    rows = []
    with opener(path, "rb") as file:
        for _, element in iterparse(file):
            if element.tag == "row" and element.get("PostTypeId") in ("1", "2"):
                rows.append(dict(element.attrib))
            element.clear()
    columns = ["Id", "PostTypeId", "ParentId", "AcceptedAnswerId", "CreationDate", "OwnerUserId"]
    posts = pd.DataFrame(rows).reindex(columns=columns)
    posts["at"] = pd.to_datetime(posts["CreationDate"], utc=True)
    return posts.sort_values("at", kind="stable", ignore_index=True)


def as_messages(posts: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "message_id": posts["Id"],
            "community_id": "site",
            "conversation_id": posts["ParentId"].fillna(posts["Id"]),
            "reply_to": posts["ParentId"],
            "author_id": posts["OwnerUserId"].fillna("deleted " + posts["Id"]),
            "author_role": "member",
            "sent_at": posts["at"],
            "text": "",
        }
    )
    return MESSAGES.cast(table)


def scene_of(posts: pd.DataFrame) -> Participation:
    messages = as_messages(posts)
    names = [*label_names("act", "detail", "cue"), "sentiment"]
    signals = pd.DataFrame(np.nan, index=messages.index, columns=names, dtype="float32")
    return participation(messages, signals, edges(messages, signals), settings=Settings())


def scores(scene: Participation) -> pd.DataFrame:
    """One row an author: the role's score and the baselines."""
    people, links, turns = scene.members, scene.links, scene.turns
    solver = problem_solver.score(people, links, turns)
    active = np.bincount(turns["member"], problem_solver.recency(people, turns), len(people))
    asked = network(links["target"].to_numpy(), links["source"].to_numpy(), len(people))
    return pd.DataFrame(
        {
            "user_id": people["author_id"].astype(str),
            "score": solver.value + 1e-4 * active,
            "distinct people helped": solver.features["n_helped"],
            "messages": people["n_messages"],
            "z": solver.features["z"],
            "PageRank": pagerank(asked),
            "HITS authority": hits(asked)[1],
        }
    )


def auc(truth: np.ndarray, score: np.ndarray) -> float:
    """Mann-Whitney estimate of the area under the ROC curve, ties counted half."""
    rank = pd.Series(score).rank().to_numpy()
    n = truth.sum()
    return float((rank[truth].sum() - n * (n + 1) / 2) / (n * (len(truth) - n)))


def gain_interval(truth: np.ndarray, score: np.ndarray, baseline: np.ndarray, *, seed: int = 0) -> tuple[float, float]:
    """95 % interval of the gain in AUC, authors drawn with replacement in pairs."""
    rng = np.random.default_rng(seed)
    gains = []
    for _ in range(DRAWS):
        drawn = rng.integers(0, len(truth), len(truth))
        if 0 < truth[drawn].sum() < len(truth):
            gains.append(auc(truth[drawn], score[drawn]) - auc(truth[drawn], baseline[drawn]))
    low, high = np.quantile(gains, [0.025, 0.975])
    return float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path)
    given = parser.parse_args()
    posts = read_posts(given.folder)
    cut = int(len(posts) * SHARE)
    table = scores(scene_of(posts[:cut].reset_index(drop=True)))
    table = table[~table["user_id"].str.startswith("deleted ")].reset_index(drop=True)
    if given.predictions:
        table[["user_id", "score"]].to_csv(given.predictions, index=False)
    later = posts[cut:]
    accepted = later["Id"].isin(posts["AcceptedAnswerId"].dropna()) & (later["PostTypeId"] == "2")
    truth = table["user_id"].isin(later.loc[accepted, "OwnerUserId"].dropna()).to_numpy()
    print(
        f"{len(posts)} posts, {len(table)} authors in the first {SHARE:.0%}, {truth.sum()} with accepted answers later"
    )
    for name in table.columns[1:]:
        print(f"AUC {auc(truth, table[name].to_numpy(float)):.3f}  {name}")
    low, high = gain_interval(truth, table["score"].to_numpy(), table["distinct people helped"].to_numpy(float))
    print(f"gain of the score over distinct people helped: 95 % interval {low:+.3f} to {high:+.3f}")


if __name__ == "__main__":
    main()
