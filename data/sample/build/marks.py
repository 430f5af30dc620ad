"""The marks a source may carry; their meaning is in ``data/sample/README.md``."""

ALIASES = {
    "hostile": "hostility",
    "legal": "legal_threat",
    "publicity": "publicity_threat",
    "demand": "conditional_demand",
}
LABELS = frozenset(
    (
        "complaint", "question", "request", "praise", "thanks", "apology", "compensation", "follow_up", "insult",
        "profanity", "hostility", "legal_threat", "publicity_threat", "conditional_demand", "sarcasm",
        "acknowledgement", "all_clear", "referral", "wish", "recommendation", "solution_confirmed",
        "not_understood", "hard_to_reach", "buying_cue",
    )
)  # fmt: skip
STRUCTURE = frozenset(
    (
        "promise", "keeps", "reminds", "boilerplate", "churn", "not_churn", "competitor", "unanswered",
        "solved_by", "calms", "tries", "quarrel", "crisis", "moderation", "bounce", "invite_private",
        "reactions", "service", "media", "forward", "edited", "reply_deleted", "quote", "auto_reply", "html",
        "status", "rating", "private", "channel", "likes", "post",
    )
)  # fmt: skip
