"""The firm's settings: one TOML file as a frozen object; unknown keys are refused with the nearest legal one."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

_NO_MAP: MappingProxyType[str, Any] = MappingProxyType({})


class SettingsError(ValueError):
    """A settings file has an unknown key or a value of the wrong kind."""


def _key(default: Any, meaning: str) -> Any:
    if isinstance(default, MappingProxyType):
        return field(default_factory=lambda: default, metadata={"meaning": meaning}, hash=False)
    return field(default=default, metadata={"meaning": meaning})


def _default(item: Field[Any]) -> Any:
    return _NO_MAP if item.default is MISSING else item.default


@dataclass(frozen=True)
class Settings:
    """What a firm says about itself; every key has a default, so that everything runs without a file.

    Examples
    --------
    >>> Settings(names=("Zengő Net",)).sla_hours
    24.0
    >>> Settings.from_mapping({"agent": ["a"]})
    Traceback (most recent call last):
    ...
    socialinsight.settings.SettingsError: settings: unknown key 'agent'; legal: ...
    """

    names: tuple[str, ...] = _key((), "names the firm is called by, inflected forms are found by themselves")
    agents: tuple[str, ...] = _key((), "author ids or display names of the firm's people and accounts")
    bots: tuple[str, ...] = _key((), "author ids or display names of bots")
    insiders: tuple[str, ...] = _key((), "declared employees, family and partners who write as themselves")
    same_person: MappingProxyType[str, Any] = _key(_NO_MAP, "person = list of the author ids of that person")
    competitors: tuple[str, ...] = _key((), "names of competitors")
    competitor_aliases: MappingProxyType[str, Any] = _key(_NO_MAP, "what people call a competitor = its name")
    products: tuple[str, ...] = _key((), "names of products")
    departments: MappingProxyType[str, Any] = _key(
        _NO_MAP, "topic or department = the firm's name for it, e.g. billing = 'Finance'"
    )
    department_words: str = _key("", "CSV file lang,department,term,weight: own words that point to departments")
    routing_model: str = _key("", "JSON file of a routing model, written by RoutingModel.save")
    routing_threshold: float = _key(0.6, "certainty below which a message is left without a department, 0..1")
    issue_names: MappingProxyType[str, Any] = _key(_NO_MAP, "issue_id = name given by hand")
    issue_merges: MappingProxyType[str, Any] = _key(_NO_MAP, "issue_id = issue_id of the issue that it belongs to")
    issue_file: str = _key("", "TOML file of issues merged and renamed by hand: merge = [[...]], rename = {...}")
    teams: MappingProxyType[str, Any] = _key(_NO_MAP, "author id or name = team")
    country: str = _key("", "HU, RU, ...: holidays and legal deadlines; guessed from the language when empty")
    time_zone: str = _key("", "IANA name; guessed from the language when empty")
    language: str = _key("", "language of reports: hu, ru or en")
    work_days: tuple[int, ...] = _key((0, 1, 2, 3, 4), "working days, 0 = Monday")
    work_start: str = _key("08:00", "start of the working day, local time")
    work_end: str = _key("18:00", "end of the working day, local time")
    sla_hours: float = _key(24.0, "hours within which an answer is owed")
    sla_clock: str = _key("calendar", "calendar, or business: the SLA counts working hours only")
    legal_deadline_days: int = _key(0, "days for a written complaint; 0 = the country's default")
    period_days: int = _key(30, "length of the current and the previous period in days")
    reopen_days: float = _key(7.0, "silence in days after which a conversation starts a new clock")
    min_support: int = _key(5, "messages below which no role is shown")
    boilerplate_copies: int = _key(3, "near-duplicates from which a reply counts as a template")
    role_days: int = _key(90, "length in days of the two periods whose roles are compared")
    answer_minutes: float = _key(5.0, "minutes that an agent needs for an answer, for the time that peers save")
    false_discovery_rate: float = _key(0.05, "rate for emerging issues and roles")
    alarms_per_month: float = _key(1.0, "false crisis alarms accepted a month")
    calls_per_week: int = _key(20, "customers that can be called in a week")
    risk_days: int = _key(90, "days ahead for which the risk of leaving is learnt")
    csat_scale: float = _key(0.0, "highest point of the CSAT scale; 0 = told from the answers")
    moderation_rules: str = _key("", "TOML file of moderation rules; empty = the rules of the library")
    scorecard: str = _key("", "TOML file of the criteria for conversations; empty = those of the library")
    show_names: bool = _key(False, "show author names in reports instead of pseudonyms")
    show_agents: bool = _key(False, "report agents by name instead of by team")
    pseudonym_key: str = _key("", "secret for the pseudonyms (HMAC); empty = one for this run's data")
    keep_source: bool = _key(False, "keep the unmapped rest of raw records")
    model_sets: tuple[str, ...] = _key(
        ("permissive", "share_alike", "unstated"), "licence groups of model weights that may be used"
    )
    profile: str = _key("fast", "fast, or thorough with huspacy / ru_core_news when installed")

    def __getstate__(self) -> dict[str, Any]:
        return {
            name: dict(value) if isinstance(value, MappingProxyType) else value for name, value in vars(self).items()
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, MappingProxyType(value) if isinstance(value, dict) else value)

    @classmethod
    def load(cls, path: str | Path) -> Settings:
        """Read a TOML file.

        Parameters
        ----------
        path : str or Path
            The firm's settings file, UTF-8 TOML.

        Returns
        -------
        Settings

        Raises
        ------
        SettingsError
            When the file is no TOML, a key is unknown or a value has the wrong kind.
        FileNotFoundError
            When there is no such file.
        """
        try:
            raw = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: is not a UTF-8 TOML file ({error}). Mend the named line.") from error
        return cls.from_mapping(raw, where=str(path))

    @classmethod
    def from_mapping(cls, raw: dict[str, Any], *, where: str = "settings") -> Settings:
        """Build settings from a plain mapping, refusing unknown keys and wrong kinds."""
        legal = {item.name: item for item in fields(cls)}
        values = {}
        for name, value in raw.items():
            if name not in legal:
                near = difflib.get_close_matches(name, legal, n=1)
                hint = f"Did you mean {near[0]!r}?" if near else "Remove it."
                raise SettingsError(f"{where}: unknown key {name!r}; legal: {', '.join(legal)}. {hint}")
            values[name] = _fit(name, value, _default(legal[name]), where)
        result = cls(**values)
        _check_values(result, where)
        return result

    @classmethod
    def describe(cls) -> str:
        """Return a commented TOML template of every key with its default."""
        lines = []
        for item in fields(cls):
            lines.append(f"# {item.metadata['meaning']}")
            lines.append(f"# {item.name} = {_toml(_default(item))}")
        return "\n".join(lines) + "\n"

    def to_toml(self) -> str:
        """Return the keys that differ from the defaults as TOML, each with its meaning."""
        lines = []
        for item in fields(self):
            value = getattr(self, item.name)
            if value != _default(item):
                lines += [f"# {item.metadata['meaning']}", f"{item.name} = {_toml(value)}"]
        return "\n".join(lines) + "\n"


def _fit(name: str, value: Any, default: Any, where: str) -> Any:
    if isinstance(default, MappingProxyType) and isinstance(value, dict):
        return MappingProxyType(dict(value))
    if isinstance(default, tuple) and isinstance(value, list | tuple):
        kind: type = int if name == "work_days" else str
        if all(isinstance(item, kind) for item in value):
            return tuple(value)
    elif isinstance(default, bool) or isinstance(value, bool):
        if isinstance(default, bool) and isinstance(value, bool):
            return value
    elif isinstance(default, float) and isinstance(value, int | float):
        return float(value)
    elif type(value) is type(default):
        return value
    names: dict[type, str] = {tuple: "list of strings", MappingProxyType: "table"}
    kind_name = names.get(type(default), type(default).__name__)
    raise SettingsError(
        f"{where}: {name} = {value!r} is a {type(value).__name__}; legal: a {kind_name}, "
        f"for example {name} = {_toml(default)}."
    )


def _check_values(settings: Settings, where: str) -> None:
    legal_values: dict[str, tuple[str, ...]] = {
        "language": ("", "hu", "ru", "en"),
        "profile": ("fast", "thorough"),
        "sla_clock": ("calendar", "business"),
    }
    for name, legal in legal_values.items():
        if getattr(settings, name) not in legal:
            raise SettingsError(f"{where}: {name} = {getattr(settings, name)!r}; legal: {legal}. Choose one of them.")
    if settings.time_zone:
        try:
            ZoneInfo(settings.time_zone)
        except (KeyError, ValueError, OSError) as error:
            raise SettingsError(
                f"{where}: time_zone = {settings.time_zone!r} is unknown; legal: an IANA name such as "
                "'Europe/Budapest' or 'Europe/Moscow'."
            ) from error
    for person, ids in settings.same_person.items():
        if not isinstance(ids, list | tuple) or not all(isinstance(one, str) for one in ids):
            raise SettingsError(
                f"{where}: same_person.{person} = {ids!r}; legal: a list of author ids, "
                f'for example {person} = ["user17", "kiss@posta.example"].'
            )
    for name in ("work_start", "work_end"):
        hour, _, minute = getattr(settings, name).partition(":")
        if not (hour.isdigit() and minute.isdigit() and int(hour) <= 24 and int(minute) < 60):
            raise SettingsError(f"{where}: {name} = {getattr(settings, name)!r}; legal: 'HH:MM'. Write '08:00'.")
    if settings.work_start >= settings.work_end:
        raise SettingsError(
            f"{where}: work_start {settings.work_start!r} is not before work_end {settings.work_end!r}. Swap them."
        )
    lengths = ("period_days", "role_days", "risk_days", "sla_hours", "reopen_days")
    if not 0 <= settings.routing_threshold <= 1:
        raise SettingsError(f"{where}: routing_threshold = {settings.routing_threshold!r}; legal: 0 to 1. Write 0.6.")
    for name in (*lengths, "alarms_per_month", "calls_per_week"):
        if getattr(settings, name) <= 0:
            raise SettingsError(f"{where}: {name} = {getattr(settings, name)!r}; legal: above 0.")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, MappingProxyType | dict):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    return repr(value)
