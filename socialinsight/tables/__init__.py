"""The tables of the house: their columns, dtypes and keys, and the check that guards every door.

Every stage takes and returns pandas tables. A schema names each column once; `check` compares a table with it
and says what is wrong, where, what was received, what is legal and how to repair it.
"""

from __future__ import annotations

from socialinsight.tables.churn import CALL_LIST, CHURN, HAZARDS, RETENTION, RETURNING, RISK, RISK_CHECK, SURVIVAL
from socialinsight.tables.community import (
    AGENT_QUESTIONS,
    COMMUNITIES,
    EDGES,
    IDENTITY_SUGGESTIONS,
    MEMBERS,
    ROLE_CHANGES,
    ROLE_EVIDENCE,
)
from socialinsight.tables.conduct import (
    BOUNCES,
    INVITATIONS,
    MODERATION,
    PROMISES,
    REPLIES,
    SCORECARD,
    SILENCE,
    TEMPLATES,
    TONE,
    TURNED,
)
from socialinsight.tables.core import ANNOTATIONS, CUSTOMERS, EVENTS, MESSAGES, TEXTS
from socialinsight.tables.crises import (
    AFTERMATH,
    ALARM_CHECK,
    CHANNEL_SHIFTS,
    COUNTS,
    EPISODES,
    WATCH_CHECK,
    WATCH_LIST,
)
from socialinsight.tables.customers import CUSTOMER_HISTORY, SEGMENT_FIGURES, SURVEYS
from socialinsight.tables.issues import ISSUE_MESSAGES, ISSUES, MARKET, MENTIONS, PRODUCT_ISSUES, SUBJECTS
from socialinsight.tables.response import (
    ACTIVITY,
    CONCURRENCY,
    CONVERSATIONS,
    DUE,
    FORECAST,
    FORECAST_CHECK,
    REOPENED,
    RESPONSE,
    UNANSWERED,
    WORKLOAD,
)
from socialinsight.tables.routing import ROUTES, ROUTING_CHECK
from socialinsight.tables.satisfaction import ANSWERS, DRIVERS, MOOD_CHANGES, QUALITY, RECOVERY, SATISFACTION, SUMMARY
from socialinsight.tables.schema import (
    ROLES,
    STRING,
    TIME,
    Column,
    Schema,
    TableError,
    check,
    times_of,
)
from socialinsight.tables.spelling import SLIPS, SPELLING
from socialinsight.tables.understood import (
    ANGER,
    ANGER_FOLLOWED,
    ANGRY_MESSAGES,
    CONTRADICTIONS,
    HARD_TO_REACH,
    UNKNOWN_ANSWERS,
)

SCHEMAS = {value.name: value for value in list(globals().values()) if isinstance(value, Schema)}

__all__ = [
    "ACTIVITY",
    "AFTERMATH",
    "AGENT_QUESTIONS",
    "ANGER",
    "ANGER_FOLLOWED",
    "ANGRY_MESSAGES",
    "ALARM_CHECK",
    "ANNOTATIONS",
    "ANSWERS",
    "BOUNCES",
    "CALL_LIST",
    "CHANNEL_SHIFTS",
    "CHURN",
    "COMMUNITIES",
    "CONCURRENCY",
    "CONTRADICTIONS",
    "CONVERSATIONS",
    "COUNTS",
    "CUSTOMERS",
    "CUSTOMER_HISTORY",
    "Column",
    "DRIVERS",
    "DUE",
    "EDGES",
    "EPISODES",
    "EVENTS",
    "FORECAST",
    "FORECAST_CHECK",
    "HAZARDS",
    "HARD_TO_REACH",
    "IDENTITY_SUGGESTIONS",
    "INVITATIONS",
    "ISSUES",
    "ISSUE_MESSAGES",
    "MARKET",
    "MEMBERS",
    "MENTIONS",
    "MESSAGES",
    "MODERATION",
    "MOOD_CHANGES",
    "PRODUCT_ISSUES",
    "PROMISES",
    "QUALITY",
    "RECOVERY",
    "REOPENED",
    "REPLIES",
    "RESPONSE",
    "RETENTION",
    "RETURNING",
    "RISK",
    "RISK_CHECK",
    "ROLES",
    "ROLE_CHANGES",
    "ROUTES",
    "ROUTING_CHECK",
    "ROLE_EVIDENCE",
    "SATISFACTION",
    "SCHEMAS",
    "SCORECARD",
    "SEGMENT_FIGURES",
    "SILENCE",
    "SLIPS",
    "SPELLING",
    "STRING",
    "SUBJECTS",
    "SUMMARY",
    "SURVEYS",
    "SURVIVAL",
    "Schema",
    "TEMPLATES",
    "TEXTS",
    "TIME",
    "TONE",
    "TURNED",
    "TableError",
    "UNANSWERED",
    "WATCH_CHECK",
    "WATCH_LIST",
    "UNKNOWN_ANSWERS",
    "WORKLOAD",
    "check",
    "times_of",
]
