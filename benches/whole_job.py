#!/usr/bin/env python3
"""The whole job measured against others on this machine, in one run.

    benches/whole_job.py [--sizes 50,500,5000,50000] [--runs 5] [--python PYTHON]

For each size a workspace is made by `examples/scale_data.rs`; then each tool is run once without
being counted, which gives it warm memory and warm files, and RUNS times in a row, each time into a
new folder. It writes medians, peak memory and ratios as the table of benches/README.md. PYTHON is one that has pandas, openpyxl,
python-calamine and jinja2. The tools:

    dabiao          report, everything it writes
    floor           unzips and tokenises the same files, on all cores, and nothing else
    calamine        benches/analyst.py with python-calamine, as an analyst would run it
    openpyxl        the same with pandas and openpyxl
    calamine, all   the same two on all cores, which an analyst would have to think of
    openpyxl, all
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
README = ROOT / "benches/README.md"
MARK = "<!-- table -->"
# Where a tool writes, in its command.
OUT = object()
# What takes hours at a size says nothing more there.
MOST = {"openpyxl": 500, "openpyxl, all": 500, "calamine": 5_000, "calamine, all": 500}


def measured(command):
    """Seconds and MiB of one run."""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
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


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--sizes", default="50,500,5000,50000")
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument("--python", default=sys.executable)
    asked = asked.parse_args()
    subprocess.run(["cargo", "build", "--release", "--bins", "--examples"], cwd=ROOT, check=True)
    # On the disk of the project: a temporary folder may be in memory, or full of removed files.
    home = Path(tempfile.mkdtemp(prefix="bench-", dir=BUILT))
    lists = ["--indicators", ROOT / "tests/reference/indicators.csv",
             "--elements", ROOT / "tests/reference/elements.csv"]
    table = ["| workbooks | tool | median, s | ms a workbook | peak, MiB | times dabiao | runs |",
             "|---|---|---|---|---|---|---|"]
    print(*table, sep="\n", flush=True)
    for size in map(int, asked.sizes.split(",")):
        space = home / f"w{size}"
        subprocess.run([BUILT / "examples/scale_data", str(size), space], check=True)
        files = sum(1 for _ in space.glob("returns/**/*.xlsx"))
        analyst = [asked.python, ROOT / "benches/analyst.py", space, OUT, *lists]
        tools = {
            "dabiao": [BUILT / "dabiao", "report", space, "--out", OUT],
            "floor": [BUILT / "examples/floor", space],
        }
        for engine in ("calamine", "openpyxl"):
            tools[engine] = [*analyst, "--engine", engine]
            tools[f"{engine}, all"] = [*tools[engine], "--processes", str(os.cpu_count())]
        tools = {name: command for name, command in tools.items() if size <= MOST.get(name, size)}
        spent = {}
        for name, command in tools.items():
            spent[name] = []
            for run in range(asked.runs + 1):
                out = home / f"{size}-{name}-{run}"
                spent[name].append(measured([str(out if part is OUT else part) for part in command]))
                emptied(out)
            # The first one warmed up.
            del spent[name][0]
        own = statistics.median(seconds for seconds, _ in spent["dabiao"])
        for name, all_runs in spent.items():
            median = statistics.median(seconds for seconds, _ in all_runs)
            peak = max(memory for _, memory in all_runs)
            table.append(f"| {files} | {name} | {median:.2f} | {1000 * median / files:.2f} | {peak:.0f} "
                         f"| {median / own:.2f} | {len(all_runs)} |")
            print(table[-1], flush=True)
        shutil.rmtree(space)
    shutil.rmtree(home)
    before, _, after = README.read_text("utf-8").split(MARK)
    README.write_text("\n".join([before + MARK, *table, MARK + after]), "utf-8")


if __name__ == "__main__":
    main()
