"""Word-level morphology: form > lemma and features, as customers write."""

import gzip
import json
import random

import numpy as np
import pandas as pd
import pytest

from socialinsight.lang.features import FEATS, mask_of
from socialinsight.lang.hu import context as hu_context
from socialinsight.lang.hu import morph as hu
from socialinsight.lang.ru import context as ru_context
from socialinsight.lang.ru import morph as ru
from socialinsight.lang.ru.spelling import from_latin
from socialinsight.learn.conjugation import conjugated
from socialinsight.learn.lemma import accuracy, evaluate, train_hu
from socialinsight.resources import model_path

HU = """
felmondom > felmond: v1sg pres
lemondanám > lemond: v1sg cond
felmondhatom > felmond: v1sg pot
szeretném > szeret: v1sg cond
intézzétek > intéz: v2 imp pl fam
küldjék > küld: v3 imp pl
visszavinném > visszavisz: v1sg cond
átvertetek > átver: v2 past pl
bepereltelek > beperel: v1sg past
várnék > vár: v1sg cond
csináljátok > csinál: v2 imp pres fam
fogom > fog: v1sg fut
leszek > lesz: v1sg fut
hazudtok > hazudik: v2 pres fam
elromlott > elromlik: past
nincs > nincs: neg
nem > nem: neg
legszebb > szép: comp sup
számlámat > számla: poss1 acc
előfizetésemet > előfizetés: poss1 acc
kiszállítási > kiszállítási:
koszonom > köszön: v1sg
szamlat > számla: acc
szerzodest > szerződés: acc
lemondanam > lemond: v1sg cond
szolgaltatonal > szolgáltató:
mükodik > működik:
müködik > működik: v3 pres
idõ > idő:
nagyooon > nagyon:
jóóó > jó:
meg > meg:
még > még:
kor > kor:
"""
RU = """
расторгаю > расторгать: v1sg pres imperf
верните > вернуть: v2 imp form perf
верни > вернуть: v2 imp fam perf
отключите > отключить: imp form
вернём > вернуть: v1pl fut
работало > работать: past sg
не > не: neg
нельзя > нельзя: neg
денег > деньги: gen
договоры > договор: pl
большие > большой: pl
ещё > еще:
всё > всё:
людей > человек:
пришли > прийти: past pl
сделанный > сделать: part
лучших > лучший:
спасииибо > спасибо:
оооочень > очень:
справяться > справиться:
кэшбэка > кэшбэк:
#безлимит > #безлимит:
:) > :):
"""


def _cases(text):
    for line in text.strip().splitlines():
        form, _, rest = line.partition(" > ")
        lemma, _, names = rest.rpartition(":")
        yield form, lemma, names.split()


@pytest.mark.parametrize(("room", "text"), [(hu, HU), (ru, RU)], ids=["hu", "ru"])
def test_forms_have_their_lemma_and_features(room, text):
    cases = list(_cases(text))
    table = room.analyse_words([form for form, _, _ in cases])
    wrong = [
        (form, found.lemma, [name for name in FEATS if found.feats & FEATS[name]])
        for (form, lemma, names), found in zip(cases, table.itertuples())
        if found.lemma != lemma or found.feats & mask_of(*names) != mask_of(*names)
    ]
    assert wrong == []


@pytest.mark.parametrize("room", [hu, ru], ids=["hu", "ru"])
def test_table_shape(room):
    table = room.analyse_words(["a", "alma", "банк"])
    assert list(table.columns) == ["lemma", "pos", "feats"]
    assert table.index.tolist() == [0, 1, 2]
    assert table["feats"].dtype == np.int32
    assert isinstance(table["pos"].dtype, pd.CategoricalDtype)
    assert room.analyse_words([]).columns.tolist() == ["lemma", "pos", "feats"]
    assert room.FEATS is FEATS


@pytest.mark.parametrize("room", [hu, ru], ids=["hu", "ru"])
def test_hostile_words_never_raise(room):
    letters = "aáőűzsfхйё—-'\"@#/.,0179\n\t\0\u200d😀\ud83dİßﬁ"
    rng = random.Random(7)
    words = ["", " ", "-", "''", "a" * 5000, "я" * 5000, "leg" * 300, "legbb", "е́", "İ"]
    words += ["".join(rng.choices(letters, k=rng.randrange(1, 12))) for _ in range(3000)]
    table = room.analyse_words(words)
    assert len(table) == len(words)
    assert all(isinstance(lemma, str) for lemma in table["lemma"])


