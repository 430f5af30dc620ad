"""Future accepted answers told from the past: `python -m benchmarks.problem_solvers FOLDER [--predictions FILE.csv]`.

FOLDER holds a StackExchange `Posts.xml` or `Posts.xml.gz`, or one folder for each of several sites that does: then
each site has its own predictions, FILE-SITE.csv. Scores use the first 60 % of posts by time; truth is
who wrote an accepted answer among the last 40 %. Votes and acceptance marks are not used as features, since the
dump holds those of the day it was made, not of the cut. The score is
`problem_solver.outlook`: people helped lately, and a little for being active lately.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path
from xml.etree.ElementTree import iterparse

import numpy as np
import pandas as pd

from benchmarks.paired_gain import DRAWS, auc, gain_interval, verdict
from socialinsight.graph.centrality import hits, pagerank
from socialinsight.graph.edges import edges
from socialinsight.graph.network import network
from socialinsight.labels import label_names
from socialinsight.roles import problem_solver
from socialinsight.roles.participation import Participation, participation
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

SHARE = 0.6
NAMES = ("Posts.xml", "Posts.xml.gz")
HELPED = "distinct people helped"


def read_posts(folder: Path) -> pd.DataFrame:
    """Questions and answers in the order of time; those of deleted accounts have no OwnerUserId."""
    path = next((folder / name for name in NAMES if (folder / name).exists()), None)
    if path is None:
        raise SystemExit(
            f"{folder}: holds neither Posts.xml nor Posts.xml.gz. Name the folder of a StackExchange dump."
        )
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
    asked = network(links["target"].to_numpy(), links["source"].to_numpy(), len(people))
    return pd.DataFrame(
        {
            "user_id": people["author_id"].astype(str),
            "score": problem_solver.outlook(people, turns, solver),
            HELPED: solver.features["n_helped"],
            "messages": people["n_messages"],
            "z": solver.features["z"],
            "PageRank": pagerank(asked),
            "HITS authority": hits(asked)[1],
        }
    )


def by_support(table: pd.DataFrame, truth: np.ndarray, posts: pd.DataFrame) -> pd.DataFrame:
    """AUC of score and baseline among all authors, among those who answered, and among those with enough posts."""
    written = table["messages"].to_numpy()
    answered = table["user_id"].isin(posts.loc[posts["PostTypeId"] == "2", "OwnerUserId"]).to_numpy()
    groups = {"all authors": written > 0, "who answered": answered, "5 posts and more": written >= 5}
    rows = []
    for name, inside in groups.items():
        if 0 < truth[inside].sum() < inside.sum():
            both = [auc(truth[inside], table[column].to_numpy(float)[inside]) for column in ("score", HELPED)]
            rows.append((name, int(inside.sum()), int(truth[inside].sum()), *both))
    return pd.DataFrame(rows, columns=["authors", "n", "n_true", "score", HELPED])


def sites(folder: Path) -> list[Path]:
    """The folder itself, or the folders below it that hold posts."""
    inside = sorted({path.parent for name in NAMES for path in folder.rglob(name)})
    return [folder] if folder in inside or not inside else inside


def measure(folder: Path, predictions: Path | None) -> None:
    posts = read_posts(folder)
    cut = int(len(posts) * SHARE)
    first, later = posts[:cut].reset_index(drop=True), posts[cut:]
    table = scores(scene_of(first))
    table = table[~table["user_id"].str.startswith("deleted ")].reset_index(drop=True)
    if predictions:
        table[["user_id", "score"]].to_csv(predictions, index=False)
    accepted = later["Id"].isin(posts["AcceptedAnswerId"].dropna()) & (later["PostTypeId"] == "2")
    truth = table["user_id"].isin(later.loc[accepted, "OwnerUserId"].dropna()).to_numpy()
    print(
        f"{len(posts)} posts, {len(table)} authors in the first {SHARE:.0%}, {truth.sum()} with accepted answers later"
    )
    if not 0 < truth.sum() < len(truth):
        print("AUC cannot be measured: it takes authors with and without later accepted answers")
        return
    for name in table.columns[1:]:
        low, high = gain_interval(truth, table[name].to_numpy(float), table[HELPED].to_numpy(float))
        print(f"AUC {auc(truth, table[name].to_numpy(float)):.3f}  {low:+.3f} to {high:+.3f}  {name}")
    print(f"(95 % interval of the gain over {HELPED}, authors drawn in pairs, {DRAWS} draws)")
    print(by_support(table, truth, first).round(3).to_string(index=False))
    print(verdict(*gain_interval(truth, table["score"].to_numpy(), table[HELPED].to_numpy(float))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with a StackExchange Posts.xml or Posts.xml.gz, or of such")
    parser.add_argument("--predictions", type=Path, help="CSV to write: user_id,score")
    given = parser.parse_args()
    found = sites(given.folder)
    for folder in found:
        target = given.predictions
        if len(found) > 1:
            print(f"\n{folder.relative_to(given.folder)}")
            name = "-".join(folder.relative_to(given.folder).parts)
            target = target and target.with_name(f"{target.stem}-{name}{target.suffix}")
        measure(folder, target)


if __name__ == "__main__":
    main()
