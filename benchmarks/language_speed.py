"""Speed of reading messages: python -m benchmarks.language_speed CORPORA [--n 60000] [--words 10].

Noisy messages (corpora clauses with 2 % of the words misspelt) go through `score_texts` and, in the same run, through
the peers that are installed: simplemma (lemmas alone), spaCy's blank tokenizer with pymorphy3 lemmas, natasha's
morphology, syntax and names. Each line gives messages a second and our speed as a multiple of theirs. The peers do
less; they are read as the price of a part of the work.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from benchmarks.recombined import fragments, misspelt
from socialinsight import score_texts

PEER_MESSAGES = 2_000
Reader = Callable[[list[str]], object]


def messages(folder: Path, lang: str, n: int, words: int) -> list[str]:
    """Return `n` noisy messages of about `words` words in one language."""
    rng = np.random.default_rng(0)
    parts = [part for part in fragments(folder, lang) if part]
    chosen = [" ".join(parts[at].split()[:words]) for at in rng.integers(len(parts), size=n)]
    return misspelt(chosen, lang, rng)


def simplemma_lemmas(lang: str) -> Reader:
    import simplemma

    return lambda texts: [
        simplemma.lemmatize(word, lang=lang) for text in texts for word in simplemma.simple_tokenizer(text)
    ]


def spacy_pymorphy(lang: str) -> Reader:
    import spacy
    from pymorphy3 import MorphAnalyzer

    nlp, morph = spacy.blank(lang), MorphAnalyzer(lang="ru")
    return lambda texts: [morph.parse(token.text)[0].normal_form for doc in nlp.pipe(texts) for token in doc]


def natasha_pipeline(lang: str) -> Reader:
    from natasha import Doc, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    embedding = NewsEmbedding()
    segmenter, steps = Segmenter(), (NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding))

    def read(texts: list[str]) -> list[object]:
        docs = [Doc(text) for text in texts]
        for doc in docs:
            doc.segment(segmenter)
            doc.tag_morph(steps[0])
            doc.parse_syntax(steps[1])
            doc.tag_ner(steps[2])
        return docs

    return read


PEERS: dict[str, tuple[tuple[str, str, Callable[[str], Reader]], ...]] = {
    "hu": (("simplemma", "simplemma", simplemma_lemmas),),
    "ru": (
        ("simplemma", "simplemma", simplemma_lemmas),
        ("spaCy blank + pymorphy3", "spacy", spacy_pymorphy),
        ("natasha", "natasha", natasha_pipeline),
    ),
}


def rate(read: Reader, texts: list[str]) -> float:
    """Return messages a second."""
    begin = time.perf_counter()
    read(texts)
    return len(texts) / (time.perf_counter() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the corpora folder, with hu/ and ru/")
    parser.add_argument("--n", type=int, default=60_000)
    parser.add_argument("--words", type=int, default=10)
    options = parser.parse_args()
    texts = {lang: messages(options.folder, lang, options.n // 2, options.words) for lang in PEERS}
    score_texts([part[0] for part in texts.values()])
    both = rate(score_texts, [text for pair in zip(*texts.values()) for text in pair])
    print(f"score_texts, both languages, languages detected: {both:,.0f} msg/s")
    for lang, peers in PEERS.items():
        ours = rate(lambda part, code=lang: score_texts(part, lang=code), texts[lang])
        print(f"{lang} score_texts: {ours:,.0f} msg/s")
        for name, module, make in peers:
            if find_spec(module) is None:
                print(f"{lang} {name}: not installed")
                continue
            read = make(lang)
            theirs = rate(read, texts[lang][:PEER_MESSAGES])
            print(f"{lang} {name}: {theirs:,.0f} msg/s, ours x {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
