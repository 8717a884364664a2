//! On what occasion a report is written: what neither plans nor returns say of it.

use chrono::NaiveDate;

/// On what occasion a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occasion {
    /// The day that its documents bear.
    pub as_of: Option<NaiveDate>,
    /// The day by which those answer who are asked for something.
    pub reply_by: Option<NaiveDate>,
    /// Whether everybody may read it; letters are for those alone to whom they go.
    pub is_public: bool,
}
