//! Plans as workbooks: the same as their texts, and refused with the cell.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use dabiao::catalogue::{self, Catalogue};
use dabiao::formats::format;
use dabiao::formats::sheet::{Content, Sheet};
use dabiao::formats::workbook;
use dabiao::formats::worker::Isolation;
use dabiao::messages::{Lang, Messages, Spot, Stop};
use dabiao::plan_book;
use dabiao::value::{a1, at_a1};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

use crate::workspaces::plan_files;

const PRIMARY_CARE: &str = include_str!("../../targets/plans/primary-care.toml");
const PREVENTION: &str = include_str!("../../targets/plans/disability-prevention.toml");
const NEXT: &str = concat!(include_str!("../life/plan.toml"), include_str!("../life/elements.toml"));

fn built_in() -> Catalogue {
    catalogue::load(None).unwrap_or_else(|stop| panic!("{stop:?}"))
}

fn sheets(bytes: &[u8]) -> Vec<Sheet> {
    workbook::sheets(bytes, format::open(bytes).unwrap(), &Isolation::None).unwrap()
}

/// A folder of plans with these alone, as files.
fn folder(plans: &[(&str, &[u8])]) -> TempDir {
    let folder = plan_files(|_, _| ());
    let own = folder.path().join("plans");
    for name in ["primary-care.toml", "disability-prevention.toml"] {
        fs::remove_file(own.join(name)).unwrap();
    }
    for (name, bytes) in plans {
        fs::write(own.join(name), bytes).unwrap();
    }
    folder
}

fn load(plans: &[(&str, &[u8])]) -> Result<Catalogue, Stop> {
    catalogue::load(Some(folder(plans).path()))
}

/// The plans that the next one goes on from.
fn before() -> [(&'static str, &'static [u8]); 2] {
    [("a.toml", PRIMARY_CARE.as_bytes()), ("b.toml", PREVENTION.as_bytes())]
}

/// What a catalogue means, whichever files said it.
fn meaning(catalogue: &Catalogue) -> String {
    let Catalogue { plans, indicators, elements, .. } = catalogue;
    format!("{plans:#?}\n{indicators:#?}\n{elements:#?}").replace(".toml\"", "\"").replace(".xlsx\"", "\"")
}

/// The first line in which two differ is enough to look for.
fn assert_same(one: &str, other: &str) {
    let differ = one.lines().zip(other.lines()).enumerate().find(|(_, (own, other))| own != other);
    assert_eq!(differ, None);
    assert_eq!(one.len(), other.len());
}

#[test]
fn every_plan_is_the_same_as_a_workbook_and_as_a_text() {
    let text = load(&before()).unwrap();
    let books = [PRIMARY_CARE, PREVENTION].map(|text| plan_book::of_text(text, &built_in()).unwrap());
    let book = load(&[("a.xlsx", &books[0]), ("b.xlsx", &books[1])]).unwrap_or_else(|stop| panic!("{stop}"));
    assert_same(&meaning(&text), &meaning(&book));
    // The text that a workbook says is a plan of its own.
    let own = folder(&[("a.xlsx", &books[0]), ("b.xlsx", &books[1])]);
    let said: Vec<catalogue::PlanSource> =
        catalogue::files(Some(own.path())).unwrap().into_iter().filter(|source| source.is_plan).collect();
    assert_eq!(
        said.iter().map(|source| source.file.as_str()).collect::<Vec<_>>(),
        ["plans/a.toml", "plans/b.toml"]
    );
    let again = load(&[("a.toml", said[0].text.as_bytes()), ("b.toml", said[1].text.as_bytes())]).unwrap();
    assert_same(&meaning(&text), &meaning(&again));
}

/// A text with what has a meaning of its own in TOML, in a spreadsheet or between names.
fn words() -> impl Strategy<Value = String> {
    let parts = ['、', '；', '，', '|'];
    "[乡镇卫生院a-c0-9“”\"'\\\\、；，|%#=+@-]{1,10}"
        .prop_filter("says something, and parts nothing", move |text| {
            !text.trim().is_empty() && !text.starts_with(parts) && !text.ends_with(parts)
        })
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(names: &[String]) -> String {
    format!("[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "))
}

