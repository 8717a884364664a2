//! The correction round, played as a clerk's year: forms out, returns in as people fill them, what
//! is wrong sent back, answered, and checked again until nothing is asked of anybody.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use chrono::NaiveDate;
use dabiao::catalogue::{self, Catalogue, ElementKind, FormKind, Severity};
use dabiao::checked::Checked;
use dabiao::finding::Finding;
use dabiao::formats::worker::Isolation;
use dabiao::forms::{self, Blank, Entry, Filling, Printer};
use dabiao::messages::{Lang, Messages};
use dabiao::model::{Level, UnitIx};
use dabiao::registry::Registry;
use dabiao::results::Results;
use dabiao::submission::Arrival;
use dabiao::value::{Key, Value, Values};
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::office::saved_again;
use crate::workspaces::Workspace;

/// Six townships, nine facilities of which one is a regional centre, twenty-five clinics.
fn district() -> Workspace {
    let workspace = Workspace::new();
    let names = ["三星镇", "海永镇", "常乐镇", "悦来镇", "四甲镇", "包场镇"];
    let mut townships = "code,name,aliases,kind,opened,closed\n".to_owned();
    let mut facilities =
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n".to_owned();
    let mut clinics = "code,name,aliases,facility,opened,closed\n".to_owned();
    let mut clinic = 0;
    for (at, name) in (1..).zip(names) {
        townships += &format!("32061410{at},{name},,镇,,\n");
        let own = if at <= 3 { 2 } else { 1 };
        for n in 1..=own {
            let centre = if (at, n) == (1, 1) { "是" } else { "" };
            let kind = if n == 1 {
                ("卫生院", "township_hospital")
            } else {
                ("社区卫生服务中心", "community_center")
            };
            facilities += &format!("F{at}{n},{name}{},,{},32061410{at},政府办,{centre},,\n", kind.0, kind.1);
            for _ in 0..if (at, n) == (1, 1) { 9 } else { 2 } {
                clinic += 1;
                clinics += &format!("V{clinic:02},{name}第{clinic}村卫生室,,F{at}{n},,\n");
            }
        }
    }
    // Closed, and listed by a plan.
    townships += "320614001,旧一街道,,街道,,2001-01-01\n320614003,旧三街道,,街道,,2001-01-01\n";
    workspace.registry("townships.csv", &townships);
    workspace.registry("facilities.csv", &facilities);
    workspace.registry("village_clinics.csv", &clinics);
    workspace.registry("calendar.csv", "year,due\n2022,2023-01-20\n2023,2024-01-20\n2024,2025-01-20\n");
    workspace
}

/// The true figures: every part is nine tenths of its whole or less, and all grow by a fiftieth a
/// year.
struct Truth<'a> {
    catalogue: &'a Catalogue,
    registry: &'a Registry,
}

impl Truth<'_> {
    fn value(&self, key: Key) -> Value {
        let element = self.catalogue.element(key.element);
        match &element.kind {
            ElementKind::YesNo => Value::YesNo(true),
            ElementKind::Choice(_) => Value::Choice(0),
            ElementKind::Count => Value::Count(self.count(key)),
        }
    }

    fn count(&self, key: Key) -> i64 {
        let element = self.catalogue.element(key.element);
        if let Some(whole) = element.part_of {
            return self.count(Key { element: whole, ..key }) * 9 / 10;
        }
        // The people of a township are those of its facilities.
        if element.id == "twp.resident_population" {
            let (part, _) =
                self.catalogue.elements_ix().find(|(_, own)| own.id == "fac.resident_population").unwrap();
            let own = self.registry.children(key.unit, key.year);
            return own.map(|(unit, _)| self.count(Key { unit, element: part, ..key })).sum();
        }
        // Sizes of their own, so that no figure could be that of the row beside it.
        let sizes = [9_100, 40, 610, 120, 2_300, 75, 31_000, 17, 880, 240];
        let at = usize::from(key.element.0);
        let size = sizes[at % sizes.len()] + 3 * i64::from(key.element.0);
        let unit = i64::from(key.unit.0 % 7);
        size * (100 + 2 * i64::from(key.year - 2022)) * (20 + unit) / 2_000
    }

    /// What a unit fills in on a form.
    fn filling(&self, blank: &Blank, date: &str) -> Filling {
        let own = |unit: UnitIx| {
            unit == blank.unit
                || self.registry.unit(unit).level == Level::Village
                    && self.registry.unit(unit).parent == Some(blank.unit)
        };
        let mut answers = BTreeMap::new();
        for (unit, _) in self.registry.units().filter(|(unit, _)| own(*unit)) {
            for (element, about) in self.catalogue.elements_ix() {
                let entries =
                    if about.form == FormKind::Centres { self.catalogue.centres.entries.len() } else { 1 };
                for entry in (0..).take(entries) {
                    let key = Key { year: blank.year, unit, element, entry };
                    answers.insert(key, self.entry(key));
                }
            }
        }
        Filling { answers, date: date.parse::<NaiveDate>().ok() }
    }

    fn entry(&self, key: Key) -> Entry {
        match self.value(key) {
            Value::Count(count) => Entry::Number(count as f64),
            value => Entry::Text(self.catalogue.shown(key.element, value)),
        }
    }
}

/// A year of a workspace, with what is needed to write its forms.
struct Desk<'a> {
    workspace: &'a Workspace,
    truth: Truth<'a>,
    messages: Messages,
    last_year: Values,
}

