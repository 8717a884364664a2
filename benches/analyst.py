#!/usr/bin/env python3
"""Gap report of a health district: pandas, an Excel reader and jinja2.

    analyst.py WORKSPACE OUT --indicators indicators.csv --elements elements.csv
               [--engine openpyxl|calamine] [--processes N] [--year Y]

Reads the registry (WORKSPACE/registry/*.csv) and the returns (WORKSPACE/returns/<year>/**),
judges every indicator for every year from the baseline to the latest at every level, and writes
OUT/assessments.csv and, of the latest year, OUT/index.html, OUT/townships/<code>.html,
OUT/facilities/<code>.html and OUT/indicators/<id>.html.

A blank cell is missing and never 0. Missing units give a worst (lower) and a best (upper) value;
comparisons are exact (int, Fraction). Of two returns of one unit the later date, else the later
file name, wins. A file that cannot be read or belongs to another year is counted and left out.
"""
import argparse
import math
import re
import sys
import time
import tomllib
import unicodedata
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path

import pandas as pd
from jinja2 import DictLoader, Environment
from python_calamine import CalamineWorkbook

BASELINE, FIRST_YEAR = 2022, 2023
FORM, ROSTER, CENTRE_SHEET = "填报表", "村卫生室名册", "功能中心"
NOT_APPLICABLE = "不适用"
NOT_APPLICABLE_WORDS = {"不适用", "/", "—", "–", "-", "——"}
YES = {"是", "有", "√", "✓", "✔", "Y", "YES", "1", "达标", "TRUE"}
NO = {"否", "无", "×", "✗", "✘", "N", "NO", "0", "未达标", "FALSE"}
COUNT = re.compile(r"(\d+(?:\.\d+)?)(万?)[人名位个家所台件套张项次例起剂批级份]*")
SHAREABLE = {"血液透析中心", "基层卫生人员技能实训中心"}
CENTRES = ["居民健康体检与管理中心", "接诊分诊中心", "康复疼痛诊疗中心", "消化内镜诊疗中心", "妇儿中心",
           "口腔中心", "中医中心", "精神卫生中心", "血液透析中心", "基层卫生人员技能实训中心"]


# ---------------------------------------------------------------- reading

def sheets_openpyxl(path):
    frames = pd.read_excel(path, engine="openpyxl", sheet_name=None, header=None, dtype=object)
    return {name: frame.to_numpy().tolist() for name, frame in frames.items()}


def sheets_calamine(path):
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python()
            for name in book.sheet_names if name in (FORM, ROSTER, CENTRE_SHEET)}


ENGINES = {"openpyxl": sheets_openpyxl, "calamine": sheets_calamine}


def text(cell):
    """A cell as folded text; "" for a blank one."""
    if cell is None or cell != cell or cell == "":
        return ""
    if isinstance(cell, (int, float)) and cell == int(cell):
        return str(int(cell))
    return re.sub(r"[\s,\u200b-\u200d\ufeff]", "", unicodedata.normalize("NFKC", str(cell)))


def clean(cell, kind):
    """An int, a word or NOT_APPLICABLE; None where the cell is missing or cannot be used."""
    word = text(cell)
    if word in NOT_APPLICABLE_WORDS:
        return NOT_APPLICABLE
    if kind == "count":
        if word == "无":
            return 0
        match = COUNT.fullmatch(word)
        number = Fraction(match[1]) * (10_000 if match[2] else 1) if match else Fraction(1, 2)
        return int(number) if number.denominator == 1 else None
    if kind == "yes_no":
        return "是" if word.upper() in YES else "否" if word.upper() in NO else None
    return word if word in kind.removeprefix("choice:").split("|") else None


def header_row(rows, *labels):
    for i, row in enumerate(rows):
        if all(label in row for label in labels):
            return i, *(row.index(label) for label in labels)
    raise ValueError("no row with " + ", ".join(labels))