def test_context_decides_participles_and_pronouns():
    assert hu_context.analyse_tokens("a lezárt ügyet nézem".split())[1] == "lezárt"
    assert hu_context.analyse_tokens("tegnap végre lezárt a rendszer".split())[2] == "lezár"
    assert ru_context.analyse_tokens("жду его".split())[1] == "он"
    assert ru_context.analyse_tokens("его договор".split())[0] == "его"
    assert ru_context.analyse_tokens("это ужасно".split())[1] == "ужасный"
    assert ru_context.analyse_tokens("ужасно работает".split())[0] == "ужасно"
    assert hu_context.analyse_tokens([]) == ru_context.analyse_tokens([]) == []


def test_latin_typed_russian():
    typed = "spasibo ne rabotaet internet kogda vernite dengi 4to".split()
    assert [from_latin(word) for word in typed] == "спасибо не работает интернет когда верните деньги что".split()
    assert from_latin("qwrtpsdfg") is None
    assert from_latin("банк") is None
    assert from_latin("") is None


def test_conjugation_follows_harmony_and_assimilation():
    masks = {}
    for lemma in ("fizet", "választ", "segít", "olvas", "köszön"):
        for form, mask in conjugated(lemma):
            masks[form] = masks.get(form, 0) | mask
    for form in ("fizessék", "válasszátok", "segítsetek", "olvassák", "köszönjön"):
        assert masks[form] & FEATS["imp"], form
    assert masks["köszönöm"] & mask_of("v1sg", "pres")
    assert "fizetják" not in masks


def test_training_is_deterministic_and_reads_its_own_file(tmp_path):
    words = [("kutya", "kutya", "NOUN"), ("kutyát", "kutya", "NOUN"), ("kutyának", "kutya", "NOUN")]
    words += [("ugatott", "ugat", "VERB"), ("ugatok", "ugat", "VERB"), ("ugatott", "ugatott", "ADJ")]
    row = {"genre": "web", "gold_morph": True, "form": [w[0] for w in words], "lemma": [w[1] for w in words]}
    row |= {"upos": [w[2] for w in words], "feats": ["_"] * len(words)}
    (tmp_path / "hu").mkdir()
    with gzip.open(tmp_path / "hu" / "nerkor_train.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    train_hu(tmp_path, tmp_path / "a.npz")
    train_hu(tmp_path, tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    lexicon = hu.load_lexicon(tmp_path / "a.npz")
    assert lexicon.table["kutyát"][0] == "kutya"
    assert lexicon.guess("macskának")[0][0] == "macska"


def test_evaluate_measures_what_is_there(tmp_path):
    (tmp_path / "hu").mkdir()
    row = {"form": ["A", "számlát", "kérem", "!"], "lemma": ["a", "számla", "kér", "!"]}
    row["upos"] = ["DET", "NOUN", "VERB", "PUNCT"]
    with gzip.open(tmp_path / "hu" / "szeged_web_faq.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    table = evaluate(tmp_path, "hu")
    assert table["task"].tolist() == ["lemma", "lemma in context"]
    assert table["n"].tolist() == [3, 3]
    assert (table["value"] == 1.0).all() and (table["low"] < 1.0).all()
    with pytest.raises(ValueError, match="legal: hu, ru"):
        evaluate(tmp_path, "en")
    with pytest.raises(FileNotFoundError, match="nerkor_train"):
        train_hu(tmp_path, tmp_path / "x.npz")


def test_accuracy_of_no_tokens_is_not_a_number():
    n, metric, value, low, high = accuracy([], lambda forms: list(forms))
    assert n == 0 and metric == "accuracy" and np.isnan([value, low, high]).all()


def test_lexicon_is_small_and_loads_without_pickle():
    path = model_path("hu_lemma.npz")
    assert path.stat().st_size <= 4_000_000
    with np.load(path, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
