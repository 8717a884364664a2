# Mistakes in a plan file
plan-unreadable = the plan file { $file } cannot be read: { $why }
plan-shape = { $file }, line { $line }, column { $column }: { $why }
plan-unknown-key = { $file }, line { $line }, column { $column }: there is no such key; the nearest is { $nearest } ({ $why })
plan-unknown-name = { $file }, line { $line }, column { $column }: there is no "{ $found }"; the nearest is { $nearest }
plan-twice = { $file }, line { $line }, column { $column }: { $name } stands here for the second time
plan-part-not-comparable = { $file }, line { $line }, column { $column }: { $name } cannot be the whole: part and whole are counts on one form
plan-choice-empty = { $file }, line { $line }, column { $column }: a choice needs at least two words
plan-reporter = { $file }, line { $line }, column { $column }: { $name }: a reporter stands on elements of the district, and on all of them
plan-not-a-choice = { $file }, line { $line }, column { $column }: the element of the functional centres is a choice
plan-condition = { $file }, line { $line }, column { $column }: the condition "{ $found }" cannot be understood
plan-judged-below-units = { $file }, line { $line }, column { $column }: an indicator cannot be judged below the level of its returns
plan-per = { $file }, line { $line }, column { $column }: per lies between 1 and 1000000
plan-no-department = { $file }, line { $line }, column { $column }: at least one department is responsible
plan-wrong-element = { $file }, line { $line }, column { $column }: { $name } is no fitting element of the form "{ $form }"
plan-denominator = { $file }, line { $line }, column { $column }: measure { $measure }: a denominator belongs to a ratio, and every ratio has one
plan-cumulative-stock = { $file }, line { $line }, column { $column }: { $name } is a stock and cannot be summed over years
plan-not-a-part = { $file }, line { $line }, column { $column }: { $name } is no part of { $whole }: no percentage can be made of them
plan-number = { $file }, line { $line }, column { $column }: "{ $found }" is no decimal
plan-phases = { $file }, line { $line }, column { $column }: the year { $year } stands twice, or the phases are not in order
plan-no-target = { $file }, line { $line }, column { $column }: either targets or each_year; with monitor neither
plan-range = { $file }, line { $line }, column { $column }: range_upper belongs to between, and every between has one; cap belongs to between
plan-cap-below-range = { $file }, line { $line }, column { $column }: the cap lies below the range
plan-check-key = { $file }, line { $line }, column { $column }: this kind of check needs the key { $name }

# Command line
error = error: { $text }
targets-edition = Edition of the plans: { $edition }
targets-plan = { $title } ({ $document }, { $n } indicators, { $commitments } commitments without a figure)
targets-head = Indicator	Clause	Name	Judged at	Target	Responsible
targets-monitor = followed, no target
targets-each-year = { $sign } { $value } each year from { $year }
targets-phase = { $sign } { $value } by { $year }
targets-range = { $value } to { $upper } by { $year }
targets-cap = , at most { $cap }

# Mistakes in the registry
registry-unreadable = the registry { $file } cannot be read: { $why }
registry-district = the registry { $file } has exactly one row
registry-kind = the registry { $file }, line { $line }: there is no kind of facility "{ $found }"
registry-parent = the registry { $file }, line { $line }: no unit carries the code "{ $found }"
registry-twice = the registry { $file }, line { $line }: the code "{ $found }" stands twice
registry-date = the registry { $file }, line { $line }: "{ $found }" is no date; write 2024-12-31

