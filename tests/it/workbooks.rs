//! FileSystem workbooks that other programs wrote; `tests/workbooks/make.py` says how.

use std::fs;
use std::path::Path;

use crate::workspaces::{Workspace, assert_accounted, findings, values};

/// A committed workbook as the only return of 2024.
fn returned(name: &str) -> Workspace {
    let workspace = Workspace::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks");
    workspace.write(&format!("returns/2024/{name}"), &fs::read(folder.join(name)).unwrap());
    workspace
}

/// The program's own form, filled in by openpyxl. Its one formula was never worked out;
/// LibreOffice worked it out when it saved the form in three formats.
const FORM: [&str; 12] = [
    "A1 fac.served_population = 12000 @ E8",
    "A1 fac.staff = 40 @ E10",
    "A1 fac.nurses = 12 @ E15",
    "A1 fac.quality_campaign = 是 @ E21",
    "A1 fac.tcm_hall_grade = 四级 @ E32",
    "A1 fac.beds_total = 60 @ E36",
    "A1 fac.beds_elderly_rehab_nursing = 不适用 @ E37",
    "A1 fac.ehr_created = 11000 @ E42",
    "A1 centre.built = 自建 @ B2",
    "V1 vil.basic_standard = 是 @ C3",
    "V1 vil.recommended_standard = 否 @ D3",
    "V2 vil.basic_standard = 是 @ C4",
];

#[test]
fn a_form_saved_by_other_programs_says_the_same_in_every_format() {
    let with_formula = || {
        let mut all = FORM.map(str::to_owned).to_vec();
        all.insert(8, "A1 fac.ehr_used = 10000 @ E43".to_owned());
        all
    };
    let cases = [
        (
            "form-openpyxl.xlsx",
            FORM.map(str::to_owned).to_vec(),
            vec!["cell-no-cache E43", "cell-read-as E15"],
        ),
        ("form-libreoffice.xlsx", with_formula(), vec!["cell-read-as E15"]),
        ("form-libreoffice.ods", with_formula(), vec!["cell-read-as E15"]),
        ("form-libreoffice.xls", with_formula(), vec!["cell-read-as E15"]),
    ];
    for (name, read, found) in cases {
        let checked = returned(name).checked().unwrap();
        assert_eq!(values(&checked), read, "{name}");
        assert_eq!(findings(&checked), found, "{name}");
        assert_accounted(&checked);
        let day = checked.submissions.iter().find_map(|row| row.received).map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some("2025-01-15"), "{name}");
    }
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let checked = returned("form-xlwt.xls").checked().unwrap();
    assert_eq!(
        values(&checked),
        ["B1 fac.nurses = 9 @ C5", "B1 fac.quality_campaign = 是 @ C7", "B1 fac.beds_total = 30 @ C6"]
    );
    assert_eq!(findings(&checked), ["cell-read-as C6"]);
    let day = checked.submissions.iter().find_map(|row| row.received).map(|day| day.to_string());
    assert_eq!(day.as_deref(), Some("2025-01-18"));
}

#[test]
fn what_an_analyst_exports_is_read_beside_its_index() {
    let checked = returned("wide-pandas.xlsx").checked().unwrap();
    assert_eq!(
        values(&checked),
        [
            "A1 fac.nurses = 12 @ C4",
            "A1 fac.quality_campaign = 是 @ E4",
            "A1 fac.beds_total = 60 @ D4",
            "A2 fac.quality_campaign = 是 @ E5",
            "A2 fac.beds_total = 40 @ D5",
            "B1 fac.nurses = 9 @ C6",
            "B1 fac.quality_campaign = 否 @ E6",
            "B1 fac.beds_total = 30 @ D6",
        ]
    );
    // The index is no column that a return knows.
    assert_eq!(findings(&checked), ["cell-stray A4"]);
    assert_accounted(&checked);
}

#[test]
fn a_wide_table_with_merged_heads_and_a_hidden_sheet_is_read() {
    let checked = returned("wide-openpyxl.xlsx").checked().unwrap();
    assert_eq!(
        values(&checked),
        [
            "320614101 twp.nip_due = 1000 @ D5",
            "320614101 twp.nip_given = 980 @ E5",
            "320614102 twp.notifiable_cases = 7 @ B2",
            "320614102 twp.nip_due = 200 @ D6",
            "320614102 twp.nip_given = 190 @ E6",
        ]
    );
    assert_eq!(findings(&checked), ["sheet-hidden"]);
    assert_accounted(&checked);
}
