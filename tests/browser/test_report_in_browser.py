"""A real browser opens the report."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from socialinsight.charts import NAMES
from socialinsight.reports import write
from tests.reports.toy import toy

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --enable-logging=stderr"
).split()
pytestmark = pytest.mark.skipif(not BROWSER, reason="no chromium here; tests/browser/install.sh installs it as root")


def browse(page: Path, profile: Path, *wanted: str) -> subprocess.CompletedProcess[str]:
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={profile}", *wanted, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=os.environ)


@pytest.mark.parametrize("language", ["hu", "ru", "en"])
def test_browser_shows_the_report_without_a_complaint(language: str, tmp_path: Path) -> None:
    page = write(toy(300), tmp_path / "report", language=language)
    seen = browse(page, tmp_path / "profile", "--dump-dom")
    assert "Refused to" not in seen.stderr and "CONSOLE" not in seen.stderr
    assert seen.stdout.count("<svg") == len(NAMES) and "<script" not in seen.stdout


@pytest.mark.parametrize("width", [400, 1280])
def test_browser_draws_the_page(width: int, tmp_path: Path) -> None:
    from matplotlib import image

    page = write(toy(300), tmp_path / "report", language="hu")
    picture = tmp_path / "page.png"
    browse(page, tmp_path / "profile", f"--screenshot={picture}", f"--window-size={width},3000")
    pixels = image.imread(picture)[..., :3]
    assert pixels.shape[:2] == (3000, width)
    assert pixels[2000:].std() > 0.02
