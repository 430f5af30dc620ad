"""The languages of the reports hold the same rows, and every row is used."""

import csv
import re
from pathlib import Path
from string import Formatter

import pytest

import socialinsight.charts
import socialinsight.reports
from socialinsight.churn.call_list import POINTS
from socialinsight.crises.recovery import COURSES
from socialinsight.crises.stage_advice import STAGES as PRESENT
from socialinsight.labels import label_names
from socialinsight.moderation.rules import ADVICE
from socialinsight.reports import report_wording
from socialinsight.reports.cards import FIRST_PAGE
from socialinsight.reports.definitions import DEFINED
from socialinsight.reports.episodes import STAGES
from socialinsight.routing.evidence import SHIPPED
from socialinsight.service.anger import REASONS
from socialinsight.service.reach import KINDS as DOORS

CHARTS, REPORTS = (Path(room.__file__).parent for room in (socialinsight.charts, socialinsight.reports))
LANGUAGES = ("hu", "ru", "en")
RISK_FEATURES = {"tenure", "silence", "messages", "complaints", "unanswered", "said_leaving", "taken_back", "mood"}
RISK_FEATURES |= {"mood_fall", "broken_promises", "purchases", "purchase_gap", "purchase_idle", "value", "segment"}
RISK_FEATURES |= {"value_doubled"}
FAMILIES = {
    "format.": set(),
    "month.": {str(month) for month in range(1, 13)},
    "month_short.": {str(month) for month in range(1, 13)},
    "weekday_short.": {str(day) for day in range(7)},
    "topic.": {name.removeprefix("topic_") for name in label_names("topic")} | {"other"},
    "role.": {"problem_solver", "opinion_leader", "influencer", "peacemaker", "hostile_pattern"}
    | {"conversation_starter", "advocate", "agent", "buying_initiator", "buying_influencer", "buying_decider"}
    | {"buying_buyer", "buying_user"},
    "role_change.": {"gained", "lost", "exchanged", "arrived", "left"},
    "likeness.": {"strong", "possible"},
    "issue_state.": {"emerging", "new", "drifted"},
    "recovery_period.": {"current", "previous"},
    "recovery_dimension.": {"all", "channel", "product", "topic", "period"},
    "churn_kind.": {"firm", "conditional", "considered", "taken_back", "lost"},
    "segment.": {"end_user", "dealer", "supplier", "unknown"},
    "segment_source.": {"given", "wording"},
    "call_reason.": set(POINTS),
    "risk_state.": {"no_outcomes", "too_few_outcomes", "no_better_than_chance"},
    "risk_how.": {"later", "others"},
    "risk_feature.": RISK_FEATURES,
    "survey.": {"csat", "nps", "ces"},
    "chart.": {"n_asked", "n_answers"},
    "channel.": {"telegram", "vk", "email", "whatsapp", "chat", "phone", "web"},
    "metric.": {*FIRST_PAGE, "first_response_business_median", "open_crises", "emerging_issues"}
    | {"waiting_public", "waiting_private"},
    "card.": {f"{way}.{tone}" for way in ("up", "down") for tone in ("good", "bad", "none")}
    | {"flat.none"}
    | {"open_crises", "emerging_issues", "waiting_public", "waiting_private"},
    "finding.": {
        f"{metric}.{tone}"
        for metric in ("net_sentiment", "first_response_median")
        for tone in ("good", "bad", "none", "alone")
    },
    "stage.": set(STAGES),
    "column.": {f"{what}_{when}" for what in ("sentiment", "churn") for when in ("before", "during", "after")}
    | {"quality_item", "quality_value", "quality_note"}
    | {"n_kept", "n_late", "n_open", "n_broken"}
    | {"n_accepted", "n_refused", "n_no_sign"}
    | {f"{side}_{name}" for side in ("top", "bottom") for name in ("csat", "nps", "ces")},
    "advice.": set(ADVICE),
    "present_stage.": set(PRESENT),
    "apology_quality.": {"both", "blame_taken", "names_fault", "empty", "none"},
    "offered_to.": {"all", "some", "nobody"},
    "course.": set(COURSES),
    "aftermath.": {"still_writing", "states_leaving", "sentiment"},
    "watch_kind.": {"thread", "refused_claim", "private_silence"},
    "fate.": {"answered", "unanswered", "hidden"},
    "promise_state.": {"kept", "late", "open", "broken"},
    "answer.": {"yes", "no"},
    "ask_kind.": {"complaint", "request", "question", "opening"},
    "dimension.": {"period", "channel", "product", "topic", "language", "all", "team", "answered", "segment"},
    "all.": {"all"},
    "answered.": {"agent", "peer", "nobody", "not_asked"},
    "table.": {f"subjects_{kind}{end}" for kind in ("wish", "praise") for end in ("", ".empty")}
    | {f"surveys_{name}{end}" for name in ("csat", "nps", "ces") for end in ("", ".note", ".empty")},
    "measure.": {"first", "next", "resolution"},
    "deadline.": {"sla", "legal"},
    "side.": {"customer"},
    "forecast.": {"level_and_weekday", "last_week"},
    "level.": {"assigned", "tentative"},
    "reach.": {"public", "private"},
    "lang.": {"hu", "ru", "other"},
    "author_role.": {"customer", "agent", "bot", "member", "unknown"},
    "people.": {"agent", "bot"},
    "withheld.": {"support", "links", "chance", "quotes"},
    "quality_item.": {"read_records", "read_accepted", "read_rejected", "read_duplicates", "read_skipped"}
    | {"messages", "left_out_later", "replies", "replies_to_unknown", "time_zone", "country", "agents"},
    "quality_note.": {"set", "assumed", "from_export"},
    "quality.": {"lang_item", "role_item"},
    "department.": {*SHIPPED, "unsure"},
    "door.": set(DOORS),
    "column.n_": {"misspelt", "accent", "spacing", "repeated"},
    "asked.": {"price", "duration", "hours", "count", "polarity"},
    "handling_reason.": set(REASONS),
    "digest.kind.": {"issue", "unanswered", "promise", "churn", "advice", "handling", "door", "contradiction"},
    "digest.issue": {"", ".emerging"},
    "defined.": set(DEFINED),
    "definition.": set(DEFINED),
}


