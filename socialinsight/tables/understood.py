"""What customers went through with the firm: anger at the handling, doors that do not open, answers that differ."""

from __future__ import annotations

from socialinsight.tables.schema import schema

ANGRY_MESSAGES = schema(
    "angry_messages",
    "message_id",
    """
    message_id string a discontented message of a customer
    conversation_id string conversation
    community_id string? community
    author_id string customer
    channel string? channel
    sent_at time when
    kind string handling or fault
    reason string? why it is at the handling: not_understood, left_waiting, sent_round or told_again
    topic string? topic
    sentiment float64 sentiment, -1..1
    team string? team of the firm's person who wrote last before it, "" without one; NA when nobody had written
    """,
)

ANGER = schema(
    "anger",
    "dimension value",
    """
    dimension string all, team, channel or topic
    value string which
    n int32 discontented messages of customers
    n_handling int32 angry at how the case was handled
    n_fault int32 angry at the fault alone
    handling_share float64 n_handling / n
    low float64 lower end of its 95 % interval
    high float64 upper end
    handling_ids ids the latest five angry at the handling
    fault_ids ids the latest five angry at the fault
    """,
)

ANGER_FOLLOWED = schema(
    "anger_followed",
    "",
    """
    n_handling int32 customers angry at the handling who had not spoken of leaving before
    n_pairs int32 of them with a matched customer who was angry at the fault alone
    n_leaving int32 of n_pairs who spoke of leaving in that message or within 30 days
    leaving_share float64 n_leaving / n_pairs
    low float64 lower end of its 95 % interval
    high float64 upper end
    n_leaving_fault int32 the same among their partners
    leaving_share_fault float64 n_leaving_fault / n_pairs
    difference float64 leaving_share - leaving_share_fault
    difference_low float64 lower end of its 95 % interval
    difference_high float64 upper end
    """,
)

HARD_TO_REACH = schema(
    "hard_to_reach",
    "message_id kind",
    """
    message_id string message
    kind string no_way_in, forced_channel, queue or menu
    conversation_id string conversation
    author_id string customer
    channel string? channel in which he tells it
    sent_at time when
    """,
)

CONTRADICTIONS = schema(
    "contradictions",
    "answer_id other_answer_id kind",
    """
    question_id string a customer's question
    answer_id string the firm's answer
    other_question_id string the same question, asked later
    other_answer_id string the firm's answer to it
    kind string price, duration (days), hours, count or polarity (1 yes, -1 no)
    says string what the first answer says
    other_says string what the second answer says
    team string team of the first answer, "" without
    other_team string team of the second answer
    first_at time when the first was answered
    last_at time when the second was answered
    days_apart float64 days between the two: rules may have changed
    """,
)

UNKNOWN_ANSWERS = schema(
    "unknown_answers",
    "question_id",
    """
    question_id string a customer's question
    answer_id string the firm's answer
    kind string does_not_know or sent_elsewhere
    topic string? topic of the question
    team string team of who answered, "" without
    at time when it was answered
    """,
)
