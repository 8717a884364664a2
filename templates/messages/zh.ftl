# 计划文件的错误
plan-unreadable = 无法读取计划文件 { $file }：{ $why }
plan-shape = { $file } 第 { $line } 行第 { $column } 列：{ $why }
plan-unknown-key = { $file } 第 { $line } 行第 { $column } 列：没有这个键，最接近的是 { $nearest }（{ $why }）
plan-unknown-name = { $file } 第 { $line } 行第 { $column } 列：没有“{ $found }”，最接近的是 { $nearest }
plan-twice = { $file } 第 { $line } 行第 { $column } 列：{ $name } 已经出现过
plan-part-not-comparable = { $file } 第 { $line } 行第 { $column } 列：{ $name } 不能作为整体，部分与整体须是同一张表里的计数
plan-choice-empty = { $file } 第 { $line } 行第 { $column } 列：选择项至少要有两个
plan-reporter = { $file } 第 { $line } 行第 { $column } 列：{ $name } 只有区级数据项才写、且必须写填报部门
plan-not-a-choice = { $file } 第 { $line } 行第 { $column } 列：功能中心的数据项须是选择项
plan-condition = { $file } 第 { $line } 行第 { $column } 列：看不懂条件“{ $found }”
plan-judged-below-units = { $file } 第 { $line } 行第 { $column } 列：评估层级不能低于填报层级
plan-per = { $file } 第 { $line } 行第 { $column } 列：per 须在 1 与 1000000 之间
plan-no-department = { $file } 第 { $line } 行第 { $column } 列：至少要有一个责任部门
plan-wrong-element = { $file } 第 { $line } 行第 { $column } 列：{ $name } 不是“{ $form }”表里合用的数据项
plan-denominator = { $file } 第 { $line } 行第 { $column } 列：measure 为 { $measure } 时，denominator 只有 ratio 才有、且必须有
plan-cumulative-stock = { $file } 第 { $line } 行第 { $column } 列：{ $name } 是年末数，不能逐年累计
plan-not-a-part = { $file } 第 { $line } 行第 { $column } 列：{ $name } 不是 { $whole } 的一部分，不能算百分比
plan-number = { $file } 第 { $line } 行第 { $column } 列：“{ $found }”不是小数
plan-phases = { $file } 第 { $line } 行第 { $column } 列：{ $year } 年重复，或阶段未按年份先后排列
plan-no-target = { $file } 第 { $line } 行第 { $column } 列：须有 targets 或 each_year 之一；monitor 两者都不能有
plan-range = { $file } 第 { $line } 行第 { $column } 列：range_upper 只用于 between、且必须有；cap 只用于 between
plan-cap-below-range = { $file } 第 { $line } 行第 { $column } 列：上限低于区间
plan-check-key = { $file } 第 { $line } 行第 { $column } 列：这种核查缺少键 { $name }

# 命令行
error = 错误：{ $text }
targets-edition = 计划版本：{ $edition }
targets-plan = { $title }（{ $document }，{ $n } 项指标，{ $commitments } 项未量化的任务）
targets-head = 指标代码	条款	指标	评估层级	目标	责任部门
targets-monitor = 监测，不设目标
targets-each-year = 自 { $year } 年起每年 { $sign } { $value }
targets-phase = { $year } 年 { $sign } { $value }
targets-range = { $year } 年 { $value } 至 { $upper }
targets-cap = ，最高 { $cap }

# 单位名录的错误
registry-unreadable = 无法读取单位名录 { $file }：{ $why }
registry-district = 单位名录 { $file } 须有且只有一行
registry-kind = 单位名录 { $file } 第 { $line } 行：没有机构类别“{ $found }”
registry-parent = 单位名录 { $file } 第 { $line } 行：没有上级单位代码“{ $found }”
registry-twice = 单位名录 { $file } 第 { $line } 行：代码“{ $found }”重复
registry-date = 单位名录 { $file } 第 { $line } 行：“{ $found }”不是日期，请写成 2024-12-31

# 空白表（按国家统计报表的习惯排版）
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

