//! The life of a plan: what ends, what goes on, and that one plan leaves the other alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use dabiao::assess::{Assessment, FinalClass, Measured, Note, Reason, Status, Upper, class};
use dabiao::catalogue::{self, Catalogue, Change, Comparator, ElementKind, EvaluationLines, Measure, Target};
use dabiao::checked::Checked;
use dabiao::exact::Fraction;
use dabiao::explain;
use dabiao::finding::Finding;
use dabiao::formats::worker::Isolation;
use dabiao::forms::{self, Entry, Filling, Printer};
use dabiao::messages::{Lang, Messages};
use dabiao::model::{DISTRICT, Level};
use dabiao::registry::Registry;
use dabiao::report::pages::{self, evaluation};
use dabiao::report::view::View;
use dabiao::results::Results;
use dabiao::value::{Key, Values};
use dabiao::what_if;
use tempfile::TempDir;

use crate::workspaces::{Workspace, plan_files};

const PLAN: &str = include_str!("../life/plan.toml");
const ELEMENTS: &str = include_str!("../life/elements.toml");

/// The built-in plans with the one of 2026 to 2030 after an edit.
fn plans(edit: impl Fn(&mut String)) -> Result<Catalogue, dabiao::messages::Stop> {
    let folder = plan_files(|name, text| {
        if name == "elements.toml" {
            *text = text.replacen("2023—2025", "2026", 1);
            text.push_str(ELEMENTS);
        }
    });
    let mut plan = PLAN.to_owned();
    edit(&mut plan);
    fs::write(folder.path().join("plans/a-next.toml"), plan).unwrap();
    catalogue::load(Some(folder.path()))
}

fn all_plans() -> Catalogue {
    plans(|_| ()).unwrap_or_else(|stop| panic!("{stop}"))
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The sample, with the forms of 2026 filled in by every unit.
fn workspace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copied(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), folder.path());
    let catalogue = all_plans();
    let registry = Registry::read(&folder.path().join("registry")).unwrap();
    let (messages, last_year) = (Messages::new(Lang::Zh), Values::default());
    let printer =
        Printer { catalogue: &catalogue, registry: &registry, messages: &messages, last_year: &last_year };
    for blank in forms::blanks(&catalogue, &registry, 2026) {
        let number = |id: &str| match id {
            "fac.staff" => 37,
            "fac.served_population" => 10_000,
            "fac.home_visits" => 11,
            "twp.villages" => 20,
            "twp.care_groups" => 9,
            _ => 0,
        };
        let asked = catalogue.elements_ix().filter(|(ix, _)| catalogue.asks(*ix, 2026));
        let answers = asked.map(|(element, about)| {
            let key = Key { year: 2026, unit: blank.unit, element, entry: 0 };
            let entry = match about.kind {
                ElementKind::Count => Entry::Number(f64::from(number(&about.id))),
                ElementKind::YesNo | ElementKind::Choice(_) => Entry::Text("是".into()),
            };
            (key, entry)
        });
        let filling = Filling { answers: answers.collect(), date: NaiveDate::from_ymd_opt(2027, 1, 5) };
        let path = folder.path().join("returns/2026").join(printer.path(&blank));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, printer.workbook(&blank, &filling).unwrap()).unwrap();
    }
    folder
}

fn read(folder: &TempDir, catalogue: Catalogue, year: Option<i32>) -> Results {
    let checked = Checked::read(folder.path(), catalogue, year, &Isolation::None, |_| Box::new(|| ()));
    Results::judge(checked.unwrap_or_else(|stop| panic!("{stop}"))).unwrap()
}

fn written(results: &Results) -> BTreeMap<String, String> {
    let all = pages::all(results, &Messages::new(Lang::Zh)).unwrap();
    all.into_iter().map(|page| (page.name(), String::from_utf8_lossy(&page.bytes).into_owned())).collect()
}

/// The lines of a table of which a column says one of some words.
fn lines<'t>(table: &'t str, column: &str, words: &[&str]) -> Vec<&'t str> {
    let mut lines = table.trim_start_matches('\u{feff}').lines();
    let at = lines.next().unwrap().split(',').position(|head| head == column).unwrap();
    lines.filter(|line| words.contains(&line.split(',').nth(at).unwrap())).collect()
}

