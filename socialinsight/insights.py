"""The insight tables: each room's functions in their order, every one from tables to tables."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import Any

import pandas as pd

from socialinsight.churn.returning import returning
from socialinsight.churn.stated import stated_churn
from socialinsight.crises import crises
from socialinsight.crises.aftermath import aftermath
from socialinsight.crises.alarm_check import alarm_check
from socialinsight.crises.channel_shift import channel_shifts
from socialinsight.crises.facts import crisis_facts
from socialinsight.crises.watch_list import watch_list
from socialinsight.customers.overview import customer_tables
from socialinsight.drivers import drivers, mood_changes
from socialinsight.graph.edges import edges as graph_edges
from socialinsight.ground import Ground
from socialinsight.identities.suggestions import suggestions
from socialinsight.issues import issues
from socialinsight.issues.direction import product_issues, subjects
from socialinsight.market import market, mentions
from socialinsight.moderation import moderation
from socialinsight.moderation.invitations import invitations
from socialinsight.moderation.silence import hidden_ids, silence
from socialinsight.parallel import beside, n_workers
from socialinsight.progress import stage
from socialinsight.recovery import recovery
from socialinsight.roles.overview import community_tables
from socialinsight.routing import route_issues, routes
from socialinsight.service.activity import activity
from socialinsight.service.anger import anger, anger_followed, angry_messages
from socialinsight.service.answered import unknown_answers
from socialinsight.service.boilerplate import boilerplate
from socialinsight.service.bouncing import bounces
from socialinsight.service.contradictions import contradictions
from socialinsight.service.conversations import conversations
from socialinsight.service.forecast import forecast
from socialinsight.service.promises import promises
from socialinsight.service.reach import hard_to_reach
from socialinsight.service.response import due, response
from socialinsight.service.scorecards import scorecard
from socialinsight.service.spelling import spelling_slips
from socialinsight.service.teams import teams
from socialinsight.service.tone import tone
from socialinsight.service.turned import turned
from socialinsight.service.turns import turns
from socialinsight.service.unanswered import unanswered
from socialinsight.service.waits import reopened, waits
from socialinsight.service.workload import concurrency, workload
from socialinsight.summary import periods, summary

SHARED = ("sklearn.feature_extraction.text", "scipy.stats")
"""Slow imports that rooms in both processes need: loaded before they part."""


def insight_tables(ground: Ground) -> dict[str, Any]:
    """Return the insight tables by name; of long exports some rooms are worked out in a process of their own."""
    messages, signals = ground.messages, ground.signals
    workers = n_workers(len(messages))
    if workers > 1:
        for name in SHARED:
            import_module(name)
    ahead = beside(partial(_apart, ground), workers=workers)
    tables = _customers(ground)
    tables |= ahead()
    routed = routes(messages, signals, ground.reading, settings=ground.settings, seed=ground.seed)
    tables["routes"], tables["routing_check"], tables["routing_model"] = routed
    tables["issues"] = route_issues(tables["issues"], tables["issue_messages"], routed[0], settings=ground.settings)
    tables |= _handling(ground, tables)
    stage("customers")
    own = {"customers": ground.customers, "events": ground.events}
    place = {"as_of": ground.as_of, "settings": ground.settings, "zone": ground.zone}
    return tables | customer_tables(messages, signals, ground.reading.texts, tables, **own, **place)


def _apart(ground: Ground) -> dict[str, Any]:
    """Return what stands on the messages alone."""
    messages, signals, reading, settings = ground.messages, ground.signals, ground.reading, ground.settings
    read, said = ground.read_closely()
    templates, replies = boilerplate(messages, signals, settings=settings)
    annotated = (messages, reading.texts, reading.annotations, signals)
    return {
        "promises": promises(*annotated, as_of=ground.as_of, events=ground.events, **ground.place),
        "returning": returning(ground.events, as_of=ground.as_of),
        "templates": templates,
        "replies": replies,
        "identity_suggestions": suggestions(messages),
        "subjects": subjects(messages, reading.texts, signals, reading.lemmas, settings=settings, seed=ground.seed),
        "bounces": bounces(read, said, ground.events),
        "tone": tone(read, said, teams=teams(messages, settings)),
    }


def _customers(ground: Ground) -> dict[str, Any]:
    """Return what customers and their community said and did."""
    messages, signals, reading, settings = ground.messages, ground.signals, ground.reading, ground.settings
    as_of, zone, seed = ground.as_of, ground.zone, ground.seed
    current, previous = periods(as_of, settings.period_days)
    stage("conversations")
    facts = turns(messages, signals)
    known = ground.events[(ground.events["at"] <= as_of).to_numpy(bool)]
    talks = conversations(facts, teams=teams(messages, settings), events=known, **ground.place)
    stage("community")
    links = graph_edges(messages, signals)
    people = community_tables(messages, signals, links, settings=settings, as_of=as_of, seed=seed)
    stage("issues")
    found, assigned, learnt = issues(
        messages,
        reading.texts,
        signals,
        reading.lemmas,
        current=current,
        previous=previous,
        settings=settings,
        seed=seed,
        model=ground.issue_model,
    )
    named = mentions(messages, reading.texts, reading.annotations, signals, settings=settings)
    waiting = unanswered(facts, as_of=as_of, settings=settings)
    scored = facts.merge(signals[["message_id", "complaint", "churn_intent"]], on="message_id", how="left")
    return {
        "edges": links,
        **people,
        "conversations": talks,
        "unanswered": waiting,
        "issues": found,
        "issue_messages": assigned,
        "issue_model": learnt,
        "churn": stated_churn(messages, signals, as_of=as_of),
        **_crises(ground, found, assigned, waiting),
        "drivers": drivers(messages, signals, assigned),
        "mood_changes": mood_changes(talks, messages),
        "recovery": recovery(messages, signals, current=current, previous=previous),
        "product_issues": product_issues(messages, assigned),
        "mentions": named,
        "market": market(named, messages, signals, current=current, previous=previous),
        "activity": activity(facts, zone=zone),
        "summary": summary(scored, talks, current=current, previous=previous),
    }


def _crises(
    ground: Ground, found: pd.DataFrame, assigned: pd.DataFrame, waiting: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the crises, what became of them, and what may become one."""
    stage("crises")
    facts = crisis_facts(ground.messages, ground.signals, assigned)
    as_of, settings, zone = ground.as_of, ground.settings, ground.zone
    episodes, counts = crises(facts, found, as_of=as_of, settings=settings, zone=zone)
    listed, checked = watch_list(facts, waiting, as_of=as_of)
    rate = settings.alarms_per_month
    return {
        "episodes": episodes,
        "counts": counts,
        "aftermath": aftermath(facts, episodes, as_of=as_of),
        "channel_shifts": channel_shifts(facts, episodes, ground.events, as_of=as_of),
        "watch_list": listed,
        "watch_check": checked,
        "alarm_check": alarm_check(counts, episodes, alarms_per_month=rate, zone=zone, seed=ground.seed),
    }


