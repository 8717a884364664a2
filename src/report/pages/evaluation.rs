//! The final evaluation of a plan, in the order of a 终期评估报告, and its table.

use anyhow::{Context as _, Result};
use askama::Template;

use super::gaps::gap;
use super::official::{columns, language, notice, organisation, paragraph, signature, target, written};
use super::rows::{Chapter, listed, returns_in_words};
use crate::assess::{Assessment, Cause, FinalClass, Status, class};
use crate::catalogue::{Change, EvaluationLines, Indicator, Plan};
use crate::messages::{Message, Messages};
use crate::model::{DISTRICT, IndicatorIx, Level, UnitIx};
use crate::report::chart::{self, Trend};
use crate::report::document::{Block, Column, Document, FigureName, Rank, Row, Table, docx, named};
use crate::report::publish::{Memory, OutputFile};
use crate::report::view::{Figure, View, commitment_due_words, responsible_words};
use crate::report::{html, policy, tables};

/// An indicator with what became of its target.
struct Line<'a> {
    figure: Figure<'a>,
    class: Option<(FinalClass, String)>,
    baseline: String,
    percent: String,
    trend: Option<Trend>,
    /// The target as a sentence says it.
    target: String,
    /// What missing returns and suspect figures could still change.
    open: String,
    /// Where the gap sits.
    carried: String,
    /// How it goes on in a later plan.
    continued: String,
}

/// A township with the class of each indicator that it is judged by.
struct Own {
    name: String,
    counts: Vec<String>,
    short: String,
}

/// A commitment, of which somebody has to say what became of it.
struct Promise {
    clause: String,
    text: String,
    due: String,
    responsible: String,
}

#[derive(Template)]
#[template(path = "evaluation.html")]
struct EvaluationPage<'a> {
    messages: &'a Messages,
    policy: String,
    title: String,
    organisation: String,
    notice: Option<String>,
    first_year: i32,
    last_year: i32,
    overall: Vec<String>,
    how: String,
    classes: Vec<(FinalClass, String, usize)>,
    chapters: Vec<Chapter<Line<'a>>>,
    commitments: Vec<Promise>,
    problems: Vec<String>,
    next: Vec<String>,
    townships: Vec<Own>,
}

impl EvaluationPage<'_> {
    fn t(&self, key: Message) -> String {
        self.messages.t(key)
    }
}

/// How a class is drawn, as the status that it is most like.
fn drawn(class: &FinalClass) -> &'static str {
    match class {
        FinalClass::Met => "met",
        FinalClass::Improved => "behind",
        FinalClass::LittleChange | FinalClass::Worse => "bad",
        FinalClass::Undetermined => "und",
        FinalClass::NoData => "miss",
    }
}

fn own<'a>(view: &View<'a>, position: usize) -> Vec<(IndicatorIx, &'a Indicator)> {
    let catalogue = &view.checked().catalogue;
    catalogue.indicators_ix().filter(|(_, indicator)| indicator.plan == position).collect()
}

fn plan<'a>(view: &View<'a>, position: usize) -> Result<&'a Plan> {
    view.checked().catalogue.plans.get(position).context("the plan")
}

fn class_of(view: &View<'_>, row: &Assessment) -> Option<FinalClass> {
    class(row, view.checked().catalogue.evaluation)
}

fn classes(view: &View<'_>, position: usize) -> Vec<(FinalClass, String, usize)> {
    let year = view.checked().year;
    let found: Vec<FinalClass> = own(view, position)
        .into_iter()
        .filter_map(|(ix, _)| class_of(view, &view.district(ix, year)?))
        .collect();
    FinalClass::ALL
        .into_iter()
        .map(|class| {
            let n = found.iter().filter(|own| **own == class).count();
            (class, view.messages.t(class.key()), n)
        })
        .collect()
}

/// How many targets there are of each class, in words.
#[must_use]
pub fn counted(view: &View<'_>, position: usize) -> String {
    in_words(view.messages, &classes(view, position))
}

fn in_words(messages: &Messages, classes: &[(FinalClass, String, usize)]) -> String {
    let all = classes.iter().filter(|(_, _, n)| *n > 0);
    let said = all.map(|(_, word, n)| say!(messages, "class-counted", word = word, n = n));
    said.collect::<Vec<_>>().join(&messages.t(key!("list-comma")))
}

