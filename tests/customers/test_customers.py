"""Segments, weights, promises' customers and the row of each customer."""

import numpy as np
import pandas as pd
import pytest

from socialinsight.analysis import analyze
from socialinsight.customers.promised import promised_to
from socialinsight.customers.segments import customer_signs, segments
from socialinsight.customers.weights import loyalty
from socialinsight.settings import Settings
from socialinsight.tables import CUSTOMER_HISTORY, CUSTOMERS, EVENTS, MESSAGES, PROMISES, SEGMENT_FIGURES, check

AS_OF = pd.Timestamp("2026-03-31", tz="UTC")
DAY = pd.Timedelta(days=1)


def messages(*rows: tuple[str, str]) -> pd.DataFrame:
    """Return messages of (author, text), a day apart, each a conversation; agents begin with `agent`."""
    table = pd.DataFrame(rows, columns=["author_id", "text"])
    ids = table.index.astype(str)
    table["author_role"] = np.where(table["author_id"].str.startswith("agent"), "agent", "customer")
    at = AS_OF - pd.to_timedelta(len(table) - table.index.to_numpy(), unit="D")
    return MESSAGES.cast(table.assign(message_id="m" + ids, conversation_id="c" + ids, channel="email", sent_at=at))


def customers(**columns: list) -> pd.DataFrame:
    n = len(columns["customer_id"])
    return CUSTOMERS.cast(pd.DataFrame({"author_ids": [()] * n} | columns))


def known(table: pd.DataFrame, firm: pd.DataFrame | None = None) -> pd.DataFrame:
    from socialinsight.annotation import read_messages

    texts = read_messages(table).texts
    return segments(customer_signs(table, texts), CUSTOMERS.empty() if firm is None else firm)


def test_segment_is_the_clients_word_then_the_customers_own_then_nothing() -> None:
    table = messages(
        ("a", "Beszállítójuk vagyunk, a raktár nem veszi át az árut."),
        ("b", "Мы ваш дилер в Самаре, прайс не приходит."),
        ("c", "Заказала дочке куртку, пришла не та."),
        ("d", "Mikor lesz jó a net?"),
        ("e", "A nagyker árakat kérném."),
        ("f", "Viszonteladóként írok."),
        ("agent1", "Beszállítójuk vagyunk."),
    )
    found = known(table, customers(customer_id=["f", "d"], segment=["VIP", "поставщик"]))
    assert found["segment"].to_dict() == {
        "f": "VIP",
        "d": "supplier",
        "a": "supplier",
        "b": "dealer",
        "c": "end_user",
    }
    assert found.loc["a", "segment_ids"] == ("m0",) and found.loc["f", "segment_ids"] == ()
    assert found.loc[["f", "a"], "segment_source"].tolist() == ["given", "wording"]


def test_signs_for_two_segments_are_no_segment() -> None:
    table = messages(("a", "Viszonteladóként írok."), ("a", "Beszállítójuk vagyunk."))
    assert known(table).empty


def test_two_weak_signs_are_enough_and_one_is_not() -> None:
    one, two = ("a", "A nagyker árakat kérném."), ("a", "A vevőinknek mit mondjunk a garanciáról?")
    assert known(messages(one)).empty
    assert known(messages(one, two))["segment"].tolist() == ["dealer"]


def test_weight_grows_with_value_and_tenure_and_is_one_without() -> None:
    firm = customers(
        customer_id=list("abcd"),
        value=[10.0, 20.0, 30.0, None],
        since=[AS_OF - 10 * DAY, AS_OF - 20 * DAY, AS_OF - 30 * DAY, AS_OF + DAY],
    )
    table = loyalty(firm, as_of=AS_OF)
    assert table["weight"].loc[["a", "b", "c"]].is_monotonic_increasing and table.loc["d", "weight"] == 1
    assert table["weight"].between(0.25, 2.25).all() and np.isnan(table.loc["d", "tenure_days"])
    assert loyalty(firm.assign(value=5.0), as_of=AS_OF)["weight"].loc["d"] == 1


def test_a_promise_is_made_to_whom_it_answers_else_to_who_wrote_last() -> None:
    table = messages(("a", "x"), ("b", "y"), ("agent1", "z"), ("agent1", "w"), ("a", "v"))
    table["conversation_id"] = "c"
    table.loc[2, "reply_to"] = "m0"
    blank = {column.name: [None] * 3 for column in PROMISES.columns} | {"start": [0] * 3, "end": [1] * 3}
    made = {"message_id": ["m2", "m3", "x"], "conversation_id": ["c", "c", "other"], "state": ["open"] * 3}
    promises = pd.DataFrame(blank | made | {"n_reminders": [0] * 3})
    promises["promised_at"] = [*table["sent_at"].iloc[[2, 3]], AS_OF]
    assert promised_to(PROMISES.cast(promises), table).tolist() == ["a", "b", None]


