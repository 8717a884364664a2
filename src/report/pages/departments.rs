//! Who answers for what: a table of all departments, then what each of them is short of.

use std::collections::BTreeMap;

use askama::Template;

use super::frame::Frame;
use super::gaps::{GapLine, gap, gap_axis, gap_line};
use crate::assess::Assessment;
use crate::catalogue::Responsible;
use crate::model::IndicatorIx;
use crate::report::axis::Head;
use crate::report::view::{Stage, View, stage};

#[derive(Template)]
#[template(path = "departments.html")]
pub(super) struct DepartmentsPage<'a> {
    f: Frame<'a>,
    axis: Head,
    rules: Vec<String>,
    departments: Vec<Department>,
    groups: Vec<(String, Vec<GapLine>)>,
}

/// How many indicators of each stage a department leads, and for how many it answers besides.
struct Department {
    name: String,
    /// Of what it leads, and of what it answers for besides.
    sides: [Side; 2],
}

/// How many indicators there are of each stage.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    short: usize,
    open: usize,
    met: usize,
    shown: usize,
}

impl Side {
    fn count(&mut self, row: &Assessment) {
        *match stage(row.status()) {
            Some(Stage::NotMet | Stage::Behind) => &mut self.short,
            Some(Stage::Open | Stage::InProgress) => &mut self.open,
            Some(Stage::OnTrack | Stage::Met) => &mut self.met,
            None => &mut self.shown,
        } += 1;
    }

    fn all(&self) -> usize {
        self.short + self.open + self.met + self.shown
    }

    /// In the order of the columns, with how each is drawn.
    fn cells(&self) -> [(usize, &'static str); 5] {
        [(self.short, "bad"), (self.open, "und"), (self.met, "met"), (self.shown, ""), (self.all(), "")]
    }
}

pub(super) fn page<'a>(view: &View<'a>) -> DepartmentsPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let title = say!(messages, "departments-title", year = checked.year);
    let rows: Vec<(IndicatorIx, &Responsible, Assessment)> = checked
        .catalogue
        .indicators_of(checked.year)
        .filter_map(|(ix, one)| Some((ix, &one.responsible, view.district(ix, checked.year)?)))
        .collect();
    let duties = checked.catalogue.plans_of(checked.year).filter_map(|(_, plan)| plan.duties.as_ref());
    DepartmentsPage {
        axis: gap_axis(view),
        rules: duties.map(|rule| rule.get(messages.lang()).to_owned()).collect(),
        departments: departments(&rows),
        groups: groups(view, &rows),
        f: Frame::new(view, "departments", "", title),
    }
}

/// The departments, those that lead most of what is short first.
fn departments(rows: &[(IndicatorIx, &Responsible, Assessment)]) -> Vec<Department> {
    let mut all: BTreeMap<&str, [Side; 2]> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (_, responsible, row) in rows {
        for name in responsible.all() {
            if !order.contains(&name.as_str()) {
                order.push(name);
            }
            let [leads, others] = all.entry(name).or_default();
            let side = if responsible.is_led_by(name) { leads } else { others };
            side.count(row);
        }
    }
    let mut all: Vec<Department> = order
        .into_iter()
        .filter_map(|name| Some(Department { name: name.to_owned(), sides: all.remove(name)? }))
        .collect();
    all.sort_by_key(|one| {
        let [leads, others] = one.sides;
        std::cmp::Reverse((leads.short, others.short, leads.all()))
    });
    all
}

/// What is short, once each: under those who lead, or under the first of those whose duty it is.
fn groups(view: &View<'_>, rows: &[(IndicatorIx, &Responsible, Assessment)]) -> Vec<(String, Vec<GapLine>)> {
    let pause = view.messages.t(key!("list-pause"));
    let mut groups: Vec<(String, Vec<(f64, GapLine)>)> = Vec::new();
    for (ix, responsible, row) in rows {
        if !matches!(stage(row.status()), Some(Stage::NotMet | Stage::Behind)) {
            continue;
        }
        let Some((at, mut line)) = gap(view, *ix).and_then(|gap| gap_line(view, gap)) else { continue };
        let key = if responsible.lead.is_empty() { key!("group-duty") } else { key!("group-lead") };
        let heads = responsible.carriers();
        let others: Vec<String> = responsible.all().skip(heads.len()).cloned().collect();
        line.others = others.join(&pause);
        let title = say!(view.messages, key, names = heads.join(&pause));
        match groups.iter_mut().find(|(own, _)| *own == title) {
            Some((_, all)) => all.push((at, line)),
            None => groups.push((title, vec![(at, line)])),
        }
    }
    groups
        .into_iter()
        .map(|(title, mut lines)| {
            lines.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            (title, lines.into_iter().map(|(_, line)| line).collect())
        })
        .collect()
}
