//! The pages: complete, linked, agreeing with the tables, and harmless.

use std::collections::{BTreeMap, BTreeSet};

use dabiao::catalogue::Comparator;
use dabiao::exact::Fraction;
use dabiao::messages::{Lang, Messages};
use dabiao::report::pages;
use dabiao::report::view::{View, number};
use dabiao::results::Results;

use crate::sample::sample;
use crate::workspaces::Workspace;

/// The files of a report by path.
fn report(results: &Results, lang: Lang) -> BTreeMap<String, Vec<u8>> {
    let pages = pages::all(results, &Messages::new(lang)).unwrap();
    pages.into_iter().map(|page| (page.path.to_string_lossy().replace('\\', "/"), page.bytes)).collect()
}

fn html(report: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, String> {
    let pages = report.iter().filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, bytes)| (path.as_str(), String::from_utf8(bytes.clone()).unwrap())).collect()
}

/// What stands between two marks, everywhere.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

#[test]
fn there_is_a_page_for_everything_and_each_opens_by_itself() {
    let results = sample(None);
    let report = report(&results, Lang::Zh);
    let pages = html(&report);
    let registry = &results.checked.registry;
    let catalogue = &results.checked.catalogue;
    for (ix, unit) in registry.units().filter(|(ix, _)| registry.counts(*ix, 2025)) {
        let folder = match unit.level {
            dabiao::model::Level::Township => "townships",
            dabiao::model::Level::Facility => "facilities",
            _ => continue,
        };
        let page = &pages[format!("{folder}/{}.html", unit.code).as_str()];
        assert!(page.contains(&format!("<h1>{}", unit.name)), "{ix:?}");
    }
    for indicator in &catalogue.indicators {
        assert!(pages.contains_key(format!("indicators/{}.html", indicator.id).as_str()), "{}", indicator.id);
    }
    for (path, page) in &pages {
        assert!(page.contains("示例数据"), "{path} says that the figures are made up");
        for outside in ["http://", "https://", "src=", "@import", "url(h"] {
            assert!(!page.contains(outside), "{path} needs nothing but itself: {outside}");
        }
        assert!(!page.contains("[take-") && !page.contains("{ $"), "{path} has a message unsaid");
    }
}

#[test]
fn every_internal_link_leads_somewhere() {
    let report = report(&sample(None), Lang::Zh);
    let pages = html(&report);
    let anchors: BTreeMap<&str, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, page)| (*path, between(page, " id=\"", "\"").into_iter().collect()))
        .collect();
    let mut links = 0;
    for (path, page) in &pages {
        for link in between(page, "<a ", ">").into_iter().flat_map(|tag| between(tag, "href=\"", "\"")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match (file, file.strip_prefix("../")) {
                ("", _) => (*path).to_owned(),
                (_, Some(up)) => up.to_owned(),
                (file, None) => match path.rsplit_once('/') {
                    Some((folder, _)) => format!("{folder}/{file}"),
                    None => file.to_owned(),
                },
            };
            if target.ends_with(".docx") {
                assert!(report.keys().any(|name| *name == target), "{path} → {link}");
                continue;
            }
            let there = anchors.get(target.as_str()).unwrap_or_else(|| panic!("{path} → {link}"));
            assert!(anchor.is_empty() || there.contains(anchor), "{path} → {link}");
            links += 1;
        }
    }
    assert!(links > 5_000, "{links}");
}

#[test]
fn the_counts_of_the_first_page_are_those_of_the_table() {
    for year in [2023, 2024, 2025] {
        let report = report(&sample(Some(year)), Lang::Zh);
        let table = String::from_utf8(report["data/assessments.csv"].clone()).unwrap();
        let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let own = |row: &csv::StringRecord| row[0] == year.to_string() && &row[3] == "district";
        let statuses: Vec<String> =
            rows.records().map(Result::unwrap).filter(own).map(|row| row[15].to_owned()).collect();
        let count = |words: &[&str]| statuses.iter().filter(|own| words.contains(&own.as_str())).count();
        let pages = html(&report);
        let index = &pages["index.html"];
        let line = between(index, "<p class=\"big\">", "</p>")[0];
        let shown: Vec<usize> = between(line, "<b>", "</b>").iter().map(|n| n.parse().unwrap()).collect();
        assert_eq!(shown[0], statuses.len());
        assert_eq!(shown[1..].iter().sum::<usize>(), statuses.len());
        let met = count(&["met"]);
        assert_eq!(shown[1], met, "{year}");
        // The columns of the chapters add up to the same, and each mark is one indicator.
        let chapters = between(index, "<table class=\"strip\">", "</table>")[0];
        let mut sums = [0; 3];
        for row in between(chapters, "<tr>", "</tr>") {
            for (sum, n) in sums.iter_mut().zip(between(row, "<td class=\"r\">", "</td>")) {
                *sum += n.parse::<usize>().unwrap();
            }
        }
        let expected = [
            count(&["met", "on-track"]),
            count(&["not-met", "behind"]),
            count(&["undetermined", "no-data", "in-progress"]),
        ];
        assert_eq!(sums, expected, "{year}");
        assert_eq!(between(chapters, "<use href=\"#m-", "\"").len(), statuses.len());
    }
}