#[test]
fn a_plan_added_later_leaves_every_byte_of_earlier_years_as_it_was() {
    let folder = workspace();
    let before = written(&read(&folder, catalogue::load(None).unwrap(), Some(2025)));
    let after = written(&read(&folder, all_plans(), Some(2026)));
    for (table, column, words) in [
        ("data/assessments.csv", "plan", &["primary-care", "disability-prevention"][..]),
        ("data/values.csv", "year", &["2022", "2023", "2024", "2025"]),
        ("data/submissions.csv", "year", &["2022", "2023", "2024", "2025"]),
        // 2025 is the baseline year of the new plan, whose targets it has too.
        ("data/targets.csv", "year", &["2022", "2023", "2024"]),
    ] {
        let (was, is) = (lines(&before[table], column, words), lines(&after[table], column, words));
        assert!(!was.is_empty());
        assert_eq!(was, is, "{table}");
    }
    let of_values = |name: &&String| name.starts_with("data/values.parquet/") && !name.contains("2026");
    let values: Vec<&String> = before.keys().filter(of_values).collect();
    assert!(values.len() >= 4, "{:?}", before.keys());
    for table in values {
        assert_eq!(before[table], after[table], "{table}");
    }
    let of_years = |all: &BTreeMap<String, String>| -> Vec<String> {
        let found = lines(&all["data/findings.csv"], "year", &["2022", "2023", "2024", "2025"]);
        found.into_iter().map(str::to_owned).collect()
    };
    let (was, is) = (of_years(&before), of_years(&after));
    let gone: Vec<&String> = was.iter().filter(|line| !is.contains(line)).collect();
    let come: Vec<&String> = is.iter().filter(|line| !was.contains(line)).collect();
    assert_eq!((gone, come), (Vec::new(), Vec::new()));
}

#[test]
fn a_plan_has_rows_in_its_own_years_alone() {
    let folder = workspace();
    let results = read(&folder, all_plans(), None);
    assert_eq!(results.checked.year, 2026);
    let catalogue = &results.checked.catalogue;
    let mut years: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for row in results.rows() {
        let plan = catalogue.plan_of(catalogue.indicator(row.indicator));
        let own = years.entry(&plan.id).or_default();
        if !own.contains(&row.year) {
            own.push(row.year);
        }
        if row.year == plan.baseline_year && row.measured.is_some() {
            assert_eq!(row.status(), Status::Monitored);
        }
    }
    let expected = BTreeMap::from([
        ("primary-care", vec![2022, 2023, 2024, 2025]),
        ("disability-prevention", vec![2022, 2023, 2024, 2025]),
        ("next", vec![2025, 2026]),
    ]);
    assert_eq!(years, expected);
    // Plans in the order in which they begin, whatever their files are called.
    let order: Vec<&str> = catalogue.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(order, ["primary-care", "disability-prevention", "next"]);
}

#[test]
fn pages_and_the_ledger_know_the_plans_of_the_year_alone() {
    let folder = workspace();
    let results = read(&folder, all_plans(), None);
    let all = written(&results);
    let old: Vec<&str> = ["indicators/staff-per-10k.html", "indicators/eye-care-rate.html"].to_vec();
    assert!(old.iter().all(|page| !all.contains_key(*page)));
    assert!(all.contains_key("indicators/staff-2030.html"));
    for (name, text) in all.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(!text.contains("2023—2025"), "{name}");
        assert!(!text.contains("基层医疗卫生服务方案"), "{name}");
        assert!(!text.contains("两个方案"), "{name}");
    }
    assert!(all["index.html"].contains("《五年方案》，基期"));
    assert!(all["index.html"].contains("基期 2025"));
    assert!(all["methods.html"].contains("示例〔2026〕1号"));
    assert!(!all["methods.html"].contains("海政发"));
}

