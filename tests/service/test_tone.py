"""Register and its mismatch, belittling replies, customers whose tone turned."""

import numpy as np
import pandas as pd

from socialinsight.service.tone import tone
from socialinsight.service.turned import turned
from socialinsight.service.turns import turns
from socialinsight.tables import TONE, TURNED, check
from tests.threads import thread


def spoken(source: str, *, public: bool = True) -> pd.DataFrame:
    messages, signals = thread(source)
    messages["is_public"] = pd.array([public] * len(messages), dtype="boolean")
    return check(tone(messages, signals, teams={"agent1": "A", "agent2": "B"}), TONE).set_index(["side", "team"])


def test_register_and_mismatch_by_team() -> None:
    table = spoken(
        """
        a: 0 09:00 anna [register_informal] szia
        0 10:00 agent1>a [register_formal apology] Önnek
        b: 0 11:00 bela [register_formal] kérem
        0 12:00 agent2>b [register_formal] Önnek
        0 13:00 agent2 nem szólít
        """
    )
    assert table.loc[("agent", "A"), ["formal_share", "mismatch_share", "apology_share"]].tolist() == [1, 1, 1]
    assert table.loc[("agent", "B"), ["mismatch_share", "n_pairs", "n"]].tolist() == [0, 1, 2]
    assert table.loc[("customer", ""), "formal_share"] == 0.5


def test_a_reply_without_link_answers_the_customer_before_it() -> None:
    table = spoken("0 09:00 anna [register_informal] szia\n0 10:00 agent1 [register_formal] Önnek")
    assert table.loc[("agent", "A"), "mismatch_share"] == 1


def test_what_nobody_addresses_cannot_be_measured() -> None:
    row = spoken("0 09:00 anna hello\n0 10:00 agent1 igen").loc[("agent", "A")]
    assert np.isnan(row["formal_share"]) and np.isnan(row["mismatch_share"]) and np.isnan(row["lix"])


def test_belittling_counts_only_what_the_firm_says_in_public() -> None:
    small = "Ha figyelmesen elolvasná a szerződést, tudná."
    row = spoken(f"0 09:00 anna {small}\nb: 0 10:00 agent1 {small}").loc[("agent", "A")]
    assert row["n_belittling"] == 1 and row["belittling_ids"] == ("b",)
    assert spoken(f"0 10:00 agent1 {small}", public=False).loc[("agent", "A"), "n_belittling"] == 0


def test_bots_and_unread_languages_are_left_out() -> None:
    assert spoken("0 09:00 bot1 hello\n0 09:01 anna [unread] hello").empty


def moods(*values: float, rest: str = "") -> pd.DataFrame:
    lines = [f"m{day}: {day} 09:00 anna [s={value}] text" for day, value in enumerate(values)]
    return check(turned(turns(*thread("\n".join(lines) + rest))), TURNED)


def test_the_turn_is_the_first_message_of_the_discontent_that_lasts() -> None:
    row = moods(0.5, 0.4, -0.5, 0.3, 0.5, -0.6, -0.7, -0.5, -0.9).iloc[0]
    assert (row["message_id"], row["n_before"], row["n_after"]) == ("m5", 5, 4)
    assert row["p_value"] < 0.05 and row["mood_after"] < -0.6 < 0 < row["mood_before"]


def test_whoever_came_round_or_was_always_discontent_has_not_turned() -> None:
    assert moods(0.5, 0.4, 0.3, -0.6, -0.7, -0.5, 0.1).empty
    assert moods(-0.5, -0.4, -0.5, -0.6, -0.7, -0.5, -0.3).empty
    assert moods(0.5, 0.4, 0.3, -0.6, -0.7).empty


def test_what_preceded_is_told() -> None:
    rest = "\nf: 4 10:00 agent1 [boilerplate] sablon"
    row = moods(0.5, 0.4, 0.3, 0.4, 0.2, -0.6, -0.7, -0.5, rest=rest).iloc[0]
    assert row["firm_id"] == "f" and not row["had_waited"]
