//! The plans against their texts: every clause is stood for, in the plans' own words, and answered
//! for by those that the plans name.

use std::collections::BTreeMap;

use dabiao::catalogue::{self, Catalogue, Known, Plan, Units, cited};
use dabiao::model::Level;

const PRIMARY_CARE: &str = include_str!("../plans/primary-care.txt");
const DISABILITY: &str = include_str!("../plans/disability-prevention.txt");

/// A clause of a text: how it is cited, up to what the plan file adds to tell paragraphs apart, and
/// what it says.
type Paragraph = (String, String);

fn built_in() -> Catalogue {
    catalogue::load(None).unwrap_or_else(|stop| panic!("{stop:?}"))
}

fn plan<'a>(catalogue: &'a Catalogue, id: &str) -> &'a Plan {
    catalogue.plans.iter().find(|plan| plan.id == id).unwrap()
}

/// The number of a heading 三、 or （三）, and what follows it.
fn numbered<'a>(line: &'a str, before: &str, after: &[char]) -> Option<(&'a str, &'a str)> {
    let rest = line.strip_prefix(before)?;
    let end = rest.find(after)?;
    let number = &rest[..end];
    let own = !number.is_empty() && number.chars().all(|one| "一二三四五六七八九十0123456789".contains(one));
    own.then(|| (number, rest[end..].trim_start_matches(after)))
}

/// The numbered clauses of the primary-care plan: 一, 二, 三(一)1 …, 职责(一) …, 五(一) ….
fn of_primary_care() -> Vec<Paragraph> {
    let body = PRIMARY_CARE.split_once("特制定本方案。").unwrap().1;
    let (mut part, mut section) = (String::new(), String::new());
    let mut all: Vec<Paragraph> = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((number, _)) = numbered(line, "", &['、']) {
            (part, section) = (number.to_owned(), String::new());
        } else if line == "职责分工" {
            (part, section) = ("职责".to_owned(), String::new());
        } else if let Some((number, text)) = numbered(line, "（", &['）']) {
            section = format!("({number})");
            if part != "三" {
                all.push((format!("{part}{section}"), text.to_owned()));
            }
        } else if let Some((number, text)) = numbered(line, "", &['.', '．']) {
            all.push((format!("{part}{section}{number}"), text.to_owned()));
        } else {
            all.push((format!("{part}{section}"), line.to_owned()));
        }
    }
    all
}

/// The paragraphs of the disability-prevention plan: 一（一）, 二（三） …, several under one number.
fn of_disability() -> Vec<Paragraph> {
    let body = DISABILITY.split_once("制定本行动计划。").unwrap().1;
    let (mut part, mut section) = (String::new(), String::new());
    let mut all: Vec<Paragraph> = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((number, _)) = numbered(line, "", &['、']) {
            part = number.to_owned();
        } else if let Some((number, text)) = numbered(line, "（", &['）']) {
            section = format!("（{number}）");
            if part == "三" {
                all.push((format!("{part}{section}"), text.to_owned()));
            }
        } else {
            all.push((format!("{part}{section}"), line.to_owned()));
        }
    }
    all
}

/// The clauses of a plan file beside those of its text.
fn pairs<'a>(plan: &'a Plan, text: &'a [Paragraph]) -> Vec<(&'a str, &'a str)> {
    let ids: Vec<&str> = plan.clauses.iter().map(|clause| clause.id.as_str()).collect();
    let own: Vec<&str> = text.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids.len(), own.len(), "{ids:?}\n{own:?}");
    for (clause, (id, words)) in plan.clauses.iter().zip(text) {
        assert!(clause.id.starts_with(id.as_str()), "{} is {id}", clause.id);
        assert!(words.starts_with(&clause.title.zh), "{id} begins {words}, not {}", clause.title.zh);
    }
    ids.into_iter().zip(text.iter().map(|(_, words)| words.as_str())).collect()
}

#[test]
fn every_numbered_clause_of_both_texts_is_stood_for() {
    let catalogue = built_in();
    for (position, (id, text)) in
        [("primary-care", of_primary_care()), ("disability-prevention", of_disability())].iter().enumerate()
    {
        let plan = plan(&catalogue, id);
        pairs(plan, text);
        let indicators = catalogue.indicators.iter().filter(|one| one.plan == position);
        let citing: Vec<&str> = indicators
            .flat_map(|one| cited(&one.clause))
            .chain(plan.commitments.iter().flat_map(|one| cited(&one.clause)))
            .collect();
        for clause in &plan.clauses {
            let stands = citing.contains(&clause.id.as_str());
            assert_eq!(stands, clause.neither.is_none(), "{id} {}", clause.id);
        }
        assert!(plan.clauses.iter().filter(|clause| clause.neither.is_some()).count() <= 3, "{id}");
    }
    assert_eq!((of_primary_care().len(), of_disability().len()), (42, 30));
}