#[test]
fn an_element_is_asked_in_the_years_of_the_plans_that_use_it_within_its_own() {
    let with = all_plans();
    let built_in = Catalogue { edition: with.edition.clone(), ..catalogue::load(None).unwrap() };
    // element, the years in which it is asked
    for (id, years) in [
        ("fac.staff", 2022..=2030),
        ("fac.served_population", 2022..=2030),
        ("fac.nurses", 2022..=2025),
        ("fac.home_visits", 2026..=2030),
        ("twp.care_groups", 2026..=2030),
        ("twp.villages", 2022..=2030),
    ] {
        let ix = with.element_by_id(id).unwrap();
        let asked: Vec<i32> = (2015..=2035).filter(|year| with.asks(ix, *year)).collect();
        assert_eq!(asked, years.collect::<Vec<_>>(), "{id}");
    }
    // The forms of a year go by that, to the byte.
    let folder = workspace();
    let registry = Registry::read(&folder.path().join("registry")).unwrap();
    let messages = Messages::new(Lang::Zh);
    let forms = |catalogue: &Catalogue, year| -> BTreeMap<_, _> {
        let last_year = Values::default();
        let printer = Printer { catalogue, registry: &registry, messages: &messages, last_year: &last_year };
        let blanks = forms::blanks(catalogue, &registry, year).into_iter();
        let made = |blank| (printer.path(&blank), printer.workbook(&blank, &Filling::default()).unwrap());
        blanks.map(made).collect()
    };
    assert_eq!(forms(&with, 2024), forms(&built_in, 2024));
    let next = forms(&with, 2026);
    assert!(next.len() < forms(&with, 2024).len(), "the departments owe nothing to the new plan");
    // And so does what is due.
    let results = read(&folder, with, None);
    let due: Vec<&str> = results.checked.returns_of(2026).map(|row| row.form.word()).collect();
    assert!(due.iter().all(|form| ["facility", "township"].contains(form)));
    // All but the two hospitals, of which the plan asks nothing.
    assert_eq!(due.len(), 26 + 12);
    let short: Vec<_> = results.checked.returns_of(2026).filter(|row| row.values != row.expected).collect();
    assert!(short.is_empty(), "{short:?}");
    // And what-if.
    let set = |text: &str| {
        what_if::suppose(&results, &[text.to_owned()]).map(|_| ()).map_err(|stop| stop.key.name())
    };
    assert_eq!(set("320614001-1/fac.nurses=5"), Err("what-if-not-asked"));
    assert_eq!(set("320614001-1/fac.staff=5"), Ok(()));
}

#[test]
fn a_declared_baseline_stands_in_for_one_that_no_return_carries() {
    let folder = workspace();
    let results = read(&folder, all_plans(), None);
    let catalogue = &results.checked.catalogue;
    let row = |id: &str, year| {
        let (ix, _) = catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        results.assessments.get(catalogue, (ix, year, Level::District), DISTRICT).unwrap()
    };
    let declared = row("care-groups", 2026);
    assert_eq!(declared.baseline, Fraction::parse("12.5"));
    // (45 − 12.5) ÷ (50 − 12.5) of the change; the path is half way in 2026, at 31.25.
    assert_eq!(declared.percent_of_change.unwrap().decimal(2), "86.67");
    assert_eq!(declared.expected, Fraction::parse("31.25"));
    assert_eq!(declared.reason, Reason::OnTrack);
    assert_eq!(declared.notes, [Note::DeclaredBaseline]);
    // Nobody was asked in the baseline year.
    assert_eq!(row("care-groups", 2025).status(), Status::NotApplicable);
    assert_eq!(row("care-groups", 2025).due_to_report, 0);
    // Where returns carry a baseline it is theirs.
    let own = row("home-beds", 2026);
    assert!(own.baseline.is_some() && own.notes.is_empty());
    let said =
        explain::explain(&results, "全区", "care-groups", &Messages::new(Lang::Zh), |_| Ok(BTreeMap::new()));
    assert!(said.unwrap().contains("2025年民政年报"));
}

#[test]
fn what_goes_on_from_an_earlier_plan_says_how() {
    let catalogue = all_plans();
    let of = |id: &str| {
        let (_, own) = catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        own.continues.clone()
    };
    assert_eq!(of("staff-2030"), Some(("staff-per-10k".into(), Change::Stricter)));
    assert_eq!(of("recommended-2030"), Some(("recommended-standard-facilities".into(), Change::Redefined)));
    assert_eq!(of("home-beds"), None);
}

