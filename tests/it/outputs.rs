//! What is written: no script but its own, no formula, no name that acts, no page without end.

use std::collections::BTreeMap;
use std::fs;

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use crate::running::{files, home_text, run, said, workspace};
use crate::workspaces::Workspace;

#[cfg(unix)]
#[test]
fn names_that_speak_to_a_terminal_or_turn_a_text_are_written_out() {
    let workspace = workspace();
    let name = "三\u{1b}[2J星\u{202e}xslx.exe\u{7}.xlsx";
    let head = ["报表年度|2024", "填报单位|三星\u{1b}]0;x\u{7}镇", "代码|指标名称|本年数"];
    workspace.sheet(&format!("2024/{name}"), &[head[0], head[1], head[2], "JG08|护士数|'9\u{1b}[31m%"]);
    let report = run(workspace.path(), &["check", "."]);
    for (name, bytes) in files(&workspace.path().join("corrections")) {
        let text = String::from_utf8_lossy(&bytes).replace(['\n', '\r', '\t', '\u{feff}'], "");
        let bare = !name.ends_with(".xlsx") && text.chars().any(dabiao::fold::is_unseen);
        assert!(!bare && !name.chars().any(dabiao::fold::is_unseen), "{name}");
    }
    assert!(!said(&report).replace('\n', "").chars().any(dabiao::fold::is_unseen), "{}", said(&report));
    let findings = fs::read_to_string(workspace.path().join("corrections/data/findings.csv")).unwrap();
    assert!(findings.contains("\\u{1b}[2J星\\u{202e}"), "{findings}");
    // What a command line says back goes the same way.
    let asked = run(workspace.path(), &["explain", "\u{1b}[31m", "x", "--workspace", "."]);
    assert!(!said(&asked).contains('\u{1b}'), "{}", said(&asked));
}

#[test]
fn every_page_allows_its_own_script_and_nothing_else() {
    let workspace = workspace();
    for arguments in [
        &["report", "."][..],
        &["check", "."],
        &["what-if", ".", "--set", "A1/JG08=+1", "--page", "if"],
        &["diff", "reports", "reports", "--page", "diff"],
    ] {
        let output = run(workspace.path(), arguments);
        assert!(output.status.success(), "{arguments:?} {}", said(&output));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (name, bytes) in files(workspace.path()).into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = String::from_utf8(bytes).unwrap();
        let policy =
            html.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
        let policy = policy.replace("&#39;", "'");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("base-uri 'none'"), "{name}");
        let head = html.find("<style").unwrap().min(html.find("<title").unwrap());
        assert!(html.find("Content-Security-Policy").unwrap() < head, "{name}: before everything else");
        let scripts: Vec<&str> = html.split("<script").skip(1).collect();
        let hashes: Vec<String> = scripts
            .iter()
            .map(|rest| {
                let text = rest.split_once('>').unwrap().1.split_once("</script>").unwrap().0;
                let digest = Sha256::digest(text.as_bytes());
                format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(digest))
            })
            .collect();
        let allowed = policy.split("script-src ").nth(1).unwrap().split(';').next().unwrap();
        let expected = if hashes.is_empty() { "'none'".to_owned() } else { hashes.join(" ") };
        assert_eq!(allowed, expected, "{name}");
        // Nothing that a policy would have to stop is there in the first place.
        for word in [" onclick", " onload", "javascript:", "<iframe", "<object", "<link", "src=\"http"] {
            assert!(!html.contains(word), "{name}: {word}");
        }
        *seen.entry(name.split('/').next().unwrap().to_owned()).or_default() += 1;
    }
    assert!(seen["reports"] > 90, "{seen:?}");
    assert_eq!(["corrections", "if", "diff"].map(|folder| seen[folder]), [2, 1, 1]);
}

#[test]
fn no_text_of_a_return_begins_a_formula_in_a_table_and_no_figure_is_changed() {
    let workspace = Workspace::new();
    workspace.registry("townships.csv", "code,name,aliases,kind,opened,closed\n320614101,=1+1,,镇,,\n");
    workspace.registry("facilities.csv", "code,name,aliases,kind,township,ownership,regional_centre,opened,closed\nA1,+cmd,,township_hospital,320614101,@x,,,\n");
    workspace.registry("village_clinics.csv", "code,name,aliases,facility,opened,closed\n");
    let rows = ["报表年度|2024", "单位代码|A1", "填报单位|+cmd", "代码|指标名称|本年数", "JG08|护士数|'９"];
    workspace.sheet("2024/=HYPERLINK(1).xlsx", &rows);
    workspace.sheets(
        "2024/-1.xlsx",
        &[("@sheet", &["报表年度|2024", "单位代码|A1", "代码|指标名称|本年数", "JG09|x|'-5"])],
    );
    let done = run(workspace.path(), &["report", "."]);
    assert!(done.status.success(), "{}", said(&done));
    let mut cells = 0;
    for (name, bytes) in files(&workspace.path().join("reports/data")) {
        if !name.ends_with(".csv") {
            continue;
        }
        let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap());
        let header = reader.headers().unwrap().clone();
        for record in reader.records() {
            for (cell, column) in record.unwrap().iter().zip(&header) {
                let formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
                let number = cell.parse::<f64>().is_ok();
                assert!(!formula && (number || !cell.starts_with('-')), "{name} {column}: {cell}");
                cells += 1;
            }
        }
    }
    assert!(cells > 1_000);
    let values = fs::read_to_string(workspace.path().join("reports/data/values.csv")).unwrap();
    assert!(values.contains("fac.nurses,9,"), "{values}");
}

