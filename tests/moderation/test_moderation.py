"""Advice for messages: which rule fires, what it saw, and how the client changes the rules."""

from pathlib import Path

import pandas as pd
import pytest

from socialinsight.moderation import moderation
from socialinsight.moderation.rules import SHIPPED, RulesError, read_rules
from socialinsight.moderation.signs import NAMES
from socialinsight.settings import Settings
from socialinsight.tables import ISSUE_MESSAGES, MODERATION, check
from tests.threads import thread

SETTINGS = Settings(names=("Zengő",))


def advised(source: str, *, issues: dict[str, str] | None = None, settings: Settings = SETTINGS) -> pd.DataFrame:
    messages, signals = thread(source)
    assigned = pd.DataFrame([(key, name, 1.0) for key, name in (issues or {}).items()])
    assigned = assigned.set_axis(["message_id", "issue_id", "weight"], axis=1) if issues else ISSUE_MESSAGES.empty()
    kept = messages.copy(), signals.copy()
    table = check(moderation(messages, signals, ISSUE_MESSAGES.cast(assigned), settings=settings), MODERATION)
    pd.testing.assert_frame_equal(messages, kept[0])
    pd.testing.assert_frame_equal(signals, kept[1])
    return table.set_index("message_id")


@pytest.mark.parametrize(
    ("message", "advice", "rule"),
    [
        ("[insult hostility] barom banda", "hide_and_explain", "insult_without_substance"),
        ("[profanity hostility] az anyátokat", "hide_and_explain", "obscene_without_substance"),
        ("[complaint insult hostility] Harmadik napja nincs net, barmok", "apologise_public", "justified"),
        ("[complaint profanity] nincs net, bassza meg", "invite_private", "unclear"),
        ("[hostility] majd megtudjátok", "watch", "hostile_without_substance"),
        ("[complaint] 40 percet vártam", "apologise_public", "justified"),
        ("[complaint] nem jó", "invite_private", "unclear"),
        ("[request] írjanak ide: +36 30 555 0177", "invite_private", "case_of_one_person"),
        ("[complaint conditional_demand] 3 nap, különben", "invite_private", "demand_with_condition"),
        ("[question] Kedves Zengő, mikor?", "invite_private", "asked_of_the_firm"),
    ],
)
def test_the_shipped_rules(message: str, advice: str, rule: str) -> None:
    row = advised(f"a: 0 09:00 anna {message}").loc["a"]
    assert (row["advice"], row["rule"]) == (advice, rule)


def test_indignation_in_strong_words_about_the_fault_is_never_hidden() -> None:
    row = advised("a: 0 09:00 anna [complaint profanity] kurvára elegem van, rossz a vonal").loc["a"]
    assert row["advice"] != "hide_and_explain"


def test_what_needs_no_moderation_has_no_row() -> None:
    assert advised("0 09:00 anna [thanks] köszi\n0 09:01 agent1 [apology] bocsánat\n0 09:02 bela szia").empty


def test_others_with_the_same_issue_and_the_firms_admission_speak_for_it() -> None:
    source = """
        a: 0 09:00 anna [complaint] nem megy
        b: 1 09:00 bela [complaint] nekem se
        c: 9 09:00 cili [complaint] rossz
        d: 0 10:00 agent1>a [acknowledgement] valóban
        """
    table = advised(source, issues={"a": "i1", "b": "i1", "c": "i1"})
    assert table.loc["a", "signs_for"] == ("b", "d")
    assert table.loc["a", "advice"] == "apologise_public"
    assert table.loc["c", "advice"] == "invite_private"


def test_a_referral_without_admission_speaks_against_it() -> None:
    row = advised("a: 0 09:00 anna [complaint] 5 napja rossz\nb: 0 10:00 agent1>a [referral] a gyártónak szóljon").loc[
        "a"
    ]
    assert row["signs_against"] == ("b",)
    assert row["rule"] == "unclear"


def test_the_reason_holds_the_values_that_the_rule_asked_for() -> None:
    row = advised("a: 0 09:00 anna [complaint] 40 percet vártam").loc["a"]
    assert row["reason"] == "complaint 0.9; n_for 1"


def test_the_client_replaces_the_rules(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\nname = "all"\nadvice = "watch"\nwhen = ["complaint > 0.2"]\n', encoding="utf-8")
    settings = Settings(moderation_rules=str(own))
    assert advised("a: 0 09:00 anna [complaint] 40 perc", settings=settings).loc["a", "rule"] == "all"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('[[rule]]\nname = "x"\nadvice = "punish"\nwhen = ["complaint > 0"]', "advice = 'punish'"),
        ('[[rule]]\nname = "x"\nadvice = "watch"\nwhen = ["compliant > 0"]', "Did you mean 'complaint'"),
        ('[[rule]]\nname = "x"\nadvice = "watch"\nwhen = ["complaint is high"]', "'complaint is high'"),
        ('[[rule]]\nname = "x"\nadvice = "watch"\nwhen = []', "a list `when`"),
        ('[[rule]]\nname = "x"\nadvice = "watch"\nwhere = 1', "Did you mean 'when'"),
        ("rules = 3", "tables only"),
        ("[[rule", "no"),
    ],
)
def test_wrong_rules_are_refused_with_the_repair(tmp_path: Path, text: str, wrong: str) -> None:
    own = tmp_path / "wrong.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=wrong):
        read_rules(str(own), NAMES)


def test_every_shipped_rule_is_told_in_the_three_report_languages() -> None:
    rules = read_rules("", NAMES)
    assert len({rule.name for rule in rules}) == len(rules) and SHIPPED.exists()
    assert all(set(rule.wording) == {"hu", "ru", "en"} for rule in rules)


def test_unread_languages_get_no_advice() -> None:
    assert advised("a: 0 09:00 anna [unread] this is 3 days late").empty