#[test]
fn years_that_do_not_fit_and_halves_of_keys_are_refused() {
    // what stands there, what is put there, the error
    for (from, to, key) in [
        ("first_year = 2026", "first_year = 2025", "plan-years"),
        ("last_year = 2030", "last_year = 2025", "plan-years"),
        ("{ due = 2027, value = 36 }", "{ due = 2025, value = 36 }", "plan-target-year"),
        ("{ due = 2030, value = 40 }", "{ due = 2031, value = 40 }", "plan-target-year"),
        ("each_year = { from = 2027", "each_year = { from = 2025", "plan-target-year"),
        ("continues = \"staff-per-10k\"", "continues = \"staf-per-10k\"", "plan-unknown-name"),
        ("continues = \"staff-per-10k\"", "continues = \"home-beds\"", "plan-unknown-name"),
        ("change = \"stricter\"\n", "", "plan-continues"),
        ("change = \"stricter\"", "change = \"strict\"", "plan-unknown-name"),
        ("source = \"2025年民政年报\"", "source = \"\"", "plan-baseline-source"),
        ("id = \"next\"", "id = \"primary-care\"", "plan-twice-elsewhere"),
        (
            "units = \"township_hospital+community_center\"\njudged = \"district\"\ncomparator = \"ge\"\ntargets = [{ due = 2030, value = 90 }]",
            "units = \"township_hospital+community_center\"\njudged = \"facility\"\ncomparator = \"ge\"\ntargets = [{ due = 2030, value = 90 }]",
            "plan-baseline-level",
        ),
        ("baseline = { value = \"25\", ", "baseline = { ", "plan-missing-key"),
    ] {
        let refused = plans(|text| {
            assert!(text.contains(from), "{from}");
            *text = text.replacen(from, to, 1);
        });
        assert_eq!(refused.map(|_| ()).map_err(|stop| stop.key.name()), Err(key), "{to}");
    }
}

#[test]
fn what_nobody_was_asked_for_is_neither_due_nor_counted() {
    // Sums over the years: the element is asked until 2024, and from 2024.
    for (key, due_of_years) in [("until = 2024", [24, 24]), ("from = 2024", [12, 24])] {
        let targets = plan_files(|name, text| {
            if name == "elements.toml" {
                let id = "id = \"twp.village_clinics_new\"";
                assert!(text.contains(id));
                *text = text.replacen(id, &format!("{id}\n{key}"), 1);
            }
        });
        let catalogue = catalogue::load(Some(targets.path())).unwrap_or_else(|stop| panic!("{stop}"));
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let checked = Checked::read(&data, catalogue, Some(2025), &Isolation::None, |_| Box::new(|| ()));
        let results = Results::judge(checked.unwrap_or_else(|stop| panic!("{stop}"))).unwrap();
        let catalogue = &results.checked.catalogue;
        let element = catalogue.element_by_id("twp.village_clinics_new").unwrap();
        let (ix, _) = catalogue
            .indicators_ix()
            .find(|(_, own)| matches!(own.measure, Measure::Cumulative(own) if own == element))
            .unwrap();
        let due = [2024, 2025].map(|year| {
            let row = results.assessments.get(catalogue, (ix, year, Level::District), DISTRICT).unwrap();
            assert!(row.status() != Status::NotApplicable, "{key} {year}");
            row.due_to_report
        });
        assert_eq!(due, due_of_years, "{key}");
    }
}

#[test]
fn a_year_of_which_no_plan_says_anything_is_refused() {
    let folder = workspace();
    let refused = |catalogue, year| {
        let checked = Checked::read(folder.path(), catalogue, year, &Isolation::None, |_| Box::new(|| ()));
        checked.map(|_| ()).map_err(|stop| stop.key.name())
    };
    assert_eq!(refused(catalogue::load(None).unwrap(), None), Err("year-without-plan"));
    assert_eq!(refused(catalogue::load(None).unwrap(), Some(2021)), Err("year-without-plan"));
    assert_eq!(refused(all_plans(), Some(2031)), Err("year-without-plan"));
}

#[test]
fn listed_townships_that_the_registry_does_not_have_are_an_error_that_names_them() {
    let folder = workspace();
    let results = read(&folder, all_plans(), None);
    let found: Vec<&Finding> =
        results.checked.findings.iter().filter(|own| own.rule == "plan-unit-unknown").collect();
    let said: Vec<(&str, &str)> = found.iter().map(|own| (&*own.found, &*own.place.file)).collect();
    assert_eq!(
        said,
        [("999999998", "targets/plans/a-next.toml"), ("999999999", "targets/plans/a-next.toml")]
    );
    let catalogue = &results.checked.catalogue;
    let row = |id: &str| {
        let (ix, _) = catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        results.assessments.get(catalogue, (ix, 2026, Level::District), DISTRICT).unwrap()
    };
    // Judged over those that there are, and not applicable where there are none.
    assert_eq!(row("care-groups-pilot").measured.unwrap().numerator, 9);
    assert_eq!(row("care-groups-pilot").due_to_report, 1);
    assert_eq!(row("care-groups-nowhere").status(), Status::NotApplicable);
}

