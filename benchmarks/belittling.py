"""Replies that belittle a customer: precision and recall on written sentences, and every error.

`python -m benchmarks.belittling tests/data`. The folder holds belittling_LANG*.txt: `+ | reply` belittles, `- | reply`
does not. Each reply goes through the tone of the firm as a public message of its own.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from socialinsight.service.tone import belittling


def judged(path: Path) -> pd.DataFrame:
    """Return text, wanted and given of every reply of a file."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] in "+-"]
    texts = [line.partition(" | ")[2] for line in lines]
    lang = path.stem.split("_")[1]
    wanted = [line[0] == "+" for line in lines]
    return pd.DataFrame({"text": texts, "wanted": wanted, "given": belittling(texts, [lang] * len(texts))})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for path in sorted(parser.parse_args().folder.glob("belittling_*.txt")):
        table = judged(path)
        hits = int((table["wanted"] & table["given"]).sum())
        precision, recall = (hits / max(int(table[name].sum()), 1) for name in ("given", "wanted"))
        print(f"{path.name}: {len(table)} replies, precision {precision:.2f}, recall {recall:.2f}")
        for row in table[table["wanted"] != table["given"]].itertuples():
            print(f"  {'missed' if row.wanted else 'wrong'}: {row.text}")


if __name__ == "__main__":
    main()
