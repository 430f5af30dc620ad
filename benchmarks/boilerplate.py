"""Times and checks the search for copied replies: python -m benchmarks.boilerplate CORPORA [--n 200000].

Replies are recombined from halves of the sentences of the corpora; templates of three to five sentences are planted in
them, each copied with other names, numbers and dates, and in half of the copies with one sentence replaced.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

import numpy as np

from benchmarks.recombined import fragments
from socialinsight.service.near_duplicates import clusters
from socialinsight.service.reply_masks import mask_replies

COPIES = 8
SHARE = 0.2
OTHERS = 3
NAMES = {
    "hu": ("Kati", "Zoltán", "Ilona", "Géza", "Németh Úr", "Erzsi néni", "Bence", "Réka", "Áron", "Luca"),
    "ru": ("Анна", "Виктор", "Галина Степановна", "Олег", "Марина", "Тимур", "Зоя", "Глеб", "Инна", "Захар"),
}
OPENINGS = {
    "hu": ("Kedves {}!", "Tisztelt {}!", "Szia {}!", "{},"),
    "ru": ("Здравствуйте, {}!", "{},", "Добрый день, {}!"),
}
FACTS = {
    "hu": (" A {} Ft összeget {} rendezzük.", " Ügyszám: ZN-{}, határidő {}."),
    "ru": (" Сумму {} рублей вернём {}.", " Номер заявки {}, срок {}."),
}
DAYS = {"hu": ("hétfőn", "pénteken", "március 4-én", "holnap"), "ru": ("в пятницу", "до 5 марта", "завтра", "в среду")}


def sentences(folder: Path, lang: str) -> list[str]:
    """Return distinct clauses of 5 to 20 words."""
    found = dict.fromkeys(part for part in fragments(folder, lang) if 5 <= len(part.split()) <= 20)
    return [part.rstrip(" .!?…") + "." for part in found]


def replies(folder: Path, n: int, seed: int) -> tuple[list[str], np.ndarray]:
    """Return the replies in random order and the template of each, -1 for none."""
    rng = np.random.default_rng(seed)
    texts: list[str] = []
    planted: list[int] = []
    for share, lang in enumerate(("hu", "ru")):
        parts = sentences(folder, lang)
        size = n // 2 + (n % 2 if share else 0)
        n_templates = int(size * SHARE / COPIES)
        for template in range(n_templates):
            body = [parts[one] for one in rng.integers(len(parts), size=rng.integers(3, 6))]
            texts += [copy(body, parts, lang, rng) for _ in range(COPIES)]
            planted += [template + share * n] * COPIES
        for _ in range(size - n_templates * COPIES):
            texts.append(dressed([crossed(parts, rng) for _ in range(rng.integers(2, 5))], lang, rng))
            planted.append(-1)
    order = rng.permutation(len(texts))
    return [texts[one] for one in order], np.array(planted)[order]


def crossed(parts: list[str], rng: np.random.Generator) -> str:
    """Return the beginning of one sentence with the end of another, so that no sentence is met often."""
    first, second = (parts[one].split() for one in rng.integers(len(parts), size=2))
    return " ".join(first[: len(first) // 2] + second[len(second) // 2 :])


def copy(body: list[str], parts: list[str], lang: str, rng: np.random.Generator) -> str:
    """Return a copy of a template: names, numbers and dates changed, in half of them one sentence."""
    lines = list(body)
    if rng.random() < 0.5:
        lines[rng.integers(len(lines))] = parts[rng.integers(len(parts))]
    return dressed(lines, lang, rng)


def dressed(lines: list[str], lang: str, rng: np.random.Generator) -> str:
    opening = str(rng.choice(OPENINGS[lang])).format(rng.choice(NAMES[lang]))
    fact = str(rng.choice(FACTS[lang])).format(rng.integers(100, 99_999), rng.choice(DAYS[lang]))
    return f"{opening} {' '.join(lines)}{fact}"


def score(group: np.ndarray, planted: np.ndarray) -> dict[str, float]:
    """Return precision and recall of "near-duplicate of at least 3 others", and of pairs in one cluster."""
    sizes = np.bincount(group[group >= 0], minlength=1)
    said = (group >= 0) & (sizes[np.maximum(group, 0)] > OTHERS)
    true = planted >= 0
    both = group[said & true].astype(np.int64) * (2 * len(planted)) + planted[said & true]
    together = np.unique(both, return_counts=True)[1]
    pairs = float((together * (together - 1) // 2).sum())
    of_group = np.bincount(group[said]).astype(float)
    of_truth = np.unique(planted[true], return_counts=True)[1].astype(float)
    return {
        "precision": (said & true).sum() / max(said.sum(), 1),
        "recall": (said & true).sum() / true.sum(),
        "pair precision": pairs / max((of_group * (of_group - 1) / 2).sum(), 1),
        "pair recall": pairs / (of_truth * (of_truth - 1) / 2).sum(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the corpora folder, with hu/ and ru/")
    parser.add_argument("--n", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    texts, planted = replies(options.folder, options.n, options.seed)
    begin, busy = time.perf_counter(), time.process_time()
    group = clusters(mask_replies(texts))
    seconds, busy = time.perf_counter() - begin, time.process_time() - busy
    again = clusters(mask_replies(texts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{len(texts):,} replies: {seconds:.1f} s wall, {busy:.1f} s of processor time, peak {peak:.2f} GiB")
    print("deterministic" if (group == again).all() else "NOT deterministic")
    print(", ".join(f"{name} {value:.3f}" for name, value in score(group, planted).items()))


if __name__ == "__main__":
    main()
