"""Where messages are routed, and how well learnt routing does."""

from __future__ import annotations

from socialinsight.tables.schema import schema

ROUTES = schema(
    "routes",
    "message_id",
    """
    message_id string a message that the firm did not write
    department string? who can use it; NA when unsure
    certainty float64 of the likeliest department, 0..1
    second string? the next likely department
    basis string rules, learnt, conversation (taken from the first sure message of a private one) or none
    word string? the heaviest department word that speaks for it
    """,
)

ROUTING_CHECK = schema(
    "routing_check",
    "department",
    """
    department string as the firm's tickets have it; "" for all
    n int32 tickets of it
    n_sent int32 tickets that a model which had not seen them sends there
    precision float64 share of n_sent that belong there
    low float64 lower end of its 95 % interval
    high float64 upper end
    recall float64 share of n that are sent there
    unsure_share float64 share of n that are sent nowhere
    """,
)
