# The words by which a district calls itself are Chinese alone.
area-words = { "" }

# Mistakes in a plan file
plan-unreadable = the plan file { $file } cannot be read: { $why }
at-line = { $file }, line { $line }, column { $column }: { $what }
at-cell = { $file } › { $sheet } › { $cell }: { $what }
plan-format = The plan { $file } has to be a .toml or an .xlsx: open it in Excel or WPS and save it as a workbook (.xlsx)
plan-two-files = { $file } and { $other } are one plan and do not say the same ({ $line }). Keep the one that was changed and move the other away
book-sheet = this sheet is not known; it can be called { $words }. What is no part of the plan has to go, or be called 说明
book-no-sheet = this sheet is missing
book-merged = cells are merged here; undo that and fill in each of them
book-head = the head “{ $found }” is not known; the nearest is “{ $nearest }”. All of them stand on the sheet 说明
book-beyond = “{ $found }” stands under no head that is known
book-unseen = “{ $found }” stands in a hidden row or column, or is struck out. Show it where it counts, delete it where it does not
book-formula = the formula says { $found }; correct it, or write the number
book-dressed = this cell looks like “{ $found }” and holds another number. Give it the format “General” and write 75 for 75 per cent
book-digits = “{ $found }” has more digits than a spreadsheet keeps. Give the cell the format “Text” and write it again
book-whole = “{ $found }” is no whole number. Write digits alone, such as 2026 or 100
book-day = “{ $found }” is no day; write 2026-03-10
book-blank = “{ $name }” is blank
book-target-when = a row says either by which year or from which year on each year; an indicator has one target of each year
book-reading = the indicator { $name } has no row { $found } among its other readings
plan-none = There is no plan in { $folder }: an .xlsx or a .toml has to be there
plan-more = and { $n } more; look again when these are mended
plan-per-unit = the unit of the indicator { $name } is “{ $unit }”, so that per is { $meant } and not { $own }
plan-twice-elsewhere = { $name } is in { $file } already. If that plan is out of use, move the file away; if both are in use, give this another id
book-duties = the sheet 部门 says something, so “{ $name }” has to as well; if it is not needed, empty that sheet
book-no-head = the first row has to be the heads: { $words }
book-no-cache = a formula without a result. Open and save the file in Excel or WPS, or write the number
book-fraction = “{ $found }” can be { $found } or some tens of per cent: write 60 for sixty per cent; if it is less than 1, give the cell the format “Text” and write it again
book-number = “{ $found }” is no number. Write digits alone, such as 75 or 3.5, without % or ≥
plan-continues-nothing = there is no earlier plan to go on from
book-names = “{ $found }” has line ends and commas both, so that it is open how many these are. Part names by the one or the other
book-reading-number = the number of a reading of { $name } is { $found }; they count from 1 on without a gap
plan-label-several = several elements are called “{ $name }”; write the code: { $codes }
plan-shape = { $why }
plan-unknown-key = there is no such key; the nearest is { $nearest } ({ $why })
plan-unknown-name = there is no “{ $found }”{ $words-is ->
    [empty] ; the nearest is { $nearest }
   *[other] ; these would do: { $words }
}
plan-twice = { $name } stands here for the second time
plan-part-not-comparable = { $name } cannot be the whole: part and whole are counts on one form
plan-choice-empty = a choice needs at least two words
plan-reporter = { $name }: a reporter stands on elements of the district, and on all of them
plan-not-a-choice = the element of the functional centres is a choice
plan-condition = the condition "{ $found }" cannot be understood. Write JG15=是 for a yes or no, JG18>=2 for a count, JG25=三级 or JG25>=三级 for a choice
plan-judged-below-units = an indicator cannot be judged below the level of its returns
plan-per = per lies between 1 and 1000000
plan-no-department = at least one department is responsible: in departments, in the clause that is cited, or by [duties]
plan-task = in task a brace is {"{n}"} for the number or, in English, {"{patient|patients}"} for one and for more
plan-clause-open = neither an indicator nor a commitment stands for clause “{ $clause }”; add one, or say why in neither_zh and neither_en
plan-clause-both = clause “{ $clause }” has an indicator or a commitment and neither_zh as well; keep one
plan-clause-half = clause “{ $clause }” needs neither_zh and neither_en together
plan-commitment-due = due of a commitment is a year of the plan, and does not stand beside each_year
plan-wrong-element = { $name } is no fitting element of the form "{ $form }"
plan-denominator = measure { $measure }: a denominator belongs to a ratio, and every ratio has one
plan-cumulative-stock = { $name } is a stock and cannot be summed over years
plan-not-a-part = { $name } is no part of { $whole }: no percentage can be made of them
plan-number = "{ $found }" is no decimal
plan-phases = the year { $year } stands twice, or the phases are not in order
plan-years = the year { $year } does not fit the others: the baseline year comes first, then the first year, then the last; from is not after until
plan-target-year = the year { $year } of a target of { $name } is not one of the plan’s, { $plan }
plan-baseline-source = a baseline needs its source
plan-continues = what goes on from an earlier indicator has both continues (its id) and change (same, stricter or redefined)
plan-no-target = either targets or each_year; with monitor neither
plan-range = range_upper belongs to between, and every between has one; cap belongs to between
plan-cap-below-range = the cap lies below the range
plan-check-key = this kind of check needs the key { $name }