/// How the indicators of a generated plan are worked out and held to something.
const KINDS: [&str; 6] = [
    "measure = \"share\"\nnumerator = \"fac.basic_standard=是\"\nper = 100\n\
     units = \"township_hospital+community_center\"\ncomparator = \"ge\"\ntargets = [{ due = 2027, value = 50 }, { due = 2030, value = \"80.5\" }]",
    "measure = \"ratio\"\nnumerator = \"fac.staff\"\ndenominator = \"fac.served_population\"\nper = 10000\n\
     units = \"township_hospital\"\ncomparator = \"between\"\nrange_upper = \"15.0\"\ncap = 18\ntargets = [{ due = 2030, value = 11 }]",
    "measure = \"sum\"\nnumerator = \"fac.staff\"\nunits = \"community_center\"\ncomparator = \"gt\"\n\
     each_year = { from = 2026, value = 7 }\nsample = true",
    "measure = \"units\"\nnumerator = \"fac.fever_clinic=是&registry.ownership=政府办\"\nunits = \"township_hospital\"\n\
     where = \"fac.specialties>=2\"\ncomparator = \"monitor\"",
    "measure = \"yes_no\"\nnumerator = \"new.thing=是\"\nunits = \"district\"\ncomparator = \"ge\"\n\
     each_year = { from = 2027, value = 1 }",
    "measure = \"sum\"\nnumerator = \"new.count\"\nunits = \"township\"\nonly = [\"320614101\", \"007\"]\n\
     comparator = \"le\"\ntargets = [{ due = 2028, value = \"4.60\" }]\n\
     baseline = { value = \"62.1\", source = \"a\\\"、b\" }",
];

/// The elements that it asks besides.
const ELEMENTS: &str = "
[[element]]
code = \"ZZ01\"
id = \"new.thing\"
form = \"district\"
reporter = \"区卫健委\"
label_zh = \"新事、新办\"
label_en = \"A new thing\"
also_called = [\"新事、旧办\"]
unit_zh = \"是/否\"
unit_en = \"yes/no\"
kind = \"yes_no\"
period = \"stock\"
meaning_zh = \"有没有\"
meaning_en = \"Whether\"
from = 2027

[[element]]
code = \"ZZ02\"
id = \"new.count\"
form = \"township\"
label_zh = \"新数\"
label_en = \"A new count\"
unit_zh = \"人\"
unit_en = \"people\"
kind = \"count\"
period = \"flow\"
meaning_zh = \"多少\"
meaning_en = \"How many\"
sensitive = true
";

#[derive(Clone, Debug)]
struct Generated {
    kind: usize,
    texts: [String; 6],
    names: Vec<String>,
    english: bool,
    revision: bool,
    reading: bool,
}

fn generated() -> impl Strategy<Value = Generated> {
    let texts = [words(), words(), words(), words(), words(), words()];
    (0..KINDS.len(), texts, prop::collection::vec(words(), 1..3), any::<[bool; 3]>()).prop_map(
        |(kind, texts, names, [english, revision, reading])| Generated {
            kind,
            texts,
            names,
            english,
            revision,
            reading,
        },
    )
}

fn plan(indicators: &[Generated], title: &str, commitments: &[(String, Option<i32>)]) -> String {
    let mut text = format!(
        "id = \"next\"\ntitle_zh = {title}\ntitle_en = \"Next\"\nshort_zh = {title}\nshort_en = \"Next\"\ndocument = {title}\n\
         issuer_zh = {title}\nissuer_en = {title}\nissued = 2026-03-10\ntownship_department = \"各镇\"\nbaseline_year = 2025\n\
         first_year = 2026\nlast_year = 2030\n\n[department_names]\n{title} = \"区卫健委\"\n\n\
         [duties]\nrule_zh = {title}\nrule_en = {title}\n\n[[duties.department]]\nname = {title}\nevery = true\n\n\
         [[duties.department]]\nname = \"区人社局\"\nwork = [{title}, \"posts\"]\n\n\
         [[chapter]]\nid = \"one\"\ntitle_zh = {title}\ntitle_en = \"One\"\nstricter_revision_rules = true\n",
        title = quoted(title)
    );
    for (at, one) in indicators.iter().enumerate() {
        let [name, clause, unit, definition, quote, noun] = one.texts.each_ref().map(|text| quoted(text));
        let english = if one.english { "\"English\"" } else { &name };
        write!(
            text,
            "\n[[indicator]]\nid = \"i{at}\"\nchapter = \"one\"\nclause = {clause}\nname_zh = {name}\nname_en = {english}\n\
             short_zh = {name}\n{}\njudged = \"district\"\nunit_zh = {unit}\nunit_en = {unit}\ncounted_zh = {unit}\n\
             counted_en = {unit}\ncounted_noun_zh = {noun}\ngap_kind = \"people\"\nlead = {}\ndefinition_zh = {definition}\n\
             definition_en = {definition}\nnumerator_zh = {definition}\nnumerator_en = {english}\nquote_zh = {quote}\n",
            KINDS[one.kind],
            list(&one.names),
        )
        .unwrap();
        if one.reading {
            let other = "[[indicator.other_reading]]\ntext_zh = \"另\"\ntext_en = \"Another\"\n";
            write!(text, "\n{other}\n{other}").unwrap();
            if one.kind == 0 {
                text.push_str("targets = [{ due = 2026, value = 5 }]\n");
            }
        }
        if one.revision && one.kind == 0 {
            write!(
                text,
                "\n[[indicator.revision]]\nauthority = \"city\"\nissuer_zh = {name}\nissuer_en = {name}\ndocument = {unit}\n\
                 issued = 2026-09-01\nfrom = 2027\nvalue = \"90.5\"\ndue = 2029\n"
            )
            .unwrap();
        }
    }
    for (own, due) in commitments {
        let (own, due) =
            (quoted(own), due.map_or("each_year = true".to_owned(), |due| format!("due = {due}")));
        write!(
            text,
            "\n[[commitment]]\nclause = {own}\ntext_zh = {own}\ntext_en = {own}\n{due}\nwhy_zh = {own}\nwhy_en = {own}\n"
        )
        .unwrap();
    }
    text + ELEMENTS
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_survives_the_way_through_a_workbook(
        indicators in prop::collection::vec(generated(), 1..6),
        title in words(),
        commitments in prop::collection::vec((words(), prop::option::of(2026..2030)), 0..3),
    ) {
        let text = plan(&indicators, &title, &commitments);
        let as_text = load(&[("next.toml", text.as_bytes())]).unwrap_or_else(|stop| panic!("{stop}\n{text}"));
        let book = plan_book::of_text(&text, &as_text).unwrap();
        let as_book = load(&[("next.xlsx", &book)]).unwrap_or_else(|stop| panic!("{stop}\n{text}"));
        assert_same(&meaning(&as_text), &meaning(&as_book));
        // Beside each other they are one plan.
        let both = load(&[("next.toml", text.as_bytes()), ("next.xlsx", &book)]).unwrap_or_else(|stop| panic!("{stop}"));
        assert_eq!(both.plans.len(), 1);
    }
}

/// A cell of a workbook that somebody changed.
type Change<'a> = (&'a str, &'a str, &'a str);

