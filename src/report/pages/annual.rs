//! The circular as a page.

use askama::Template;

use super::frame::Frame;
use crate::report::document::{Block, Document, Rank, Row};
use crate::report::view::View;

#[derive(Template)]
#[template(path = "annual-report.html")]
pub(super) struct AnnualPage<'a> {
    f: Frame<'a>,
    document: Document,
}

/// The file of the circular for Word.
pub(super) const DOCUMENT: &str = "annual-report.docx";

pub(super) fn page<'a>(view: &View<'a>, document: Document) -> AnnualPage<'a> {
    let title = say!(view.messages, "annual-title", year = view.checked().year);
    AnnualPage { f: Frame::new(view, "annual", "", title), document }
}
