"""What a help desk exports of a case beside its first and last answer: who, how often, how long each side waited."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from socialinsight.country.calendar import working_seconds
from socialinsight.service.waits import reopens
from socialinsight.settings import Settings


def case_facts(
    turns: pd.DataFrame,
    *,
    teams: Mapping[str, str],
    events: pd.DataFrame,
    settings: Settings,
    zone: str,
    country: str,
) -> pd.DataFrame:
    """Return the help-desk columns of conversations, indexed by their number in `turns`.

    =============================  ===================================  =============================
    here                           Zendesk ticket metrics               Chatwoot
    =============================  ===================================  =============================
    opened_at                      created at                           created at
    requester_id                   requester                            contact
    assignee_id, team              assignee, group                      assignee, team
    status                         status                               status
    waiting_since                  –                                    waiting since
    first_response_seconds         first reply time (calendar)          first response time
    first_response_business_…      first reply time (business)          the same, business hours
    next_response_seconds          next reply time                      reply time
    first_resolution_seconds       first resolution time                –
    resolution_seconds             full resolution time                 resolution time
    requester_wait_seconds         requester wait time                  –
    agent_wait_seconds             agent wait time                      –
    n_agent_messages               replies                              outgoing messages
    n_customer_messages            –                                    incoming messages
    n_agents, n_teams              assignee stations, group stations    –
    n_reopened                     reopens                              reopened
    rating                         satisfaction score                   CSAT
    =============================  ===================================  =============================

    Help desks take times from status changes; here they are taken from the messages, so that channels without a
    status are measured alike. Requester wait: from a customer's asking message to the firm's next message, summed over
    the waits that ended. Agent wait: from the firm's message to the requester's next, summed.

    Parameters
    ----------
    turns : pandas.DataFrame
        Result of `turns.turns`.
    teams : mapping of str to str
        Team of each of the firm's people.
    events : pandas.DataFrame
        Events until the moment of the analysis; those of kind "status" are used.
    settings : Settings
        Working hours and the reopen gap.
    zone, country : str
        Of the firm; for working hours.

    Returns
    -------
    pandas.DataFrame
        requester_id, assignee_id, team, status, waiting_since, n_customer_messages, n_agents, n_teams,
        first_resolution_seconds, requester_wait_seconds, requester_wait_business_seconds, agent_wait_seconds.
    """
    talk, agents, customers = turns["conversation"], turns[turns["is_agent"]], turns[~turns["is_firm"]]
    table = pd.DataFrame(index=pd.Index(sorted(talk.unique()), name="conversation"))
    last = agents.drop_duplicates("conversation", keep="last").set_index("conversation")["author_id"].astype(object)
    own = agents["author_id"].astype(str).map(teams).fillna("").astype(object)
    table["requester_id"] = customers.drop_duplicates("conversation").set_index("conversation")["author_id"]
    table["assignee_id"] = last
    table["team"] = table["assignee_id"].map(teams)
    table["status"] = _status(turns, events)
    table["n_customer_messages"] = customers.groupby("conversation").size()
    table["n_agents"] = agents.groupby("conversation")["author_id"].nunique()
    table["n_teams"] = own[own != ""].groupby(agents["conversation"]).nunique()
    counted = [name for name in table if name.startswith("n_")]
    table[counted] = table[counted].fillna(0)
    table["first_resolution_seconds"] = _first_resolution(turns, settings)
    table["agent_wait_seconds"] = _agent_wait(turns, table["requester_id"])
    return table.join(_requester_wait(turns, settings=settings, zone=zone, country=country))


def _status(turns: pd.DataFrame, events: pd.DataFrame) -> pd.Series:
    """Return the last status of each conversation that has one."""
    known = events[(events["kind"] == "status").to_numpy(bool) & events["conversation_id"].notna().to_numpy(bool)]
    latest = known.sort_values("at", kind="stable").drop_duplicates("conversation_id", keep="last")
    told = latest.set_index("conversation_id")["value"].astype(object)
    names = turns.drop_duplicates("conversation").set_index("conversation")["conversation_id"].astype(object)
    return names.map(told)


def _requester_wait(turns: pd.DataFrame, *, settings: Settings, zone: str, country: str) -> pd.DataFrame:
    """Return the sum of the waits that ended and the beginning of the one that lasts; one wait, one answer."""
    asked = turns[turns["asks"] & ~turns["to_peer"]].drop_duplicates(["conversation", "agent_at"])
    ended, open_ = asked[asked["agent_at"].notna()], asked[asked["agent_at"].isna()]
    spent = pd.DataFrame(
        {
            "requester_wait_seconds": (ended["agent_at"] - ended["sent_at"]).dt.total_seconds(),
            "requester_wait_business_seconds": working_seconds(
                ended["sent_at"], ended["agent_at"], settings=settings, zone=zone, country=country
            ),
        }
    )
    since = open_.set_index("conversation")["sent_at"].rename("waiting_since")
    return pd.concat([spent.groupby(ended["conversation"]).sum(), since], axis=1)


def _agent_wait(turns: pd.DataFrame, requester: pd.Series) -> pd.Series:
    """Return how long the firm waited for the requester's next message, summed; NaN when it never came."""
    asker = turns["conversation"].map(requester.astype(object))
    theirs = turns["author_id"].astype(object) == asker
    both = turns[theirs | turns["is_agent"]]
    before = both.groupby("conversation")[["is_agent", "sent_at"]].shift(1)
    after_firm = theirs[both.index] & before["is_agent"].eq(True)
    return (both["sent_at"] - before["sent_at"])[after_firm].dt.total_seconds().groupby(both["conversation"]).sum()


def _first_resolution(turns: pd.DataFrame, settings: Settings) -> pd.Series:
    """Return the time from the first asking message to the firm's last message before the case was reopened."""
    clock = reopens(turns, settings.reopen_days).astype(int).groupby(turns["conversation"]).cumsum()
    asked = turns[turns["asks"]].drop_duplicates("conversation").set_index("conversation")["sent_at"]
    first = turns[turns["is_agent"] & (clock == 0)].groupby("conversation")["sent_at"].last()
    spent = (first - asked).dt.total_seconds()
    return spent[spent > 0]