def read_return(path, root, engine, elements, units):
    """(records, None) of one workbook, or ([], why it was left out)."""
    try:
        sheets = ENGINES[engine](path)
        form = sheets[FORM]
        head, code_at, value_at = header_row(form, "代码", "本年数")
        identity = {text(label): value for row in form[:head] for label, value in zip(row, row[1:])}
        year = int(text(identity["报表年度"]))
        if path.relative_to(root).parts[0] != str(year):
            raise ValueError(f"the form says {year}")
        own, date = text(identity.get("单位代码")), str(identity.get("报出日期"))[:10]
        own = own or units[text(identity.get("填报单位"))]
        cells = [(own, text(row[code_at]), "", row[value_at]) for row in form[head + 1:]]
        if ROSTER in sheets:
            roster = sheets[ROSTER]
            head, unit_at = header_row(roster, "单位代码")
            codes = [(j, text(cell)) for j, cell in enumerate(roster[head + 1]) if text(cell)]
            cells += [(text(row[unit_at]), code, "", row[j]) for row in roster[head + 2:] for j, code in codes]
        if CENTRE_SHEET in sheets:
            head, name_at, answer_at = header_row(sheets[CENTRE_SHEET], "功能中心", "建设情况")
            cells += [(own, "GN01", "/" + text(row[name_at]), row[answer_at])
                      for row in sheets[CENTRE_SHEET][head + 1:]]
    except Exception as why:  # whatever is wrong with one file must not stop the run
        return [], f"{path.name}: {why!r}"
    records = []
    for unit, code, entry, cell in cells:
        if code in elements:
            element, kind = elements[code]
            value = clean(cell, kind)
            if value is not None:
                records.append((year, unit, element + entry, value, date, path.name))
    return records, None


