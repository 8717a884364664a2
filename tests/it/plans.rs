//! The plan files: what they say, and that a mistake is refused with its place.

use dabiao::catalogue::{self, Catalogue, Comparator, Schedule, Test, Units};

use dabiao::messages::{Lang, Messages, Spot};

use crate::workspaces::{plan_files, said};

fn built_in() -> Catalogue {
    catalogue::load(None).unwrap_or_else(|stop| panic!("{stop:?}"))
}

/// The built-in files, with one of them changed.
fn changed(file: &str, from: &str, to: &str) -> Result<Catalogue, dabiao::messages::Stop> {
    let folder = plan_files(|name, text| {
        if name == file {
            assert!(text.contains(from), "{from} stands in {name}");
            *text = text.replacen(from, to, 1);
        }
    });
    catalogue::load(Some(folder.path()))
}

#[test]
fn the_plans_agree_with_the_list_of_indicators_row_by_row() {
    let catalogue = built_in();
    let mut list = csv::Reader::from_reader(include_str!("../reference/indicators.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = list.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), catalogue.indicators.len());
    for (row, indicator) in rows.iter().zip(&catalogue.indicators) {
        let id = &indicator.id;
        assert_eq!(&row[0], id);
        assert_eq!(row[1], catalogue.plan_of(indicator).id, "{id}");
        assert_eq!(row[3], indicator.name.zh, "{id}");
        assert_eq!(row[7].parse().unwrap_or(1), indicator.per, "{id}");
        assert_eq!(&row[11], indicator.judged.word(), "{id}");
        assert_eq!(&row[12], indicator.comparator.word(), "{id}");
        let figures: Vec<String> = match &indicator.schedule {
            Schedule::None => vec![],
            Schedule::EachYear(_, value) => vec![value.to_string()],
            Schedule::Phases(all) => all.iter().map(|(_, value)| value.to_string()).collect(),
        };
        let listed: Vec<String> = row[13]
            .split('|')
            .filter(|part| !part.is_empty())
            .map(|part| part.rsplit(':').next().unwrap_or(part))
            .map(|part| part.split("..").next().unwrap_or(part))
            .map(|part| dabiao::exact::Fraction::parse(part).unwrap().to_string())
            .collect();
        assert_eq!(listed, figures, "{id}");
    }
}

#[test]
fn the_elements_agree_with_the_list_of_elements_row_by_row() {
    let catalogue = built_in();
    let mut list = csv::Reader::from_reader(include_str!("../reference/elements.csv").as_bytes());
    let rows: Vec<csv::StringRecord> = list.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), catalogue.elements.len());
    for (row, element) in rows.iter().zip(&catalogue.elements) {
        assert_eq!((&row[0], &row[1]), (element.code.as_str(), element.id.as_str()));
        assert_eq!((&row[2], &row[4]), (element.form.word(), element.label.zh.as_str()));
        assert_eq!(&row[5], element.unit.zh, "{}", element.id);
        let whole = element.part_of.map(|ix| catalogue.element(ix).id.as_str());
        assert_eq!(&row[7], whole.unwrap_or(""), "{}", element.id);
    }
}

#[test]
fn a_mistake_in_a_plan_file_is_refused_with_its_place_and_the_nearest_name() {
    let plan = "plans/primary-care.toml";
    // file, what stands there, what is put there, the error, the nearest valid name
    let cases = [
        (plan, "\"fac.staff\"", "\"fac.staf\"", "plan-unknown-name", "fac.staff"),
        (plan, "comparator = \"ge\"", "comparator = \"gee\"", "plan-unknown-name", "ge"),
        (plan, "\nmeasure = ", "\nmesure = ", "plan-unknown-key", "measure"),
        (plan, "judged = \"district\"", "judged = \"distric\"", "plan-unknown-name", "district"),
        (plan, "{ due = 2024, value = 100 }", "{ due = 2023, value = 100 }", "plan-phases", ""),
        (plan, "cap = 18", "cap = 12", "plan-cap-below-range", ""),
        (plan, "work = [\"staffing\"]", "work = [\"stafing\"]", "plan-unknown-name", "staffing"),
        (plan, "clause = \"三(一)2\"", "clause = \"三(一)12\"", "plan-unknown-name", "三(一)1"),
        (plan, "id = \"一\"", "id = \"二\"", "plan-twice", ""),
        (plan, "neither_zh = ", "title_fr = ", "plan-unknown-key", "title_zh"),
        (
            plan,
            "neither_en = \"Guiding thought: nothing that anyone could be asked for.\"\n",
            "",
            "plan-clause-half",
            "",
        ),
        (
            plan,
            "[[clause]]\nid = \"二\"",
            "[[clause]]\nid = \"九\"\ntitle_zh = \"\"\ntitle_en = \"\"\n\n[[clause]]\nid = \"二\"",
            "plan-clause-open",
            "",
        ),
        (
            plan,
            "title_en = \"Goals for 2025\"",
            "title_en = \"\"\nneither_zh = \"\"\nneither_en = \"\"",
            "plan-clause-both",
            "",
        ),
        (plan, "\ndue = 2025\n", "\ndue = 2026\n", "plan-commitment-due", ""),
        (plan, "every = true", "every = false", "plan-no-department", ""),
        (plan, "per = 10000", "per = 1000", "plan-per-unit", ""),
        (plan, "unit_zh = \"%\"", "unit_zh = \"‰\"", "plan-per-unit", ""),
        (
            "plans/disability-prevention.toml",
            "\nclause = \"二（三）慢性病\"",
            "\nclause = \"二（三）慢病\"",
            "plan-unknown-name",
            "二（三）慢性病",
        ),
        ("elements.toml", "label_zh = \"辖区常住人口\"", "label_zh = \"辖区服务人口\"", "plan-twice", ""),
        (plan, "\"fac.equipment_available\"", "\"fac.beds_total\"", "plan-not-a-part", ""),
        ("elements.toml", "kind = \"count\"", "kind = \"counts\"", "plan-unknown-name", "count"),
        (
            "elements.toml",
            "part_of = \"fac.posts_total\"",
            "part_of = \"fac.fever_clinic\"",
            "plan-part-not-comparable",
            "",
        ),
        (
            "checks.toml",
            "kind = \"year_on_year\"",
            "kind = \"year_on_yeer\"",
            "plan-unknown-name",
            "year_on_year",
        ),
    ];
    for (file, from, to, key, nearest) in cases {
        let stop = changed(file, from, to).map(|_| ()).expect_err(to);
        assert_eq!(stop.key.name(), key, "{to}: {stop:?}");
        let fact = |name| stop.facts.iter().find(|(n, _)| *n == name).map(|(_, fact)| said(fact));
        let Some(Spot::Line { file: own, line, .. }) = stop.spot.as_deref() else { panic!("{stop:?}") };
        assert!(own.replace('\\', "/").ends_with(file) && *line > 1, "{stop:?}");
        if !nearest.is_empty() {
            assert_eq!(fact("nearest").as_deref(), Some(nearest), "{to}");
        }
        assert!(stop.excerpt.unwrap().contains('^'), "{to}: the place is pointed at");
    }
}

