//! Tables are recognised by what their heads say, never by where they stand. A table is a block
//! of figures; whose each is, which element and of which year lies along its rows, its columns,
//! or in what stands around it, and every way of laying them out is read by the same code.

mod finder;
mod heads;
mod path;
mod shape;
mod taught;

use crate::fold::fold;
use crate::intake::grid::Grid;
use crate::intake::lexicon::Lexicon;
use crate::model::{ElementIx, Level};
use finder::Finder;

pub use heads::{element_around, head_of};
pub use path::{Figures, Path, Use, usages};
pub use shape::{Shape, Table};

/// All tables of a sheet, from the top; those beside each other from the left. `element` is
/// what stands around a table that names no element itself.
#[must_use]
pub fn tables<'l>(grid: &Grid<'l>, sheet: &str, year: i32) -> Vec<Table<'l>> {
    let last_figure = grid.last_figure();
    // The definitions that go with a form; one of them can begin with a number: “7岁以下儿童……”.
    let is_known = grid.lexicon.catalogue.words.known_sheets.contains(&fold(sheet));
    if is_known && !grid.has_answers() {
        return Vec::new();
    }
    let finder = Finder { grid, lexicon: grid.lexicon, sheet, year, last_figure };
    let mut found: Vec<Table<'l>> = Vec::new();
    let mut next = 0;
    loop {
        let own = grid.rows(next..grid.end()).find_map(|row| {
            let own = finder.at(row, next);
            (!own.is_empty()).then_some(own)
        });
        let Some(mut own) = own else { return found };
        let start = own.first().map_or(next, |table| table.head.start);
        for table in &mut found {
            table.body.end = table.body.end.min(start).max(table.body.start);
        }
        next = own.iter().map(|table| table.body.start).max().unwrap_or(next + 1).max(next + 1);
        for table in &mut own {
            table.body.end = grid.end();
        }
        found.extend(own);
    }
}

/// The levels of the units that some elements can be of.
#[must_use]
pub fn levels<'e>(elements: impl Iterator<Item = &'e ElementIx>, lexicon: &Lexicon<'_>) -> Vec<Level> {
    let mut levels: Vec<Level> =
        elements.map(|element| lexicon.catalogue.element(*element).form.level()).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

#[cfg(test)]
mod tests {
    use super::{Path, Shape, Table, Use, head_of, tables, usages};
    use crate::intake::grid::Grid;
    use crate::intake::lexicon::{Lexicon, Quality};
    use crate::intake::small::{catalogue, registry, sheet};