#[test]
fn a_provisional_status_is_never_shown_without_saying_so() {
    for lang in [Lang::Zh, Lang::En] {
        let results = sample(Some(2024));
        let messages = Messages::new(lang);
        let view = View::new(&results, &messages);
        let word = if lang == Lang::Zh { "暂定" } else { "provisional" };
        let mut seen = 0;
        for row in results.rows().filter(|row| row.measured.is_some_and(|m| m.provisional)) {
            let missing = (row.due_to_report - row.reported).to_string();
            let mark = view.mark(&row).word;
            assert!(mark.contains(word) && mark.contains(&missing), "{mark}");
            assert!(view.provisional(&row).contains(&missing));
            seen += 1;
        }
        assert!(seen > 10, "{seen}");
    }
}

/// 全区建成 4 家 does not ask four of each facility.
#[test]
fn a_count_of_the_district_is_no_target_of_its_parts() {
    let results = sample(Some(2025));
    let messages = Messages::new(Lang::Zh);
    let view = View::new(&results, &messages);
    let catalogue = &results.checked.catalogue;
    let is_part = |row: &dabiao::assess::Assessment| {
        let indicator = catalogue.indicator(row.indicator);
        row.level > indicator.judged && !indicator.measure.has_denominator() && row.shortfall > Some(0)
    };
    let parts: Vec<_> = results.of_year().filter(is_part).collect();
    assert!(parts.len() > 20, "{}", parts.len());
    for row in parts {
        assert_eq!(view.shortfall(&row), "");
    }
}

#[test]
fn a_number_is_never_rounded_across_its_target() {
    // numerator, denominator, target, comparator, what is shown
    let cases = [
        (9498, 10_000, 95, Comparator::Ge, "94.98"),
        (9494, 10_000, 95, Comparator::Ge, "94.9"),
        (95, 100, 95, Comparator::Ge, "95"),
        (94_999_999, 100_000_000, 95, Comparator::Ge, "94.999999"),
        (90_01, 10_000, 90, Comparator::Gt, "90.01"),
        (9, 10, 90, Comparator::Gt, "90"),
        (1, 3, 95, Comparator::Ge, "33.3"),
    ];
    for (n, d, target, comparator, shown) in cases {
        let value = Fraction::new(n, d).unwrap().times(100);
        assert_eq!(number(value, Some(Fraction::whole(target)), comparator), shown, "{n}/{d}");
    }
}