impl Desk<'_> {
    fn blanks(&self, year: i32) -> Vec<Blank> {
        forms::blanks(self.truth.catalogue, self.truth.registry, year)
    }

    fn bytes(&self, blank: &Blank, filling: &Filling) -> Vec<u8> {
        let Truth { catalogue, registry } = self.truth;
        let printer = Printer { catalogue, registry, messages: &self.messages, last_year: &self.last_year };
        printer.workbook(blank, filling).unwrap()
    }

    /// Puts a return where its unit's returns lie.
    fn put(&self, name: &str, blank: &Blank, filling: &Filling) -> PathBuf {
        self.workspace.write(&format!("returns/{}/{name}", blank.year), &self.bytes(blank, filling))
    }

    fn name(&self, blank: &Blank) -> String {
        blank.reporter.clone().unwrap_or_else(|| self.truth.registry.unit(blank.unit).name.clone())
    }

    fn key(&self, blank: &Blank, element: &str) -> Key {
        let (ix, _) = self.truth.catalogue.elements_ix().find(|(_, e)| e.id == element).unwrap();
        Key { year: blank.year, unit: blank.unit, element: ix, entry: 0 }
    }

    /// Every figure that is used is the true one, but for those that are said to be others.
    fn holds(&self, checked: &Checked, but: &BTreeMap<Key, i64>) {
        for value in checked.values.iter() {
            let meant =
                but.get(&value.key).map_or_else(|| self.truth.value(value.key), |other| Value::Count(*other));
            assert_eq!(value.value, meant, "{}", value.place.spelled());
        }
    }
}

fn check(workspace: &Workspace) -> (Option<i32>, String, BTreeMap<String, Vec<u8>>) {
    let output = Command::new(env!("CARGO_BIN_EXE_dabiao"))
        .args(["check", ".", "--reply-by", "2025-02-10"])
        .current_dir(workspace.path())
        .output()
        .unwrap();
    let folder = workspace.path().join("corrections");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).unwrap());
    }
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned(), files)
}

fn checked(workspace: &Workspace, catalogue: &Catalogue) -> Checked {
    Checked::read(workspace.path(), catalogue.clone(), None, &Isolation::None, |_| Box::new(|| ())).unwrap()
}

/// Fills in a correction sheet as a unit does: in the columns on the right of each line. `answer`
/// gives them by the cell that is asked about and its element's code.
fn answered(sheet: &Path, answer: impl Fn(&str, &str) -> Option<(String, String)>) -> Vec<u8> {
    let mut book: Xlsx<_> = open_workbook(sheet).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    let heads: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let at = |head: &str| heads.iter().position(|own| own == head).unwrap();
    let mut new = Workbook::new();
    let out = new.add_worksheet();
    out.set_name(&name).unwrap();
    for (row, cells) in (0..).zip(range.rows()) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Data::Empty => {}
                Data::Float(number) => drop(out.write_number(row, column, *number).unwrap()),
                other => drop(out.write_string(row, column, other.to_string()).unwrap()),
            }
        }
        let (cell, code) = (cells[at("单元格")].to_string(), cells[at("代码")].to_string());
        if row > 0
            && let Some((corrected, explanation)) = answer(&cell, &code)
        {
            match corrected.parse::<f64>() {
                Ok(number) => drop(out.write_number(row, at("更正后的数") as u16, number).unwrap()),
                Err(_) if corrected.is_empty() => {}
                Err(_) => drop(out.write_string(row, at("更正后的数") as u16, &corrected).unwrap()),
            }
            out.write_string(row, at("填报单位说明") as u16, &explanation).unwrap();
        }
    }
    new.save_to_buffer().unwrap()
}

