"""Copied replies: masks, planted copies, and the sample against its truth."""

import json
from collections import defaultdict

import numpy as np
import pandas as pd
import pytest

from benchmarks.boilerplate import dressed, score
from socialinsight.analysis import analyze
from socialinsight.datasets import SAMPLES, load_sample, sample_settings
from socialinsight.resources import sample_path
from socialinsight.service.boilerplate import boilerplate
from socialinsight.service.near_duplicates import clusters
from socialinsight.service.reply_masks import mask_replies
from socialinsight.service.reply_rates import reply_rates
from socialinsight.settings import Settings
from socialinsight.tables import REPLIES, TEMPLATES, check
from tests.threads import thread

HOLLOW = "Köszönjük türelmét, kollégáink dolgoznak az Ön bejelentésén. Ügyszám: {}. Megértését köszönjük!"


def found(texts: list[str], **settings: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    source = "\n".join(f"0 09:{number:02d} agent{number % 2} [boilerplate] {text}" for number, text in enumerate(texts))
    messages, signals = thread(source)
    templates, replies = boilerplate(messages, signals, settings=Settings(**settings))
    return check(templates, TEMPLATES), check(replies, REPLIES)


def copies() -> list[str]:
    names = ("Kedves Kati!", "Tisztelt Németh Úr!", "Szia Zoltán!", "Ilona,", "Kedves Géza!")
    return [f"{name} {HOLLOW.format(f'ZN-{1000 + 37 * number}')}" for number, name in enumerate(names)]


def test_a_template_has_slots_and_counts_its_copies() -> None:
    templates, replies = found([*copies(), "A szerelő holnap délelőtt kimegy, és kicseréli a hibás kábelt."])
    row = templates.iloc[0]
    assert len(templates) == 1
    assert row["template"] == HOLLOW.format("‹number›")
    assert (row["n_copies"], row["n_authors"], row["is_empty"], row["n_public"]) == (5, 2, True, 5)
    assert row["share"] == pytest.approx(5 / 6)
    assert replies["template_id"].notna().tolist() == [True] * 5 + [False]
    assert replies["script_share"].iloc[0] == 1
    assert replies["script_share"].iloc[5] == 0


def test_fewer_copies_than_the_settings_ask_for_are_no_template() -> None:
    assert found(copies()[:3])[0].empty
    assert len(found(copies()[:3], boilerplate_copies=2)[0]) == 1


def test_what_half_of_the_copies_do_not_share_is_left_out() -> None:
    ends = (
        "Esik.",
        "A kutya a kertben alszik ma is.",
        "Új kábel érkezett tegnap hozzánk.",
        "Zöld a fű.",
        "Jó étvágyat.",
    )
    templates, _ = found([f"{text} {end}" for text, end in zip(copies(), ends)])
    assert templates["template"].iloc[0].startswith("Köszönjük türelmét, kollégáink dolgoznak")
    assert not any(end in templates["template"].iloc[0] for end in ends)


def test_short_thanks_customers_and_empty_tables_have_no_template() -> None:
    templates, replies = found(["Köszönjük!"] * 9)
    assert templates.empty and replies["script_share"].isna().all()
    messages, signals = thread("\n".join(f"0 09:0{n} anna {HOLLOW}" for n in range(6)))
    templates, replies = boilerplate(messages, signals, settings=Settings())
    assert templates.empty and replies.empty


@pytest.mark.parametrize("text", ["", "\x00", "1 2 3", "‮‮", "=cmd|' /C calc'!A0", "a" * 30_000])
def test_hostile_replies_are_read(text: str) -> None:
    group = clusters(mask_replies([text, text, *copies()]))
    assert len(group) == 7 and (group[2:] == group[2]).all()


def test_planted_copies_are_found_and_the_rest_is_left_alone() -> None:
    rng = np.random.default_rng(1)
    words = ["".join(rng.choice(list("aeioubcdgklmnprst"), 6)) for _ in range(3000)]
    texts, planted = [], []
    for template in range(60):
        body = [" ".join(rng.choice(words, 9)) + "." for _ in range(4)]
        for copy in range(6):
            lines = list(body)
            if copy % 2:
                lines[rng.integers(4)] = " ".join(rng.choice(words, 9)) + "."
            texts.append(dressed(lines, "hu", rng))
            planted.append(template)
    texts += [dressed([" ".join(rng.choice(words, 9)) + "." for _ in range(3)], "hu", rng) for _ in range(1500)]
    planted += [-1] * 1500
    group = clusters(mask_replies(texts))
    measured = score(group, np.array(planted))
    print({name: round(float(value), 3) for name, value in measured.items()})
    assert measured["precision"] >= 0.95 and measured["recall"] >= 0.95
    assert (group == clusters(mask_replies(texts))).all()


def test_rates_stand_beside_n() -> None:
    _, replies = found([*copies(), "A szerelő holnap délelőtt kimegy, és kicseréli a hibás kábelt."])
    rates = reply_rates(replies, pd.Series("billing", index=replies.index)).iloc[0]
    assert (rates["n"], rates["n_copied"], rates["n_empty"], rates["n_public"]) == (6, 5, 6, 6)
    assert rates["low"] < rates["copied_share"] < rates["high"]


def test_templates_of_the_sample() -> None:
    analysis = analyze(load_sample("all"), as_of="2026-03-31", settings=sample_settings())
    truth = {}
    for name in SAMPLES:
        known = json.loads(sample_path(f"truth/{name}.json").read_text(encoding="utf-8"))
        truth |= {one: f"{name} {key}" for key, ids in known["boilerplate"].items() for one in ids}
    replies = analysis.replies.set_index("message_id")["template_id"]
    ids = {one: next((key for key in replies.index if key.endswith(":" + one)), None) for one in truth}
    right = [one for one in truth if ids[one] and replies.notna()[ids[one]]]
    n_said = int(replies.notna().sum())
    print(f"precision {len(right)}/{n_said}, recall {len(right)}/{len(truth)}")
    print("missed:", sorted(set(truth) - set(right)))
    groups = defaultdict(set)
    for one in right:
        groups[truth[one]].add(replies[ids[one]])
    assert all(len(found_in) == 1 for found_in in groups.values()), "a planted template was torn apart"
    assert len(right) == len(truth) == n_said
