"""Times the whole report: python -m benchmarks.report_speed CORPORA [--n 100000] [--keep FOLDER].

Builds messages by recombining the corpora, runs the command line in a process of its own, and prints wall time,
peak memory, and the time of `import socialinsight`.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.recombined import once_share, recombined


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the corpora folder, with hu/ and ru/")
    parser.add_argument("--n", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="keep the messages and the report here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        export = folder / f"messages_{options.n}.csv"
        if not export.exists():
            messages = recombined(options.folder, options.n)
            messages.to_csv(export, index=False)
            words = messages["text"].head(200_000).str.count(r"\S+").mean()
            once = once_share(messages["text"].head(200_000))
            print(f"words a message: {words:.1f}; words seen once: {once:.0%} of the vocabulary")
        run_report(export, folder / "report", options.n)
    run_import()


def run_report(export: Path, out: Path, n: int) -> None:
    command = [sys.executable, "-m", "socialinsight", "report", str(export), "-o", str(out)]
    begin = time.perf_counter()
    subprocess.run([*command, "--as-of", "2026-03-31", "--language", "hu"], check=True)
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    html = (out / "report.html").stat().st_size / 1024**2
    print(
        f"report on {n:,} messages: {seconds:.1f} s, peak {peak:.2f} GiB, {n / seconds:,.0f} msg/s, HTML {html:.1f} MiB"
    )


def run_import() -> None:
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import socialinsight"], check=True)
        times.append(time.perf_counter() - begin)
    print(f"import socialinsight: {min(times):.2f} s (interpreter start included)")


if __name__ == "__main__":
    main()
