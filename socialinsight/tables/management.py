"""What management acts on: issues, churn, crises, satisfaction, market."""

from __future__ import annotations

from socialinsight.tables.schema import schema

ISSUES = schema(
    "issues",
    "issue_id",
    """
    issue_id string stable key
    name string readable phrase from the complaints
    topic string? topic
    department string? where it is routed
    n_messages int32 complaints
    n_authors int32 distinct authors
    share float64 share of all complaints
    n_current int32 in the current period
    n_previous int32 in the previous period
    growth float64 current / expected from the past
    p_value float64 one-sided, count model
    q_value float64 Benjamini-Hochberg over issues
    is_emerging bool q_value below the set rate
    sentiment float64 mean sentiment
    first_at time first complaint
    last_at time last complaint
    quote_ids ids 3-5 typical messages
    beside string? the lemmas that stand beside its noun, heaviest first
    is_new bool? not among the issues of the earlier run that was given
    likeness float64? how like its complaints are to those it was learnt from, 0..1
    has_drifted bool? at least 20 complaints and likeness below 0.75
    title string? the name for readers: two of the lemmas beside it in brackets where the noun alone says little
    """,
)

ISSUE_MESSAGES = schema(
    "issue_messages",
    "message_id",
    """
    message_id string complaint
    issue_id string? NA when unassigned
    weight float64 how well it fits, 0..1
    """,
)

SUBJECTS = schema(
    "subjects",
    "",
    """
    kind string wish or praise
    subject_id string? key; NA: messages that fit no group
    name string? its noun, with the phrase customers write most
    beside string? the lemmas that stand beside the noun, heaviest first
    n_messages int32 messages
    n_authors int32 distinct authors
    share float64 share of all messages of the kind
    last_at time last message
    quote_ids ids up to 4 typical messages, up to 12 of those that fit no group
    """,
)

PRODUCT_ISSUES = schema(
    "product_issues",
    "product issue_id",
    """
    product string product or service
    issue_id string issue
    n int32 complaints of the product with this issue
    n_product int32 complaints of the product
    share float64 n / n_product
    low float64 lower end of its 95 % interval
    high float64 upper end
    expected float64 complaints if all products were alike
    q_value float64 that it is no more than expected; Benjamini-Hochberg over all cells
    quote_ids ids up to 3 messages
    """,
)

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

EPISODES = schema(
    "episodes",
    "episode_id",
    """
    episode_id string key
    issue_id string? NA: all complaints
    name string readable name
    community_id string? community
    started_at time onset
    peak_at time busiest hour
    ended_at time? end, NA when still on
    n_messages int32 complaints inside
    n_authors int32 distinct authors
    expected float64 complaints the baseline expects in that time
    p_value float64 of the onset
    acknowledged_at time? admitted by the firm
    acted_at time? first status or step
    apologised_at time? apologised
    compensated_at time? compensation offered
    all_clear_at time? said to be over
    followed_up_at time? asked afterwards
    recovered_at time? volume back to the baseline
    sentiment_before float64 mean
    sentiment_during float64 mean
    sentiment_after float64 mean of the week after
    churn_before float64 share of messages with churn intent
    churn_during float64 share
    churn_after float64 share
    evidence_ids ids messages of the stages, in the order of the columns, empty string where never
    quote_ids ids 3-5 complaints
    is_of_issue bool? found in the complaints about its issue, not in all complaints
    apology_quality string? both, blame_taken, names_fault or empty; NA: no apology
    empty_apology_at time? first apology that names and takes nothing
    denied_at time? the firm said that it was not its fault
    compensated_all bool? the offer was to everybody hit
    n_asked_after int? messages by which the firm asked afterwards
    n_answers_after int? customers who answered that
    mood_of_answers float64? mean sentiment of their answers
    answer_ids ids? up to 5 of the answers
    sentiment_course string? unknown, stayed, recovered or worse
    sentiment_recovered_at time? mean sentiment back in its usual range
    churn_course string? unknown, stayed, recovered or worse
    churn_recovered_at time? stated churn intent back in its usual range
    present_stage string? the first step of the response that is missing
    """,
)

COUNTS = schema(
    "counts",
    "community_id at",
    """
    community_id string community
    at time start of the hour
    n int32 people who complained, each once a day
    expected float64 seasonal baseline
    upper float64 alarm limit
    is_alarm bool above the limit
    """,
)

MARKET = schema(
    "market",
    "name",
    """
    name string competitor
    n_messages int32 messages that name it
    n_authors int32 distinct authors
    share_of_voice float64 share of all competitor mentions
    n_leaving int32 mentions with churn intent
    sentiment float64 mean sentiment towards us in these messages
    quote_ids ids 3-5 messages
    low float64? lower end of the 95 % interval of the share of voice
    high float64? upper end
    n_won int32? mentions in which we fare better
    n_lost int32? mentions in which the competitor fares better or the customer goes there
    n_joined int32? mentions by customers who came from there
    topic string? most frequent topic of the mentions, NA when none
    why_leave string? most frequent topic of mentions that go there
    why_come string? most frequent topic of mentions that come from there
    n_current int32? mentions in the current period
    n_previous int32? mentions in the previous period
    """,
)

MENTIONS = schema(
    "mentions",
    "message_id name",
    """
    message_id string message of a customer or another person
    name string competitor, the name of the settings when it is one of them
    start int32 first character of the mention
    end int32 one past its last character
    outcome string won, lost, joined or unclear
    topic string? topic of the message
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
