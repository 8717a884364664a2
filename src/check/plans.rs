//! The plans held against the registry.

use std::sync::Arc;

use crate::catalogue::{Catalogue, Units};
use crate::finding::{Finding, PLAN_UNIT_UNKNOWN};
use crate::model::Level;
use crate::registry::Registry;
use crate::value::Place;

/// The townships that plans of a year list and the registry does not have. The indicator is judged
/// over those that there are.
#[must_use]
pub fn unknown_units(catalogue: &Catalogue, registry: &Registry, year: i32) -> Vec<Finding> {
    let townships: Vec<&str> =
        registry.of_level(Level::Township).iter().map(|ix| registry.unit(*ix).code.as_str()).collect();
    let mut findings = Vec::new();
    for (_, indicator) in catalogue.indicators_of(year) {
        let Units::Townships(only) = &indicator.units else { continue };
        let unknown: Vec<&str> =
            only.iter().map(String::as_str).filter(|code| !townships.contains(code)).collect();
        if unknown.is_empty() {
            continue;
        }
        let file = Arc::from(catalogue.plan_of(indicator).file.as_str());
        let finding = Finding::new(PLAN_UNIT_UNKNOWN, year, Place { file, ..Place::default() });
        let none_left = unknown.len() == only.len();
        findings.push(
            finding
                .found(unknown.join("、"))
                .fact("label", &indicator.name)
                .fact("more", if none_left { "none" } else { "" }),
        );
    }
    findings
}
