"""A small analysis written straight from the schemas, with hostile text in every place a writer can reach."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight import tables
from socialinsight.proportion import net_interval, wilson
from socialinsight.result import Analysis
from socialinsight.settings import Settings
from socialinsight.summary import periods
from tests.reports.toy_customers import NAMES as CUSTOMER_NAMES
from tests.reports.toy_customers import toy_customers

AS_OF = pd.Timestamp("2026-03-31 21:59:59", tz="UTC")
SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
HOSTILE = (
    SCRIPT,
    FORMULA,
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "a\x00b\x0bc",
    "$\\frac{1}{0}$",
)
TEXTS = (
    ("hu", "Harmadik napja nincs internet, és senki sem szól, meddig tart. Ezért fizetek?"),
    ("hu", "Megint duplán vonták le a díjat, kérem, javítsák és írják jóvá a különbözetet!"),
    ("hu", "Ha péntekig nem jön szerelő, felmondom az egészet és megyek máshoz."),
    ("hu", "Őszintén mondom: az új alkalmazás gyors és átlátható, köszönöm szépen a segítséget."),
    ("hu", "Meddig tart a karbantartás a Kossuth utcában? Tegnap óta várok válaszra."),
    ("ru", "Второй день лежит приложение, код получения не приходит. Когда почините?"),
    ("ru", "Посылка потерялась, а поддержка отвечает одними и теми же словами."),
    ("ru", "Если не вернёте деньги, уйду к другому оператору и всем расскажу."),
    ("ru", "Спасибо, курьер приехал раньше срока и был очень вежлив."),
    ("ru", "Подскажите, как перенести номер? На сайте кнопка не работает."),
)
ISSUES = (
    ("nincs internet napok óta", "technical", 64, 21, True),
    ("duplán levont díj", "billing", 31, 34, False),
    ("приложение не открывается", "web", 27, 12, True),
    ("посылка потерялась", "delivery", 19, 25, False),
    ("nem jött ki a szerelő", "staff", 14, 15, False),
    ("hűségidő miatt nem enged", "contract", 9, 6, False),
    (SCRIPT, "product", 5, 0, False),
    ("=cmd|' /C calc'!A0", "other", 3, 4, False),
)
ROLES = ("problem_solver", "opinion_leader", "influencer", "peacemaker", "hostile_pattern", "advocate")
STAGES = ("acknowledged", "acted", "apologised", "compensated", "all_clear", "followed_up", "recovered")


def toy(n: int = 900, *, settings: Settings | None = None, seed: int = 3) -> Analysis:
    """Return the analysis of `n` made-up messages; `n` = 0 gives empty tables."""
    settings = settings or Settings(names=("Zengő Net",), agents=("agent1", "agent2"))
    chance = np.random.default_rng(seed)
    messages, signals = _messages(n, chance)
    current, previous = periods(AS_OF, settings.period_days)
    made = dict(_insights(messages, chance)) if n else {}
    names = ("texts", "annotations", "edges", "members", "role_evidence", "conversations", "unanswered", "issues")
    names += ("issue_messages", "churn", "episodes", "counts", "satisfaction", "activity", "summary", "quality")
    names += ("role_changes", "communities", "agent_questions", "identity_suggestions", *CUSTOMER_NAMES)
    rest = {name: made.get(name, tables.SCHEMAS[name].empty()) for name in names}
    return Analysis(
        as_of=AS_OF,
        settings=settings,
        zone="Europe/Budapest",
        country="HU",
        language="hu",
        current=current,
        previous=previous,
        messages=messages,
        signals=signals,
        **rest,
    )


def _filled(schema: tables.Schema, table: pd.DataFrame) -> pd.DataFrame:
    """Cast a table; columns that the toy does not name are 0, empty or missing."""
    blanks = {"int32": 0, "float64": np.nan, "float32": np.nan, "bool": False, "time": pd.NaT}
    rest = [
        column for column in schema.columns if column.name not in table and (column.required or "int" in column.kind)
    ]
    made = {c.name: [()] * len(table) if c.kind == "ids" else blanks.get(c.kind) for c in rest}
    return schema.cast(table.assign(**made))


def _messages(n: int, chance: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    text = [TEXTS[i] for i in chance.integers(0, len(TEXTS), n)]
    text[: len(HOSTILE)] = [("hu", one) for one in HOSTILE][:n]
    author = [f"u{i}" for i in (chance.zipf(1.4, n) % 90)]
    role = ["agent" if x < 0.25 else "customer" for x in chance.random(n)]
    author = [f"agent{1 + i % 2}" if r == "agent" else a for i, (r, a) in enumerate(zip(role, author))]
    at = AS_OF - pd.to_timedelta(np.sort(chance.uniform(0, 118 * 86_400, n))[::-1], unit="s")
    table = {
        "message_id": [f"telegram:zengo:{i}" for i in range(n)],
        "community_id": ["zengo" if i % 4 else "romashka" for i in range(n)],
        "conversation_id": [f"c{i // 4}" for i in range(n)],
        "reply_to": [None if i % 4 == 0 else f"telegram:zengo:{i - 1}" for i in range(n)],
        "author_id": author,
        "author_role": role,
        "channel": [("telegram", "vk", "email")[i // 4 % 3] for i in range(n)],
        "is_public": [i // 4 % 3 != 2 for i in range(n)],
        "sent_at": at,
        "text": [one[1] for one in text],
        "author_name": [SCRIPT if a == "u1" else f"Név {a}" for a in author],
    }
    messages = _filled(tables.MESSAGES, pd.DataFrame(table, columns=list(table)))
    signals = pd.DataFrame(
        {"message_id": messages["message_id"], "lang": pd.Series([t[0] for t in text], dtype="string")}
    )
    return messages, signals


def _insights(messages: pd.DataFrame, chance: np.random.Generator):
    known = messages["message_id"].tolist()
    ids = known * (1 + 300 // len(known))
    customers = messages[messages["author_role"] == "customer"]
    yield "conversations", _conversations(messages, chance)
    yield "unanswered", _unanswered(customers.tail(70))
    yield "issues", _issues(ids)
    assigned = pd.DataFrame({"message_id": known[:200], "weight": 0.7})
    assigned["issue_id"] = [None if place % 4 == 0 else "i0" for place in range(len(assigned))]
    yield "issue_messages", _filled(tables.ISSUE_MESSAGES, assigned)
    yield "churn", _churn(customers, chance)
    yield "episodes", _episodes(ids)
    yield "counts", _counts(chance)
    yield "satisfaction", _satisfaction(chance)
    yield "activity", _activity(chance)
    yield "summary", _summary()
    yield "edges", _edges(messages, chance)
    yield "members", _members(customers, chance)
    yield "role_evidence", _role_evidence(customers, ids, chance)
    yield from _community(customers, ids)
    yield from toy_customers(customers, ids, AS_OF, SCRIPT, _filled)
    rows = [
        ("read_records", 934, ""),
        ("read_accepted", 900, ""),
        ("read_rejected", 4, ""),
        ("read_duplicates", 20, ""),
    ]
    rows += [("read_skipped", 10, ""), ("messages", 900, ""), ("lang_hu", 512, ""), ("lang_ru", 388, "")]
    rows += [("role_agent", 230, ""), ("replies", 675, ""), ("time_zone", "Europe/Budapest", "assumed")]
    rows += [("agents", "agent1, agent2", "set"), ("a_new_item", SCRIPT, "")]
    quality = pd.DataFrame(rows, columns=["item", "value", "note"]).astype(str)
    yield "quality", _filled(tables.QUALITY, quality)


def _conversations(messages: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    first = messages.drop_duplicates("conversation_id").reset_index(drop=True)
    n = len(first)
    wait = np.where(chance.random(n) < 0.16, np.nan, chance.lognormal(8.6, 1.6, n))
    table = first[["conversation_id", "community_id", "channel", "is_public"]].assign(
        opened_at=first["sent_at"],
        last_at=first["sent_at"],
        n_messages=4,
        n_authors=3,
        n_agent_messages=1,
        asked_id=first["message_id"],
        asked_at=first["sent_at"],
        first_response_at=first["sent_at"] + pd.to_timedelta(wait, unit="s"),
        first_response_seconds=wait,
        first_response_business_seconds=wait * 0.4,
        next_response_seconds=wait,
        resolution_seconds=wait * 2,
        n_reopened=0,
        answered_by=np.where(np.isnan(wait), "nobody", "agent"),
        satisfaction_start=0.0,
        satisfaction_end=0.1,
        satisfaction_change=0.1,
        rating=np.nan,
        topic="billing",
    )
    return _filled(tables.CONVERSATIONS, table)


def _unanswered(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.reset_index(drop=True)
    at = rows["sent_at"] - pd.to_timedelta(np.arange(len(rows))[::-1] ** 1.1 / 3, unit="D")
    table = rows[["message_id", "conversation_id", "author_id", "is_public", "channel"]].assign(
        asked_at=at,
        age_seconds=(AS_OF - at).dt.total_seconds(),
        kind=[("complaint", "question", "request")[i % 3] for i in range(len(rows))],
        topic=[("technical", "billing", None)[i % 3] for i in range(len(rows))],
        peer_answered=[i % 9 == 0 for i in range(len(rows))],
        due_at=at,
    )
    return _filled(tables.UNANSWERED, table)


def _issues(ids: list[str]) -> pd.DataFrame:
    rows = []
    for i, (name, topic, now, before, new) in enumerate(ISSUES):
        rows.append(
            {
                "issue_id": f"i{i}",
                "name": name,
                "topic": topic,
                "department": "Pénzügy" if topic == "billing" else None,
                "n_messages": now + before + 10,
                "n_authors": now + 5,
                "share": (now + before + 10) / 400,
                "n_current": now,
                "n_previous": before,
                "growth": now / max(before, 1),
                "p_value": 0.01,
                "q_value": 0.012 if new else 0.7,
                "is_emerging": new,
                "sentiment": -0.5 + 0.05 * i if i < 6 else np.nan,
                "first_at": AS_OF - pd.Timedelta(days=90),
                "last_at": AS_OF - pd.Timedelta(days=i),
                "quote_ids": tuple(ids[3 * i + 20 : 3 * i + 24]) if i else tuple(ids[: len(HOSTILE)]),
            }
        )
    return _filled(tables.ISSUES, pd.DataFrame(rows))


def _churn(customers: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    rows = customers.drop_duplicates("author_id").head(48).reset_index(drop=True)
    last = AS_OF - pd.to_timedelta(chance.uniform(0, 100, len(rows)), unit="D")
    table = pd.DataFrame(
        {
            "author_id": rows["author_id"],
            "kind": [
                ("firm", "conditional", "considered", "considered", "taken_back")[i % 5] for i in range(len(rows))
            ],
            "score": chance.uniform(0.5, 1, len(rows)),
            "n_statements": 1 + np.arange(len(rows)) % 3,
            "first_at": last,
            "last_at": last,
            "message_id": rows["message_id"],
            "last_contact_at": last,
            "days_since_contact": (AS_OF - last).total_seconds() / 86_400,
            "topic": "contract",
            "quote_ids": [(one,) for one in rows["message_id"]],
        }
    )
    return _filled(tables.CHURN, table)


def _episodes(ids: list[str]) -> pd.DataFrame:
    rows = []
    for name, days, steps, over in (
        ("nincs internet napok óta", 12, (0.7, 1.5, 2.0, 20.0, 27.0, 70.0, 31.0), True),
        (SCRIPT, 55, (None, 30.0, None, None, 52.0, None, 80.0), True),
        ("приложение не открывается", 1, (2.0, None, None, None, None, None, None), False),
    ):
        start = AS_OF - pd.Timedelta(days=days)
        times = {f"{s}_at": start + pd.Timedelta(hours=h) if h else pd.NaT for s, h in zip(STAGES, steps)}
        rows.append(
            {
                "episode_id": f"e{days}",
                "issue_id": None,
                "name": name,
                "community_id": "zengo",
                "started_at": start,
                "peak_at": start + pd.Timedelta(hours=3),
                "ended_at": start + pd.Timedelta(hours=30) if over else pd.NaT,
                "n_messages": 88 - days,
                "n_authors": 41,
                "expected": 6.4,
                "p_value": 1e-9,
                **times,
                "sentiment_before": 0.05,
                "sentiment_during": -0.61,
                "sentiment_after": -0.12 if over else np.nan,
                "churn_before": 0.01,
                "churn_during": 0.09,
                "churn_after": 0.02 if over else np.nan,
                "evidence_ids": tuple(ids[40 + i] if h else "" for i, h in enumerate(steps)),
                "quote_ids": tuple(ids[60:64]),
            }
        )
    table = pd.DataFrame(rows)
    table[[f"{s}_at" for s in STAGES]] = table[[f"{s}_at" for s in STAGES]].apply(pd.to_datetime, utc=True)
    return _filled(tables.EPISODES, table)


def _counts(chance: np.random.Generator) -> pd.DataFrame:
    at = pd.date_range(end=AS_OF.floor("h"), periods=24 * 100, freq="h")
    expected = 0.35 + 0.3 * np.sin((at.hour - 8) / 24 * 2 * np.pi)
    age = (AS_OF - at).days
    n = chance.poisson(expected + 4 * (age == 12) + 3 * (age == 55) + 4 * (age == 1))
    table = pd.DataFrame({"community_id": "zengo", "at": at, "n": n, "expected": expected, "upper": expected + 3})
    return _filled(tables.COUNTS, table.assign(is_alarm=table["n"] > table["upper"]))


def _satisfaction(chance: np.random.Generator) -> pd.DataFrame:
    weeks = [f"{day:%Y-%m-%d}" for day in pd.date_range("2025-12-08", "2026-03-30", freq="7D")]
    values = [("period", week) for week in weeks]
    values += [("channel", one) for one in ("telegram", "vk", "email")] + [("language", one) for one in ("hu", "ru")]
    values += [("topic", one) for one in ("billing", "technical", "delivery", "staff", "web", "other")]
    values += [("product", SCRIPT)]
    rows = []
    for i, (dimension, value) in enumerate(values):
        n = int(chance.integers(3, 90))
        positive, negative = int(n * (0.3 + 0.1 * np.sin(i))), int(n * 0.35)
        low, high = net_interval(positive, negative, n)
        net = (positive - negative) / n
        rows.append((dimension, value, n, net, low, high, net, 12 * (dimension == "channel"), np.nan))
    return _filled(tables.SATISFACTION, pd.DataFrame(rows, columns=tables.SATISFACTION.required))


def _activity(chance: np.random.Generator) -> pd.DataFrame:
    slot = np.arange(168)
    day, hour = slot // 24, slot % 24
    asked = chance.poisson(1 + 6 * np.exp(-((hour - 19) ** 2) / 18) + 3 * np.exp(-((hour - 10) ** 2) / 12))
    answers = chance.poisson(5.0 * ((hour >= 8) & (hour < 18) & (day < 5)) + 0.1)
    return _filled(
        tables.ACTIVITY, pd.DataFrame({"weekday": day, "hour": hour, "n_asked": asked, "n_answers": answers})
    )


def _summary() -> pd.DataFrame:
    def share(hits: int, n: int, before: float, direction: str) -> tuple:
        return (hits / n, n, *wilson(hits, n), before, n - 20, "share", direction)

    rows = [
        ("messages", 1234.0, 1234, np.nan, np.nan, 12_345.0, 12_345, "count", "none"),
        ("customer_messages", 934.0, 1234, np.nan, np.nan, 820.0, 1100, "count", "none"),
        ("authors", 89.0, 934, np.nan, np.nan, 71.0, 820, "count", "none"),
        ("complaint_share", *share(298, 934, 0.22, "down")),
        ("net_sentiment", -0.12, 934, -0.17, -0.07, 0.03, 820, "score", "up"),
        ("churn_share", *share(23, 934, 0.027, "down")),
        ("rating", np.nan, 0, np.nan, np.nan, np.nan, 0, "score", "up"),
        ("answered_share", *share(181, 210, 0.79, "up")),
        ("peer_answered_share", *share(9, 210, 0.05, "up")),
        ("first_response_median", 12_000.0, 181, 9000.0, 15_000.0, 19_800.0, 160, "seconds", "down"),
        ("first_response_p90", 200_000.0, 181, np.nan, np.nan, 150_000.0, 160, "seconds", "down"),
        ("first_response_business_median", 4000.0, 181, 3000.0, 5000.0, 4100.0, 160, "seconds", "down"),
        ("resolution_median", 40_000.0, 3, np.nan, np.nan, np.nan, 0, "seconds", "down"),
    ]
    columns = ["metric", "value", "n", "low", "high", "previous", "previous_n", "unit", "direction"]
    return _filled(tables.SUMMARY, pd.DataFrame(rows, columns=columns))


def _edges(messages: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    authors = messages["author_id"].tolist()
    rows = [
        (one, a, b, "reply", 1.0, 0.1, at, 1.0)
        for one, a, b, at in zip(messages["message_id"], authors[1:], authors, messages["sent_at"])
        if a != b
    ]
    return _filled(tables.EDGES, pd.DataFrame(rows, columns=tables.EDGES.required))


def _members(customers: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    counts = customers.groupby("author_id").size().sort_values(ascending=False)
    rows = []
    for i, (author, n) in enumerate(counts.items()):
        scores = dict.fromkeys((*ROLES, "conversation_starter"), 0.6 if n > 8 else np.nan)
        whole = {
            "n_threads": n,
            "n_partners": min(n, 30),
            "n_repliers": n // 2,
            "n_replies_received": n,
            "n_helped": n // 3,
        }
        rows.append(
            {
                "community_id": "zengo",
                "period": "all",
                "author_id": author,
                "author_role": "customer",
                "n_messages": n,
                **whole,
                "pagerank": 1 - i / len(counts),
                "h_index": 2,
                "core": 1,
                "group": 0,
                **scores,
                "role": ROLES[i % 6] if n > 8 else None,
                "confidence": "assigned" if n > 8 else "abstain",
            }
        )
    return _filled(tables.MEMBERS, pd.DataFrame(rows))


def _role_evidence(customers: pd.DataFrame, ids: list[str], chance: np.random.Generator) -> pd.DataFrame:
    top = customers["author_id"].value_counts().index[:18]
    rows = []
    for i, author in enumerate(top):
        score = 0.9 - 0.02 * i
        evidence = (tuple(ids[100 + 4 * i : 103 + 4 * i]), tuple(ids[104 + 4 * i : 105 + 4 * i]) if i % 3 else ())
        level = ("assigned", "tentative", "counts_only")[i // 7]
        rows.append(
            ("zengo", author, ROLES[i % 6], score, score - 0.1, score + 0.08, 40 - i, 0.01, level, FORMULA, *evidence)
        )
    return _filled(tables.ROLE_EVIDENCE, pd.DataFrame(rows, columns=tables.ROLE_EVIDENCE.required))


def _community(customers: pd.DataFrame, ids: list[str]):
    one, other, third = ([*customers["author_id"].unique(), "a", "b", "c"])[:3]
    place = {"community_id": "zengo"}
    asked = place | {"n_asked": 80, "n_peer_answered": 20, "n_staff_answered": 50, "n_peer_only": 12}
    asked |= {"peer_share": 0.25, "low": 0.17, "high": 0.35}
    whole = asked | {
        "peer_seconds": 300.0,
        "staff_seconds": 9000.0,
        "hours_saved": 1.0,
        "n_helpers": 9,
        "top_ids": (one,),
    }
    yield "communities", _filled(tables.COMMUNITIES, pd.DataFrame([whole | {"top_share": 0.8, "lost_share": 0.4}]))
    topics = [
        asked | {"topic": "billing", "back_to_agents": True, "message_ids": tuple(ids[5:8])},
        asked | {"topic": SCRIPT, "back_to_agents": False, "message_ids": ()},
    ]
    yield "agent_questions", _filled(tables.AGENT_QUESTIONS, pd.DataFrame(topics))
    changes = [
        place | {"author_id": one, "previous": None, "current": "advocate", "kind": "gained"},
        place | {"author_id": other, "previous": "influencer", "current": None, "kind": "left"},
        place | {"author_id": third, "previous": "influencer", "current": None, "kind": "unclear"},
    ]
    scores = {"score_previous": 0.4, "score_current": 0.9, "n_previous": 12, "n_current": 15}
    yield "role_changes", _filled(tables.ROLE_CHANGES, pd.DataFrame([row | scores for row in changes]))
    pair = {"author_id": one, "other_id": other, "strength": "strong", "same_email": True, "name_likeness": 1.0}
    pair |= {"hours_likeness": 0.9, "wording_likeness": np.nan, "message_ids": tuple(ids[8:10])}
    yield "identity_suggestions", _filled(tables.IDENTITY_SUGGESTIONS, pd.DataFrame([pair]))
