import numpy as np
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