/// The page and the table.
///
/// # Errors
/// A page or table that cannot be put together.
pub fn pages(view: &View<'_>, position: usize) -> Result<Vec<OutputFile>> {
    let year = view.checked().year;
    let edition = view.checked().catalogue.edition_of(year);
    let described = tables::described(&[&tables::EVALUATION], view.messages);
    let memory = Memory::default();
    tables::write_evaluation(view.results, view.messages, position, &memory)?;
    let mut pages = memory.pages();
    let page = page(view, position)?;
    pages.push(OutputFile::new("evaluation.html", html::render(&page)?));
    pages.push(docx::file("evaluation.docx", &document(view, &page))?);
    pages.push(tables::package((year, &edition), &described)?);
    Ok(pages)
}

fn page<'a>(view: &View<'a>, position: usize) -> Result<EvaluationPage<'a>> {
    let checked = view.checked();
    let (messages, plan) = (view.messages, plan(view, position)?);
    let lang = messages.lang();
    let notice = checked.notice.as_ref().map(|notice| notice.get(lang).to_owned());
    let chapters = chapters(view, position, plan);
    let classes = classes(view, position);
    let commitments = plan.commitments.iter().map(|one| Promise {
        clause: one.clause.clone(),
        text: one.text.get(lang).to_owned(),
        due: commitment_due_words(messages, one.due),
        responsible: responsible_words(messages, &one.responsible),
    });
    let EvaluationLines { improved, worse } = checked.catalogue.evaluation;
    Ok(EvaluationPage {
        messages,
        policy: policy::text(&[]),
        title: say!(messages, "evaluation-title", plan = plan.title.get(lang)),
        organisation: organisation(view),
        notice,
        first_year: plan.first_year,
        last_year: plan.last_year,
        overall: overall(view, position, plan, &in_words(messages, &classes)),
        how: say!(messages, "evaluation-how", improved = improved, worse = worse),
        classes,
        commitments: commitments.collect(),
        problems: problems(view, &chapters),
        next: next(view, &chapters),
        townships: townships(view, position),
        chapters,
    })
}

fn overall(view: &View<'_>, position: usize, plan: &Plan, classes: &str) -> Vec<String> {
    let messages = view.messages;
    let all = own(view, position);
    let judged = all.iter().filter(|(_, indicator)| indicator.ruling(plan.last_year).is_some()).count();
    vec![
        say!(
            messages,
            "evaluation-overall",
            document = plan.document,
            first = plan.first_year,
            last = plan.last_year,
            baseline = plan.baseline_year,
            n = all.len(),
            judged = judged,
            classes = classes
        ),
        returns_in_words(view),
    ]
}

fn chapters<'a>(view: &View<'a>, position: usize, plan: &'a Plan) -> Vec<Chapter<Line<'a>>> {
    let lang = view.messages.lang();
    let mut chapters = Vec::new();
    for (number, title) in plan.chapters.iter().enumerate() {
        let of_chapter = own(view, position).into_iter().filter(|(_, indicator)| indicator.chapter == number);
        let rows: Vec<Line<'a>> =
            of_chapter.filter_map(|(ix, indicator)| line(view, ix, indicator)).collect();
        if !rows.is_empty() {
            chapters.push(Chapter { title: title.get(lang).to_owned(), rows });
        }
    }
    chapters
}

fn line<'a>(view: &View<'a>, ix: IndicatorIx, indicator: &'a Indicator) -> Option<Line<'a>> {
    let messages = view.messages;
    let row = view.district(ix, view.checked().year)?;
    let series: Vec<Assessment> = view.series(ix, DISTRICT).collect();
    let class = class_of(view, &row).map(|class| (class, messages.t(class.key())));
    let gap = gap(view, ix);
    Some(Line {
        baseline: row.baseline.map(|base| view.in_unit(&row, base)).unwrap_or_default(),
        target: target(view, indicator, &row),
        percent: row.achieved().map(|part| part.decimal(1) + "%").unwrap_or_default(),
        trend: chart::line(view, &series, 36, (6.0, 6.0), None),
        open: match &class {
            Some((FinalClass::Undetermined, _))
                if row.baseline.is_none() && row.status() != Status::Undetermined =>
            {
                messages.t(key!("evaluation-no-baseline"))
            }
            _ => open(view, ix),
        },
        carried: gap.map(|gap| gap.carried).unwrap_or_default(),
        continued: continued(view, &indicator.id),
        figure: view.figure(&row),
        class,
    })
}

