//! Any cells anywhere on any sheets: every one of them ends as a value, a label or a
//! finding.
#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use dabiao::formats::sheet::{Cell, Content, Sheet};
use dabiao::intake::{Lexicon, reading};
use dabiao_fuzz::{CATALOGUE, REGISTRY, code, label, unit};
use libfuzzer_sys::fuzz_target;

/// What a cell says: mostly words that a return knows.
#[derive(Arbitrary, Debug)]
enum Word {
    Label(u16),
    Code(u16),
    Header(u8),
    Unit(u16),
    Number(u32),
    Fraction(f64),
    Text(String),
    Error,
    NoCache,
}

const HEADERS: [&str; 20] = [
    "序号",
    "指标名称",
    "计量单位",
    "代码",
    "本年数",
    "上年数",
    "备注",
    "单位代码",
    "单位名称",
    "功能中心",
    "建设情况",
    "报表年度",
    "填报单位",
    "报出日期",
    "合计",
    "小计",
    "2024",
    "2024年",
    "无",
    "待统计",
];

fn content(word: Word) -> Content {
    match word {
        Word::Label(at) => label(at),
        Word::Code(at) => code(at),
        Word::Header(at) => Content::Text(HEADERS[usize::from(at) % HEADERS.len()].into()),
        Word::Unit(at) => unit(at),
        Word::Number(number) => Content::Number(number.into()),
        Word::Fraction(number) => Content::Number(number),
        Word::Text(text) => Content::Text(text.into()),
        Word::Error => Content::Error("#DIV/0!".to_owned()),
        Word::NoCache => Content::NoCache,
    }
}

fuzz_target!(|sheets: Vec<(bool, Vec<(u8, u8, Word)>)>| {
    let sheets: Vec<Sheet> = sheets
        .into_iter()
        .take(4)
        .map(|(hidden, cells)| {
            let cells: BTreeMap<(u32, u32), Word> = cells
                .into_iter()
                .map(|(row, column, word)| ((row.into(), (column % 16).into()), word))
                .collect();
            let cells = cells.into_iter().map(|(at, word)| Cell::plain(at, content(word))).collect();
            Sheet { name: "表".into(), hidden, cells, ..Sheet::default() }
        })
        .collect();
    let cells: usize = sheets.iter().map(|sheet| sheet.cells.len()).sum();
    let lexicon = Lexicon::new(&CATALOGUE, &REGISTRY);
    let read = reading::read(&lexicon, &"2024/表.xlsx".into(), 2024, &sheets, false);
    let tally = read.tally;
    assert_eq!(tally.cells, cells);
    assert_eq!(tally.cells, tally.values + tally.labels + tally.findings);
});
