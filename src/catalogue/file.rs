//! The shapes of the files under `targets/`, as serde reads them; spans are kept so
//! that a mistake in meaning can still be named with its line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A number as written: an integer, or a decimal in quotes so that it stays exact.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Integer(i64),
    Decimal(String),
}

impl Number {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Integer(number) => number.to_string(),
            Self::Decimal(text) => text.clone(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementsFile {
    /// What the plans together are called; by default the years that they run.
    pub(super) edition: Option<String>,
    pub(super) form: Vec<FormShape>,
    pub(super) centres: Option<CentresShape>,
    pub(super) element: Vec<ElementShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormShape {
    pub(super) id: Spanned<String>,
    /// Its number, of a district that has numbers.
    #[serde(default)]
    pub(super) table_number: String,
    pub(super) title_zh: String,
    pub(super) title_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CentresShape {
    pub(super) element: Spanned<String>,
    pub(super) built: Vec<Spanned<String>>,
    pub(super) shared: Vec<Spanned<String>>,
    pub(super) entry: Vec<EntryShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryShape {
    pub(super) name_zh: String,
    pub(super) name_en: String,
    pub(super) shareable: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ElementShape {
    pub(super) code: Spanned<String>,
    pub(super) id: Spanned<String>,
    pub(super) form: Spanned<String>,
    pub(super) reporter: Option<String>,
    pub(super) label_zh: String,
    pub(super) label_en: String,
    /// Other labels by which returns know it: what it was called before.
    #[serde(default)]
    pub(super) also_called: Vec<String>,
    pub(super) unit_zh: String,
    pub(super) unit_en: String,
    /// Other measure words in which it is counted.
    #[serde(default)]
    pub(super) also_counted_in: Vec<String>,
    pub(super) kind: Spanned<String>,
    #[serde(default)]
    pub(super) choices: Vec<String>,
    pub(super) period: Spanned<String>,
    pub(super) part_of: Option<Spanned<String>>,
    pub(super) implied_by: Option<Spanned<String>>,
    pub(super) asked_where: Option<Spanned<String>>,
    pub(super) meaning_zh: String,
    pub(super) meaning_en: String,
    #[serde(default)]
    pub(super) sensitive: bool,
    /// The first and the last year in which it is asked, within the years of the plans that use it.
    pub(super) from: Option<Spanned<i32>>,
    pub(super) until: Option<Spanned<i32>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChecksFile {
    pub(super) quality: QualityShape,
    #[serde(default)]
    pub(super) evaluation: EvaluationShape,
    #[serde(default)]
    pub(super) outliers: OutlierShape,
    #[serde(default)]
    pub(super) check: Vec<CheckShape>,
}

/// The shares of the intended change, in per cent, from which on a figure improved and below which it
/// got worse; a file that says nothing has those of the Healthy People final review.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvaluationShape {
    pub(super) improved: i64,
    pub(super) worse: i64,
}

impl Default for EvaluationShape {
    fn default() -> Self {
        Self { improved: 10, worse: -10 }
    }
}

/// From where on a value is far from those of the other units; a file that says nothing has the limit of
/// Iglewicz and Hoaglin (1993).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutlierShape {
    pub(super) factor: Spanned<Number>,
    pub(super) limit: Spanned<Number>,
    pub(super) least_units: usize,
}

impl Default for OutlierShape {
    fn default() -> Self {
        let unwritten = |number: &str| Spanned::new(0..0, Number::Decimal(number.to_owned()));
        Self { factor: unwritten("0.6745"), limit: unwritten("3.5"), least_units: 8 }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QualityShape {
    pub(super) returns: Spanned<BandShape>,
    pub(super) figures: Spanned<BandShape>,
    pub(super) timeliness: Spanned<BandShape>,
    pub(super) consistency: Spanned<BandShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BandShape {
    pub(super) good: i64,
    pub(super) poor: i64,
}

/// Flat, because serde keeps no spans inside a tagged enum; `resolve` asks for the
/// keys that each kind needs.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckShape {
    pub(super) id: String,
    pub(super) kind: Spanned<String>,
    pub(super) severity: Spanned<String>,
    pub(super) factor: Option<i64>,
    pub(super) minimum: Option<i64>,
    pub(super) minimum_values: Option<usize>,
    #[serde(default)]
    pub(super) elements: Vec<Spanned<String>>,
    pub(super) whole: Option<Spanned<String>>,
    pub(super) part: Option<Spanned<String>>,
    pub(super) part_units: Option<Spanned<String>>,
    pub(super) tolerance_percent: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReadingFile {
    pub(super) yes: Vec<String>,
    pub(super) no: Vec<String>,
    pub(super) not_applicable: Vec<String>,
    pub(super) missing: Vec<String>,
    pub(super) none: Vec<String>,
    pub(super) undated_names: Vec<String>,
    pub(super) doubts: Vec<String>,
    pub(super) known_sheets: Vec<String>,
    pub(super) total_rows: Vec<String>,
    pub(super) subtotals: Vec<String>,
    pub(super) totals: Vec<String>,
    pub(super) planned: Vec<String>,
    pub(super) planned_tables: Vec<String>,
    pub(super) part_tables: Vec<String>,
    pub(super) void_sheets: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) undated_titles: Vec<String>,
    pub(super) figure_ends: Vec<String>,
    pub(super) void_files: Vec<String>,
    pub(super) parting_columns: Vec<String>,
    pub(super) vague_ends: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) until: Vec<String>,
    pub(super) plan_words: Vec<String>,
    pub(super) reached: Vec<String>,
    pub(super) parts: Vec<String>,
    pub(super) of_which: Vec<String>,
    pub(super) fillers: Vec<String>,
    pub(super) years: Vec<String>,
    pub(super) corrections: Vec<String>,
    /// What stands before and behind a correction that is yet to come.
    pub(super) not_yet: Vec<(String, String)>,
    pub(super) last_versions: Vec<String>,
    /// What stands before and behind the number of a version.
    pub(super) versions: Vec<(String, String)>,
    pub(super) confirmations: Vec<String>,
    pub(super) denials: Vec<String>,
    pub(super) disclaimers: Vec<String>,
    pub(super) unit_words: Vec<Vec<String>>,
    pub(super) other_units: Vec<String>,
    pub(super) scales: BTreeMap<String, i64>,
    pub(super) header: HeaderShape,
    pub(super) identity: IdentityShape,
    pub(super) answers: AnswersShape,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswersShape {
    pub(super) unit_code: Vec<String>,
    pub(super) file: Vec<String>,
    pub(super) sheet: Vec<String>,
    pub(super) cell: Vec<String>,
    pub(super) code: Vec<String>,
    pub(super) found: Vec<String>,
    pub(super) corrected: Vec<String>,
    pub(super) explanation: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeaderShape {
    pub(super) sequence: Vec<String>,
    pub(super) label: Vec<String>,
    pub(super) unit_of_measure: Vec<String>,
    pub(super) code: Vec<String>,
    pub(super) value: Vec<String>,
    pub(super) last_year: Vec<String>,
    pub(super) remark: Vec<String>,
    pub(super) unit_code: Vec<String>,
    pub(super) unit_name: Vec<String>,
    pub(super) centre: Vec<String>,
    pub(super) centre_answer: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityShape {
    pub(super) year: Vec<String>,
    pub(super) name: Vec<String>,
    pub(super) code: Vec<String>,
    pub(super) date: Vec<String>,
    pub(super) personal: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    pub(super) id: Spanned<String>,
    pub(super) title_zh: String,
    pub(super) title_en: String,
    pub(super) short_zh: String,
    pub(super) short_en: String,
    pub(super) document: String,
    pub(super) issuer_zh: String,
    pub(super) issuer_en: String,
    pub(super) issued: toml::value::Datetime,
    pub(super) township_department: String,
    pub(super) baseline_year: Spanned<i32>,
    pub(super) first_year: Spanned<i32>,
    pub(super) last_year: Spanned<i32>,
    /// Of plans that begin in one year the lower number stands first.
    #[serde(default)]
    pub(super) order: i32,
    /// Departments that this plan calls otherwise than the plans together do.
    #[serde(default)]
    pub(super) department_names: BTreeMap<String, String>,
    pub(super) duties: Option<DutiesShape>,
    /// The clauses of the document in order.
    #[serde(default)]
    pub(super) clause: Vec<ClauseShape>,
    pub(super) chapter: Vec<ChapterShape>,
    pub(super) indicator: Vec<IndicatorShape>,
    #[serde(default)]
    pub(super) commitment: Vec<CommitmentShape>,
    /// What the plan asks besides the elements that there are.
    #[serde(default)]
    pub(super) element: Vec<ElementShape>,
}

/// The plan's division of duties, from which the departments of clauses that name none follow.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DutiesShape {
    pub(super) rule_zh: String,
    pub(super) rule_en: String,
    pub(super) department: Vec<DutyShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DutyShape {
    pub(super) name: String,
    /// Whether everything is among its duties.
    #[serde(default)]
    pub(super) every: bool,
    /// The fields of work that are.
    #[serde(default)]
    pub(super) work: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClauseShape {
    pub(super) id: Spanned<String>,
    pub(super) title_zh: String,
    pub(super) title_en: String,
    /// The departments that the clause names: those that lead, and the others.
    #[serde(default)]
    pub(super) lead: Vec<String>,
    #[serde(default)]
    pub(super) departments: Vec<String>,
    /// Why neither an indicator nor a commitment stands for it.
    pub(super) neither_zh: Option<String>,
    pub(super) neither_en: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChapterShape {
    pub(super) id: String,
    pub(super) title_zh: String,
    pub(super) title_en: String,
    #[serde(default)]
    pub(super) stricter_revision_rules: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevisionShape {
    pub(super) authority: Spanned<String>,
    pub(super) issuer_zh: String,
    pub(super) issuer_en: String,
    pub(super) document: String,
    pub(super) issued: toml::value::Datetime,
    pub(super) from: Spanned<i32>,
    pub(super) value: Spanned<Number>,
    pub(super) due: Option<Spanned<i32>>,
    pub(super) range_upper: Option<Spanned<Number>>,
    pub(super) cap: Option<Spanned<Number>>,
    pub(super) rules: Option<Spanned<bool>>,
}

/// What a reading that is not in force takes in place of the indicator's own keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherReadingShape {
    pub(super) text_zh: String,
    pub(super) text_en: String,
    pub(super) numerator: Option<Spanned<String>>,
    pub(super) denominator: Option<Spanned<String>>,
    pub(super) units: Option<Spanned<String>>,
    #[serde(rename = "where")]
    pub(super) filter: Option<Spanned<String>>,
    pub(super) judged: Option<Spanned<String>>,
    pub(super) targets: Option<Spanned<Vec<PhaseShape>>>,
    pub(super) each_year: Option<Spanned<EachYearShape>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhaseShape {
    pub(super) due: Spanned<i32>,
    pub(super) value: Spanned<Number>,
}

/// A baseline that no return carries, with the document that says it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BaselineShape {
    pub(super) value: Number,
    pub(super) source: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EachYearShape {
    pub(super) from: Spanned<i32>,
    pub(super) value: Spanned<Number>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IndicatorShape {
    pub(super) id: Spanned<String>,
    pub(super) chapter: Spanned<String>,
    pub(super) clause: Spanned<String>,
    #[serde(default)]
    pub(super) quote_zh: String,
    pub(super) name_zh: String,
    pub(super) name_en: String,
    pub(super) short_zh: String,
    pub(super) measure: Spanned<String>,
    pub(super) numerator: Spanned<String>,
    pub(super) denominator: Option<Spanned<String>>,
    pub(super) denominator_units: Option<Spanned<String>>,
    pub(super) per: Option<Spanned<i64>>,
    pub(super) units: Spanned<String>,
    #[serde(rename = "where")]
    pub(super) filter: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) only: Vec<String>,
    #[serde(default)]
    pub(super) sample: bool,
    pub(super) judged: Spanned<String>,
    pub(super) comparator: Spanned<String>,
    pub(super) targets: Option<Spanned<Vec<PhaseShape>>>,
    pub(super) each_year: Option<Spanned<EachYearShape>>,
    pub(super) range_upper: Option<Spanned<Number>>,
    pub(super) cap: Option<Spanned<Number>>,
    pub(super) baseline: Option<Spanned<BaselineShape>>,
    pub(super) continues: Option<Spanned<String>>,
    pub(super) change: Option<Spanned<String>>,
    pub(super) unit_zh: String,
    pub(super) unit_en: String,
    pub(super) counted_zh: String,
    pub(super) counted_en: String,
    pub(super) gap_kind: Spanned<String>,
    #[serde(default)]
    pub(super) task_zh: String,
    #[serde(default)]
    pub(super) task_en: String,
    #[serde(default)]
    pub(super) counted_noun_zh: String,
    #[serde(default)]
    pub(super) departments: Vec<String>,
    #[serde(default)]
    pub(super) lead: Vec<String>,
    /// The fields of work from which its departments follow.
    #[serde(default)]
    pub(super) work: Vec<Spanned<String>>,
    pub(super) definition_zh: String,
    pub(super) definition_en: String,
    pub(super) numerator_zh: String,
    pub(super) numerator_en: String,
    #[serde(default)]
    pub(super) denominator_zh: String,
    #[serde(default)]
    pub(super) denominator_en: String,
    #[serde(default)]
    pub(super) reading_zh: String,
    #[serde(default)]
    pub(super) reading_en: String,
    pub(super) reading_since: Option<toml::value::Datetime>,
    #[serde(default)]
    pub(super) other_reading: Vec<OtherReadingShape>,
    #[serde(default)]
    pub(super) revision: Vec<RevisionShape>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommitmentShape {
    pub(super) clause: Spanned<String>,
    pub(super) text_zh: String,
    pub(super) text_en: String,
    /// The year by whose end it has to be kept, or whether in each year.
    pub(super) due: Option<i32>,
    #[serde(default)]
    pub(super) each_year: bool,
    #[serde(default)]
    pub(super) departments: Vec<String>,
    #[serde(default)]
    pub(super) lead: Vec<String>,
    #[serde(default)]
    pub(super) work: Vec<Spanned<String>>,
    pub(super) why_zh: String,
    pub(super) why_en: String,
}
