"""Questions instead of a survey: one vote a person, inflected forms, the rest beside, too few withheld."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest

import socialinsight
from socialinsight.datasets import sample_settings
from socialinsight.proportion import gap_interval
from socialinsight.result import Analysis
from socialinsight.settings import Settings
from socialinsight.survey.asking import ask, askable
from socialinsight.survey.votes import alike
from socialinsight.survey.wording import columns_of
from socialinsight.tables import ANSWERS, CUSTOMERS, MESSAGES, check

AT = pd.Timestamp("2026-03-02 09:00", tz="UTC")
CONTENT = "Nagyon elégedett vagyok a szállítással, köszönöm!"
ANGRY = "Felháborító, hogy a szállítást megint elrontották."


@lru_cache(maxsize=8)
def analysed(rows: tuple[tuple[str, str], ...], segments: bool = False) -> Analysis:
    table = pd.DataFrame(rows, columns=["author_id", "text"])
    table = table.assign(
        message_id=[f"m{number}" for number in range(len(table))],
        conversation_id=[f"c{number}" for number in range(len(table))],
        author_role=["agent" if author == "agent" else "customer" for author in table["author_id"]],
        channel=["email" if number % 2 else "chat" for number in range(len(table))],
        sent_at=[AT + pd.Timedelta(days=number) for number in range(len(table))],
        lang="hu",
    )
    customers = None
    if segments:
        ids = sorted(set(table["author_id"]))
        customers = pd.DataFrame({"customer_id": ids, "author_ids": [(one,) for one in ids]})
        customers = CUSTOMERS.cast(customers.assign(segment=["dealer" if one < "c" else "user" for one in ids]))
    return socialinsight.analyze(
        MESSAGES.cast(table), as_of="2026-06-30", settings=Settings(language="hu"), customers=customers
    )


PEOPLE = (("a", ANGRY), ("b", CONTENT), ("c", ANGRY + " Botrány."), ("d", CONTENT), ("e", "A szállítók mikor jönnek?"))
OTHERS = tuple((f"x{number}", "Megjött a levelük.") for number in range(6))


def test_a_person_has_one_vote_however_often_he_writes() -> None:
    told = ask(analysed((*PEOPLE, *[("a", ANGRY)] * 7, *OTHERS)), "szállítás", label="complaint")
    row = check(told.table, ANSWERS).iloc[0]
    assert (row["n_messages"], row["n_authors"], row["n_saying"]) == (11, 4, 2)


def test_every_inflected_form_is_found_and_words_of_the_firm_do_not_count() -> None:
    done = analysed((*PEOPLE, ("agent", "A szállítás holnap lesz."), *OTHERS))
    by_form = [ask(done, word).table["n_saying"].iloc[0] for word in ("szállítás", "szállítást", "szallitas")]
    assert by_form == [4, 4, 4]
    assert ask(done, "szállít*").table["n_saying"].iloc[0] == 5
    assert ask(done, "szállítás köszönöm").table["n_saying"].iloc[0] == 2
    assert ask(done, ["levél", "szállítás"]).table["n_saying"].iloc[0] == 10


def test_a_mood_is_that_of_the_last_message() -> None:
    people = (*PEOPLE, ("a", CONTENT), ("f", CONTENT))
    row = ask(analysed((*people, *OTHERS)), "szállítás", label="positive").table.iloc[0]
    assert (row["n_authors"], row["n_saying"]) == (5, 4)


def test_the_rest_is_taken_at_as_many_messages() -> None:
    hits = pd.DataFrame({"n": [10, 10], "hits": [5, 0]})
    assert alike(hits, pd.Series([1, 1, 1])) == pytest.approx(0.5)
    assert alike(hits, pd.Series([10])) == pytest.approx(1.0)
    assert alike(hits, pd.Series([2])) == pytest.approx(1 - 5 * 4 / (10 * 9))


def test_below_the_minimum_support_nothing_is_told_but_the_count() -> None:
    told = ask(analysed(PEOPLE), "szállítás", label="complaint", least=5, language="en")
    assert np.isnan(told.share) and "4 people, fewer than 5" in repr(told)
    nobody = ask(analysed(PEOPLE), "villamos", label="complaint", language="en")
    assert repr(nobody) == "“villamos” · complaint: nobody writes about it."


def test_quotes_stand_for_and_against() -> None:
    told = ask(analysed((*PEOPLE, *OTHERS)), "szállítás", label="complaint")
    assert set(told.quotes.loc[told.quotes["says"], "message_id"]) == {"m0", "m2"}
    assert set(told.quotes.loc[~told.quotes["says"], "message_id"]) <= {"m1", "m3"}
    assert set(told.table["quote_ids"].iloc[0]) == {"m0", "m2"}


def test_masks_callables_and_keys_choose_the_same_messages() -> None:
    done = analysed((*PEOPLE, *OTHERS))
    chat = (done.messages["channel"] == "chat").to_numpy(bool)
    tables = [
        ask(done, about, label="complaint", least=1).table
        for about in ({"channel": "chat"}, chat, lambda messages: messages["channel"] == "chat")
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


def test_answers_by_segment_channel_and_month() -> None:
    done = analysed((*PEOPLE, *OTHERS), segments=True)
    told = ask(done, "szállít*", label="complaint", by="segment", least=1).table.set_index("value")
    assert told.loc["dealer", ["n_authors", "n_saying"]].tolist() == [2, 1]
    assert told.loc["user", ["n_authors", "n_saying"]].tolist() == [3, 1]
    only = ask(done, {"segment": "dealer"}, label="complaint", least=1).table
    assert only["n_authors"].iloc[0] == 2
    assert ask(done, by="month").table["value"].tolist() == ["all", "2026-03"]


def test_a_period_leaves_the_rest_of_the_year_out() -> None:
    done = analysed((*PEOPLE, *OTHERS))
    assert ask(done, period="2026-03-02").table["n_authors"].iloc[0] == 1
    assert ask(done, period=("2026-03-02", "2026-03-05")).table["n_authors"].iloc[0] == 3
    assert ask(done, period="2025").table["n_authors"].iloc[0] == 0


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ({"label": "prase"}, "Did you mean 'praise'"),
        ({"label": "promise"}, "legal: positive"),
        ({"about": {"chanel": "chat"}}, "Did you mean 'channel'"),
        ({"about": {"channel": "fax"}}, "legal: chat, email"),
        ({"about": {"product": "tv"}}, "the messages have no such value"),
        ({"about": {"words": []}}, "is empty"),
        ({"about": np.array([True])}, "a mask of 1 values"),
        ({"by": "colour"}, "by = 'colour'; legal"),
        ({"period": "soon"}, "period = 'soon'"),
        ({"period": ("2026-03-05", "2026-03-02")}, "ends before it begins"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_the_repair(question: dict[str, object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        ask(analysed(PEOPLE), **question)


def test_an_empty_analysis_answers_that_nobody_writes() -> None:
    done = socialinsight.analyze(MESSAGES.empty(), as_of="2026-03-31")
    told = ask(done, "szállítás", label="praise", by="product")
    assert told.table["n_authors"].tolist() == [0] and told.quotes.empty
    assert np.isnan(told.share)


@pytest.mark.parametrize("language", ["hu", "ru", "en"])
def test_every_question_is_told_in_the_three_languages(language: str) -> None:
    done = analysed((*PEOPLE, *OTHERS))
    for label in (None, *askable()):
        told = ask(done, "szállít*", label=label, by="channel", language=language, least=1)
        lines = [told.sentence(row) for row in range(len(told.table))]
        assert len(set(lines)) == 3 and all("{" not in line and "nan" not in line for line in lines)
        assert told._repr_html_().startswith("<p><strong>")


def test_html_is_escaped() -> None:
    done = analysed((*PEOPLE, *OTHERS))
    assert "<script>" not in ask(done, "<script>", label="praise")._repr_html_()


def test_lemmas_with_accents_win_over_those_without() -> None:
    table = pd.DataFrame({"lang": ["hu", "hu", "hu"], "lemma": ["kár", "kar", "kór"]})
    assert columns_of("kárt", table).tolist() == [0, 1]
    assert columns_of("kórok", table).tolist() == [2]


def test_the_difference_of_shares_has_newcombes_interval() -> None:
    low, high = gap_interval(9, 10, 3, 10)
    assert low == pytest.approx(0.1705, abs=5e-4) and high == pytest.approx(0.8090, abs=5e-4)


def test_the_sample_answers_in_both_languages() -> None:
    done = socialinsight.analyze(socialinsight.load_sample(), as_of="2026-03-31", settings=sample_settings())
    for word, language in (("számla", "hu"), ("возврат", "ru")):
        row = ask(done, word, label="complaint").table.iloc[0]
        held = done.messages.loc[done.messages["message_id"].isin(row["quote_ids"]), "text"].str.lower()
        assert row["n_authors"] >= 10 and row["low"] < row["share"] < row["high"]
        assert held.str.contains(word[:5]).all(), (word, language)