#[test]
fn what_a_return_says_is_text_on_every_page() {
    let workspace = Workspace::new();
    let evil = "<script>alert(1)</script>\"'&";
    workspace.registry(
        "facilities.csv",
        &format!(
            "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
             A1,\"{}\",,township_hospital,320614101,政府办,,,\nB1,乙,,community_center,320614102,政府办,,,\n",
            evil.replace('"', "\"\"")
        ),
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let cell = format!("JG08|护士数|'{}", evil.replace('|', ""));
    workspace.sheet("2024/甲.xlsx", &["单位代码|A1", "代码|指标名称|本年数", &cell]);
    let report = report(&workspace.results(), Lang::Zh);
    let mut named = 0;
    for (path, page) in html(&report) {
        let own_scripts = if path == "index.html" { 1 } else { 0 };
        assert_eq!(page.matches("<script").count(), own_scripts, "{path}");
        named += page.matches("&#60;script&#62;alert").count();
    }
    assert!(named > 3, "the name is there, as text");
}

#[test]
fn nothing_that_a_return_says_begins_a_formula_in_a_table() {
    let workspace = Workspace::new();
    workspace.sheets(
        "2024/甲.xlsx",
        &[("=1+1", &["单位代码|A1", "代码|指标名称|本年数", "JG08|护士数|'-0", "JG29|实有床位数|'@SUM(A1)"])],
    );
    let report = report(&workspace.results(), Lang::Zh);
    for name in ["data/values.csv", "data/findings.csv", "data/submissions.csv", "data/assessments.csv"] {
        let text = String::from_utf8(report[name].clone()).unwrap();
        let mut table = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in table.records().map(Result::unwrap) {
            for cell in &row {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
            }
        }
    }
    let values = String::from_utf8(report["data/values.csv"].clone()).unwrap();
    assert!(values.contains(",0,2024/甲.xlsx,'=1+1,C3,'-0"), "{values}");
}

/// The text of a page as a reader meets it: a line a block, with the words of drawings and what is read
/// out in place of a mark.
fn text(page: &str) -> String {
    let mut rest = page.split_once("<body>").unwrap().1;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once('<') {
        text.extend(before.split_inclusive(char::is_whitespace).map(|word| word.replace('\n', " ")));
        let (tag, after) = after.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        rest = match name {
            "script" => after.split_once("</script>").unwrap().1,
            _ => after,
        };
        if let Some((label, _)) = tag.split_once("aria-label=\"").and_then(|(_, label)| label.split_once('"'))
        {
            text.extend(["[", label, "]"]);
        }
        match name {
            "p" | "h1" | "h2" | "h3" | "tr" | "li" | "div" | "section" | "caption" | "dt" | "option" => {
                text.push('\n');
            }
            "td" | "th" | "dd" | "br" => text.push_str(" | "),
            "text" => text.push(' '),
            _ => {}
        }
    }
    let text = text.replace("&#60;", "<").replace("&#62;", ">").replace("&#38;", "&").replace("&#34;", "\"");
    let cells = |line: &str| {
        let words = |cell: &str| cell.split_whitespace().collect::<Vec<_>>().join(" ");
        line.split('|').map(words).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    text.lines().map(cells).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_text_of_each_kind_of_page() {
    let report = report(&sample(Some(2024)), Lang::Zh);
    let pages = html(&report);
    for path in [
        "index.html",
        "annual-report.html",
        "departments.html",
        "methods.html",
        "townships/320614102.html",
        "facilities/320614102-1.html",
        "indicators/smd-standardized.html",
        "indicators/signed-residents.html",
        "indicators/functional-centres.html",
    ] {
        let name = path.replace(['/', '.'], "_");
        insta::assert_snapshot!(name, text(&pages[path]));
    }
    // Its findings and files are held elsewhere; here only what stands before them.
    let quality = text(&pages["quality.html"]);
    insta::assert_snapshot!("quality_html", quality.lines().take(45).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_text_of_a_page_in_english() {
    let report = report(&sample(Some(2024)), Lang::En);
    let pages = html(&report);
    insta::assert_snapshot!(
        "index_en",
        text(&pages["index.html"]).lines().take(40).collect::<Vec<_>>().join("\n")
    );
    insta::assert_snapshot!(
        "annual_en",
        text(&pages["annual-report.html"]).lines().take(60).collect::<Vec<_>>().join("\n")
    );
}

#[test]
fn a_scorecard_of_many_townships_goes_on_to_further_pages() {
    let workspace = crate::workspaces::Workspace::new();
    let mut townships = "code,name,aliases,kind,opened,closed\n".to_owned();
    for at in 1..=20 {
        townships += &format!("T{at},第{at}镇,,镇,,\n");
    }
    workspace.registry("townships.csv", &townships);
    workspace.registry(
        "facilities.csv",
        "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
         A1,第1镇卫生院,,township_hospital,T1,政府办,,,\n",
    );
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    // 14 posts for 7,000 people are 20 of 10,000: above the range, and above the cap of 18.
    let catalogue = dabiao::catalogue::load(None).unwrap();
    let code = |id: &str| catalogue.element(catalogue.element_by_id(id).unwrap()).code.clone();
    let rows = [
        "报表年度|2024".to_owned(),
        "填报单位|第1镇卫生院".to_owned(),
        "代码|指标名称|本年数".to_owned(),
        format!("{}|编制|14", code("fac.posts_total")),
        format!("{}|常住人口|7000", code("fac.resident_population")),
    ];
    workspace.sheet("2024/一.xlsx", &rows.iter().map(String::as_str).collect::<Vec<_>>());
    let all = dabiao::report::pages::all(&workspace.results(), &Messages::new(Lang::Zh)).unwrap();
    let html = |name: &str| {
        let page = all.iter().find(|page| page.name() == name).unwrap_or_else(|| panic!("{name}"));
        String::from_utf8(page.bytes.clone()).unwrap()
    };
    let (first, second) = (html("index.html"), html("scorecard-2.html"));
    assert!(first.contains("href=\"scorecard-2.html\"") && second.contains("href=\"index.html\""));
    let column = |at: usize| format!("<a href=\"townships/T{at}.html\">第{at}镇</a>");
    for at in 1..=20 {
        let head = |page: &str| between(page, "<table class=\"score\"", "</thead>")[0].contains(&column(at));
        assert_eq!((head(&first), head(&second)), (at <= 16, at > 16), "{at}");
        assert!(first.contains(&format!("<a href=\"townships/T{at}.html\">")), "every name is listed");
    }
    assert!(!all.iter().any(|page| page.name() == "scorecard-3.html"));
    let facility = html("facilities/A1.html");
    assert!(facility.contains("超过上限") && !facility.contains("仍算达标"));
}
