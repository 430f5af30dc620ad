from pathlib import Path

import pytest

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