# The blank forms are Chinese in both languages
form-sheet = 填报表
form-roster = 村卫生室名册
form-centres = 功能中心
form-notes = 填报说明
form-title = { $title }（{ $year }年）
form-number = 表号：{ $number }　制定机关：{ $district }卫生健康委员会
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
finding-file-kind = this is { $kind } and no spreadsheet; send the spreadsheet itself
finding-file-outside = the file lies outside of a year's folder; put it into returns/<year>/
finding-file-lock = a temporary file of an open workbook; not read
finding-file-year = the return says "{ $found }" and lies in the folder of { $folder }: nothing of it was used; correct the year or move the file
finding-year-unreadable = the year "{ $found }" cannot be understood; read as { $folder } after the folder; write 2024
finding-date-unreadable = the date "{ $found }" cannot be understood and does not count; write 2025-01-15
finding-sheet-hidden = this sheet is hidden; it was read like the others
finding-sheet-unknown = no header was recognised on the sheet "{ $found }": { $n } cells were not used; use the blank form or restore the header row
finding-unit-unknown = nobody in the registry is called "{ $found }"; not used. { $candidates ->
    [""] State the unit and its code.
   *[other] The nearest are: { $candidates }. Check name and code; enter a new unit into the registry first.
}
finding-unit-ambiguous = several units are called "{ $found }" ({ $candidates }); not used; state the code
finding-unit-code-name = code and name are of different units: "{ $found }" (in the registry: { $candidates }); not used; correct one of them
finding-unit-code-unknown = the code "{ $found }" is not in the registry; read by the name; the code is { $code }
finding-unit-from-name = the sheet does not say whose it is; read by the name "{ $found }" of the file or sheet; state the unit and its code
finding-unit-closed = { $found } did not work at the end of the year (not open yet, or closed); not used; the unit that took it over returns its figures
finding-unit-foreign = { $found } belongs to { $owner } and is not returned here; not used
finding-element-unknown = which data element this row is ({ $label }) is not clear; "{ $found }" was not used; check code and label
finding-element-code-unknown = there is no code "{ $found }"; read by the label "{ $label }"
finding-element-label = the code { $code } is "{ $label }", the label says "{ $found }"; read by the code; check the row
finding-element-level = { $code } is not asked of this kind of unit; "{ $found }" was not used
finding-value-twice = the same figure stands twice with the same value; used once (see { $cell })
finding-value-twice-different = the same figure stands twice, here "{ $found }", there "{ $other }" ({ $cell }); neither was used; keep the right one
finding-cell-read-as = { $label }: "{ $found }" was read as { $read }; write digits only
finding-cell-none = { $label }: "{ $found }" was read as { $read }; if it was not counted, write 待统计
finding-cell-pending = { $label }: "{ $found }" counts as missing; send the figure
finding-cell-not-a-count = { $label }: "{ $found }" is no whole number; not used; write a whole number without a unit
finding-cell-percentage = { $label } is a count; "{ $found }" is a percentage; not used; write the number itself
finding-cell-fraction = { $label } is a whole number; "{ $found }" is none; not used; perhaps a rate, an average or ten thousands
finding-cell-negative = { $label }: "{ $found }" is negative; not used
finding-cell-too-large = { $label }: "{ $found }" is impossibly large; not used; check the digits
finding-cell-date = { $label }: "{ $found }" is a date; not used; write a number
finding-cell-not-yes-no = { $label } is 是 or 否; "{ $found }" is neither; not used
finding-cell-not-a-choice = { $label }: "{ $found }" is none of the choices; not used
finding-cell-excel-error = { $label }: the cell holds the error { $found }; not used; check the formula
finding-cell-no-cache = { $label }: the formula has no result; not used; open the file, save it and send it again
finding-cell-stray = the number "{ $found }"{ $n ->
    [1] {" "}stands in no known place
   *[other] {" "}and others of its column ({ $n } cells) stand in no known place
}; not used
finding-centre-unknown = "{ $label }" is none of the ten functional centres; "{ $found }" was not used
finding-centre-shared = "{ $label }" may not be shared: "{ $found }" does not count as built
finding-total-mismatch = the row "{ $row }" says { $found }, the rows sum to { $sum }; check which is wrong; only the rows are used
finding-return-copy = the same as { $other }; used once
finding-return-differs = { $label }: "{ $found }" here, "{ $other }" in the later file ({ $cell }), which was used; confirm
finding-return-incomplete = { $n } figures are missing: { $names }{ $more ->
    [more] {" "}and more
   *[other] {""}
}; send them; 0 where there was nothing
finding-part-above-whole = { $label } { $found } is larger than { $other_label } { $other } ({ $cell }); the first was not used
finding-zero-denominator = { $label } is { $found } while { $other_label } is 0 ({ $cell }); the first was not used
finding-implied-denied = { $label } is "{ $found }" while { $other_label } is "{ $other }" ({ $cell }); the first was not used
finding-ratio-half = { $label } is { $found } and { $other_label } is missing: the ratio cannot be made
finding-year-on-year = { $label }: { $found } this year, { $other } last year ({ $cell }), a change of more than { $factor } times; check and explain
finding-identical-returns = { $n } figures all equal last year's ({ $cell }); check that the right return was sent
finding-stock-falls = { $label }: { $found } is less than last year's { $other } ({ $cell }); such a stock seldom falls; check
finding-parts-of-township = { $label } is { $found }, the facilities' { $other_label } sum to { $sum }, more than { $percent } % apart ({ $cell }); check

kind-empty = an empty file
kind-pdf = a PDF
kind-picture = a picture
kind-archive = an archive

# Mistakes in the workspace
workspace-not-one = { $folder } has no folder { $part } and is no workspace; name the folder with registry and returns
workspace-unreadable = the files of { $folder } cannot be listed: { $why }
workspace-empty = there are no returns of any year in { $folder }/returns
year-before-baseline = { $year } is before the baseline { $baseline }
