"""The planted crises of the sample: both are found in each language, no third, with their stages and recovery."""

import json

import pandas as pd
import pytest

from socialinsight.annotation import read_messages
from socialinsight.crises import crises
from socialinsight.crises.facts import crisis_facts
from socialinsight.datasets import load_sample, sample_settings
from socialinsight.resources import sample_path
from socialinsight.signals import message_signals
from socialinsight.tables import ISSUE_MESSAGES, ISSUES

STAGES = {
    "acknowledged": "acknowledged",
    "status": "acted",
    "apology": "apologised",
    "compensation": "compensated",
    "all_clear": "all_clear",
    "followup": "followed_up",
}
ZONES = {"telegram_hu": "Europe/Budapest", "vk_ru": "Europe/Moscow"}


@pytest.fixture(scope="module", params=ZONES)
def both(request: pytest.FixtureRequest) -> tuple[pd.DataFrame, list[dict], str]:
    messages = load_sample(request.param)
    reading = read_messages(messages, model_sets=sample_settings().model_sets)
    signals = message_signals(messages, reading.texts, reading.annotations)
    episodes, _ = crises(
        crisis_facts(messages, signals, ISSUE_MESSAGES.empty()),
        ISSUES.empty(),
        as_of=pd.Timestamp("2026-03-31 21:59", tz="UTC"),
        settings=sample_settings(),
        zone=ZONES[request.param],
    )
    truth = json.loads(sample_path(f"truth/{request.param}.json").read_text(encoding="utf-8"))["crises"]
    return episodes, truth, ZONES[request.param]


def moment(told: str, zone: str) -> pd.Timestamp:
    return pd.Timestamp(told, tz=zone).tz_convert("UTC")


def test_both_crises_begin_in_their_hour_and_there_is_no_third(both: tuple) -> None:
    episodes, truth, zone = both
    begun = [at.floor("h") for at in episodes["started_at"]]
    assert begun == [moment(one["start"], zone).floor("h") for one in truth]


def test_each_stage_is_reached_with_its_message_or_never(both: tuple) -> None:
    episodes, truth, _ = both
    for row, one in zip(episodes.to_dict("records"), truth):
        found = dict(zip(STAGES.values(), row["evidence_ids"]))
        for told, stage in STAGES.items():
            expected = one["stages"][told]
            assert found[stage].rsplit(":", 1)[-1] == (expected["message_id"] if expected else ""), (one["id"], stage)


def test_the_end_and_the_recovery_are_within_a_day_of_the_truth(both: tuple) -> None:
    episodes, truth, zone = both
    day = pd.Timedelta(days=1.5)
    for row, one in zip(episodes.to_dict("records"), truth):
        for name in ("ended_at", "recovered_at"):
            assert abs(row[name] - moment(one["end"], zone)) <= day, (one["id"], name)


def test_the_badly_handled_crisis_has_an_empty_apology_and_is_never_admitted(both: tuple) -> None:
    episodes, truth, _ = both
    quality = {one["handled"]: row["apology_quality"] for row, one in zip(episodes.to_dict("records"), truth)}
    assert quality == {"well": "both", "badly": "empty"}
    stages = {one["handled"]: row["present_stage"] for row, one in zip(episodes.to_dict("records"), truth)}
    assert stages["badly"] in ("not_acknowledged", "denied") and stages["well"] == "done"