#[test]
fn a_year_is_played_until_nothing_is_asked_of_anybody() {
    a_year(|_| ());
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_year_is_played_with_half_of_the_returns_saved_by_another_program() {
    a_year(saved_again);
}

/// Plays a year; `saved` saves some of the returns again.
fn a_year(saved: impl Fn(&[PathBuf])) {
    let workspace = district();
    let catalogue = catalogue::load(None).unwrap();
    let registry = Registry::read(&workspace.path().join("registry")).unwrap();
    let of_level = |level| registry.of_level(level).len();
    assert_eq!([Level::Township, Level::Facility, Level::Village].map(of_level), [6 + 2, 9, 25]);
    let truth = Truth { catalogue: &catalogue, registry: &registry };
    let mut desk = Desk {
        workspace: &workspace,
        truth,
        messages: Messages::new(Lang::Zh),
        last_year: Values::default(),
    };
    for year in [2022, 2023] {
        for blank in desk.blanks(year) {
            let filling = desk.truth.filling(&blank, &format!("{}-01-05", year + 1));
            desk.put(&format!("{}.xlsx", desk.name(&blank)), &blank, &filling);
        }
    }
    let before = checked(&workspace, &catalogue);
    desk.holds(&before, &BTreeMap::new());
    let grave: Vec<_> = before.findings.iter().filter(|found| found.severity != Severity::Notice).collect();
    assert!(grave.is_empty(), "{grave:?}");
    desk.last_year = before.values;

    // The returns of 2024, with what people do: eleven kinds of mistakes and one who sends nothing.
    let blanks = desk.blanks(2024);
    let blank = |name: &str| blanks.iter().find(|blank| desk.name(blank) == name).unwrap();
    let mut used_otherwise: BTreeMap<Key, i64> = BTreeMap::new();
    let mut plain = Vec::new();
    for one in &blanks {
        let name = desk.name(one);
        let mut filling = desk.truth.filling(one, "2025-01-10");
        let mut put = |element: &str, entry: Option<Entry>| {
            let key = desk.key(one, element);
            match entry {
                Some(entry) => filling.answers.insert(key, entry),
                None => filling.answers.remove(&key),
            };
        };
        let text = |text: &str| Some(Entry::Text(text.to_owned()));
        let file = format!("{name}2024年报.xlsx");
        match name.as_str() {
            // 1 A percentage in place of a count; 2 a text in place of a count.
            "三星镇卫生院" => {
                put("fac.nurses", text("72.5%"));
                put("fac.general_practitioners", text("正在统计中"));
            }
            // 3 Not yet known; 4 left blank.
            "海永镇卫生院" => {
                put("fac.nurses", text("待统计"));
                put("fac.fever_clinic", None);
            }
            // 5 A part above its whole.
            "常乐镇卫生院" => {
                let whole = desk.truth.count(desk.key(one, "fac.ehr_created"));
                put("fac.ehr_used", Some(Entry::Number(whole as f64 + 500.0)));
            }
            // 6 Last year's form in this year's folder.
            "悦来镇卫生院" => {
                let old = Blank { year: 2023, ..one.clone() };
                let filling = desk.truth.filling(&old, "2024-01-05");
                workspace.write(&format!("returns/2024/{file}"), &desk.bytes(&old, &filling));
                continue;
            }
            // 7 No workbook.
            "四甲镇卫生院" => {
                workspace.write("returns/2024/四甲镇卫生院盖章扫描.pdf", b"%PDF-1.4\n");
                continue;
            }
            // 8 本年数 and 上年数 in each other's column.
            "包场镇" => {
                let printer_of = |year| desk.truth.filling(&Blank { year, ..one.clone() }, "2025-01-10");
                let swapped = Filling {
                    answers: (printer_of(2023).answers.into_iter())
                        .map(|(key, entry)| (Key { year: 2024, ..key }, entry))
                        .collect(),
                    date: "2025-01-10".parse().ok(),
                };
                let this_year: Vec<_> = printer_of(2024).answers.into_keys().collect();
                let values = this_year.iter().map(|key| {
                    let value = desk.truth.value(*key);
                    let place = dabiao::value::Place::default();
                    let key = Key { year: 2023, ..*key };
                    dabiao::value::DataValue { key, value, place, note: String::new() }
                });
                let as_last_year = Values::new(values.collect());
                let Truth { catalogue, registry } = desk.truth;
                let printer =
                    Printer { catalogue, registry, messages: &desk.messages, last_year: &as_last_year };
                workspace.write(&format!("returns/2024/{file}"), &printer.workbook(one, &swapped).unwrap());
                continue;
            }
            // 9 Pasted a row too low: every answer in the row below its own.
            "包场镇卫生院" => {
                let elements: Vec<_> =
                    catalogue.elements_ix().filter(|(_, about)| about.form == FormKind::Facility).collect();
                for pair in elements.windows(2) {
                    let key = |at: usize| Key { year: 2024, unit: one.unit, element: pair[at].0, entry: 0 };
                    filling.answers.insert(key(1), desk.truth.entry(key(0)));
                }
                let first = Key { year: 2024, unit: one.unit, element: elements[0].0, entry: 0 };
                filling.answers.remove(&first);
            }
            // 10 Ten times too many; and a jump that is true in the unit's eyes.
            "三星镇" => {
                let key = desk.key(one, "twp.hiv_tests");
                let ten = desk.truth.count(key) * 10;
                used_otherwise.insert(key, ten);
                put("twp.hiv_tests", Some(Entry::Number(ten as f64)));
            }
            // 11 A name that nobody has.
            "海永镇" => {
                let bytes = desk.bytes(one, &filling);
                let path = workspace.write("returns/2024/海永镇/hy.xlsx", &bytes);
                renamed(&path, "海永镇", "海勇", &["320614102"]);
                continue;
            }
            // One sends nothing.
            "常乐镇" => continue,
            _ => {}
        }
        plain.push(desk.put(&file, one, &filling));
    }
    // Half of them were saved by another program.
    let half: Vec<PathBuf> = plain.iter().step_by(2).cloned().collect();
    saved(&half);

    let (status, said, files) = check(&workspace);
    assert_eq!(status, Some(1), "{said}");
    let first = checked(&workspace, &catalogue);
    desk.holds(&first, &used_otherwise);
    let found: BTreeSet<&str> = first
        .findings
        .iter()
        .filter(|found| found.is_of(2024) && found.severity != Severity::Notice)
        .map(|found| found.rule.as_str())
        .collect();
    let planted = [
        "block-slipped",
        "cell-not-a-count",
        "cell-pending",
        "cell-percentage",
        "columns-swapped",
        "file-kind",
        "file-year",
        "part-above-whole",
        "return-incomplete",
        "unit-unknown",
        "year-on-year",
    ];
    for rule in planted {
        assert!(found.contains(rule), "{rule}: {found:?}");
    }
    let list = String::from_utf8(files["催报.txt"].clone()).unwrap();
    let part = |number: &str| {
        let rest = list.split(&format!("\r\n{number}、")).nth(1).unwrap_or_default();
        rest.split("\r\n\r\n").next().unwrap_or_default().to_owned()
    };
    assert!(part("一").contains("常乐镇：") && !part("一").contains("四甲镇卫生院"), "{list}");
    for name in ["悦来镇卫生院", "四甲镇卫生院", "hy.xlsx"] {
        assert!(part("二").contains(name), "{name}: {list}");
    }
    for name in ["三星镇卫生院", "海永镇卫生院", "常乐镇卫生院", "包场镇", "三星镇"] {
        assert!(part("三").contains(&format!("{name}：")), "{name}: {list}");
    }
    assert!(list.contains("2025-02-10"), "{list}");
    assert!(said.contains("四甲镇卫生院盖章扫描.pdf"), "{said}");

    // What comes back: sheets with answers, new returns beside the first ones.
    let value = |name: &str, code: &str| {
        let unit = blank(name).unit;
        let (element, _) = catalogue.elements_ix().find(|(_, about)| about.code == code).unwrap();
        let key = Key { year: 2024, unit, element, entry: 0 };
        catalogue.shown(element, desk.truth.value(key))
    };
    let sheet_of = |name: &str| {
        let name = files
            .keys()
            .find(|file| file.ends_with(&format!("-{name}.xlsx")))
            .unwrap_or_else(|| panic!("{name}"));
        workspace.path().join("corrections").join(name)
    };
    for name in ["三星镇卫生院", "常乐镇卫生院", "三星镇"] {
        let bytes = answered(&sheet_of(name), |_, code| {
            (!code.is_empty()).then(|| (value(name, code), "笔误".to_owned()))
        });
        let path = workspace.write(&format!("returns/2024/反馈/核查单-{name}.xlsx"), &bytes);
        if name == "三星镇" {
            saved(&[path]);
        }
    }
    let again = |name: &str, file: &str| {
        let filling = desk.truth.filling(blank(name), "2025-02-03");
        desk.put(file, blank(name), &filling);
    };
    for name in ["海永镇卫生院", "悦来镇卫生院", "四甲镇卫生院", "包场镇", "包场镇卫生院", "海永镇", "常乐镇"]
    {
        again(name, &format!("{name}（重新报送）.xlsx"));
    }
    let (status, said, files) = check(&workspace);
    let last = checked(&workspace, &catalogue);
    desk.holds(&last, &BTreeMap::new());
    let grave: Vec<String> = last
        .findings
        .iter()
        .filter(|found| found.severity != Severity::Notice)
        .map(|found| format!("{} {}", found.place.spelled(), found.rule))
        .collect();
    assert!(grave.is_empty(), "{grave:#?}");
    assert_eq!(status, Some(0), "{said}");
    assert!(!files.keys().any(|name| name.ends_with(".xlsx")), "{:?}", files.keys());
    let list = String::from_utf8(files["催报.txt"].clone()).unwrap();
    // Who sent nothing usable in time was late; nothing else is said of anybody.
    assert!(list.contains("一、迟报") && !list.contains("二、"), "{list}");
    // Every figure that is asked is there and the true one.
    for row in last.submissions.iter().filter(|row| row.expected > 0 && row.status != Arrival::Superseded) {
        assert_eq!(row.values, row.expected, "{row:?}");
    }
    // And every corrected figure can be traced to the sheet that corrected it.
    let key = desk.key(blank("三星镇"), "twp.hiv_tests");
    assert!(last.values.get(key).unwrap().place.file.contains("核查单-三星镇"));
    assert!(last.revisions.iter().any(|revision| revision.key == key));
    assert!(Results::judge(last).unwrap().hanging.is_empty());
}

/// Writes other words into the heading of a form, and leaves out its unit's code.
fn renamed(path: &Path, from: &str, to: &str, out: &[&str]) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let mut new = Workbook::new();
    for name in book.sheet_names().clone() {
        let range = book.worksheet_range(&name).unwrap();
        let (top, left) = range.start().unwrap_or_default();
        let sheet = new.add_worksheet();
        sheet.set_name(&name).unwrap();
        for (row, column, cell) in range.used_cells() {
            let (row, column) = (top + row as u32, (left as usize + column) as u16);
            match cell {
                Data::Float(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                Data::DateTime(_) => {}
                other if out.contains(&other.to_string().as_str()) => {}
                other => {
                    let text = if *other == from { to.to_owned() } else { other.to_string() };
                    sheet.write_string(row, column, &text).unwrap();
                }
            }
        }
    }
    fs::write(path, new.save_to_buffer().unwrap()).unwrap();
}

#[test]
fn a_remark_or_a_sheet_confirms_a_figure_that_looks_wrong() {
    let catalogue = catalogue::load(None).unwrap();
    let with = |remark: &str| {
        let workspace = Workspace::new();
        let head = |year: &str| format!("报表年度|{year}");
        for (year, count, remark) in [("2023", "40", ""), ("2024", "400", remark)] {
            let row = format!("1|健康科普讲师数|XZ05|{count}|{remark}");
            workspace.sheet(
                &format!("{year}/三星镇.xlsx"),
                &[&head(year), "填报单位|三星镇", "序号|指标名称|代码|本年数|备注", &row],
            );
        }
        workspace
    };
    let doubtful = |workspace: &Workspace| {
        let checked = checked(workspace, &catalogue);
        let severity = |found: &&dabiao::finding::Finding| found.rule == "year-on-year";
        let severity = checked.findings.iter().find(severity).map(|found| found.severity);
        (severity, checked.suspects.len())
    };
    assert_eq!(doubtful(&with("")), (Some(Severity::Warning), 1));
    assert_eq!(doubtful(&with("属实，新增培训")), (Some(Severity::Notice), 0));
    for doubted in ["不属实", "请核实是否属实", "不太准确，待核", "情况属实，应为40"]
    {
        assert_eq!(doubtful(&with(doubted)), (Some(Severity::Warning), 1), "{doubted}");
    }
    let workspace = with("");
    let output = Command::new(env!("CARGO_BIN_EXE_dabiao"))
        .args(["check", "."])
        .current_dir(workspace.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    let sheet = workspace.path().join("corrections/320614101-三星镇.xlsx");
    let confirmed = |_: &str, code: &str| (code == "XZ05").then(|| (String::new(), "情况属实".to_owned()));
    workspace.write("returns/2024/反馈.xlsx", &answered(&sheet, confirmed));
    assert_eq!(doubtful(&workspace), (Some(Severity::Notice), 0));
    // What the unit says is kept, with where it says so.
    let all = checked(&workspace, &catalogue).findings;
    let said: Vec<_> = all.iter().filter(|own| own.rule == "figure-confirmed").collect();
    assert_eq!(said.iter().map(|own| own.found.as_str()).collect::<Vec<_>>(), ["情况属实"]);
    assert!(said[0].place.file.ends_with("反馈.xlsx"), "{said:?}");
    assert!(checked(&workspace, &catalogue).files.iter().all(|record| record.is_used));
}

#[test]
fn an_answer_to_nothing_that_was_asked_is_named_and_not_used() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &["报表年度|2024", "填报单位|三星镇", "代码|指标名称|本年数", "XZ05|健康科普讲师数|3"],
    );
    workspace.sheet(
        "2024/核查单.xlsx",
        &[
            "单位代码|文件|工作表|单元格|代码|更正后的数|填报单位说明",
            "'320614101|2023/三星镇.xlsx|填报表|C4|XZ05|9|",
        ],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&checked), ["320614101 twp.health_lecturers = 3 @ C4"]);
    assert!(crate::workspaces::findings(&checked).contains(&"answer-unknown F2".to_owned()));
    // One that cannot be read leaves the figure that it is about as it is.
    workspace.sheet(
        "2024/核查单.xlsx",
        &[
            "单位代码|文件|工作表|单元格|代码|更正后的数|填报单位说明",
            "'320614101|2024/三星镇.xlsx|填报表|C4|XZ05|九个|",
        ],
    );
    let checked = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&checked), ["320614101 twp.health_lecturers = 3 @ C4"]);
    assert!(crate::workspaces::findings(&checked).contains(&"cell-not-a-count F2".to_owned()));
}

