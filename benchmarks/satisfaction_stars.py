"""Inferred satisfaction against stars: python -m benchmarks.satisfaction_stars FOLDER [--predictions FILE.csv].

FOLDER holds reviews_banki.jsonl[.gz]: title, text, stars 1-5. The stars are not shown to the library. Prints Spearman's
rank correlation of sentiment and stars, and macro-F1 of negative (1-2), neutral (3) and positive (4-5).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.scoring import score_texts


def reviews(folder: Path) -> pd.DataFrame:
    """Return text and stars of the reviews that have both."""
    path = next(iter(sorted(folder.glob("reviews_banki.jsonl*"))), None)
    if path is None:
        raise FileNotFoundError(f"{folder}: holds no reviews_banki.jsonl or .jsonl.gz. Name the folder that does.")
    unpack = gzip.open if path.suffix == ".gz" else open
    with unpack(path, "rt", encoding="utf-8") as file:
        table = pd.DataFrame([json.loads(line) for line in file])
    table = table.dropna(subset=["text", "stars"]).reset_index(drop=True)
    return table.assign(text=table["title"].fillna("") + ". " + table["text"], stars=table["stars"].astype(int))


def main() -> None:
    from scipy.stats import spearmanr
    from sklearn.metrics import f1_score

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="write row,sentiment,sentiment_label here")
    options = parser.parse_args()
    table = reviews(options.folder)
    said = score_texts(table["text"].tolist(), lang="ru", author_roles="customer")
    stars = table["stars"].to_numpy(int)
    truth = np.select([stars <= 2, stars >= 4], ["negative", "positive"], "neutral")
    label = said["sentiment_label"].to_numpy(object)
    clear = stars != 3
    sign = np.where(said["sentiment"].to_numpy(float) > 0, "positive", "negative")
    print(
        f"{len(table):,} reviews, stars {dict(zip(*(part.tolist() for part in np.unique(stars, return_counts=True))))}"
    )
    print(f"Spearman of sentiment and stars: {spearmanr(said['sentiment'], stars).statistic:.3f}")
    print(f"macro-F1, negative / neutral / positive: {f1_score(truth, label, average='macro'):.3f}")
    print(f"macro-F1, 1-2 against 4-5 by the sign: {f1_score(truth[clear], sign[clear], average='macro'):.3f}")
    if options.predictions:
        said[["sentiment", "sentiment_label"]].rename_axis("row").reset_index().to_csv(options.predictions, index=False)


if __name__ == "__main__":
    main()