# 核查问题：哪里错了，怎么办
finding-file-unreadable = 无法读取这个文件（{ $why }）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新报送；加密的文件请先取消密码。
finding-file-kind = 这是{ $kind }，不是电子表格。请报送填好的电子表格。
finding-file-outside = 文件不在年度文件夹里，不知道是哪一年的。请放进 returns/年份/ 文件夹。
finding-file-lock = 这是 Excel 或 WPS 打开文件时留下的临时文件，未读取。关闭原文件后它会自动消失。
finding-file-year = 报表年度写的是“{ $found }”，文件却放在 { $folder } 年的文件夹里，整个文件未采用。请核对年度：改正报表年度，或把文件移到对应的文件夹。
finding-year-unreadable = 报表年度“{ $found }”看不懂，已按文件夹作 { $folder } 年处理。请写成 2024 这样的四位数字。
finding-date-unreadable = 报出日期“{ $found }”看不懂，不作数。请写成 2025-01-15。
finding-sheet-hidden = 这张工作表是隐藏的，已照常读取。
finding-sheet-unknown = 工作表“{ $found }”里认不出任何表头，{ $n } 个单元格均未采用。请使用下发的空白表，或恢复表头一行（指标名称、代码、本年数等）。
finding-unit-unknown = 单位名录里没有“{ $found }”，数据未采用。{ $candidates ->
    [""] 请写明填报单位和单位代码。
   *[other] 最接近的是：{ $candidates }。请核对名称和代码；若是新设单位，请先补入单位名录。
}
finding-unit-ambiguous = 名为“{ $found }”的单位不止一个（{ $candidates }），数据未采用。请写明单位代码。
finding-unit-code-name = 单位代码与名称不是同一个单位：“{ $found }”（名录中：{ $candidates }），数据未采用。请改正代码或名称。
finding-unit-code-unknown = 单位代码“{ $found }”不在名录里，已按名称采用；正确代码是 { $code }。
finding-unit-from-name = 表内没有写填报单位，已按文件名或工作表名中的“{ $found }”采用。请在表内补写填报单位和单位代码。
finding-unit-closed = { $found }在该年末不在运行（未开业或已撤并），数据未采用。其当年工作量由接收单位填报；若名录有误，请更正名录。
finding-unit-foreign = { $found }隶属{ $owner }，不应由本单位填报，数据未采用。请核对名册；隶属关系有变的，请更正名录。
finding-element-unknown = 认不出这一行是什么指标（{ $label }），“{ $found }”未采用。请核对代码和指标名称。
finding-element-code-unknown = 没有代码“{ $found }”，已按指标名称“{ $label }”采用。请核对代码。
finding-element-label = 代码 { $code } 是“{ $label }”，指标名称写的却是“{ $found }”，已按代码采用。请核对是否填错了行。
finding-element-level = { $code } 不由这类单位填报，“{ $found }”未采用。
finding-value-twice = 同一指标在本文件中填了两次，数值相同，只采用一次（另见 { $cell }）。
finding-value-twice-different = 同一指标在本文件中填了两次，一处是“{ $found }”，另一处是“{ $other }”（{ $cell }），都未采用。请保留正确的一处。
finding-cell-read-as = { $label }填的是“{ $found }”，已读作 { $read }。请只填数字。
finding-cell-none = { $label }填的是“{ $found }”，已读作 { $read }。如果是没有统计，请改填“待统计”。
finding-cell-pending = { $label }填的是“{ $found }”，按缺报处理。请补报数值。
finding-cell-not-a-count = { $label }填的是“{ $found }”，不是整数，未采用。请填不带单位的整数。
finding-cell-percentage = { $label }应填数量，填的却是百分数“{ $found }”，未采用。请填人数或个数等原始数量。
finding-cell-fraction = { $label }应填整数，填的却是“{ $found }”，未采用。请核对：可能填成了百分率、以万为单位的数或平均数。
finding-cell-negative = { $label }填的是负数“{ $found }”，未采用。请填不小于 0 的整数。
finding-cell-too-large = { $label }填的“{ $found }”大得不可能，未采用。请核对是否多填了位数。
finding-cell-date = { $label }填的是日期“{ $found }”，未采用。请改成数字，并把单元格格式设为“常规”。
finding-cell-not-yes-no = { $label }应填“是”或“否”，填的却是“{ $found }”，未采用。
finding-cell-not-a-choice = { $label }填的“{ $found }”不在可选项内，未采用。请从下拉列表中选择。
finding-cell-excel-error = { $label }的单元格是错误值 { $found }，未采用。请检查公式或直接填数。
finding-cell-no-cache = { $label }的公式没有计算结果，未采用。请用 Excel 或 WPS 打开文件，保存后重新报送。
finding-cell-stray = 数字“{ $found }”{ $n ->
    [1] 不在任何已知的栏目里
   *[other] 等本列共 { $n } 个单元格不在任何已知的栏目里
}，未采用。如是应报数据，请填到对应的行或列。
finding-centre-unknown = “{ $label }”不是规定的十个功能中心之一，“{ $found }”未采用。请按空白表上的名称填写。
finding-centre-shared = “{ $label }”须自建，填“{ $found }”不算建成。请核实。
finding-total-mismatch = “{ $row }”行写的是 { $found }，各行相加是 { $sum }。请核对是哪一行有误；程序只采用各行数据。
finding-return-copy = 与 { $other } 的内容相同，只采用一份。
finding-return-differs = { $label }：本文件是“{ $found }”，后报的文件是“{ $other }”（{ $cell }），已采用后者。请确认以后报为准。
finding-return-incomplete = 应填未填 { $n } 项：{ $names }{ $more ->
    [more] {" "}等
   *[other] {""}
}。请补报；没有发生的填 0，不适用的填“不适用”。
finding-part-above-whole = { $label } { $found } 大于{ $other_label } { $other }（{ $cell }），前者未采用。请核对两个数。
finding-zero-denominator = { $label }是 { $found }，{ $other_label }却是 0（{ $cell }），前者未采用。请核对两个数。
finding-implied-denied = { $label }填“{ $found }”，{ $other_label }却填“{ $other }”（{ $cell }），前者未采用。达到推荐标准的必然达到基本标准，请核对。
finding-ratio-half = { $label }填了 { $found }，{ $other_label }却缺报，这一比率无法计算。请补报后者。
finding-year-on-year = { $label }今年 { $found }，去年 { $other }（{ $cell }），变化超过 { $factor } 倍。请核实；属实的请在备注中说明原因。
finding-identical-returns = { $n } 个数与上年全部相同（{ $cell }）。请确认不是误报了上年的表。
finding-stock-falls = { $label }今年 { $found }，少于去年的 { $other }（{ $cell }）。这是累积形成的年末数，一般不会减少，请核实。
finding-parts-of-township = { $label }是 { $found }，所属机构的{ $other_label }合计 { $sum }，相差超过 { $percent }%（{ $cell }）。请核对。

kind-empty = 空文件
kind-pdf = PDF 文件
kind-picture = 图片
kind-archive = 压缩包

# 工作区的错误
workspace-not-one = { $folder } 里没有 { $part } 文件夹，不是工作区。请指定含有 registry（单位名录）和 returns（上报表）的文件夹。
workspace-unreadable = 无法列出 { $folder } 中的文件：{ $why }
workspace-empty = { $folder }/returns 里没有任何年度的上报表
year-before-baseline = { $year } 年早于基期 { $baseline } 年
