import pickle
from pathlib import Path
from types import MappingProxyType

import pytest

import socialinsight as si
from socialinsight import tables
from socialinsight.settings import Settings, SettingsError


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("competitor = ['x']", "Did you mean 'competitors'"),
        ("sla_hours = 'two'", "legal: a float"),
        ("work_days = ['Monday']", "legal: a list"),
        ("time_zone = 'Budapest'", "an IANA name"),
        ("language = 'de'", "legal: \\('', 'hu', 'ru', 'en'\\)"),
        ("work_start = '18:00'\nwork_end = '08:00'", "is not before"),
        ("period_days = 0", "legal: above 0"),
        ("this is no toml", "is not a UTF-8 TOML file"),
    ],
)
def test_refusals(tmp_path: Path, body: str, message: str) -> None:
    path = tmp_path / "firm.toml"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        Settings.load(path)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    settings = Settings(names=('Zengő "Net"',), sla_hours=4.0, show_names=True, work_days=(0, 5))
    path = tmp_path / "firm.toml"
    path.write_text(settings.to_toml() + Settings.describe(), encoding="utf-8")
    assert Settings.load(path) == settings


def test_an_analysis_can_be_kept_in_a_pickle() -> None:
    done = si.analyze(
        tables.MESSAGES.empty(), as_of="2026-03-31", settings=Settings(teams=MappingProxyType({"a": "b"}))
    )
    again = pickle.loads(pickle.dumps(done))
    assert again.settings == done.settings
    assert again.messages.equals(done.messages)
