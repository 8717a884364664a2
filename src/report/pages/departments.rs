//! Who answers for what.

use askama::Template;

use super::frame::Frame;
use super::gaps::{Gap, gap};
use crate::assess::{Assessment, Status};
use crate::report::view::{Figure, View};

#[derive(Template)]
#[template(path = "departments.html")]
pub(super) struct DepartmentsPage<'a> {
    f: Frame<'a>,
    departments: Vec<Department<'a>>,
}

struct Department<'a> {
    name: String,
    leads: usize,
    takes_part: usize,
    open: usize,
    rows: Vec<Duty<'a>>,
}

struct Duty<'a> {
    lead: bool,
    figure: Figure<'a>,
    gap: Option<Gap>,
}

pub(super) fn page<'a>(view: &View<'a>) -> DepartmentsPage<'a> {
    let checked = view.checked();
    let title = view.messages.say("departments-title", &[("year", &checked.year.to_string())]);
    let mut names: Vec<&str> = Vec::new();
    for name in checked.catalogue.indicators_of(checked.year).flat_map(|(_, one)| one.responsible.all()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let departments = names.into_iter().map(|name| department(view, name)).collect();
    DepartmentsPage { departments, f: Frame::new(view, "departments", "", title) }
}

fn is_open(row: &Assessment) -> bool {
    matches!(row.status(), Status::NotMet | Status::Behind)
}

fn department<'a>(view: &View<'a>, name: &str) -> Department<'a> {
    let checked = view.checked();
    let mut rows: Vec<(Assessment, Duty<'a>)> = Vec::new();
    for (ix, indicator) in checked.catalogue.indicators_of(checked.year) {
        if !indicator.responsible.includes(name) {
            continue;
        }
        if let Some(row) = view.district(ix, checked.year) {
            let gap = gap(view, ix).filter(|_| is_open(&row));
            let duty = Duty { lead: indicator.responsible.is_led_by(name), figure: view.figure(&row), gap };
            rows.push((row, duty));
        }
    }
    rows.sort_by_key(|(row, duty)| (!is_open(row), !duty.lead, row.indicator));
    let open = rows.iter().filter(|(row, _)| is_open(row)).count();
    let leads = rows.iter().filter(|(_, duty)| duty.lead).count();
    Department {
        name: name.to_owned(),
        leads,
        takes_part: rows.len() - leads,
        open,
        rows: rows.into_iter().map(|(_, duty)| duty).collect(),
    }
}