    fn on<T>(lines: &[&str], ask: impl FnOnce(&Grid<'_>) -> T) -> T {
        let (catalogue, registry) = (catalogue(), registry());
        let (lexicon, sheet) = (Lexicon::new(&catalogue, &registry), sheet(lines));
        ask(&Grid::new(&sheet, &lexicon))
    }

    /// A table in few words: shape, rows of head and body, and its columns of figures.
    fn said(grid: &Grid<'_>, table: &Table<'_>) -> String {
        let figures = table.figures.iter().map(|own| {
            let path = &own.path;
            let elements = path.code.iter().chain(path.labels.iter().take(usize::from(path.code.is_none())));
            let mut words: Vec<String> =
                elements.map(|ix| grid.lexicon.catalogue.element(*ix).code.clone()).collect();
            words.extend(path.unit.iter().map(|(name, _)| name.clone()));
            words.extend(path.years.iter().map(|(year, _)| year.to_string()));
            words.extend((own.usage != Use::Figure).then(|| format!("{:?}", own.usage)));
            format!("{}:{}", own.column, words.join(" "))
        });
        let Table { shape, head, body, .. } = table;
        format!("{shape:?} {head:?} {body:?} {}", figures.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_table_is_known_by_its_head_wherever_it_lies() {
        for (what, lines, is) in [
            (
                "a form",
                &["年报", "", "代码|本年数|上年数", "JG08|3|2"][..],
                &["Elements 2..3 3..4 1:, 2:OtherYear"][..],
            ),
            ("units by elements", &["乡镇|XZ22|XZ23", "三星镇|30|29"], &["Units 0..1 1..2 1:XZ22, 2:XZ23"]),
            ("units beside elements", &["乡镇|代码|本年数", "三星镇|XZ22|30"], &["Both 0..1 1..2 2:"]),
            (
                "elements by units",
                &["指标名称|三星镇|海永镇|合计", "XZ22|30|20|50"],
                &["Elements 0..1 1..2 1:三星镇, 2:海永镇, 3:Label"],
            ),
            (
                "a column a year",
                &["乡镇|XZ22|<", "^|2023年|2024年", "三星镇|28|30"],
                &["Units 0..2 2..3 1:XZ22 2023 OtherYear, 2:XZ22 2024"],
            ),
            (
                "parts and their total",
                &["乡镇|XZ22|<|<", "^|常规|查漏补种|合计", "三星镇|20|10|30"],
                &["Units 0..2 2..3 1:XZ22 Part(2), 2:XZ22 Part(2), 3:XZ22"],
            ),
            ("the centres", &["功能中心|建设情况", "口腔中心|自建"], &["Centres 0..1 1..2 1:"]),
            (
                "two below each other",
                &["乡镇|XZ22", "三星镇|30", "", "乡镇|XZ22", "海永镇|20"],
                &["Units 0..1 1..3 1:XZ22", "Units 3..4 4..5 1:XZ22"],
            ),
            (
                "two beside each other",
                &["乡镇|XZ22||乡镇|XZ22", "三星镇|30||海永镇|20"],
                &["Units 0..1 1..2 1:XZ22", "Units 0..1 1..2 4:XZ22"],
            ),
            (
                "numbered columns",
                &["乡镇|XZ22|XZ23", "甲|1|2", "三星镇|30|29"],
                &["Units 0..2 2..3 1:XZ22, 2:XZ23"],
            ),
            ("a line above", &["填报单位|三星镇", "代码|本年数", "XZ22|30"], &["Elements 1..2 2..3 1:"]),
            ("no table", &["这是一封说明", "没有表"], &[]),
        ] {
            let found = on(lines, |grid| {
                tables(grid, "表", 2024).iter().map(|own| said(grid, own)).collect::<Vec<_>>()
            });
            assert_eq!(found, is, "{what}");
        }
    }

    #[test]
    fn the_element_of_a_table_that_names_none_stands_above_it_or_on_its_tab() {
        let lines = ["2024年免疫规划疫苗应种剂次数", "乡镇|数值", "三星镇|30"];
        assert_eq!(on(&lines, |grid| tables(grid, "表", 2024).len()), 1);
        let shape = |sheet: &str| {
            on(&lines[1..], |grid| tables(grid, sheet, 2024).iter().map(|own| own.shape).collect::<Vec<_>>())
        };
        assert_eq!((shape("表"), shape("XZ22")), (vec![], vec![Shape::Units]));
    }

    #[test]
    fn heads_are_read_from_the_top_and_merged_ones_speak_for_all_below() {
        let lines = ["区域|接种|<|其他", "^|应种|实种|", "三星镇|30|29|1"];
        let heads = |column| on(&lines, |grid| head_of(grid, &(0..2), column));
        assert_eq!(
            [0, 1, 2, 3].map(heads),
            [vec!["区域"], vec!["接种", "应种"], vec!["接种", "实种"], vec!["其他"]]
        );
    }

    #[test]
    fn of_several_columns_for_one_thing_one_is_the_figure_or_none_is() {
        use Quality::{Part, Plain, Planned, Reached, Total};
        let year = |quality, year: Option<i32>| Path {
            quality,
            years: year.into_iter().map(|year| (year, (0, 0))).collect(),
            ..Path::default()
        };
        for (columns, is) in [
            (&[Plain][..], &[Use::Figure][..]),
            (&[Total], &[Use::Figure]),
            (&[Part, Part, Total], &[Use::Part(2), Use::Part(2), Use::Figure]),
            (&[Part, Part], &[Use::Open, Use::Open]),
            (&[Total, Total], &[Use::Open, Use::Open]),
            (&[Planned, Reached], &[Use::Label, Use::Figure]),
            (&[Planned], &[Use::Label]),
            (&[Reached, Total], &[Use::Label, Use::Figure]),
            (&[Plain, Part], &[Use::Figure, Use::Part(0)]),
            (&[Plain, Plain], &[Use::Figure, Use::Figure]),
        ] {
            let paths: Vec<Path<'_>> = columns.iter().map(|own| year(*own, None)).collect();
            let paths: Vec<(&Path<'_>, bool)> = paths.iter().map(|own| (own, true)).collect();
            assert_eq!(usages(&paths, 2024), is, "{columns:?}");
        }
        let years = [Some(2023), Some(2024), None].map(|own| year(Plain, own));
        let mut both = years[1].clone();
        both.years.push((2023, (0, 1)));
        let last = Path { last_year: true, ..Path::default() };
        let all: Vec<(&Path<'_>, bool)> =
            years.iter().chain([&both, &last]).map(|own| (own, false)).collect();
        assert_eq!(usages(&all, 2024), [Use::OtherYear, Use::Figure, Use::Figure, Use::Open, Use::OtherYear]);
    }

    #[test]
    fn a_path_that_names_two_things_is_open_and_one_with_an_unknown_word_is_known_for_it() {
        let walked = |lines: &[&str]| {
            on(lines, |grid| {
                let mut path = Path::default();
                for row in 0..grid.end() {
                    let cell = grid.cell(row, 0).unwrap();
                    path.add(&grid.word_of(cell), cell, grid.lexicon);
                }
                (path.open, path.unknown, path.quality)
            })
        };
        assert_eq!(walked(&["XZ22", "三星镇"]), (None, None, Quality::Plain));
        assert_eq!(walked(&["XZ22", "XZ23"]), (Some((1, 0)), None, Quality::Plain));
        assert_eq!(walked(&["三星镇", "家纺园区"]), (Some((1, 0)), None, Quality::Plain));
        assert_eq!(walked(&["XZ22", "某口径"]), (None, Some((1, 0)), Quality::Plain));
        assert_eq!(walked(&["某口径", "XZ22"]), (None, None, Quality::Plain));
        assert_eq!(walked(&["XZ22", "实有"]), (None, None, Quality::Reached));
    }
}