def _handling(ground: Ground, tables: dict[str, Any]) -> dict[str, Any]:
    """Return what tells how the firm handled its messages: waits, deadlines, moderation, silence."""
    messages, signals, settings, events = ground.messages, ground.signals, ground.settings, ground.events
    as_of, zone = ground.as_of, ground.zone
    facts = turns(messages, signals)
    current, previous = periods(as_of, settings.period_days)
    own = teams(messages, settings)
    waited = waits(facts, tables["conversations"], teams=own, **ground.place)
    read, said = ground.read_closely()
    load = workload(facts, waited, as_of=as_of, **ground.place)
    expected, tried = forecast(load, as_of=as_of, zone=zone)
    angry = angry_messages(read, said, teams=own)
    slips, spelling = spelling_slips(read, said, teams=own)
    return {
        "moderation": moderation(read, said, tables["issue_messages"], settings=settings),
        "invitations": invitations(read, said),
        "silence": silence(facts, signals, hidden_ids(messages, events)),
        "response": response(waited, current=current, previous=previous, as_of=as_of, settings=settings),
        "reopened": reopened(facts, settings=settings),
        "due": due(facts, as_of=as_of, **ground.place),
        "workload": load,
        "concurrency": concurrency(facts, teams=own),
        "forecast": expected,
        "forecast_check": tried,
        "angry_messages": angry,
        "anger": anger(angry),
        "anger_followed": anger_followed(angry, messages, signals),
        "hard_to_reach": hard_to_reach(read, said),
        "slips": slips,
        "spelling": spelling,
        "contradictions": contradictions(read, said, teams=own),
        "unknown_answers": unknown_answers(read, said, teams=own),
        "turned": turned(facts),
        "scorecard": scorecard(read, said, tables["promises"], teams=own, settings=settings),
    }