/// The workbook of the next plan after some changes; digits become a number, `%` behind them one in a
/// format of per cent, a `=` a formula, `-` a sheet that is gone and `?` one that is hidden.
fn changed(changes: &[Change<'_>]) -> Vec<u8> {
    let own = plan_book::of_text(NEXT, &built_in()).unwrap();
    let mut book = Workbook::new();
    for sheet in sheets(&own) {
        if changes.iter().any(|(name, _, put)| *name == &*sheet.name && *put == "-") {
            continue;
        }
        let to = book.add_worksheet();
        let renamed = changes.iter().find(|(name, at, _)| *name == &*sheet.name && at.is_empty());
        let is_hidden = renamed.is_some_and(|(_, _, put)| *put == "?");
        to.set_name(renamed.filter(|_| !is_hidden).map_or(&*sheet.name, |(_, _, name)| name)).unwrap();
        to.set_hidden(is_hidden);
        for cell in &sheet.cells {
            let (row, column) = (cell.at.0, u16::try_from(cell.at.1).unwrap());
            match &cell.content {
                Content::Number(number) => to.write_number(row, column, *number).unwrap(),
                other => to.write_string(row, column, other.shown()).unwrap(),
            };
        }
        for (name, at, put) in changes.iter().filter(|(_, at, _)| !at.is_empty()) {
            let (row, column) = at_a1(at).unwrap();
            let column = u16::try_from(column).unwrap();
            if *name != &*sheet.name {
                continue;
            }
            if let Some(number) = put.strip_suffix('%').and_then(|digits| digits.parse::<f64>().ok()) {
                to.write_number_with_format(row, column, number / 100.0, &Format::new().set_num_format("0%"))
                    .unwrap();
            } else if let Some(formula) = put.strip_prefix('=') {
                to.write_formula(row, column, formula).unwrap();
            } else if let Ok(number) = put.parse::<f64>() {
                to.write_number(row, column, number).unwrap();
            } else if put.is_empty() {
                to.write_blank(row, column, &Format::new()).unwrap();
            } else {
                to.write_string(row, column, *put).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Where a column of a sheet is, by its key; the row as a spreadsheet counts it.
fn at(sheet: &str, key: &str, row: u32) -> String {
    let own = plan_book::of_text(NEXT, &built_in()).unwrap();
    let sheets = sheets(&own);
    let sheet = sheets.iter().find(|own| &*own.name == sheet).unwrap();
    let is_head = |text: &str| text.trim_end_matches(" *").ends_with(&format!(" {key}"));
    let head = sheet.cells.iter().find(|cell| cell.content.as_text().is_some_and(is_head)).unwrap();
    if &*sheet.name == "方案" { a1(head.at.0, 1) } else { a1(row - 1, head.at.1) }
}

/// What is said of a plan, a line a mistake: `sheet cell message`.
fn refused(book: &[u8]) -> Vec<String> {
    let Err(stop) = load(&[before()[0], before()[1], ("next.xlsx", book)]) else {
        return Vec::new();
    };
    let line = |stop: &Stop| match stop.spot.as_deref() {
        Some(Spot::Cell { sheet, cell, file }) => {
            assert!(file.ends_with("next.xlsx"), "{file}");
            format!("{sheet} {cell} {}", stop.key.name())
        }
        other => format!("{other:?} {}", stop.key.name()),
    };
    std::iter::once(line(&stop)).chain(stop.others.iter().map(line)).collect()
}

#[test]
fn what_is_wrong_in_a_workbook_is_refused_with_its_cell() {
    // sheet, key, row, what is put there, what is said
    let cases = [
        ("方案", "last_year", 0, "2020", "plan-years"),
        ("方案", "first_year", 0, "明年", "book-whole"),
        ("方案", "issued", 0, "三月", "book-day"),
        ("方案", "short_zh", 0, "", "book-blank"),
        ("方案", "issued", 0, "26-3-10", "book-day"),
        ("指标", "departments", 2, "区卫健委、区残联、\n区人社局", "book-names"),
        ("指标", "measure", 2, "大概", "plan-unknown-name"),
        ("指标", "chapter", 2, "nowhere", "plan-unknown-name"),
        ("指标", "numerator", 2, "fac.staf", "plan-unknown-name"),
        ("指标", "units", 2, "乡村", "plan-unknown-name"),
        ("指标", "per", 2, "一百", "book-whole"),
        ("指标", "definition_zh", 2, "", "book-blank"),
        ("指标", "id", 3, "=1+1", "book-no-cache"),
        ("指标", "gap_kind", 2, "别的", "plan-unknown-name"),
        ("目标", "value", 2, "75%", "book-dressed"),
        ("目标", "value", 2, "约75", "book-number"),
        ("目标", "value", 2, "0.6", "book-fraction"),
        ("目标", "due", 2, "2050", "plan-target-year"),
        ("目标", "indicator", 2, "nobody", "plan-unknown-name"),
        ("目标", "from", 2, "2027", "book-target-when"),
        ("目标", "reading", 2, "3", "book-reading"),
        ("数据项", "kind", 2, "数字", "plan-unknown-name"),
        ("数据项", "code", 2, "JG01", "plan-twice"),
    ];
    for (sheet, key, row, put, said) in cases {
        let cell = at(sheet, key, row);
        let found = refused(&changed(&[(sheet, &cell, put)]));
        assert!(found.contains(&format!("{sheet} {cell} {said}")), "{sheet} {key} {put}: {found:?}");
        assert!(found.len() <= 2, "{sheet} {key} {put}: nothing else follows: {found:?}");
    }
    let cases: [(Change<'_>, &str); 5] = [
        (("目标", "", "?"), "目标 A1 book-unseen"),
        (("章节", "", "-"), "章节 A1 book-no-sheet"),
        (("章节", "", "篇章"), "篇章 A1 book-sheet"),
        (("章节", "H5", "补充"), "章节 H5 book-beyond"),
        (("章节", "B1", "题目"), "章节 B1 book-head"),
    ];
    for (change, said) in cases {
        let found = refused(&changed(&[change]));
        assert!(found.contains(&said.to_owned()), "{change:?}: {found:?}");
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once_in_the_order_of_the_sheets() {
    let cells = [
        at("指标", "judged", 2),
        at("指标", "numerator", 3),
        at("目标", "value", 4),
        at("数据项", "label_zh", 2),
    ];
    let book = changed(&[
        ("数据项", &cells[3], ""),
        ("目标", &cells[2], "很多"),
        ("指标", &cells[1], "fac.stuff"),
        ("指标", &cells[0], "大家"),
    ]);
    assert_eq!(
        refused(&book),
        [
            format!("指标 {} plan-unknown-name", cells[0]),
            format!("指标 {} plan-unknown-name", cells[1]),
            format!("目标 {} book-number", cells[2]),
            format!("数据项 {} book-blank", cells[3]),
        ]
    );
    let stop = load(&[before()[0], before()[1], ("next.xlsx", &book)]).map(|_| ()).unwrap_err();
    let text = stop.render(&Messages::new(Lang::Zh));
    assert!(text.contains(&format!("next.xlsx › 目标 › {}：“很多”不是数", cells[2])), "{text}");
}

#[test]
fn words_that_people_write_are_understood() {
    let book = changed(&[
        ("指标", &at("指标", "judged", 2), "全县"),
        ("方案", &at("方案", "first_year", 0), "2026年"),
        ("方案", &at("方案", "issued", 0), "2026年3月10日"),
        ("指标", &at("指标", "name_en", 2), ""),
    ]);
    assert_eq!(refused(&book), Vec::<String>::new());
    // English that is blank says what the Chinese does.
    let catalogue = load(&[before()[0], before()[1], ("next.xlsx", &book)]).unwrap();
    let first = catalogue.indicators.iter().find(|own| catalogue.plan_of(own).first_year == 2026).unwrap();
    assert_eq!(first.name.en, first.name.zh);
}

#[test]
fn a_plan_that_lies_there_twice_says_the_same_or_is_refused() {
    let with = |book: &[u8]| {
        let files = [before()[0], before()[1], ("next.toml", NEXT.as_bytes()), ("next.xlsx", book)];
        load(&files).map(|catalogue| catalogue.plans.len()).map_err(|stop| stop.key.name())
    };
    assert_eq!(with(&plan_book::of_text(NEXT, &built_in()).unwrap()), Ok(3));
    assert_eq!(with(&changed(&[("目标", &at("目标", "value", 2), "1")])), Err("plan-two-files"));
    // What is wrong in one of two is not lost with it.
    assert_eq!(with(&changed(&[("指标", &at("指标", "cap", 2), "八十")])), Err("book-number"));
    for name in ["next.xls", "next.et", "next.ods", "next.toml.txt"] {
        let refused = load(&[("a.toml", PRIMARY_CARE.as_bytes()), (name, b"x")]);
        assert_eq!(refused.map(|_| ()).unwrap_err().key.name(), "plan-format", "{name}");
    }
    let refused = load(&[("next.xlsx", b"no workbook")]).map(|_| ()).unwrap_err();
    assert_eq!(refused.key.name(), "plan-format");
}

#[test]
fn elements_are_called_by_their_codes_as_well() {
    let code = built_in().elements.iter().find(|own| own.id == "fac.staff").unwrap().code.clone();
    let text = PRIMARY_CARE.replace("\"fac.staff\"", &quoted(&code));
    assert_ne!(text, PRIMARY_CARE);
    let (by_id, by_code) =
        (load(&[("a.toml", PRIMARY_CARE.as_bytes())]), load(&[("a.toml", text.as_bytes())]));
    assert_same(&meaning(&by_id.unwrap()), &meaning(&by_code.unwrap()));
    // The signs of a condition are those of an input method, its words stay as they are.
    let text = PRIMARY_CARE.replace("registry.ownership=政府办", "registry.ownership＝公立（政府办）");
    let filters = meaning(&load(&[("a.toml", text.as_bytes())]).unwrap());
    assert!(filters.contains("\"公立（政府办）\"") && !filters.contains("\"政府办\""));
}

#[test]
fn the_words_of_a_workbook_are_those_of_the_shapes() {
    // A key that no shape has, or a word that none understands, would be refused.
    let guide =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("targets/README.zh.md")).unwrap();
    for sheet in &catalogue::book::WORDS.sheet {
        for column in &sheet.columns {
            for (word, others) in column.list() {
                assert!(!others.is_empty(), "{word}");
            }
            assert!(column.words.is_empty() == column.list().next().is_none(), "{}", column.key);
        }
    }
    assert!(guide.contains(".xlsx"));
}
