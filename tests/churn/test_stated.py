import pandas as pd

from socialinsight.churn.stated import stated_churn
from socialinsight.tables import CHURN, MESSAGES, check
from tests.threads import START, thread


def churners(source: str) -> pd.DataFrame:
    return check(stated_churn(*thread(source), as_of=START + pd.Timedelta(days=10)), CHURN).set_index("author_id")


def test_kind_is_that_of_the_latest_statement() -> None:
    table = churners("""
        0 09:00 anna [churn_intent churn_conditional] if this goes on
        1 09:00 anna [churn_intent churn_firm] I leave
        2 09:00 bela [churn_intent churn_considered] maybe
        """)
    assert table["kind"].to_dict() == {"anna": "firm", "bela": "considered"}
    assert table.loc["anna", "n_statements"] == 2


def test_staying_after_the_last_statement_takes_it_back() -> None:
    table = churners("""
        0 09:00 anna [churn_intent churn_firm] I leave
        1 09:00 anna [churn_taken_back] I stay after all
        """)
    assert table.loc["anna", "kind"] == "taken_back"
    assert table.loc["anna", "days_since_contact"] == 8.625


def test_agents_and_silence_are_no_churn() -> None:
    assert churners("0 09:00 agent1 [churn_intent] you may terminate\n0 10:00 anna bye").empty


def test_no_messages_no_churn() -> None:
    empty = MESSAGES.empty()
    signals = thread("0 09:00 anna x")[1].iloc[:0]
    assert stated_churn(empty, signals, as_of=START).empty
