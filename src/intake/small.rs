//! A small district and sheets by their lines, for the tests of what reads returns.

use std::collections::BTreeMap;

use crate::catalogue::{self, Catalogue};
use crate::formats::sheet::{Area, Cell, Content, Sheet};
use crate::model::{FacilityKind, Level, UnitIx};
use crate::registry::{Registry, Unit};

/// The built-in plans.
pub(in crate::intake) fn catalogue() -> Catalogue {
    catalogue::load(None).unwrap()
}

/// A district of two townships with a facility each.
pub(in crate::intake) fn registry() -> Registry {
    let unit = |code: &str, name: &str, alias: &str, level, parent: Option<u32>| Unit {
        code: code.to_owned(),
        name: name.to_owned(),
        aliases: if alias.is_empty() { Vec::new() } else { vec![alias.to_owned()] },
        level,
        parent: parent.map(UnitIx),
        kind: (level == Level::Facility).then_some(FacilityKind::TownshipHospital),
        ownership: String::new(),
        regional_centre: false,
        opened: None,
        closed: None,
    };
    let units = vec![
        unit("320614", "示例区", "", Level::District, None),
        unit("320614101", "三星镇", "家纺园区", Level::Township, Some(0)),
        unit("320614102", "海永镇", "", Level::Township, Some(0)),
        unit("A1", "三星镇卫生院", "三星医院", Level::Facility, Some(1)),
        unit("B1", "海永社区中心", "", Level::Facility, Some(2)),
    ];
    Registry::new(units, BTreeMap::new())
}

/// A sheet: `|` between the cells, `<` and `^` go with the cell to the left or above (merged).
pub(in crate::intake) fn sheet(lines: &[&str]) -> Sheet {
    let mut sheet = Sheet { name: "表".into(), ..Sheet::default() };
    for (row, line) in (0..).zip(lines) {
        for (column, text) in (0..).zip(line.split('|')) {
            let before = match text {
                "<" => (row, column - 1),
                "^" => (row - 1, column),
                _ => {
                    let number = text.parse().ok().map(Content::Number);
                    let content = number.or_else(|| Content::text(text));
                    sheet.cells.extend(content.map(|content| Cell::plain((row, column), content)));
                    continue;
                }
            };
            let own = sheet.merged.iter_mut().find(|area| area.contains(before));
            match own {
                Some(area) => *area = Area::between(area.first(), (row, column)),
                None => sheet.merged.push(Area::between(before, (row, column))),
            }
        }
    }
    sheet
}
