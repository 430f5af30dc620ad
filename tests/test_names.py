"""Names in texts: the shipped taggers and the thorough profile."""

import sys
import textwrap
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from socialinsight.lang.pipelines import installed_pipeline
from socialinsight.masking import spans
from socialinsight.names import entities


def persons(text: str, lang: str) -> list[str]:
    found = entities([text], lang=lang)
    return found.loc[found["label"] == "PER", "text"].tolist()


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Tegnap Kovács Jánossal beszéltem a boltban.", "hu", "Kovács Jánossal"),
        ("A levelet Nagy Éva írta alá.", "hu", "Nagy Éva"),
        ("Szabó Péternek elküldtem a számlát.", "hu", "Szabó Péternek"),
        ("Вчера Ивановой Марии отказали в кредите.", "ru", "Ивановой Марии"),
        ("Менеджер Сергей Петров обещал перезвонить.", "ru", "Сергей Петров"),
        ("Меня зовут Анна Кузнецова.", "ru", "Анна Кузнецова"),
    ],
)
def test_inflected_names(text: str, lang: str, name: str) -> None:
    assert persons(text, lang) == [name]


@pytest.mark.parametrize(
    ("text", "lang"),
    [("nem megy a net, hívjatok vissza", "hu"), ("не работает интернет, перезвоните", "ru"), ("👍 12:30 ...", "hu")],
)
def test_texts_without_names(text: str, lang: str) -> None:
    assert entities([text], lang=lang).empty


def test_table_shape_and_text_of_each_span() -> None:
    texts = ["Kati Szegeden lakik.", "", "Hello there John", "Иван Петров живёт в Казани."]
    found = entities(texts)
    assert found.columns.tolist() == ["text_index", "start", "end", "label", "text"]
    assert found.dtypes.iloc[:3].eq(np.int32).all()
    assert set(found["label"]) <= {"PER", "ORG", "LOC", "MISC"}
    assert 2 not in set(found["text_index"])
    for row in found.itertuples():
        assert texts[row.text_index][row.start : row.end] == row.text


def test_empty_and_wrong_arguments() -> None:
    assert entities([]).empty
    with pytest.raises(ValueError, match="profile: received 'best'"):
        entities(["a"], profile="best")
    with pytest.raises(ValueError, match="lang: received 'de'"):
        entities(["a"], lang="de")


@pytest.mark.parametrize(("text", "lang"), [("kovács jános nevén van", "hu"), ("зовут козлова елена", "ru")])
def test_names_typed_small_are_personal_data(text: str, lang: str) -> None:
    assert spans([text], lang).label.tolist() == ["pii_name"]


@pytest.mark.parametrize(
    ("text", "lang"), [("Tegnap Kovács Jánossal beszéltem.", "hu"), ("Меня зовут Анна Кузнецова.", "ru")]
)
def test_thorough_profile_without_pipelines_falls_back(text: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = import_module(f"socialinsight.lang.{lang}.parse")
    monkeypatch.setattr(parse, "installed_pipeline", lambda prefix: None)
    monkeypatch.setattr(parse, "find_spec", lambda name: None, raising=False)
    found = entities([text], lang=lang, profile="thorough")
    assert len(found) == 1
    assert found.equals(entities([text], lang=lang))


def test_thorough_profile_uses_an_installed_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spacy = pytest.importorskip("spacy")
    _install_pipeline(spacy, tmp_path, "hu_core_news_test")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_pipeline("hu_core_news_") is not None
    found = entities(["Zsuzsika a Telekomnál dolgozik"], lang="hu", profile="thorough")
    sys.modules.pop("hu_core_news_test", None)
    assert found[["label", "text"]].values.tolist() == [["PER", "Zsuzsika"], ["ORG", "Telekomnál"]]


def _install_pipeline(spacy: object, folder: Path, name: str) -> None:
    """Build a small pipeline and lay it out as an installed package with its metadata."""
    pipeline = spacy.blank("hu")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PER", "pattern": "Zsuzsika"}, {"label": "ORG", "pattern": "Telekomnál"}])
    pipeline.meta.update(name="core_news_test", version="1.0.0")
    package = folder / name
    package.mkdir()
    pipeline.to_disk(package / f"{name}-1.0.0")
    (package / "meta.json").write_text((package / f"{name}-1.0.0" / "meta.json").read_text())
    (package / "__init__.py").write_text(
        textwrap.dedent("""
        from pathlib import Path
        from spacy.util import load_model_from_init_py

        def load(**overrides):
            return load_model_from_init_py(__file__, **overrides)
        """)
    )
    info = folder / f"{name}-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
