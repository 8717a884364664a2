//! What the documents share: who signs, how a text is written, a target in words.

use chrono::{Datelike as _, NaiveDate};

use crate::assess::{Assessment, Status};
use crate::catalogue::{Comparator, Indicator, Measure, Ruling};
use crate::exact::Fraction;
use crate::messages::{Lang, Message, Messages};
use crate::model::{DISTRICT, Level};
use crate::report::document::{Block, Column, Text, formal};
use crate::report::view::{View, is_sign};

/// The language as Word names it.
pub(super) fn language(messages: &Messages) -> &'static str {
    match messages.lang() {
        Lang::Zh => "zh-CN",
        Lang::En => "en-GB",
    }
}

/// Who signs.
pub(super) fn organisation(view: &View<'_>) -> String {
    let district = &view.checked().registry.unit(DISTRICT).name;
    say!(view.messages, "page-organisation", district = district)
}

/// Who signs, and the day, or room for it.
pub(super) fn signature(view: &View<'_>) -> Block {
    let day = view.occasion.as_of.map(|day| in_words(view.messages, day));
    let day = day.unwrap_or_else(|| view.messages.t(key!("document-day")));
    Block::Signature { by: organisation(view), day }
}

/// The day by which something is asked for, or room for it.
pub(super) fn deadline(view: &View<'_>) -> String {
    let day = view.occasion.reply_by.map(|day| in_words(view.messages, day));
    day.unwrap_or_else(|| view.messages.t(key!("document-by")))
}

/// A day as a sentence says it.
pub(super) fn in_words(messages: &Messages, day: NaiveDate) -> String {
    let (year, month) = (day.year().to_string(), day.month());
    say!(messages, "document-date", year = year, month = month, day = day.day())
}

/// What every page says at its top, as of made-up figures or of what is not published.
pub(super) fn notice(view: &View<'_>) -> Vec<Block> {
    let notice = view.checked().notice.iter();
    notice.map(|notice| Block::Remark(notice.get(view.messages.lang()).to_owned())).collect()
}

/// A paragraph in the form that its language has in such a document.
pub(super) fn paragraph(messages: &Messages, text: String) -> Block {
    Block::Paragraph(written(messages, text))
}

/// A text in the form that its language has in such a document.
pub(super) fn written(messages: &Messages, text: String) -> Text {
    match messages.lang() {
        Lang::Zh => formal(&text).into(),
        Lang::En => text.into(),
    }
}

/// A verdict in a word.
pub(super) fn conclusion(status: Status) -> Message {
    match status {
        Status::Met => key!("conclusion-met"),
        Status::OnTrack => key!("conclusion-on-track"),
        Status::InProgress => key!("conclusion-in-progress"),
        Status::Behind => key!("conclusion-behind"),
        Status::NotMet => key!("conclusion-not-met"),
        Status::Undetermined | Status::NoData => key!("conclusion-open"),
        Status::NotApplicable => key!("conclusion-not-applicable"),
        Status::Monitored => key!("conclusion-monitored"),
    }
}

/// The number of a part: （一）.
pub(super) fn ordinal(messages: &Messages, n: usize) -> String {
    messages.named(&format!("ordinal-{n}")).unwrap_or_else(|| format!("{n}. "))
}

/// The target that each unit is held to in a year, in words, without signs.
pub(super) fn own_target(view: &View<'_>, indicator: &Indicator, year: i32) -> String {
    let messages = view.messages;
    let Some(Ruling { comparator, target, .. }) = indicator.ruling(year) else {
        return messages.t(key!("target-words-none"));
    };
    let value = target.value;
    let unit = indicator.unit.get(messages.lang());
    let with_unit = |value: Fraction| view.number_with_unit(value.decimal(2), unit);
    let is_percent = unit == "%";
    let own = with_unit(value);
    match comparator {
        _ if matches!(indicator.measure, Measure::YesNo(_)) => messages.t(key!("target-milestone")),
        Comparator::Ge if is_percent && value == Fraction::whole(100) => {
            say!(messages, "target-words-all", value = own)
        }
        Comparator::Ge if is_sign(unit) => say!(messages, "target-words-at-least", value = own),
        Comparator::Ge => say!(messages, "target-words-no-fewer", value = own),
        Comparator::Gt => say!(messages, "target-words-above", value = own),
        Comparator::Le => say!(messages, "target-words-at-most", value = own),
        Comparator::Lt => say!(messages, "target-words-below", value = own),
        Comparator::Between { upper, cap } => {
            let cap = cap.map(with_unit).unwrap_or_default();
            let low = if is_sign(unit) { own } else { value.decimal(2) };
            say!(messages, "target-words-range", low = low, high = with_unit(upper), cap = cap)
        }
        Comparator::Monitor => messages.t(key!("target-words-none")),
    }
}

/// The target of a row in words, without signs; of what each unit is judged by, who each is.
pub(super) fn target(view: &View<'_>, indicator: &Indicator, row: &Assessment) -> String {
    let messages = view.messages;
    let own = own_target(view, indicator, row.year);
    if !row.is_share {
        return own;
    }
    let key = match indicator.judged {
        Level::District | Level::Township => key!("target-words-township"),
        Level::Facility => key!("target-words-facility"),
        Level::Village => key!("target-words-village"),
    };
    say!(messages, key, target = own)
}

/// Columns by the words over them and their widths in millimetres.
pub(super) fn columns(messages: &Messages, columns: &[(Message, u32)]) -> Vec<Column> {
    columns.iter().map(|(key, width)| Column { head: messages.t(*key), width: *width }).collect()
}
