//! The registry: how it may be written, and what of it is refused, with its place.

use std::fs;
use std::path::Path;

use dabiao::messages::{Lang, Messages};
use dabiao::model::{FacilityKind, Level};
use dabiao::registry::Registry;
use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tempfile::TempDir;

const TABLES: [(&str, &str); 5] = [
    ("district.csv", "代码,名称\n320614,示例县\n"),
    (
        "townships.csv",
        "代码,名称,别名,类别,设立日期,撤销日期\n101,甲镇,老甲|甲,镇,,\n102,乙街道,,街道,2001/1/2,2020年12月31日\n",
    ),
    (
        "facilities.csv",
        "代码,名称,类别,所属乡镇,举办主体,区域中心\nA1,甲镇卫生院,乡镇卫生院,甲镇,政府办,是\nA2,甲镇中心,社区卫生服务中心,101,政府办,否\n",
    ),
    ("village_clinics.csv", "代码,名称,所属机构\nV1,一村卫生室,A1\nV2,二村卫生室,甲镇中心\n"),
    ("calendar.csv", "年度,截止日期\n2024年,2025-01-20\n"),
];

fn folder(change: impl Fn(&str, String) -> Vec<u8>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in TABLES {
        fs::write(folder.path().join(name), change(name, text.to_owned())).unwrap();
    }
    folder
}

/// What a registry says, a line a unit.
fn said(folder: &Path) -> Vec<String> {
    let registry =
        Registry::read(folder).unwrap_or_else(|stop| panic!("{}", stop.render(&Messages::new(Lang::Zh))));
    let line = |(_, unit): (_, &dabiao::registry::Unit)| {
        let parent = unit.parent.map(|ix| registry.unit(ix).code.clone());
        format!(
            "{} {} {:?} {parent:?} {:?} {} {} {:?} {:?} {:?}",
            unit.code,
            unit.name,
            unit.level,
            unit.kind,
            unit.ownership,
            unit.regional_centre,
            unit.aliases,
            unit.opened,
            unit.closed
        )
    };
    let due = registry.due(2024).map(|day| day.to_string());
    registry.units().map(line).chain(due).collect()
}

#[test]
fn a_township_is_addressed_as_what_its_name_says() {
    let township = |name| dabiao::registry::WORDS.township(name);
    for (name, kind) in [("三星镇", "镇"), ("西山乡", "乡"), ("海门街道", "街道"), ("家纺园区", "园区")]
    {
        assert_eq!(township(name), Some(kind));
    }
    assert_eq!(township("海门港新区"), None);
}

#[test]
fn a_registry_is_read_in_chinese_and_english_in_files_and_in_a_workbook() {
    let plain = folder(|_, text| text.into_bytes());
    let expected = said(plain.path());
    assert_eq!(expected.len(), 8);
    let registry = Registry::read(plain.path()).unwrap();
    let facility = registry.unit(registry.by_code("A2").unwrap());
    assert_eq!((facility.kind, facility.regional_centre), (Some(FacilityKind::CommunityCenter), false));
    assert_eq!(registry.of_level(Level::Village).len(), 2);
    assert!(registry.counts(registry.by_code("102").unwrap(), 2019));
    assert!(!registry.counts(registry.by_code("102").unwrap(), 2020));
    // As Excel and WPS save it in China, and with rows and columns that say nothing.
    let gb = folder(|_, text| GB18030.encode(&text).0.into_owned());
    assert_eq!(said(gb.path()), expected);
    let blank = folder(|_, text| text.replace('\n', ",,\r\n,,,\r\n").into_bytes());
    assert_eq!(said(blank.path()), expected);
    let english = folder(|name, text| {
        let (head, rows) = text.split_once('\n').unwrap();
        let words = [
            ("代码", "code"),
            ("名称", "Name"),
            ("别名", "aliases"),
            ("类别", "kind"),
            ("设立日期", "opened"),
            ("撤销日期", "closed"),
            ("所属乡镇", "township"),
            ("举办主体", "ownership"),
            ("区域中心", "regional_centre"),
            ("所属机构", "facility"),
            ("年度", "year"),
            ("截止日期", "due"),
        ];
        let head = words.iter().fold(head.to_owned(), |head, (zh, en)| head.replace(zh, en));
        let rows = match name {
            "facilities.csv" => rows
                .replace("乡镇卫生院,", "township_hospital,")
                .replace("社区卫生服务中心,", "community_center,")
                .replace(",是\n", ",yes\n"),
            _ => rows.to_owned(),
        };
        format!("{head}\n{rows}").into_bytes()
    });
    assert_eq!(said(english.path()), expected);
    // The sheets of one workbook: codes as numbers, days as days.
    let folder = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("yyyy/m/d");
    for ((_, text), name) in TABLES.iter().zip(["区", "乡镇", "机构", "村卫生室", "日历"]) {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, cell) in (0..).zip(line.split(',')) {
                let iso = cell.replace('/', "-").replace(['年', '月'], "-").replace('日', "");
                match (cell.parse::<f64>(), ExcelDateTime::parse_from_str(&iso)) {
                    (Ok(number), _) => {
                        sheet.write(row, column, number).unwrap();
                    }
                    (_, Ok(date)) if iso.len() > 7 => {
                        sheet.write_with_format(row, column, &date, &day).unwrap();
                    }
                    _ if cell.is_empty() => {}
                    _ => {
                        sheet.write(row, column, cell).unwrap();
                    }
                }
            }
        }
    }
    book.save(folder.path().join("registry.xlsx")).unwrap();
    assert_eq!(said(folder.path()), expected);
}

