"""Reply links on IRC with hand-made truth: `python -m benchmarks.reply_links FOLDER [--predictions FILE.csv]`.

The predictions have the columns file (path below FOLDER), line and reply_to, lines counted from 0; files without
annotation are predicted too. `--fit` prints the weights learnt on all files of the folder, and cross-validated figures
(each file predicted by weights learnt on the others); without it the shipped weights are measured.
"""

from __future__ import annotations

import argparse
import gzip
import re
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.threads import likely as links
from socialinsight.threads.clues import WINDOW, Clues

LINE = re.compile(r"^\[(\d\d):(\d\d)\] (?:<([^>]*)>|\s*\* (\S+)) ?(.*)$")


def read_lines(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        return [line.rstrip("\n") for line in file]


def read_chat(path: Path) -> pd.DataFrame:
    """One row a line of the log; server lines have the author `===`."""
    rows, day, last = [], 0, 0
    for line in read_lines(path):
        found = LINE.match(line)
        if found is None:
            rows.append(("===", day + last, line))
            continue
        minute = int(found[1]) * 60 + int(found[2])
        day += 1440 if minute + day < last + day - 720 else 0
        last = minute
        rows.append((found[3] or found[4] or "===", day + minute, found[5]))
    table = pd.DataFrame(rows, columns=["author_id", "minute", "text"])
    table["sent_at"] = pd.Timestamp("2000-01-01", tz="UTC") + pd.to_timedelta(table.pop("minute"), unit="min")
    return table


def read_truth(path: Path) -> set[tuple[int, int]]:
    """Pairs (line, line answered); a line that answers itself begins a thread."""
    pairs = [line.split()[:2] for line in read_lines(path) if line.strip()]
    return {(max(int(a), int(b)), min(int(a), int(b))) for a, b in pairs}


def chats(folder: Path) -> dict[str, tuple[pd.DataFrame, set[tuple[int, int]]]]:
    result = {}
    for path in sorted([*folder.rglob("*.ascii.txt"), *folder.rglob("*.ascii.txt.gz")]):
        plain = path.with_name(path.name.removesuffix(".gz").replace(".ascii.", ".annotation."))
        truth = next((one for one in (plain, plain.with_name(f"{plain.name}.gz")) if one.exists()), None)
        name = path.relative_to(folder).as_posix()
        result[name] = (read_chat(path), read_truth(truth) if truth else set())
    if not result:
        raise SystemExit(f"{folder}: holds no *.ascii.txt or *.ascii.txt.gz. Name the folder of the IRC files.")
    return result


def predict(chat: pd.DataFrame) -> np.ndarray:
    """The line that each line answers, itself for a new thread; server lines answer nothing."""
    spoken = (chat["author_id"] != "===").to_numpy()
    rows = np.flatnonzero(spoken)
    parent = links.likely_links(chat[spoken].reset_index(drop=True))["parent"].to_numpy()
    result = np.arange(len(chat))
    result[rows] = np.where(parent >= 0, rows[np.maximum(parent, 0)], rows)
    return result


def figures(predicted: dict[str, np.ndarray], data: dict) -> dict[str, float]:
    right = told = true = 0
    for name, (_, truth) in data.items():
        lines = {line for line, _ in truth}
        pairs = {(line, int(predicted[name][line])) for line in lines}
        right, told, true = right + len(pairs & truth), told + len(pairs), true + len(truth)
    precision, recall = right / max(told, 1), right / max(true, 1)
    return {"precision": precision, "recall": recall, "f": 2 * right / max(told + true, 1)}


def previous(chat: pd.DataFrame) -> np.ndarray:
    return np.maximum(np.arange(len(chat)) - 1, 0)


def examples(data: dict) -> list[tuple[np.ndarray, np.ndarray]]:
    """Features of every annotated line and which choices are right."""
    result = []
    for chat, truth in data.values():
        spoken = (chat["author_id"] != "===").to_numpy()
        place = np.cumsum(spoken) - 1
        clues = Clues(chat[spoken].reset_index(drop=True))
        table = pd.DataFrame(sorted(truth), columns=["line", "to"])
        table = table[spoken[table["line"]] & spoken[table["to"]]]
        table["step"] = place[table["line"]] - place[table["to"]]
        table = table[table["step"] <= WINDOW]
        rows = np.unique(place[table["line"]])
        right = np.zeros((len(rows), WINDOW + 1), bool)
        right[np.searchsorted(rows, place[table["line"]]), table["step"]] = True
        result.append((clues.features(rows, links.FEATURES), right))
    return result


def fit(parts: list[tuple[np.ndarray, np.ndarray]], penalty: float = 2.0) -> np.ndarray:
    """Weights of the conditional logit with the likelihood summed over all right choices."""
    from scipy.optimize import minimize

    x = np.concatenate([features for features, _ in parts]).astype(np.float64)
    right = np.concatenate([mask for _, mask in parts])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        good = (chance * right).sum(axis=1)
        pull = chance * right / good[:, None] - chance
        gradient = -np.einsum("ij,ijk->k", pull, x) + penalty * weights
        return -np.log(good).sum() + penalty / 2 * weights @ weights, gradient

    return minimize(loss, np.zeros(x.shape[2]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def cross_validated(data: dict) -> tuple[dict[str, np.ndarray], np.ndarray]:
    parts = examples(data)
    predicted = {}
    for held, name in enumerate(data):
        weights = fit([part for place, part in enumerate(parts) if place != held])
        links.WEIGHTS.update(zip(links.FEATURES, weights))
        predicted[name] = predict(data[name][0])
    return predicted, fit(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    data = chats(given.folder)
    rows = {"previous line": figures({name: previous(chat) for name, (chat, _) in data.items()}, data)}
    if given.fit:
        predicted, weights = cross_validated(data)
        rows["cross-validated by file"] = figures(predicted, data)
        for name, weight in zip(links.FEATURES, weights):
            print(f'    "{name}": {weight:.3f},')
    else:
        predicted = {name: predict(chat) for name, (chat, _) in data.items()}
        rows["shipped weights"] = figures(predicted, data)
    if any(truth for _, truth in data.values()):
        print(pd.DataFrame(rows).T.round(3).to_string())
    else:
        print("F cannot be measured: no annotation stands beside the files")
    if given.predictions:
        parts = [pd.DataFrame({"file": n, "line": np.arange(len(p)), "reply_to": p}) for n, p in predicted.items()]
        pd.concat(parts).to_csv(given.predictions, index=False)


if __name__ == "__main__":
    main()