def rows(folder: Path, language: str) -> list[tuple[str, str]]:
    with (folder / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["key"], row["text"]) for row in csv.DictReader(file)]


def all_rows(language: str) -> dict[str, str]:
    return dict(rows(CHARTS, language)) | dict(rows(REPORTS / "locale", language))


def sources() -> str:
    files = [*CHARTS.glob("*.py"), *REPORTS.glob("*.py"), *(REPORTS / "templates").glob("*.html")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def named(source: str) -> set[str]:
    """Keys that the source names: as such, or as the name of a column or table."""
    keys = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z0-9_]+)+)[\"']", source))
    words = set(re.findall(r"[\"']([a-z_0-9]+)[\"']", source))
    return (
        keys
        | {f"column.{word}" for word in words}
        | {f"table.{word}{end}" for word in words for end in ("", ".note", ".empty")}
    )


@pytest.mark.parametrize("folder", [CHARTS, REPORTS / "locale"], ids=["charts", "reports"])
def test_languages_have_the_same_keys_in_the_same_order(folder: Path) -> None:
    keys = [[key for key, _ in rows(folder, language)] for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys[0])) == len(keys[0])


def test_no_key_is_unused() -> None:
    known = named(sources()) | {prefix + tail for prefix, tails in FAMILIES.items() for tail in tails}
    assert set(all_rows("en")) - known == set()


def test_no_key_is_missing() -> None:
    families = {prefix + tail for prefix, tails in FAMILIES.items() for tail in tails}
    prefixes = {key.partition(".")[0] for key in all_rows("en")}
    said = set(re.findall(r"say\(\s*\"([a-z_]+(?:\.[a-z0-9_]+)+)\"", sources()))
    assert said and {key.partition(".")[0] for key in said} <= prefixes
    assert (said | families) - set(all_rows("en")) == set()


@pytest.mark.parametrize("key", sorted(all_rows("en")))
def test_texts_have_the_same_places_to_fill_and_are_not_empty(key: str) -> None:
    texts = [all_rows(language)[key] for language in LANGUAGES]
    places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
    assert places[0] == places[1] == places[2]
    assert all(text.strip() or key == "format.group" for text in texts)


def test_russian_is_written_in_cyrillic_and_hungarian_in_latin() -> None:
    for key, text in all_rows("ru").items():
        letters = re.sub(r"\{\w+\}", "", text)
        if len(re.findall(r"[^\W\d_]", letters)) > 12:
            assert len(re.findall("[а-яё]", letters.lower())) > len(re.findall("[a-z]", letters.lower())), key
    assert not [key for key, text in all_rows("hu").items() if re.search("[а-яё]", text.lower())]


@pytest.mark.parametrize(
    ("language", "seconds", "text"),
    [
        ("hu", 12_000, "3 óra 20 perc"),
        ("ru", 12_000, "3 ч 20 мин"),
        ("en", 3599, "1 h"),
        ("hu", 59.6, "1 perc"),
        ("ru", 86_399, "1 дн."),
        ("en", 30 * 86_400, "30 d"),
        ("en", float("nan"), "–"),
    ],
)
def test_durations(language: str, seconds: float, text: str) -> None:
    assert report_wording(language).duration(seconds) == text


@pytest.mark.parametrize(
    ("language", "value", "digits", "text"),
    [
        ("hu", 12345.678, 1, "12\u202f345,7"),
        ("hu", 1234, 0, "1234"),
        ("ru", 1234567, 0, "1\u202f234\u202f567"),
        ("en", 1234, 0, "1,234"),
        ("ru", -0.001, 2, "0,00"),
        ("en", float("inf"), 0, "–"),
    ],
)
def test_numbers(language: str, value: float, digits: int, text: str) -> None:
    assert report_wording(language).number(value, digits) == text
