"""Routing: each message and each issue to the department that can use it, or to nobody."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.annotation import TextReading
from socialinsight.proportion import wilson
from socialinsight.routing.evidence import Evidence, evidence, named, probabilities
from socialinsight.routing.model import RoutingModel, fit_routing
from socialinsight.settings import Settings
from socialinsight.tables import ROUTES, ROUTING_CHECK, STRING

LEAST_SHARE = 0.5
MOST_TICKETS = 5_000


def routes(
    messages: pd.DataFrame, signals: pd.DataFrame, reading: TextReading, *, settings: Settings, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame, RoutingModel]:
    """Return the department of each message that the firm did not write, and how well learnt routing did.

    Rules alone (`basis` rules) unless the messages tell a `department` or the settings name a `routing_model`: then a
    linear model decides (learnt). A message that is less sure than `routing_threshold` has no department; in private
    conversations it takes that of the first sure message (conversation).

    Parameters
    ----------
    messages, signals : pandas.DataFrame
        The tables of these names, same rows. The optional column `department` holds where the firm routed a ticket.
    reading : TextReading
        Distinct texts, annotations and lemmas.
    settings : Settings
        `departments`, `department_words`, `routing_model` and `routing_threshold` are used.
    seed : int
        Of the folds on which learnt routing is checked.

    Returns
    -------
    tuple
        A routes table, a routing_check table (empty when nothing was learnt) and the model (empty likewise).
    """
    theirs = ~messages["author_role"].isin(["agent", "bot"]).to_numpy(bool)
    own, said = messages[theirs].reset_index(drop=True), signals[theirs].reset_index(drop=True)
    text_id = pd.Index(reading.texts["text"].astype(object)).get_indexer(own["text"].astype(object))
    found = evidence(reading, text_id, said, settings)
    model, checked = _learnt(messages, own, text_id, found, reading, settings, seed)
    if settings.routing_model and not model.departments:
        model = RoutingModel.load(settings.routing_model)
    names, chance, basis = found.departments, probabilities(found.sums), "rules"
    if model.departments:
        names, chance, basis = model.departments, model.probabilities(reading.lemmas, text_id, found), "learnt"
    table = _decided(own, names, chance, found, basis, settings.routing_threshold)
    return ROUTES.cast(_with_conversations(table, own, found)), checked, model


def _decided(
    own: pd.DataFrame, names: list[str], chance: np.ndarray, found: Evidence, basis: str, threshold: float
) -> pd.DataFrame:
    order = np.argsort(-chance, axis=1, kind="stable")
    rows = np.arange(len(own))
    first, second = order[:, 0], order[:, min(1, order.shape[1] - 1)]
    certainty = chance[rows, first]
    is_sure = (certainty >= threshold) & (found.is_spoken | (basis == "rules"))
    labels, words = pd.array(names, dtype=STRING), pd.array([*found.terms, None], dtype=STRING)
    return pd.DataFrame(
        {
            "message_id": own["message_id"],
            "department": pd.Series(labels[first]).where(is_sure),
            "certainty": certainty,
            "second": pd.Series(labels[second]).where(chance[rows, second] > 0),
            "basis": np.where(is_sure, basis, "none"),
            "word": pd.Series(words[found.word]).where(is_sure & (basis == "rules")),
        }
    )


def _with_conversations(table: pd.DataFrame, own: pd.DataFrame, found: Evidence) -> pd.DataFrame:
    """Give messages of private conversations that are not sure the department of the first sure one."""
    private = ~own["is_public"].fillna(True).to_numpy(bool)
    sure = table[private & table["department"].notna().to_numpy()].assign(
        talk=own["conversation_id"], at=own["sent_at"]
    )
    first = sure.sort_values("at", kind="stable").drop_duplicates("talk").set_index("talk")["department"]
    takes = private & table["department"].isna().to_numpy() & found.is_spoken
    given = own["conversation_id"].map(first).where(takes)
    known = given.notna().to_numpy()
    return table.assign(
        department=table["department"].where(~known, given), basis=table["basis"].where(~known, "conversation")
    )


def _learnt(
    messages: pd.DataFrame,
    own: pd.DataFrame,
    text_id: np.ndarray,
    found: Evidence,
    reading: TextReading,
    settings: Settings,
    seed: int,
) -> tuple[RoutingModel, pd.DataFrame]:
    """Learn from the first customer message of the latest 5,000 routed conversations; the last department counts."""
    if "department" not in messages or messages["department"].isna().all():
        return RoutingModel.empty(), ROUTING_CHECK.empty()
    told = messages.dropna(subset=["department"]).sort_values("sent_at", kind="stable")
    last = told.drop_duplicates("conversation_id", keep="last").set_index("conversation_id")["department"]
    rows = own.assign(row=np.arange(len(own))).sort_values("sent_at", kind="stable")
    rows = rows[rows["conversation_id"].isin(last.index)].drop_duplicates("conversation_id").tail(MOST_TICKETS)
    row = rows["row"].to_numpy(int)
    routed = rows["conversation_id"].map(last).astype(str).to_numpy(object)
    part = Evidence(found.departments, found.sums[row], found.is_spoken[row], found.terms, found.word[row])
    model, chance = fit_routing(reading.lemmas, text_id[row], part, routed, seed=seed)
    return model, _checked(model, chance, routed, settings.routing_threshold)


def _checked(model: RoutingModel, chance: np.ndarray, routed: np.ndarray, threshold: float) -> pd.DataFrame:
    """Return how well tickets were routed by a model that had not seen them."""
    known = ~np.isnan(chance).any(axis=1) if len(model.departments) else np.zeros(len(routed), bool)
    if not known.any():
        return ROUTING_CHECK.empty()
    chance, routed = chance[known], routed[known].astype(str)
    names = np.array(model.departments, object)
    given = np.where(chance.max(axis=1) >= threshold, names[chance.argmax(axis=1)], "")
    rows = []
    for name in ["", *model.departments]:
        truly = np.ones(len(routed), bool) if not name else routed == name
        sent = given != "" if not name else given == name
        right = int((sent & (given == routed)).sum())
        low, high = wilson(right, int(sent.sum()))
        rows.append(
            {
                "department": name,
                "n": int(truly.sum()),
                "n_sent": int(sent.sum()),
                "precision": right / sent.sum() if sent.any() else np.nan,
                "low": low,
                "high": high,
                "recall": right / truly.sum(),
                "unsure_share": float((given[truly] == "").mean()),
            }
        )
    return ROUTING_CHECK.cast(pd.DataFrame(rows))


def route_issues(
    issues: pd.DataFrame, issue_messages: pd.DataFrame, routed: pd.DataFrame, *, settings: Settings
) -> pd.DataFrame:
    """Return the issues table with the department to which most of each issue's sure messages go.

    Less than half of them for one department, or none sure: the department of the issue's topic.
    """
    sure = issue_messages.merge(routed[["message_id", "department"]].dropna(), on="message_id")
    counts = sure.groupby(["issue_id", "department"], observed=True).size()
    most: dict[str, str] = {}
    if len(counts):
        share = counts / counts.groupby(level=0).transform("sum")
        kept = counts[share > LEAST_SHARE]
        most = {str(issue): str(department) for issue, department in kept.index}
    topics = [None if pd.isna(topic) or topic == "other" else named(str(topic), settings) for topic in issues["topic"]]
    chosen = [most.get(str(one), topic) for one, topic in zip(issues["issue_id"], topics)]
    return issues.assign(department=pd.array(chosen, dtype=issues["department"].dtype))