#[test]
fn a_return_whose_every_figure_a_sheet_corrects_stays_a_return() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &["报表年度|2024", "填报单位|三星镇", "代码|指标名称|本年数", "XZ05|健康科普讲师数|三个"],
    );
    let head = "单位代码|文件|工作表|单元格|代码|更正后的数|填报单位说明";
    workspace.sheet("2024/核查单.xlsx", &[head, "'320614101|2024/三星镇.xlsx|填报表|C4|XZ05|3|"]);
    let checked = workspace.checked().unwrap();
    assert_eq!(crate::workspaces::values(&checked), ["320614101 twp.health_lecturers = 3 @ F2"]);
    let own = |row: &&dabiao::submission::Submission| row.file.as_deref() == Some("2024/三星镇.xlsx");
    let rows: Vec<_> = checked.submissions.iter().filter(own).map(|row| (row.status, row.values)).collect();
    assert_eq!(rows, [(Arrival::Partial, 1)]);
}

#[test]
fn a_file_that_can_be_of_two_units_is_asked_for_until_both_have_returned() {
    // 海永镇 filled in a copy of 三星镇's form and left its head as it was.
    let workspace = Workspace::new();
    let form = |file: &str, name: &str| {
        let rows =
            ["报表年度|2024", &format!("填报单位|{name}"), "代码|指标名称|本年数", "XZ05|健康科普讲师数|3"];
        workspace.sheet(&format!("2024/{file}.xlsx"), &rows);
    };
    let severity = || {
        let checked = workspace.checked().unwrap();
        let named = |found: &&dabiao::finding::Finding| found.rule == "unit-other-name";
        checked.findings.iter().find(named).map(|found| found.severity)
    };
    form("三星镇", "三星镇");
    form("海永镇", "三星镇");
    assert_eq!(severity(), Some(Severity::Error));
    form("海永镇（更正）", "海永镇");
    assert_eq!(severity(), Some(Severity::Notice));
}