# Command line
window-open = Press Enter to open the report, or close this window.
window-close = Press Enter to close this window.
cli-quote = a quotation mark in the command line has swallowed what follows it: { $word }. End no folder with a backslash ("D:\data", not "D:\data\").
cli-about = dabiao (达标, “meets the target”): from Excel returns, how far a health district stands from every target of its plans, as HTML reports
cli-usage = Usage:
cli-commands = Commands
cli-options = Options
cli-arguments = Arguments
cli-wrong-unknown = The command line is wrong: “{ $argument }” is not known{ $near-is ->
    [empty] {""}
   *[other] {" "}(is { $near } meant?)
}.
cli-wrong-missing = The command line is not complete: { $argument } is missing.
cli-wrong-no-value = The command line is not complete: nothing stands after { $argument }.
cli-valid-date = a date such as 2026-03-15
cli-wrong-value = The command line is wrong: { $argument } cannot be “{ $value }”{ $valid-is ->
    [empty] {""}
   *[other] ; it can be { $valid }
}.
cli-wrong-twice = The command line is wrong: { $argument } is given twice, or beside what excludes it.
cli-wrong-other = The command line is wrong.
cli-wrong-usage = Write: { $usage }
    Help: dabiao { $command }--help
cli-usage-all = dabiao [OPTIONS] [FOLDER]
       dabiao <COMMAND> …
cli-value-options = OPTIONS
cli-value-lang = LANGUAGE
cli-value-threads = N
cli-value-folder = FOLDER
cli-value-workspace = WORKSPACE
cli-value-year = YEAR
cli-value-targets = FOLDER
cli-value-after = FOLDER
cli-value-out = FOLDER
cli-value-reply_by = DATE
cli-value-unit = UNIT
cli-value-indicator = INDICATOR
cli-value-set = UNIT/ELEMENT=VALUE
cli-value-file = FILE
cli-value-page = FOLDER
cli-value-old = OLD
cli-value-new = NEW
cli-value-report = REPORT
cli-no-such-command = The command line is wrong: there is neither a command nor a folder “{ $word }”{ $near-is ->
    [empty] {""}
   *[other] {" "}(is { $near } meant?)
}. See dabiao --help
cli-report = read, check, assess, write the reports
cli-check = read and check only, and write what goes back to the units
cli-forms = blank returns, one workbook a unit
cli-explain = how one figure came about, down to the cells
cli-what-if = what would change if some figures were others; nothing is written
cli-arg-set = a figure set to something else: UNIT/ELEMENT=VALUE, =+2 for two more; can be given again
cli-arg-file = a file of lines UNIT/ELEMENT=VALUE
cli-targets = the targets as the program understood them
cli-init = Make an empty workspace
cli-arg-lang = language of the output: zh (default) or en
cli-arg-help = show this
cli-arg-version = show the version
cli-arg-folder = a workspace, as with the command report
cli-arg-workspace = the folder with registry and returns (default data)
cli-arg-init-folder = a folder that is not there yet, or empty
cli-arg-targets-out = a folder for the plans as files to start from
init-done = An empty workspace is in { $folder }. Read 使用说明.txt there first (Chinese), then fill in registry/registry.xlsx
init-not-empty = there are files in { $folder } already; choose a new folder
targets-written = { $n } plan files written: { $folder }
cli-arg-year = the year, by default the latest with returns
cli-arg-targets = a folder of plan files in place of the built-in ones
cli-arg-forms-year = the year that is asked for
cli-arg-forms-out = the folder for the forms
cli-arg-out = The folder to write to (default reports; for publication reports-published, of a year that is named reports-2024; of check corrections)
cli-arg-reply_by = The day by which the units are to answer, such as 2026-03-15; it stands on the sheets and the list
cli-arg-strict = exit status 1 when a finding is an error
cli-arg-unit = a unit's name or code
cli-arg-indicator = an indicator's name or id
error = error: { $text }
error-other = { $why }
targets-edition = Edition of the plans: { $edition }
targets-plan = { $title } ({ $document }, { $n } indicators, { $commitments } commitments without a target)
targets-head = Indicator	Clause	Name	Judged at	Target	Responsible

# Mistakes in the registry
registry-unreadable = cannot read the registry file { $file }: { $why }
registry-missing = the registry has no { $file } (nor { $other })
registry-both = the registry has both { $file } and { $other }; remove the one that is not used
registry-column = the registry { $file }, row { $line }: no column is headed “{ $found }”, or another one is too. These would do: { $words }
registry-no-column = the registry { $file } has no column { $column } (its head can be { $words })
registry-district = the registry { $file } has exactly one row
registry-word = the registry { $file }, row { $line }, { $column }: “{ $found }” is not understood. These would do: { $words }
registry-empty = the registry { $file }, row { $line }: { $column } is blank
registry-example = the registry { $file }, row { $line } is still the example (it says “{ $words }”): put a real unit in its place, or remove the row
registry-parent = the registry { $file }, row { $line }, { $column }: there is no unit “{ $found }” above it{ $words-is ->
    [empty] { "" }
   *[other] ; nearly so: { $words }
}
registry-same-file = the registry { $file }, row { $line }: the code “{ $found }” with the name makes the file name of another unit; change the code
registry-alike = the registry { $file }, row { $line }: the code “{ $found }” differs from another unit’s only in letter case or in characters that no file name can have; change the code
registry-twice = the registry { $file }, row { $line }, { $column }: “{ $found }” is there already
registry-date = the registry { $file }, row { $line }, { $column }: “{ $found }” is no date; write it like { $words }
registry-closed = the registry { $file }, row { $line }: closed on { $found }, before it opened on { $words }

# The blank forms are Chinese in both languages
form-sheet = 填报表
form-roster = 村卫生室名册
form-centres = 功能中心
form-notes = 填报说明
form-title = { $title }（{ $year }年）
form-number = { $number-is ->
    [empty] {""}
   *[other] 表号：{ $number }　
}制定机关：{ $district }卫生健康委员会
form-made-by = dabiao { $version }，计划版本 { $edition }
form-year = 报表年度
form-unit-name = 填报单位
form-unit-code = 单位代码
form-head = 单位负责人
form-filled-by = 填表人
form-telephone = 联系电话
form-date = 报出日期
form-sequence = 序号
form-label = 指标名称
form-unit = 计量单位
form-code = 代码
form-value = 本年数
form-last-year = 上年数
form-remark = 备注
form-roster-code = 单位代码
form-roster-name = 单位名称
form-centre = 功能中心
form-centre-answer = 建设情况
form-meaning = 指标解释
form-due = 报送截止日期
form-note-1 = 一、只填浅黄色单元格，其余单元格已锁定。
form-note-2 = 二、没有发生的填 0；确实不适用的填“不适用”；暂时统计不出的填“待统计”，并在备注中写明何时补报。空白一律按缺报处理。
form-note-3 = 三、数量只填整数，不带“人”“家”等字样，不填百分数。“本年数”是当年全年发生数或年末数，见指标解释。
form-note-4 = 四、“上年数”由区里预先填入，与底册不符的，请在备注中说明，不要改动。
form-note-5 = 五、填写中如有疑问，请与{ $district }卫生健康委员会联系。
form-input-count = 请填不小于 0 的整数
form-input-part = 请填整数，不大于“{ $whole }”
form-input-list = 请从下拉列表中选择
form-input-wrong = 请核对
form-input-sure = 填的内容与要求不符。确实不适用的填“不适用”，暂时统计不出的填“待统计”。
form-footer = &C第 &P 页，共 &N 页

# Findings: what is wrong and what to do
finding-file-unreadable = this file cannot be read ({ $why }); open it, save it as an Excel workbook (.xlsx) without a password and send it again
finding-file-in-use = another program has this file open; close it and run again, nothing has to be sent again
finding-file-forbidden = you may not read this file; have its permissions changed and run again, nothing has to be sent again
finding-file-kind = this is { $kind } and no spreadsheet; send the spreadsheet itself
finding-file-outside = the file lies outside of a year's folder; put it into returns/<year>/
finding-identity-number = an identity number. Returns carry counts and nothing about persons; it is not copied. Remove it, send the return again, take the first file out of the folder returns and deal with the copies of it.
finding-file-link = a link that leads out of the workspace; not read. Put the file itself here.
finding-file-lock = a temporary file of an open workbook; not read
finding-file-year-name = The file is called “{ $found }” ({ $year }), no year stands in its tables, and it lies in the folder of { $folder }; nothing of it was used. Write the year in the table, or correct the name, or move the file.
finding-file-void = By the name of the file or its folder ({ $found }) it does not count (作废, 草稿, 样表, 备份 …), and nothing of it was used. If it counts, give it another name; if not, take it out of returns.
finding-file-year = “{ $found }” ({ $year }) stands in the file, but it lies in the folder of { $folder }; nothing of it was used. Correct the year in the file, or move it to the folder of its year.
finding-year-unreadable = the year "{ $found }" cannot be understood; read as { $folder } after the folder; write 2024
finding-date-unreadable = the date "{ $found }" cannot be understood and does not count; write 2025-01-15
finding-date-early = The date “{ $found }” is before December { $folder }, when there are no figures of the whole year, and does not count. Check the date, and whether the figures are those of { $folder }.
finding-remark-doubts = { $label } says “{ $found }”, and the remark beside it ({ $cell }) “{ $remark }”. The figure is used for now and marked as suspect; check it and correct it, or write 属实 in the remark.
finding-cells-hidden = This sheet has hidden rows or columns; they were read like the others. Check whether they are meant to be returned.
finding-looks-unknown = All numbers in this column lie between 0 and 1 (such as “{ $found }”), and formats such as .xlsb do not tell counts from shares. Check them; if they are shares, return counts, and save the file as .xlsx.
finding-sheet-hidden = this sheet is hidden; it was read like the others
finding-sheet-unknown = no header was recognised on the sheet "{ $found }": { $n } cells were not used; use the blank form or restore the header row
finding-unit-unknown = nobody in the registry is called "{ $found }"; not used. { $candidates-is ->
    [empty] State the unit and its code.
   *[other] The nearest are: { $candidates }. Check name and code; enter a new unit into the registry first.
}
finding-unit-ambiguous = several units are called "{ $found }" ({ $candidates }); not used; state the code
finding-unit-code-name = code and name are of different units: "{ $found }" (in the registry: { $candidates }); not used; correct one of them
finding-unit-code-unknown = the code "{ $found }" is not in the registry; read by the name; the code is { $code }
finding-unit-from-name = the sheet does not say whose it is; read by the name "{ $found }" of the file or sheet; state the unit and its code
finding-unit-other-name = The cells say { $found }, but { $name } is the name of another unit; whose the figures are is open, and none was used. Correct the reporting unit and its code, or the name of the file or sheet.
finding-unit-open = Row and column of this figure name two units; “{ $found }” was not used. Give each a cell of its own.
finding-unit-closed = { $found } did not work at the end of the year (not open yet, or closed); not used; the unit that took it over returns its figures
finding-unit-foreign = { $found } belongs to { $owner } and is not returned here; not used
finding-element-unknown = which data element this row is ({ $label }) is not clear; "{ $found }" was not used; check code and label
finding-element-open = There are several figures under “{ $head }” and none is marked as the one to return; “{ $found }” and the other cells, { $n } in all, were not used. Mark the total or what was reached, or leave one column or row only.
finding-element-code-unknown = there is no code "{ $found }"; read by the label "{ $label }"
finding-element-label = the code { $code } is "{ $label }", the label says "{ $found }"; read by the code; check the row
finding-element-level = { $code } is not asked of this kind of unit; "{ $found }" was not used
finding-value-hidden = This cell has no usable figure, and a hidden row or column ({ $cell }) says “{ $hidden }”; which counts is open, and it was not used. Write the figure where it is seen and delete what is hidden.
finding-value-twice = the same figure stands twice with the same value; used once (see { $cell })
finding-value-twice-different = the same figure stands twice, here "{ $found }", there "{ $other }" ({ $cell }); neither was used; keep the right one
finding-cell-read-as = { $label }: "{ $found }" was read as { $read }; write digits only
finding-cell-tidied = { $label } says “{ $found }” and was read as { $read }. Please leave out blanks and full-width signs, or choose from the list.
finding-file-no-table = No table was recognised in this file, and nothing of it was used. Please use the blank form; if it is no return, take it out of the folder.
finding-cell-none = { $label }: "{ $found }" was read as { $read }; if it was not counted, write 待统计
finding-cell-pending = { $label }: "{ $found }" counts as missing; send the figure
finding-cell-not-a-count = { $label }: "{ $found }" is no whole number; not used; write a whole number without a unit
finding-cell-percentage = { $label } is a count; "{ $found }" is a percentage; not used; write the number itself
finding-cell-fraction = { $label } is a whole number; "{ $found }" is none; not used; perhaps a rate, an average or ten thousands
finding-cell-negative = { $label }: "{ $found }" is negative; not used
finding-cell-too-large = { $label }: "{ $found }" is impossibly large; not used; check the digits
finding-cell-date = { $label }: "{ $found }" is a date; not used; write a number
finding-cell-not-yes-no = { $label } is 是 or 否; "{ $found }" is neither; not used
finding-cell-not-a-choice = { $label }: "{ $found }" is none of the choices ({ $choices }); not used
finding-cell-struck = The cell of { $label } has something struck out in it (“{ $found }”), so which figure counts is open; it was not used. Leave the right figure only.
finding-cell-mark = “{ $found }” in { $label } has a raised or circled mark, so what is figure and what is footnote is open; it was not used. Put the footnote into the remarks and only digits into the cell.
finding-cell-doubt = “{ $found }” in { $label } is approximate or in doubt; it was not used. Return the exact whole number, or 待统计 if it is not known yet.
finding-cell-two-numbers = The cell of { $label } has more than one number in it (“{ $found }”); it was not used. Leave the right one only.
finding-row-struck = The name of the row “{ $name }” is struck out, so whether { $label } (“{ $found }”) counts is open; it was not used. Delete the row or take away the strike.
finding-cell-scale = { $label } is counted in { $unit }, but “{ $said }” stands here, so on what scale “{ $found }” is meant is open; it was not used. Return the whole number in { $unit }.
finding-cell-format = The number format of { $label } shows another number than the one that is stored (“{ $found }”); which is meant is open, and it was not used. Set the format to General and write the whole number in { $unit }.
finding-cell-scaled = “{ $found }” in { $label } was read as { $read }, by the unit of measure that stands there ({ $said }). Return it in { $unit }.
finding-cell-merged = The cell with “{ $found }” in { $label } spans several rows or columns, so whose figure it is is open; it was not used. Split the cell and fill in each figure.
finding-cell-excel-error = { $label }: the cell holds the error { $found }; not used; check the formula
finding-cell-no-cache = { $label }: the formula has no result; not used; open the file, save it and send it again
finding-cell-stray = the number "{ $found }"{ $n ->
    [1] {" "}stands in no known place
   *[other] {" "}and others of its column ({ $n } cells) stand in no known place
}; not used
finding-centre-unknown = "{ $label }" is none of the ten functional centres; "{ $found }" was not used
finding-centre-shared = "{ $label }" may not be shared: "{ $found }" does not count as built
finding-layout-tried = The layout { $name } was tried on this sheet; these heads were not found: { $found }. Compare the layout with the sheet.
finding-total-mismatch = the row "{ $row }" says { $found }, the rows sum to { $sum }; check which is wrong; only the rows are used
finding-findings-more = The file has { $n } more of the same ({ $found }), which are not listed. Correct those that are, and check again.
finding-return-copy = Every figure on { $form } here is the same as in { $other }; used once.
finding-return-revised = { $n } figures on { $form } here were corrected by { $other }, and the corrections were used{ $n_open ->
    [0] {""}
   *[other] ; it supplies { $n_open } figures that could not be used before
}. data/revisions.csv lists them.
finding-return-differs = { $label }: this file says “{ $found }”, another one “{ $other }” ({ $cell }), and nothing tells which of them is the correction; neither was used. Put the later date into the right one, or 更正 into its name.
finding-return-blank = Nothing is filled in on { $form }; it counts as not returned. Fill it in and return it again.
finding-return-incomplete = { $n } figures are missing: { $names }{ $more ->
    [more] {" "}and more
   *[other] {""}
}; send them; 0 where there was nothing
finding-columns-swapped = { $block-is ->
    [empty] Every figure under “this year” is what was returned for the year before ({ $n } of them differ from the column for last year): the two columns changed places, and nothing of the form was used
   *[other] The figures for “this year” in the rows of { $block } are what was returned for the year before ({ $n } of them differ from the column for last year): the two columns changed places there, and nothing of these rows was used
}. Change them back and return it again.
finding-block-slipped = The block { $sure } stands a row too { $way }: { $label } says { $found }, which fits last year’s { $other } of { $other_label }{ $own-is ->
    [empty] {""}
   *[other] {" "}and not its own { $own }
}. Of { $block } it cannot be told which are right, and nothing was used. Check row by row, move the figures back to their rows and return the whole form again.
finding-last-year-differs = Last year’s figure of { $label } is given as { $found }; { $other } was returned for that year ({ $cell }). Find out which of the two years is wrong; if both are right, say so in the remark.
finding-plan-unit-unknown = The indicator “{ $label }” is judged for the townships under only; of these the registry does not have { $found }{ $more-is ->
    [empty] , and it is judged for the others
   *[other] , none of them, and it does not apply
}. Mend the code in the plan file, or add the unit to the registry.
finding-last-year-swapped = { $label } is given as { $found } for this year, which is what was returned for last year, and as { $other } for last year ({ $cell }): the two may have changed places. Find out; if both are right, say so in the remark.
finding-answer-unknown = This line of the correction sheet ({ $found }) belongs to no figure that was asked about, and its corrected figure was not used. Correct the form itself and return it again.
finding-answer-unclear = This line of the correction sheet says “{ $found }”, which neither confirms the figure nor corrects it; it still counts as unanswered. Give the corrected figure, or write 属实 and why.
finding-answer-outdated = This line of the correction sheet asks about “{ $before }” in { $cell }, where “{ $now }” stands now; the line was not used, and the return counts as it is now.
finding-answer-scale = The cell that this line of the correction sheet is about ({ $cell }) counts by “{ $said }”, and the corrected figure ({ $found }) does not say what it counts in; it was not used. Write it with its unit, such as “{ $found } { $unit }” or “{ $found }{ $said }{ $unit }”.
finding-answer-both = This line of the correction sheet gives a corrected figure ({ $found }) and says 属实; it still counts as unanswered. Where the figure is wrong, give the corrected one and why; where it is right, write 属实 alone.
finding-answer-no-figure = This line of the correction sheet confirms a figure ({ $cell }) that is not used or not there, which does nothing. Give the corrected figure.
finding-figure-confirmed = { $label } ({ $cell }) looks wrong; the unit says “{ $found }”. It is used and no longer doubtful.
finding-archive-more = The archive holds too many files; the last { $found } were not read. Make several archives of it, or unpack it into the folder.
finding-folder-output = This folder was written by this program (a report, or correction sheets), and nothing of it was read. Take it out of returns; put sheets that came back into the folder of the year, by themselves.
finding-answer-none = No line of this correction sheet is answered. Fill it in and return it again.
word-lower = low
word-higher = high
finding-part-above-whole = { $label } { $found } is larger than { $other_label } { $other } ({ $cell }); the first was not used
finding-zero-denominator = { $label } is { $found } while { $other_label } is 0 ({ $cell }); the first was not used
finding-implied-denied = { $label } is "{ $found }" while { $other_label } is "{ $other }" ({ $cell }); the first was not used
finding-ratio-half = { $other_label } is missing while { $label } is { $value } ({ $cell }): the ratio cannot be made; return { $other_label }
finding-year-on-year = { $label }: { $found } this year, { $other } last year ({ $cell }), a change of more than { $factor } times; check and explain
finding-scale-slip = { $label } is { $found } this year and { $other } last year ({ $cell }), about { $factor } times apart. Was it typed in ten thousands, or the other way round?
finding-sheet-year = “{ $found }” ({ $year }) stands here, but the file lies in the folder of { $folder }; this table was not read. If the year is a slip, correct it and return the file again.
finding-sheet-part = “{ $found }” stands here, which is a plan, an example, a table that no longer holds or a part of the year; this table was not used. Return what was reached in the whole year, or correct these words if it is that.
finding-sheet-year-open = “{ $found }” stands here, but the year that was filled in is { $folder }: of which year these figures are is open, and this table was not used. Check it; if they are of { $folder }, correct these words, and if not, return those of the year.
finding-figure-planned = “{ $found }” is a plan or a target with nothing that was reached beside it; it was not used, { $n } places in all. If it was reached, correct these words.
finding-part-year = The table has columns or rows of { $found }; they were not read, only the figures of { $folder } were used.
finding-year-open = Of which year the figures under “{ $head }” are is open; “{ $found }” and the other cells, { $n } in all, were not used. Leave one year only.
finding-identical-returns = { $n } figures all equal last year's ({ $cell }); check that the right return was sent
finding-stock-falls = { $label }: { $found } is less than last year's { $other } ({ $cell }); such a stock seldom falls; check
finding-parts-of-township = { $label } is { $found }, the facilities' { $other_label } sum to { $sum }, more than { $percent } % apart ({ $cell }); check

kind-encrypted = a file with a password (please remove it and send the file again)
kind-protected = a file under document protection (DRM), which has to be taken off first
kind-web-archive = a web page in one file (.mht); save it as .xlsx in Excel or WPS
kind-word = a Word document
kind-slides = a presentation
kind-old-excel = a workbook of Excel 4.0 or before (please save it as .xlsx)
kind-packed = a file in an archive that cannot be unpacked (it is damaged, or packed in a way that is not known; please unpack it into the folder)
kind-too-large = a file that holds far more than a return
kind-other = a file of another kind
file-damaged = the file is damaged or no regular workbook
kind-empty = an empty file
kind-pdf = a PDF
kind-picture = a picture
kind-archive = an archive

# Mistakes in the workspace
workspace-not-one = { $folder } has no folder { $part } and is no workspace; name the folder with registry and returns
workspace-unreadable = the files of { $folder } cannot be listed: { $why }
workspace-empty = there are no returns of any year in { $folder }/returns
year-without-returns = There are no returns of { $year }; the latest year that has some is { $latest }.
year-out-of-range = There is no year { $year }; write four digits
year-without-plan = no plan covers { $year }: those there are run from the baseline { $first } to { $last }. Choose one of these years with --year, or put the new plan into targets/plans of the workspace

# Everywhere
list-comma = {", "}
list-pause = {", "}
list-semicolon = {"; "}
list-and-more = { $names } and others ({ $n } in all)
list-and-more-units = { $names } and others ({ $n } units)
list-and-more-files = { $names } and others, { $n } files
list-and-more-places = { $names } and others, { $n } places
list-and-more-returns = { $names } and others ({ $n } returns)
word-yes = yes
word-no = no
word-none = none
word-total = Total
word-baseline = baseline
word-stop = {". "}
word-colon = {": "}
word-regional-centre = regional medical centre
more = { $n } more
number-unit = { $number } { $unit }
unit-points = percentage points
layout-unreadable = The layout file { $file } cannot be read: { $why }
layout-element = there is no data element “{ $found }”; the nearest is { $nearest }
layout-head = this head is empty, or the same as another. Write a head of several rows from the top, with > between its parts.
workspace-settings = The workspace's settings { $file } cannot be read: { $why }
out-not-ours = { $folder } holds files that this program did not write; nothing was touched. Name an empty folder, or move those files away first.
out-written = { $file } exists with another content and may be a form that was filled in; neither it nor anything else was written. Name an empty folder.
forms-done = { $n } blank forms are in { $folder }

# Statuses
status-met = met
status-met-early = met early
status-not-met = not met
status-on-track = on track
status-behind = behind
status-in-progress = in progress
status-undetermined = undetermined
status-no-data = no data
status-not-applicable = not applicable
status-monitored = monitored
status-provisional-suspect = { $word }, provisional: { $n } missing; doubtful
status-suspect = { $word } (doubtful)
status-provisional = { $word }, provisional: { $n } missing
meaning-met = The target is satisfied; “met early” where it is not yet due.
meaning-not-met = The target is due, and no missing return could satisfy it.
meaning-on-track = Not yet due; the value is at or above the straight path from baseline to target.
meaning-behind = Not yet due; the value is below that path, or above the cap.
meaning-in-progress = Not yet due, without a baseline to compare with; also a yes/no milestone before its due year.
meaning-undetermined = The units that are missing decide.
meaning-no-data = Due, and no usable figure came in.
meaning-not-applicable = There is nothing that it would apply to, such as a year without an outbreak.
meaning-monitored = Shown and not judged: the baseline year, indicators without a target, and a district indicator's figures for townships and facilities.
reason-baseline = The baseline year is shown and not judged (rule 1).
reason-not-judged-here = The indicator is not judged at this level (rule 1).
reason-no-target = The plan gives no figure; it is only followed.
reason-no-data = Due, and no usable figure came in (rule 3).
reason-not-applicable = There is nothing that it would apply to (rules 3 and 5).
reason-met = The target is due, and even the lowest possible value satisfies it (rule 1).
reason-met-early = The target is not yet due, and even the lowest possible value satisfies it (rule 2).
reason-not-met = The target is due, and even the highest possible value does not satisfy it (rule 1).
reason-over-cap = Above the cap that the plan sets (rule 6).
reason-open-in-force = The target is due, and the missing units decide (rules 1 and 3).
reason-on-track = Not yet due; even the lowest possible value is on the path (rule 2).
reason-behind = Not yet due; even the highest possible value is below the path (rule 2).
reason-open-path = Not yet due; the missing units decide whether it is on the path (rules 2 and 3).
reason-open-without-path = Not yet due, without a complete baseline; the target may still be satisfied (rule 2).
reason-without-path = Not yet due, without a complete baseline to compare with (rule 2).
reason-met-by-value = The target is due, and the value over the units that reported satisfies it (rules 1 and 3).
reason-met-early-by-value = The target is not yet due, and the value over the units that reported satisfies it (rules 2 and 3).
reason-not-met-by-value = The target is due, and the value over the units that reported does not satisfy it (rules 1 and 3).
reason-on-track-by-value = Not yet due; the value over the units that reported is on the path (rules 2 and 3).
reason-behind-by-value = Not yet due; the value over the units that reported is below the path (rules 2 and 3).
reason-provisional = {" "}Units are missing: the verdict is provisional and may change when they report.
reason-milestone = A yes/no milestone that is not yet due has no path (rule 2).
reason-not-asked = Nobody is asked for it in this year.
reason-masked = Left out and not judged here: too few patients, or it would follow from a sum.
severity-error = error
severity-warning = warning
severity-notice = notice
arrival-received = received
arrival-late = late
arrival-partial = incomplete
arrival-missing = missing
arrival-superseded = superseded

# Values and targets
target-none = followed, no target
target-milestone = done
target-cap = { $range }, at most { $cap }
target-each = each { $target }
target-each-year = each year from { $year }: { $target }
target-phase = { $year }: { $target }
value-bounds-only = only a bound is known
bounds = can still be { $lower } to { $upper }
bounds-open = at least { $lower }
bound-open = no bound
gap-short = { $number } { $unit } short
gap-over = { $number } { $unit } over
shortfall = { $size } { $counted }{ $noun }
shortfall-over = { $size } { $counted }{ $noun } over
note-above-range = above the range, still met
note-above-cap = above the cap
note-small = denominator under { $least }, not ranked
note-masked = fewer than { $fewest } patients, or could be worked out from the sums; not published
value-suspect = { $value } (doubtful)
value-units = { $of } meet it
bounds-units = can still be { $lower } to { $upper }
own-figure = taken as one { $value }
share-township = { $n } of { $whole } townships meet it
share-facility = { $n } of { $whole } facilities meet it
share-village = { $n } of { $whole } village clinics meet it
value-masked = not published
finding-withheld = concerns very few patients; the published version leaves the figures out, the working version has them.
notice-published = Published version: below the district, figures of fewer than { $fewest } patients (or of what is left of a whole) are left out, and so is what would give them away.
cli-arg-threads = How many files and pages are worked on at once; by default one a core; the result is the same
cli-arg-publish = For publication: leave out figures of very few patients below the district, and what would give them away
cli-arg-after = The report that was published before: what it leaves out stays out, and so does what the two would tell together (with --publish)
note-suspect = doubtful: a figure behind it does not fit another one, and nobody has confirmed it
note-revised = the target is that of a revision
note-declared-baseline = no return carries the baseline; it is from { $source }
note-interval = { $kind }, 95% interval { $low }–{ $high } ({ $method })
note-interval-sample = sample survey
note-interval-few = few events
interval-wilson = Wilson score
interval-exact = exact Poisson
interval-byar = Byar
interval-wilson-formula = Interval: [2x + z² ∓ z√(z² + 4x(1 − x÷n))] ÷ [2(n + z²)] × { $per }, x = { $events }, n = { $out_of }, z = 1.959964: { $low }–{ $high } (decides no status)
interval-exact-formula = Interval: χ²(0.025, 2x) ÷ 2 ÷ n × { $per } to χ²(0.975, 2x + 2) ÷ 2 ÷ n × { $per }, x = { $events }, n = { $out_of }: { $low }–{ $high } (decides no status)
interval-byar-formula = Interval: x[1 − 1÷(9x) − z÷(3√x)]³ ÷ n × { $per } to (x + 1)[1 − 1÷(9(x + 1)) + z÷(3√(x + 1))]³ ÷ n × { $per }, x = { $events }, n = { $out_of }, z = 1.959964: { $low }–{ $high } (decides no status)
authority-state = State
authority-province = Province
authority-city = City
revision-issuer = { $authority }: { $issuer }
revision-own = The plan's own
revision-not-yet = does not count yet in this year
revision-stricter = the stricter one, rules
revision-chosen = chosen to rule
revision-not-stricter = not stricter than what stands, does not rule
revision-not-due = until it is due the earlier target stands
revision-plan-chosen = chosen not to rule
revision-no-clause = the clause of the plan does not follow revisions; shown only
readings-agree = The district's status is the same under every reading.
readings-differ = The district's status is not the same under every reading.
level-district = district
level-township = townships
level-facility = facilities
level-village = village clinics
level-name-district = District
level-name-township = Townships
level-name-facility = Facilities
level-name-village = Village clinics
formula-ratio = { $numerator } ÷ { $denominator } × { $per } = { $value }
formula-own = as returned: { $value }
formula-sum = summed over the units: { $value }
figure-words = { $unit }, { $name }: { $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}, { $word }
score-words = { $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}, { $word }
cell-none = –
cell-provisional = provisional, { $n } missing
cell-district-only = district figure
cell-not-applicable = n/a
cell-not-asked = not asked

# The end of a command
summary-returns = Returns: { $due } due for { $year }, { $came } received ({ $late } late, { $partial } incomplete), { $missing } missing
summary-no-due = Due day: the registry’s calendar has none for { $year }, so nobody can be said to be late; add it
summary-missing = {": "}{ $names }
summary-findings = Findings: { $errors } errors this year{ $open-is ->
    [empty] {""}
   *[other] {" "}(none of these figures is used: { $open })
}, { $warnings } warnings, { $notices } notices ({ $all } over all years, see quality.html or data/findings.csv)
summary-findings-check = Findings: { $errors } errors this year{ $open-is ->
    [empty] {""}
   *[other] {" "}(none of these figures is used: { $open })
}, { $warnings } warnings, { $notices } notices ({ $all } over all years, see data/findings.csv)
summary-refused = Files of which nothing is used, { $n }: { $names }
summary-cells = Read: { $files } files = { $read } used + { $refused } refused; { $cells } cells = { $values } values + { $labels } labels + { $findings } findings
summary-statuses = Assessed: { $n } district indicators, { $statuses }
summary-report = Report: { $file }
summary-check = Who has to return or correct what: { $index } (as text { $text })

# what-if
what-if-setting = “{ $text }” is not understood. Write UNIT/ELEMENT=VALUE, such as 三星镇/XZ05=+2 for two more
what-if-nothing = Nothing is said to be changed. Write dabiao what-if --set UNIT/ELEMENT=VALUE, such as --set 三星镇/XZ05=+2 for two more; repeat --set for several, or put them into a file for --file
what-if-supposed = Supposed: { $label } of { $unit }{ $before-is ->
    [empty] {" "}is missing and becomes { $after }
   *[other] {" "}is { $before } and becomes { $after }
}
what-if-page = Page: { $file }
what-if-element = There is no data element “{ $element }”. The nearest are: { $near }. Its name, code or id will do.
what-if-not-asked = { $element } is not asked of { $unit } in { $year }. Name a unit that returns it.
what-if-no-count = “{ $text }” cannot be added: there is no such figure, or less than 0 would be left
what-if-clash = The supposed figures contradict each other: { $one } and { $other }
what-if-file = { $file } cannot be read: { $why }
what-if-changes = { $n } assessments change
what-if-figure = { $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}{" "}{ $word }{ $shortfall-is ->
    [empty] {""}
   *[other] , short of { $shortfall }
}
what-if-change = { $unit }  { $name }: { $before } → { $after }

# explain
explain-no-unit = Nobody in the registry is called “{ $unit }”. { $near-is ->
    [empty] Use a name or code of the registry.
   *[other] Perhaps: { $near }
}
explain-several-units = Several units are called “{ $unit }”, use the code: { $near }
explain-element = “{ $label }” is a data element. { $names-is ->
    [empty] No indicator uses it.
   *[other] It goes into: { $names }. Name one of these.
}
explain-no-indicator = There is no indicator “{ $indicator }”. The nearest are: { $near }. All of them: dabiao targets
explain-no-row = “{ $indicator }” is not worked out for { $unit } in { $year }: it does not apply to this unit or level
explain-title = { $name } ({ $id })  { $unit } ({ $code })  { $year }
explain-clause = Clause: { $plan } ({ $document }) { $clause }
explain-definition = Definition: { $text }
explain-reading = Reading: { $text }
explain-value = Value: { $value }
explain-formula = Formula: { $text }
explain-bounds = Can be: lowest { $lower }, highest { $upper }
explain-coverage = Reported: { $reported } of { $due }
explain-status = Status: { $status } ({ $word })
explain-rule = Rule: { $text }
explain-target-in-force = Target: { $target }, { $due }, in force
explain-target-not-yet = Target: { $target }, due { $due }, not yet in force
explain-baseline = Baseline: { $base_year } { $base }
explain-path = Path: baseline { $base_year } { $base } → { $due } { $target }; expected = baseline + (target − baseline) × ({ $year } − { $base_year }) ÷ ({ $due } − { $base_year }), at most the target = { $expected }
explain-revision = Revision: { $issuer } ({ $document }, { $issued }), from { $from } { $target }{ $due-is ->
    [empty] {""}
   *[other] , due { $due }
}: { $why }
explain-other-reading = Another reading: { $text } Result: { $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}, { $word }
explain-parts = Part in the district's gap (target × denominator ÷ per − numerator; the district { $whole }):
explain-part = {"  "}{ $unit }  { $target } × { $denominator } ÷ { $per } − { $numerator } = { $part }; to reach the target itself { $must_add }{ $closes-is ->
    [empty] {""}
   *[other] ; in the closing set with { $closes }
}
explain-brought = {"  "}{ $unit }  has { $numerator }, could add { $must_add }{ $closes-is ->
    [empty] {""}
   *[other] ; in the closing set with { $closes }
}
explain-gap = Gap: { $gap }; shortfall { $shortfall }
explain-change = { $percent }% of the targeted change achieved
explain-notes = Notes: { $text }
explain-units = Unit by unit:
explain-registry = The registry itself answers this; nothing is returned.
explain-cells = The figures used ({ $n }):
explain-grounds = {"      "}unit: { $unit }; data element: { $element }; year: { $year }{ $own-is ->
    [empty] {""}
   *[other] ; unit of measure: { $scale-is ->
        [empty] not said, { $own } meant
       *[other] { $scale }
    }
}
explain-ground-cell = { $cell } “{ $words }”
explain-ground-other-sheet = { $sheet } › { $cell } “{ $words }”
explain-ground-sheet = the sheet’s name “{ $words }”
explain-ground-file = the name of the file or its folder “{ $words }”
explain-ground-folder = the folder
explain-read-from = read from “{ $text }”
explain-findings = Findings on them:
explain-hint = Down to the cells:

# The frame of a page
page-organisation = Health Commission of { $district }
page-edition = Plans { $edition }, program dabiao { $version }.
page-returns = { $came } of { $due } returns received for { $year }.
page-how = The page “Methods” says how every figure is made; “on track” and “behind” are a convention of management, not words of the plans.
page-foot = Gap report
page-skip = Skip to the content
page-nav = Pages
nav-index = Overview
nav-annual = Annual report
nav-departments = Departments
nav-quality = Data quality
nav-methods = Definitions
chapter-title = { $plan } · { $chapter }

# Overview
index-title = Gaps to the targets in { $year }: the district
plan-titled = the { $name }
plan-titles-between = {" and "}
index-sub = { $plans }, baseline { $baseline }. { $came } of { $due } returns are in
open-suspect-figure = { $unit } says { $found } for { $label }{ $before-is ->
    [empty] {""}
   *[other] {" "}({ $before } the year before)
}; were it { $then }
open-suspect-own = { $figure }, it would be { $then_status }.
open-suspect = { $figure }, “{ $name }” of { $whose } would turn from { $status } to { $then_status }.
head-scorecard = Scorecard
note-scorecard = A row an indicator, a cell a township; “2/3” says how many of its facilities or village clinics meet the target, in the colour of the worst. Colour is a verdict; what is only followed has none.
scorecard-skip = Skip the scorecard
scorecard-pages = Townships by page
scorecard-caption = Value and status of every indicator for every township
key-low = followed, below the district's target
tools-label = Filter and sort
tools-plan = Plan
tools-status = Status
tools-department = Department
tools-township = Only
tools-sort = Sort by gap
tools-all = all
tools-plan-order = order of the plans
tools-sort-district = District
tools-count = # shown
gaps-people = People served ({ $n })
gaps-staff = Staff and posts ({ $n })
gaps-facilities = Institutions and equipment ({ $n })
note-gaps = By staff, people served, institutions and equipment, the furthest from its target first. Changes compare the units that returned both years.
carrier = { $name } { $size }
carriers-each = { $names } { $size } each
carried-by = of them { $names }
carried-by-one = in { $name }
carried-net = { $n ->
    [1] 1 township, by itself, lacks
   *[other] { $n } townships, each by itself, lack
} { $sum } together{ $names-is ->
    [empty] {""}
   *[other] , most of all { $names }
}; the district counts as one, where one makes up for another
carried-by-more = { $n } townships are short{ $names-is ->
    [empty] {""}
   *[other] , most of all { $names }
}
head-outlook = Shall we make it
note-outlook = District indicators that are not yet due and not yet met, drawn on in a straight line at the pace so far; a forecast, no part of any verdict.
outlook = Outlook: { $class }. Needed a year { $needed }, so far a year { $pace }, ratio { $ratio }; at this pace { $at_due } in { $due }.
outlook-formula = Worked out: needed a year = ({ $target } − { $value }) ÷ ({ $due } − { $year }) = { $needed }; so far a year = ({ $value } − { $base }) ÷ ({ $year } − { $base_year }) = { $pace }; ratio = { $pace } ÷ { $needed } = { $ratio }; when due = { $value } + { $pace } × ({ $due } − { $year }) = { $at_due }{ $most-is ->
    [empty] {""}
   *[other] , { $most } at most
}
outlook-incomplete = Outlook: returns are missing this year; there is none before they are in.
outlook-too-few-years = Outlook: fewer than two earlier years have a figure, so there is no forecast.
outlook-worsening = worsening (ratio < 0)
outlook-off-track = off track (0 ≤ ratio < 0.6)
outlook-too-slow = too slow (0.6 ≤ ratio < 0.95)
outlook-on-course = on course (ratio ≥ 0.95)
column-needed = Needed a year
column-pace = So far a year
column-ratio = Ratio
column-done = Change achieved
column-at-due = At this pace when due
head-missing = Returns outstanding
note-missing = All returns and findings
missing-none = All returns that are due have come.
head-errors = Errors of the year
take-status = { $n } { $word }

# Township
township-title = { $name }: gaps to the targets in { $year }
head-facilities = Facilities
facilities-none = No facility is registered this year.
head-returns = Returns
returns-caption = Returns that are due, and what came of them
head-findings = Findings
findings-caption = Findings
findings-none = No findings.
head-commitments = Commitments without a target
note-commitments = What the plans promise without a figure; it is not judged here.
sign-head = Head of the unit
sign-by = Filled in by
sign-telephone = Telephone
sign-date = Date

# Facility
facility-title = { $name }: gaps to the targets in { $year }
kind-township-hospital = Township hospital
kind-community-center = Community health centre
kind-hospital = Hospital
kind-unknown = Facility
judged-none = Nothing is judged for this facility by itself.
head-values = Figures returned
note-values = Each with its file, sheet and cell.
head-roster = Village clinics it manages

# Indicator
indicator-title = { $name } in { $year }
head-definition = Definition
note-definition = Comparisons use exact figures, never rounded ones.
definition = Definition
definition-numerator = Numerator
definition-denominator = Denominator
definition-elements = Data elements
definition-units = Units
definition-judged = Judged at
definition-departments = Departments
definition-quote = In the plan’s words
definition-reading = Reading
definition-other-reading = Another reading
head-readings = Readings of the clause
note-readings = Where a clause can be read in more than one way the same returns are judged under each; the one in force gives the status.
column-reading = Reading
column-rules = Rules
reading-in-force = in force since { $since }
reading-other = not in force
reading-not-answered = the returns do not say enough for it
head-revisions = Revisions of the target
column-issuer = Authority
column-document = Document
column-issued = Issued
column-from = Counts from
fed-district = a department for the district
fed-townships = all townships
fed-some-townships = the townships that the clause names
fed-township-hospitals = township hospitals
fed-community-centers = community health centres
fed-facilities = township hospitals and community health centres
fed-regional-centres = regional medical centres
fed-villages = village clinics
judged-district = the district
judged-township = each township; the district's row is the share that meets it
judged-facility = each facility; the district's row is the share that meets it
judged-village = each village clinic; the district's row is the share that meets it
head-years = Years and target
line-caption = The line is the district, a hollow mark covers only units that returned; dashed is the path from baseline to target, across the target; the axis does not start at 0.
head-townships = Townships
note-parts = Target times a township's own denominator minus its numerator: above 0 it is short, below 0 it has more than its part; together they are the district's gap.
note-parts-count = A count for the whole district, of which no unit has a share of its own; what the units have adds up to the district's figure.
head-parts-facilities = Which facilities make up the gap
column-brought = Has
closing = At least { $n } { $level } would have to add for the district to reach the target: { $names }.
closing-facilities = facilities
closing-anybody = The district lacks { $whole } { $counted }; any unit can add them.
column-part = Part
column-must-add = To reach it itself
column-sum = Running sum
units-facilities = Facilities
units-by-facility = Village clinics by facility
units-villages = Village clinics
note-units = The worst first.
rest-in-table = { $n } more are not listed; see { $file }
units-left-out = { $n } more units are not listed: less short, meeting it, or not applicable; all are in data/assessments.csv.

# Departments
departments-title = { $year } by responsible department
departments-sub = Who answers for what, and what is still to do; “leads” stands only where a clause says so.

# Data quality
head-quality-measures = Data quality
note-quality-measures = Of the four dimensions of the WHO data quality review three are here: completeness and timeliness (the first three measures), internal consistency (the fourth, and outliers below) and the consistency of population data (below); external comparison is not. A village clinic’s figures are its facility’s, the district is all returns together.
quality-returns = Completeness of reporting
quality-returns-is = Returns received ÷ returns expected.
quality-figures = Completeness of figures
quality-figures-is = Data elements with a usable value ÷ data elements asked for.
quality-timeliness = Timeliness
quality-timeliness-is = Returns dated on or before the due date ÷ returns expected; one without a date cannot be shown to be in time.
quality-consistency = Consistency
quality-consistency-is = Checks between figures that passed ÷ those that could be made (parts and wholes, the two standards, last year, township and facilities).
quality-bands = Good from { $good }%, poor below { $poor }%.
quality-good = good
quality-fair = fair
quality-poor = poor
quality-none = cannot be worked out
quality-earlier = before

quality-title = Data quality in { $year }
quality-sub = Who has reported, who has not, and what is wrong, with file, sheet and cell.
head-quality-years = Returns by year
quality-due = due
quality-came = received
head-sources = Population from two sources
note-sources = A township’s own figure beside the sum of what its facilities returned, where all of them have; how far the two may be apart stands in checks.toml.
sources-stated = The township
sources-sum = Its facilities
sources-difference = Difference
sources-within = agree
sources-apart = apart
head-outliers = Worth a look
note-outliers = Rates far from those of the other units of their level: { $factor } × the distance from the median ÷ the median distance is above { $limit }, among at least { $least } units. None of it is a finding, and no verdict rests on it.
outliers-median = Median
outliers-distance = How far out
head-account = Where every cell went
note-account = Every cell that is not empty ends as a value, a known label or a finding; the numbers add up.
account-files = files
account-read = read
account-refused = refused
account-cells = cells
account-values = values
account-labels = labels
account-findings = findings
findings-of-year = Findings of { $year } ({ $n })
findings-without-year = Files without a year
head-files = Files
note-files = Those of the year, and all that were refused.
file-refused = refused

# Methods
methods-title = Definitions and methods
methods-sub = How every figure is made and every verdict reached.
head-plans = Plans
head-statuses = Statuses
head-rules = Rules
head-checks = Checks between figures
head-targets = All targets
rule-1-title = In force
rule-1 = A target is in force when it is due by the year, or each year. It is met when even the lowest possible value satisfies it, not met when even the highest does not, undetermined in between. The baseline year is shown and not judged.
rule-2-title = Not yet due
rule-2 = Met early when the lowest possible value satisfies it. Else it is compared with the straight path: expected = baseline + (target − baseline) × (year − baseline year) ÷ (due − baseline year). Cumulative indicators start from 0. A yes/no milestone has no path.
rule-3-title = Missing returns
rule-3 = Shares and counts of units are taken out of the registry: a missing unit fails in the lowest and meets in the highest value. A sum has no upper bound while something is missing. A ratio uses the units that returned both parts and is provisional while some are missing. Not applicable takes a unit out. Recommended implies basic. A part larger than its whole is not used.
rule-4-title = What each unit must reach
rule-4 = Judged unit by unit; the district's row is the share of units that meet it, those without data included.
rule-5-title = A denominator of 0
rule-5 = Not applicable, such as a year without an outbreak. Half a ratio is not used.
rule-6-title = Ranges
rule-6 = Below the range is short; above it, up to the cap, is met and noted; above the cap is not.
rule-7-title = Revisions
rule-7 = Where the state, the province or the city changes a figure and the plan says so, the stricter one counts; earlier years stay as they were judged.
rule-8-title = Shortfall
rule-8 = The smallest whole number that the numerator lacks, the denominator unchanged: rounded up for “at least”, one more for “above”.
rule-9-title = Flows and stocks
rule-9 = Only cumulative indicators add up the years; a stock is taken at year end. What a closed unit did is returned by the one that took it over. A centre that may not be shared is not built by sharing.
check-part-of = A part larger than its whole (error)
check-implied = Recommended yes with basic no (error)
check-year-on-year = A change of more than { $factor } times in a year, one of the figures at least { $minimum }
check-scale-slip = About { $factor } times last year’s figure, as when ten thousands and ones are mixed up
check-identical-returns = { $n } or more figures of a return all the same as last year
check-stock-falls = A stock that falls though it seldom does: { $names }
check-parts-of-township = The facilities' { $part } differs from { $whole } by more than { $percent }%

# Annual report
annual-title = How far the targets of { $year } were reached
annual-document = Download as a document that can be edited (Word, WPS)
annual-heading = How far the targets of the { $plans } were reached in { $year }
annual-intro = On the basis of { $basis }, this is how far the targets of { $year } were reached.{ $day-is ->
    [empty] {""}
   *[other] {" "}It rests on returns received up to { $day }.
}
annual-1 = 1. Overall
annual-2 = 2. Chapter by chapter
annual-3 = 3. Gaps
annual-4 = 4. Next
annual-overall = There are { $n } district indicators for { $year }: { $parts }.
annual-provisional = {" "}{ $n } of these verdicts rest on the units that have returned and will be confirmed when the others have.
annual-suspect = {" "}{ $n ->
    [1] One rests on a figure that looks wrong and has to be checked.
   *[other] { $n } rest on figures that look wrong and have to be checked.
}
annual-moves = Compared over the units that returned in both years, { $up } are better than last year, { $level } the same and { $down } worse{ $rest ->
    [0] {""}
   *[other] ; { $rest } are not compared
}.
annual-worse = {" "}Short of the target and worse than last year: { $names }.
annual-worse-item = { $name }, from { $before } to { $now }
annual-returns = { $came } of { $due } returns for { $year } came in{ $late ->
    [0] {""}
   *[other] , { $late } of them late
}{ $absent ->
    [0] .
   *[other] ; { $absent } are missing.
}
annual-missing = {" "}Not yet returned: { $names }.
counted-met = { $n } met
counted-on-track = { $n } on track
counted-in-progress = { $n } in progress
counted-behind = { $n } behind
counted-not-met = { $n } not met
counted-open = { $n } not yet to be judged
counted-not-applicable = { $n } not applicable
counted-monitored = { $n } without a target
counted-word = { $n } { $word }
annual-chapter = “{ $title }”: { $parts }
annual-chapter-all = “{ $title }”, { $n ->
    [1] 1 indicator: { $word }
   *[other] { $n } indicators, all { $word }
}
annual-chapter-even = “{ $title }”: { $each } each: { $words }
annual-no-gaps = No district indicator is not met or behind.
annual-people = People served: { $n }
annual-staff = Staff: { $n }
annual-facilities = Facilities and equipment: { $n }
annual-hanging = Not yet to be judged: { $n } (see { $annex })
annual-gap-own = { $name }: { $value }, target { $target }. { $gap }.
annual-gap-each = { $name }: { $value }; target { $target } each. { $gap }.
annual-gap-each-range = { $name }: { $value }; target { $target } each. { $gap }.
annual-gap-size = { $still }{ $carried-is ->
    [empty] {""}
   *[other] , { $carried }
}
annual-gap-unsaid = It is short of the target
annual-unreturned = {", "}{ $n } not returned
annual-due = {" "}The target is due in { $due }.
annual-suspect-own = {" "}It rests on a figure that looks wrong and has to be checked.
annual-suspect-then = {" "}It rests on a figure that looks wrong: { $text }
annual-hangs-on = The returns or corrections of { $of } settle { $n } { $all ->
    [1] by themselves
   *[other] together
}: { $names }.
annual-waits = { $parts-is ->
    [empty] {""}
   *[other] Returns or corrections settle them: { $parts }.{" "}
}{ $rest ->
    [0] {""}
   *[other] { $rest } need more than returns that are missing.
}
annual-waits-on = { $of } { $n }{ $all ->
    [1] {""}
   *[other] {" "}together
}
annual-hangs-on-other = { $n } need more than returns that are missing: { $names }.
first-1 = {"First, "}
first-2 = {"Second, "}
first-3 = {"Third, "}
annual-next-data = complete the data by { $by }: { $parts }{ $annex-is ->
    [empty] {""}
   *[other] {" "}(see { $annex })
}.
annual-next-return = the missing returns
annual-next-check = a check of what looks wrong by { $whose }
annual-next-correct = corrections of what is wrong
annual-next-keep = keep up what is met.
annual-next-gaps = close the gaps. Those responsible for what is not met or behind ({ $leads }) fill in measures and dates in { $annex } and send it by { $by }.
annual-lead = { $name }: { $n }
annual-next-ledger = close item by item. Progress is checked every month; what late returns and corrections change is announced separately.
annual-annex-1 = All indicators of { $year }
annual-annex-2 = What is not met, and what is done about it
annual-annex-2-note = Measures and dates are filled in by those responsible; the ledger by township and facility is in ledger.xlsx.
annual-annex-3 = Returns that are missing or wrong
annual-not-returned = Not returned; please return it.
conclusion-met = met
conclusion-on-track = on track
conclusion-in-progress = in progress
conclusion-behind = behind
conclusion-not-met = not met
conclusion-open = open
conclusion-not-applicable = not applicable
conclusion-monitored = no target
conclusion-suspect = { $word } (suspect)
conclusion-provisional = { $word } (provisional)
target-words-all = { $value }
target-words-at-least = at least { $value }
target-words-no-fewer = at least { $value }
target-words-above = above { $value }
target-words-at-most = at most { $value }
target-words-below = below { $value }
target-words-range = { $low } to { $high }{ $cap-is ->
    [empty] {""}
   *[other] , never above { $cap }
}
target-words-none = none
target-words-township = { $target } in each township
target-words-village = { $target } in each village clinic
target-words-facility = { $target } in each facility

# Documents
document-contents = Contents
document-day = Date: ____________
document-by = ______
document-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
document-addressee = To { $townships }, the departments concerned and all primary-care facilities:
document-basis = { $title } ({ $document })
document-run-in = { $number }{ $title }.{" "}
document-annex = Annex { $n }
document-annex-one = Annex
document-enclosure = { $n }. { $title }
document-enclosures = Annexes: { $first }
sentence-gap = {" "}
list-and = {" "}and{" "}
ordinal-1 = {"1) "}
ordinal-2 = {"2) "}
ordinal-3 = {"3) "}
ordinal-4 = {"4) "}
ordinal-5 = {"5) "}
ordinal-6 = {"6) "}
ordinal-7 = {"7) "}
ordinal-8 = {"8) "}
ordinal-9 = {"9) "}
ordinal-10 = {"10) "}

# Ledger
ledger-rest = { $n } more are in data/assessments.csv and data/findings.csv
ledger-title = Gap ledger
ledger-gaps = Open gaps
ledger-assessments = Assessments
ledger-scorecard = Scorecard
ledger-findings = Findings

# Columns
column-indicator = Indicator
column-target = Target
column-due = Due
column-status = Status
column-value = Value
column-parts = Parts
column-expected = Expected
column-gap = Gap
column-shortfall = Shortfall
column-coverage = Reported
column-year = Year
column-level = Level
column-unit = Unit
column-form = Form
column-received = Sent
column-values = Usable/asked
column-file = File
column-sheet = Sheet
column-cell = Cell
column-place = Place
column-found = Found
column-sentence = What is wrong and what to do
column-severity = Severity
column-rule = Rule
column-remark = Remark of the unit
column-code = Code
column-element = Data element
column-facility = Facility
column-township = Township
column-clinic = Village clinic
column-fine = Met
column-short = Short
column-open = Open
column-clause = Clause
column-commitment = Commitment
column-why = Why it is not judged
column-departments = Departments
column-words = Clause begins
column-stands = What stands for it
head-clauses = Clause by clause
note-clauses = Which indicators and commitments stand for each clause of the plans; where neither does, why.
clause-commitments = { $n ->
    [1] 1 commitment
   *[other] { $n } commitments
}
responsible-lead = led by { $lead }
responsible-lead-and-others = led by { $lead }; { $others } by their duties
responsible-one = { $others }
responsible-others = { $others }, by their duties
responsible-inferred = { $others } (inferred from the division of duties)
commitment-due-unsaid = not said
commitment-due-each-year = each year
column-number = No.
column-lead = Lead
column-counted = Counted in
column-reached = Reached
column-conclusion = Verdict
column-finish-by = Done by
column-measures = Measures
column-by-when = By when
column-closed = Closed
column-id = Indicator id
column-numerator = Numerator
column-denominator = Denominator
column-reported = Reported
column-due-to-report = Due to report
column-notes = Notes

# Correction sheets
correction-title = { $name }: figures of { $year } to be checked
correction-intro = { $n } figures that { $name } returned for { $year } need a check or a correction. Please go through them, send a corrected return, and say why under “Remarks”.
correction-blank = Asked and left blank. Where nothing happened enter 0; where it does not apply, 不适用.
correction-more = There is more than can be listed. Fill in a new form and return it as a whole.
correction-not-here = (This line cannot be answered here; return what it says again.)
correction-file-again = { $code }-{ $name } (round { $n })
correction-sheet = Corrections
correction-number = No.
correction-unit = Unit
correction-table = Form
correction-file = File
correction-cell = Cell
correction-place = Sheet
correction-code = Code
correction-unit-code = Unit code
correction-corrected = Corrected figure
correction-how = Where a figure is wrong, write the right one under “Corrected figure”; where it is right, write “confirmed” and why under “Remarks of the unit”. Send this workbook back; leave the other columns as they are. Where the table counts by the thousand, write the unit of measure too.
correction-label = Data element
correction-found = Found
correction-kind = Kind
correction-relation = Relation
correction-asked = What is asked
correction-by = Answer by
correction-reply = Remarks of the unit
correction-mandatory = must
correction-verify = verify
reminder-file = reminders.txt
reminder-title = Returns of { $year }: who has to do what
reminder-part-1 = {"1. "}
reminder-part-2 = {"2. "}
reminder-part-3 = {"3. "}
reminder-part-4 = {"4. "}
reminder-missing = Nothing returned yet ({ $n } units)
reminder-late = Late ({ $n } units)
reminder-correct = To be corrected ({ $n } units, each has a correction sheet)
reminder-late-only = Nothing has to be returned or corrected; these were late.
reminder-none = Everything came in time, and there is nothing to correct.
reminder-entry = { $name }: { $text }
reminder-unusable = Returned and not usable ({ $n } files)
reminder-intro = These units are asked to return, return again or correct what is named{ $by-is ->
    [empty] {""}
   *[other] {" "}by { $by }
}.
follow-unit = Unit
follow-missing = Forms due
follow-unusable = File, why, and what to do
follow-correct = Correction sheet
follow-late = Returned
follow-nobody = (nobody can tell whose)
follow-file = { $file }: { $why }{ $forms-is ->
    [empty] {""}
   *[other] {" "}Still owed: { $forms }.
}
follow-lines = { $n } to answer, sheet { $file }
follow-day = returned { $day }, due { $due }

# Revisions
targets-revision = {"    "}revision: { $authority } { $issuer } ({ $document }, { $issued }), from { $from } { $target }{ $due-is ->
    [empty] {""}
   *[other] , due { $due }
} ({ $rules })
precedence-stricter = the stricter one rules
precedence-revision = chosen to rule
precedence-plan = shown only
plan-revision-no-target = an indicator without a target has no revision
plan-revision-range = a revision of a range needs range_upper
plan-revision-choice = of two ranges neither need be the stricter; write rules = true (the revision) or rules = false (the plan)
plan-revision-no-choice = rules is for ranges only; of other targets the stricter one rules where the clause says so
plan-revision-year = the year { $year } of the revision is before the plan begins or after it ends, or that year has one already
plan-band = 0 ≤ poor ≤ good ≤ 100

# Compared and verified
cli-diff = What is not the same in two reports, and which cells are the cause
cli-verify = Whether a report still holds against the workspace it was made from
cli-arg-old = A report folder
cli-arg-new = Another one: a corrected one, or that of another year
cli-arg-report = A report folder
cli-arg-page = Write the same as a page into this folder
what-if-title = What if: { $year }
what-if-intro = { $settings }. This is what would change; the workspace is as it was.
diff-title = Reports compared: { $old } and { $new }
diff-intro = The old report { $old }, the new one { $new }. Of the same year all years are compared, of different years each report's own.
diff-no-report = { $folder } is no report of dabiao
diff-unreadable = cannot read { $file }: { $why }
# Comparisons and suppositions: what changed comes first
story-lead = The district's indicators: { $said }.
story-nothing = None of the district's indicators changed.
story-worse = { $n } worse
story-worse-suspect = { $n } worse by a figure that looks wrong
story-open = { $n } no longer to be judged
story-newly-met = { $n } better and met from now on
story-settled = { $n } to be judged now
story-better = { $n } better
story-only-missing = { $n } seemingly worse, since returns are missing
story-same = { $n } with another figure and the same verdict
story-not-compared = { $n } not compared
story-unit = { $unit }: { $said }
story-rest = { $n } more are in the tables of the folder data.
story-more-units = { $n } more units are in data/assessments.csv.
story-from-to = { $before } → { $after }
story-short = short of { $before } → { $after }
story-same-units = the same { $n } units
story-corrected = { $unit }: { $n } corrected
story-findings-new = { $n } new findings
story-findings-gone = { $n } findings are gone
story-district = The district
story-units = The units
story-others = Corrected figures and findings
story-tables = Everything, as tables
column-what-changed = Indicator or figure
column-before = Before
column-after = After
column-because = Why
changes-assessments = Assessments that differ: { $n }
changes-values = Values that differ: { $n }
changes-findings = Findings that differ: { $n }
changes-new = new
changes-gone = gone
cause-value = { $place }: { $before } → { $after }
cause-target = the target or its due year
cause-registry = the registry
cause-rules = the same figures; the rules or the program
column-value-before = Before
column-value-after = After
column-status-before = Status before
column-status-after = Status after
column-shortfall-before = Missing before
column-shortfall-after = Missing after
column-place-before = Place before
column-place-after = Place after
column-cause = Cause
column-change = Change
verify-altered = a file of the report is missing or altered: { $what }
verify-input = an input is another one: { $what }
verify-new-input = an input that was not there: { $what }
verify-lost-input = an input that is gone: { $what }
verify-differs = worked out again it is not the same: { $what }
verify-version = the report was made by dabiao { $what }, another version
verify-holds = It holds: { $inputs } inputs, { $outputs } files
verify-fails = { $n } things do not hold ({ $inputs } inputs, { $outputs } files)
out-open-file = a file in { $folder } is open ({ $file }); nothing was touched. Close it and run again.
out-foreign-file = { $folder } holds { $file }, which this program did not write; nothing was touched. Move it away or name an empty folder.
out-among-returns = { $folder } lies among the returns or around them; what is written would mix with them. Choose another folder
out-busy = another dabiao is writing { $folder }; wait until it has finished.
out-refused = cannot write { $file }: { $why }. Check the space on the disk and the permissions.
out-no-name = { $folder } cannot be an output folder; name a folder
out-leftover = { $folder } was not left by this program; nothing was touched. Move it away and try again.
out-failed = { $folder } was not written, the earlier report is as it was: { $why }. Check the space on the disk and the permissions, and close report files that are open.
verify-after = This report was published after another one, or --after names a different one. Name the earlier report with --after.
after-not-published = { $folder } is no published report and cannot be what --after names. Name the folder that --publish wrote before.
out-other-command = { $folder } was written by "dabiao { $command }"; nothing was touched. Name another folder.
out-kept = The new one is written. The earlier files stay in { $folder }: it holds files that this program did not write, or another program has one open. Look at it and move it away.
verify-foreign = a file in the report's folder that this program did not write: { $what }
verify-manifest = the manifest says otherwise than what is worked out again: { $what }
cli-folder-and-command = put the folder { $word } behind the command, as in dabiao report { $word }

## What the columns of the tables mean

field-year = Year
field-unit = Code of the unit, as in the registry
field-unit-name = Name of the unit
field-level = Level: district, township, facility or village (clinic)
field-indicator = Identifier of the indicator
field-file = File of the return, relative to returns/
field-sheet = Sheet
field-cell = Cell
field-plan = Identifier of the plan
field-numerator = Numerator as used
field-denominator = Denominator as used; empty for counts
field-value = Value in the indicator's unit
field-lower = The least the value can still be once the missing units report; empty without such a bound
field-upper = The most the value can still be once the missing units report; empty without such a bound
field-comparator = Comparator: ge, gt, le, lt, between or monitor
field-target = The target that rules in the year; of a range its floor
field-due = Year in which the target is due
field-expected = Where the path from the baseline to the target stands in the year
field-status = Status
field-provisional = Whether it is a ratio that has a value while something is missing
field-gap = Target minus value; 0 when satisfied
field-shortfall = The smallest whole number that would have to be added to the numerator
field-reported = Units that have reported
field-due-to-report = Units that should report
field-percent-of-change = Part of the targeted change achieved, in per cent
field-note = Remarks, as tokens
field-part-denominator = Denominator; the number of units where units are counted
field-part = The unit's part of the gap
field-whole = The gap of the district
field-must-add = The smallest whole number that brings the unit itself to the target
field-closes = What the unit adds where the fewest units close the gap
field-indicator-name = Name of the indicator
field-measure = How it is worked out
field-per = Out of how many: 100 for per cent, 10000 for per 10,000
field-units = The units whose figures it is made of
field-judged = The level at which it is judged
field-elements = Data elements that it is made of
field-filter-elements = Data elements of its filter
field-departments = Responsible departments, those that lead first
field-lead = Departments that the plan says lead; empty where it says none
field-departments-known = How the departments are known: named in the clause, or inferred from the plan’s division of duties
field-role = What it is for: condition or filter; all rows of one role have to hold
field-condition-element = Data element that is looked at; empty for the ownership in the registry
field-test = Test: is, at_least, rank_at_least, rank_is or ownership
field-test-word = The answer or the ownership that is asked for
field-test-least = The count or the position of the answer that is asked for
field-range-end = End of the range
field-cap = The most that is allowed
field-in-force = Whether the target is due in the year
field-revised = Whether it is a revision by a higher authority
field-element = Identifier of the data element
field-element-code = Code of the data element, as printed on the forms
field-element-label = Label of the data element
field-form = Form
field-element-kind = Kind of the data element: count, yes_no or choice
field-implied-by = Where this element is blank, the one whose yes answers for it
field-value-shown = The figure as it is written on the form
field-value-note = Functional centre, and the words of the cell where they were not plain
field-severity = Severity: error, warning or notice
field-rule = Rule
field-finding-year = Year; empty for a file outside of every year's folder
field-finding-unit = Code of the unit; empty where it is nobody's
field-finding-element = Data element; empty where it is about none
field-message = What is wrong and what to do
field-reporter = Name of the unit or department that reports
field-arrival = Status of the return
field-revision-unit = Code of the unit that the figure is of
field-revision-old = The figure before; empty where it could not be used
field-revision-new = The figure that rules; empty where it was withdrawn
field-revision-old-file = The file that was corrected
field-revision-old-cell = The cell that was corrected
field-revision-new-file = The file that corrects it
field-revision-new-cell = The cell that corrects it
field-received = Date on which it was sent
field-values-usable = Figures that can be used
field-values-due = Figures that are due
field-returns = Returns received
field-returns-of = Returns expected
field-figures = Figures filled in
field-figures-of = Figures asked for
field-timeliness = Returns received in time
field-timeliness-of = Returns received or expected
field-consistency = Checks passed
field-consistency-of = Checks made
field-parent = Code of the unit above
field-unit-kind = Kind of the facility
field-ownership = Ownership
field-regional-centre = Whether it is a regional centre
field-entry = Position of the functional centre; 0 for other elements
field-count = Count
field-yes = Yes or no
field-choice = Choice
field-rank = Position of the choice, from 0
field-built = Whether the functional centre counts as built
field-shareable = Whether the functional centre may be shared
field-not-applicable = Whether it was returned as not applicable
field-denominator-from = The units that return the denominator; empty where they are those of the numerator
field-centres = Functional centres that count: all, or own for those that may not be shared
field-unit-codes = Codes of the only units that it is about; empty for all
field-baseline-year = The baseline year of the plan, the first with figures
field-last-year = The last year of the plan
field-first-year = First year of the plan; sums over years begin with it
field-centres-due = Functional centres that each regional centre should have
field-cause = On what it hangs: missing a return that has not come, suspect a figure that looks wrong
field-cause-unit = The code of the unit it hangs on
field-cause-element = The data element that looks wrong
field-then = Supposed: best or worst that can still come, or the figure that was meant
field-then-status = The status it would have
field-before = The year before
field-after = The report's year
field-value-before = Value of the year before, over the units that returned usable figures in both years; empty where nothing can be compared
field-value-after = Value of the report's year over the same units; empty where nothing can be compared
field-same-units = How many units returned usable figures in both years; 0 where none did; empty where nothing is compared for another reason
field-direction = better, level or worse, as the target sees it; not-comparable where no two years compare; empty without a target
field-doubt = Why it is no real change: missing where only who returned differs, suspect where it rests on a figure that looks wrong, masked where a year is not published; empty for a real one
field-masked = Whether it is known and not published

# evaluate
class-met = met
class-improved = improved
class-little-change = little change
class-worse = worse
class-undetermined = undetermined
class-no-data = no data
class-counted = { $word } { $n }
evaluation-title = Final evaluation: { $plan }
evaluation-1 = 1. The whole
evaluation-2 = 2. Indicators
evaluation-3 = 3. Commitments
evaluation-3-note = What the plan promises without a figure, for those responsible to fill in.
evaluation-4 = 4. What was not reached
evaluation-5 = 5. What follows
evaluation-6 = 6. Annex: what each township is judged by
evaluation-overall = The plan ({ $document }) ran from { $first } to { $last } with { $baseline } as its baseline. It has { $n } indicators, of them { $judged } with a target: { $classes }.
evaluation-how = What did not meet its target is classed by the share of the intended change that was achieved: improved from { $improved } %, worse below { $worse } %, little change between; what met the target in the baseline year and no longer does is worse. A class that missing returns could change is undetermined. The lines stand in checks.toml.
evaluation-open = missing returns could change it: { $names }
evaluation-problem = { $name }: { $word }; { $value } in the last year, target { $target }{ $gap-is ->
    [empty] { "" }
   *[other] ; { $gap }
}{ $carried-is ->
    [empty] { "" }
   *[other] ; { $carried }
}{ $open-is ->
    [empty] { "" }
   *[other] ; { $open }
}.
evaluation-no-data = { $name }: { $word }; no figure of the last year could be used, target { $target }.
evaluation-why = Why:
evaluation-continued = { $name }: { $how }.
evaluation-dropped = Not met, and no later plan goes on from them ({ $n }): { $names }. Decide whether they are followed further.
evaluation-of-township = { $name } { $word } ({ $value })
evaluation-done = Final evaluation: { $classes }. Written: { $file }
evaluate-no-plan = there is no plan “{ $plan }”; there are { $names }
continues-same = goes on as “{ $name }” in the { $plan }, unchanged ({ $targets })
continues-stricter = goes on as “{ $name }” in the { $plan } with a stricter target ({ $targets })
continues-redefined = goes on as “{ $name }” in the { $plan }, redefined, so that the figures do not compare ({ $targets })
column-baseline = Baseline
column-final = Last year
column-percent-of-change = Of the intended change
column-class = Result
column-carried-out = Carried out
column-not-reached = Not reached
field-baseline = The baseline in the indicator’s unit; empty without a complete one
field-final = The value in the last year of the plan
field-class = met, improved, little-change, worse, undetermined or no-data; empty for what is not judged
field-continues-as = The indicator of a later plan that goes on from it
cli-evaluate = The final evaluation of a plan that has ended
cli-arg-plan = the plan’s id or title, as dabiao targets lists it
cli-arg-evaluate-out = where it is written (evaluation unless told otherwise)
cli-value-plan = PLAN
plan-per-missing = { $name } is in “{ $unit }” and has no per: write per = 100 for per cent, 1000 for ‰, 10000 for every ten thousand, 1 for numerator over denominator as it is
plan-above-whole = { $name } is a part of a whole, and its target cannot be above { $per }
plan-missing-key = this part has no { $name }; add it
plan-decimal = a whole number stands here, or a decimal in double quotes, such as "3.5"
plan-quotes = what is neither a number nor a day stands in plain double quotes, such as "township"; a number has no unit behind it
plan-day = a day stands without quotes: 2026-03-10
plan-encoding = { $file } is not in UTF-8; save it so
evaluation-no-baseline = no complete baseline to measure a change from
evaluate-running = the plan runs to { $last } and the returns to { $latest }: it cannot be evaluated yet
with-form = { $name } ({ $form })
plan-no-centres = elements.toml has no [centres] that could be counted
plan-baseline-level = where each unit is judged the district’s figure is a share of them, and no baseline can be declared
registry-beyond = the registry { $file }, row { $line }: “{ $found }” stands under no head; is there a comma or a cell too many? The heads are { $words }
registry-encoding = the registry file { $file } is neither in UTF-8 nor in GB18030; save it as “CSV UTF-8”
registry-sheet = the registry has a sheet { $file } that is not known; it could be called { $words }. Remove it if it is none of these, or call it notes
registry-merged = the registry { $file } has cells merged over rows from row { $line } on; unmerge them and fill in each row
registry-formula = the registry { $file }, row { $line }: the formula “{ $found }” has no result; put the value there
registry-text = the registry { $file }, row { $line }, { $column }: “{ $found }” can be no code or name; format the cell as text and write it again
own-figure-provisional = { $value }, provisional, { $n } missing

# What is judged, item by item
task-unworded = { $size } more { $counted }
task-still = { $task }
task-over = above the cap: { $size } { $counted } to take off
task-alone = { $task }
task-of = { $task } ({ $parts })
when-due = due { $year }
when-past = due { $year }, overdue
unit-in = { $unit } ({ $township })
stage-not-met = Not met ({ $n })
stage-behind = Behind ({ $n })
stage-open = Waiting for returns ({ $n })
stage-in-progress = In progress ({ $n })
stage-on-track = On track ({ $n })
stage-met = Met ({ $n })
of-townships = { $n } of { $whole }
of-facilities = { $n } of { $whole }
waits = to be returned
waits-last = to be returned; last year { $value } (by this year’s target { $word })
waits-met = , met
waits-short = , not met
count-hospitals = { $n ->
    [1] 1 township hospital
   *[other] { $n } township hospitals
}
count-centres = { $n ->
    [1] 1 community health centre
   *[other] { $n } community health centres
}
count-other = { $n ->
    [1] 1 hospital
   *[other] { $n } hospitals
}
count-clinics = { $n ->
    [1] 1 village clinic
   *[other] { $n } village clinics
}
township-sub = { $year }. { $kinds }; all returns are in
township-sub-missing = { $year }. { $kinds }; not returned: { $names }
return-of = { $unit } { $form }
township-short = not met or behind
township-open = to be returned
township-judged-note = What is short comes first. The dot is { $year }, the small ring { $last }, the target 100; of several units the dot is the worst.
township-lead = { $n ->
    [0] Nothing is judged one by one.
   *[other] { $n } items are judged one by one: { $parts }.
}
township-lead-open = { $n } wait for returns: { $names }.
township-lead-suspect = { $n } rest on a suspect figure that has to be confirmed.
township-first = First: return { $names }. { $n_own ->
    [0] { $n_district ->
        [0] {""}
       *[other] That settles { $n_district } for the district.
    }
   *[other] That settles { $n_own } here{ $n_district ->
        [0] .
       *[other] {" "}and { $n_district } for the district.
    }
}
axis-target = target = 100
axis-of-target = last year to this year, the target being 100
axis-district-target = district target
axis-points = distance from the district’s target
head-judged-items = Item by item
head-shown = Judged for the district alone: where this township stands
note-shown = These are judged for the district as one, and no verdict is given here. The axis is in points from the district’s target (per cent of it for rates per 10,000); the dot is the township, the diamond the district.
column-rate = Rate
column-own = Here
column-to-target = To the district’s target
column-what = To do
column-who-when = Who, when
column-number-of = Number
column-district-target = District target
column-kind = Kind
head-conditions = What the facilities have
head-contributions = Part of the district’s numbers
shown-unknown = Not returned:
word-small = (small denominator)
word-suspect = suspect
value-missing = —
head-shown-facility = Judged for the district alone: where this facility stands
note-shown-facility = These are judged for the district as one, and no verdict is given here. The axis is in points from the district’s target (per cent of it for rates per 10,000); the dot is the facility, the diamond the district.

# The first page
slide-indicators = indicators:{" "}
slide-provisional = { $n } of the verdicts are provisional.{" "}
slide-suspect = { $n } rest on a suspect figure.{" "}
slide-change = Over the same units as last year { $up } improved, { $level } are level and { $down } got worse; the other { $rest } cannot be compared.
slide-chapters = By chapter
slide-townships = Townships
slide-townships-note = what is judged for each township, facility or village clinic
slide-decisions = To decide
slide-no-decisions = Nothing has to be decided.
slide-open = Not settled yet
slide-open-note = whose return settles how many
slide-nothing-open = No return is missing and no figure is suspect.
slide-suspects = Suspect figures whose correction would turn a verdict
slide-and-more = { $names } and others
slide-absent = { $names }; { $n } not returned
slide-absent-alone = { $n } not returned
column-chapter = Chapter
column-marks = A mark an indicator
column-most = Short in
column-waits-for = Waits for
column-settles = Settles
column-moved = On last year
column-carried = Who makes up
column-returned = Returned
settles = { $n_alone ->
    [0] {""}
   *[other] { $n_alone } alone
}{ $n_together ->
    [0] {""}
   *[other] { $n_alone ->
        [0] {""}
       *[other] {", "}
    }{ $n_together } with others
}
key-met = met
key-provisional = provisional (units missing)
key-short = not met
key-open = undetermined
key-monitored = monitored
key-suspect = rests on a suspect figure
key-years = small dot: last year (units that returned in both); mark: this year (units that returned)
key-hollow = hollow: units missing
key-reach = what late returns can make it
head-gaps-of = { $n } not met or behind, and what is still to do
gaps-none = No target is missed.
head-waiting = { $n } undetermined: whom they wait for
head-names = By name
moved = { $sign }{ $size }
moved-units = { $sign }{ $n }
moved-of = { $n } same units
decide-returns = Call in: { $units ->
    [1] 1 unit has
   *[other] { $units } units have
} to return ({ $names }).
decide-refused = Have completed: { $units ->
    [1] 1 unit has
   *[other] { $units } units have
} to fill in what is blank, or to put right what was refused ({ $names }).
decide-returns-effect = { $n ->
    [0] {""}
   *[other] That settles { $n }
}{ $n_rest ->
    [0] .
   *[other] { $n ->
        [0] The verdicts wait for others too.
       *[other] ; { $n_rest } more wait for others too.
    }
}
decide-returns-who = The units named
decide-suspect = Confirm: { $text }
decide-gap = Close: { $name }, { $still }. { $names }.
decide-gap-effect = With these numbers the district meets it.
decide-gap-provisional = With these numbers the district meets it (by the units that have returned).
axis-all-meet = all meet it
axis-target-at = target { $target }
part-short = lacks { $size } { $counted }
part-spare = { $size } { $counted } to spare
part-over = { $size } { $counted } too many
lacks-units = { $n } not returned
still-unreturned = { $n } more have not returned
part-reported = { $value } ({ $reported } of { $due } returned)
coverage-of = { $reported } of { $due } returned
word-gap = {"  "}
column-part-of = To spare or lacking
head-small = The townships over the years, on one scale; the dashed line is the target
note-town-axis = The dot is this year, the small ring last year; hollow where units are missing. What is judged for the district alone gives no verdict on a township; what is lacking or to spare is reckoned at the target.
head-matrix = Departments and verdicts
note-matrix = Under “leads” stands only what a clause says somebody leads; the rest is by duty, and an indicator of several departments counts for each.
column-department = Department
column-leads = Leads
column-takes-part = By its duties
column-shown = Monitored
column-others = Other departments
head-short-by = What is short, by who answers for it
note-short-by = Each stands once: under those who lead, or under the first whose duty it is; the furthest from its target first.
group-lead = Led by { $names }
group-duty = { $names }, by its duties
verdict-words = Target { $target }, now { $value }: { $word }.
verdict-provisional = The figures of { $n } are missing; it is worked out from the { $reported } that have returned.
definition-rule = Rule
head-handle = To be handled
note-handle = Returns that are missing, incomplete or late, and this year’s errors and warnings; everything else is in the lists below.
handle-none = Nothing has to be handled.
head-grid = Returns over the years: who was late or silent
grid-in-order = Only units that were late, incomplete or silent in some year; { $n } never were.
head-quality-units = Unit by unit
carried-over = above the cap: { $names }

# Bringing a circular up to date; letters to townships
cli-value-update = FILE
cli-value-as_of = DATE
cli-arg-as_of = The day that the documents bear, such as 2026-03-01; without it there is room to write it
cli-arg-report-reply_by = The day by which returns, corrections and measures are asked for, such as 2026-03-15; without it there is room to write it
as-of-early = The day of the documents, { $day }, is before the last return that they rest on, received on { $last }; change --as-of
reply-by-early = The day of the answers, { $day }, is before { $from }; change --reply-by
cli-arg-update = A circular (annual-report.docx) that was edited: writes a copy in which only the figures are today's, and lists what changed
update-unreadable = { $file } cannot be brought up to date: { $why }. Make sure that it is a .docx file saved by Word or WPS
update-no-figures = { $file } has no figures of the circular of this year; edit the annual-report.docx that report wrote for it
update-exists = { $file } is there already and was not overwritten; move or rename it first
update-in-report = { $file } lies in the report, which is replaced as a whole; copy it elsewhere, edit it there and update that one
update-name = { $stem } (updated)
update-done = Updated: { $file }, { $n } figures changed{ $kept ->
    [0] {""}
   *[other] ; { $kept } were changed by hand and left
}{ $gone ->
    [0] {""}
   *[other] ; { $gone } have no counterpart any more and were left: check them
}
update-kept = {"  "}Changed by hand and left: { $said } (today: { $now }), in: { $paragraph }
update-change = {"  "}{ $before } → { $after }, in: { $paragraph }
update-gone = {"  "}Check: { $said }, in: { $paragraph }
township-letter = Letter to the township (Word, WPS)
letter-title = { $name }: how far the targets of { $year } were reached
letter-addressee = { $name }:
letter-township = township
letter-intro = This is how far your { $kind } and its facilities reached the targets of { $year }. { $lead }
letter-short = { $name }: { $value }, target { $target }.{ $what-is ->
    [empty] {""}
   *[other] {" "}{ $who }: { $what }.
}
letter-short-each = { $name }: { $value } meet the target of { $target }.{ $what-is ->
    [empty] {""}
   *[other] {" "}{ $who }: { $what }.
}
letter-others = { $n } more are not met or behind: { $names }.
letter-asked = { $missing-is ->
    [empty] {""}
   *[other] Please return { $missing } by { $by }.{" "}
}{ $short ->
    [0] Please keep up what is met.{" "}
   *[other] Please send measures and dates for the { $short } above that are not met or behind by { $by }.{" "}
}Where each figure comes from is on the page that goes with this letter.
