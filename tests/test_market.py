import csv
from pathlib import Path

import pandas as pd
import pytest

import socialinsight.lang
from socialinsight.annotation import read_messages
from socialinsight.lang.comparison import OUTCOMES, mention_pattern, outcome
from socialinsight.market import market, mentions
from socialinsight.settings import Settings
from socialinsight.signals import message_signals
from socialinsight.summary import periods
from socialinsight.tables import MARKET, MENTIONS, MESSAGES, check

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
NAMES = ("KékTel", "Villám Mobil", "Фиалка", "ЯркоМаркет")
FOLDER = Path(socialinsight.lang.__file__).parent
WITNESSES = [
    (lang, row["outcome"], row["witness"])
    for lang in ("hu", "ru")
    for row in csv.DictReader((FOLDER / lang / "comparison.csv").read_text(encoding="utf-8").splitlines())
]


def found(*texts: str, role: str = "customer", settings: Settings | None = None):
    rows = pd.DataFrame({"text": texts, "author_role": role, "sent_at": AS_OF - pd.Timedelta(days=3)})
    ids = rows.index.astype(str)
    rows = rows.assign(message_id="m" + ids, conversation_id="c" + ids, author_id="a" + ids)
    messages = MESSAGES.cast(rows.assign(sent_at=rows["sent_at"].dt.as_unit("us")))
    reading = read_messages(messages)
    signals = message_signals(messages, reading.texts, reading.annotations)
    settings = settings or Settings(competitors=NAMES)
    table = mentions(messages, reading.texts, reading.annotations, signals, settings=settings)
    current, previous = periods(AS_OF, 30)
    return table, market(table, messages, signals, current=current, previous=previous), messages


@pytest.mark.parametrize(("lang", "said", "witness"), WITNESSES)
def test_each_row_decides_its_witness(lang: str, said: str, witness: str) -> None:
    assert said in OUTCOMES
    name = next(name for name in NAMES if mention_pattern(name).search(witness))
    assert outcome(witness, name, lang) == said


@pytest.mark.parametrize("text", ["a kéktelnél", "KékTeltől", "KÉKTELLEL", "a KékTel-nek"])
def test_inflected_hungarian_names_are_found(text: str) -> None:
    assert mention_pattern("KékTel").search(text)


@pytest.mark.parametrize("text", ["Megjött, köszönöm. Villámgyors.", "villámlik és villám csapott be"])
def test_the_first_word_alone_must_be_the_name(text: str) -> None:
    assert not mention_pattern("Villám Mobil").search(text)


def test_spans_share_of_voice_and_counts() -> None:
    table, rivals, messages = found(
        "A KékTelnél olcsóbb az internet.", "Átmegyek a KékTelhez holnap.", "Перешла к вам от «Фиалки», довольна."
    )
    check(table, MENTIONS)
    check(rivals, MARKET)
    texts = messages.set_index("message_id")["text"]
    spans = [texts[row.message_id][row.start : row.end] for row in table.itertuples()]
    assert spans == ["KékTelnél", "KékTelhez", "Фиалки"]
    kek = rivals.set_index("name").loc["KékTel"]
    assert (kek["n_messages"], kek["n_lost"], kek["n_joined"]) == (2, 2, 0)
    assert kek["share_of_voice"] == pytest.approx(2 / 3)
    assert rivals.set_index("name").loc["Фиалка", "n_joined"] == 1


def test_the_firms_own_messages_do_not_count() -> None:
    assert found("A KékTelnél olcsóbb az internet.", role="agent")[0].empty


def test_nicknames_stand_for_the_name() -> None:
    settings = Settings.from_mapping({"competitor_aliases": {"kékek": "KékTel"}})
    table, _, _ = found("A kékeknél is áll a net.", settings=settings)
    assert table["name"].tolist() == ["KékTel"]


def test_a_rival_without_a_name_is_kept_apart() -> None:
    table, _, _ = found("A másik szolgáltatónál sokkal jobb volt.")
    assert table["name"].tolist() == ["unnamed"]
