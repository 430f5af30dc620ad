"""Customers, one by one and by segment: their history, and what surveys measured."""

from __future__ import annotations

from socialinsight.tables.schema import schema

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
