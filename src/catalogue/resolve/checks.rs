//! Checks between figures, and bands.

use toml::Spanned;

use super::measures::facilities;
use super::mistake::{ElementNames, Mistake, number, one_named};
use crate::catalogue::check::{Band, Bands, Check, CheckRule, EvaluationLines, OutlierLines, Severity};
use crate::catalogue::file::{BandShape, ChecksFile, EvaluationShape, Number, OutlierShape};
use crate::catalogue::plans::Catalogue;
use crate::fold::fold;

/// The checks between figures.
pub(in crate::catalogue) fn checks(catalogue: &mut Catalogue, file: &ChecksFile) -> Result<(), Mistake> {
    let names = ElementNames::of(catalogue);
    let find = |name: &Spanned<String>| names.find(name);
    let mut all = Vec::new();
    for shape in &file.check {
        let needs = |key: &str| mistake!("plan-check-key", shape.kind.span(), name = key);
        let rule = match shape.kind.get_ref().as_str() {
            "year_on_year" => CheckRule::YearOnYear {
                factor: shape.factor.ok_or_else(|| needs("factor"))?,
                minimum: shape.minimum.ok_or_else(|| needs("minimum"))?,
            },
            "scale_slip" => CheckRule::ScaleSlip { factor: shape.factor.ok_or_else(|| needs("factor"))? },
            "identical_returns" => CheckRule::IdenticalReturns {
                minimum_values: shape.minimum_values.ok_or_else(|| needs("minimum_values"))?,
            },
            "stock_falls" if shape.elements.is_empty() => return Err(needs("elements")),
            "stock_falls" => {
                CheckRule::StockFalls(shape.elements.iter().map(find).collect::<Result<_, _>>()?)
            }
            "parts_of_township" => CheckRule::PartsOfTownship {
                whole: find(shape.whole.as_ref().ok_or_else(|| needs("whole"))?)?,
                part: find(shape.part.as_ref().ok_or_else(|| needs("part"))?)?,
                part_units: facilities(
                    shape.part_units.as_ref().ok_or_else(|| needs("part_units"))?,
                    std::iter::empty(),
                )?,
                tolerance_percent: shape.tolerance_percent.ok_or_else(|| needs("tolerance_percent"))?,
            },
            _ => {
                let valid =
                    ["year_on_year", "scale_slip", "identical_returns", "stock_falls", "parts_of_township"];
                return Err(Mistake::unknown(&shape.kind, valid));
            }
        };
        all.push(Check {
            id: shape.id.clone(),
            severity: one_named(&shape.severity, &Severity::ALL, Severity::word)?,
            rule,
        });
    }
    catalogue.checks = all;
    let band = |at: &Spanned<BandShape>| {
        let BandShape { good, poor } = *at.get_ref();
        let within = (0..=100).contains(&poor) && (poor..=100).contains(&good);
        if within { Ok(Band { good, poor }) } else { Err(mistake!("plan-band", at.span())) }
    };
    let quality = &file.quality;
    catalogue.bands = Bands {
        returns: band(&quality.returns)?,
        figures: band(&quality.figures)?,
        timeliness: band(&quality.timeliness)?,
        consistency: band(&quality.consistency)?,
    };
    let EvaluationShape { improved, worse } = file.evaluation;
    catalogue.evaluation = EvaluationLines { improved, worse };
    let line = |at: &Spanned<Number>| number(at.get_ref(), at.span());
    let OutlierShape { factor, limit, least_units } = &file.outliers;
    catalogue.outliers =
        OutlierLines { factor: line(factor)?, limit: line(limit)?, least_units: *least_units };
    Ok(())
}

/// A measure word as it is compared; signs such as % stay.
pub(in crate::catalogue) fn measure_word(word: &str) -> String {
    let folded = fold(word);
    if folded.is_empty() { word.to_owned() } else { folded }
}