#[test]
fn readings_that_are_easily_lost_are_in_the_plan_files() {
    let catalogue = built_in();
    let find = |id: &str| catalogue.indicators.iter().find(|i| i.id == id).unwrap();
    assert_eq!(find("smd-prevalence").comparator, Comparator::Gt);
    assert_eq!(find("star-studios").units, Units::Townships(vec!["320614001".into(), "320614003".into()]));
    assert!(find("vaccination-rooms").filter.is_some());
    assert!(matches!(find("rotation-training").schedule, Schedule::EachYear(2024, _)));
    let dabiao::catalogue::Measure::Share(dabiao::catalogue::Condition::Element(_, test)) =
        find("tcm-hall-grade-4").measure.clone()
    else {
        panic!("a share of graded halls")
    };
    assert_eq!(test, Test::ChoiceAtLeast(2));
}

#[test]
fn what_people_who_know_no_toml_write_is_refused_with_what_to_write() {
    let plan = "plans/primary-care.toml";
    let staff = "measure = \"ratio\"\nnumerator = \"fac.staff\"\ndenominator = \"fac.served_population\"\nper = 10000";
    // file, what stands there, what is put there, the error, words of the answer
    let cases: [(&str, &str, &str, &str, &[&str]); 14] = [
        (
            plan,
            staff,
            &staff.replace("\nper = 10000", ""),
            "plan-per-missing",
            &["per = 100", "staff-per-10k"],
        ),
        (plan, "per = 100\n", "", "plan-per-missing", &["per = 100"]),
        (plan, "{ due = 2025, value = 100 }", "{ due = 2025, value = 120 }", "plan-above-whole", &["100"]),
        (plan, "value = 35 }", "value = 35.5 }", "plan-decimal", &["英文双引号", "\"3.5\""]),
        (
            plan,
            "units = \"township_hospital\"",
            "units = \"乡镇\"",
            "plan-unknown-name",
            &["乡镇", "township"],
        ),
        (plan, "measure = \"ratio\"", "measure = \"ration\"", "plan-unknown-name", &["ratio", "share"]),
        (plan, "units = \"township_hospital\"", "units = 乡镇", "plan-quotes", &["英文双引号"]),
        (plan, "value = 35 }", "value = 35% }", "plan-quotes", &["第 636 行"]),
        (plan, "issued = 2023-10-20", "issued = \"2023年10月20日\"", "plan-day", &["2026-03-10"]),
        (plan, "unit_zh = \"%\"\n", "", "plan-missing-key", &["unit_zh"]),
        (
            plan,
            "{ due = 2025, value = 35 }",
            "{ due = 2027, value = 35 }",
            "plan-target-year",
            &["2023—2025", "staff-per-10k"],
        ),
        ("elements.toml", "code = \"JG02\"", "code = \"JG01\"", "plan-twice", &["JG01"]),
        ("elements.toml", "period = \"stock\"", "period = \"年末\"", "plan-unknown-name", &["stock, flow"]),
        (plan, "last_year = 2025", "last_year = 2022", "plan-years", &["2022"]),
    ];
    for (file, from, to, key, words) in cases {
        let stop = changed(file, from, to).map(|_| ()).expect_err(to);
        let text = stop.render(&Messages::new(Lang::Zh));
        assert_eq!(stop.key.name(), key, "{to}: {text}");
        assert!(words.iter().all(|word| text.contains(word)), "{text} {words:?}");
    }
    // Saved by an editor that writes GB18030.
    let folder = plan_files(|_, _| ());
    let path = folder.path().join(plan);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, encoding_rs::GB18030.encode(&text).0).unwrap();
    assert_eq!(
        catalogue::load(Some(folder.path())).map(|_| ()).map_err(|stop| stop.key.name()),
        Err("plan-encoding")
    );
}
