//! The words of returns.

use super::checks::measure_word;
use crate::catalogue::file::ReadingFile;
use crate::catalogue::vocabulary::{AnswerColumn, Column, Identity, Vocabulary};
use crate::fold::fold;

/// The vocabulary of returns, folded once.
pub(in crate::catalogue) fn words(file: &ReadingFile) -> Vocabulary {
    let folded = |words: &[String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let both_folded = |words: &[(String, String)]| {
        words.iter().map(|(before, after)| (fold(before), fold(after))).collect::<Vec<_>>()
    };
    let header = &file.header;
    let identity = &file.identity;
    Vocabulary {
        yes: folded(&file.yes),
        no: folded(&file.no),
        not_applicable: file.not_applicable.clone(),
        missing: folded(&file.missing),
        none: folded(&file.none),
        undated_names: folded(&file.undated_names),
        doubts: file.doubts.clone(),
        total_rows: folded(&file.total_rows),
        subtotals: folded(&file.subtotals),
        totals: folded(&file.totals),
        planned: folded(&file.planned),
        planned_tables: folded(&file.planned_tables),
        part_tables: folded(&file.part_tables),
        void_sheets: folded(&file.void_sheets),
        titles: folded(&file.titles),
        undated_titles: folded(&file.undated_titles),
        figure_ends: folded(&file.figure_ends),
        void_files: folded(&file.void_files),
        parting_columns: folded(&file.parting_columns),
        vague_ends: folded(&file.vague_ends),
        notes: folded(&file.notes),
        until: folded(&file.until),
        plan_words: folded(&file.plan_words),
        reached: folded(&file.reached),
        parts: folded(&file.parts),
        of_which: folded(&file.of_which),
        fillers: folded(&file.fillers),
        years: folded(&file.years),
        corrections: folded(&file.corrections),
        not_yet: both_folded(&file.not_yet),
        last_versions: folded(&file.last_versions),
        versions: both_folded(&file.versions),
        confirmations: folded(&file.confirmations),
        denials: folded(&file.denials),
        disclaimers: folded(&file.disclaimers),
        answers: [
            (AnswerColumn::UnitCode, &file.answers.unit_code),
            (AnswerColumn::File, &file.answers.file),
            (AnswerColumn::Sheet, &file.answers.sheet),
            (AnswerColumn::Cell, &file.answers.cell),
            (AnswerColumn::Code, &file.answers.code),
            (AnswerColumn::Found, &file.answers.found),
            (AnswerColumn::Corrected, &file.answers.corrected),
            (AnswerColumn::Explanation, &file.answers.explanation),
        ]
        .map(|(column, words)| (column, folded(words)))
        .into(),
        other_units: file.other_units.iter().map(|word| measure_word(word)).collect(),
        scales: {
            let mut scales: Vec<_> = file.scales.iter().map(|(word, factor)| (fold(word), *factor)).collect();
            scales.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            scales
        },
        unit_words: file.unit_words.iter().map(|group| folded(group)).collect(),
        known_sheets: folded(&file.known_sheets),
        header: [
            (Column::Sequence, &header.sequence),
            (Column::Label, &header.label),
            (Column::UnitOfMeasure, &header.unit_of_measure),
            (Column::Code, &header.code),
            (Column::Value, &header.value),
            (Column::LastYear, &header.last_year),
            (Column::Remark, &header.remark),
            (Column::UnitCode, &header.unit_code),
            (Column::UnitName, &header.unit_name),
            (Column::Centre, &header.centre),
            (Column::CentreAnswer, &header.centre_answer),
        ]
        .map(|(column, words)| (column, folded(words)))
        .into(),
        identity: [
            (Identity::Year, &identity.year),
            (Identity::Name, &identity.name),
            (Identity::Code, &identity.code),
            (Identity::Date, &identity.date),
            (Identity::Personal, &identity.personal),
        ]
        .map(|(what, words)| (what, folded(words)))
        .into(),
    }
}