def test_every_customer_has_a_row_and_staff_insiders_and_the_nameless_have_none() -> None:
    table = messages(
        ("a", "Harmadik napja nincs net, botrány, nagyon rossz."),
        ("b", "Спасибо, всё отлично!"),
        ("agent1", "Nézzük."),
        ("inside", "Én itt dolgozom."),
        ("a", "Köszönöm, most már minden remek."),
        ("x", "névtelen"),
    )
    table.loc[5, "author_id"] = pd.NA
    firm = customers(customer_id=["a", "quiet"], author_ids=[("a",), ("q",)], value=[5.0, 7.0], outcome=[None, "lost"])
    done = analyze(MESSAGES.cast(table), as_of=AS_OF, settings=Settings(insiders=("inside",)), customers=firm)
    history = check(done.customer_history, CUSTOMER_HISTORY).set_index("author_id")
    assert set(history.index) == {"a", "b", "quiet"}
    row = history.loc["a"]
    assert row[["n_messages", "n_conversations", "n_complaints"]].tolist() == [2, 2, 1]
    assert row["sentiment_start"] < 0 < row["sentiment_end"] and row["channels"] == ("email",)
    quiet = history.loc["quiet"]
    assert quiet["n_messages"] == 0 and quiet["churn"] == "lost" and pd.isna(quiet["first_at"])
    figures = check(done.segment_figures, SEGMENT_FIGURES).set_index("segment")
    assert figures.loc["unknown", "n_customers"] == 3


def test_figures_by_segment_weigh_the_valuable_more() -> None:
    table = messages(("a", "Borzalmas, felháborító szolgáltatás!"), ("b", "Nagyszerű, köszönöm, minden tökéletes!"))
    firm = customers(customer_id=["a", "b"], author_ids=[("a",), ("b",)], segment=["dealer"] * 2, value=[1.0, 100.0])
    done = analyze(table, as_of=AS_OF, customers=firm)
    row = done.segment_figures.set_index("segment").loc["dealer"]
    assert row["net_sentiment"] == 0 and row["weighted_net"] == pytest.approx(0.25)
    by_segment = done.satisfaction[done.satisfaction["dimension"] == "segment"]
    assert by_segment["value"].tolist() == ["dealer"] and by_segment["n"].tolist() == [2]


def test_leaving_for_a_reason_of_life_without_a_complaint() -> None:
    table = messages(
        ("a", "Júniusban Svédországba költözünk, ezért felmondjuk az előfizetést. Köszönjük a hat évet."),
        ("b", "Három hete rossz a net, senki nem csinál semmit, felháborító."),
        ("b", "Elköltözünk külföldre, és felmondjuk a szerződést."),
        ("c", "Уезжаем жить за границу, закрываем аккаунт. Жалоб нет, спасибо."),
    )
    firm = customers(
        customer_id=["d", "e"], author_ids=[("d",), ("e",)], outcome=["lost"] * 2, left_reason=["Elhunyt", "túl drága"]
    )
    history = analyze(table, as_of=AS_OF, customers=firm).customer_history.set_index("author_id")
    assert history.loc[list("abcde"), "churn"].notna().all()
    assert history["private_reason"].loc[list("abcde")].tolist() == [True, False, True, True, False]


def test_accounts_of_one_customer_are_one_row_and_events_follow_them() -> None:
    table = messages(("vk1", "Привет"), ("tg1", "Ещё вопрос?"))
    firm = customers(customer_id=["K"], author_ids=[("vk1", "tg1")], since=[AS_OF - 400 * DAY])
    gone = pd.DataFrame({"event_id": ["e"], "at": [AS_OF - DAY], "kind": "left", "author_id": "tg1"})
    done = analyze(table, as_of=AS_OF, customers=firm, events=EVENTS.cast(gone))
    assert done.customer_history["author_id"].tolist() == ["K"]
    assert done.customer_history["churn"].tolist() == ["lost"] and done.retention.loc[0, "n_left"] == 1


def test_nothing_in_nothing_out() -> None:
    done = analyze(MESSAGES.empty(), as_of=AS_OF)
    for name in ("customer_history", "segment_figures", "call_list", "surveys", "survival", "retention", "risk"):
        assert getattr(done, name).empty, name