/// A return of one township: its figures, blank where there is none, with its date.
type Returned = (Vec<Option<i64>>, Option<u8>);

const CODES: [&str; 5] = ["XZ02", "XZ05", "XZ07", "XZ08", "XZ16"];

fn returned() -> impl Strategy<Value = Returned> {
    (proptest::collection::vec(proptest::option::of(1_i64..4), 5), proptest::option::of(1_u8..4))
}

fn put(workspace: &Workspace, name: &str, (figures, day): &Returned) {
    let mut rows = vec!["报表年度|2024".to_owned(), "填报单位|三星镇".to_owned()];
    rows.extend(day.map(|day| format!("报出日期|'2025-01-0{day}")));
    rows.push("代码|本年数".to_owned());
    rows.extend(CODES.iter().zip(figures).map(|(code, figure)| {
        format!("{code}|{}", figure.map(|figure| figure.to_string()).unwrap_or_default())
    }));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
}

/// What is used, and what is an error, by element.
fn outcome(all: &[(&str, &Returned)]) -> (BTreeMap<String, String>, BTreeSet<(String, String)>) {
    let workspace = Workspace::new();
    for (name, own) in all {
        put(&workspace, name, own);
    }
    let checked = workspace.checked().unwrap();
    let id = |key: Key| checked.catalogue.element(key.element).id.clone();
    let values = checked.values.iter();
    let values = values.map(|own| (id(own.key), checked.catalogue.shown(own.key.element, own.value)));
    let errors = checked.findings.iter().filter(|found| found.severity == Severity::Error);
    let errors = errors.map(|found| {
        let element = found.element.map(|ix| checked.catalogue.element(ix).id.clone());
        (found.rule.clone(), element.unwrap_or_default())
    });
    (values.collect(), errors.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_figure_is_never_lost_by_a_file_that_does_not_answer_it(first in returned(), second in returned()) {
        let (alone, _) = outcome(&[("甲", &first)]);
        let (both, _) = outcome(&[("甲", &first), ("乙", &second)]);
        let silent: Vec<&str> =
            CODES.iter().zip(&second.0).filter(|(_, own)| own.is_none()).map(|(code, _)| *code).collect();
        let catalogue = catalogue::load(None).unwrap();
        for (_, element) in catalogue.elements_ix().filter(|(_, own)| silent.contains(&own.code.as_str())) {
            prop_assert_eq!(alone.get(&element.id), both.get(&element.id));
        }
    }

    #[test]
    fn order_and_names_of_files_change_nothing(all in proptest::collection::vec(returned(), 3)) {
        let one = outcome(&[("甲", &all[0]), ("乙", &all[1]), ("丙", &all[2])]);
        let other = outcome(&[("z/1", &all[0]), ("a/2", &all[2]), ("m/3", &all[1])]);
        prop_assert_eq!(one, other);
    }

    #[test]
    fn the_same_file_twice_changes_nothing(all in proptest::collection::vec(returned(), 2)) {
        let one = outcome(&[("甲", &all[0]), ("乙", &all[1])]);
        let other = outcome(&[("甲", &all[0]), ("乙", &all[1]), ("乙的副本", &all[1])]);
        prop_assert_eq!(one, other);
    }
}

/// Moves the answers of a form a row down or up.
fn shifted(from: &Path, to: &Path, down: bool) {
    let mut book: Xlsx<_> = open_workbook(from).unwrap();
    let mut new = Workbook::new();
    let range = book.worksheet_range("填报表").unwrap();
    let (top, left) = range.start().unwrap();
    let sheet = new.add_worksheet();
    sheet.set_name("填报表").unwrap();
    for (row, column, cell) in range.used_cells() {
        let (mut row, column) = (top + row as u32, left as usize + column);
        if column == 4 && row > 6 {
            row = if down { row + 1 } else { row - 1 };
            if row == 6 {
                continue;
            }
        }
        match cell {
            Data::Float(number) => drop(sheet.write_number(row, column as u16, *number).unwrap()),
            Data::DateTime(_) => {}
            other => drop(sheet.write_string(row, column as u16, other.to_string()).unwrap()),
        }
    }
    fs::write(to, new.save_to_buffer().unwrap()).unwrap();
}

/// Of the sample's facilities each with its answers a row too low, and too high: what is used of
/// them is what stood there anyway.
#[test]
fn of_a_column_that_slipped_nothing_is_used() {
    let catalogue = catalogue::load(None).unwrap();
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let names = [
        "海永镇/海永镇示例卫生院",
        "四甲镇/四甲镇示例卫生院",
        "常乐镇/常乐镇示例第二卫生院",
        "临江镇/临江镇示例卫生院",
    ];
    for (name, down) in names.iter().flat_map(|name| [(name, true), (name, false)]) {
        let workspace = Workspace::new();
        for file in ["district.csv", "townships.csv", "facilities.csv", "village_clinics.csv", "calendar.csv"]
        {
            workspace.registry(file, &fs::read_to_string(home.join("registry").join(file)).unwrap());
        }
        let of = |year: i32| format!("returns/{year}/{name}{year}年报.xlsx");
        workspace.write(&of(2024), &fs::read(home.join(of(2024))).unwrap());
        let to = workspace.write(&of(2025), b"");
        fs::write(&to, fs::read(home.join(of(2025))).unwrap()).unwrap();
        let right = checked(&workspace, &catalogue).values;
        shifted(&home.join(of(2025)), &to, down);
        let read = checked(&workspace, &catalogue);
        for own in read.values.of_year(2025) {
            let meant = right.get(own.key).map(|own| own.value);
            assert_eq!(Some(own.value), meant, "{down} {}", own.place.spelled());
        }
        assert!(read.findings.iter().any(|found| found.rule == "block-slipped"), "{name} {down}");
        // What a slipped figure is wrong about is not said on top of it.
        let grave = |found: &&Finding| found.is_of(2025) && found.severity != Severity::Notice;
        let said: Vec<String> = read
            .findings
            .iter()
            .filter(grave)
            .map(|found| format!("{} {}", found.place.a1(), found.rule))
            .collect();
        assert!(said.len() <= 2, "{name} {down}: {said:?}");
    }
}

/// 三星镇's figures of 2024, and how it returns them for 2025: this year's and last year's.
fn two_years(rows: &[(&str, &str, &str)]) -> Workspace {
    let workspace = Workspace::new();
    let last = ["XZ01|10", "XZ05|21", "XZ12|32", "XZ07|43", "XZ08|54", "XZ09|65", "XZ10|76", "XZ11|87"];
    let head = ["填报单位|三星镇", "代码|本年数"];
    workspace.sheet("2024/三星镇.xlsx", &[&["报表年度|2024"], &head[..], &last].concat());
    let rows: Vec<String> = rows.iter().map(|(code, now, before)| format!("{code}|{now}|{before}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let head = ["报表年度|2025", "填报单位|三星镇", "代码|本年数|上年数"];
    workspace.sheet("2025/三星镇.xlsx", &[&head[..], &rows].concat());
    workspace
}

fn of_2025(checked: &Checked) -> (Vec<String>, Vec<String>) {
    let values = checked.values.of_year(2025).iter().map(|own| own.place.a1()).collect();
    let grave = checked.findings.iter().filter(|own| own.is_of(2025) && own.severity != Severity::Notice);
    let said = grave.map(|own| format!("{} {}", own.place.a1(), own.message.name()));
    (values, said.filter(|own| !own.contains("incomplete") && !own.contains("half")).collect())
}

#[test]
fn columns_that_changed_places_in_some_rows_are_not_used_there() {
    let workspace = two_years(&[
        ("XZ01", "11", "10"),
        ("XZ05", "22", "21"),
        ("XZ12", "32", "33"),
        ("XZ07", "43", "44"),
        ("XZ08", "54", "56"),
        ("XZ09", "65", "66"),
        ("XZ10", "76", "77"),
        ("XZ11", "90", "87"),
    ]);
    let (values, said) = of_2025(&workspace.checked().unwrap());
    assert_eq!(values, ["B4", "B5", "B11"]);
    assert_eq!(said, ["B6 finding-columns-swapped"]);
}

#[test]
fn a_pair_that_may_have_changed_places_is_suspect_with_the_other_figure() {
    let workspace = two_years(&[("XZ01", "11", "10"), ("XZ05", "21", "22"), ("XZ12", "33", "32")]);
    let checked = workspace.checked().unwrap();
    let (values, said) = of_2025(&checked);
    assert_eq!(values, ["B4", "B5", "B6"]);
    assert_eq!(said, ["B5 finding-last-year-swapped"]);
    assert_eq!(checked.suspects.iter().map(|own| own.then).collect::<Vec<_>>(), [Some(22)]);
}

#[test]
fn the_column_of_last_year_slips_as_well() {
    let workspace = two_years(&[
        ("XZ01", "11", ""),
        ("XZ05", "22", "10"),
        ("XZ12", "33", "21"),
        ("XZ07", "44", "32"),
        ("XZ08", "56", "43"),
        ("XZ09", "66", "54"),
        ("XZ10", "77", "65"),
        ("XZ11", "90", "76"),
    ]);
    let (values, said) = of_2025(&workspace.checked().unwrap());
    assert_eq!(values.len(), 8, "{values:?}");
    assert_eq!(said, ["C6 finding-block-slipped"]);
}

/// Answers that do not answer, each with what is said of it.
#[test]
fn an_answer_that_does_nothing_is_said_so() {
    let cases = [
        ("C4|XZ05|应为3个|", "answer-unclear G2", "值是约数"),
        ("C4|XZ05|属实|", "answer-no-figure G2", "一个约数"),
        ("C4|XZ05||", "answer-none", "一个约数"),
        ("|XZ05||9", "", "两个"),
        // Nothing is to be corrected, or nobody knows what.
        ("C4|XZ05||/", "answer-unclear F2", "一个约数"),
        ("C4|XZ05||无", "answer-unclear F2", "一个约数"),
        ("C4|XZ05|属实|—", "answer-no-figure G2", "一个约数"),
        // 属实 with a figure, or with something that says otherwise.
        ("C4|XZ05|属实|7", "answer-unclear F2", "一个约数"),
        ("C4|XZ05|属实，多录了一个0|", "answer-unclear G2", "一个约数"),
        ("C4|XZ05|部分属实|", "answer-unclear G2", "一个约数"),
        // Words that doubt confirm nothing.
        ("C4|XZ05|是否属实待查|", "answer-unclear G2", "一个约数"),
        ("C4|XZ05|无法准确统计，估计数|", "answer-unclear G2", "一个约数"),
        // Another figure stands in that cell by now.
        ("C4|XZ16||9", "answer-unknown F2", "一个约数"),
    ];
    for (line, said, stands) in cases {
        let workspace = Workspace::new();
        let row = format!("XZ05|健康科普讲师数|{stands}");
        workspace
            .sheet("2024/三星镇.xlsx", &["报表年度|2024", "填报单位|三星镇", "代码|指标名称|本年数", &row]);
        let head = "单位代码|文件|工作表|单元格|代码|更正后的数|填报单位说明";
        let parts: Vec<&str> = line.split('|').collect();
        let own =
            format!("'320614101|2024/三星镇.xlsx|填报表|{}|{}|{}|{}", parts[0], parts[1], parts[3], parts[2]);
        workspace.sheet("2024/核查单.xlsx", &[head, &own]);
        let checked = workspace.checked().unwrap();
        let all = crate::workspaces::findings(&checked);
        assert!(said.is_empty() || all.contains(&said.to_owned()), "{line}: {all:?}");
        // A line without a cell says itself what it answers.
        let is_figure = parts[3] == "9" && parts[1] == "XZ05";
        let expected: &[&str] = if is_figure { &["320614101 twp.health_lecturers = 9 @ F2"] } else { &[] };
        assert_eq!(crate::workspaces::values(&checked), expected, "{line}");
    }
}

/// An answer is to what stood in the cell when it was asked, and counts what that cell counts.
#[test]
fn an_answer_to_what_stands_there_no_more_is_not_used() {
    let cases = [
        // What stands now, what was asked about, the answer with its remark; what is used and said.
        ("2280", "2280", "228", "", "228 @ G2", ""),
        ("2280人", "2280人", "228", "", "228 @ G2", ""),
        ("约3", "约3", "228", "", "228 @ G2", ""),
        ("", "", "228", "", "228 @ G2", ""),
        ("231", "2280", "228", "", "231 @ C4", "answer-outdated G2"),
        ("231", "2280", "", "属实", "231 @ C4", "answer-outdated H2"),
        ("231", "", "228", "", "231 @ C4", "answer-outdated G2"),
        ("", "2280", "228", "", "", "answer-outdated G2"),
        ("约4", "约3", "228", "", "", "answer-outdated G2"),
        ("23千人", "2.3千人", "2400人", "", "23000 @ C4", "answer-outdated G2"),
        ("？", "？", "228", "", "228 @ G2", ""),
        // Sent again and answered, with one figure.
        ("228", "2280", "228", "", "228 @ C4", ""),
        // 23千 is 23000, and so would be 24千.
        ("23千人", "23千人", "24", "", "23000 @ C4", "answer-scale G2"),
        ("2.3千人", "2.3千人", "2400", "", "2300 @ C4", "answer-scale G2"),
        ("23千人", "23千人", "'2,400", "", "23000 @ C4", "answer-scale G2"),
        ("23千人", "23千人", "'２４", "", "23000 @ C4", "answer-scale G2"),
        ("23千人", "23千人", "24千人", "", "24000 @ G2", ""),
        ("23千人", "23千人", "2400人", "", "2400 @ G2", ""),
    ];
    for case @ (now, before, corrected, remark, used, said) in cases {
        let workspace = Workspace::new();
        let row = format!("XZ05|健康科普讲师数|{now}");
        workspace
            .sheet("2024/三星镇.xlsx", &["报表年度|2024", "填报单位|三星镇", "代码|指标名称|本年数", &row]);
        let head = "单位代码|文件|工作表|单元格|代码|原值|更正后的数|填报单位说明";
        let own = format!("'320614101|2024/三星镇.xlsx|填报表|C4|XZ05|'{before}|{corrected}|{remark}");
        workspace.sheet("2024/核查单.xlsx", &[head, &own]);
        let checked = workspace.checked().unwrap();
        let of_answers = |own: &&String| own.starts_with("answer-");
        let all: Vec<String> = crate::workspaces::findings(&checked);
        assert_eq!(all.iter().find(of_answers).map_or("", String::as_str), said, "{case:?}");
        let values = crate::workspaces::values(&checked);
        let own = values.iter().filter_map(|value| value.strip_prefix("320614101 twp.health_lecturers = "));
        assert_eq!(own.collect::<Vec<_>>().join(", "), used, "{case:?}");
    }
}

/// A cell of a table in thousands is one whether it is filled in or not.
#[test]
fn an_answer_to_a_table_in_thousands_says_what_it_counts() {
    for (stands, corrected, used, said) in [
        ("23", "24", "23000 @ C5", "answer-scale G2"),
        ("", "24", "", "answer-scale G2"),
        ("约23", "24", "", "answer-scale G2"),
        ("", "24千人", "24000 @ G2", ""),
        ("约23", "24000人", "24000 @ G2", ""),
    ] {
        let workspace = Workspace::new();
        let row = format!("XZ05|健康科普讲师数|{stands}");
        let lines = ["报表年度|2024", "填报单位|三星镇", "单位：千人", "代码|指标名称|本年数", &row];
        workspace.sheet("2024/三星镇.xlsx", &lines);
        let head = "单位代码|文件|工作表|单元格|代码|原值|更正后的数|填报单位说明";
        let own = format!("'320614101|2024/三星镇.xlsx|填报表|C5|XZ05|'{stands}|{corrected}|");
        workspace.sheet("2024/核查单.xlsx", &[head, &own]);
        let checked = workspace.checked().unwrap();
        let all: Vec<String> = crate::workspaces::findings(&checked);
        let own = all.iter().find(|own| own.starts_with("answer-"));
        assert_eq!(own.map_or("", String::as_str), said, "{stands} {corrected}");
        let values = crate::workspaces::values(&checked);
        let own = values.iter().filter_map(|value| value.strip_prefix("320614101 twp.health_lecturers = "));
        assert_eq!(own.collect::<Vec<_>>().join(", "), used, "{stands} {corrected}");
    }
}

/// The sheet asks for every blank cell in a line of its own.
#[test]
fn every_blank_cell_can_be_answered() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &[
            "报表年度|2024",
            "填报单位|三星镇",
            "代码|指标名称|本年数",
            "XZ05|健康科普讲师数|",
            "XZ01|常住人口|9000",
        ],
    );
    let (_, _, files) = check(&workspace);
    let name = files.keys().find(|name| name.ends_with("三星镇.xlsx")).unwrap().clone();
    let sheet = workspace.path().join("corrections").join(name);
    let bytes =
        answered(&sheet, |cell, code| (cell == "C4" && code == "XZ05").then(|| ("3".into(), String::new())));
    workspace.write("returns/2024/核查单.xlsx", &bytes);
    let values = crate::workspaces::values(&workspace.checked().unwrap());
    assert!(values.iter().any(|own| own.starts_with("320614101 twp.health_lecturers = 3")), "{values:?}");
}

#[test]
fn an_identity_number_is_the_concern_of_who_wrote_it() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &[
            "报表年度|2024",
            "填报单位|三星镇",
            "代码|指标名称|本年数",
            "XZ05|健康科普讲师数|'11010519491231002X",
            "XZ01|常住人口|9000",
        ],
    );
    let checked = workspace.checked().unwrap();
    let own: Vec<_> = checked.findings.iter().filter(|own| own.place.a1() == "C4").collect();
    assert_eq!(own.len(), 1, "{own:?}");
    assert_eq!((own[0].rule.as_str(), own[0].unit.is_some()), ("identity-number", true));
}

