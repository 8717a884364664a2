#!/usr/bin/env python3
"""The whole job measured against others on this machine, in one run.

    benches/whole_job.py [--sizes 50,500,5000,50000] [--runs 5] [--python PYTHON]

For each size a workspace is made by `examples/scale_data.rs`; then each tool is run once without
being counted, which gives it warm memory and warm files, and RUNS times in a row, each time into a
new folder. It prints medians, peak memory and ratios, the parts of the whole (`examples/phases.rs`)
and what became of the bars that were set; where all sizes are measured they go into
benches/README.md. PYTHON is one that has pandas, openpyxl, python-calamine and jinja2. The tools:

    dabiao          report, everything it writes
    dabiao, again   the same in place of the report that it wrote before
    floor           unzips and tokenises the same files, on all cores, and nothing else
    calamine        benches/analyst.py with python-calamine, as an analyst would run it
    openpyxl        the same with pandas and openpyxl
    calamine, all   the same two on all cores, which an analyst would have to think of
    openpyxl, all
"""
import argparse
import hashlib
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
README = ROOT / "benches/README.md"
MARKS = ("<!-- table -->", "<!-- parts -->", "<!-- bars -->")
# The sizes that the bars were set for.
USUAL, LARGE = 500, 50_000
SIZES = (50, USUAL, 5_000, LARGE)
# Where a tool writes, in its command.
OUT = object()
# What takes hours at a size says nothing more there.
MOST = {"openpyxl": 500, "openpyxl, all": 500, "calamine": 5_000, "calamine, all": 500}


def measured(command):
    """Seconds and MiB of one run."""
    begun = time.monotonic()
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} ended with {status}")
    return time.monotonic() - begun, usage.ru_maxrss / 1024


def emptied(folder):
    """Gives the room of a report back without removing its files: for minutes after files have been
    removed ext4 without a journal looks at each of them whenever it makes a new one, which would be
    counted in the next run."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


def digests(folder):
    """SHA-256 of every file of a report."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def runs(name, command, home, number):
    """Seconds and MiB of each run, without the first, which warms up."""
    spent = []
    for run in range(number + 1):
        out = home / f"{name}-{run}"
        spent.append(measured([out if part is OUT else part for part in command]))
        emptied(out)
    return spent[1:]


def row(files, name, all_runs, own):
    """A row of the table, with its median and peak; `own` is the median of dabiao."""
    median = statistics.median(seconds for seconds, _ in all_runs)
    peak = max(memory for _, memory in all_runs)
    # A process begins with the peak of the one that starts it, which is this script.
    least = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shown = f"{peak:.0f}" if peak > least else "–"
    return (f"| {files} | {name} | {median:.2f} | {1000 * median / files:.2f} | {shown} "
            f"| {median / (own or median):.2f} | {len(all_runs)} |"), median, peak


def same_for_any_threads(space, home):
    """Whether a report is the same to the last byte with one thread and with many."""
    made = []
    for threads in (1, 2, 7):
        out = home / f"threads-{threads}"
        measured([BUILT / "dabiao", "report", space, "--out", out, "--threads", threads])
        made.append(digests(out))
    return bool(made[0]) and all(other == made[0] for other in made)


