//! What levels are called.

use crate::model::Level;

/// The key of a level's measure word and noun.
#[must_use]
pub fn level_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-district",
        Level::Township => "level-township",
        Level::Facility => "level-facility",
        Level::Village => "level-village",
    }
}

/// The key of a level's name.
#[must_use]
pub fn level_name_key(level: Level) -> &'static str {
    match level {
        Level::District => "level-name-district",
        Level::Township => "level-name-township",
        Level::Facility => "level-name-facility",
        Level::Village => "level-name-village",
    }
}