#[test]
fn what_a_registry_gets_wrong_is_refused_with_file_row_column_and_what_would_do() {
    // file, what stands there, what is put there, the error, what it says
    let cases: [(&str, &str, &str, &str, &[&str]); 30] = [
        ("townships.csv", "别名", "外号", "registry-column", &["townships.csv", "第 1 行", "外号", "别名"]),
        ("townships.csv", "别名", "名称", "registry-column", &["名称", "重复"]),
        ("townships.csv", "类别", "", "registry-column", &["第 1 行"]),
        ("townships.csv", "代码", "备注", "registry-column", &["备注"]),
        ("facilities.csv", "代码,名称", "名称", "registry-no-column", &["facilities.csv", "代码"]),
        (
            "facilities.csv",
            "乡镇卫生院,甲",
            "诊所,甲",
            "registry-word",
            &["第 2 行", "类别", "诊所", "社区卫生服务中心"],
        ),
        ("facilities.csv", ",是\n", ",有\n", "registry-word", &["第 2 行", "区域中心", "“有”", "是、否"]),
        ("townships.csv", "镇,,\n102", "村,,\n102", "registry-word", &["第 2 行", "类别", "“村”", "镇"]),
        ("townships.csv", "102,乙街道", "101,乙街道", "registry-twice", &["第 3 行", "代码", "101"]),
        ("townships.csv", "乙街道", "甲镇", "registry-twice", &["第 3 行", "名称", "甲镇"]),
        ("facilities.csv", "A2,甲镇中心", "A2,甲镇卫生院", "registry-twice", &["第 3 行", "名称"]),
        (
            "townships.csv",
            "2001/1/2",
            "二〇〇一年",
            "registry-date",
            &["第 3 行", "设立日期", "二〇〇一年", "2024-12-31"],
        ),
        ("townships.csv", "2001/1/2", "2001-02-30", "registry-date", &["2001-02-30"]),
        (
            "townships.csv",
            "2001/1/2",
            "2021-01-01",
            "registry-closed",
            &["第 3 行", "2020年12月31日", "2021-01-01"],
        ),
        ("facilities.csv", ",101,", ",201,", "registry-parent", &["第 3 行", "所属乡镇", "201", "101 甲镇"]),
        (
            "village_clinics.csv",
            "甲镇中心",
            "丁卫生院",
            "registry-parent",
            &["第 3 行", "所属机构", "丁卫生院"],
        ),
        ("townships.csv", "101,甲镇", ",甲镇", "registry-empty", &["第 2 行", "代码"]),
        ("townships.csv", "101,甲镇", "101,", "registry-empty", &["第 2 行", "名称"]),
        ("district.csv", "示例县", "示例县\n320615,另一县", "registry-district", &["district.csv"]),
        (
            "calendar.csv",
            "2025-01-20\n",
            "2025-01-20\n2024,2025-02-20\n",
            "registry-twice",
            &["第 3 行", "年度"],
        ),
        ("calendar.csv", "2024年", "去年", "registry-word", &["第 2 行", "年度", "去年"]),
        ("calendar.csv", "2025-01-20", "2025-01-20（示例，请替换）", "registry-example", &["第 2 行"]),
        // A year of two digits is one of antiquity.
        ("calendar.csv", "2025-01-20", "25-01-20", "registry-date", &["第 2 行", "截止日期", "25-01-20"]),
        ("townships.csv", "2020年12月31日", "1/2/27", "registry-date", &["第 3 行", "撤销日期"]),
        ("calendar.csv", "2024年", "24年", "registry-word", &["年度"]),
        // A comma too many.
        ("district.csv", "320614,示例县", "320614,示例,县", "registry-beyond", &["第 2 行", "县"]),
        (
            "facilities.csv",
            ",政府办,否",
            ",政府办,,,,2024-12-31",
            "registry-beyond",
            &["第 3 行", "2024-12-31"],
        ),
        // A unit of another level.
        ("facilities.csv", ",101,", ",A1,", "registry-parent", &["第 3 行", "A1"]),
        ("village_clinics.csv", "V1,一村卫生室,A1", "V1,一村卫生室,101", "registry-parent", &["101"]),
        ("townships.csv", "102,乙街道", "2024-01-02,乙街道", "registry-text", &["第 3 行", "代码"]),
    ];
    for (file, from, to, key, words) in cases {
        let folder = folder(|name, text| {
            assert!(name != file || text.contains(from), "{file} {from}");
            if name == file { text.replacen(from, to, 1).into_bytes() } else { text.into_bytes() }
        });
        let Err(stop) = Registry::read(folder.path()) else { panic!("{file} {to}") };
        let text = stop.render(&Messages::new(Lang::Zh));
        assert_eq!(stop.key.name(), key, "{to}: {text}");
        assert!(words.iter().all(|word| text.contains(word)), "{text} {words:?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let folder = folder(|name, text| {
        match name {
            // A blank row, and a cell of two lines.
            "townships.csv" => text
                .replace("101,甲镇,老甲|甲", "\n101,甲镇,\"老甲|\n甲\"")
                .replace("街道,2001/1/2", "街道,?"),
            _ => text,
        }
        .into_bytes()
    });
    let Err(stop) = Registry::read(folder.path()) else { panic!("no day") };
    assert!(stop.facts.contains(&("line", "4".into())), "{:?}", stop.facts);
}

