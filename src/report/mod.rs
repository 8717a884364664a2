//! What was found out as it leaves the program: pages, tables, a ledger.

pub mod axis;
pub mod changes;
pub mod chart;
pub mod corrections;
pub mod document;
mod follow_up;
mod html;
pub mod ledger;
pub mod occasion;
pub mod pages;
pub mod policy;
pub mod publish;
pub mod sheet;
pub mod story;
pub mod tables;
pub mod tone;
pub mod view;

/// The name of a page as a link: what has a meaning of its own in one is spelled out.
pub(crate) fn link(page: &str) -> String {
    let mut link = String::with_capacity(page.len());
    for c in page.chars() {
        match c {
            '%' => link.push_str("%25"),
            '#' => link.push_str("%23"),
            '?' => link.push_str("%3F"),
            c => link.push(c),
        }
    }
    link
}
