//! Workspaces in a temporary folder, for tests of the whole line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use dabiao::assess::Suspect;
use dabiao::catalogue::{self, Catalogue};
use dabiao::check::Passed;
use dabiao::checked::Checked;
use dabiao::formats::worker::Isolation;
use dabiao::messages::{Fact, Lang, Messages, Stop, is_number};
use dabiao::registry::Registry;
use dabiao::results::Results;
use dabiao::value::Values;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

/// A small district: two townships, three facilities, three clinics; besides two townships that are
/// closed, since a plan lists them.
pub(crate) struct Workspace {
    folder: TempDir,
}

impl Workspace {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Self { folder };
        workspace.registry("district.csv", "code,name\n320614,示例区\n");
        workspace.registry(
            "townships.csv",
            "code,name,aliases,kind,opened,closed\n320614101,三星镇,家纺园区,镇,,\n320614102,海永镇,,镇,,\n\
             320614001,旧一街道,,街道,,2001-01-01\n320614003,旧三街道,,街道,,2001-01-01\n",
        );
        workspace.registry(
            "facilities.csv",
            "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\n\
             A1,三星镇卫生院,三星医院,township_hospital,320614101,政府办,是,,\n\
             A2,三星镇第二卫生院,,township_hospital,320614101,政府办,,,\n\
             B1,海永社区中心,,community_center,320614102,政府办,,,\n",
        );
        workspace.registry(
            "village_clinics.csv",
            "code,name,aliases,facility,opened,closed\nV1,甲村卫生室,,A1,,\nV2,乙村卫生室,,A1,,\nV3,丙村卫生室,,B1,,\n",
        );
        workspace.registry("calendar.csv", "year,due\n2022,2023-01-20\n2024,2025-01-20\n");
        fs::create_dir_all(workspace.path().join("returns")).unwrap();
        workspace
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn registry(&self, name: &str, text: &str) {
        self.write(&format!("registry/{name}"), text.as_bytes());
    }

    /// A file of the workspace.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// A return among those of a year, as a sheet of texts: `|` between the cells of a
    /// row. A cell in digits is a number; one with a `'` before it is a text.
    pub(crate) fn sheet(&self, name: &str, rows: &[&str]) {
        self.sheets(name, &[("填报表", rows)]);
    }

    pub(crate) fn sheets(&self, name: &str, sheets: &[(&str, &[&str])]) {
        let mut book = Workbook::new();
        for (name, rows) in sheets {
            let sheet = book.add_worksheet();
            sheet.set_name(*name).unwrap();
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(cells.split('|')) {
                    let cell = cell.trim();
                    if cell.is_empty() {
                        continue;
                    }
                    match (cell.strip_prefix('\''), cell.parse::<f64>()) {
                        (Some(text), _) => sheet.write_string(row, column, text).unwrap(),
                        (None, Ok(number)) => sheet.write_number(row, column, number).unwrap(),
                        (None, Err(_)) => sheet.write_string(row, column, cell).unwrap(),
                    };
                }
            }
        }
        self.write(&format!("returns/{name}"), &book.save_to_buffer().unwrap());
    }

    pub(crate) fn checked(&self) -> Result<Checked, Stop> {
        self.checked_by(catalogue::load(None).unwrap())
    }

    fn checked_by(&self, catalogue: Catalogue) -> Result<Checked, Stop> {
        let checked = Checked::read(self.path(), catalogue, None, &Isolation::None, |_| Box::new(|| ()))?;
        assert_said(&checked);
        Ok(checked)
    }

    /// Judged by other plans than the built-in ones.
    pub(crate) fn results_by(&self, catalogue: Catalogue) -> Results {
        Results::judge(self.checked_by(catalogue).unwrap()).unwrap()
    }

    pub(crate) fn results(&self) -> Results {
        Results::judge(self.checked().unwrap()).unwrap()
    }
}

/// Values of a generated district, as they would come from its returns of the years to 2025.
pub(crate) fn read_as(
    catalogue: &Catalogue,
    registry: Registry,
    values: Values,
    (checks, suspects): (Passed, Vec<Suspect>),
) -> Checked {
    Checked {
        catalogue: catalogue.clone(),
        registry,
        year: 2025,
        notice: None,
        files: Vec::new(),
        values,
        submissions: Vec::new(),
        revisions: Vec::new(),
        findings: Vec::new(),
        suspects,
        checks,
        inputs: BTreeMap::new(),
    }
}

/// The built-in plan files in a folder, each after an edit.
pub(crate) fn plan_files(edit: impl Fn(&str, &mut String)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("targets");
    fs::create_dir(folder.path().join("plans")).unwrap();
    let files = ["elements.toml", "checks.toml", "reading.toml"];
    for name in files.into_iter().chain(["plans/primary-care.toml", "plans/disability-prevention.toml"]) {
        let mut text = fs::read_to_string(root.join(name)).unwrap();
        edit(name, &mut text);
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// What was read, a line a value: `unit element = value @ cell`.
pub(crate) fn values(checked: &Checked) -> Vec<String> {
    let line = |value: &dabiao::value::DataValue| {
        let unit = &checked.registry.unit(value.key.unit).code;
        let element = &checked.catalogue.element(value.key.element).id;
        format!(
            "{unit} {element} = {} @ {}",
            checked.catalogue.shown(value.key.element, value.value),
            value.place.a1()
        )
    };
    checked.values.iter().map(line).collect()
}

/// What was found, a line a finding: `rule cell`, without those about what is missing.
pub(crate) fn findings(checked: &Checked) -> Vec<String> {
    let about_the_rest = ["return-incomplete", "ratio-half"];
    let found = checked.findings.iter().filter(|finding| !about_the_rest.contains(&finding.rule.as_str()));
    found.map(|finding| format!("{} {}", finding.rule, finding.place.a1()).trim_end().to_owned()).collect()
}

/// Every cell ends as a value, a label or a finding.
/// A fact in Chinese.
pub(crate) fn said(fact: &Fact<'_>) -> String {
    Messages::new(Lang::Zh).fact(fact).into_owned()
}

/// Every finding carries the facts that its sentence says, numbers where that selects by one.
pub(crate) fn assert_said(checked: &Checked) {
    for finding in &checked.findings {
        for (name, fact) in &finding.facts {
            assert_eq!(is_number(name), matches!(fact, Fact::Number(_)), "{name} of {}", finding.rule);
        }
        for lang in [Lang::Zh, Lang::En] {
            let sentence = finding.sentence(&Messages::new(lang));
            assert!(!sentence.contains("{$"), "{sentence}");
        }
    }
}

/// Every cell is a value, a label or a finding.
pub(crate) fn assert_accounted(checked: &Checked) {
    for file in &checked.files {
        if let Some(tally) = file.tally {
            assert_eq!(tally.cells, tally.values + tally.labels + tally.findings, "{}", file.file);
        }
    }
}

/// Three facilities with people served and staff.
pub(crate) fn staffed(staff: [i64; 3]) -> Workspace {
    let workspace = Workspace::new();
    let names = ["三星镇卫生院", "三星镇第二卫生院", "海永社区中心"];
    for ((name, staff), served) in names.into_iter().zip(staff).zip([10_000, 20_000, 10_000]) {
        let (served, staff) = (format!("JG01|服务人口|{served}"), format!("JG03|基层卫生人员数|{staff}"));
        let rows = ["报表年度|2024", &format!("填报单位|{name}"), "代码|指标名称|本年数", &served, &staff];
        workspace.sheet(&format!("2024/{name}.xlsx"), &rows);
    }
    workspace
}