#[test]
fn an_area_is_called_what_its_name_says() {
    for (name, own, other) in
        [("示例县", "全县", "全区"), ("示例市", "全市", "全区"), ("示例区", "全区", "全县")]
    {
        let workspace = Workspace::new();
        workspace.registry("district.csv", &format!("code,name\n320614,{name}\n"));
        workspace.sheet(
            "2024/a.xlsx",
            &["单位代码 | A1", "年度 | 2024", "代码 | 指标名称 | 本年数", "JG08 | | 5"],
        );
        let results = workspace.results();
        let messages = Messages::new(Lang::Zh);
        let messages = messages.of_district(name).unwrap_or(messages);
        let pages = pages::all(&results, &messages).unwrap();
        let index = pages.iter().find(|page| page.name() == "index.html").unwrap();
        let text = String::from_utf8_lossy(&index.bytes);
        assert!(text.contains(own) && !text.contains(other), "{name}");
    }
}

#[test]
fn a_plan_that_has_ended_is_evaluated_by_what_was_achieved() {
    let lines = EvaluationLines { improved: 10, worse: -10 };
    let catalogue = catalogue::load(None).unwrap();
    let template = read(&workspace(), catalogue, Some(2025)).rows().find(|row| row.target.is_some()).unwrap();
    let at = |text: &str| Fraction::parse(text).unwrap();
    // baseline, target, the worst and the best the value can be, what became of it
    for (comparator, base, target, lower, upper, expected) in [
        (Comparator::Ge, "50", "100", "55", "55", FinalClass::Improved),
        (Comparator::Ge, "50", "100", "54.9", "54.9", FinalClass::LittleChange),
        (Comparator::Ge, "50", "100", "45", "45", FinalClass::LittleChange),
        (Comparator::Ge, "50", "100", "44.9", "44.9", FinalClass::Worse),
        // What is missing could change it.
        (Comparator::Ge, "50", "100", "54", "56", FinalClass::Undetermined),
        (Comparator::Ge, "50", "100", "56", "99", FinalClass::Improved),
        // Smaller is better.
        (Comparator::Le, "20", "10", "15", "15", FinalClass::Improved),
        (Comparator::Le, "20", "10", "22", "22", FinalClass::Worse),
        // It met the target in the baseline year and no longer does.
        (Comparator::Ge, "98.02", "98", "97.3", "97.3", FinalClass::Worse),
        (Comparator::Gt, "90", "90", "90", "90", FinalClass::LittleChange),
    ] {
        let measured = Measured {
            value: Some(at(lower)),
            lower: at(lower),
            upper: Upper::At(at(upper)),
            ..template.measured.unwrap()
        };
        let target = Target { value: at(target), due: 2025, in_force: true };
        let row = Assessment {
            comparator,
            target: Some(target),
            baseline: Some(at(base)),
            measured: Some(measured),
            reason: Reason::NotMet,
            ..template.clone()
        };
        assert_eq!(class(&row, lines), Some(expected), "{base} {lower} {upper}");
    }
    let row = |reason, baseline| Assessment { reason, baseline, ..template.clone() };
    assert_eq!(class(&row(Reason::Met, None), lines), Some(FinalClass::Met));
    assert_eq!(class(&row(Reason::NoData, None), lines), Some(FinalClass::NoData));
    assert_eq!(class(&row(Reason::OpenInForce, None), lines), Some(FinalClass::Undetermined));
    assert_eq!(class(&row(Reason::NotMet, None), lines), Some(FinalClass::Undetermined));
    assert_eq!(class(&row(Reason::NotJudgedHere, None), lines), None);
    // Beyond the cap is no way towards the target, however far it went.
    assert_eq!(class(&row(Reason::OverCap, Some(at("1"))), lines), Some(FinalClass::Worse));
}

