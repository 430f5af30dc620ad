"""How good issues are: python -m benchmarks.issues_quality FOLDER [--predictions FILE.csv].

FOLDER holds review files (`*.jsonl` or `.jsonl.gz`) with `text` and `product_type`; files without are passed over. The
reviews go through `analyze` as any messages would. Printed: normalised mutual information of issues and product types
beside NMF and k-means on TF-IDF of the words with as many groups, each on the same complaints; coherence (mean NPMI of
the ten heaviest lemmas of an issue in all reviews); share of complaints whose issue has the same name, or the same
id, when learnt from two halves, and under two seeds.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

from socialinsight.analysis import Analysis, analyze
from socialinsight.settings import Settings
from socialinsight.tables import MESSAGES

TOP = 10


def reviews(folder: Path) -> pd.DataFrame:
    """Return the reviews that have a product type as a messages table; `product` is that type."""
    rows: list[dict[str, object]] = []
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        unpack = gzip.open if path.suffix == ".gz" else open
        with unpack(path, "rt", encoding="utf-8") as file:
            first = json.loads(next(file, "{}") or "{}")
            if {"text", "product_type"} <= set(first):
                rows += [first, *map(json.loads, file)]
    if not rows:
        raise FileNotFoundError(f"{folder}: holds no .jsonl with text and product_type. Name the folder that does.")
    table = pd.DataFrame(rows).dropna(subset=["text", "product_type"]).reset_index(drop=True)
    ids = table.get("review_id", pd.Series(table.index, table.index)).astype(str)
    ids = ids.where(~ids.duplicated(), ids + "-" + table.index.astype(str))
    at = pd.to_datetime(table.get("review_date"), format="%d.%m.%Y %H:%M", errors="coerce", utc=True)
    known = {"message_id": ids, "conversation_id": ids, "author_id": "writer " + ids, "author_role": "customer"}
    at = at.fillna(at.min()).dt.as_unit("us")
    return MESSAGES.cast(
        pd.DataFrame({**known, "sent_at": at, "text": table["text"], "product": table["product_type"]})
    )


def found(messages: pd.DataFrame, *, seed: int = 0) -> Analysis:
    """Return the analysis; the reviews are of one bank, whose name names no issue."""
    last = messages["sent_at"].max() + pd.Timedelta(days=1)
    settings = Settings(names=("Газпромбанк", "Газпром", "ГПБ"))
    return analyze(messages, as_of=last, settings=settings, seed=seed)


def agreement(truth: np.ndarray, texts: np.ndarray, issue: np.ndarray) -> dict[str, float]:
    """Return NMI with the truth of the issues, and of NMF and k-means on TF-IDF with as many groups."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics import normalized_mutual_info_score as nmi

    k = len(set(issue))
    words = TfidfVectorizer(min_df=3, max_df=0.5).fit_transform(texts)
    factors = NMF(k, init="nndsvd", random_state=0, max_iter=200).fit_transform(words).argmax(axis=1)
    means = [nmi(truth, KMeans(k, n_init=3, random_state=seed).fit_predict(words)) for seed in range(3)]
    return {
        "socialinsight": nmi(truth, issue),
        "k-means, words (mean of 3 seeds)": float(np.mean(means)),
        "NMF, words": nmi(truth, factors),
    }


def coherence(analysis: Analysis) -> float:
    """Return the mean NPMI of pairs of the ten heaviest lemmas of each issue; -1..1, higher is better."""
    from socialinsight.annotation import read_messages

    lemmas = read_messages(analysis.messages).lemmas
    key = pd.Index(lemmas.lemmas["lang"] + " " + lemmas.lemmas["lemma"])
    model, here, values = analysis.issue_model, (lemmas.counts > 0).tocsc(), []
    names = (model.terms["lang"] + " " + model.terms["lemma"]).to_numpy(object)
    for centre in model.centres:
        top = here[:, key.get_indexer(names[np.argsort(-centre)[:TOP]])].astype(float)
        both = np.asarray((top.T @ top).todense()) / here.shape[0]
        share = np.diag(both)
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.log(both / np.outer(share, share)) / -np.log(both)
        values.append(np.where(both > 0, npmi, -1.0)[np.triu_indices(len(share), 1)].mean())
    return float(np.mean(values))


def same(one: Analysis, other: Analysis, column: str) -> float:
    """Return the share of assigned complaints of both whose issue has its name (or id) in the other too."""
    sizes = [table.issues.groupby(column)["n_messages"].sum() for table in (one, other)]
    shared = set(sizes[0].index) & set(sizes[1].index)
    return float(sum(size[size.index.isin(shared)].sum() for size in sizes) / sum(size.sum() for size in sizes))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--predictions", type=Path, help="write message_id,issue_id,name here")
    options = parser.parse_args()
    messages = reviews(options.folder)
    analysis = found(messages)
    assigned = analysis.issue_messages.merge(analysis.messages[["message_id", "text", "product"]], on="message_id")
    told = assigned[assigned["issue_id"].notna()]
    unassigned = 1 - len(told) / len(assigned)
    print(f"{len(messages):,} reviews, {len(assigned):,} complaints, {unassigned:.1%} in no issue")
    print(analysis.issues[["name", "n_messages"]].to_string(index=False, header=False))
    columns = [told[name].to_numpy(object) for name in ("product", "text", "issue_id")]
    for name, value in agreement(*columns).items():
        print(f"NMI with product type, {name}: {value:.3f}")
    print(f"coherence (NPMI of ten lemmas): {coherence(analysis):.3f}")
    chosen = np.random.default_rng(0).random(len(messages)) < 0.5
    halves = [found(messages[part].reset_index(drop=True)) for part in (chosen, ~chosen)]
    seeds = found(messages, seed=1)
    for pair, (one, other) in {"two halves": halves, "two seeds": (analysis, seeds)}.items():
        print(f"{pair}: same name {same(one, other, 'name'):.1%}, same id {same(one, other, 'issue_id'):.1%}")
    if options.predictions:
        names = analysis.issues.set_index("issue_id")["name"]
        frame = assigned[["message_id", "issue_id"]].assign(name=assigned["issue_id"].map(names))
        frame.to_csv(options.predictions, index=False)


if __name__ == "__main__":
    main()
