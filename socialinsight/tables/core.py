"""What every stage stands on: messages, events, customers, texts and what was read in them."""

from __future__ import annotations

from socialinsight.tables.schema import schema

MESSAGES = schema(
    "messages",
    "message_id",
    """
    message_id string source:community:native id
    community_id string? where it was written: group, page, mailbox, shop
    conversation_id string thread, ticket, dialogue
    reply_to string? message_id of the message answered
    author_id string who wrote it
    author_role string customer, agent, bot, member or unknown
    channel string? telegram, vk, email, chat, phone, web, ...
    is_public bool? can others read it
    sent_at time when it was sent, UTC
    lang string? ISO 639-1 code when the export knows it
    text string the author's own words, quoted replies stripped
    reactions int? reactions received
    views int? views
    shares int? shares
    followers int? followers of the author when the message was written
    rating float? score that the customer gave with the message
    nps float? answer to "would you recommend us", 0..10, given with the message
    ces float? answer to the customer effort question given with the message
    product string? product or service it is about
    department string? department or team to which the firm routed its conversation
    edited_at time? last edit
    deleted_at time? deletion or hiding
    forwarded bool? forwarded: not the author's own words
    author_name string? display name
    source string? the unmapped rest of the raw record, JSON
    """,
)

EVENTS = schema(
    "events",
    "event_id",
    """
    event_id string key
    at time when
    kind string status, assigned, hidden, deleted, survey, csat, nps, ces, purchase, usage, left, outage, ...
    conversation_id string? conversation
    message_id string? message
    author_id string? whom it concerns
    actor_id string? who did it
    value string? what: the new status, the score, the amount
    """,
)

CUSTOMERS = schema(
    "customers",
    "customer_id",
    """
    customer_id string key
    author_ids ids the author ids of this customer, a tuple of str
    segment string? end user, supplier, dealer, ...
    value float? worth to the firm
    since time? customer since
    outcome string? active or lost, when known
    left_at time? when the customer left
    left_reason string? why, when the firm knows
    """,
)

TEXTS = schema(
    "texts",
    "text_id",
    """
    text_id int32 0..n-1, distinct texts in order of first appearance
    text string the text
    lang string detected language: hu, ru or other
    n_messages int32 how many messages have this text
    """,
)

ANNOTATIONS = schema(
    "annotations",
    "",
    """
    text_id int32 row of texts
    start int32 first character of the evidence, -1 for the whole text
    end int32 one past the last character, -1 for the whole text
    label category a label of labels.csv
    source category rule, lexicon or model that said it
    weight float32 log-odds that it adds to its label; a score in its own unit for measures
    negated bool the cue stands under a negation
    """,
)