#[test]
fn the_evaluation_says_what_the_assessments_say_and_what_goes_on() {
    let folder = workspace();
    let results = read(&folder, all_plans(), Some(2025));
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let pages = evaluation::pages(&view, 0).unwrap();
    let page = |name: &str| {
        let page = pages.iter().find(|page| page.name() == name).unwrap();
        String::from_utf8(page.bytes.clone()).unwrap()
    };
    let table = page("data/evaluation.csv");
    let head = "indicator,level,unit,baseline,target,due,final,status,percent_of_change,class,continues_as";
    assert_eq!(table.trim_start_matches('\u{feff}').lines().next(), Some(head));
    // Each row says what assessments.csv says of the same figure.
    let all = written(&results);
    let mut reader =
        csv::Reader::from_reader(all["data/assessments.csv"].trim_start_matches('\u{feff}').as_bytes());
    let mut known: BTreeMap<[String; 3], [String; 5]> = BTreeMap::new();
    for line in reader.records().map(Result::unwrap).filter(|line| &line[0] == "2025") {
        let own = [&line[12], &line[13], &line[8], &line[15], &line[21]].map(str::to_owned);
        known.insert([&line[2], &line[3], &line[4]].map(str::to_owned), own);
    }
    let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let mut n = 0;
    for line in rows.records().map(Result::unwrap) {
        let key = [&line[0], &line[1], &line[2]].map(str::to_owned);
        let own = [&line[4], &line[5], &line[6], &line[7], &line[8]].map(str::to_owned);
        assert_eq!(known.get(&key), Some(&own), "{key:?}");
        assert_eq!(
            &line[10],
            if &line[0] == "staff-per-10k" {
                "staff-2030"
            } else if &line[0] == "recommended-standard-facilities" {
                "recommended-2030"
            } else {
                ""
            }
        );
        n += 1;
    }
    assert!(n > 100);
    let text = page("evaluation.html");
    for part in [
        "一、总体完成情况",
        "二、主要指标完成情况",
        "三、主要任务落实情况",
        "四、存在问题",
        "五、下一步建议",
        "六、附表",
    ] {
        assert!(text.contains(part), "{part}");
    }
    assert!(text.contains("口径不变，目标提高"));
    // What other plans judge is none of its business.
    let (_, other) = results.checked.catalogue.indicators_ix().find(|(_, own)| own.plan == 1).unwrap();
    assert!(!table.contains(&format!("\n{},", other.id)));
}

#[test]
fn a_plan_that_was_not_written_for_this_program_is_judged_as_its_table_says() {
    let folder = plan_files(|_, _| ());
    let targets = folder.path();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plans/healthy-china-2030");
    fs::remove_dir_all(targets.join("plans")).unwrap();
    copied(&example.join("plans"), &targets.join("plans"));
    fs::copy(example.join("elements.toml"), targets.join("elements.toml")).unwrap();
    // Of the checks those of the built-in plans have no meaning here.
    let checks = fs::read_to_string(targets.join("checks.toml")).unwrap();
    fs::write(targets.join("checks.toml"), checks.split("[[check]]").next().unwrap()).unwrap();
    let catalogue = catalogue::load(Some(targets)).unwrap_or_else(|stop| panic!("{stop}"));
    assert_eq!(catalogue.indicators.len(), 13);
    let workspace = Workspace::new();
    workspace.sheet(
        "2020/卫生健康统计信息中心.xlsx",
        &[
            "年度 | 2020",
            "填报单位 | 卫生健康统计信息中心",
            "代码 | 指标名称 | 本年数",
            "HC01 | 生命表总人年数（T0） | 7793000",
            "HC02 | 生命表基数（l0） | 100000",
            "HC03 | 婴儿死亡数 | 54",
            "HC05 | 活产数 | 10000",
            "HC06 | 孕产妇死亡数 | 2",
            "HC12 | 重大慢性病过早死亡数 | 15300",
            "HC13 | 30岁尚存人数 | 98000",
            "HC14 | 执业（助理）医师数 | 2900",
            "HC15 | 常住人口 | 1000000",
        ],
    );
    let results = workspace.results_by(catalogue);
    let catalogue = &results.checked.catalogue;
    let said = |id: &str| {
        let (ix, _) = catalogue.indicators_ix().find(|(_, own)| own.id == id).unwrap();
        let row = results.assessments.get(catalogue, (ix, 2020, Level::District), DISTRICT).unwrap();
        let value = row.measured.and_then(|measured| measured.value).map(|value| value.decimal(2));
        (value, row.status(), row.percent_of_change.map(|change| change.decimal(1)))
    };
    let some = |text: &str| Some(text.to_owned());
    // (77.93 − 76.34) ÷ (77.3 − 76.34)
    assert_eq!(said("life-expectancy"), (some("77.93"), Status::Met, some("165.6")));
    assert_eq!(said("infant-mortality"), (some("5.40"), Status::Met, some("450")));
    // 2 of 10,000 births are 20 of 100,000: (20 − 20.1) ÷ (18 − 20.1)
    assert_eq!(said("maternal-mortality"), (some("20"), Status::NotMet, some("4.8")));
    assert_eq!(said("early-deaths"), (some("15.61"), Status::Met, some("182.6")));
    assert_eq!(said("doctors"), (some("2.90"), Status::Met, some("233.3")));
    assert_eq!(said("good-air"), (None, Status::NoData, None));
}
