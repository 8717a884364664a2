//! Sheets with everything that changes what a cell means: formats, marks, merged areas, hidden
//! rows. Every cell is accounted for, no figure is invented, and none comes from a cell that is
//! struck out or raised, or from one that is not there.
#![no_main]

use std::collections::BTreeMap;

use arbitrary::Arbitrary;
use dabiao::formats::sheet::{Area, Cell, Content, Dressed, Marks, Sheet};
use dabiao::intake::{Lexicon, reading};
use dabiao::value::Value;
use dabiao_fuzz::{CATALOGUE, REGISTRY, code, label, unit};
use libfuzzer_sys::fuzz_target;

/// What a cell says.
#[derive(Arbitrary, Debug)]
enum Word {
    Label(u16),
    Code(u16),
    Head(u8),
    Unit(u16),
    Number(u16),
    Percent(f64),
    Dressed(u32, u8, u8),
    Date(u16),
    Bool(bool),
    Text(String),
}

const HEADS: [&str; 24] = [
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
    "2023年",
    "2024年",
    "千人",
    "单位：万人",
    "其中：",
    "更正后的数",
    "填报单位说明",
    "属实",
    "待统计",
];
const WORDS: [&str; 6] = ["千人", "万", "%", "人", "元", ""];

fn content(word: Word) -> Content {
    match word {
        Word::Label(at) => label(at),
        Word::Code(at) => code(at),
        Word::Head(at) => Content::Text(HEADS[usize::from(at) % HEADS.len()].into()),
        Word::Unit(at) => unit(at),
        Word::Number(number) => Content::Number(number.into()),
        Word::Percent(number) => Content::Percent(number),
        Word::Dressed(number, words, hides) => Content::Dressed(Box::new(Dressed {
            number: number.into(),
            words: WORDS[usize::from(words) % WORDS.len()].into(),
            hides: u32::from(hides % 7),
        })),
        Word::Date(days) => {
            let day = chrono::NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(days.into());
            Content::Date(day.and_hms_opt(0, 0, 0).unwrap())
        }
        Word::Bool(word) => Content::Bool(word),
        Word::Text(text) => Content::Text(text.into()),
    }
}

/// A sheet: whether it is hidden, whether its looks are known, cells by row and column with their
/// marks, merged areas.
#[derive(Arbitrary, Debug)]
struct Page {
    hidden: bool,
    looks_unknown: bool,
    cells: Vec<(u8, u8, u8, Word)>,
    merged: Vec<(u8, u8, u8, u8)>,
}

fn sheet((number, page): (usize, Page)) -> Sheet {
    let marks = |bits: u8| {
        Marks::STRUCK
            .when(bits % 16 == 1)
            .and(Marks::RAISED.when(bits % 16 == 2))
            .and(Marks::UNSEEN.when(bits % 16 == 3))
    };
    let cells: BTreeMap<(u32, u32), (u8, Word)> = page
        .cells
        .into_iter()
        .map(|(row, column, bits, word)| (((row % 64).into(), (column % 16).into()), (bits, word)))
        .collect();
    // What a merged area hides behind its first cell a workbook does not say.
    let mut merged: Vec<Area> = Vec::new();
    for (row, column, rows, columns) in page.merged.into_iter().take(8) {
        let first = (u32::from(row % 64), u32::from(column % 16));
        let area = Area::between(first, (first.0 + u32::from(rows % 4), first.1 + u32::from(columns % 4)));
        let apart = |other: &Area| {
            other.rows.end <= area.rows.start
                || area.rows.end <= other.rows.start
                || other.columns.end <= area.columns.start
                || area.columns.end <= other.columns.start
        };
        if merged.iter().all(apart) {
            merged.push(area);
        }
    }
    merged.sort_by_key(Area::first);
    let cells = cells
        .into_iter()
        .map(|(at, (bits, word))| Cell { at, content: content(word), marks: marks(bits) })
        .collect();
    let name = format!("表{number}").into();
    Sheet { name, hidden: page.hidden, cells, merged, looks_unknown: page.looks_unknown }
}

fuzz_target!(|pages: Vec<Page>| {
    let sheets: Vec<Sheet> = pages.into_iter().take(3).enumerate().map(sheet).collect();
    let lexicon = Lexicon::new(&CATALOGUE, &REGISTRY);
    let read = reading::read(&lexicon, &"2024/表.xlsx".into(), 2024, &sheets, true);
    let tally = read.tally;
    assert_eq!(tally.cells, sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>());
    assert_eq!(tally.cells, tally.values + tally.labels + tally.findings);
    for value in read.readings.iter().flat_map(|reading| &reading.values) {
        let at = value.place.cell.expect("a figure has a cell");
        let sheet = sheets.iter().find(|sheet| sheet.name == value.place.sheet).expect("and a sheet");
        let cell = sheet.cells.iter().find(|cell| cell.at == at).expect("that is there");
        assert!(!cell.marks.has(Marks::STRUCK.and(Marks::RAISED)), "{value:?}");
        // A number that stands there plainly is read as it is, or as so many times it.
        if let (Value::Count(count), Content::Number(number)) = (value.value, &cell.content) {
            let times = [1.0, 10.0, 100.0, 1e3, 1e4, 1e6, 1e8];
            assert!(times.iter().any(|times| count as f64 == number * times), "{value:?} of {number}");
        }
    }
});
