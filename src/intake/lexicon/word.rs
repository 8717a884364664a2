//! What a text of a sheet can be.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::catalogue::{Column, Identity};
use crate::intake::scale::Scale;
use crate::model::ElementIx;

/// What there is to know of a text: the same texts stand in every return.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// What it announces as a header.
    pub columns: Vec<Column>,
    /// What it announces of the return itself, each with the rest of its text after a colon.
    pub identity: Vec<(Identity, Option<String>)>,
    /// The element whose code it is.
    pub code: Option<ElementIx>,
    /// Which of the labels it is.
    pub(super) label: Option<usize>,
    /// The functional centre that it names.
    pub centre: Option<u8>,
    /// Whether it names a unit, and by which part of it where that is not the whole.
    pub unit: bool,
    pub(super) core: Option<Box<str>>,
    /// The year that it says.
    pub year: Option<i32>,
    /// The unit of measure that it says.
    pub scale: Option<Scale>,
    /// The units of measure that it says for all that follows: 单位：千人次.
    pub scales: Vec<Scale>,
    /// Which of several figures it tells: see [`Quality`].
    pub quality: Quality,
    /// Whether more stands in it than is known; it is no element then.
    pub more: bool,
    /// Whether what is not known of it says nothing: 接种情况.
    pub is_vague: bool,
    /// Whether it names a row of totals.
    pub is_total: bool,
    /// Whether, outside of every known place, it could be an answer that was lost.
    pub is_an_answer: bool,
}

/// Which of several figures for one thing a head tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quality {
    /// Nothing.
    #[default]
    Plain,
    /// All together.
    Total,
    /// What was reached.
    Reached,
    /// What was planned.
    Planned,
    /// One of several parts.
    Part,
}

impl Word {
    /// Whether it can stand in the head of a table.
    #[must_use]
    pub fn is_head(&self) -> bool {
        !self.more
            && (!self.columns.is_empty()
                || self.names_an_element()
                || self.unit
                || self.year.is_some()
                || self.scale.is_some()
                || self.quality != Quality::Plain)
    }

    /// Whether it is the code or the label of an element.
    #[must_use]
    pub fn names_an_element(&self) -> bool {
        self.code.is_some() || self.label.is_some()
    }

    /// The part of a text by which it names a unit.
    #[must_use]
    pub fn unit_in<'a>(&'a self, text: &'a str) -> &'a str {
        self.core.as_deref().unwrap_or(text)
    }
}

/// What the lexicon of this number knows of the texts that it was asked for.
#[derive(Default)]
pub(super) struct Known {
    pub(super) lexicon: u64,
    pub(super) words: FxHashMap<Box<str>, Rc<Word>>,
    /// One for all texts of which nothing is known, and one for all that only name a unit.
    pub(super) nothing: Rc<Word>,
    pub(super) unit: Option<Rc<Word>>,
}