/// What could still change the district's verdict, in a sentence.
fn open(view: &View<'_>, ix: IndicatorIx) -> String {
    let registry = &view.checked().registry;
    let own = view.results.hanging.iter().filter(|one| one.indicator == ix && one.unit == DISTRICT);
    let mut names: Vec<String> = Vec::new();
    for one in own {
        let (Cause::Best(unit) | Cause::Worst(unit)) = one.cause else { continue };
        let name = registry.unit(unit).name.clone();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    let names = listed(view.messages, key!("list-and-more-units"), &names, 4);
    say!(view.messages, "evaluation-open", names = names)
}

fn continued(view: &View<'_>, id: &str) -> String {
    let (messages, catalogue) = (view.messages, &view.checked().catalogue);
    let Some((later, change)) = catalogue.successor(id) else { return String::new() };
    let key = match change {
        Change::Same => key!("continues-same"),
        Change::Stricter => key!("continues-stricter"),
        Change::Redefined => key!("continues-redefined"),
    };
    say!(
        messages,
        key,
        plan = catalogue.plan_of(later).short.get(messages.lang()),
        name = later.name.get(messages.lang()),
        targets = view.schedule(later)
    )
}

/// What was not reached, in sentences.
fn problems(view: &View<'_>, chapters: &[Chapter<Line<'_>>]) -> Vec<String> {
    let lines = chapters.iter().flat_map(|chapter| &chapter.rows);
    let short = lines.filter_map(|line| {
        let (class, word) = line.class.as_ref().filter(|(class, _)| *class != FinalClass::Met)?;
        let key = if *class == FinalClass::NoData {
            key!("evaluation-no-data", name, word, value, target, gap, carried, open)
        } else {
            key!("evaluation-problem")
        };
        Some(say!(
            view.messages,
            key,
            name = line.figure.name,
            word = word,
            value = line.figure.prose,
            target = line.figure.target,
            gap = line.figure.shortfall,
            carried = line.carried,
            open = line.open
        ))
    });
    short.collect()
}

/// What follows for the next plan, in sentences.
fn next(view: &View<'_>, chapters: &[Chapter<Line<'_>>]) -> Vec<String> {
    let lines = || chapters.iter().flat_map(|chapter| &chapter.rows);
    let is_short = |line: &&Line<'_>| line.class.as_ref().is_some_and(|(class, _)| *class != FinalClass::Met);
    let dropped: Vec<String> = lines()
        .filter(is_short)
        .filter(|line| line.continued.is_empty())
        .map(|line| line.figure.short.to_owned())
        .collect();
    let mut all: Vec<String> = lines()
        .filter(|line| !line.continued.is_empty())
        .map(|line| {
            say!(view.messages, "evaluation-continued", name = line.figure.name, how = line.continued)
        })
        .collect();
    if !dropped.is_empty() {
        let names = listed(view.messages, key!("list-and-more"), &dropped, 12);
        let n = dropped.len();
        all.push(say!(view.messages, "evaluation-dropped", n = n, names = names));
    }
    all
}

/// Each township by the indicators that are judged for it.
fn townships(view: &View<'_>, position: usize) -> Vec<Own> {
    let checked = view.checked();
    let of = |unit: UnitIx| {
        let rows: Vec<(Assessment, FinalClass)> = own(view, position)
            .into_iter()
            .filter(|(_, indicator)| indicator.judged == Level::Township)
            .filter_map(|(ix, _)| {
                let row = view.row(ix, unit, checked.year)?;
                let class = class_of(view, &row)?;
                Some((row, class))
            })
            .collect();
        let count = |class: FinalClass| rows.iter().filter(|(_, own)| *own == class).count().to_string();
        let short: Vec<String> = rows
            .iter()
            .filter(|(_, class)| *class != FinalClass::Met)
            .map(|(row, class)| {
                let name = view.indicator(row).short.get(view.messages.lang());
                say!(
                    view.messages,
                    "evaluation-of-township",
                    name = name,
                    word = view.messages.t(class.key()),
                    value = view.value(row)
                )
            })
            .collect();
        Own {
            name: checked.registry.unit(unit).name.clone(),
            counts: FinalClass::ALL.into_iter().map(count).collect(),
            short: short.join(&view.messages.t(key!("list-semicolon"))),
        }
    };
    view.townships().into_iter().map(of).collect()
}

