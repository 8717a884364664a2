//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::messages::Lang;

/// 从各单位的 Excel 上报表算出全区离各项目标还差多少，写成网页报告
///
/// Finds out from Excel returns how far a health district stands from every target of
/// its plans, and writes that as HTML reports.
#[derive(Debug, Parser)]
#[command(name = "dabiao", version, args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Cli {
    /// 输出语言 / language of the output
    #[arg(long, value_enum, default_value = "zh", global = true)]
    pub lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// 工作区文件夹：等同于 report 命令 / a workspace, as with the command report
    pub folder: Option<PathBuf>,
}

/// What is read.
#[derive(Clone, Debug, Args)]
pub struct Input {
    /// 工作区文件夹 / the folder with registry and returns
    #[arg(default_value = "data")]
    pub workspace: PathBuf,
    /// 报告年度，默认为有上报表的最近一年 / year of the report, by default the latest with returns
    #[arg(long)]
    pub year: Option<i32>,
    /// 另用一套计划文件 / a folder of plan files in place of the built-in ones
    #[arg(long, value_name = "DIR")]
    pub targets: Option<PathBuf>,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 读取、核查、评估，写出网页报告 / read, check, assess, write the reports
    Report {
        /// What is read.
        #[command(flatten)]
        input: Input,
        /// 报告写到哪里 / where the reports go
        #[arg(long, value_name = "DIR", default_value = "reports")]
        out: PathBuf,
        /// 有错误级问题时以状态 1 结束 / exit status 1 when a finding is an error
        #[arg(long)]
        strict: bool,
    },
    /// 只读取和核查，写出退回各单位的核查单 / read and check only, and write what goes back to the units
    Check {
        /// What is read.
        #[command(flatten)]
        input: Input,
        /// 核查单写到哪里 / where the correction sheets go
        #[arg(long, value_name = "DIR", default_value = "corrections")]
        out: PathBuf,
    },
    /// 生成空白表，每个单位一份 / blank returns, one workbook a unit
    Forms {
        /// 工作区文件夹 / the folder with registry and returns
        #[arg(default_value = "data")]
        workspace: PathBuf,
        /// 报表年度 / the year that is asked for
        #[arg(long)]
        year: i32,
        /// 空白表写到哪里 / where the forms go
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// 另用一套计划文件 / a folder of plan files in place of the built-in ones
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// 说明一个数是怎么来的，直到单元格 / how one figure came about, down to the cells
    Explain {
        /// 单位名称或代码 / a unit's name or code
        unit: String,
        /// 指标 / an indicator
        indicator: String,
        /// 年度 / the year
        #[arg(long)]
        year: Option<i32>,
        /// 工作区文件夹 / the folder with registry and returns
        #[arg(long, value_name = "DIR", default_value = "data")]
        workspace: PathBuf,
        /// 另用一套计划文件 / a folder of plan files in place of the built-in ones
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
    /// 程序理解的全部目标 / the targets as the program understood them
    Targets {
        /// 工作区文件夹，其中的 targets/ 取代内置计划 / the workspace, whose targets/ replaces the built-in plans
        #[arg(default_value = "data")]
        workspace: PathBuf,
        /// 另用一套计划文件 / a folder of plan files in place of the built-in ones
        #[arg(long, value_name = "DIR")]
        targets: Option<PathBuf>,
    },
}