def read_registry(folder):
    """One row a unit: code, name, kind, township, the parent, when it was open."""
    read = partial(pd.read_csv, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    district, towns = read(folder / "district.csv"), read(folder / "townships.csv")
    facilities, clinics = read(folder / "facilities.csv"), read(folder / "village_clinics.csv")
    clinics = clinics.merge(facilities[["code", "township"]], left_on="facility", right_on="code",
                            how="left", suffixes=("", "_of_facility"))
    registry = pd.concat([
        district.assign(kind="district"),
        towns.assign(kind="township", township=towns.code),
        facilities.assign(parent=facilities.township, facility=facilities.code),
        clinics.assign(kind="village_clinic", parent=clinics.facility),
    ]).fillna("").set_index("code")
    return registry.assign(district=district.code[0], unit=registry.index)


# ---------------------------------------------------------------- figures

@dataclass
class Figure:
    """A group's figure; `state` is set where there is nothing to judge."""
    reported: int
    due: int
    num: int = None
    den: int = None
    value: Fraction = None
    lower: Fraction = None
    upper: Fraction = None
    provisional: bool = False
    state: str = None

    def baseline(self):
        return None if self.state or self.provisional or self.lower != self.upper else self.lower


def figure(ind, group):
    """The sums of one group of units as a Figure (rules 3 and 5 of the contract)."""
    num, den, units, due, reported = (int(x) for x in group)
    fig, missing, per = Figure(reported, due), due - reported, int(ind.per)
    if not due and (units or ind.measure in ("share", "centres", "ratio")):
        fig.state = "not-applicable"
    elif due and not reported:
        fig.state = "no-data"
    elif ind.measure == "ratio" and not den:
        fig.state = "no-data" if missing else "not-applicable"
    elif ind.measure == "ratio":
        fig.num, fig.den, fig.provisional = num, den, missing > 0
        fig.value = fig.lower = fig.upper = Fraction(num * per, den)
    elif ind.measure in ("share", "centres"):
        fig.num, fig.den = num, due
        fig.value = fig.lower = Fraction(num * per, due)
        fig.upper = Fraction((num + missing) * per, due)
    else:
        open_ended = missing and ind.measure in ("sum", "cumulative")
        fig.num = fig.value = fig.lower = num
        fig.upper = math.inf if open_ended else num + missing
    return fig


class Assessor:
    def __init__(self, registry, values, elements):
        self.registry, self.kinds = registry, dict(zip(elements.id, elements.kind))
        columns = [*elements.id, *(f"centre.built/{name}" for name in CENTRES)]
        self.wide = {year: self.checked(part.pivot(index="unit", columns="element", values="value")
                                        .reindex(columns=columns).astype(object), elements)
                     for year, part in values.groupby("year")}

    @staticmethod
    def checked(wide, elements):
        """Without parts above their whole; recommended implies basic."""
        for part, whole in elements.loc[elements.part_of != "", ["id", "part_of"]].itertuples(index=False):
            above = pd.to_numeric(wide[part], errors="coerce") > pd.to_numeric(wide[whole], errors="coerce")
            wide.loc[above, part] = None
        implied = elements.set_index("id").meaning.str.extract(r"implied by (\S+)")[0].dropna()
        for basic, recommended in implied.items():
            wide.loc[wide[recommended] == "是", basic] = "是"
            wide.loc[(wide[basic] == "否") & wide[recommended].isna(), recommended] = "否"
        return wide

    @cache
    def open_units(self, year):
        end, reg = f"{year}-12-31", self.registry
        is_open = (reg.opened <= end) & ((reg.closed == "") | (reg.closed > end))
        for _ in range(2):  # a clinic's facility, and that facility's township
            is_open &= reg.parent.map(is_open).fillna(True).astype(bool)
        return reg[is_open]

    def condition(self, expression, table):
        """Three-valued truth of "element=是 or element>=2", and where it does not apply."""
        truth, exempt = pd.Series(False, table.index, dtype="boolean"), pd.Series(False, table.index)
        for term in expression.split(" or "):
            element, op, wanted = re.fullmatch(r"(\S+?)(>=|=)(\S+)", term).groups()
            column, kind = table[element], self.kinds[element]
            exempt |= column == NOT_APPLICABLE
            if op == "=":
                met = column == wanted
            elif kind == "count":
                met = pd.to_numeric(column, errors="coerce") >= int(wanted)
            else:
                choices = kind.removeprefix("choice:").split("|")
                met = column.map({c: i for i, c in enumerate(choices)}) >= choices.index(wanted)
            truth |= met.astype("boolean").mask(column.isna())
        return truth, exempt

    @cache
    def unit_table(self, ind, year):
        """One row a unit (a centre entry for `centres`): num, den, and 1 where it is due, has reported."""
        kinds, _, where = ind.units.partition(" where ")
        kinds, _, only = kinds.partition(" ")
        units, wanted = self.open_units(year), kinds.split("+")
        units = units[units.kind.isin(wanted) | ("regional_centre" in wanted) & (units.regional_centre == "是")]
        if only:
            units = units[units.index.isin(only.split("+"))]
        table = self.wide[year].reindex(units.index)
        den, exempt = pd.Series(1, units.index, dtype="Int64"), pd.Series(False, units.index)
        if ind.measure == "centres":
            names = [f"centre.built/{name}" for name in CENTRES]
            cells = table[names].melt(ignore_index=False, var_name="entry", value_name="answer")
            shared = cells.entry.str.split("/").str[1].isin(SHAREABLE) & (cells.answer == "共建共享")
            num = ((cells.answer == "自建") | shared).astype("Int64").mask(cells.answer.isna())
            units, den = units.loc[cells.index], pd.Series(1, cells.index, dtype="Int64")
            exempt = cells.answer == NOT_APPLICABLE
        elif ind.numerator.startswith("registry:"):
            num = (units.ownership == "政府办").astype("Int64")
        elif ind.measure in ("share", "units", "yes_no"):
            truth, exempt = self.condition(ind.numerator, table)
            num = truth.astype("Int64")
        else:
            num = pd.to_numeric(table[ind.numerator], errors="coerce").astype("Int64")
            exempt = table[ind.numerator] == NOT_APPLICABLE
            if ind.denominator:
                den = pd.to_numeric(table[ind.denominator], errors="coerce").astype("Int64")
                exempt |= table[ind.denominator] == NOT_APPLICABLE
        used = (num.notna() & den.notna() & ~((num > 0) & (den == 0)).fillna(False)).astype(bool)
        keep = pd.Series(True, units.index)
        if where:
            passes, outside = self.condition(where, table)
            keep = passes.fillna(True).astype(bool) & ~outside
            used &= passes.notna()  # a unit whose filter is unknown counts as not reported
        used &= ~exempt
        return units[["unit", "facility", "township", "district"]].assign(
            num=num.where(used, 0).astype(int), den=den.where(used, 0).astype(int), units=1,
            due=(~exempt).astype(int), reported=used.astype(int))[keep]

    def figures(self, ind, year, by):
        """{group: Figure}, grouped by "district", "township", "facility" or "unit"."""
        if ind.denominator_units:
            return self.two_sources(ind, year)
        years = range(FIRST_YEAR, year + 1) if ind.measure == "cumulative" else [year]
        tables = [self.unit_table(ind, y) for y in years if y in self.wide]
        if not tables:  # no baseline
            return {}
        sums = pd.concat(tables).groupby(by)[["num", "den", "units", "due", "reported"]].sum()
        units = self.open_units(year)
        if by == "district":
            sums = sums.reindex(units.district.unique(), fill_value=0)
        elif by == "township" and ind.units.split()[0] != "township":  # also those without such units
            sums = sums.reindex(units.index[units.kind == "township"], fill_value=0)
        elif by == "facility" and ind.units.split()[0] == "village_clinic":
            sums = sums.reindex(units.index[units.facility == units.index], fill_value=0)
        return {row[0]: figure(ind, row[1:]) for row in sums.itertuples()}

    def two_sources(self, ind, year):
        """The cataract rate: too few denominators can only make it too high."""
        part = partial(ind._replace, measure="sum", denominator="", denominator_units="")
        (code, num), = self.figures(part(), year, "district").items()
        (_, den), = self.figures(part(numerator=ind.denominator, units=ind.denominator_units),
                                 year, "district").items()
        fig = Figure(num.reported + den.reported, num.due + den.due)
        if num.state or den.state or not den.num:
            fig.state = num.state or den.state or "not-applicable"
            return {code: fig}
        fig.num, fig.den = num.num, den.num
        fig.upper = Fraction(num.num * int(ind.per), den.num)
        complete = den.reported == den.due
        fig.value, fig.lower = (fig.upper, fig.upper) if complete else (None, 0)
        return {code: fig}


# ---------------------------------------------------------------- judging

def ruling_target(ind, year):
    """(target, due): the latest phase in force, before any is in force the first."""
    if ind.comparator == "monitor":
        return None, None
    if ind.due.startswith("each year"):
        start = int(ind.due[-4:]) if "from" in ind.due else FIRST_YEAR
        phases = [(max(year, start), ind.target)]
    else:
        phases = [(int(due), target.split(":")[-1])
                  for due, target in zip(ind.due.split("|"), ind.target.split("|"))]
    due, target = ([p for p in phases if p[0] <= year] or phases[:1])[-1]
    return Fraction(target.split("..")[0]), due


def satisfies(ind, value, target):
    if ind.comparator == "gt":
        return value > target
    return value >= target and (not ind.cap or value <= Fraction(ind.cap))


def judge(ind, fig, base, target, due, year):
    """The status by rules 1 and 2; `base` is None without a complete baseline."""
    if fig.state:
        return fig.state
    if target is None or year == BASELINE:
        return "monitored"
    if satisfies(ind, fig.lower, target):
        return "met"
    possible = satisfies(ind, fig.upper, target)
    if due <= year:
        return "undetermined" if possible else "not-met"
    if ind.measure == "yes_no":
        return "in-progress"
    if ind.cap and fig.lower > Fraction(ind.cap):
        return "behind"
    if base is None:
        return "undetermined" if possible else "in-progress"
    expected = min(target, base + (target - base) * Fraction(year - BASELINE, due - BASELINE))
    return "on-track" if fig.lower >= expected else "behind" if fig.upper < expected else "undetermined"


def share_of_units(ind, figs, target):
    """Rule 4: how many of the units satisfy the target."""
    figs = [fig for fig in figs if fig.state != "not-applicable"]
    valued = [fig for fig in figs if not fig.state]
    out = Figure(len(valued), len(figs))
    if not valued:
        out.state = "no-data" if figs else "not-applicable"
        return out
    out.num, out.den = sum(satisfies(ind, fig.lower, target) for fig in valued), len(figs)
    best = sum(satisfies(ind, fig.upper, target) for fig in valued) + len(figs) - len(valued)
    out.value = out.lower = Fraction(out.num * 100, out.den)
    out.upper = Fraction(best * 100, out.den)
    return out


def gap_and_shortfall(ind, fig, target):
    if fig.value is None or target is None:
        return None, None
    den, per = (fig.den, int(ind.per)) if fig.den is not None else (1, 1)
    if ind.cap and fig.value > Fraction(ind.cap):
        cap = Fraction(ind.cap)
        return cap - fig.value, math.floor(cap * den / per) - fig.num
    need = target * den / per
    need = math.floor(need) + 1 if ind.comparator == "gt" else math.ceil(need)
    return max(target - fig.value, 0), None if ind.sample else max(need - fig.num, 0)


def assess(book, indicators, year):
    """All rows of one year: the district, the units an indicator is judged or shown at."""
    rows, names, town = [], book.registry.name.to_dict(), book.registry.township.to_dict()

    def add(ind, level, unit, fig, target, due, status):
        if year == BASELINE:
            target = due = None
        if ind.numerator.startswith("registry:") and level != "district":  # the registry answers for all
            fig = replace(fig, reported=1, due=1)
        gap, shortfall = gap_and_shortfall(ind, fig, target)
        rows.append(dict(
            year=year, plan=ind.plan, indicator=ind.id, level=level, unit=unit, unit_name=names[unit],
            numerator=fig.num, denominator=fig.den, value=fig.value,
            lower=None if fig.provisional else fig.lower,
            upper=None if fig.provisional or fig.upper == math.inf else fig.upper,
            comparator=ind.comparator, target=target, due=due, status=status, provisional=fig.provisional,
            gap=gap, shortfall=shortfall, reported=fig.reported, due_to_report=fig.due))

    def start(ind, figs, unit):
        if ind.measure == "cumulative":
            return 0
        return figs[unit].baseline() if unit in figs else None

    for ind in indicators.itertuples(index=False):
        target, due = ruling_target(ind, year)
        if ind.judged == "district":
            base = book.figures(ind, BASELINE, "district")
            for unit, fig in book.figures(ind, year, "district").items():
                add(ind, "district", unit, fig, target, due, judge(ind, fig, start(ind, base, unit), target, due, year))
            if not ind.units.startswith("district"):
                for level in ("township",) if ind.units.split()[0] == "township" else ("township", "facility"):
                    for unit, fig in book.figures(ind, year, level).items():
                        add(ind, level, unit, fig, target, due, fig.state or "monitored")
            continue
        by = "township" if ind.judged == "township" else "unit"
        figs, base = book.figures(ind, year, by), book.figures(ind, BASELINE, by)
        for unit, fig in figs.items():
            add(ind, ind.judged, unit, fig, target, due, judge(ind, fig, start(ind, base, unit), target, due, year))
        whole = ind._replace(measure="share", comparator="ge", cap="", per=100, sample="")
        total, before = (share_of_units(ind, f.values(), target) for f in (figs, base))
        add(whole, "district", book.registry.district.iloc[0], total, Fraction(100), due,
            judge(whole, total, before.baseline(), 100, due, year))
        if by == "unit":  # for the scorecard only: how many of a township's units satisfy the target
            groups = {}
            for unit, fig in figs.items():
                groups.setdefault(town[unit], []).append(fig)
            for code, group in groups.items():
                part = share_of_units(ind, group, target)
                add(whole, "township-share", code, part, Fraction(100), due, part.state or "monitored")
    return pd.DataFrame(rows, dtype=object)


# ---------------------------------------------------------------- writing

STATUS = {"met": "已达标", "not-met": "未达标", "on-track": "达到序时进度", "behind": "落后序时进度",
          "in-progress": "推进中", "undetermined": "待定", "no-data": "无数据", "not-applicable": "不适用",
          "monitored": "监测"}
TEMPLATES = {
    "base": """<!doctype html><html lang="zh"><meta charset="utf-8"><title>{{ title }}</title>
<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:2px 6px}
td.n{text-align:right}.met,.on-track{background:#d9f0d9}.not-met,.behind{background:#f6d5d5}
.undetermined,.in-progress{background:#fbeecb}.no-data,.not-applicable{color:#888}.notice{background:#fff3b0;padding:.5em}</style>
{% if notice %}<p class="notice">{{ notice }}</p>{% endif %}<h1>{{ title }}</h1>{% block body %}{% endblock %}</html>""",
    "index": """{% extends "base" %}{% block body %}<p>{% for s, n in counts.items() %}{{ status[s] }} {{ n }}　{% endfor %}</p>
<table><tr><th>指标<th>目标<th>全区<th>状态{% for code, name in towns.items() %}<th><a href="townships/{{ code }}.html">{{ name }}</a>{% endfor %}</tr>
{% for ind in indicators %}{% set d = district[ind.id] %}<tr><td><a href="indicators/{{ ind.id }}.html">{{ ind.name_zh }}</a>
<td class="n">{{ d.target | num }}<td class="n">{{ d.value | num }}<td class="{{ d.status }}">{{ status[d.status] }}{% if d.provisional %}（暂定）{% endif %}
{% for code in towns %}{% set c = cells.get((ind.id, code)) %}<td class="n {{ c.status if c }}">{{ (c.value | num) if c }}{% endfor %}</tr>
{% endfor %}</table>{% endblock %}""",
    "rows": """{% extends "base" %}{% block body %}<p><a href="../index.html">返回</a>{% if ind %}　{{ ind.clause }}{% endif %}</p>
<table><tr><th>{{ first }}<th>分子<th>分母<th>数值<th>最低<th>最高<th>目标<th>差距<th>还差<th>状态<th>已报／应报</tr>
{% for r in rows %}<tr><td>{{ r[label] }}{% if second %}　{{ r[second] }}{% endif %}{% for k in ["numerator", "denominator", "value", "lower", "upper", "target", "gap", "shortfall"] %}<td class="n">{{ r[k] | num }}{% endfor %}
<td class="{{ r.status }}">{{ status[r.status] }}{% if r.provisional %}（暂定）{% endif %}<td class="n">{{ r.reported }}／{{ r.due_to_report }}</tr>
{% endfor %}</table>{% endblock %}"""}


def decimal(value, places=10):
    if value is None or value != value:
        return ""
    return str(int(value)) if value == int(value) else f"{float(value):.{places}f}"


def write(out, every, indicators, registry, year, notice):
    rows = every[every.year == year]
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=True, trim_blocks=True)
    env.filters["num"] = partial(decimal, places=2)
    env.globals.update(notice=notice, status=STATUS)
    for folder in ("townships", "facilities", "indicators"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    names = indicators.set_index("id").name_zh
    records = rows.assign(name_zh=rows.indicator.map(names), township=rows.unit.map(registry.township),
                          facility=rows.unit.map(registry.facility)).to_dict("records")
    towns = registry.name[registry.kind == "township"].to_dict()
    district = {r["indicator"]: r for r in records if r["level"] == "district"}
    cells = {(r["indicator"], r["unit"]): r for r in records if r["level"].startswith("township")}
    counts = pd.Series([r["status"] for r in district.values()]).value_counts().to_dict()
    (out / "index.html").write_text(env.get_template("index").render(
        title=f"{registry.name.iloc[0]} {year} 年指标达标情况", counts=counts, towns=towns, district=district,
        cells=cells, indicators=list(indicators.itertuples(index=False))), encoding="utf-8")
    page, by_indicator, by_town, by_facility = env.get_template("rows"), {}, {}, {}
    for r in records:
        by_indicator.setdefault(r["indicator"], []).append(r)
        by_town.setdefault(r["township"], []).append(r)
        by_facility.setdefault(r["facility"], []).append(r)
    for code, name in towns.items():
        (out / "townships" / f"{code}.html").write_text(page.render(
            title=f"{name} {year} 年", first="指标", label="name_zh", second="unit_name",
            rows=by_town.get(code, [])), encoding="utf-8")
    for code, name in registry.name[registry.facility == registry.index].items():
        (out / "facilities" / f"{code}.html").write_text(page.render(
            title=f"{name} {year} 年", first="指标", label="name_zh", second="unit_name",
            rows=by_facility.get(code, [])), encoding="utf-8")
    for ind in indicators.itertuples(index=False):
        (out / "indicators" / f"{ind.id}.html").write_text(page.render(
            title=f"{ind.name_zh}（{year} 年）", first="单位", label="unit_name", ind=ind,
            rows=by_indicator[ind.id]), encoding="utf-8")
    table = every[every.level != "township-share"].copy()
    for column in ("value", "lower", "upper", "target", "gap"):
        table[column] = table[column].map(decimal)
    table["provisional"] = table.provisional.map({True: "true", False: "false"})
    table.to_csv(out / "assessments.csv", index=False, encoding="utf-8-sig", lineterminator="\r\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workspace", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--indicators", type=Path, required=True)
    parser.add_argument("--elements", type=Path, required=True)
    parser.add_argument("--engine", choices=ENGINES, default="openpyxl")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--year", type=int, help="default: the latest that has returns")
    args = parser.parse_args()
    clock = [time.perf_counter()]

    indicators = pd.read_csv(args.indicators, dtype=str, keep_default_na=False)
    elements = pd.read_csv(args.elements, dtype=str, keep_default_na=False)
    registry = read_registry(args.workspace / "registry")
    by_code = {code: (element, kind) for code, element, kind in zip(elements.code, elements.id, elements.kind)}
    by_name = {text(name): code for code, name in registry.name.items()}
    returns = args.workspace / "returns"
    paths = sorted(p for p in returns.rglob("*") if p.is_file())
    read = partial(read_return, root=returns, engine=args.engine, elements=by_code, units=by_name)
    if args.processes > 1:
        with Pool(args.processes) as pool:
            results = pool.map(read, paths, chunksize=8)
    else:
        results = [read(path) for path in paths]
    clock.append(time.perf_counter())

    skipped = [why for _, why in results if why]
    values = pd.DataFrame([record for records, _ in results for record in records],
                          columns=["year", "unit", "element", "value", "date", "file"])
    values = (values.sort_values(["date", "file"], kind="stable")
              .drop_duplicates(["year", "unit", "element"], keep="last"))
    year = args.year or int(values.year.max())
    if year < FIRST_YEAR:
        parser.error(f"nothing is judged before {FIRST_YEAR}")
    book = Assessor(registry, values, elements)
    rows = pd.concat([assess(book, indicators, y) for y in range(BASELINE, year + 1)], ignore_index=True)
    clock.append(time.perf_counter())
    settings = args.workspace / "workspace.toml"
    notice = tomllib.loads(settings.read_text("utf-8")).get("notice_zh") if settings.exists() else None
    write(args.out, rows, indicators, registry, year, notice)
    clock.append(time.perf_counter())

    for why in skipped:
        print("left out:", why, file=sys.stderr)
    seconds = [f"{b - a:.2f} s" for a, b in zip(clock, clock[1:])]
    print(f"{len(paths)} files, {len(skipped)} left out, {len(values)} values, {len(rows)} assessments of {BASELINE} to {year}; "
          f"reading {seconds[0]}, judging {seconds[1]}, writing {seconds[2]}", file=sys.stderr)


if __name__ == "__main__":
    main()
