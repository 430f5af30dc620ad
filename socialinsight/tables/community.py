"""Who is who: edges, members, roles and what stands behind them."""

from __future__ import annotations

from socialinsight.tables.schema import schema

EDGES = schema(
    "edges",
    "message_id source target kind",
    """
    message_id string the message that makes the edge
    source string its author
    target string the author it turns to
    kind string reply, mention or thanks
    weight float64 1 for each message
    tone float64 sentiment of the message, -1..1, NaN when not measured
    at time when
    confidence float64 probability that the link is right, 1 for links in the export
    """,
)

MEMBERS = schema(
    "members",
    "community_id period author_id",
    """
    community_id string community
    period string period label, "all" for the whole
    author_id string author
    author_role string role in the export
    n_messages int32 messages written
    n_threads int32 conversations taken part in
    n_partners int32 distinct people replied to or replying
    n_repliers int32 distinct people who replied to them
    n_replies_received int32 replies received
    n_helped int32 distinct people helped
    pagerank float64 PageRank on the reply graph, percentile within the community
    h_index int32 h messages with at least h replies each
    leaderrank float64? LeaderRank on the reply graph, percentile within the community
    core int32? k-core number in the undirected reply graph
    reciprocity float64? share of ties that go both ways, NaN without ties
    group int32? group of people who turn to each other, 0 = the largest of the whole network
    first_at time? first message
    last_at time? last message
    newcomer bool? first message within the last quarter of a community's time and no staff
    problem_solver float64 score 0..1, NaN below support
    opinion_leader float64 score 0..1, NaN below support
    influencer float64 score 0..1, NaN below support
    peacemaker float64 score 0..1, NaN below support
    hostile_pattern float64 score 0..1, NaN below support
    conversation_starter float64 score 0..1, NaN below support
    advocate float64 score 0..1, NaN below support
    buying_initiator float64? score 0..1, NaN below support
    buying_influencer float64? score 0..1, NaN below support
    buying_decider float64? score 0..1, NaN below support
    buying_buyer float64? score 0..1, NaN below support
    buying_user float64? score 0..1, NaN below support
    standing string? customer, agent, bot, insider or likely_bot; only customers are ranked
    link_confidence float64? mean confidence of the reply links that touch them, NaN without
    role string? the role shown, NA when none
    confidence string assigned, tentative, counts_only or abstain
    """,
)

ROLE_EVIDENCE = schema(
    "role_evidence",
    "community_id author_id role",
    """
    community_id string community
    author_id string author
    role string role
    score float64 0..1
    low float64 lower end of the 95 % interval
    high float64 upper end
    n int32 support: messages (or matched turns) the score stands on
    q_value float64 Benjamini-Hochberg adjusted p value over authors x roles, NaN when the support is too small to test
    level string assigned, tentative, counts_only or abstain
    features string what carried the score, "name=value; ..."
    message_ids ids 3-5 messages that show it
    counter_ids ids a message that speaks against it, empty when there is none
    link_confidence float64? mean confidence of the member's reply links, NaN when the role needs none
    withheld string? why the role is not shown: support, links, chance or quotes; NA when it is shown
    """,
)

ROLE_CHANGES = schema(
    "role_changes",
    "community_id author_id",
    """
    community_id string community
    author_id string author
    previous string? role shown in the previous period, NA when none
    current string? role shown in the current period, NA when none
    kind string gained, lost, exchanged, arrived, left or unclear
    score_previous float64 score of the role that came or went, previous period
    score_current float64 the same, current period
    n_previous int32 messages in the previous period
    n_current int32 messages in the current period
    """,
)

COMMUNITIES = schema(
    "communities",
    "community_id",
    """
    community_id string community
    n_asked int32 threads that a customer began with a question or request
    n_peer_answered int32 of these answered by another customer
    n_staff_answered int32 of these answered by the firm's people or bots
    n_peer_only int32 answered by customers alone
    n_peer_confirmed int32 answered by a customer and confirmed by the asker
    peer_share float64 n_peer_answered / n_asked
    low float64 lower end of its 95 % interval
    high float64 upper end
    peer_seconds float64 median wait for the first customer's answer, NaN when none
    staff_seconds float64 median wait for the first answer of the firm, NaN when none
    hours_saved float64 n_peer_only times the minutes an answer takes an agent (settings), in hours
    n_helpers int32 customers who answered
    top_share float64 share of the peers' threads in which one of the five most helpful took part
    n_lost int32 threads that nobody else answered but those five
    lost_share float64 n_lost / n_peer_answered
    n_newcomers int32 customers whose first message falls in the last quarter of the community's time
    n_newcomers_answered int32 of these with a reply to one of their messages
    n_newcomers_returned int32 of these who wrote in a second thread
    top_ids ids the five most helpful authors
    """,
)

AGENT_QUESTIONS = schema(
    "agent_questions",
    "community_id topic",
    """
    community_id string community
    topic string topic of the question
    n_asked int32 threads that ask about it
    n_peer_answered int32 answered by another customer
    n_staff_answered int32 answered by the firm's people or bots
    peer_share float64 n_peer_answered / n_asked
    low float64 lower end of its 95 % interval
    high float64 upper end
    back_to_agents bool at least five asked and upper end below the peers' share elsewhere in the community
    message_ids ids 3-5 of the questions that only the firm answered
    """,
)

IDENTITY_SUGGESTIONS = schema(
    "identity_suggestions",
    "author_id other_id",
    """
    author_id string an author
    other_id string an author of another channel or community who may be the same person
    strength string strong (same e-mail address, or same full name and alike in habits) or possible
    same_email bool same e-mail address, compared as hashes
    name_likeness float64 0..1, NaN when one has no name
    hours_likeness float64 likeness of the hours of writing, 0..1, NaN below the support
    wording_likeness float64 likeness of the wording, 0..1, NaN below the support
    n_messages int32 messages of the author
    n_other int32 messages of the other
    message_ids ids up to two messages of each
    """,
)