/// What is missing beside its other half is asked for once, and where it is missing: an answer must
/// never take the place of the figure that is there.
#[test]
fn the_missing_half_of_a_ratio_is_asked_for_and_not_the_other_one() {
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数"];
    let cases: [&[&str]; 3] = [
        // Blank on the form: its line asks for it.
        &["JG40|3岁以下儿童数|779", "JG41|3岁以下儿童系统管理数|"],
        // Refused: its own finding does.
        &["JG40|3岁以下儿童数|779", "JG41|3岁以下儿童系统管理数|95%"],
        // Its row is gone.
        &["JG40|3岁以下儿童数|779"],
    ];
    for rows in cases {
        let workspace = Workspace::new();
        workspace.sheet("2024/三星镇卫生院.xlsx", &[&head[..], rows].concat());
        let checked = workspace.checked().unwrap();
        let missing =
            checked.catalogue.elements_ix().find(|(_, own)| own.id == "fac.children_u3_managed").unwrap().0;
        let present = checked.catalogue.elements_ix().find(|(_, own)| own.id == "fac.children_u3").unwrap().0;
        let about: Vec<_> = checked.findings.iter().filter(|own| own.element == Some(present)).collect();
        assert!(about.is_empty(), "{rows:?} {about:?}");
        let blank = checked.submissions.iter().flat_map(|row| &row.blank);
        let asked = blank.filter(|(key, _)| key.element == missing).count()
            + checked.findings.iter().filter(|own| own.element == Some(missing)).count();
        assert_eq!(asked, 1, "{rows:?} {:?}", checked.findings);
    }
}

