//! What the targets read with, and the words that a return knows.

use std::path::Path;
use std::sync::LazyLock;

use dabiao::catalogue::{self, Catalogue};
use dabiao::formats::sheet::Content;
use dabiao::registry::Registry;

/// The built-in plans.
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| catalogue::load(None).unwrap());
/// The registry of the sample.
pub static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    Registry::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/registry")).unwrap()
});

/// The label of an element.
pub fn label(at: u16) -> Content {
    Content::Text(CATALOGUE.elements[usize::from(at) % CATALOGUE.elements.len()].label.zh.as_str().into())
}

/// The code of an element.
pub fn code(at: u16) -> Content {
    Content::Text(CATALOGUE.elements[usize::from(at) % CATALOGUE.elements.len()].code.as_str().into())
}

/// The name or the code of a unit.
pub fn unit(at: u16) -> Content {
    let units: Vec<_> = REGISTRY.units().collect();
    let unit = units[usize::from(at) % units.len()].1;
    Content::Text(if at % 2 == 0 { &unit.name } else { &unit.code }.as_str().into())
}
