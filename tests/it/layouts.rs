//! Returns in layouts at random, made from known figures: no figure is used that is not the known
//! one, and nearly all are read.

use std::collections::BTreeMap;

use dabiao::catalogue::{self, Catalogue, ElementKind, FormKind};
use dabiao::formats::worker::Isolation;
use dabiao::formats::{format, workbook};
use dabiao::intake::{Ground, Grounds, Lexicon, reading};
use dabiao::registry::Registry;
use dabiao::value::Value;

use crate::agreement::Dice;
use crate::sheets::{Kind, Page, Said, written};
use crate::workspaces::Workspace;

/// Where a coordinate of the figures lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Axis {
    Rows,
    Columns,
    Frame,
}

/// What a head can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Coordinate {
    Unit,
    Element,
    Year,
    Quality,
}

const YEAR: i32 = 2024;
const UNITS: [(&str, &str); 5] = [
    ("320614101", "三星镇"),
    ("320614102", "海永镇"),
    ("320614106", "常乐镇"),
    ("320614108", "悦来镇"),
    ("320614111", "四甲镇"),
];

/// The name of a sheet that is a text file.
const CSV: &str = "";

/// A figure's coordinates: unit, element, year, quality.
type Spot = [usize; 4];

struct Case {
    kind: Kind,
    axes: [Axis; 4],
    pages: Vec<Page>,
    file: String,
    /// What is known by unit and element; none where a mark makes it doubtful.
    known: BTreeMap<(String, String), Option<i64>>,
    /// What of it the layout tells.
    shape: String,
}

struct Maker<'a> {
    dice: Dice,
    catalogue: &'a Catalogue,
}

