"""What stands where on the pages of a PDF, line by line, as a table.

    python3 measure.py FILE.pdf

Columns: page, its width and height, the line's left, right, top and bottom in points from the
page's upper left corner, the size of its largest letter, the font of its first, its words. Lines
of a table are one a cell where a gap lies between.
"""
import csv
import sys

import pdfplumber

out = csv.writer(sys.stdout)
with pdfplumber.open(sys.argv[1]) as pdf:
    for number, page in enumerate(pdf.pages, 1):
        lines = page.extract_text_lines(return_chars=True, use_text_flow=False, x_tolerance=8, y_tolerance=4)
        for line in lines:
            chars = [char for char in line["chars"] if char["text"].strip()]
            if not chars:
                continue
            runs = [[chars[0]]]
            for before, char in zip(chars, chars[1:]):
                if char["x0"] - before["x1"] > 0.4 * char["size"]:
                    runs.append([])
                runs[-1].append(char)
            for run in runs:
                place = [min(c["x0"] for c in run), max(c["x1"] for c in run), min(c["top"] for c in run), max(c["bottom"] for c in run)]
                size, font = max(c["size"] for c in run), run[0]["fontname"].split("+")[-1]
                words = "".join(c["text"] for c in run)
                out.writerow([number, round(page.width, 1), round(page.height, 1), *(round(x, 1) for x in place), round(size, 1), font, words])
