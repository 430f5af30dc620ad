import os

import numpy as np
import pandas as pd
import pytest

import socialinsight as si
from socialinsight import annotation, parallel


def test_cutting_a_column_into_slices_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = si.load_sample()["text"].drop_duplicates().tolist()[:600]
    unknown = np.full(len(texts), None, object)
    whole = annotation.read_texts(texts, unknown)
    monkeypatch.setattr(parallel, "LEAST_ROWS", 200)
    monkeypatch.setattr(parallel, "MOST_ROWS", 90)
    cut = annotation.read_texts(texts, unknown)
    key = ["text_id", "start", "end", "label", "source"]
    left, right = (
        table.annotations.astype({"label": str, "source": str}).sort_values(key, ignore_index=True)
        for table in (whole, cut)
    )
    assert left[key].equals(right[key])
    assert np.allclose(left["weight"], right["weight"], atol=1e-4)
    assert whole.texts.equals(cut.texts)
    assert whole.lemmas.counts.sum() == cut.lemmas.counts.sum()


def test_work_beside_gives_what_it_would_give_here() -> None:
    assert parallel.beside(lambda: list(range(3)), workers=2)() == [0, 1, 2]


def test_work_whose_process_dies_is_done_here() -> None:
    own = os.getpid()
    assert parallel.beside(lambda: own if os.getpid() == own else os._exit(1), workers=2)() == own


def test_an_error_beside_is_raised_here() -> None:
    def broken() -> None:
        raise ValueError("this file")

    with pytest.raises(ValueError, match="this file"):
        parallel.beside(broken, workers=2)()


def test_rooms_worked_out_beside_each_other_give_the_same_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = si.load_sample().head(400)
    alone = si.analyze(messages, as_of="2026-03-31")
    monkeypatch.setattr(parallel, "LEAST_ROWS", 200)
    together = si.analyze(messages, as_of="2026-03-31")
    for (name, table), (_, other) in zip(alone.tables(), together.tables()):
        if name not in ("annotations", "signals"):
            pd.testing.assert_frame_equal(table, other, check_categorical=False, rtol=1e-3, obj=name)
