"""Imports point downwards only."""

import ast
from pathlib import Path

import pytest

import socialinsight

PACKAGE = Path(socialinsight.__file__).parent
LAYERS = (
    ("resources", "tables", "settings", "labels", "proportion", "progress", "parallel"),
    ("text", "country"),
    ("lang",),
    ("names", "lemmas", "masking", "redaction", "readers", "annotation", "threads", "pseudonyms", "identities"),
    ("signals", "graph"),
    (
        "scoring",
        "roles",
        "service",
        "issues",
        "crises",
        "churn",
        "customers",
        "measured",
        "moderation",
        "routing",
        "market",
        "satisfaction",
        "recovery",
        "drivers",
        "summary",
    ),
    ("quality", "charts"),
    ("reports",),
    ("ground",),
    ("insights", "result"),
    ("analysis", "datasets", "proposal", "store", "spark", "survey"),
    ("learn",),
    ("commands",),
    ("__main__",),
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room_of(module: str) -> str:
    return module.split(".")[1]


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms that a file imports; what stands under TYPE_CHECKING does not run and does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    unused = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    skipped = {id(inner) for node in unused for inner in ast.walk(node)}
    rooms = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("socialinsight."):
            rooms.add(room_of(node.module))
        if isinstance(node, ast.Import):
            rooms |= {room_of(name.name) for name in node.names if name.name.startswith("socialinsight.")}
    return rooms


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_file_imports_a_higher_room(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    assert own in RANK, f"{own} stands in no layer: add it to LAYERS"
    upward = {room for room in imported_rooms(path) if RANK[room] > RANK[own]}
    assert not upward


def test_only_the_command_line_imports_learning() -> None:
    users = {path.parent.name for path in FILES if "learn" in imported_rooms(path)}
    assert users <= {"learn", "commands"}


def test_only_the_command_line_reads_the_clock() -> None:
    clocks = ("datetime.now", "date.today", "time.time(", "Timestamp.now", "Timestamp.today", "utcnow")
    for path in FILES:
        if path.parent.name != "commands":
            assert not [clock for clock in clocks if clock in path.read_text(encoding="utf-8")], path
