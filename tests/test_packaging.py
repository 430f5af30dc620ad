"""A wheel built from setup.cfg carries models, lexicons and samples, and works away from the checkout."""

import shutil
import subprocess
import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = """
import socialinsight as si
from pathlib import Path
package = Path(si.__file__).parent
assert "site-packages" in str(package), package
print(si.score_texts(["Ha ez így megy tovább, felmondom a szerződést!"])["churn_intent"].iloc[0] >= 0.5)
analysis = si.analyze(si.load_sample("tickets"), as_of="2026-03-31")
print(analysis.report("out", language="ru").exists())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "report", "__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    made = subprocess.run(command, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-2000:]
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_what_runs_need(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = [path for path in ROOT.glob("socialinsight/**/*") if path.suffix in (".py", ".csv", ".html", ".css")]
    missing = {path.relative_to(ROOT).as_posix() for path in needed if "__pycache__" not in path.parts} - names
    assert not missing
    for path in [*ROOT.glob("models/*.npz"), *ROOT.glob("data/sample/*.*")]:
        room = "models" if path.parent.name == "models" else "sample"
        assert f"socialinsight/{room}/{path.name}" in names


def test_the_installed_wheel_reports_on_the_sample(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    site = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    (site / "host.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")))
    run = subprocess.run([str(python), "-W", "ignore", "-c", SCRIPT], cwd=tmp_path, capture_output=True, text=True)
    assert run.stdout.split() == ["True", "True"], run.stderr[-3000:]


def test_every_package_is_in_the_wheel() -> None:
    root = ROOT
    listed = ConfigParser()
    listed.read(root / "setup.cfg", encoding="utf-8")
    found = {".".join(path.parent.relative_to(root).parts) for path in (root / "socialinsight").rglob("__init__.py")}
    assert not found - set(listed["options"]["packages"].split())
