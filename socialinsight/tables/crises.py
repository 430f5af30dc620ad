"""Crises, what became of them, what may become one, and how sure the alarms are."""

from __future__ import annotations

from socialinsight.tables.schema import schema

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

AFTERMATH = schema(
    "aftermath",
    "episode_id outcome",
    """
    episode_id string crisis
    outcome string still_writing, states_leaving or sentiment, in the four weeks after
    n_hit int32 customers who complained in it
    n_matched int32 those of them with a like customer who did not
    n_others int32 like customers who did not complain in it
    hit float64 share or mean of the matched hit
    others float64 share or mean of the others, weighted to the make-up of the hit
    difference float64 hit - others; NaN below 10 matched or 10 others
    low float64 lower end of its 95 % interval
    high float64 upper end
    days float64 length of the time after that was seen
    """,
)

CHANNEL_SHIFTS = schema(
    "channel_shifts",
    "cause_id channel",
    """
    cause_id string episode_id, or event_id of an outage
    cause string episode or outage
    channel string all: contacts on another channel than the writer's last; else those that moved to this one
    started_at time onset
    ended_at time end, NA when still on
    n_before int32 contacts of known writers in the four weeks before
    n_during int32 contacts of known writers while it lasted
    before float64 share before
    during float64 share while it lasted; NaN below 10 contacts
    difference float64 during - before; NaN when either is
    low float64 lower end of its 95 % interval (Newcombe)
    high float64 upper end
    message_ids ids up to 5 contacts that moved
    """,
)

WATCH_LIST = schema(
    "watch_list",
    "kind subject_id",
    """
    kind string thread, refused_claim or private_silence
    subject_id string conversation_id of a thread, author_id of a claim or silence
    community_id string where
    started_at time first complaint
    last_at time last message
    n_writers int32 customers who wrote in it
    n_joiners int32 those beside the first
    per_hour float64 joiners an hour in its first six hours
    n_reactions int32 reactions to the complaints
    n_views float64 views of its most seen message; NaN when not told
    arousal float64 mean of hostility, profanity, urgency and shouting (the highest) of customers' messages, 0..1
    n_threats int32 messages that threaten to publish
    n_refused int32 refusals of the claim
    days_open float64 days from the first complaint to the last message
    score float64 points
    message_ids ids up to 5 messages: threats, refusals and complaints first
    """,
)

WATCH_CHECK = schema(
    "watch_check",
    "kind",
    """
    kind string thread, refused_claim or private_silence
    n_past int32 past cases whose end is known
    n_grown int32 of these: at least as many joiners as the limit; cases that went public
    base_rate float64 n_grown / n_past; NaN when too few
    low float64 lower end of its 95 % interval
    high float64 upper end
    limit float64 points from which a case stands on the list
    n_tested int32 later cases on which the limit was tried
    n_listed int32 of these: listed at the landmark
    n_found int32 of the listed: grown
    false_positive_rate float64 listed among those that did not grow; NaN when it cannot be measured
    false_low float64 lower end of its 95 % interval
    false_high float64 upper end
    sensitivity float64 listed among those that grew
    """,
)

ALARM_CHECK = schema(
    "alarm_check",
    "community_id",
    """
    community_id string community
    n_hours int32 hours of the series
    nominal float64 false alarms accepted in 30 days
    n_alarms int32 runs of alarms in the data
    n_crises int32 of these: crises
    false_alarms float64 runs of alarms in 30 days on noise drawn from the usual level of this community
    false_crises float64 of these: of ten people at least
    n_months float64 months of noise that were drawn
    """,
)
