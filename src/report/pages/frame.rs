//! What frames every page.

use super::official::organisation;
use crate::messages::{CountMessage, Message, Messages};
use crate::report::policy;
use crate::report::view::View;

/// The only script there is, on the first page.
const SCRIPT: &str = include_str!("../../../templates/script.js");

/// What frames every page.
pub(super) struct Frame<'a> {
    pub(super) messages: &'a Messages,
    /// What the page may do.
    pub(super) policy: String,
    /// The page's title.
    pub(super) title: String,
    /// The way back to the report's folder.
    pub(super) root: &'static str,
    /// Which entry of the navigation this is.
    pub(super) here: &'static str,
    /// Who publishes it.
    pub(super) organisation: String,
    /// The year of the report.
    pub(super) year: i32,
    /// That the figures are made up, where they are.
    pub(super) notice: Option<String>,
    /// The edition of the plans and the version of the program.
    pub(super) edition: String,
    /// How many returns it rests on.
    pub(super) returns: String,
}

impl<'a> Frame<'a> {
    pub(super) fn new(view: &View<'a>, here: &'static str, root: &'static str, title: String) -> Self {
        let checked = view.checked();
        let messages = view.messages;
        let arrivals = &view.arrivals;
        let edition = checked.catalogue.edition_of(checked.year);
        Self {
            messages,
            policy: policy::text(if here == "index" { &[SCRIPT] } else { &[] }),
            title,
            root,
            here,
            organisation: organisation(view),
            year: checked.year,
            notice: checked.notice.as_ref().map(|notice| notice.get(messages.lang()).to_owned()),
            edition: say!(messages, "page-edition", edition = edition, version = env!("CARGO_PKG_VERSION")),
            returns: say!(
                messages,
                "page-returns",
                due = arrivals.due,
                came = arrivals.came,
                year = checked.year
            ),
        }
    }

    pub(super) fn t(&self, key: impl Into<Message>) -> String {
        self.messages.t(key.into())
    }

    pub(super) fn script(&self) -> &'static str {
        SCRIPT
    }

    pub(super) fn tag(&self) -> &'static str {
        self.messages.tag()
    }

    /// An entry of the navigation.
    pub(super) fn nav(&self, entry: &str) -> String {
        self.t(match entry {
            "index" => key!("nav-index"),
            "annual" => key!("nav-annual"),
            "departments" => key!("nav-departments"),
            "quality" => key!("nav-quality"),
            _ => key!("nav-methods"),
        })
    }

    // Templates pass numbers by reference.
    pub(super) fn with_number(&self, key: CountMessage, n: &usize) -> String {
        say!(self.messages, key, n = n)
    }

    /// That there are so many more.
    pub(super) fn more(&self, n: &usize) -> String {
        self.with_number(key!("more"), n)
    }

    /// That so many units are not listed because nothing is wrong with them.
    pub(super) fn left_out(&self, n: &usize) -> String {
        self.with_number(key!("units-left-out"), n)
    }

    /// How many verdicts a return settles, alone and only with others.
    pub(super) fn settles(&self, alone: &usize, together: &usize) -> String {
        say!(self.messages, "settles", n_alone = alone, n_together = together)
    }

    /// How many units never were late, incomplete or silent.
    pub(super) fn in_order(&self, n: &usize) -> String {
        self.with_number(key!("grid-in-order"), n)
    }

    pub(super) fn reading_in_force(&self, since: &str) -> String {
        say!(self.messages, "reading-in-force", since = since)
    }

    /// Whether this entry of the navigation is the page itself.
    pub(super) fn is(&self, entry: &str) -> bool {
        self.here == entry
    }
}