/// The same as a document.
fn document(view: &View<'_>, page: &EvaluationPage<'_>) -> Document {
    let messages = view.messages;
    let paragraphs =
        |texts: &[String]| texts.iter().map(|text| paragraph(messages, text.clone())).collect::<Vec<_>>();
    let heading = |key| Block::Heading(Rank::First, messages.t(key));
    let mut blocks = notice(view);
    blocks.extend([Block::Contents, heading(key!("evaluation-1"))]);
    blocks.extend(paragraphs(&page.overall));
    blocks.push(Block::Remark(page.how.clone()));
    blocks.extend([heading(key!("evaluation-2")), Block::Table(main_indicators(messages, page))]);
    blocks.extend([
        heading(key!("evaluation-3")),
        Block::Remark(messages.t(key!("evaluation-3-note"))),
        Block::Table(tasks(messages, page)),
        heading(key!("evaluation-4")),
    ]);
    for (problem, n) in page.problems.iter().zip(1_usize..) {
        blocks.push(paragraph(messages, format!("{n}. {problem}")));
        blocks.push(Block::Room(messages.t(key!("evaluation-why"))));
    }
    blocks.push(heading(key!("evaluation-5")));
    let numbered =
        page.next.iter().zip(1_usize..).map(|(text, n)| paragraph(messages, format!("{n}. {text}")));
    blocks.extend(numbered);
    blocks.push(Block::Room(String::new()));
    blocks.push(signature(view));
    blocks.push(Block::Annex {
        label: messages.t(key!("document-annex-one")),
        title: messages.t(key!("evaluation-6")),
        landscape: true,
    });
    blocks.push(Block::Table(of_townships(messages, page)));
    Document {
        title: page.title.clone(),
        author: organisation(view),
        contents: messages.t(key!("document-contents")),
        lang: language(messages),
        blocks,
    }
}

/// Every indicator with what became of it.
fn main_indicators(messages: &Messages, page: &EvaluationPage<'_>) -> Table {
    let mut rows = Vec::new();
    for chapter in &page.chapters {
        rows.push(Row::Group(chapter.title.clone()));
        for line in &chapter.rows {
            let figure = &line.figure;
            let name = |what| FigureName { indicator: Some(figure.indicator), year: figure.year, what };
            let word = line.class.as_ref().map_or_else(|| figure.mark.word.clone(), |(_, word)| word.clone());
            let cells = [
                figure.name.to_owned(),
                line.baseline.clone(),
                line.target.clone(),
                named(&name("final"), &figure.prose),
                named(&name("change"), &line.percent),
                named(&name("class"), &word),
            ];
            rows.push(Row::Cells(cells.map(|cell| written(messages, cell)).into()));
        }
    }
    let heads = [
        (key!("column-indicator"), 50),
        (key!("column-baseline"), 20),
        (key!("column-target"), 34),
        (key!("column-final"), 24),
        (key!("column-percent-of-change"), 14),
        (key!("column-class"), 14),
    ];
    Table { columns: columns(messages, &heads), rows }
}

/// What the plan promises without a figure, with room for what became of it.
fn tasks(messages: &Messages, page: &EvaluationPage<'_>) -> Table {
    let row = |promise: &Promise| {
        let cells = [&promise.clause, &promise.text, &promise.due, &promise.responsible].map(Clone::clone);
        let room = std::iter::once(String::new());
        Row::Roomy(cells.into_iter().chain(room).map(|cell| written(messages, cell)).collect())
    };
    let heads = [
        (key!("column-clause"), 18),
        (key!("column-commitment"), 52),
        (key!("column-due"), 14),
        (key!("column-departments"), 34),
        (key!("column-carried-out"), 38),
    ];
    Table { columns: columns(messages, &heads), rows: page.commitments.iter().map(row).collect() }
}

fn of_townships(messages: &Messages, page: &EvaluationPage<'_>) -> Table {
    let row = |own: &Own| {
        let cells = std::iter::once(&own.name).chain(&own.counts).chain(std::iter::once(&own.short));
        Row::Cells(cells.map(|cell| written(messages, cell.clone())).collect())
    };
    let mut heads = columns(messages, &[(key!("column-township"), 28)]);
    heads.extend(page.classes.iter().map(|(_, word, _)| Column { head: word.clone(), width: 18 }));
    heads.extend(columns(messages, &[(key!("column-not-reached"), 89)]));
    Table { columns: heads, rows: page.townships.iter().map(row).collect() }
}