def bars(files, median, peak, share, same):
    """What became of each bar; the number of files by size, median and peak by size and tool."""
    def times(tool):
        return median[USUAL, tool] / median[USUAL, "dabiao"]

    def each(size):
        return median[size, "dabiao"] / files[size]

    large = each(LARGE) / each(USUAL)
    rows = [
        (f"{USUAL} workbooks, against pandas with openpyxl", "at least 50 times", f"{times('openpyxl'):.1f} times",
         times("openpyxl") >= 50),
        (f"{USUAL} workbooks, against python-calamine", "at least 10 times", f"{times('calamine'):.1f} times",
         times("calamine") >= 10),
        (f"{USUAL} workbooks, against the floor", "at most 2.5 times", f"{1 / times('floor'):.2f} times",
         1 / times("floor") <= 2.5),
        (f"a workbook at {LARGE:,} against one at {USUAL}", "at most 1.3 times", f"{large:.2f} times", large <= 1.3),
        (f"peak memory at {LARGE:,}", "under 2 GiB", f"{peak[LARGE, 'dabiao'] / 1024:.2f} GiB",
         peak[LARGE, "dabiao"] < 2048),
        (f"judging and rendering pages, at {USUAL}", "under 25 %", f"{share:.1f} %", share < 25),
        (f"the report with 1, 2 and 7 threads, at {USUAL}", "the same bytes",
         "the same" if same else "not the same", same),
    ]
    lines = [f"| {bar} | {wanted} | {now} | {'yes' if held else 'no'} |" for bar, wanted, now, held in rows]
    return ["| bar | set | now | held |", "|---|---|---|---|", *lines]


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--sizes", default=",".join(map(str, SIZES)))
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--python", default=sys.executable)
    asked = asked.parse_args()
    sizes = tuple(map(int, asked.sizes.split(",")))
    subprocess.run(["cargo", "build", "--release", "--bins", "--examples"], cwd=ROOT, check=True)
    # On the disk of the project: a temporary folder may be in memory, or full of removed files.
    with tempfile.TemporaryDirectory(prefix="bench-", dir=BUILT) as home:
        tables = measure(asked, Path(home), sizes)
    if not set(SIZES) <= set(sizes):
        return
    text = README.read_text("utf-8")
    for mark, lines in zip(MARKS, tables):
        before, _, after = text.split(mark)
        text = "\n".join([before + mark, *lines, mark + after])
    README.write_text(text, "utf-8")


def measure(asked, home, sizes):
    """The three tables; the last two only where the sizes of the bars are among those asked for.
    Nothing is removed before all is measured."""
    lists = ["--indicators", ROOT / "tests/reference/indicators.csv",
             "--elements", ROOT / "tests/reference/elements.csv"]
    table = ["| workbooks | tool | median, s | ms a workbook | peak, MiB | times dabiao | runs |",
             "|---|---|---|---|---|---|---|"]
    print(*table, sep="\n", flush=True)
    counts, medians, peaks = {}, {}, {}
    for size in sizes:
        space = home / f"w{size}"
        subprocess.run([BUILT / "examples/scale_data", str(size), space], check=True)
        files = counts[size] = sum(1 for _ in space.glob("returns/**/*.xlsx"))
        analyst = [asked.python, ROOT / "benches/analyst.py", space, OUT, *lists]
        tools = {
            "dabiao": [BUILT / "dabiao", "report", space, "--out", OUT],
            "floor": [BUILT / "examples/floor", space],
        }
        for engine in ("calamine", "openpyxl"):
            tools[engine] = [*analyst, "--engine", engine]
            tools[f"{engine}, all"] = [*tools[engine], "--processes", str(os.cpu_count())]
        for name, command in tools.items():
            if size > MOST.get(name, size):
                continue
            own = medians.get((size, "dabiao"))
            line, medians[size, name], peaks[size, name] = row(
                files, name, runs(f"{size}-{name}", command, home, asked.runs), own)
            table.append(line)
            print(line, flush=True)
    if USUAL not in sizes or LARGE not in sizes:
        return table, [], []
    space = home / f"w{USUAL}"
    told = subprocess.run([BUILT / "examples/phases", space, home / "parts"], check=True,
                          capture_output=True, text=True)
    parts = told.stdout.splitlines()
    share = float(re.search(r"judging and pages, of the whole \| ([\d.]+) %", told.stdout)[1])
    same = same_for_any_threads(space, home)
    # Last, since it removes files.
    again = [BUILT / "dabiao", "report", space, "--out", home / "again"]
    line, *_ = row(counts[USUAL], "dabiao, again", runs("again", again, home, asked.runs),
                   medians[USUAL, "dabiao"])
    at = next(at for at, line in enumerate(table) if line.startswith(f"| {counts[USUAL]} | dabiao |"))
    table.insert(at + 1, line)
    found = bars(counts, medians, peaks, share, same)
    print(line, *parts, *found, sep="\n", flush=True)
    return table, parts, found


if __name__ == "__main__":
    main()
