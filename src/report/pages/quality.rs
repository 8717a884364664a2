//! Who has reported, what is wrong, and where every cell went.

use askama::Template;

use super::{Frame, Sent, Shown, grouped_usize, sent, shown};
use crate::catalogue::Severity;
use crate::finding::Finding;
use crate::report::view::View;
use crate::submission::Arrival;
use crate::summary::Accounts;

#[derive(Template)]
#[template(path = "quality.html")]
pub(super) struct QualityPage<'a> {
    f: Frame<'a>,
    accounts: Vec<(String, String)>,
    years: Vec<YearRow>,
    sent: Vec<Sent>,
    findings: Vec<(String, Vec<Shown>)>,
    files: Vec<FileRow>,
}

/// The returns of a year in numbers.
struct YearRow {
    year: i32,
    due: usize,
    came: usize,
    late: usize,
    partial: usize,
    missing: usize,
    errors: usize,
    warnings: usize,
    notices: usize,
}

struct FileRow {
    file: String,
    cells: String,
    values: String,
    labels: String,
    findings: String,
}

pub(super) fn page<'a>(view: &View<'a>) -> QualityPage<'a> {
    let checked = view.checked();
    let messages = view.messages;
    let title = messages.say("quality-title", &[("year", &checked.year.to_string())]);
    let sums = Accounts::of(checked);
    let accounts = [
        ("account-files", sums.files),
        ("account-read", sums.read),
        ("account-refused", sums.files - sums.read),
        ("account-cells", sums.cells),
        ("account-values", sums.values),
        ("account-labels", sums.labels),
        ("account-findings", sums.findings),
    ]
    .map(|(key, n)| (messages.t(key), grouped_usize(n)));
    let of_year = checked.submissions.iter().filter(|row| row.year == checked.year && row.expected > 0);
    let mut rows: Vec<_> = of_year.collect();
    rows.sort_by_key(|row| (row.status == Arrival::Received, std::cmp::Reverse(row.status)));
    let mut findings = Vec::new();
    for year in
        (0..=checked.year).rev().filter(|year| *year == 0 || *year >= checked.catalogue.baseline_year())
    {
        let mut own: Vec<&Finding> = checked.findings.iter().filter(|finding| finding.year == year).collect();
        own.sort_by_key(|finding| (finding.severity, &finding.place));
        if !own.is_empty() {
            let title = if year == 0 {
                messages.t("findings-without-year")
            } else {
                messages
                    .say("findings-of-year", &[("year", &year.to_string()), ("n", &own.len().to_string())])
            };
            findings.push((title, own.into_iter().map(|finding| shown(view, finding)).collect()));
        }
    }
    let files = checked.files.iter().filter(|file| file.year == checked.year || file.tally.is_none());
    let files = files.map(|file| {
        let tally = file.tally.unwrap_or_default();
        let of = |n: usize| if file.tally.is_some() { grouped_usize(n) } else { messages.t("file-refused") };
        FileRow {
            file: file.file.to_string(),
            cells: of(tally.cells),
            values: of(tally.values),
            labels: of(tally.labels),
            findings: of(tally.findings),
        }
    });
    QualityPage {
        accounts: accounts.into(),
        years: (checked.catalogue.baseline_year()..=checked.year).map(|year| year_row(view, year)).collect(),
        sent: rows.into_iter().map(|row| sent(view, row)).collect(),
        findings,
        files: files.collect(),
        f: Frame::new(view, "quality", "", title),
    }
}

fn year_row(view: &View<'_>, year: i32) -> YearRow {
    let checked = view.checked();
    let rows = || checked.submissions.iter().filter(|row| row.year == year && row.expected > 0);
    let count = |status| rows().filter(|row| row.status == status).count();
    let due = rows().filter(|row| row.status != Arrival::Superseded).count();
    let of = |severity| {
        checked.findings.iter().filter(|finding| finding.year == year && finding.severity == severity).count()
    };
    YearRow {
        year,
        due,
        came: due - count(Arrival::Missing),
        late: count(Arrival::Late),
        partial: count(Arrival::Partial),
        missing: count(Arrival::Missing),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notices: of(Severity::Notice),
    }
}
