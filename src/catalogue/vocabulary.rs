//! The words of returns: what a head, an answer or a sign of nothing is called.

use std::collections::BTreeMap;

use crate::fold::fold;

/// The words by which cells and headers are understood, folded for comparison.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Words for 是.
    pub yes: Vec<String>,
    /// Words for 否.
    pub no: Vec<String>,
    /// Words for not applicable.
    pub not_applicable: Vec<String>,
    /// Words for not yet known.
    pub missing: Vec<String>,
    /// Words for none: 0 of a count, 否 of a yes/no.
    pub none: Vec<String>,
    /// In a file's name they say that the year before them is not that of its figures.
    pub undated_names: Vec<String>,
    /// What makes a number uncertain, as it stands.
    pub doubts: Vec<String>,
    /// Names of rows and columns that carry a total, and the ends of such names.
    pub total_rows: Vec<String>,
    /// Those of them that carry a total of some of the rows.
    pub subtotals: Vec<String>,
    /// More of them, each the whole of a name.
    pub totals: Vec<String>,
    /// Words for what was planned.
    pub planned: Vec<String>,
    /// By which a title says that its table was planned only.
    pub planned_tables: Vec<String>,
    /// By which a title says that its table is of a part of the year.
    pub part_tables: Vec<String>,
    /// By which the name of a sheet says that it is an example, or no longer holds.
    pub void_sheets: Vec<String>,
    /// A title with one of these says of which year its table is …
    pub titles: Vec<String>,
    /// … unless it has one of these.
    pub undated_titles: Vec<String>,
    /// Ends of a remark that says of which time its figure is.
    pub figure_ends: Vec<String>,
    /// In the name of a file, or of its folder, they say that it does not count.
    pub void_files: Vec<String>,
    /// Heads of columns that part the figures of a unit.
    pub parting_columns: Vec<String>,
    /// Ends of unknown words that say nothing against a figure.
    pub vague_ends: Vec<String>,
    /// The beginnings of notes below a table.
    pub notes: Vec<String>,
    /// Before a day they say until when figures go.
    pub until: Vec<String>,
    /// By which a title of several years is that of a plan.
    pub plan_words: Vec<String>,
    /// Words for what was reached.
    pub reached: Vec<String>,
    /// Words for a part of a figure.
    pub parts: Vec<String>,
    /// Those of them with which the name of a part begins.
    pub of_which: Vec<String>,
    /// What may stand beside a name and changes nothing.
    pub fillers: Vec<String>,
    /// What stands behind the digits of a year.
    pub years: Vec<String>,
    /// By which a file's name says that it is a correction.
    pub corrections: Vec<String>,
    /// What stands before and behind such a word where the correction is yet to come.
    pub not_yet: Vec<(String, String)>,
    /// By which a file's name says that no other comes after it.
    pub last_versions: Vec<String>,
    /// What stands before and behind the number of a version in a file's name.
    pub versions: Vec<(String, String)>,
    /// By which a remark says that a figure is right.
    pub confirmations: Vec<String>,
    /// By which it says that it is not, though it has such a word.
    pub denials: Vec<String>,
    /// By which a remark says that a figure is wrong, or not sure.
    pub disclaimers: Vec<String>,
    /// The heads of a correction sheet by column.
    pub answers: BTreeMap<AnswerColumn, Vec<String>>,
    /// Groups of measure words that mean the same.
    pub unit_words: Vec<Vec<String>>,
    /// Measures that no element has.
    pub other_units: Vec<String>,
    /// Powers of ten before a measure word, the longest word first.
    pub scales: Vec<(String, i64)>,
    /// Names of sheets that carry no figures.
    pub known_sheets: Vec<String>,
    /// Header words by column.
    pub header: BTreeMap<Column, Vec<String>>,
    /// Words beside which the return says whose it is.
    pub identity: BTreeMap<Identity, Vec<String>>,
}

impl Vocabulary {
    /// Whether a folded name is that of a row or column of totals.
    #[must_use]
    pub fn is_total(&self, name: &str) -> bool {
        let counted = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        self.totals.iter().any(|word| word == name)
            || self.total_rows.iter().any(|word| {
                name.ends_with(word.as_str()) || name.strip_prefix(word.as_str()).is_some_and(counted)
            })
    }

    /// Whether a folded name of a row of totals is that of a subtotal.
    #[must_use]
    pub fn is_subtotal(&self, name: &str) -> bool {
        self.subtotals.iter().any(|word| name.ends_with(word.as_str()))
    }
}

impl Vocabulary {
    /// Whether a remark says that the figure beside it is right.
    #[must_use]
    pub fn confirms(&self, remark: &str) -> bool {
        has(&self.confirmations, remark) && !has(&self.denials, remark) && !self.disclaims(remark, |_| false)
    }

    /// Whether a remark says that a figure is wrong, not sure, or of another time, by a clause; what is
    /// said of last year's says nothing of this one.
    #[must_use]
    pub fn disclaims(&self, remark: &str, is_of_other_time: impl Fn(&str) -> bool) -> bool {
        let clauses = remark.split(['，', ',', '。', '；', ';', '：', ':', '\n']);
        let last_year = self.header.get(&Column::LastYear);
        let is_of_last_year = |clause: &str| {
            let clause = fold(clause);
            last_year.into_iter().flatten().any(|word| clause.starts_with(word.as_str()))
        };
        clauses.into_iter().any(|clause| {
            (has(&self.disclaimers, clause) || is_of_other_time(clause)) && !is_of_last_year(clause)
        })
    }

    /// The word for a power of ten.
    #[must_use]
    pub fn power(&self, factor: i64) -> String {
        let own = self.scales.iter().find(|(_, own)| *own == factor);
        own.map_or_else(|| factor.to_string(), |(word, _)| word.clone())
    }
}

fn has(list: &[String], text: &str) -> bool {
    let text = fold(text);
    list.iter().any(|word| text.contains(word.as_str()))
}

/// What a column of a correction sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnswerColumn {
    /// 单位代码
    UnitCode,
    /// 文件
    File,
    /// 工作表
    Sheet,
    /// 单元格
    Cell,
    /// 代码
    Code,
    /// 原值
    Found,
    /// 更正后的数
    Corrected,
    /// 填报单位说明
    Explanation,
}

/// What a column of a return holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// 序号
    Sequence,
    /// 指标名称
    Label,
    /// 计量单位
    UnitOfMeasure,
    /// 代码
    Code,
    /// 本年数
    Value,
    /// 上年数
    LastYear,
    /// 备注
    Remark,
    /// 单位代码
    UnitCode,
    /// 单位名称
    UnitName,
    /// 功能中心
    Centre,
    /// 建设情况
    CentreAnswer,
}

/// What a label cell of a return announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// 报表年度
    Year,
    /// 填报单位
    Name,
    /// 单位代码
    Code,
    /// 报出日期
    Date,
    /// 单位负责人, 填表人, 联系电话: never copied.
    Personal,
}
