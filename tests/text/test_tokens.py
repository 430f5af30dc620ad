import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialinsight.text.tokens import iterate, tokenize


@pytest.mark.parametrize(
    "source",
    [
        "Nem|megy|:(|sz@r|!!!",
        "кто-нибудь|ответит|???",
        "5|GB",
        "info@ceg.hu|!",
        "https://a.hu/b?c=1|jó",
        "#zengő|@kati_m",
        "х*й|знает",
        "👍🏽|🇭🇺|köszi",
        "спасибо|)))",
        "10:30|,|2026.01.02|.",
    ],
)
def test_tokens(source: str) -> None:
    parts = source.split("|")
    assert next(iterate(tokenize([" ".join(parts)]))) == parts


@given(st.lists(st.text(), max_size=5))
def test_offsets_give_back_the_token_and_nothing_but_space_is_lost(texts: list[str]) -> None:
    tokens = tokenize(texts)
    assert tokens.n_texts == len(texts)
    lost = [list(text.replace("\x00", " ")) for text in texts]
    for text, start, end, word in zip(tokens.text, tokens.start, tokens.end, tokens.word):
        assert texts[text].replace("\x00", " ")[start:end] == tokens.vocabulary[word]
        lost[text][start:end] = [" "] * (end - start)
    assert all("".join(rest).strip() == "" for rest in lost)


def test_sentences_end_at_stops_and_lines_but_not_after_numbers() -> None:
    tokens = tokenize(["A 3. nap jó. Két\nsor"])
    words = [tokens.vocabulary[code] for code in tokens.word]
    numbers = dict(zip(words, tokens.sentence.tolist()))
    assert numbers["A"] == numbers["nap"]
    assert len({numbers["A"], numbers["Két"], numbers["sor"]}) == 3
