"""How the firm's side behaved: promises, templates, tone, moderation, scorecards."""

from __future__ import annotations

from socialinsight.tables.schema import schema

BOUNCES = schema(
    "bounces",
    "evidence_id kind",
    """
    evidence_id string the message, or the event, that shows it
    kind string handed_over, referred, sent_round, told_again or asked_again
    conversation_id string conversation
    author_id string? the customer of the case
    agent_id string? who handed over, sent away or asked again; NA for the customer's own words
    at time when
    earlier_id string? the message before it that makes it a repetition
    is_bounce bool sent from one to the next: told by the customer, or sent away at least twice
    """,
)

TONE = schema(
    "tone",
    "side team lang",
    """
    side string agent or customer
    team string team of the agents, "" without and for customers
    lang string hu or ru
    n int32 messages
    formal_share float64 messages that address the other side formally / those that address it in either way
    n_addressing int32 messages that address the other side in either way
    mismatch_share float64 replies in another register than the message they answer, where both show one
    n_pairs int32 such pairs
    courtesy float64 polite phrases per 100 words
    apology_share float64 messages with an apology
    thanks_share float64 messages with thanks
    lix float64 LIX, median over messages of at least 20 words; higher = harder
    flesch float64 Flesch reading ease for Russian (Oborneva 2006), median likewise; higher = easier; NaN in Hungarian
    n_long int32 messages of at least 20 words
    n_belittling int32 public replies with a phrase that makes the customer small
    belittling_ids ids up to five of them
    """,
)

TURNED = schema(
    "turned",
    "community_id author_id",
    """
    community_id string community
    author_id string customer
    message_id string the message where the tone turned
    turned_at time when
    n_before int32 messages before it
    n_after int32 it and all later ones, all discontent
    mood_before float64 mean sentiment before
    mood_after float64 mean sentiment since
    p_value float64 probability of such an ending when the order were chance
    firm_id string? the firm's last message before it in that conversation
    had_waited bool an earlier message of his had met no answer
    """,
)

SCORECARD = schema(
    "scorecard",
    "conversation_id criterion",
    """
    conversation_id string conversation in which somebody asked and an agent answered
    criterion string name of the criterion
    passed bool a reply of the firm meets it
    evidence_id string the reply that meets it, else the first reply
    agent_id string who wrote that
    team string his team, "" without
    asked_at time when it was asked
    """,
)

PROMISES = schema(
    "promises",
    "message_id start",
    """
    message_id string the agent's message
    start int32 first character of the commitment
    end int32 one past its last character
    conversation_id string conversation
    agent_id string who promised
    promised_at time when
    due_at time? resolved deadline
    state string kept, late, open or broken
    evidence_id string? the message that shows the state
    n_reminders int32 customers' reminders after it
    shown_at time? when the evidence was written, or the deadline when it says that it was met
    reminder_id string? first reminder
    """,
)

TEMPLATES = schema(
    "templates",
    "template_id",
    """
    template_id string key
    template string the reply with slots for names, numbers and dates
    n_copies int32 replies made from it
    n_authors int32 agents who used it
    share float64 share of the firm's replies
    is_empty bool states no fact, step or date
    example_id string one message
    message_ids ids all copies
    n_public int32? copies that others can read
    """,
)

REPLIES = schema(
    "replies",
    "message_id",
    """
    message_id string a reply of the firm's people
    author_id string who wrote it
    sent_at time when
    is_public bool? can others read it
    template_id string? the template it was made from
    script_share float64 share of its word pairs that stand in other replies too, NaN for very short ones
    is_empty bool? states no fact, step or date; NA when the language is not read
    """,
)

MODERATION = schema(
    "moderation",
    "message_id",
    """
    message_id string message
    advice string apologise_public, invite_private, hide_and_explain or watch
    rule string rule that fired
    reason string what it saw: the values that the rule's conditions ask for
    signs_for ids messages that speak for the complaint: others with the same issue, the firm's admission, repeats
    signs_against ids messages that speak against it
    is_public bool? can others read it
    sent_at time? when it was written
    n_facts int32? numbers, dates and times told in it
    n_others int32? other people with the same complaint within three days
    """,
)

INVITATIONS = schema(
    "invitations",
    "message_id",
    """
    message_id string the firm's public invitation to write in private
    conversation_id string conversation
    agent_id string who invited
    invited_id string? whom
    invited_at time when
    state string accepted, refused or no_sign
    answer_id string? the message that shows it
    outcome_told bool did the public thread hear how it ended
    outcome_id string? the message that tells it
    """,
)

SILENCE = schema(
    "silence",
    "fate is_public",
    """
    fate string answered, unanswered or hidden (deleted or hidden, by whomever)
    is_public string public or private
    n int32 complaints
    share float64 share of all complaints of that reach
    low float64 lower end of its 95 % interval
    high float64 upper end
    n_again int32 writers who complained again within the following two weeks
    again_share float64 n_again / writers
    n_leaving int32 writers who spoke of leaving within the following two weeks
    leaving_share float64 n_leaving / writers
    message_ids ids up to five of them
    """,
)
