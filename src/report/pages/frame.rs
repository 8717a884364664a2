//! What frames every page.

use crate::messages::Messages;
use crate::model::DISTRICT;
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
        let district = &checked.registry.unit(DISTRICT).name;
        let arrivals = &view.arrivals;
        let facts = [
            ("due", arrivals.due.to_string()),
            ("came", arrivals.came.to_string()),
            ("year", checked.year.to_string()),
        ];
        let edition = checked.catalogue.edition_of(checked.year);
        let edition = [("edition", edition.as_str()), ("version", env!("CARGO_PKG_VERSION"))];
        Self {
            messages,
            policy: policy::text(if here == "index" { &[SCRIPT] } else { &[] }),
            title,
            root,
            here,
            organisation: messages.say("page-organisation", &[("district", district)]),
            year: checked.year,
            notice: checked.notice.as_ref().map(|notice| notice.get(messages.lang()).to_owned()),
            edition: messages.say("page-edition", &edition),
            returns: messages.tell("page-returns", &facts),
        }
    }

    pub(super) fn t(&self, key: &str) -> String {
        self.messages.t(key)
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
            "index" => "nav-index",
            "annual" => "nav-annual",
            "departments" => "nav-departments",
            "quality" => "nav-quality",
            _ => "nav-methods",
        })
    }

    // Templates pass numbers by reference.
    pub(super) fn with_number(&self, key: &str, n: &usize) -> String {
        self.messages.say(key, &[("n", &n.to_string())])
    }

    /// That there are so many more.
    pub(super) fn more(&self, n: &usize) -> String {
        self.with_number("more", n)
    }

    /// That so many units are not listed because nothing is wrong with them.
    pub(super) fn left_out(&self, n: &usize) -> String {
        self.with_number("units-left-out", n)
    }

    /// How many verdicts a return settles, alone and only with others.
    pub(super) fn settles(&self, alone: &usize, together: &usize) -> String {
        let facts = [("n-alone", alone.to_string()), ("n-together", together.to_string())];
        self.messages.tell("settles", &facts)
    }

    /// How many units never were late, incomplete or silent.
    pub(super) fn in_order(&self, n: &usize) -> String {
        self.with_number("grid-in-order", n)
    }

    pub(super) fn reading_in_force(&self, since: &str) -> String {
        self.messages.say("reading-in-force", &[("since", since)])
    }

    /// Whether this entry of the navigation is the page itself.
    pub(super) fn is(&self, entry: &str) -> bool {
        self.here == entry
    }
}