impl Maker<'_> {
    fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.dice.roll(all.len() as u64) as usize]
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.dice.roll(100) < percent
    }

    fn make(&mut self) -> Case {
        let kind = *self.pick(&[Kind::Xlsx, Kind::Xlsx, Kind::Xls, Kind::Ods, Kind::Csv]);
        let axes = loop {
            let axes = [(); 3].map(|()| *self.pick(&[Axis::Rows, Axis::Columns, Axis::Frame]));
            // Something lies along the rows, and no more than two things along either.
            let along = |axis| axes.iter().filter(|own| **own == axis).count();
            if along(Axis::Rows) >= 1 && along(Axis::Rows) <= 2 && along(Axis::Columns) <= 2 {
                break axes;
            }
        };
        let years: Vec<i32> = if axes[2] == Axis::Frame {
            vec![YEAR]
        } else {
            [vec![2024], vec![2023, 2024], vec![2024, 2023], vec![2022, 2023, 2024]]
                [self.dice.roll(4) as usize]
                .clone()
        };
        // Plans beside what was reached, or parts beside their total, along a free axis.
        let free: Vec<Axis> = [Axis::Rows, Axis::Columns]
            .into_iter()
            .filter(|axis| axes.iter().filter(|own| *own == axis).count() < 2)
            .collect();
        let qualities: Vec<&str> = if self.chance(30) && !free.is_empty() {
            self.pick(&[
                vec!["计划", "实有"],
                vec!["常规", "查漏补种", "合计"],
                vec!["合计", "男", "女"],
                vec!["本部", "分院", "合计"],
            ])
            .clone()
        } else {
            vec![""]
        };
        let quality_axis = if qualities.len() > 1 { *self.pick(&free) } else { Axis::Frame };
        let axes = [axes[0], axes[1], axes[2], quality_axis];
        let mut counts: Vec<usize> = (0..self.catalogue.elements.len())
            .filter(|at| {
                let element = &self.catalogue.elements[*at];
                element.form == FormKind::Township && element.kind == ElementKind::Count
            })
            .collect();
        let mut elements = Vec::new();
        for _ in 0..if axes[1] == Axis::Frame { 1 } else { 2 + self.dice.roll(3) as usize } {
            elements.push(counts.swap_remove(self.dice.roll(counts.len() as u64) as usize));
        }
        let units: Vec<usize> = if axes[0] == Axis::Frame {
            vec![self.dice.roll(5) as usize]
        } else {
            (0..2 + self.dice.roll(4) as usize).collect()
        };
        let scaled = self.chance(20);
        let plan = Plan {
            axes,
            units,
            elements,
            years,
            qualities,
            scaled,
            merges: kind != Kind::Csv && self.chance(60),
        };
        self.lay(kind, &plan)
    }

    /// The figures of a plan: every one its own number, totals the sum of their parts.
    fn figures(&mut self, plan: &Plan) -> BTreeMap<Spot, i64> {
        let mut all = BTreeMap::new();
        for unit in 0..plan.units.len() {
            for element in 0..plan.elements.len() {
                for year in 0..plan.years.len() {
                    let mut sum = 0;
                    for (at, quality) in plan.qualities.iter().enumerate() {
                        let figure = 2 + self.dice.roll(900) as i64;
                        sum += figure;
                        let of_parts = plan.qualities.len() == 3;
                        if of_parts && *quality == "合计" {
                            sum -= figure;
                        }
                        all.insert([unit, element, year, at], figure);
                    }
                    if plan.qualities.len() == 3
                        && let Some(total) = plan.qualities.iter().position(|quality| *quality == "合计")
                    {
                        all.insert([unit, element, year, total], sum);
                    }
                }
            }
        }
        all
    }

    fn lay(&mut self, kind: Kind, plan: &Plan) -> Case {
        let figures = self.figures(plan);
        let name = if kind == Kind::Csv { CSV } else { "表" };
        let mut page = Page { name: name.to_owned(), ..Page::default() };
        let mut file = "2024/来表".to_owned();
        let mut row = 0;
        let year_in_frame = plan.axes[2] == Axis::Frame;
        let element_in_frame = plan.axes[1] == Axis::Frame;
        let label = |at: usize| self.catalogue.elements[plan.elements[at]].label.zh.clone();
        // What stands around.
        let scale =
            format!("千{}", self.catalogue.elements[plan.elements[0]].unit.zh.replace(['（', '）'], ""));
        let same_unit = plan
            .elements
            .iter()
            .all(|at| self.catalogue.elements[*at].unit == self.catalogue.elements[plan.elements[0]].unit);
        let scale_in_frame = plan.scaled && same_unit && self.chance(50);
        // A table about one element says its scale where it names it.
        let told = if plan.scaled && !scale_in_frame { format!("（{scale}）") } else { String::new() };
        let title = match (element_in_frame, year_in_frame) {
            (true, true) => format!("2024年{}{told}", label(0)),
            (true, false) => label(0) + &told,
            (false, true) => "2024年度统计表".to_owned(),
            (false, false) => "统计表".to_owned(),
        };
        if element_in_frame || self.chance(60) {
            page.cells.insert((row, 0), Said::Text(title));
            row += 1;
        }
        let sheets_name = plan.axes[0] == Axis::Frame && self.chance(25);
        let files_name = plan.axes[0] == Axis::Frame && !sheets_name && self.chance(25);
        if sheets_name && kind != Kind::Csv {
            page.name = UNITS[plan.units[0]].1.to_owned();
        } else if files_name || sheets_name {
            file = format!("2024/{}2024年报", UNITS[plan.units[0]].1);
        } else if plan.axes[0] == Axis::Frame {
            let name = UNITS[plan.units[0]].1;
            match self.dice.roll(3) {
                0 => drop(
                    page.cells
                        .insert((row, 0), Said::Text(format!("填报单位：{name}（盖章）　填表人：张三"))),
                ),
                1 => drop(page.cells.insert((row, 0), Said::Text(format!("填报单位：{name}")))),
                _ => {
                    page.cells.insert((row, 0), Said::Text("填报单位".to_owned()));
                    page.cells.insert((row, 1), Said::Text(name.to_owned()));
                }
            }
            row += 1;
        }
        if scale_in_frame {
            page.cells.insert((row, 2), Said::Text(format!("单位：{scale}")));
            row += 1;
        }
        if self.chance(30) {
            row += 1;
        }
        let mut known: BTreeMap<(String, String), Option<i64>> = BTreeMap::new();
        // The units in one block, or in two beside or below each other.
        let split = plan.axes[0] == Axis::Rows && plan.units.len() > 2 && self.chance(40);
        let beside = split && self.chance(50);
        let all: Vec<usize> = (0..plan.units.len()).collect();
        let parts: Vec<Vec<usize>> = if split {
            let (first, second) = all.split_at(all.len() / 2);
            vec![first.to_vec(), second.to_vec()]
        } else {
            vec![all]
        };
        let totals = plan.axes[0] == Axis::Rows
            && plan.axes[2] != Axis::Rows
            && plan.axes[3] != Axis::Rows
            && plan.axes[1] != Axis::Rows
            && self.chance(40);
        let head = Head {
            codes: self.dice.roll(3),
            repeat: self.chance(50),
            scale_in_head: plan.scaled && !scale_in_frame,
            order: self.dice.roll(2) == 0,
            blank_corner: self.chance(15),
        };
        let (mut top, mut left, mut bottom) = (row, 0, row);
        for part in &parts {
            let (end, width) =
                self.block(&mut page, plan, &figures, part, (top, left), &head, &mut known, totals && !split);
            bottom = bottom.max(end);
            if beside {
                left += width + u16::from(self.chance(50));
            } else {
                top = end + self.dice.roll(2) as u32;
            }
        }
        if self.chance(40) {
            page.cells.insert((bottom + 1, 0), Said::Text("注：数据由各镇上报，如有疑问请联系。".to_owned()));
        }
        let axis = |at: usize| match plan.axes[at] {
            Axis::Rows => "rows",
            Axis::Columns => "columns",
            Axis::Frame => "frame",
        };
        let shape = format!("{} | {} | {}", axis(0), axis(1), axis(2));
        Case {
            kind,
            axes: plan.axes,
            pages: vec![page],
            file: format!("{file}.{}", kind.ending()),
            known,
            shape,
        }
    }

    /// Lays a block of figures down; the row after it, and how wide it is.
    #[allow(clippy::too_many_arguments, reason = "a block is made of as many things")]
    fn block(
        &mut self,
        page: &mut Page,
        plan: &Plan,
        figures: &BTreeMap<Spot, i64>,
        units: &[usize],
        (top, left): (u32, u16),
        head: &Head,
        known: &mut BTreeMap<(String, String), Option<i64>>,
        totals: bool,
    ) -> (u32, u16) {
        let values = |coordinate: Coordinate| -> Vec<usize> {
            match coordinate {
                Coordinate::Unit => units.to_vec(),
                Coordinate::Element => (0..plan.elements.len()).collect(),
                Coordinate::Year => (0..plan.years.len()).collect(),
                Coordinate::Quality => (0..plan.qualities.len()).collect(),
            }
        };
        let along = |axis: Axis| -> Vec<Coordinate> {
            let all = [Coordinate::Unit, Coordinate::Element, Coordinate::Year, Coordinate::Quality];
            let mut own: Vec<Coordinate> =
                all.into_iter().zip(plan.axes).filter(|(_, own)| *own == axis).map(|(own, _)| own).collect();
            // What is a part of something stands below it; the others in either order.
            if head.order && own.len() == 2 && own[1] != Coordinate::Quality {
                own.reverse();
            }
            own
        };
        let (rows, columns) = (along(Axis::Rows), along(Axis::Columns));
        let spots = |own: &[Coordinate]| -> Vec<Vec<(Coordinate, usize)>> {
            own.iter().fold(vec![Vec::new()], |all, coordinate| {
                all.iter()
                    .flat_map(|spot| {
                        values(*coordinate)
                            .into_iter()
                            .map(|at| [spot.clone(), vec![(*coordinate, at)]].concat())
                    })
                    .collect()
            })
        };
        let words = |(coordinate, at): (Coordinate, usize)| match coordinate {
            Coordinate::Unit => UNITS[plan.units[at]].1.to_owned(),
            Coordinate::Element => {
                let element = &self.catalogue.elements[plan.elements[at]];
                let unit = element.unit.zh.replace(['（', '）'], "");
                let scale = if head.scale_in_head { format!("（千{unit}）") } else { String::new() };
                match head.codes {
                    0 => element.code.clone() + &scale,
                    1 => format!("{}{scale}", element.label.zh),
                    _ => element.label.zh.clone() + &scale,
                }
            }
            Coordinate::Year => format!("{}年", plan.years[at]),
            Coordinate::Quality => plan.qualities[at].to_owned(),
        };
        let corner = |coordinate: &Coordinate| match coordinate {
            Coordinate::Unit if head.blank_corner && columns.contains(&Coordinate::Element) => "",
            Coordinate::Unit => "乡镇（街道）",
            Coordinate::Element if head.codes == 0 => "代码",
            Coordinate::Element => "指标名称",
            Coordinate::Year => "年份",
            Coordinate::Quality => "类别",
        };
        let column_spots = spots(&columns);
        let row_spots = spots(&rows);
        let heads = columns.len().max(1) as u32;
        let names = rows.len() as u16;
        let text = |page: &mut Page, at: (u32, u16), text: &str| {
            if !text.is_empty() {
                page.cells.insert(at, Said::Text(text.to_owned()));
            }
        };
        for (column, coordinate) in (left..).zip(&rows) {
            text(page, (top, column), corner(coordinate));
            if plan.merges && heads > 1 && !corner(coordinate).is_empty() {
                page.merge((top, column), (top + heads - 1, column));
            }
        }
        if columns.is_empty() {
            text(page, (top, left + names), if plan.axes[2] == Axis::Frame { "本年数" } else { "数值" });
        }
        // The levels of heads, each over those below it.
        for (level, _) in columns.iter().enumerate() {
            let mut from = 0;
            while from < column_spots.len() {
                let prefix = &column_spots[from][..=level];
                let many = column_spots[from..].iter().take_while(|spot| spot[..=level] == *prefix).count();
                let at = (top + level as u32, left + names + from as u16);
                text(page, at, &words(prefix[level]));
                if plan.merges {
                    page.merge(at, (at.0, at.1 + many as u16 - 1));
                } else if head.repeat {
                    for column in 1..many as u16 {
                        text(page, (at.0, at.1 + column), &words(prefix[level]));
                    }
                }
                from += many;
            }
        }
        let mut row = top + heads;
        for (at, spot) in row_spots.iter().enumerate() {
            for (level, _) in rows.iter().enumerate() {
                let first = at == 0 || row_spots[at - 1][..=level] != spot[..=level];
                let many =
                    row_spots[at..].iter().take_while(|other| other[..=level] == spot[..=level]).count();
                let place = (row, left + level as u16);
                // Years and plans stand in every row; what they are of may stand once.
                if first || !plan.merges && (head.repeat || level > 0 || rows[0] != Coordinate::Unit) {
                    text(page, place, &words(spot[level]));
                }
                if first && plan.merges {
                    page.merge(place, (row + many as u32 - 1, place.1));
                }
            }
            for (column, own) in (left + names..).zip(&column_spots) {
                let mut place: Spot = [0; 4];
                for (coordinate, at) in spot.iter().chain(own) {
                    place[*coordinate as usize] = *at;
                }
                if plan.axes[0] == Axis::Frame {
                    place[0] = 0;
                }
                let figure = figures[&place];
                let (said, doubtful) = self.said(figure, page.name == CSV);
                page.cells.insert((row, column), said);
                let quality = plan.qualities[place[3]];
                let counts = ["", "实有", "合计"].contains(&quality);
                if plan.years[place[2]] == YEAR && counts {
                    let element = &self.catalogue.elements[plan.elements[place[1]]];
                    let meant = figure * if plan.scaled { 1_000 } else { 1 };
                    let unit = UNITS[plan.units[place[0]]].0.to_owned();
                    known.insert((unit, element.id.clone()), (!doubtful).then_some(meant));
                }
            }
            row += 1;
        }
        if totals {
            let name = *self.pick(&["合计", "全区合计", "总计"]);
            text(page, (row, left), name);
            for (column, own) in (left + names..).zip(&column_spots) {
                let sum: i64 = row_spots
                    .iter()
                    .map(|spot| {
                        let mut place: Spot = [0; 4];
                        for (coordinate, at) in spot.iter().chain(own) {
                            place[*coordinate as usize] = *at;
                        }
                        figures[&place]
                    })
                    .sum();
                page.cells.insert((row, column), Said::Number(sum as f64));
            }
            row += 1;
        }
        (row, names + column_spots.len() as u16)
    }

    /// A figure in a cell, now and then with a mark that makes it doubtful.
    fn said(&mut self, figure: i64, plainly: bool) -> (Said, bool) {
        // A text file has no looks.
        match self.dice.roll(100) {
            2 | 3 if plainly => (Said::Text(format!("约{figure}")), true),
            0 => (Said::Text(format!("{figure}？")), true),
            1 => (Said::Text(format!("{figure}\n{}", figure + 1)), true),
            2 => (Said::Struck(format!("{figure}5")), true),
            3 => (Said::Raised(format!("{figure}1")), true),
            4 => (Said::Text(format!("{figure}①")), true),
            5 => (Said::Shown(1.0, "0%".to_owned()), true),
            6 => (Said::Text(format!(" {figure} ")), false),
            _ => (Said::Number(figure as f64), false),
        }
    }
}

