"""Messages and issues to departments: by rules, by what was learnt, or to nobody."""

from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from socialinsight.annotation import read_messages
from socialinsight.routing import RoutingModel, route_issues, routes
from socialinsight.settings import Settings, SettingsError
from socialinsight.signals import message_signals
from socialinsight.tables import ISSUE_MESSAGES, ISSUES, MESSAGES, ROUTES, ROUTING_CHECK, check

SAID = {
    "bill": "Kétszer vonták le a számla összegét, kérem a visszatérítést!",
    "ship": "A futár nem csengetett, hol van a csomagom?",
    "law": "Megkerestem az ügyvédemet, jövő héten feljelentést teszek.",
    "site": "Сайт не открывается, не могу войти в личный кабинет, пароль не подходит.",
    "chat": "Köszi, szép napot mindenkinek!",
    "two": "A számla rossz, a futár meg elveszett valahol, intézzék!",
}


def table(said: dict[str, str], **more: object) -> pd.DataFrame:
    rows = {
        "message_id": list(said),
        "conversation_id": [f"c{place}" for place in range(len(said))],
        "author_id": [f"u{place}" for place in range(len(said))],
        "author_role": "customer",
        "sent_at": pd.Timestamp("2026-03-02", tz="UTC") + pd.to_timedelta(np.arange(len(said)), unit="h"),
        "is_public": True,
        "text": list(said.values()),
    }
    return MESSAGES.cast(pd.DataFrame({**rows, **more}))


def routed(messages: pd.DataFrame, settings: Settings | None = None):
    reading = read_messages(messages)
    signals = message_signals(messages, reading.texts, reading.annotations)
    return routes(messages, signals, reading, settings=settings or Settings(), seed=0)


def department(messages: pd.DataFrame, settings: Settings | None = None) -> dict[str, str | None]:
    found = check(routed(messages, settings)[0], ROUTES)
    return {one: None if pd.isna(name) else name for one, name in zip(found["message_id"], found["department"])}


def test_rules_send_messages_where_they_belong_and_small_talk_nowhere() -> None:
    found = department(table(SAID))
    assert (found["bill"], found["ship"], found["law"], found["site"]) == ("billing", "logistics", "legal", "web")
    assert found["chat"] is None


def test_two_departments_that_speak_equally_loud_leave_it_unsure() -> None:
    row = routed(table(SAID))[0].set_index("message_id").loc["two"]
    assert pd.isna(row["department"]) and row["basis"] == "none" and not pd.isna(row["second"])


def test_the_firm_names_its_departments_and_sets_the_threshold() -> None:
    own = MappingProxyType({"billing": "Pénzügy", "legal": "Jog"})
    found = department(table(SAID), Settings(departments=own))
    assert (found["bill"], found["law"], found["ship"]) == ("Pénzügy", "Jog", "logistics")
    assert set(department(table(SAID), Settings(routing_threshold=1.0)).values()) == {None}
    with pytest.raises(SettingsError, match="routing_threshold = 2"):
        Settings.from_mapping({"routing_threshold": 2.0})


def test_a_word_of_the_firm_sends_to_its_own_department(tmp_path: Path) -> None:
    said = {"a": "Mikor lesz üvegszál a Fő utcában?"}
    assert department(table(said))["a"] != "Hálózatépítés"
    path = tmp_path / "words.csv"
    path.write_text("lang,department,term,weight\nhu,Hálózatépítés,üvegszál,4\n", encoding="utf-8")
    settings = Settings(department_words=str(path))
    row = routed(table(said), settings)[0].iloc[0]
    assert (row["department"], row["basis"]) == ("Hálózatépítés", "rules") and row["word"].startswith("üveg")


def test_in_private_a_vague_message_goes_with_its_conversation() -> None:
    said = {"a": SAID["bill"], "b": "És mikor?"}
    private = routed(table(said, conversation_id="c", is_public=False))[0].set_index("message_id")
    assert (private.loc["b", "department"], private.loc["b", "basis"]) == ("billing", "conversation")
    assert department(table(said, conversation_id="c"))["b"] is None


def test_agents_and_empty_tables_are_routed_nowhere() -> None:
    assert routed(table(SAID, author_role="agent"))[0].empty
    assert routed(table(SAID).iloc[:0])[0].empty


def tickets() -> pd.DataFrame:
    sources = {"Ablak": "Beázik az ablak a szobában", "Kazán": "Leállt a kazán a pincében"}
    said, told = {}, []
    for name, text in sources.items():
        for place in range(25):
            said[f"{name}{place}"] = f"{text}, {place} napja. Kérem, javítsák meg!"
            told.append(name)
    return table(said, department=told)


def test_tickets_teach_departments_that_rules_do_not_know(tmp_path: Path) -> None:
    found, checked, model = routed(tickets())
    assert found["department"].str.slice(0, 2).tolist() == found["message_id"].str.slice(0, 2).tolist()
    assert set(found["basis"]) == {"learnt"}
    total = check(checked, ROUTING_CHECK).set_index("department").loc[""]
    assert total["n"] == 50 and total["precision"] == 1.0
    settings = Settings(routing_model=str(model.save(tmp_path / "m.json")))
    again = department(table({"x": "Megint leállt a kazán, kérem a szerelőt!", "y": SAID["chat"]}), settings)
    assert again == {"x": "Kazán", "y": None}


def test_too_few_tickets_teach_nothing() -> None:
    found, checked, model = routed(tickets().iloc[:30])
    assert checked.empty and model.departments == [] and set(found["basis"]) <= {"rules", "none"}


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text('{"departments": ["a"], "terms": [], "ruled": [], "weights": [[1]], "start": [0]}')
    with pytest.raises(ValueError, match="is no routing model"):
        RoutingModel.load(path)


def test_an_issue_goes_where_most_of_its_messages_go_else_by_topic() -> None:
    found = routed(table({**SAID, "bill2": SAID["bill"] + " Most!"}))[0]
    links = pd.DataFrame({"message_id": ["bill", "bill2", "ship", "chat"], "issue_id": ["i1", "i1", "i1", "i2"]})
    links = ISSUE_MESSAGES.cast(links.assign(weight=1.0))
    names = [column.name for column in ISSUES.columns]
    rows = [
        dict.fromkeys(names, 0) | {"issue_id": one, "topic": topic} for one, topic in (("i1", "web"), ("i2", "web"))
    ]
    table_of = pd.DataFrame(rows).assign(department=pd.array([None, None], dtype="string"))
    assert route_issues(table_of, links, found, settings=Settings())["department"].tolist() == ["billing", "web"]