#[test]
fn two_units_that_would_share_a_page_are_refused() {
    let workspace = workspace();
    let townships = workspace.path().join("registry/townships.csv");
    let text = fs::read_to_string(&townships).unwrap();
    let first = text.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    fs::write(&townships, format!("{}\n{first}?,另一个镇,,镇,,\n", text.trim_end())).unwrap();
    let refused = run(workspace.path(), &["report", "."]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("只差"), "{}", said(&refused));
}

#[test]
fn two_units_that_would_share_a_form_are_refused() {
    let workspace = workspace();
    workspace.registry(
        "townships.csv",
        "code,name,aliases,kind,opened,closed\n320614101-1,镇,,镇,,\n320614101,1-镇,,镇,,\n320614102,海永镇,,镇,,\n",
    );
    let refused = run(workspace.path(), &["forms", ".", "--year", "2025", "--out", "blank"]);
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    assert!(said(&refused).contains("写成文件名") && !workspace.path().join("blank").exists());
}

#[test]
fn a_page_of_a_code_with_a_mark_of_its_own_in_links_is_found() {
    let workspace = workspace();
    workspace.registry(
        "townships.csv",
        "code,name,aliases,kind,opened,closed\n320614101,三星镇,,镇,,\n32#1%20,海永镇,,镇,,\n",
    );
    let facilities = home_text(&workspace, "registry/facilities.csv").replace("320614102", "32#1%20");
    workspace.registry("facilities.csv", &facilities);
    assert!(run(workspace.path(), &["report", "."]).status.success());
    let index = home_text(&workspace, "reports/index.html");
    assert!(index.contains("townships/32%231%2520.html"), "the link says what the file is called");
    assert!(workspace.path().join("reports/townships/32#1%20.html").exists());
}

/// Of what is wrong a page and a sheet list what somebody reads, and say how much more there is.
#[test]
fn every_page_and_document_of_a_district_of_thousands_of_units_opens() {
    let workspace = workspace();
    let registry = |name: &str| workspace.path().join("registry").join(name);
    let more = |name: &str, rows: String| {
        let own = fs::read_to_string(registry(name)).unwrap();
        fs::write(registry(name), own.trim_end().to_owned() + "\n" + &rows).unwrap();
    };
    let townships = (0..40).map(|t| format!("Z{t},大镇{t},,镇,,\n"));
    more("townships.csv", townships.collect());
    let all = (0..40).flat_map(|t| (0..60).map(move |f| (t, f)));
    let facilities =
        all.map(|(t, f)| format!("Z{t}-{f},大镇{t}第{f}卫生院,,township_hospital,Z{t},政府办,,,\n"));
    more("facilities.csv", facilities.collect());
    let run = run(workspace.path(), &["report", "."]);
    assert!(run.status.success(), "{}", said(&run));
    let written = files(&workspace.path().join("reports"));
    assert!(written.len() > 2_000);
    for (name, bytes) in written {
        let most = match name.rsplit_once('.').unwrap().1 {
            "html" if name.contains('/') => 400_000,
            "html" => 6_000_000,
            "docx" => 60_000,
            _ => continue,
        };
        assert!(bytes.len() < most, "{name}: {} bytes", bytes.len());
    }
}

#[test]
fn a_page_and_a_sheet_list_no_more_than_anybody_reads() {
    let workspace = workspace();
    let rows: Vec<String> = (0..700).map(|n| format!("ZZ{n}|没有的指标{n}|5")).collect();
    let head = ["报表年度|2024", "填报单位|三星镇卫生院", "代码|指标名称|本年数", "JG08|护士数|9"];
    let rows: Vec<&str> = head.into_iter().chain(rows.iter().map(String::as_str)).collect();
    workspace.sheet("2024/三星镇卫生院.xlsx", &rows);
    assert!(run(workspace.path(), &["report", "."]).status.success());
    let page = home_text(&workspace, "reports/facilities/A1.html");
    let found = |page: &str| page.matches("没有的指标").count();
    assert!(page.contains("另有") && (1..=400).contains(&found(&page)), "{}", found(&page));
    assert_eq!(run(workspace.path(), &["check", "."]).status.code(), Some(1));
    let sheet = home_text(&workspace, "corrections/A1-三星镇卫生院.html");
    assert!(sheet.contains("未逐行列出") && (1..=1_000).contains(&found(&sheet)), "{}", found(&sheet));
}
