#!/usr/bin/env python3
"""Holds the figures of analyst.py against the program's, row by row and column by column.

    benches/agree.py REPORT/data/assessments.csv OUT/assessments.csv
"""
import csv
import sys
from fractions import Fraction

KEY = ("year", "indicator", "level", "unit")
COLUMNS = ("numerator", "denominator", "value", "lower", "upper", "target", "due", "status", "provisional",
           "gap", "shortfall", "reported", "due_to_report")
# Both write ten decimals, the script from binary numbers.
NEAR = Fraction(1, 10**6)


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {tuple(row[name] for name in KEY): row for row in csv.DictReader(file)}


def same(one, other):
    try:
        return one == other or abs(Fraction(one) - Fraction(other)) <= NEAR * max(1, abs(Fraction(one)))
    except ValueError:
        return False


def main():
    own, other = map(rows, sys.argv[1:])
    both = own.keys() & other.keys()
    differ = [(*key, name, own[key][name], other[key][name])
              for key in sorted(both) for name in COLUMNS if not same(own[key][name], other[key][name])]
    for line in differ:
        print(*line, sep="\t")
    print(f"{len(both)} rows of both, {len(differ)} cells differ; only the program's: {len(own) - len(both)}, "
          f"only the script's: {len(other) - len(both)}")
    sys.exit(bool(differ))


if __name__ == "__main__":
    main()
