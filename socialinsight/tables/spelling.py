"""Slips of the pen in the firm's own public replies."""

from __future__ import annotations

from socialinsight.tables.schema import schema

SLIPS = schema(
    "slips",
    "",
    """
    message_id string a public reply of the firm's people
    start int32 first character of the slip
    end int32 one past its last character
    kind string misspelt, accent, spacing or repeated
    written string what was written
    meant string? the word meant
    team string team, "" without
    """,
)

SPELLING = schema(
    "spelling",
    "team lang",
    """
    team string team of the agents, "" without
    lang string hu or ru
    n int32 public replies
    n_words int32 their words
    n_misspelt int32 misspelt words
    n_accent int32 words without their accents
    n_spacing int32 blanks and commas in the wrong place
    n_repeated int32 words written twice
    per_thousand float64 slips per 1,000 words
    low float64 lower end of its 95 % interval
    high float64 upper end
    message_ids ids up to five replies with a slip
    """,
)
