"""Customers, one by one and by segment: history, survival, risk, whom to call, what surveys measured."""

from __future__ import annotations

from socialinsight.tables.schema import schema

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

CUSTOMER_HISTORY = schema(
    "customer_history",
    "author_id",
    """
    author_id string customer
    segment string? end_user, supplier, dealer or the client's own word; NA when not known
    segment_source string? given or wording
    segment_ids ids messages whose wording shows it
    value float? worth to the firm
    since time? customer since
    tenure_days float64 customer for so long, NaN when not known
    weight float64 by value and tenure, 0.25..2.25; 1 when not given
    first_at time? first message
    last_at time? last message
    n_messages int32 messages
    n_conversations int32 conversations
    channels ids channels, most used first
    n_complaints int32 complaints
    n_praise int32 messages with praise
    sentiment_start float64 mean of the first third of the messages, NaN without
    sentiment_end float64 mean of the last third
    n_unanswered int32 left without an answer
    n_promises_open int32 promises to this customer still open
    n_promises_broken int32 broken ones
    churn string? firm, conditional, considered or taken_back; lost when the client says so; NA when nothing was said
    private_reason bool leaves for a reason of life (moving away, death, closing down) and never complained
    p_leave float64? model risk, NaN when none could be learnt
    roles ids buying-centre roles
    """,
)

SEGMENT_FIGURES = schema(
    "segment_figures",
    "segment",
    """
    segment string segment; "unknown" when neither the client nor the wording tells
    n_customers int32 customers
    n_messages int32 their messages with a sentiment
    net_sentiment float64 share positive - share negative, -1..1
    low float64 lower end of the 95 % interval
    high float64 upper end
    weighted_net float64 the same, each message weighing as its customer's value and tenure; NaN when none is given
    complaint_share float64 of the messages read
    complaint_low float64 lower end of its 95 % interval
    complaint_high float64 upper end
    n_asked int32 first questions, requests or complaints of conversations
    answered_share float64 answered by the firm's people / n_asked
    answered_low float64 lower end of its 95 % interval
    answered_high float64 upper end
    first_response_seconds float64 median, NaN without
    response_low float64 lower end of its 95 % interval
    response_high float64 upper end
    n_leaving int32 customers who said that they leave or may, not taken back
    leaving_share float64 n_leaving / n_customers
    leaving_low float64 lower end of its 95 % interval
    leaving_high float64 upper end
    """,
)

SURVEYS = schema(
    "surveys",
    "measure dimension value",
    """
    measure string csat, nps or ces
    dimension string all, period, channel, product, segment, topic or language
    value string its value, "" for all
    n int32 answers
    level float64 csat: share satisfied 0..1; nps: share of promoters - share of detractors, -1..1; ces: mean
    low float64 lower end of the 95 % interval
    high float64 upper end
    n_top int32 satisfied customers or promoters; 0 for ces
    n_bottom int32 dissatisfied customers or detractors; 0 for ces
    scale float64 highest point of the scale
    n_invalid int32 answers outside the scale or not readable: in no figure
    n_current int32 answers in the current period
    current float64 level in it
    n_previous int32 answers in the previous period
    previous float64 level in it
    change float64 current - previous
    change_low float64 lower end of its 95 % interval
    change_high float64 upper end
    """,
)
