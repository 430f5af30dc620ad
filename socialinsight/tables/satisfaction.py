"""Tables about how content customers are, and the figures of the periods compared."""

from __future__ import annotations

from socialinsight.tables.schema import schema

SATISFACTION = schema(
    "satisfaction",
    "dimension value",
    """
    dimension string period, channel, product, topic, language or segment
    value string its value
    n int32 customer messages with a sentiment
    net_sentiment float64 share positive - share negative, -1..1
    low float64 lower end of the 95 % interval
    high float64 upper end
    mean_sentiment float64 -1..1
    n_rated int32 messages or conversations with a measured score
    mean_rating float64 measured score, NaN when none
    n_current int? messages in the current period
    current float64? net sentiment in the current period
    n_previous int? messages in the previous period
    previous float64? net sentiment in the previous period
    change float64? current - previous
    change_low float64? lower end of its 95 % interval
    change_high float64? upper end
    n_csat int? survey answers on satisfaction
    csat float64? share satisfied, 0..1
    csat_low float64? lower end of its 95 % interval
    csat_high float64? upper end
    n_nps int? answers on recommending
    nps float64? share of promoters - share of detractors, -1..1
    nps_low float64? lower end of its 95 % interval
    nps_high float64? upper end
    n_ces int? answers on effort
    ces float64? mean, on the scale that was used
    ces_low float64? lower end of its 95 % interval
    ces_high float64? upper end
    """,
)

DRIVERS = schema(
    "drivers",
    "issue_id",
    """
    issue_id string issue
    n int32 customers' conversations with a complaint about it
    n_others int32 conversations with another complaint
    net_sentiment float64 of its conversations, -1..1
    gap float64 net sentiment of its conversations less that of the others, negative = drags
    low float64 lower end of the 95 % interval of the gap
    high float64 upper end
    drag float64 how much overall net sentiment would rise if these conversations were like the others
    p_value float64 two-sided, that the gap is 0
    q_value float64 Benjamini-Hochberg over issues
    """,
)

MOOD_CHANGES = schema(
    "mood_changes",
    "dimension value",
    """
    dimension string all, channel, product, topic, period_contact or answered
    value string its value
    n int32 conversations with at least two customer messages that have a sentiment
    start float64 mean sentiment of the first
    end float64 mean sentiment of the last
    change float64 end - start
    low float64 lower end of the 95 % interval of the change
    high float64 upper end
    n_unhappy int32 conversations that began negative
    recovered_share float64 share of these that did not end negative, NaN when none
    recovered_low float64 lower end of its 95 % interval
    recovered_high float64 upper end
    """,
)

RECOVERY = schema(
    "recovery",
    "dimension value",
    """
    dimension string all, channel, product, topic or period
    value string its value; current or previous of the period
    n_contact int32 unhappy people to whom the firm wrote before their last message
    contact_share float64 share of these who did not end unhappy, NaN when none
    contact_low float64 lower end of its 95 % interval
    contact_high float64 upper end
    n_alone int32 unhappy people to whom nobody of the firm wrote before their last message
    alone_share float64 share of these who did not end unhappy, NaN when none
    alone_low float64 lower end of its 95 % interval
    alone_high float64 upper end
    gap float64 contact_share - alone_share
    gap_low float64 lower end of its 95 % interval
    gap_high float64 upper end
    p_value float64 two-sided, that the two shares are equal
    q_value float64 Benjamini-Hochberg over all rows
    quote_ids ids last messages of up to 4 people who ended unhappy in spite of the contact
    """,
)

ANSWERS = schema(
    "answers",
    "dimension value",
    """
    dimension string all, or what the answer is broken down by
    value string its value
    n_messages int32 messages that fit
    n_authors int32 people who wrote them: one vote each
    n_saying int32 of these, who say it
    share float64 n_saying / n_authors; NaN below the minimum support
    low float64 lower end of its 95 % interval (Wilson)
    high float64 upper end
    rest_authors int32 people none of whose messages fits
    rest_share float64 share of them who would say it from as many messages each; NaN below the minimum support
    gap float64 share - rest_share
    gap_low float64 lower end of its 95 % interval (Newcombe)
    gap_high float64 upper end
    p_value float64 two-sided, that the two shares are equal
    q_value float64? Benjamini-Hochberg over the rows of the answer
    quote_ids ids up to 5 clearest messages, one a person
    """,
)

SUMMARY = schema(
    "summary",
    "metric",
    """
    metric string key of the figure
    value float64 in its unit
    n int32 what it stands on
    low float64 lower end of the 95 % interval, NaN when none
    high float64 upper end
    previous float64 the same in the previous period
    previous_n int32 what that stands on
    unit string share, seconds, count or score
    direction string up, down or none: which way is good
    """,
)

QUALITY = schema(
    "quality",
    "item",
    """
    item string what
    value string how much or which
    note string what follows
    """,
)
