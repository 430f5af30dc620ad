"""Every lexicon term and every rule is shown at work by its witness sentence."""

from collections.abc import Sequence

import numpy as np
import pytest

from socialinsight.labels import labels
from socialinsight.lang.language import LANGUAGES, Rule, language
from socialinsight.lang.reading import match_rules, read_tokens
from socialinsight.text.patterns import Pattern, parse
from socialinsight.text.tokens import tokenize


def fired(code: str, rules: Sequence[Rule], texts: Sequence[str]) -> np.ndarray:
    """Return whether each rule fires in the text of the same row."""
    spoken = language(code)
    matches = match_rules(read_tokens(tokenize(list(texts)), spoken), rules, spoken)
    result = np.zeros(len(rules), bool)
    result[matches.rule[matches.text == matches.rule]] = True
    return result


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_fires_in_its_witness(code: str) -> None:
    rules = language(code).rules
    found = fired(code, rules, [rule.witness for rule in rules])
    silent = [f"{rule.rule_id} {rule.witness}" for rule, hit in zip(rules, found) if not hit]
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_rule_fires_in_its_counter_example(code: str) -> None:
    rules = [rule for rule in language(code).rules if rule.counter]
    found = fired(code, rules, [rule.counter for rule in rules])
    wrong = [f"{rule.rule_id} {rule.counter}" for rule, hit in zip(rules, found) if hit]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_term_is_found_in_its_witness(code: str) -> None:
    spoken = language(code)
    rows = list(spoken.rows("lexicons"))
    patterns: list[tuple[Pattern, ...]] = [
        tuple(parse(" ".join(spoken.respell(part) for part in row["term"].split()))) for row in rows
    ]
    rules = [Rule(str(i), "x", 1.0, found, "", "", "") for i, found in enumerate(patterns)]
    hits = fired(code, rules, [row["witness"] for row in rows])
    missing = [
        f"{row['file']}:{row['line']} {row['term']} | {row['witness']}" for row, hit in zip(rows, hits) if not hit
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("code", LANGUAGES)
def test_rules_use_the_closed_label_list(code: str) -> None:
    unknown = {rule.label for rule in language(code).rules} - set(labels())
    assert not unknown
