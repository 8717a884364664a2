//! The year's gap report in the order of a 情况通报: how things stand, chapter by
//! chapter; what is short, with who answers for it; what comes next; annexes.

use askama::Template;

use super::frame::Frame;
use super::gaps::{FellBack, Gap, gap, worse};
use super::rows::{Chapter, by_chapter, counted, listed, returns_in_words};
use crate::assess::{Assessment, Status};
use crate::model::DISTRICT;
use crate::report::view::{Figure, View, responsible_words};

#[derive(Template)]
#[template(path = "annual-report.html")]
pub(super) struct AnnualPage<'a> {
    f: Frame<'a>,
    heading: String,
    overall: Vec<String>,
    chapters: Vec<Section>,
    short: Vec<Short<'a>>,
    worse: Vec<FellBack>,
    next: Vec<String>,
    details: Vec<Chapter<Figure<'a>>>,
}

struct Section {
    title: String,
    sentences: Vec<String>,
}

/// A target that is missed, with what it takes and who answers for it.
struct Short<'a> {
    figure: Figure<'a>,
    gap: Option<Gap>,
    departments: String,
}

pub(super) fn page<'a>(view: &View<'a>) -> AnnualPage<'a> {
    let checked = view.checked();
    let title = say!(view.messages, "annual-title", year = checked.year);
    let mut short: Vec<(crate::model::IndicatorIx, Status, Short<'a>)> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, indicator)| {
            let row = view.district(ix, checked.year)?;
            row.status().is_short().then(|| {
                let departments = responsible_words(view.messages, &indicator.responsible);
                (ix, row.status(), Short { figure: view.figure(&row), gap: gap(view, ix), departments })
            })
        })
        .collect();
    short.sort_by_key(|(ix, status, _)| (*status != Status::NotMet, *ix));
    let short: Vec<Short<'a>> = short.into_iter().map(|(_, _, short)| short).collect();
    let district = &checked.registry.unit(DISTRICT).name;
    AnnualPage {
        heading: say!(
            view.messages,
            "annual-heading",
            district = district.as_str(),
            year = checked.year,
            plans = view.plans()
        ),
        overall: overall(view),
        chapters: sections(view),
        next: next(view, &short),
        worse: worse(view),
        short,
        details: by_chapter(view, |ix| Some(view.figure(&view.district(ix, checked.year)?))),
        f: Frame::new(view, "annual", "", title),
    }
}

impl Frame<'_> {
    /// The number of a part: （一）.
    fn numbered(&self, n: &usize) -> String {
        self.messages.named(&format!("ordinal-{n}")).unwrap_or_else(|| format!("{n}. "))
    }

    fn gap_sentence(&self, short: &Short<'_>) -> String {
        let figure = &short.figure;
        let gap = short.gap.as_ref().map_or_else(
            || figure.gap.clone(),
            |gap| say!(self.messages, "annual-gap-size", still = gap.still, carried = gap.carried),
        );
        say!(
            self.messages,
            "annual-gap",
            value = figure.prose.as_str(),
            parts = figure.parts,
            target = figure.target,
            due = figure.due,
            word = figure.mark.word,
            gap = gap,
            departments = short.departments
        )
    }
}

fn parts(view: &View<'_>, rows: &[Assessment]) -> String {
    counted(view, &rows.iter().map(|row| row.status()).collect::<Vec<_>>())
}

fn overall(view: &View<'_>) -> Vec<String> {
    let checked = view.checked();
    let messages = view.messages;
    let arrivals = &view.arrivals;
    let rows: Vec<Assessment> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, _)| view.district(ix, checked.year))
        .collect();
    let mut all = vec![returns_in_words(view)];
    if !arrivals.missing_units.is_empty() {
        let names = listed(messages, key!("list-and-more-units"), &arrivals.missing_units, 8);
        all.push(say!(messages, "annual-missing", names = names));
    }
    let n = rows.len();
    all.push(say!(messages, "annual-statuses", n = n, parts = parts(view, &rows), year = checked.year));
    all
}

fn sections(view: &View<'_>) -> Vec<Section> {
    let messages = view.messages;
    let year = view.checked().year;
    let chapters = by_chapter(view, |ix| view.district(ix, year));
    let names = |rows: &[Assessment], statuses: &[Status]| -> Vec<String> {
        let own = rows.iter().filter(|row| statuses.contains(&row.status()));
        own.map(|row| {
            let name = view.indicator(row).name.get(messages.lang());
            let provisional = view.provisional(row);
            if provisional.is_empty() {
                name.to_owned()
            } else {
                say!(messages, "annual-provisional", name = name, provisional = provisional)
            }
        })
        .collect()
    };
    let section = |chapter: Chapter<Assessment>| {
        let n = chapter.rows.len();
        let mut sentences = vec![say!(messages, "annual-chapter", n = n, parts = parts(view, &chapter.rows))];
        for (statuses, key) in [
            (&[Status::Met, Status::OnTrack][..], key!("annual-good")),
            (&[Status::NotMet][..], key!("annual-not-met")),
            (&[Status::Behind][..], key!("annual-behind")),
            (&[Status::InProgress][..], key!("annual-in-progress")),
            (&[Status::Undetermined, Status::NoData][..], key!("annual-open")),
        ] {
            let names = names(&chapter.rows, statuses);
            if !names.is_empty() {
                let joined = names.join(&messages.t(key!("list-pause")));
                sentences.push(say!(messages, key, names = joined));
            }
        }
        Section { title: chapter.title, sentences }
    };
    chapters.into_iter().map(section).collect()
}

/// What follows from the figures, for each department that answers for a gap.
fn next(view: &View<'_>, short: &[Short<'_>]) -> Vec<String> {
    let messages = view.messages;
    let pause = messages.t(key!("list-pause"));
    let mut by_department: Vec<(String, bool, Vec<String>)> = Vec::new();
    for one in short {
        let indicator = view.checked().catalogue.indicators.iter().find(|i| i.id == one.figure.indicator);
        let Some(responsible) = indicator.map(|indicator| &indicator.responsible) else { continue };
        let (heads, leads) = (responsible.carriers().join(&pause), !responsible.lead.is_empty());
        let short = one.figure.short.to_owned();
        match by_department.iter_mut().find(|(name, led, _)| *name == heads && *led == leads) {
            Some((.., names)) => names.push(short),
            None => by_department.push((heads, leads, vec![short])),
        }
    }
    let mut all: Vec<String> = by_department
        .into_iter()
        .map(|(first, leads, names)| {
            let key = if leads { key!("annual-next-lead") } else { key!("annual-next-department") };
            let n = names.len();
            let names = listed(messages, key!("list-and-more"), &names, 10);
            say!(messages, key, department = first, n = n, names = names)
        })
        .collect();
    let arrivals = &view.arrivals;
    if !arrivals.missing_units.is_empty() {
        let names = listed(messages, key!("list-and-more-units"), &arrivals.missing_units, 8);
        all.push(say!(messages, "annual-next-returns", names = names));
    }
    all.push(messages.t(key!("annual-next-ledger")));
    all
}