#[test]
fn what_the_plans_promise_stands_in_their_words_in_the_clause_that_is_cited() {
    let catalogue = built_in();
    for (position, (id, text)) in
        [("primary-care", of_primary_care()), ("disability-prevention", of_disability())].iter().enumerate()
    {
        let plan = plan(&catalogue, id);
        let texts: BTreeMap<&str, &str> = pairs(plan, text).into_iter().collect();
        let stands = |citation: &str, words: &str| {
            assert!(!words.is_empty(), "{citation} without its words");
            let whole: String = cited(citation).map(|clause| texts[clause]).collect::<Vec<_>>().join("\n");
            for piece in words.split("……") {
                assert!(whole.contains(piece), "{id} {citation} does not say {piece}");
            }
        };
        for indicator in catalogue.indicators.iter().filter(|one| one.plan == position) {
            stands(&indicator.clause, &indicator.quote);
        }
        for commitment in &plan.commitments {
            stands(&commitment.clause, &commitment.text.zh);
            assert!(!commitment.why.zh.is_empty() && commitment.responsible.all().count() > 0);
        }
    }
}

/// The departments at the end of a paragraph: those that lead, and the others.
fn named(paragraph: &str) -> Option<(Vec<&str>, Vec<&str>)> {
    let end = paragraph.strip_suffix("负责）")?;
    let mut depth = 1;
    let open = end.char_indices().rev().find(|(_, one)| {
        depth += match one {
            '）' => 1,
            '（' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let said = end[open.0..].trim_start_matches('（').trim_end_matches("按职责分工");
    let (lead, others) = said.split_once("牵头，").unwrap_or(("", said));
    let [lead, others] =
        [lead, others].map(|names| names.split('、').filter(|name| !name.is_empty()).collect());
    Some((lead, others))
}

#[test]
fn the_departments_are_those_that_the_paragraphs_name() {
    let catalogue = built_in();
    let plan = plan(&catalogue, "disability-prevention");
    // One body under two names is one body.
    let one_name = |name: &&str| match *name {
        "各区镇（街道）" => "各区镇（街道）政府（管委会）".to_owned(),
        "区人社局" => "区人力资源和社会保障局".to_owned(),
        name => name.to_owned(),
    };
    let text = of_disability();
    let mut compared = 0;
    for (id, paragraph) in pairs(plan, &text) {
        let Some((lead, others)) = named(paragraph) else { continue };
        let (lead, others): (Vec<String>, Vec<String>) =
            (lead.iter().map(one_name).collect(), others.iter().map(one_name).collect());
        let indicators = catalogue.indicators.iter().filter(|one| cited(&one.clause).any(|own| own == id));
        let commitments = plan.commitments.iter().filter(|one| one.clause == id);
        let all = indicators.map(|one| &one.responsible).chain(commitments.map(|one| &one.responsible));
        for responsible in all {
            assert_eq!((&responsible.lead, &responsible.others), (&lead, &others), "{id}");
            assert_eq!(responsible.known, Known::Named, "{id}");
            compared += 1;
        }
    }
    assert!(compared > 60, "{compared}");
}

#[test]
fn what_is_inferred_is_inferred_by_one_rule() {
    let catalogue = built_in();
    let plan = plan(&catalogue, "primary-care");
    for indicator in catalogue.indicators.iter().filter(|one| one.plan == 0) {
        let id = &indicator.id;
        let responsible = &indicator.responsible;
        assert_eq!((responsible.known, responsible.lead.len()), (Known::Inferred, 0), "{id}");
        assert_eq!(responsible.all().next().map(String::as_str), Some("区卫健委"), "{id}");
        let of_townships = indicator.judged == Level::Township
            || matches!(indicator.units, Units::Townships(_) | Units::Villages);
        assert_eq!(responsible.includes(&plan.township_department), of_townships, "{id}");
    }
    // Nobody leads where the plan says so of nobody.
    let hospital = catalogue.indicators.iter().find(|one| one.id == "psychiatric-hospital").unwrap();
    assert!(hospital.responsible.lead.is_empty());
    let screening = catalogue.indicators.iter().find(|one| one.id == "newborn-screening").unwrap();
    assert_eq!(screening.responsible.lead, ["区卫健委", "区残联"]);
}
