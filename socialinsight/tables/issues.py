"""Tables about what customers speak of: recurring issues, products, competitors."""

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
