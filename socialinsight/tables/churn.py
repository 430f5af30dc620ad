"""Tables about leaving: what customers say, what they do, who is at risk and whom to call."""

from __future__ import annotations

from socialinsight.tables.schema import schema

CHURN = schema(
    "churn",
    "author_id",
    """
    author_id string customer
    kind string firm, conditional, considered or taken_back
    score float64 strongest statement, 0..1
    n_statements int32 messages with churn intent
    first_at time first statement
    last_at time last statement
    message_id string the strongest statement
    last_contact_at time last message of any kind
    days_since_contact float64 no contact for so many days at as_of
    topic string? topic of the strongest statement
    quote_ids ids all statements
    """,
)

RETURNING = schema(
    "returning",
    "author_id",
    """
    author_id string customer
    n_events int32 days with a purchase or use
    first_at time first of them
    last_at time last of them
    idle_days float64 days since the last at as_of
    usual_gap_days float64 mean days between two of them; NaN after one
    amount float64 mean amount a day; NaN without amounts
    p_active float64 probability of not having dropped out (BG/NBD), 0..1; NaN after one event or when too few customers
    expected float64 events expected within the horizon (BG/NBD)
    p_return float64 probability of an event within the horizon, learnt from the past, 0..1; NaN when too little of it
    horizon_days float64 the horizon
    """,
)

RETENTION = schema(
    "retention",
    "segment",
    """
    segment string segment, "" for all customers
    n int32 customers whose coming is known
    n_left int32 of these left, with a known date
    n_undated int32 customers lost without a date: in no other figure
    median_days float64 half have left by then; NaN when fewer have
    median_low float64 lower end of its 95 % interval
    median_high float64 upper end, NaN when it cannot be seen yet
    kept_90 float64 share still here after 90 days, NaN when nobody was observed so long
    kept_90_low float64 lower end of its 95 % interval
    kept_90_high float64 upper end
    kept_365 float64 share still here after 365 days
    kept_365_low float64 lower end of its 95 % interval
    kept_365_high float64 upper end
    n_start int32 customers at the start of the current period
    n_lost int32 of these left in it
    lost_share float64 n_lost / n_start
    lost_low float64 lower end of its 95 % interval
    lost_high float64 upper end
    previous_start int32 customers at the start of the previous period
    previous_lost_share float64 share of these who left in it
    lost_value float64 value of the customers lost in the current period, NaN without values
    lost_value_share float64 of the value at its start
    p_value float64 log-rank test against all other customers; for all: that the segments are alike; NaN below 5 leavers
    q_value float64 Benjamini-Hochberg over the segments
    """,
)

RISK = schema(
    "risk",
    "customer_id",
    """
    customer_id string customer who has not left
    p_leave float64 probability of leaving within the horizon, learnt from the client's own outcomes, 0..1
    lift float64 p_leave / mean of all customers scored
    reasons ids what raises it most against the mean customer, strongest first, at most three
    contributions string log-odds that each feature adds, "name=+0.42; ...": with the mean's they add up
    horizon_days float64 the horizon
    """,
)

RISK_CHECK = schema(
    "risk_check",
    "item",
    """
    item string state, auc, brier, brier_of_mean, slope, left_out or tenth_1 .. tenth_10 (of customers not learnt from)
    n int32 customers
    n_left int32 of these left
    expected float64 mean probability said, for tenths
    value float64 the measure; share that left, for tenths; NaN for state and left_out
    low float64 lower end of its 95 % interval
    high float64 upper end
    note string state: learnt, no_outcomes, too_few_outcomes or no_better_than_chance; else what it stands on
    """,
)

HAZARDS = schema(
    "hazards",
    "covariate",
    """
    covariate string what goes with leaving sooner or later
    n int32 customers
    n_left int32 of these left
    hazard_ratio float64 above 1 = leave sooner
    low float64 lower end of its 95 % interval
    high float64 upper end
    p_value float64 Wald test that the ratio is 1
    ph_p_value float64 that the ratio is the same at all times (scaled Schoenfeld residuals against rank of time)
    is_proportional bool ph_p_value at least 0.05: below it the ratio is a mean over time and no more
    """,
)

SURVIVAL = schema(
    "survival",
    "segment days",
    """
    segment string segment, "" for all customers
    days int32 days since the customer came
    n_at_risk int32 customers still observed and here just before that day
    n_left int32 customers who left on it
    survival float64 share still here after it (Kaplan-Meier), 0..1
    low float64 lower end of its 95 % interval (log-log), NaN before anybody left and after all have
    high float64 upper end
    """,
)

CALL_LIST = schema(
    "call_list",
    "author_id",
    """
    author_id string whom to call
    rank int32 1 = first
    this_week bool within the number of calls a week (settings)
    score float64 points of the evidence times the weight
    points float64 points of the evidence
    weight float64 by value and tenure when given, 0.25..2.25; 1 when not
    reasons ids stated_firm, stated_conditional, stated_considered, broken_promise, unanswered_complaint, \
turned_tone, silent or model_risk; strongest first
    quote_ids ids messages that show them
    last_contact_at time? last message
    channel string? channel of that message
    segment string? segment
    value float? worth to the firm
    tenure_days float64 customer for so long, NaN when not known
    has_left bool the firm's own data say that the customer is lost
    """,
)