struct Plan {
    axes: [Axis; 4],
    units: Vec<usize>,
    elements: Vec<usize>,
    years: Vec<i32>,
    qualities: Vec<&'static str>,
    scaled: bool,
    merges: bool,
}

struct Head {
    codes: u64,
    repeat: bool,
    scale_in_head: bool,
    order: bool,
    blank_corner: bool,
}

fn registry() -> Registry {
    let workspace = Workspace::new();
    let rows: String = UNITS.iter().map(|(code, name)| format!("{code},{name},,镇,,\n")).collect();
    workspace.registry("townships.csv", &format!("code,name,aliases,kind,opened,closed\n{rows}"));
    Registry::read(&workspace.path().join("registry")).unwrap()
}

/// Whether what a figure is said to rest on says so: each of the four answers stands in its place.
fn is_right(own: &Grounds, key: &(String, String), catalogue: &Catalogue, registry: &Registry) -> bool {
    let unit = registry.unit(registry.by_code(&key.0).unwrap());
    let element = catalogue.elements.iter().find(|element| element.id == key.1).unwrap();
    let says = |ground: &Ground, words: &[&str]| words.iter().any(|word| ground.words.contains(word));
    let year =
        own.year.as_ref().is_none_or(|year| says(year, &[&YEAR.to_string(), &(YEAR % 100).to_string()]));
    let scale = own.scale.as_ref().is_none_or(|scale| says(scale, &[&element.unit.zh, "千", "万"]));
    says(&own.unit, &[&unit.name, &unit.code])
        && says(&own.element, &[&element.label.zh, &element.code])
        && year
        && scale
}

