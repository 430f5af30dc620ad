"""Message signals: from annotations to one number per message and signal."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialinsight.labels import AGENT_ROLES, CUSTOMER_ROLES, label_names, labels
from socialinsight.signals import conditional_demand, hostility, sentiment, service_talk, topic
from socialinsight.signals.label_score import as_score, label_sums, model_weights
from socialinsight.tables import STRING

_VOICE = 1.5
_REGISTER = 4.0
_JUDGING = ("complaint", "sarcasm", "recommendation", "solution_confirmed")
_PLACE = "model_elsewhere"
_CLEAR = 0.3
_ELSEWHERE = {"complaint": 2.0}
_UNMARKED = (0.0, 1.0, 2.0)
"""Doubt of a firm's acts in a text with words of its own talk, with a matter of firms alone, with neither."""
_YES = 0.5
_MOCKED = ("praise", "thanks")
_DOUBTED = 0.4


def text_signals(texts: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return the signals of each distinct text, judged by wording alone.

    Parameters
    ----------
    texts, annotations : pandas.DataFrame
        Tables of `annotation.read_messages`.

    Returns
    -------
    pandas.DataFrame
        One row a text: a float32 column for each act, detail and cue (0..1), `sentiment` (-1..1), the same for
        a known role (`hostility_known_role`, `sentiment_known_role`), `topic` (string). NaN in texts whose language
        is not read.
    """
    sums, scores = rule_scores(annotations, len(texts))
    model = model_weights(annotations, len(texts), sentiment.MODEL)
    scores = scores.join(sentiment.score(scores, sums, model, texts["lang"].reset_index(drop=True)))
    scores["setting"] = service_talk.setting(scores, sums)
    scores[_PLACE] = model_weights(annotations, len(texts), (_PLACE,))[_PLACE].fillna(0)
    scores["unmarked"] = np.where(sums["desk_words"].notna(), 0, np.where(sums["desk_matter"].notna(), 1, 2))
    result = scores.astype(np.float32)
    unread = ~texts["lang"].isin(["hu", "ru"]).to_numpy(bool)
    result.loc[unread] = np.nan
    result["topic"] = topic.score(sums).where(~unread, pd.NA)
    return result


def rule_scores(annotations: pd.DataFrame, n_texts: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the summed weights of the labels of each text, and the scores (0..1) of acts, details and cues.

    Beside them stands `hostility_known_role`, the score of hostility for `fit_roles`. Praise and thanks that are meant
    sarcastically stay below one half.
    """
    sums = label_sums(annotations, n_texts)
    names = label_names("act", "detail", "cue")
    scores = pd.DataFrame(as_score(sums[names].to_numpy(float)), columns=names)
    learnt = model_weights(annotations, n_texts, (hostility.LEARNT,))[hostility.LEARNT]
    hostile = hostility.score(scores, sums, learnt, service_talk.score(scores, sums))
    scores[hostile.columns] = hostile
    scores["conditional_demand"] = conditional_demand.score(scores)
    mocking = (scores["sarcasm"] >= _YES).fillna(False)
    for name in _MOCKED:
        scores[name] = scores[name].mask(mocking, scores[name].clip(upper=_DOUBTED))
    return sums, scores


def fit_roles(signals: pd.DataFrame, roles: pd.Series) -> pd.DataFrame:
    """Return the signals as the writers' roles allow: labels a role cannot carry are 0, agents' sentiment is NaN.

    A question by which the firm asks whether one is content is a follow-up and no question. Where the role is
    unknown the wording decides: a label of agents counts less in a text that sounds like a
    customer, and the other way round.

    Parameters
    ----------
    signals : pandas.DataFrame
        One row a message, columns as in `text_signals`.
    roles : pandas.Series of string
        customer, peer, agent, bot, member or unknown; same index.
    """
    result = signals.copy()
    role = roles.fillna("unknown").astype(object)
    known = role.isin(AGENT_ROLES | CUSTOMER_ROLES)
    for name in ("hostility", "sentiment"):
        result[name] = result[name].mask(known, result.pop(f"{name}_known_role"))
    names = label_names("act", "detail", "cue")
    code, distinct = pd.factorize(role)
    fits = np.array([[labels()[name].fits(value) for name in names] for value in distinct], bool).reshape(
        -1, len(names)
    )
    values = result[names].to_numpy(np.float32)
    result[names] = np.where(fits[code] | np.isnan(values), values, np.float32(0))
    result.loc[role.isin(AGENT_ROLES), "sentiment"] = np.nan
    result.loc[result["follow_up"] >= _YES, "question"] = np.float32(0)
    return _by_wording(result, ~known.to_numpy(bool))


def _by_wording(signals: pd.DataFrame, unknown: np.ndarray) -> pd.DataFrame:
    """Lower the labels of one side where nothing is known of the writer and the wording is not that side's.

    Log-odds fall by 1.5 in the voice of the other side, and by up to 1 (2 for complaints) in texts about no service.
    Those of agents' acts fall by 1 more in texts without a word of a firm's own talk, by 2 when nothing in them is a
    matter of firms; those of blame, mockery, advice and cures by up to 4 in texts that read like film talk,
    news, prose, tweets to nobody or forums.
    """
    setting = signals.pop("setting").to_numpy(float)
    unmarked = np.array(_UNMARKED)[signals.pop("unmarked").fillna(0).to_numpy(int)]
    elsewhere = _REGISTER * signals.pop(_PLACE).to_numpy(float)
    if not unknown.any():
        return signals
    voice = (signals["agent_voice"] - signals["customer_voice"]).to_numpy(float)
    for name in label_names("act"):
        who = labels()[name].who
        doubt = _sides_doubt(name, who, voice, setting) + unmarked * (who == {"agent"}) + elsewhere * (name in _JUDGING)
        values = signals[name].to_numpy(float)
        odds = values / np.maximum(1 - values, 1e-6) * np.exp(-doubt)
        signals[name] = np.where(unknown, odds / (1 + odds), values).astype(np.float32)
    return signals


def _sides_doubt(name: str, who: frozenset[str], voice: np.ndarray, setting: np.ndarray) -> np.ndarray:
    """Return by how much log-odds fall: for the voice of the other side, and where no service is spoken of."""
    if "all" in who:
        return np.zeros(len(voice))
    other = np.zeros(len(voice), bool)
    if who != {"agent", "peer"}:
        other = voice < -_CLEAR if who == {"agent"} else voice > _CLEAR
    return _VOICE * other + _ELSEWHERE.get(name, 1.0) * (1 - setting)


def message_signals(messages: pd.DataFrame, texts: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return the signals table: one row a message, keyed by `message_id`."""
    by_text = text_signals(texts, annotations)
    row = pd.Index(texts["text"].astype(object)).get_indexer(messages["text"].astype(object))
    signals = by_text.iloc[row].reset_index(drop=True)
    signals = fit_roles(signals, messages["author_role"].reset_index(drop=True))
    signals.insert(0, "message_id", messages["message_id"].to_numpy(object))
    signals.insert(1, "lang", texts["lang"].to_numpy(object)[row])
    return signals.astype({"message_id": STRING, "lang": STRING, "topic": STRING})