#[test]
fn one_table_stands_in_one_place() {
    let both = folder(|_, text| text.into_bytes());
    let mut book = Workbook::new();
    book.add_worksheet().set_name("乡镇").unwrap();
    book.save(both.path().join("registry.xlsx")).unwrap();
    let refused =
        |folder: &TempDir| Registry::read(folder.path()).map(|_| ()).map_err(|stop| stop.key.name());
    assert_eq!(refused(&both), Err("registry-both"));
    fs::remove_file(both.path().join("registry.xlsx")).unwrap();
    fs::remove_file(both.path().join("calendar.csv")).unwrap();
    assert_eq!(refused(&both), Err("registry-missing"));
    // A bit that fell over is no other code.
    let damaged = folder(|_, text| text.into_bytes());
    let mut book = Workbook::new();
    book.add_worksheet().set_name("别的").unwrap().write(0, 0, "x").unwrap();
    let mut bytes = book.save_to_buffer().unwrap();
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    // The check sum of the first part, in the directory.
    bytes[at + 16] ^= 1;
    fs::write(damaged.path().join("registry.xlsx"), bytes).unwrap();
    assert_eq!(refused(&damaged), Err("registry-unreadable"));
}

#[test]
fn an_empty_workspace_is_refused_until_its_examples_are_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = dabiao::catalogue::load(None).unwrap();
    for file in dabiao::init::files(&catalogue).unwrap() {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.bytes).unwrap();
    }
    let stop = Registry::read(&folder.path().join("registry")).map(|_| ()).unwrap_err();
    assert_eq!(stop.key.name(), "registry-example");
    let text = fs::read_to_string(folder.path().join("使用说明.txt")).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"));
}

#[test]
fn what_a_workbook_hides_is_refused_with_its_sheet_and_row() {
    let refused = |change: &dyn Fn(&mut Workbook)| {
        let folder = folder(|_, text| text.into_bytes());
        fs::remove_file(folder.path().join("townships.csv")).unwrap();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("乡镇").unwrap();
        for (row, line) in
            (0..).zip(["代码|名称|类别|撤销日期", "101|甲镇|镇|", "102|乙街道|街道|2020-12-31"])
        {
            for (column, cell) in (0..).zip(line.split('|')).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write(row, column, cell).unwrap();
            }
        }
        change(&mut book);
        book.save(folder.path().join("registry.xlsx")).unwrap();
        Registry::read(folder.path())
            .map(|_| ())
            .map_err(|stop| (stop.key.name(), stop.render(&Messages::new(Lang::Zh))))
    };
    assert_eq!(refused(&|_| ()), Ok(()));
    for (change, key, word) in [
        (
            (&|book: &mut Workbook| {
                let sheet = book.worksheet_from_name("乡镇").unwrap();
                sheet.merge_range(1, 3, 2, 3, "2020-12-31", &Format::new()).unwrap();
            }) as &dyn Fn(&mut Workbook),
            "registry-merged",
            "第 2 行",
        ),
        (
            &|book: &mut Workbook| {
                let sheet = book.worksheet_from_name("乡镇").unwrap();
                sheet.write_formula(1, 3, Formula::new("=DATE(2024,12,31)").set_result("#N/A")).unwrap();
            },
            "registry-formula",
            "第 2 行",
        ),
        (
            &|book: &mut Workbook| {
                book.worksheet_from_name("乡镇")
                    .unwrap()
                    .write(1, 0, 123_456_789_012_345_678_i64 as f64)
                    .unwrap();
            },
            "registry-text",
            "第 2 行",
        ),
        (
            &|book: &mut Workbook| {
                book.add_worksheet().set_name("乡镇2").unwrap().write(0, 0, "代码").unwrap();
            },
            "registry-sheet",
            "乡镇2",
        ),
    ] {
        let (said, text) = refused(change).unwrap_err();
        assert_eq!(said, key, "{text}");
        assert!(text.contains(word), "{text}");
    }
}
