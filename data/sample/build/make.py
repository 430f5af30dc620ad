"""Build the four sample exports and their truth files from ``data/sample/source``.

Run ``python data/sample/build/make.py``; the output is the same, byte for byte, on every run.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path

from notation import read_source
from truth import build_truth

SAMPLE = Path(__file__).resolve().parent.parent
EXPORTS = {
    "telegram_hu.json": ("telegram", "hu_telegram*.txt"),
    "mail_hu.mbox": ("mail", "hu_mail*.txt"),
    "vk_ru.json": ("vk", "ru_vk*.txt"),
    "tickets.csv": ("tickets", "ru_tickets*.txt"),
}


def main() -> int:
    """Write every export whose writer and sources exist; print what was written."""
    for name, (writer, pattern) in EXPORTS.items():
        paths = sorted((SAMPLE / "source").glob(pattern))
        if not paths or importlib.util.find_spec(writer) is None:
            print(f"{name}: no writer or no source yet, left out")
            continue
        source = read_source(paths)
        content, ids, authors = importlib.import_module(writer).export(source)
        (SAMPLE / name).write_bytes(content)
        truth = json.dumps(build_truth(source, ids, authors), ensure_ascii=False, indent=1)
        (SAMPLE / "truth" / name).with_suffix(".json").write_text(truth + "\n", encoding="utf-8")
        print(f"{name}: {len(source.messages)} messages, {len(source.threads)} threads")
    return 0


if __name__ == "__main__":
    sys.exit(main())
