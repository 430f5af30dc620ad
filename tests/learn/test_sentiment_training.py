"""Training on a small corpora folder and on a user's table, and the evaluation command."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from typer.testing import CliRunner

from socialinsight.__main__ import app
from socialinsight.learn import opinion_corpora, opinion_design, opinion_scores, opinion_tasks, sentiment
from socialinsight.learn.evaluation import as_markdown, evaluate, write_scores

GOOD = ["szép", "remek", "kedves", "gyors", "pompás", "élvezetes"]
BAD = ["csúnya", "pocsék", "durva", "lassú", "unalmas", "bosszantó"]
PLAIN = ["kék", "keddi", "városi", "második", "magyar", "kerek"]


def sentences(words: list[str], nouns: str) -> list[str]:
    return [f"Ez egy {word} {noun} volt." for word in words for noun in nouns.split()]


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    (folder / "hu").mkdir()
    for name, nouns in (("sentiment_husst", "film dráma jelenet színész"), ("sentiment_opinhubank", "miniszter párt")):
        rows = []
        for label, words in (("positive", GOOD), ("negative", BAD), ("neutral", PLAIN)):
            rows += [{"text": text, "label": label} for text in sentences(words, nouns)]
        with gzip.open(folder / "hu" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def test_the_same_text_is_on_one_side() -> None:
    table = pd.DataFrame({"text": ["Jó film!", "jó FILM", "Más"], "corpus": "c", "expert": "film"})
    folds = opinion_corpora._with_folds(table)["fold"]
    assert folds[0] == folds[1]


def test_nothing_is_learnt_from_the_packaged_messages(corpora: Path) -> None:
    rows = opinion_corpora.read_corpora(corpora, "hu")
    assert set(rows["corpus"]) == {"sentiment_husst", "sentiment_opinhubank"}
    assert 0 < opinion_corpora.in_validation(rows).sum() < len(rows) / 2


def test_bank_reviews_without_labels_come_as_sentences(tmp_path: Path) -> None:
    (tmp_path / "ru").mkdir()
    with gzip.open(tmp_path / "ru" / "reviews_bank_products.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"text": "Карту привезли за два дня. Да! Приложение работает без сбоев."}) + "\n")
    rows = opinion_corpora.read_corpora(tmp_path, "ru")
    assert rows["text"].tolist() == ["Карту привезли за два дня.", "Приложение работает без сбоев."]
    assert rows["label"].isna().all()
    assert opinion_tasks.clean_rows(rows).all()


def test_contrast_weighs_features_by_the_class_they_stand_in() -> None:
    inputs = csr_matrix(np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [1.0, 0.0, 1.0]]))
    both, good, bad = opinion_design.contrast(inputs, np.array([True, True, False]), np.ones(3))
    assert bad < both < good


def test_no_corpus_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="sentiment_husst"):
        opinion_corpora.read_corpora(tmp_path, "hu")


def test_training_is_deterministic_and_learns(corpora: Path, tmp_path: Path) -> None:
    prepared = sentiment.prepare(corpora, "hu")
    train = np.ones(len(prepared.rows), bool)
    fitted = sentiment.fit(prepared, train)
    predicted = sentiment.predict(fitted, prepared)
    film = ((prepared.rows["expert"] == "film") & prepared.rows["label"].notna()).to_numpy()
    found, truth = predicted["label"].to_numpy(object)[film], prepared.rows["label"].to_numpy(object)[film]
    assert opinion_scores.f1(truth, found, sentiment.sentiment.CLASSES) > 0.8
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    sentiment.write(fitted, "hu", tmp_path / "first")
    sentiment.write(sentiment.fit(prepared, train), "hu", tmp_path / "second")
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_a_users_table_alone(tmp_path: Path) -> None:
    rows = [(text, "positive") for text in sentences(GOOD, "bolt pult eladó")]
    rows += [(text, "negative") for text in sentences(BAD, "bolt pult eladó")]
    pd.DataFrame(rows, columns=["text", "label"]).to_csv(tmp_path / "own.csv", index=False)
    given = ["train", "sentiment", "--lang", "hu", "--table", str(tmp_path / "own.csv"), "-o", str(tmp_path / "m")]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    assert "labelled_table" in result.output
    card = json.loads((tmp_path / "m" / "opinion_hu_card.json").read_text(encoding="utf-8"))
    assert "own.csv" in card["inputs_sha256"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["train", "weather", "--lang", "hu"], "legal: sentiment"),
        (["train", "sentiment", "--lang", "de", "--corpora", "."], "legal: hu, ru"),
        (["train", "lemma", "--lang", "hu"], "nothing to learn from"),
        (["evaluate", "--task", "weather"], "legal: acts"),
    ],
)
def test_refusals_name_the_legal_values(given: list[str], message: str) -> None:
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 2
    assert message in result.output


def test_a_table_with_other_labels_is_refused(tmp_path: Path) -> None:
    pd.DataFrame({"text": ["a"], "label": ["angry"]}).to_csv(tmp_path / "own.csv", index=False)
    with pytest.raises(ValueError, match="legal: negative, neutral, positive"):
        opinion_corpora.read_labelled_table(tmp_path / "own.csv")


def test_topics_of_the_packaged_messages_are_measured(tmp_path: Path) -> None:
    table = evaluate(tasks=("topic",))
    assert set(table["task"]) == {"hu topic", "ru topic"}
    assert table["value"].between(table["low"], table["high"]).all()
    write_scores(table, tmp_path)
    assert len(pd.read_csv(tmp_path / "scores.csv")) == len(table)
    assert as_markdown(table).count("\n") == len(table) + 2


def test_calibration_error_of_a_sure_and_wrong_model_is_one() -> None:
    sure = pd.DataFrame({"negative": [1.0, 1.0], "neutral": 0.0, "positive": 0.0})
    assert opinion_scores.calibration_error(sure, np.array(["positive", "neutral"], object)) == 1.0
    assert opinion_scores.calibration_error(sure, np.array(["negative", "negative"], object)) == 0.0