/// How many figures were known, and how many of them read.
#[derive(Default)]
struct Rate {
    known: usize,
    read: usize,
}

#[test]
fn of_layouts_at_random_no_figure_is_wrong_and_nearly_all_are_read() {
    const CASES: u64 = 2_400;
    let catalogue = catalogue::load(None).unwrap();
    let registry = registry();
    let lexicon = Lexicon::new(&catalogue, &registry);
    let mut rates: BTreeMap<String, Rate> = BTreeMap::new();
    let mut by_kind: BTreeMap<Kind, Rate> = BTreeMap::new();
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let mut wrong = Vec::new();
    let mut baseless = Vec::new();
    for at in 0..CASES {
        let mut maker = Maker { dice: Dice(seed + at * 1_000_003), catalogue: &catalogue };
        let case = maker.make();
        let bytes = written(&case.pages, case.kind);
        let opened = format::open(&bytes).unwrap();
        let sheets = workbook::sheets(&bytes, opened, &Isolation::None).unwrap();
        let file: std::sync::Arc<str> = case.file.as_str().into();
        let read = reading::read(&lexicon, &file, YEAR, &sheets, true);
        let tally = read.tally;
        assert_eq!(tally.cells, tally.values + tally.labels + tally.findings, "{at} {}", case.shape);
        let grounds: BTreeMap<_, _> = read.grounds.into_iter().collect();
        let mut values: BTreeMap<(String, String), i64> = BTreeMap::new();
        for value in read.readings.iter().flat_map(|reading| &reading.values) {
            let key =
                (registry.unit(value.key.unit).code.clone(), catalogue.element(value.key.element).id.clone());
            let rests =
                grounds.get(&value.place).is_some_and(|own| is_right(own, &key, &catalogue, &registry));
            let own = grounds.get(&value.place);
            let says_year = case.axes[2] == Axis::Frame || own.is_some_and(|own| own.year.is_some());
            if !rests || !says_year {
                baseless.push(format!("{at} {} {:?}", value.place.spelled(), grounds.get(&value.place)));
            }
            if let Value::Count(count) = value.value {
                values.insert(key, count);
            }
        }
        let page = || {
            let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
            for ((row, column), said) in &case.pages[0].cells {
                lines.entry(*row).or_default().push(format!("{column}:{said:?}"));
            }
            let found: Vec<String> =
                read.findings.iter().map(|own| format!("{} {}", own.rule, own.place.a1())).collect();
            let lines: Vec<String> = lines.values().map(|line| line.join(" | ")).collect();
            format!(
                "{at} {:?} {} {:?}\n{}\nmerged {:?}\nfindings {found:?}",
                case.kind,
                case.file,
                case.axes,
                lines.join("\n"),
                case.pages[0].merged
            )
        };
        for (key, value) in &values {
            // Other formats than .xlsx do not all say what is struck out.
            let meant = case.known.get(key).copied().flatten();
            if Some(*value) != meant {
                wrong.push(format!("{key:?} {value} for {meant:?}: {}", page()));
            }
        }
        let known = case.known.values().filter(|known| known.is_some()).count();
        if std::env::var("SHOW").is_ok() && values.len() < known {
            println!("MISSED {} of {known}: {}\n", known - values.len(), page());
        }
        for rate in [rates.entry(case.shape.clone()).or_default(), by_kind.entry(case.kind).or_default()] {
            rate.known += known;
            rate.read += values.len();
        }
    }
    wrong.dedup_by_key(|said| said.split(": ").nth(1).map(str::to_owned));
    assert!(
        wrong.is_empty(),
        "{} wrong, such as\n{}",
        wrong.len(),
        wrong.iter().take(6).cloned().collect::<Vec<_>>().join("\n\n")
    );
    assert!(
        baseless.is_empty(),
        "{} such as\n{}",
        baseless.len(),
        baseless[..baseless.len().min(9)].join("\n")
    );
    println!("| units | elements | years | figures | read |\n|---|---|---|---|---|");
    let share = |rate: &Rate| {
        format!("{} | {:.1} %", rate.known, 100.0 * rate.read as f64 / rate.known.max(1) as f64)
    };
    // No layout falls behind unseen among the others; the figure is the table's of tests/README.md.
    for (shape, rate) in &rates {
        let least = if shape == "frame | frame | rows" { 80 } else { 95 };
        assert!(rate.read * 100 >= rate.known * least, "{shape}: {} of {}", rate.read, rate.known);
    }
    assert_eq!((rates.len(), by_kind.len()), (18, 4));
    for (shape, rate) in &rates {
        println!("| {shape} | {} |", share(rate));
    }
    for (kind, rate) in &by_kind {
        println!("| all | | .{} | {} |", kind.ending(), share(rate));
    }
    let (known, read) = by_kind.values().fold((0, 0), |sum, rate| (sum.0 + rate.known, sum.1 + rate.read));
    println!("| all | | | {known} | {:.1} % |", 100.0 * read as f64 / known as f64);
    assert!(read * 100 >= known * 95, "{read} of {known}");
}
