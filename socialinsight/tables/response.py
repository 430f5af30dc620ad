"""Conversations and how soon they were answered: waits, deadlines, workload."""

from __future__ import annotations

from socialinsight.tables.schema import schema

CONVERSATIONS = schema(
    "conversations",
    "conversation_id",
    """
    conversation_id string key
    community_id string? community
    channel string? channel of the first message
    is_public bool? public
    opened_at time first message
    last_at time last message
    n_messages int32 messages
    n_authors int32 distinct authors
    n_agent_messages int32 messages of the firm's people
    asked_id string? the first message that asks for something
    asked_at time? when it was asked
    first_response_at time? first message of a human of the firm after it
    first_response_seconds float64 calendar time, NaN when none
    first_response_business_seconds float64 within working hours, NaN when none
    next_response_seconds float64 median wait of the later customer turns
    resolution_seconds float64 asked to the last answer of the firm or the confirmed solution
    n_reopened int32 asked again more than the reopen gap after an answer
    answered_by string agent, peer, nobody or not_asked
    satisfaction_start float64 -1..1
    satisfaction_end float64 -1..1
    satisfaction_change float64 end - start
    rating float64 measured score on the export's scale, NaN when none
    topic string? most frequent topic of the customers' messages
    requester_id string? first customer who wrote
    assignee_id string? the firm's person who wrote last
    team string? team of the assignee
    status string? last status that the export knows
    waiting_since time? since when a request waits for the firm, NaT when none does
    n_customer_messages int32 messages of customers
    n_agents int32 distinct people of the firm who wrote
    n_teams int32 distinct named teams of these
    first_resolution_seconds float64 asked to the firm's last message before the first reopening
    requester_wait_seconds float64 requests waiting for the firm, sum of the waits that ended
    requester_wait_business_seconds float64 the same within working hours
    agent_wait_seconds float64 the firm waiting for the requester, sum of the waits that ended
    """,
)

UNANSWERED = schema(
    "unanswered",
    "message_id",
    """
    message_id string the message left without an answer
    conversation_id string conversation
    author_id string who asked
    asked_at time when
    age_seconds float64 age at as_of
    kind string complaint, request or question
    is_public bool? public
    channel string? channel
    topic string? topic
    n_peer_replies int32 replies of other customers
    peer_answered bool a peer's solution was confirmed
    due_at time? end of the SLA or legal deadline when set
    """,
)

RESPONSE = schema(
    "response",
    "measure dimension value",
    """
    measure string first, next or resolution
    dimension string all, channel, team, topic or hour (local, of the question; first responses only)
    value string its value, "" for all
    n int32 waits that ended, asked in the current period
    median_seconds float64 calendar time
    low float64 lower end of the 95 % interval of the median
    high float64 upper end
    p90_seconds float64 nine of ten waited no longer
    business_median_seconds float64 working time of the firm, holidays left out
    business_p90_seconds float64 nine of ten
    n_open int32 asked in the current period and still waiting
    sla_share float64 answered within the SLA / all whose SLA has passed or that were answered; NaN for resolution
    previous_n int32 waits that ended, asked in the previous period
    previous_median_seconds float64 their median
    previous_p90_seconds float64 nine of ten
    previous_business_median_seconds float64 their median in working time
    """,
)

REOPENED = schema(
    "reopened",
    "message_id",
    """
    message_id string the message that asks again
    conversation_id string conversation
    author_id string who
    reopened_at time when
    gap_seconds float64 silence before it
    answer_id string? the firm's last message before it
    channel string? channel
    topic string? topic
    """,
)

DUE = schema(
    "due",
    "message_id rule",
    """
    message_id string message that waits for an answer
    rule string sla or legal (complaints only)
    conversation_id string conversation
    author_id string who asked
    asked_at time when
    due_at time end of the deadline
    left_seconds float64 from as_of to the deadline, negative when it has passed
    kind string complaint, request, question or opening
    is_public bool? public
    channel string? channel
    topic string? topic
    """,
)

WORKLOAD = schema(
    "workload",
    "day",
    """
    day time start of the day in the firm's zone
    n_arrivals int32 asking messages of customers, talk among customers left out
    n_answered int32 waits that an agent ended on that day
    n_backlog int32 waits still open at the end of the day
    n_agents int32 agents who wrote
    n_agent_messages int32 what they wrote
    is_working bool working day of the firm
    """,
)

CONCURRENCY = schema(
    "concurrency",
    "team",
    """
    team string team of the agents, "" without
    n_agents int32 agents
    n_threads int32 conversations that they took part in
    median float64 conversations open at once with an agent, at the moments of his messages
    p90 float64 at nine of ten moments no more
    peak int32 the most
    peak_at time when that was
    """,
)

FORECAST = schema(
    "forecast",
    "day",
    """
    day time start of the day in the firm's zone
    expected float64 asking messages expected
    low float64 lower end of the 80 % interval
    high float64 upper end
    method string level_and_weekday, or last_week when that erred less on the past
    """,
)

FORECAST_CHECK = schema(
    "forecast_check",
    "week",
    """
    week int32 weeks ahead, 1..4
    n int32 days of the past that were forecast
    mean_error float64 mean absolute error of level and weekday, messages a day
    mean_error_last_week float64 mean absolute error of last week's value
    gain float64 1 - mean_error / mean_error_last_week, above 0 = better
    low float64 lower end of the 95 % interval of the gain over origins
    high float64 upper end
    is_better bool low above 0
    coverage float64 share of those days inside the 80 % interval that was known before
    """,
)

ACTIVITY = schema(
    "activity",
    "weekday hour",
    """
    weekday int32 0 Monday .. 6 Sunday, firm's time zone
    hour int32 0..23
    n_asked int32 customer messages that ask for something
    n_answers int32 messages of the firm
    """,
)