/// A label that is not quite right beside a blank cell does not keep the cell from being asked for.
#[test]
fn a_blank_cell_is_asked_for_whatever_stands_beside_it() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &["报表年度|2024", "填报单位|三星镇", "代码|指标名称|本年数", "XZ05|讲师|", "XZ01|常住人口|9000"],
    );
    let checked = workspace.checked().unwrap();
    let (element, _) =
        checked.catalogue.elements_ix().find(|(_, own)| own.id == "twp.health_lecturers").unwrap();
    let blank: Vec<_> = checked.submissions.iter().flat_map(|row| &row.blank).collect();
    let own = blank.iter().find(|(key, _)| key.element == element);
    assert_eq!(own.and_then(|(_, place)| place.as_ref()).map(|place| place.a1()), Some("C4".to_owned()));
}

/// The sheet of a second round does not take the place of the first one's answers, and says what
/// became of an answer that did nothing.
#[test]
fn the_sheet_of_a_second_round_has_a_name_of_its_own() {
    let workspace = Workspace::new();
    workspace.sheet(
        "2024/三星镇.xlsx",
        &[
            "报表年度|2024",
            "填报单位|三星镇",
            "代码|指标名称|本年数",
            "XZ05|健康科普讲师数|约3",
            "XZ16|检测|1?",
        ],
    );
    let (_, _, files) = check(&workspace);
    let first = files.keys().find(|name| name.ends_with("三星镇.xlsx")).cloned();
    let first = first.unwrap_or_else(|| {
        panic!("{:?} {:?}", files.keys(), crate::workspaces::findings(&workspace.checked().unwrap()))
    });
    let sheet = workspace.path().join("corrections").join(&first);
    let bytes = answered(&sheet, |_, code| match code {
        "XZ05" => Some(("3".into(), String::new())),
        "XZ16" => Some((String::new(), "实际1916人".into())),
        _ => None,
    });
    workspace.write(&format!("returns/2024/{first}"), &bytes);
    let (_, _, files) = check(&workspace);
    assert!(!files.contains_key(&first), "{:?}", files.keys());
    let second = files.keys().find(|name| name.ends_with("三星镇（第2次）.xlsx"));
    let second = second.unwrap_or_else(|| panic!("{:?}", files.keys()));
    let page = String::from_utf8(files[&second.replace(".xlsx", ".html")].clone()).unwrap();
    assert!(page.contains("实际1916人") && page.contains("仍按未答复处理"), "{page}");
}
