# 本级行政区的通称；底册里是县、市、旗的，按底册
-area = 区
# 另外的通称，各一个字
area-words = 县市旗

# 计划文件的错误
plan-unreadable = 无法读取计划文件 { $file }：{ $why }
at-line = { $file } 第 { $line } 行第 { $column } 列：{ $what }
at-cell = { $file } › { $sheet } › { $cell }：{ $what }
plan-format = 方案 { $file } 须是 .toml 或 .xlsx：用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”
plan-two-files = { $file } 与 { $other } 是同一个方案，写的却不一样（{ $line }）。留下改过的一份，把另一份移走
book-sheet = 工作表不认识，可以叫{ $words }；不属于方案的请删去，或改名为“说明”
book-no-sheet = 缺少这张工作表
book-merged = 这里有合并的单元格，请取消合并，每格各写各的
book-head = 表头“{ $found }”不认识，最接近的是“{ $nearest }”；各表头见“说明”
book-beyond = “{ $found }”不在任何认识的表头之下
book-unseen = “{ $found }”在隐藏的行列里，或画了删除线。要用的请取消隐藏、去掉删除线，不用的请删去
book-formula = 公式算出的是错误值 { $found }，请改正公式，或者直接填数
book-dressed = 这一格看上去是“{ $found }”，存的却是另一个数。请把单元格格式改为“常规”再填：百分之七十五填 75
book-digits = “{ $found }”位数太多，电子表格存不下。请把单元格格式改为“文本”再填
book-whole = “{ $found }”不是整数。只写数字，如 2026 或 100
book-day = “{ $found }”不是日期，请写成 2026-03-10
book-blank = “{ $name }”没有填
book-target-when = 每行填“到哪年”或“从哪年起每年”之一；每年的目标一项指标只有一行
book-reading = 指标 { $name } 在“其他理解”里没有第 { $found } 种
plan-none = { $folder } 里没有方案：要有一个 .xlsx 或 .toml
plan-more = 还有 { $n } 处，改完这些再看
plan-per-unit = 指标 { $name } 的单位是“{ $unit }”，每多少（per）应为 { $meant }，写的却是 { $own }
plan-twice-elsewhere = { $name } 在 { $file } 里已经有了。旧方案用不着的，把那个文件移走；两个方案并用的，换一个标识
book-duties = “部门”一表填了内容，这里的“{ $name }”也要填；用不着的，把“部门”一表清空
book-no-head = 第一行须是表头：{ $words }
book-no-cache = 公式没有算出结果。请在 Excel 或 WPS 里打开、保存后再用，或者直接填数
book-fraction = “{ $found }”看不出是 { $found } 还是百分之几十：百分之六十填 60；确是小于 1 的数，请把单元格格式改为“文本”再填
book-number = “{ $found }”不是数。只写数字，如 75 或 3.5；百分号、“以上”“≥”都不写
plan-continues-nothing = 没有更早的方案可以接续；旧方案要一并放在 plans 里
book-names = “{ $found }”又换行、又用顿号，看不出有几个。几个名称要么都用顿号隔开，要么一行一个
book-reading-number = 指标 { $name } 的“第几种”写的是 { $found }，应从 1 起连续编号，不重复
plan-label-several = 有几个数据项都叫“{ $name }”，请写代码：{ $codes }
plan-shape = { $why }
plan-unknown-key = 没有这个键，最接近的是 { $nearest }（{ $why }）
plan-unknown-name = 没有“{ $found }”{ $words-is ->
    [empty] ，最接近的是 { $nearest }
   *[other] ，可以写 { $words }
}
plan-twice = { $name } 已经出现过
plan-part-not-comparable = { $name } 不能作为整体，部分与整体须是同一张表里的计数
plan-choice-empty = 选择项至少要有两个
plan-reporter = { $name } 只有部门表（district）的数据项才写、且必须写填报部门
plan-not-a-choice = 功能中心的数据项须是选择项
plan-condition = 看不懂条件“{ $found }”。是否的写 JG15=是，数量的写 JG18>=2，选择的写 JG25=三级 或 JG25>=三级
plan-judged-below-units = 评估层级不能低于填报层级
plan-per = per 须在 1 与 1000000 之间
plan-no-department = 至少要有一个责任部门：写在 departments，或者写在所引条款，或者由 [duties] 推定
plan-task = task 里花括号只写 {"{n}"} 表示数量，英文可写 {"{patient|patients}"} 分单复数
plan-clause-open = 条款“{ $clause }”没有指标也没有承诺；补上，或者在 neither_zh、neither_en 写明为何都没有
plan-clause-both = 条款“{ $clause }”已有指标或承诺，又写了 neither_zh；留一样
plan-clause-half = 条款“{ $clause }”的 neither_zh 和 neither_en 要一起写
plan-commitment-due = 承诺的 due 应是方案实施期内的年份，且不与 each_year 同写
plan-wrong-element = { $name } 不是“{ $form }”表里合用的数据项
plan-denominator = measure 为 { $measure } 时，denominator 只有 ratio 才有、且必须有
plan-cumulative-stock = { $name } 是年末数，不能逐年累计
plan-not-a-part = { $name } 不是 { $whole } 的一部分，不能算百分比
plan-number = “{ $found }”不是小数
plan-phases = { $year } 年重复，或阶段未按年份先后排列
plan-years = 年度 { $year } 与其他年度对不上：基期在前，然后是开始年，最后是结束年；from 不晚于 until
plan-target-year = 指标 { $name } 的目标年度 { $year } 不在方案的年限 { $plan } 年之内
plan-baseline-source = 基期值要写明出处（source）
plan-continues = 接续旧指标要同时写 continues（旧指标的 id）和 change（same、stricter 或 redefined）
plan-no-target = 须有 targets 或 each_year 之一；monitor 两者都不能有
plan-range = range_upper 只用于 between、且必须有；cap 只用于 between
plan-cap-below-range = 上限低于区间
plan-check-key = 这种核查缺少键 { $name }

# 命令行
window-open = 按回车键打开报告；不看就关闭这个窗口。
window-close = 看完后按回车键，窗口就会关闭。
cli-quote = 命令行里有一个引号没有配上，后面的话都被它吃掉了：{ $word }。文件夹路径末尾不要写反斜杠（写 "D:\数据"，不写 "D:\数据\"）。
cli-about = 达标：从各单位的 Excel 上报表算出全{ -area }离各项目标还差多少，写成网页报告
cli-usage = 用法：
cli-commands = 命令
cli-options = 选项
cli-arguments = 参数
cli-wrong-unknown = 命令写错了：不认识“{ $argument }”{ $near-is ->
    [empty] {""}
   *[other] （是不是 { $near }？）
}。
cli-wrong-missing = 命令没有写全：缺 { $argument }。
cli-wrong-no-value = 命令没有写全：{ $argument } 后面没有写内容。
cli-valid-date = 2026-03-15 这样的日期
cli-wrong-value = 命令写错了：{ $argument } 不能写“{ $value }”{ $valid-is ->
    [empty] {""}
   *[other] ，可以写：{ $valid }
}。
cli-wrong-twice = 命令写错了：{ $argument } 写了两次，或与别的选项不能同时写。
cli-wrong-other = 命令写错了。
cli-wrong-usage = 写法：{ $usage }
    说明：dabiao { $command }--help
cli-usage-all = dabiao [选项] [文件夹]
       dabiao <命令> …
cli-value-options = 选项
cli-value-lang = 语言
cli-value-threads = 个数
cli-value-folder = 文件夹
cli-value-workspace = 工作区
cli-value-year = 年份
cli-value-targets = 文件夹
cli-value-after = 文件夹
cli-value-out = 文件夹
cli-value-reply_by = 日期
cli-value-unit = 单位
cli-value-indicator = 指标
cli-value-set = 单位/数据项=数
cli-value-file = 文件
cli-value-page = 文件夹
cli-value-old = 原报告
cli-value-new = 新报告
cli-value-report = 报告
cli-no-such-command = 命令写错了：没有“{ $word }”这个命令，也没有这个文件夹{ $near-is ->
    [empty] {""}
   *[other] （是不是 { $near }？）
}。用法见 dabiao --help
cli-report = 读取、核查、评估，写出网页报告
cli-check = 只读取和核查，写出退回各单位的核查单
cli-forms = 生成空白表，每个单位一份
cli-explain = 说明一个数是怎么来的，直到单元格
cli-what-if = 假如某些数改变，哪些结论会变；不改动任何文件
cli-arg-set = 把一个数设成别的，如 三星镇/健康科普讲师数=4，=+2 表示增加 2；可重复
cli-arg-file = 写有若干行“单位/数据项=数”的文件
cli-targets = 列出程序理解的全部目标
cli-init = 新建一个空的工作区
cli-arg-lang = 输出语言：zh（默认）或 en
cli-arg-help = 显示用法
cli-arg-version = 显示版本
cli-arg-folder = 工作区文件夹，等同于 report 命令
cli-arg-workspace = 工作区文件夹，含 registry 和 returns（默认 data）
cli-arg-init-folder = 新工作区的文件夹，须是空的或还没有的
cli-arg-targets-out = 把方案写成文件，放进这个文件夹，作为修改的起点
init-done = 已建好空的工作区 { $folder }。先看其中的“使用说明.txt”，再填 registry 里的 registry.xlsx
init-not-empty = { $folder } 里已经有文件，请换一个新的文件夹
targets-written = 已写出 { $n } 个方案文件：{ $folder }
cli-arg-year = 年度，默认为有上报表的最近一年
cli-arg-targets = 另用一套计划文件的文件夹
cli-arg-forms-year = 要填报的年度
cli-arg-forms-out = 空白表写到哪个文件夹
cli-arg-out = 写到哪个文件夹（默认 reports；公布稿 reports-published，指定年度时 reports-2024；check 默认 corrections）
cli-arg-reply_by = 要求各单位在哪一天前反馈，如 2026-03-15；印在核查单和催报清单上
cli-arg-strict = 有错误级问题时以状态 1 结束
cli-arg-unit = 单位名称或代码
cli-arg-indicator = 指标名称或代码
error = 错误：{ $text }
error-other = { $why }
targets-edition = 计划版本：{ $edition }
targets-plan = { $title }（{ $document }，{ $n } 项指标，{ $commitments } 项没有目标值的承诺）
targets-head = 指标代码	条款	指标	评估层级	目标	责任部门

# 单位名录的错误
registry-unreadable = 无法读取单位名录 { $file }：{ $why }
registry-missing = 单位名录缺少 { $file }（或者 { $other }）
registry-both = 单位名录里 { $file } 和 { $other } 只能有一个，请删去不用的
registry-column = 单位名录 { $file } 第 { $line } 行：不认识表头“{ $found }”，或者重复。可以是{ $words }
registry-no-column = 单位名录 { $file } 缺少“{ $column }”一列（表头可以是{ $words }）
registry-district = 单位名录 { $file } 须有且只有一行
registry-word = 单位名录 { $file } 第 { $line } 行“{ $column }”：没有“{ $found }”这个写法，可以写{ $words }
registry-empty = 单位名录 { $file } 第 { $line } 行：“{ $column }”空着，请填写
registry-example = 单位名录 { $file } 第 { $line } 行还是示例（带有“{ $words }”），请换成真的单位，用不着的整行删去
registry-parent = 单位名录 { $file } 第 { $line } 行“{ $column }”：没有“{ $found }”这个上级单位{ $words-is ->
    [empty] { "" }
   *[other] ，相近的有{ $words }
}
registry-same-file = 单位名录 { $file } 第 { $line } 行：代码“{ $found }”连同名称，写成文件名与另一单位相同，请改代码
registry-alike = 单位名录 { $file } 第 { $line } 行：代码“{ $found }”与另一单位的代码只差文件名不能用的字符或大小写，请改代码
registry-twice = 单位名录 { $file } 第 { $line } 行“{ $column }”：“{ $found }”重复，每个只能写一次
registry-date = 单位名录 { $file } 第 { $line } 行“{ $column }”：“{ $found }”不是日期，请写成 { $words }
registry-closed = 单位名录 { $file } 第 { $line } 行：撤销日期 { $found } 早于设立日期 { $words }

# 空白表（按国家统计报表的习惯排版）
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
form-note-4 = 四、“上年数”由{ -area }里预先填入，与底册不符的，请在备注中说明，不要改动。
form-note-5 = 五、填写中如有疑问，请与{ $district }卫生健康委员会联系。
form-input-count = 请填不小于 0 的整数
form-input-part = 请填整数，不大于“{ $whole }”
form-input-list = 请从下拉列表中选择
form-input-wrong = 请核对
form-input-sure = 填的内容与要求不符。确实不适用的填“不适用”，暂时统计不出的填“待统计”。
form-footer = &C第 &P 页，共 &N 页

# 核查问题：哪里错了，怎么办
finding-file-unreadable = 无法读取这个文件（{ $why }）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新报送；加密的文件请先取消密码。
finding-file-in-use = 这个文件正被别的程序打开，读不了。请关闭它，再运行一次；不用退回。
finding-file-forbidden = 没有读这个文件的权限。请在文件属性里把读取权限给运行本程序的人，再运行一次；不用退回。
finding-file-kind = 这是{ $kind }，不是电子表格。请报送填好的电子表格。
finding-file-outside = 文件不在年度文件夹里，不知道是哪一年的。请放进 returns/年份/ 文件夹。
finding-identity-number = 这里是身份证号。上报表只填个数，不填个人信息；本程序不抄录它。请删去后重新报送，把原来的文件移出 returns 文件夹，并按规定处理已经外传的文件。
finding-file-link = 这是指向工作区以外的链接，未读取。请把文件本身放进来。
finding-file-lock = 这是 Excel 或 WPS 打开文件时留下的临时文件，未读取。关闭原文件后它会自动消失。
finding-file-year-name = 文件名写的是“{ $found }”（{ $year } 年），表里没有写年度，文件却放在 { $folder } 年的文件夹里，整个文件未采用。请在表里写上年度，或改正文件名，或把文件移到对应的文件夹。
finding-file-void = 文件名或文件夹名（{ $found }）写明不作数（作废、草稿、样表、备份等），整个文件未采用。应当采用的，请改名后重新放入；不用的，请移出 returns。
finding-file-year = 表里写的是“{ $found }”（{ $year } 年），文件却放在 { $folder } 年的文件夹里，整个文件未采用。请核对年度：改正表里的年度，或把文件移到对应的文件夹。
finding-year-unreadable = 报表年度“{ $found }”看不懂，已按文件夹作 { $folder } 年处理。请写成 2024 这样的四位数字。
finding-date-unreadable = 报出日期“{ $found }”看不懂，不作数。请写成 2025-01-15。
finding-date-early = 报出日期“{ $found }”早于{ $folder }年12月，当时还没有全年的数，日期不作数。请核对日期，并核对所报是不是{ $folder }年的数。
finding-remark-doubts = { $label }填的是“{ $found }”，备注（{ $cell }）却写着“{ $remark }”。暂按所填的数采用并列为存疑，请核实后更正，或者在备注中写“属实”。
finding-cells-hidden = 这张工作表有隐藏的行或列，已照常读取。请核对隐藏的内容是否应当报送。
finding-looks-unknown = 这一列的数都在 0 到 1 之间（如“{ $found }”），.xlsb 等格式看不出是个数还是百分比。请核对；如是比率，请改填个数，并另存为 .xlsx 重新报送。
finding-sheet-hidden = 这张工作表是隐藏的，已照常读取。
finding-sheet-unknown = 工作表“{ $found }”里认不出任何表头，{ $n } 个单元格均未采用。请使用下发的空白表，或恢复表头一行（指标名称、代码、本年数等）。
finding-unit-unknown = 单位名录里没有“{ $found }”，数据未采用。{ $candidates-is ->
    [empty] 请写明填报单位和单位代码。
   *[other] 最接近的是：{ $candidates }。请核对名称和代码；若是新设单位，请先补入单位名录。
}
finding-unit-ambiguous = 名为“{ $found }”的单位不止一个（{ $candidates }），数据未采用。请写明单位代码。
finding-unit-code-name = 单位代码与名称不是同一个单位：“{ $found }”（名录中：{ $candidates }），数据未采用。请改正代码或名称。
finding-unit-code-unknown = 单位代码“{ $found }”不在名录里，已按名称采用；正确代码是 { $code }。
finding-unit-from-name = 表内没有写填报单位，已按文件名或工作表名中的“{ $found }”采用。请在表内补写填报单位和单位代码。
finding-unit-other-name = 表内写的是{ $found }，{ $name }却是另一个单位的名称，不知道数据是谁的，均未采用。请核对：改正填报单位和单位代码，或改正文件（工作表）名。
finding-unit-open = 这个数所在的行和列写的是两个单位，“{ $found }”未采用。请分开填写。
finding-unit-closed = { $found }在该年末不在运行（未开业或已撤并），数据未采用。其当年工作量由接收单位填报；若名录有误，请更正名录。
finding-unit-foreign = { $found }隶属{ $owner }，不应由本单位填报，数据未采用。请核对名册；隶属关系有变的，请更正名录。
finding-element-unknown = 认不出这一行是什么指标（{ $label }），“{ $found }”未采用。请核对代码和指标名称。
finding-element-open = “{ $head }”有好几个数，看不出哪一个是应报的数，“{ $found }”等 { $n } 个单元格未采用。请标明“合计”或“实有”，或只留一列（行）。
finding-element-code-unknown = 没有代码“{ $found }”，已按指标名称“{ $label }”采用。请核对代码。
finding-element-label = 代码 { $code } 是“{ $label }”，指标名称写的却是“{ $found }”，已按代码采用。请核对是否填错了行。
finding-element-level = { $code } 不由这类单位填报，“{ $found }”未采用。
finding-value-hidden = 这个看得见的单元格没有可用的数，隐藏的行或列里（{ $cell }）却写着“{ $hidden }”，以哪个为准不清楚，未采用。请把数填在看得见的单元格里，并删除隐藏的行列。
finding-value-twice = 同一指标在本文件中填了两次，数值相同，只采用一次（另见 { $cell }）。
finding-value-twice-different = 同一指标在本文件中填了两次，一处是“{ $found }”，另一处是“{ $other }”（{ $cell }），都未采用。请保留正确的一处。
finding-cell-read-as = { $label }填的是“{ $found }”，已读作 { $read }。请只填数字。
finding-cell-tidied = { $label }填的是“{ $found }”，已读作 { $read }。请去掉空格和全角字符，或从下拉列表中选择。
finding-file-no-table = 这个文件里没有认出任何数据表，全部内容未采用。请使用下发的空白表；如果不是上报表，请移出文件夹。
finding-cell-none = { $label }填的是“{ $found }”，已读作 { $read }。如果是没有统计，请改填“待统计”。
finding-cell-pending = { $label }填的是“{ $found }”，按缺报处理。请补报数值。
finding-cell-not-a-count = { $label }填的是“{ $found }”，不是整数，未采用。请填不带单位的整数。
finding-cell-percentage = { $label }应填数量，填的却是百分数“{ $found }”，未采用。请填人数或个数等原始数量。
finding-cell-fraction = { $label }应填整数，填的却是“{ $found }”，未采用。请核对：可能填成了百分率、以万为单位的数或平均数。
finding-cell-negative = { $label }填的是负数“{ $found }”，未采用。请填不小于 0 的整数。
finding-cell-too-large = { $label }填的“{ $found }”大得不可能，未采用。请核对是否多填了位数。
finding-cell-date = { $label }填的是日期“{ $found }”，未采用。请改成数字，并把单元格格式设为“常规”。
finding-cell-not-yes-no = { $label }应填“是”或“否”，填的却是“{ $found }”，未采用。
finding-cell-not-a-choice = { $label }填的“{ $found }”不在可选项内，未采用。请填其中之一：{ $choices }。
finding-cell-struck = { $label }的单元格里有划去的内容（“{ $found }”），不知道以哪一个为准，未采用。请只留下正确的数。
finding-cell-mark = { $label }填的“{ $found }”带有上标或脚注号，分不清哪些是数，未采用。请把脚注写进备注，单元格里只填数字。
finding-cell-doubt = { $label }填的“{ $found }”是个约数或带有疑问，未采用。请核实后填准确的整数；暂时统计不出的填“待统计”。
finding-cell-two-numbers = { $label }的单元格里有不止一个数（“{ $found }”），未采用。请只留下正确的一个。
finding-row-struck = “{ $name }”这一行的名称已经划去，{ $label }（“{ $found }”）还算不算数不清楚，未采用。请删除这一行，或去掉删除线。
finding-cell-scale = { $label }的计量单位是“{ $unit }”，这里写的却是“{ $said }”，“{ $found }”按哪个单位算不清楚，未采用。请按“{ $unit }”填写整数。
finding-cell-format = { $label }的单元格设了数字格式，看到的数和存的数（“{ $found }”）不一样，以哪个为准不清楚，未采用。请把单元格格式改为“常规”，按“{ $unit }”填写整数。
finding-cell-scaled = { $label }填的是“{ $found }”，按所写单位（{ $said }）换算，已读作 { $read }。请按“{ $unit }”填写。
finding-cell-merged = { $label }的“{ $found }”所在单元格跨了几行或几列，不知道是谁的数，未采用。请取消合并，分别填写。
finding-cell-excel-error = { $label }的单元格是错误值 { $found }，未采用。请检查公式或直接填数。
finding-cell-no-cache = { $label }的公式没有计算结果，未采用。请用 Excel 或 WPS 打开文件，保存后重新报送。
finding-cell-stray = 数字“{ $found }”{ $n ->
    [1] 不在任何已知的栏目里
   *[other] 等本列共 { $n } 个单元格不在任何已知的栏目里
}，未采用。如是应报数据，请填到对应的行或列。
finding-centre-unknown = “{ $label }”不是规定的十个功能中心之一，“{ $found }”未采用。请按空白表上的名称填写。
finding-centre-shared = “{ $label }”须自建，填“{ $found }”不算建成。请核实。
finding-layout-tried = 已按版式 { $name } 试读这张工作表，没有找到表头：{ $found }。请核对版式文件和表头是否一致。
finding-total-mismatch = “{ $row }”行写的是 { $found }，各行相加是 { $sum }。请核对是哪一行有误；程序只采用各行数据。
finding-findings-more = 同样的问题（{ $found }）在这个文件里还有 { $n } 处，未逐一列出。请先改正已列出的，再重新核查。
finding-return-copy = { $form }所填的每一个数都与 { $other } 相同，只采用一份。
finding-return-revised = { $form }有 { $n } 个数被后来的更正（{ $other }）改过，已采用更正后的数{ $n_open ->
    [0] {""}
   *[other] ；原先不能采用的 { $n_open } 个数由它补正
}。明细见 data/revisions.csv。
finding-return-differs = { $label }：本文件是“{ $found }”，另一份文件是“{ $other }”（{ $cell }），看不出哪一份是更正，都未采用。请在正确的一份里写明较晚的报出日期，或把文件名改为“更正”。
finding-return-blank = { $form }一格也没有填，按未报送处理。请填写后重新报送。
finding-return-incomplete = 应填未填 { $n } 项：{ $names }{ $more ->
    [more] {" "}等
   *[other] {""}
}。请补报；没有发生的填 0，不适用的填“不适用”。
finding-columns-swapped = { $block-is ->
    [empty] “本年数”一列填的全是上年已报送的数（{ $n } 项与“上年数”对不上），两列填反了，整张表都没有采用
   *[other] { $block } 各行的“本年数”填的是上年已报送的数（{ $n } 项与“上年数”对不上），这一段的两列填反了，没有采用
}。请把“本年数”和“上年数”换过来再报送。
finding-block-slipped = { $sure } 整段{ $way }了一行：“{ $label }”填的是 { $found }，与{ $other_label }上年的 { $other } 相近{ $own-is ->
    [empty] {""}
   *[other] ，而{ $label }上年是 { $own }
}。{ $block } 拿不准，都没有采用。请逐行核对，把数挪回各自的行，重报整张表。
finding-last-year-differs = { $label }的上年数写的是 { $found }，上年报送的是 { $other }（{ $cell }）。请核对是哪一年的数有误；确实无误的，在备注中写明“属实”。
finding-plan-unit-unknown = 指标“{ $label }”只评判 only 中列出的乡镇（街道），其中代码 { $found } 底册里没有，{ $more-is ->
    [empty] 只按其余乡镇（街道）评判
   *[other] 列出的一个也没有，该指标按不适用处理
}。请改正方案文件中的代码，或在底册中补上。
finding-last-year-swapped = { $label }的本年数 { $found } 正是上年报送的数，上年数却写着 { $other }（{ $cell }），两个数可能填反了。请核对；确实无误的，在备注中写明“属实”。
finding-answer-unknown = 核查单这一行（{ $found }）没有对应到要更正的数，“更正后的数”未采用。请更正原表后重新报送。
finding-answer-unclear = 核查单这一行写的是“{ $found }”，既没有写“属实”，也没有填“更正后的数”，仍按未答复处理。数有误的请填更正后的数；数无误的请写“属实”并说明原因。
finding-answer-outdated = 核查单问的是 { $cell } 原来的内容“{ $before }”，这个单元格现在是“{ $now }”，这一行答复未采用，以报表现在的内容为准。
finding-answer-scale = 核查单所问的单元格（{ $cell }）按“{ $said }”计，“更正后的数”只写了数字（{ $found }），是多少{ $unit }不清楚，未采用。请连同计量单位一起写，例如“{ $found }{ $unit }”或“{ $found }{ $said }{ $unit }”。
finding-answer-both = 核查单这一行既填了“更正后的数”（{ $found }），又写了“属实”，仍按未答复处理。数有误的请只填更正后的数，并说明原因；数无误的请只写“属实”。
finding-answer-no-figure = 核查单这一行写了“属实”，但所问的数（{ $cell }）没有采用，或者没有填，只写“属实”不起作用。请填“更正后的数”。
finding-figure-confirmed = { $label }（{ $cell }）看来有误，单位说明：“{ $found }”。已照用，不再标存疑。
finding-archive-more = 压缩包里的文件太多，后面的 { $found } 个没有读取。请分成几个压缩包，或解压后直接放进文件夹。
finding-folder-output = 这是本程序写的文件夹（报告或核查单），整个没有读取。请移出 returns；收回来的核查单请单独放进年度文件夹。
finding-answer-none = 这份核查单一行也没有答复。请填写后重新报送。
word-lower = 低
word-higher = 高
finding-part-above-whole = { $label } { $found } 大于{ $other_label } { $other }（{ $cell }），前者未采用。请核对两个数。
finding-zero-denominator = { $label }是 { $found }，{ $other_label }却是 0（{ $cell }），前者未采用。请核对两个数。
finding-implied-denied = { $label }填“{ $found }”，{ $other_label }却填“{ $other }”（{ $cell }），前者未采用。达到推荐标准的必然达到基本标准，请核对。
finding-ratio-half = { $other_label }没有报，{ $label }却填了 { $value }（{ $cell }），这一比率无法计算。请补报{ $other_label }。
finding-year-on-year = { $label }今年 { $found }，去年 { $other }（{ $cell }），变化超过 { $factor } 倍。请核实；属实的请在备注中说明原因。
finding-scale-slip = { $label }今年 { $found }，去年 { $other }（{ $cell }），相差约 { $factor } 倍。请核对是否把“人”填成了“万人”，或相反。
finding-sheet-year = 这里写的是“{ $found }”（{ $year } 年），文件却放在 { $folder } 年的文件夹里，所说的这张表未读取。如果年度写错了，请改正后重新报送。
finding-sheet-part = 这里写的是“{ $found }”，看来是计划数、样例、作废的表或不满一年的数，所说的这张表没有采用。请报送全年的完成数；如果就是全年完成数，请改正这处文字。
finding-sheet-year-open = 这里写的是“{ $found }”，填的年度却是 { $folder } 年，是哪一年的数看不出，所说的这张表没有采用。请核对各数是哪一年的；是 { $folder } 年的，改正这处文字再报，不是的，换成当年的数。
finding-figure-planned = “{ $found }”是计划或目标，表里没有与它对应的完成数，共 { $n } 处，没有采用。如果就是完成数，请改正这处文字。
finding-part-year = 表里有 { $found } 年的列或行，未读取，只采用 { $folder } 年的数。
finding-year-open = “{ $head }”所在的列或行看不出是哪一年的数，“{ $found }”等 { $n } 个单元格未采用。请只写一个年份。
finding-identical-returns = { $n } 个数与上年全部相同（{ $cell }）。请确认不是误报了上年的表。
finding-stock-falls = { $label }今年 { $found }，少于去年的 { $other }（{ $cell }）。这是累积形成的年末数，一般不会减少，请核实。
finding-parts-of-township = { $label }是 { $found }，所属机构的{ $other_label }合计 { $sum }，相差超过 { $percent }%（{ $cell }）。请核对。

kind-empty = 空文件
kind-encrypted = 加了密码的文件（请取消密码后重新报送）
kind-protected = 加了文档保密（DRM）的文件，须先解密
kind-web-archive = 单个文件网页（.mht），须在 Excel 或 WPS 中另存为 .xlsx
kind-word = Word 文档
kind-slides = 演示文稿
kind-old-excel = Excel 4.0 或更早的文件（请用 Excel 或 WPS 另存为 .xlsx）
kind-packed = 压缩包里解不开的文件（已损坏，或压缩方式不认识；请解压后直接放进文件夹）
kind-too-large = 内容过大的文件
kind-other = 其他文件
file-damaged = 文件已损坏，或不是正常的电子表格
kind-pdf = PDF 文件
kind-picture = 图片
kind-archive = 压缩包

# 工作区的错误
workspace-not-one = { $folder } 里没有 { $part } 文件夹，不是工作区。请指定含有 registry（单位名录）和 returns（上报表）的文件夹。
workspace-unreadable = 无法列出 { $folder } 中的文件：{ $why }
workspace-empty = { $folder }/returns 里没有任何年度的上报表
year-without-returns = { $year } 年没有收到任何上报表，没有可写的报告；有上报表的最近一年是 { $latest } 年。
year-out-of-range = 没有 { $year } 年这样的年度，请写四位数字
year-without-plan = 没有方案管 { $year } 年：现有方案从基期 { $first } 年到 { $last } 年。请用 --year 指定其中一年；新方案放进工作区的 targets/plans 文件夹

# 通用
list-comma = ，
list-pause = 、
list-semicolon = ；
list-and-more = { $names }等共 { $n } 项
list-and-more-units = { $names }等 { $n } 个单位
list-and-more-files = { $names }等 { $n } 个文件
list-and-more-places = { $names }等 { $n } 处
list-and-more-returns = { $names }等 { $n } 份表
word-yes = 是
word-no = 否
word-none = 无
word-total = 合计
word-baseline = 基期
word-stop = 。
word-colon = ：
word-regional-centre = 农村区域性医疗卫生中心
more = 另有 { $n } 项
number-unit = { $number } { $unit }
unit-points = 个百分点
layout-unreadable = 无法读取版式文件 { $file }：{ $why }
layout-element = 没有数据项“{ $found }”，最接近的是 { $nearest }
layout-head = 这个表头是空的，或与另一个表头相同。几行的表头从上到下写，中间用 > 隔开。
workspace-settings = 无法读取工作区设置 { $file }：{ $why }
out-not-ours = { $folder } 里已有不是本程序写的文件，没有动它。请换一个空文件夹，或先把其中的文件移走。
out-written = { $file } 已经存在，内容不同，可能是填过的表，没有动它，也没有写其他文件。请换一个空文件夹。
forms-done = 已生成 { $n } 份空白表，放在 { $folder }

# 状态
status-met = 已达标
status-met-early = 已提前达标
status-not-met = 未达标
status-on-track = 达到序时进度
status-behind = 未达到序时进度
status-in-progress = 推进中
status-undetermined = 待定
status-no-data = 缺报
status-not-applicable = 不适用
status-monitored = 监测
status-provisional-suspect = { $word }（暂定，缺 { $n } 个单位；存疑）
status-suspect = { $word }（存疑）
status-provisional = { $word }（暂定，缺 { $n } 个单位）
meaning-met = 已满足目标；未到期就满足的写作“已提前达标”。
meaning-not-met = 目标已到期，缺报的全部补齐也满足不了。
meaning-on-track = 目标尚未到期，本年值不低于从基期到目标的直线路径。
meaning-behind = 目标尚未到期，本年值低于这条路径；或已超过上限。
meaning-in-progress = 目标尚未到期，没有可比的基期，无从判断进度；是/否类任务到期前未完成的也写作推进中。
meaning-undetermined = 缺报的单位决定结果，补报后才能判定。
meaning-no-data = 应报而没有任何单位报出可用的数。
meaning-not-applicable = 没有适用的对象，例如全年没有发生疫情。
meaning-monitored = 只列示，不评判：基期年度、没有目标的指标，以及{ -area }级指标在乡镇和机构的数值。
reason-baseline = 基期年度只列示，不评判（规则一）。
reason-not-judged-here = 该指标不在这一层级评判，数值供监测（规则一）。
reason-no-target = 方案没有给出数值目标，只跟踪。
reason-no-data = 应报而没有任何可用的数（规则三）。
reason-not-applicable = 没有适用的对象（规则三、五）。
reason-met = 目标已到期，最低可能值也满足目标（规则一）。
reason-met-early = 目标尚未到期，最低可能值已经满足目标（规则二）。
reason-not-met = 目标已到期，最高可能值也不满足目标（规则一）。
reason-over-cap = 超过方案规定的上限（规则六）。
reason-open-in-force = 目标已到期，缺报的单位决定是否满足目标（规则一、三）。
reason-on-track = 目标尚未到期，最低可能值不低于序时值（规则二）。
reason-behind = 目标尚未到期，最高可能值低于序时值（规则二）。
reason-open-path = 目标尚未到期，缺报的单位决定是否达到序时值（规则二、三）。
reason-open-without-path = 目标尚未到期，没有完整的基期，补报后仍可能满足目标（规则二）。
reason-without-path = 目标尚未到期，没有完整的基期，不能与路径比较（规则二）。
reason-met-by-value = 目标已到期，按已报单位计算的值满足目标（规则一、三）。
reason-met-early-by-value = 目标尚未到期，按已报单位计算的值已经满足目标（规则二、三）。
reason-not-met-by-value = 目标已到期，按已报单位计算的值不满足目标（规则一、三）。
reason-on-track-by-value = 目标尚未到期，按已报单位计算的值不低于序时值（规则二、三）。
reason-behind-by-value = 目标尚未到期，按已报单位计算的值低于序时值（规则二、三）。
reason-provisional = 有单位缺报，结论暂定，补报后可能改变。
reason-milestone = 是/否类任务尚未到期，没有中间路径（规则二）。
reason-not-asked = 该年还不收（或不再收）这项数据。
reason-masked = 患者人数过少，或可由合计推算，不公布也不评判。
severity-error = 错误
severity-warning = 警告
severity-notice = 提示
arrival-received = 已报
arrival-late = 迟报
arrival-partial = 不完整
arrival-missing = 缺报
arrival-superseded = 已被替代

# 数值与目标
target-none = 监测，不设目标
target-milestone = 完成
target-cap = { $range }，最高 { $cap }
target-each = 每个 { $target }
target-each-year = { $year } 年起每年 { $target }
target-phase = { $year } 年 { $target }
value-bounds-only = 只知上限
bounds = 补报后可能为 { $lower } 至 { $upper }
bounds-open = 补报后不低于 { $lower }
bound-open = 无上限
gap-short = 差 { $number } { $unit }
gap-over = 超出 { $number } { $unit }
shortfall = { $size } { $counted }{ $noun }
shortfall-over = 超出 { $size } { $counted }{ $noun }
note-above-range = 高于配备区间，仍算达标
note-above-cap = 超过上限
note-small = 分母不足 { $least }，不排位
note-masked = 患者人数少于 { $fewest }，或由合计可推算，不公布
value-suspect = { $value }（存疑）
value-units = { $of } 达标
bounds-units = 补报后可能有 { $lower } 至 { $upper } 达标
own-figure = 全{ -area }合计 { $value }
share-township = { $whole } 个乡镇（街道）中 { $n } 个达标
share-facility = { $whole } 家机构中 { $n } 家达标
share-village = { $whole } 家村卫生室中 { $n } 家达标
value-masked = 不公布
finding-withheld = 涉及的患者人数很少，公布稿不列数字；工作稿中有完整内容。
notice-published = 公布稿：全{ -area }以下患者人数（或未管理、未服药等余数）不足 { $fewest } 的数，以及由合计能推算出它们的数，已隐去。
cli-arg-threads = 同时处理多少个文件和网页；默认与处理器核数相同，结果不受影响
cli-arg-publish = 公布稿：隐去全{ -area }以下人数很少的患者数，以及能推算出它们的数
cli-arg-after = 上一次的公布稿；它隐去的继续隐去，两稿对照能推算出来的也隐去（与 --publish 同用）
note-suspect = 存疑：所用的数中有与往年或其他数不合、尚未说明的
note-revised = 执行上级调整后的目标
note-declared-baseline = 基期值没有报表，取自{ $source }
note-interval = { $kind }，95% 置信区间 { $low }～{ $high }（{ $method }）
note-interval-sample = 抽样调查
note-interval-few = 例数少
interval-wilson = Wilson 得分法
interval-exact = 精确泊松法
interval-byar = Byar 近似法
interval-wilson-formula = 区间：[2x + z² ∓ z√(z² + 4x(1 − x÷n))] ÷ [2(n + z²)] × { $per }，x = { $events }，n = { $out_of }，z = 1.959964：{ $low }～{ $high }（只供参考，不参与评判）
interval-exact-formula = 区间：χ²(0.025, 2x) ÷ 2 ÷ n × { $per } ～ χ²(0.975, 2x + 2) ÷ 2 ÷ n × { $per }，x = { $events }，n = { $out_of }：{ $low }～{ $high }（只供参考，不参与评判）
interval-byar-formula = 区间：x[1 − 1÷(9x) − z÷(3√x)]³ ÷ n × { $per } ～ (x + 1)[1 − 1÷(9(x + 1)) + z÷(3√(x + 1))]³ ÷ n × { $per }，x = { $events }，n = { $out_of }，z = 1.959964：{ $low }～{ $high }（只供参考，不参与评判）
authority-state = 国家
authority-province = 省
authority-city = 市
revision-issuer = { $authority }：{ $issuer }
revision-own = 方案原定
revision-not-yet = 本年尚未执行
revision-stricter = 较严，执行
revision-chosen = 已选定执行
revision-not-stricter = 不比现行目标严，不执行
revision-not-due = 到期前仍按原定目标
revision-plan-chosen = 已选定仍按方案
revision-no-clause = 方案条款未规定随上级调整，只列示
readings-agree = 各种理解下，全{ -area }结论相同。
readings-differ = 各种理解下，全{ -area }结论不同。
level-district = { -area }
level-township = 个乡镇（街道）
level-facility = 家机构
level-village = 家村卫生室
level-name-district = 全{ -area }
level-name-township = 乡镇级
level-name-facility = 机构级
level-name-village = 村级
formula-ratio = { $numerator } ÷ { $denominator } × { $per } = { $value }
formula-own = 单位自报：{ $value }
formula-sum = 各单位相加：{ $value }
figure-words = { $unit }，{ $name }：{ $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}，{ $word }
score-words = { $value }{ $parts-is ->
    [empty] {""}
   *[other] {" "}({ $parts })
}，{ $word }
cell-none = –
cell-provisional = 暂定 缺{ $n }
cell-district-only = { -area }级指标，不分乡镇
cell-not-applicable = 不适用
cell-not-asked = 不填

# 命令行的结尾
summary-returns = 上报：{ $year } 年应报 { $due } 份，收到 { $came } 份（迟报 { $late }，不完整 { $partial }），缺报 { $missing } 份
summary-no-due = 截止日期：底册的日历里没有 { $year } 年的，无法判断迟报，请补上
summary-missing = ：{ $names }
summary-findings = 核查：本年错误 { $errors }{ $open-is ->
    [empty] {""}
   *[other] （所涉的数都没有采用：{ $open }）
}，警告 { $warnings }，提示 { $notices }（各年共 { $all } 条，见 quality.html 或 data/findings.csv）
summary-findings-check = 核查：本年错误 { $errors }{ $open-is ->
    [empty] {""}
   *[other] （所涉的数都没有采用：{ $open }）
}，警告 { $warnings }，提示 { $notices }（各年共 { $all } 条，见 data/findings.csv）
summary-refused = 没有采用的文件 { $n } 个：{ $names }
summary-cells = 读取：文件 { $files } = 采用 { $read } + 拒收 { $refused }；单元格 { $cells } = 数值 { $values } + 标签 { $labels } + 未采用 { $findings }
summary-statuses = 评估：{ -area }级 { $n } 项，{ $statuses }
summary-report = 报告：{ $file }
summary-check = 谁要补报、更正：{ $index }（文字版 { $text }）

# what-if
what-if-setting = 看不懂“{ $text }”。请写成 单位/数据项=数，例如 三星镇/健康科普讲师数=+2（增加 2）或 三星镇/XZ05=4
what-if-nothing = 没有写要改哪些数。请写成 dabiao what-if --set 单位/数据项=数，例如 --set 三星镇/健康科普讲师数=+2（增加 2）；多个数可重复 --set，或写在文件里用 --file
what-if-supposed = 假定：{ $unit }的“{ $label }”{ $before-is ->
    [empty] 由缺报改为 { $after }
   *[other] 由 { $before } 改为 { $after }
}
what-if-page = 网页：{ $file }
what-if-element = 没有数据项“{ $element }”。最接近的是：{ $near }。可写名称、代码或标识。
what-if-not-asked = { $year } 年不向{ $unit }收数据项 { $element }。请写填报这一项的单位。
what-if-no-count = “{ $text }”无法增减：原来没有这个数，或减后小于 0
what-if-clash = 假设的数互相矛盾：{ $one } 与 { $other }
what-if-file = 无法读取 { $file }：{ $why }
what-if-changes = 共有 { $n } 项评估改变
what-if-figure = { $value }{ $parts-is ->
    [empty] {""}
   *[other] （{ $parts }）
}{" "}{ $word }{ $shortfall-is ->
    [empty] {""}
   *[other] ，还差 { $shortfall }
}
what-if-change = { $unit }　{ $name }：{ $before } → { $after }

# explain
explain-no-unit = 单位名录里没有“{ $unit }”。{ $near-is ->
    [empty] 请用名录中的名称或代码。
   *[other] 是不是：{ $near }
}
explain-several-units = 叫“{ $unit }”的单位不止一个，请用代码：{ $near }
explain-element = “{ $label }”是一个数据项。{ $names-is ->
    [empty] 没有指标用到它。
   *[other] 用到它的指标：{ $names }。请写其中一个。
}
explain-no-indicator = 没有指标“{ $indicator }”。最接近的是：{ $near }。全部指标见 dabiao targets
explain-no-row = { $year } 年没有对{ $unit }计算“{ $indicator }”：该指标不适用于这一单位或层级
explain-title = { $name }（{ $id }）　{ $unit }（{ $code }）　{ $year } 年
explain-clause = 依据：{ $plan }（{ $document }）{ $clause }
explain-definition = 定义：{ $text }
explain-reading = 理解：{ $text }
explain-value = 数值：{ $value }
explain-formula = 算式：{ $text }
explain-bounds = 可能范围：最低 { $lower }，最高 { $upper }
explain-coverage = 上报：应报 { $due }，已报 { $reported }
explain-status = 状态：{ $status }（{ $word }）
explain-rule = 规则：{ $text }
explain-target-in-force = 目标：{ $target }，{ $due } 年，已到期
explain-target-not-yet = 目标：{ $target }，{ $due } 年到期，尚未到期
explain-baseline = 基期：{ $base_year } 年 { $base }
explain-path = 路径：基期 { $base_year } 年 { $base } → { $due } 年 { $target }；序时值 = 基期 +（目标 − 基期）×（{ $year } − { $base_year }）÷（{ $due } − { $base_year }），不超过目标 = { $expected }
explain-revision = 目标调整：{ $issuer }（{ $document }，{ $issued }），{ $from } 年起 { $target }{ $due-is ->
    [empty] {""}
   *[other] ，{ $due } 年到期
}：{ $why }
explain-other-reading = 另一种理解：{ $text } 结果：{ $value }{ $parts-is ->
    [empty] {""}
   *[other] （{ $parts }）
}，{ $word }
explain-parts = 在全{ -area }差额中的部分（目标 × 分母 ÷ 每 − 分子；全{ -area } { $whole }）：
explain-part = {"  "}{ $unit }　{ $target } × { $denominator } ÷ { $per } − { $numerator } = { $part }；自身达标要补 { $must_add }{ $closes-is ->
    [empty] {""}
   *[other] ；补齐名单内，补 { $closes }
}
explain-brought = {"  "}{ $unit }　已有 { $numerator }，还可补 { $must_add }{ $closes-is ->
    [empty] {""}
   *[other] ；补齐名单内，补 { $closes }
}
explain-gap = 差距：{ $gap }；还差 { $shortfall }
explain-change = 已完成目标变化的 { $percent }%
explain-notes = 说明：{ $text }
explain-units = 各单位：
explain-registry = 本数由单位名录直接得出，不需上报。
explain-cells = 所用的数（{ $n } 个）：
explain-read-from = 原文“{ $text }”
explain-grounds = {"      "}填报单位：{ $unit }；数据项：{ $element }；年份：{ $year }{ $own-is ->
    [empty] {""}
   *[other] ；计量单位：{ $scale-is ->
        [empty] 未写，按“{ $own }”
       *[other] { $scale }
    }
}
explain-ground-cell = { $cell }“{ $words }”
explain-ground-other-sheet = { $sheet } › { $cell }“{ $words }”
explain-ground-sheet = 工作表名“{ $words }”
explain-ground-file = 文件名或文件夹名“{ $words }”
explain-ground-folder = 文件夹
explain-findings = 相关的核查问题：
explain-hint = 逐个单元格核对：

# 页面框架
page-organisation = { $district }卫生健康委员会
page-edition = 计划版本 { $edition }，程序 dabiao { $version }。
page-returns = { $year } 年应报 { $due } 份，已报 { $came } 份。
page-how = 每个数怎样算，见“指标解释”页；“未达到序时进度”等用语是管理惯例，不是方案原文。
page-foot = 目标差距报告
page-skip = 跳到正文
page-nav = 页面
nav-index = 全{ -area }总览
nav-annual = 年度通报
nav-departments = 责任部门
nav-quality = 上报质量
nav-methods = 指标解释
chapter-title = { $plan } · { $chapter }

# 全{ -area }总览
index-title = { $year } 年度目标差距：全{ -area }总览
plan-titled = 《{ $name }》
plan-titles-between = { "" }
index-sub = { $plans }，基期 { $baseline } 年　应报 { $due } 份表，已报 { $came } 份
open-suspect-figure = { $unit }的“{ $label }”填的是 { $found }{ $before-is ->
    [empty] {""}
   *[other] ，上年是 { $before }
}；若应为 { $then }
open-suspect-own = { $figure }，即为“{ $then_status }”。
open-suspect = { $figure }，{ $whose }的“{ $name }”由“{ $status }”变为“{ $then_status }”。
head-scorecard = 计分表
note-scorecard = 一行一项指标，一格一个乡镇（街道）；“2/3”是其中几家机构（村卫生室）达标，颜色取最差的一家。颜色只表示结论，监测数不着色。
scorecard-skip = 跳过计分表
scorecard-pages = 各乡镇（街道）分页
scorecard-caption = 各乡镇（街道）各项指标的数值与状态
key-low = 监测，低于全{ -area }目标
tools-label = 筛选与排序
tools-plan = 方案
tools-status = 状态
tools-department = 责任部门
tools-township = 只看
tools-sort = 按差距排序
tools-all = 全部
tools-plan-order = 按方案顺序
tools-sort-district = 全{ -area }
tools-count = 显示 # 项
gaps-people = 服务对象（{ $n } 项）
gaps-staff = 人员（{ $n } 项）
gaps-facilities = 机构与设施（{ $n } 项）
note-gaps = 分人员、服务对象、机构与设施，各按完成目标的百分比从低到高。“比上年”只算两年都报了的单位。
carrier = { $name } { $size } { $counted }
carriers-each = { $names }各 { $size } { $counted }
carried-by = 其中{ $names }
carried-by-one = 在{ $name }
carried-net = { $n } 个乡镇（街道）合计缺 { $sum } { $counted }{ $names-is ->
    [empty] {""}
   *[other] （其中{ $names }）
}，其余有富余可抵
carried-by-more = { $names-is ->
    [empty] 涉及 { $n } 个乡镇（街道）
   *[other] 共 { $n } 个乡镇（街道）有缺口，其中{ $names }
}
head-outlook = 能不能按期达成
note-outlook = 尚未到期、尚未达标的{ -area }级指标，按以往速度直线推算；只是推算，不参与评判。
outlook = 能否按期：{ $class }。每年还需 { $needed }，以往每年 { $pace }，比值 { $ratio }；照此速度 { $due } 年为 { $at_due }。
outlook-formula = 推算：每年还需 =（{ $target } − { $value }）÷（{ $due } − { $year }）= { $needed }；以往每年 =（{ $value } − { $base }）÷（{ $year } − { $base_year }）= { $pace }；比值 = { $pace } ÷ { $needed } = { $ratio }；到期 = { $value } + { $pace } ×（{ $due } − { $year }）= { $at_due }{ $most-is ->
    [empty] {""}
   *[other] ，最多 { $most }
}
outlook-incomplete = 能否按期：本年有缺报，补齐后才能推算。
outlook-too-few-years = 能否按期：以前只有不到两年的数，不作推算。
outlook-worsening = 正在退步（比值 < 0）
outlook-off-track = 难以按期（0 ≤ 比值 < 0.6）
outlook-too-slow = 需要加快（0.6 ≤ 比值 < 0.95）
outlook-on-course = 可望按期（比值 ≥ 0.95）
column-needed = 每年还需
column-pace = 以往每年
column-ratio = 比值
column-done = 已完成目标变化
column-at-due = 照此到期时
head-missing = 未报单位
note-missing = 全部上报情况和核查问题
missing-none = 应报的表都已收到。
head-errors = 本年的错误
take-status = { $word } { $n } 项

# 乡镇页
township-title = { $name } { $year } 年度目标差距
head-facilities = 机构
facilities-none = 本年没有登记的机构。
head-returns = 上报情况
returns-caption = 应报的表及其状态
head-findings = 核查问题
findings-caption = 核查问题
findings-none = 没有核查问题。
head-commitments = 没有目标值的承诺
note-commitments = 方案写明、但没有给出目标值的事项，用方案的原话，本报告不评判。
sign-head = 单位负责人
sign-by = 填表人
sign-telephone = 联系电话
sign-date = 日期

# 机构页
facility-title = { $name } { $year } 年度目标差距
kind-township-hospital = 乡镇卫生院
kind-community-center = 社区卫生服务中心
kind-hospital = 医院
kind-unknown = 机构
judged-none = 没有按本机构评判的指标。
head-values = 上报数据
note-values = 每个数都注明文件、工作表和单元格。
head-roster = 所管村卫生室

# 指标页
indicator-title = { $name } { $year } 年度
head-definition = 定义与算法
note-definition = 比较用精确数，不用四舍五入后的数。
definition = 定义
definition-numerator = 分子
definition-denominator = 分母
definition-elements = 数据项
definition-units = 统计范围
definition-judged = 评判层级
definition-departments = 责任部门
definition-quote = 方案原文
definition-reading = 条款的理解
definition-other-reading = 另一种理解
head-readings = 条款的不同理解
note-readings = 条款可以有不同理解时，用同样的上报数各算一次；按“执行”的一种评判。
column-reading = 理解
column-rules = 执行
reading-in-force = 执行（{ $since } 起）
reading-other = 不执行
reading-not-answered = 上报表的数不足以计算
head-revisions = 目标的调整
column-issuer = 调整机关
column-document = 文号
column-issued = 印发日期
column-from = 起始年度
fed-district = { -area }级部门填报
fed-townships = 全部乡镇（街道）
fed-some-townships = 条款点名的乡镇（街道）
fed-township-hospitals = 乡镇卫生院
fed-community-centers = 社区卫生服务中心
fed-facilities = 乡镇卫生院和社区卫生服务中心
fed-regional-centres = 农村区域性医疗卫生中心
fed-villages = 村卫生室（社区卫生服务站）
judged-district = 全{ -area }
judged-township = 每个乡镇（街道）；全{ -area }一行是达标乡镇的占比
judged-facility = 每家机构；全{ -area }一行是达标机构的占比
judged-village = 每家村卫生室；全{ -area }一行是达标村卫生室的占比
head-years = 历年与目标
line-caption = 实线为全{ -area }值，空心点只含已报的单位；虚线为基期到目标的直线路径，横线为目标；纵轴不从 0 起。
head-townships = 各乡镇（街道）
note-parts = 目标乘以各自的分母减去各自的分子：正数为缺，负数为余；相加等于全{ -area }的差额。
note-parts-count = 全{ -area }合计的个数，没有按单位分解的目标；各单位已有的数相加等于全{ -area }的数。
head-parts-facilities = 差额由哪些机构构成
column-brought = 已有
closing = 至少要 { $n } { $level }补齐，全{ -area }才能达到目标：{ $names }。
closing-facilities = 家机构
closing-anybody = 全{ -area }还差 { $whole } { $counted }，任何一个单位都可以补。
column-part = 差额
column-must-add = 自身达标要补
column-sum = 累计
units-facilities = 各机构
units-by-facility = 各机构所管的村卫生室
units-villages = 各村卫生室
note-units = 差的在前。
rest-in-table = 另有 { $n } 项未列出，见 { $file }
units-left-out = 另有 { $n } 个单位未列出，差得较少、已达标或不适用；全部见 data/assessments.csv。

# 责任部门页
departments-title = { $year } 年度：按责任部门
departments-sub = 谁负责、还需办什么；条款写明牵头的才写“牵头”。

# 上报质量页
quality-title = { $year } 年度：上报质量
quality-sub = 谁报了、谁没报、错在哪里。每个问题都注明文件、工作表和单元格。
head-quality-years = 历年上报
quality-due = 应报
quality-came = 收到
head-sources = 两个来源的人口数
note-sources = 乡镇自报的数与所属机构合计的对照，只列机构都已上报的乡镇；允许相差多少见 checks.toml。
sources-stated = 乡镇自报
sources-sum = 机构合计
sources-difference = 相差
sources-within = 相符
sources-apart = 相差过大
head-outliers = 值得看一看的数
note-outliers = 与同级其他单位相差很远的比率：{ $factor } ×（与中位数的距离 ÷ 距离的中位数）大于 { $limit }，同级至少 { $least } 个单位。这些不算问题，也不影响任何结论。
outliers-median = 中位数
outliers-distance = 偏离程度
head-account = 单元格去向
note-account = 每个非空单元格，不是采用的数值，就是认得的标签，或是一条问题；相加应当相等。
account-files = 文件
account-read = 读取
account-refused = 拒收
account-cells = 非空单元格
account-values = 数值
account-labels = 标签
account-findings = 问题
findings-of-year = { $year } 年的核查问题（{ $n } 条）
findings-without-year = 没有年度的文件
head-files = 各文件
note-files = 本年的文件和所有拒收的文件。
file-refused = 拒收

head-quality-measures = 数据质量
note-quality-measures = 世界卫生组织数据质量评估有四个方面，这里算其中三个：完整性和及时性（前三项），内部一致性（第四项和下面的离群数），人口分母的一致性（见下）；外部比对不在内。所管村卫生室算在机构内，全{ -area }为全部上报表合计。
quality-returns = 上报完整率
quality-returns-is = 收到的上报表 ÷ 应报的上报表。
quality-figures = 填报完整率
quality-figures-is = 有可用数的数据项 ÷ 应填的数据项。
quality-timeliness = 及时率
quality-timeliness-is = 报出日期不晚于截止日的上报表 ÷ 应报的上报表；没有日期的不能证明及时，不计入分子。
quality-consistency = 一致率
quality-consistency-is = 通过的数间核查 ÷ 能够进行的数间核查（部分与整体、两项标准、与上年、乡镇与机构）。
quality-bands = { $good }% 以上为好，{ $poor }% 以下为差。
quality-good = 好
quality-fair = 中
quality-poor = 差
quality-none = 无从计算
quality-earlier = 往年

# 算法页
methods-title = 指标解释与计算方法
methods-sub = 每个数怎么来，每个结论怎么下。
head-plans = 依据
head-statuses = 状态
head-rules = 评判规则
head-checks = 逻辑审核
head-targets = 全部目标
rule-1-title = 到期
rule-1 = 到期年度不晚于本年的目标，以及每年都要达到的目标，为已到期。最低可能值满足即已达标，最高可能值也不满足即未达标，介于其间为待定。基期年度只列示，不评判。
rule-2-title = 未到期
rule-2 = 最低可能值已满足目标的为提前达标；否则与从基期到目标的直线路径比较：序时值 =（目标 − 基期）×（本年 − 基期年）÷（到期年 − 基期年）+ 基期。不低于序时值为达到序时进度。累计类指标从 0 起算。是/否类任务没有路径。
rule-3-title = 缺报
rule-3 = 占比和个数以名录内的单位为准，缺报的单位在最低值里算未达到，在最高值里算达到；合计数缺报时没有上限；比率只用分子分母都报了的单位计算，有缺报时注明“暂定”和缺几个单位。报“不适用”的单位退出该指标。达到推荐标准的视为达到基本标准。部分大于整体的，部分不用。
rule-4-title = 每个单位都要达到的指标
rule-4 = 逐个乡镇、机构或村卫生室评判；全{ -area }一行是达标单位的占比，分母包括缺报的单位。
rule-5-title = 分母为 0
rule-5 = 分母为 0 的不适用（如全年没有疫情）。只报了一半的比率不计算。
rule-6-title = 区间
rule-6 = 低于区间下限为不足；高于区间上限、不超过最高限的算达标并注明；超过最高限的不达标。
rule-7-title = 目标调整
rule-7 = 国家、省、市调整指标的，方案规定从严的，执行较严的一个；以前年度的结论不变。
rule-8-title = 还差多少
rule-8 = 在分母不变时，分子至少再加多少个整数才满足目标：“不低于”取进一法，“高于”再多一个。
rule-9-title = 当年数与年末数
rule-9 = 只有累计类指标把各年的当年数相加；年末数取当年年末。撤并单位当年的工作由接收单位填报。不能共建共享的功能中心填共建共享的，不算建成。
check-part-of = 部分不能大于整体（错误）
check-implied = 推荐标准填“是”而基本标准填“否”（错误）
check-year-on-year = 两年之间变化超过 { $factor } 倍，且其中一个数不小于 { $minimum }
check-scale-slip = 与上年相差约 { $factor } 倍，像是“人”与“万人”填错
check-identical-returns = 一份表的 { $n } 个以上的数与上年全部相同
check-stock-falls = 一般只增不减的年末数比上年少：{ $names }
check-parts-of-township = 所属机构的{ $part }之和与{ $whole }相差超过 { $percent }%

# 年度通报
annual-title = { $year } 年度目标完成情况通报
annual-document = 下载可编辑的通报（Word、WPS）
annual-heading = 关于{ $year }年度{ $plans }目标完成情况的通报
annual-intro = 根据{ $basis }，现将{ $year }年度目标完成情况通报如下。{ $day-is ->
    [empty] {""}
   *[other] 数据截至{ $day }收到的报表。
}
annual-1 = 一、总体情况
annual-2 = 二、分项完成情况
annual-3 = 三、存在问题
annual-4 = 四、下一步工作
annual-overall = { $year }年度共有{ -area }级指标{ $n }项，其中{ $parts }。
annual-provisional = { $n }项结论按已报单位计算，待补报后确认。
annual-suspect = { $n }项所据数据存疑，须核实。
annual-moves = 按两年都上报的单位比较，{ $up }项比上年改善，{ $level }项持平，{ $down }项变差{ $rest ->
    [0] {""}
   *[other] ，{ $rest }项不作比较
}。
annual-worse = 尚未达到目标值、又比上年变差的是：{ $names }。
annual-worse-item = { $name }由{ $before }变为{ $now }
annual-returns = { $year } 年度应报表 { $due } 份，收到 { $came } 份{ $late ->
    [0] {""}
   *[other] ，其中迟报 { $late } 份
}{ $absent ->
    [0] 。
   *[other] ，缺报 { $absent } 份。
}
annual-missing = 尚未上报的单位有：{ $names }。
counted-met = { $n }项达标
counted-on-track = { $n }项达到年度进度
counted-in-progress = { $n }项正在推进
counted-behind = { $n }项落后于年度进度
counted-not-met = { $n }项未达标
counted-open = { $n }项暂不能下结论
counted-not-applicable = { $n }项不适用
counted-monitored = { $n }项只统计、不设目标
counted-word = { $word }{ $n }项
annual-chapter = “{ $title }”{ $parts }
annual-chapter-all = “{ $title }”{ $n }项{ $n ->
    [1] { $word }
   *[other] 均{ $word }
}
annual-chapter-even = “{ $title }”{ $words }各{ $each }项
annual-no-gaps = 本年没有未达标或落后于年度进度的{ -area }级指标。
annual-people = 服务对象方面{ $n }项
annual-staff = 人员方面{ $n }项
annual-facilities = 机构与设施方面{ $n }项
annual-hanging = 因数据不全暂不能下结论{ $n }项（见{ $annex }）
annual-gap-own = { $name }{ $value }，目标{ $target }，{ $gap }。
annual-gap-each = { $name }，{ $value }，应{ $target }；{ $gap }。
annual-gap-each-range = { $name }，{ $value }，应为{ $target }；{ $gap }。
annual-gap-size = { $still }{ $carried-is ->
    [empty] {""}
   *[other] ，{ $carried }
}
annual-due = 目标期限为{ $due }年。
annual-gap-unsaid = 尚未达到目标
annual-unreturned = 、{ $n }个未报
annual-suspect-own = 所据数据存疑，须核实。
annual-suspect-then = 所据数据存疑：{ $text }
annual-hangs-on = { $of }{ $all ->
    [1] {""}
   *[other] 都
}补报或更正后，可确定{ $n }项：{ $names }。
annual-hangs-on-other = 补报以外还须核实才能确定的{ $n }项：{ $names }。
annual-waits = { $parts-is ->
    [empty] {""}
   *[other] 待补报或更正：{ $parts }。
}{ $rest ->
    [0] {""}
   *[other] 另有{ $rest }项还须核实其他情况。
}
annual-waits-on = { $of }{ $all ->
    [1] {""}
   *[other] 补齐后
}{ $n }项
first-1 = 一是
first-2 = 二是
first-3 = 三是
annual-next-data = 补齐数据。{ $parts }{ $annex-is ->
    [empty] {""}
   *[other] （见{ $annex }）
}，于{ $by }前完成。
annual-next-return = 未报单位补报
annual-next-check = { $whose }核实存疑的数据
annual-next-correct = 填报错误更正后重报
annual-next-keep = 保持已达标的各项。
annual-next-gaps = 补足差距。责任单位（{ $leads }）对照{ $annex }逐项填写整改措施和完成时限，于{ $by }前报送。
annual-lead = { $name }{ $n }项
annual-next-ledger = 逐项销号。每月核对，补报和更正后的结论另行通报。
annual-annex-1 = { $year }年度指标完成情况表
annual-annex-2 = 未达标指标整改清单
annual-annex-2-note = 整改措施和完成时限由责任单位填写；分乡镇、分机构的台账见 ledger.xlsx。
annual-annex-3 = 未报单位和填报问题清单
annual-not-returned = 未报，请补报。
conclusion-met = 达标
conclusion-on-track = 达到进度
conclusion-in-progress = 推进中
conclusion-behind = 落后进度
conclusion-not-met = 未达标
conclusion-open = 待定
conclusion-not-applicable = 不适用
conclusion-monitored = 不设目标
conclusion-suspect = { $word }（存疑）
conclusion-provisional = { $word }（暂定）
target-words-all = 达到{ $value }
target-words-at-least = 不低于{ $value }
target-words-no-fewer = 不少于{ $value }
target-words-above = 高于{ $value }
target-words-at-most = 不高于{ $value }
target-words-below = 低于{ $value }
target-words-range = { $low }至{ $high }{ $cap-is ->
    [empty] {""}
   *[other] ，最高不超过{ $cap }
}
target-words-none = 只统计，不设目标
target-words-township = 每个乡镇（街道）{ $target }
target-words-village = 每家村卫生室{ $target }
target-words-facility = 每家机构{ $target }

# 公文
document-contents = 目　录
document-day = {"　　　　"}年　　月　　日
document-by = ＿月＿日
document-date = { $year }年{ $month }月{ $day }日
document-addressee = { $townships }，{ -area }各有关部门，各基层医疗卫生机构：
document-basis = 《{ $title }》（{ $document }）
document-run-in = { $number }{ $title }。
document-annex = 附件{ $n }
document-annex-one = 附件
document-enclosure = { $n }. { $title }
document-enclosures = 附件：{ $first }
sentence-gap = {""}
list-and = 和
ordinal-1 = （一）
ordinal-2 = （二）
ordinal-3 = （三）
ordinal-4 = （四）
ordinal-5 = （五）
ordinal-6 = （六）
ordinal-7 = （七）
ordinal-8 = （八）
ordinal-9 = （九）
ordinal-10 = （十）

# 台账
ledger-rest = 其余 { $n } 项见 data/assessments.csv、data/findings.csv
ledger-title = 目标差距台账
ledger-gaps = 问题台账
ledger-assessments = 全部评估
ledger-scorecard = 计分表
ledger-findings = 核查问题

# 表头
column-indicator = 指标
column-target = 目标
column-due = 到期
column-status = 状态
column-value = 数值
column-parts = 分子/分母
column-expected = 序时值
column-gap = 差距
column-shortfall = 还差
column-coverage = 已报/应报
column-year = 年度
column-level = 层级
column-unit = 单位
column-form = 表
column-received = 报出日期
column-values = 有效/应填
column-file = 文件
column-sheet = 工作表
column-cell = 单元格
column-place = 位置
column-found = 原值
column-sentence = 问题与处理
column-severity = 级别
column-rule = 规则
column-remark = 填报单位说明
column-code = 代码
column-element = 数据项
column-facility = 机构
column-township = 乡镇（街道）
column-clinic = 村卫生室
column-fine = 达到
column-short = 未达到
column-open = 待定
column-clause = 条款
column-commitment = 任务
column-why = 不评判的原因
column-departments = 责任单位
column-words = 条款
column-stands = 由什么落实
head-clauses = 逐条对照
note-clauses = 方案的每一条由哪些指标和承诺落实；两样都没有的，写明原因。
clause-commitments = { $n } 项承诺
responsible-lead = { $lead }牵头
responsible-lead-and-others = { $lead }牵头，{ $others }按职责分工负责
responsible-one = { $others }负责
responsible-others = { $others }按职责分工负责
responsible-inferred = { $others }（按“职责分工”推定）
commitment-due-unsaid = 未写明
commitment-due-each-year = 每年
column-number = 序号
column-lead = 牵头单位
column-counted = 计量
column-reached = 完成情况
column-conclusion = 结论
column-finish-by = 完成时限
column-measures = 整改措施
column-by-when = 完成时限
column-closed = 销号
column-id = 指标代码
column-numerator = 分子
column-denominator = 分母
column-reported = 已报
column-due-to-report = 应报
column-notes = 说明

# 核查单
correction-title = { $name } { $year } 年度数据核查单
correction-intro = { $name }报送的 { $year } 年度数据有 { $n } 处需要核实或更正。请逐条核对，更正后重新报送，并在“填报单位说明”中写明原因。
correction-blank = 应填未填。没有发生的填 0，不适用的填“不适用”。
correction-more = 问题太多，未逐行列出。请按空白表重新填写，整表重报。
correction-not-here = （这一行不能在这里填，请按所说的重报。）
correction-file-again = { $code }-{ $name }（第{ $n }次）
correction-sheet = 核查单
correction-number = 序号
correction-unit = 填报单位
correction-table = 表号
correction-file = 文件
correction-cell = 单元格
correction-place = 工作表
correction-code = 代码
correction-unit-code = 单位代码
correction-corrected = 更正后的数
correction-how = 数有误的，在“更正后的数”一列填写正确的数；数无误的，在“填报单位说明”中写“属实”并说明原因。填好后把本工作簿发回，不必改动其他各列。表里按千人、万人等计数的，请连同计量单位一起写。
correction-label = 指标
correction-found = 原值
correction-kind = 问题类型
correction-relation = 审核关系
correction-asked = 修改意见
correction-by = 反馈期限
correction-reply = 填报单位说明
correction-mandatory = 强制性
correction-verify = 核实性
reminder-file = 催报.txt
reminder-title = { $year } 年度数据催报清单
reminder-part-1 = 一、
reminder-part-2 = 二、
reminder-part-3 = 三、
reminder-part-4 = 四、
reminder-missing = 尚未报送（{ $n } 个单位）
reminder-late = 迟报（{ $n } 个单位）
reminder-correct = 需要更正（{ $n } 个单位，核查单另发）
reminder-late-only = 没有要补报、重报或更正的；下列单位曾经迟报。
reminder-none = 全部按时报齐，没有需要更正的。
reminder-entry = { $name }：{ $text }
reminder-unusable = 已报送但不能用（{ $n } 个文件）
reminder-intro = 请下列单位按要求补报、重报或更正{ $by-is ->
    [empty] {""}
   *[other] ，并于 { $by } 前反馈
}。
follow-unit = 单位
follow-missing = 应报的表
follow-unusable = 文件、原因和办法
follow-correct = 核查单
follow-late = 报送日期
follow-nobody = （看不出是哪个单位）
follow-file = { $file }：{ $why }{ $forms-is ->
    [empty] {""}
   *[other] 仍欠：{ $forms }。
}
follow-lines = { $n } 处，核查单 { $file }
follow-day = { $day } 报送，应于 { $due } 前报送

# 目标调整
targets-revision = 　　调整：{ $authority } { $issuer }（{ $document }，{ $issued }），{ $from } 年起 { $target }{ $due-is ->
    [empty] {""}
   *[other] ，{ $due } 年到期
}（{ $rules }）
precedence-stricter = 取较严的
precedence-revision = 选定执行
precedence-plan = 方案未规定随上级调整，只列示
plan-revision-no-target = 没有目标的指标不能有调整
plan-revision-range = 区间指标的调整要写 range_upper
plan-revision-choice = 两个区间无从比较严宽，请写 rules = true（按调整）或 rules = false（按方案）
plan-revision-no-choice = rules 只用于区间指标；其他指标按条款取较严的
plan-revision-year = 调整的年度 { $year } 早于方案开始、晚于方案结束，或同一年已有调整
plan-band = 应为 0 ≤ poor ≤ good ≤ 100

# 比较与核对
cli-diff = 比较两份报告：哪些数、结论、问题不同，由哪个单元格引起
cli-verify = 核对报告与工作区：文件、输入、结果是否仍然一致
cli-arg-old = 原报告的文件夹
cli-arg-new = 新报告的文件夹：更正后的，或另一年度的
cli-arg-report = 报告的文件夹
cli-arg-page = 另写成网页，放在此文件夹
what-if-title = 情景测算：{ $year } 年
what-if-intro = { $settings }。以下是会变的评估；工作区没有改动。
diff-title = 报告比较：{ $old } 年与 { $new } 年
diff-intro = 原报告 { $old }，新报告 { $new }。年度相同时比较各年的数；年度不同时各取本年的数。
diff-no-report = { $folder } 不是 dabiao 写的报告
diff-unreadable = 无法读取 { $file }：{ $why }
# 比较与假设：先讲变化
story-lead = 全{ -area }级指标：{ $said }。
story-nothing = 全{ -area }级指标没有变化。
story-worse = 变差{ $n }项
story-worse-suspect = 变差但所据的数存疑{ $n }项
story-open = 变为待定{ $n }项
story-newly-met = 变好并新达标{ $n }项
story-settled = 由待定变为有结论{ $n }项
story-better = 变好{ $n }项
story-only-missing = 看似变差、实为缺报{ $n }项
story-same = 数有变动、结论不变{ $n }项
story-not-compared = 不作比较{ $n }项
story-unit = { $unit }：{ $said }
story-rest = 另有 { $n } 项，见 data 文件夹里的表。
story-more-units = 另有 { $n } 个单位，见 data/assessments.csv。
story-from-to = { $before }→{ $after }
story-short = 缺口：{ $before } → { $after }
story-same-units = 同 { $n } 个单位
story-corrected = { $unit }：更正 { $n } 处
story-findings-new = 新出现的核查问题 { $n } 条
story-findings-gone = 已消失的核查问题 { $n } 条
story-district = 全{ -area }
story-units = 各单位
story-others = 更正的数和核查问题
story-tables = 全部明细（表格）
column-what-changed = 指标或数据
column-before = 原
column-after = 现
column-because = 说明
changes-assessments = 评估不同 { $n } 项
changes-values = 数值不同 { $n } 处
changes-findings = 核查问题不同 { $n } 条
changes-new = 新出现
changes-gone = 已消失
cause-value = { $place }：{ $before } → { $after }
cause-target = 目标或到期年度不同
cause-registry = 单位名录不同
cause-rules = 上报的数相同，规则或程序不同
column-value-before = 原数
column-value-after = 新数
column-status-before = 原状态
column-status-after = 新状态
column-shortfall-before = 原差
column-shortfall-after = 新差
column-place-before = 原出处
column-place-after = 新出处
column-cause = 起因
column-change = 变化
verify-altered = 报告中的文件缺失或被改过：{ $what }
verify-input = 输入文件已变：{ $what }
verify-new-input = 多出的输入文件：{ $what }
verify-lost-input = 输入文件不在了：{ $what }
verify-differs = 重算的结果不同：{ $what }
verify-version = 报告由 dabiao { $what } 生成，与本程序版本不同
verify-holds = 核对一致：输入 { $inputs } 个文件，报告 { $outputs } 个文件
verify-fails = 不一致 { $n } 处（输入 { $inputs } 个文件，报告 { $outputs } 个文件）
out-open-file = { $folder } 里的文件正打开着（{ $file }），没有动它。请关闭它，再运行一次。
out-foreign-file = { $folder } 里有不是本程序写的文件 { $file }，没有动它。请把它移走，或换一个空文件夹。
out-among-returns = { $folder } 在上报表文件夹 returns 之内或包含它，写在那里会与上报表混在一起。请换一个文件夹
out-busy = 另一个 dabiao 正在写 { $folder }，请等它结束后再试。
out-refused = 无法写 { $file }：{ $why }。请检查磁盘空间和写入权限。
out-no-name = { $folder } 不能作为输出文件夹，请写一个文件夹的名字
out-leftover = { $folder } 不是本程序留下的，没有动它。请把它移走后再试。
out-failed = 没有写成 { $folder }，原来的报告没有改变：{ $why }。请检查磁盘空间、写入权限，并关闭正在打开的报告文件。
verify-after = 这份公布稿是接着上一次的公布稿做的，或者 --after 给的不是那一份。请用 --after 指明上一次的公布稿。
after-not-published = { $folder } 不是公布稿，不能作 --after。请指明上一次用 --publish 生成的文件夹。
out-other-command = { $folder } 是“dabiao { $command }”写的，没有动它。请换一个文件夹。
out-kept = 新的已经写好。原来的文件留在 { $folder }，里面有不是本程序写的文件，或正被其他程序打开；请查看后移走。
verify-foreign = 报告文件夹里有不是本程序写的文件：{ $what }
verify-manifest = 清单所记与重算不同：{ $what }
cli-folder-and-command = 文件夹“{ $word }”请写在命令之后，例如 dabiao report { $word }

## 数据表各列的含义

field-year = 年度
field-unit = 单位代码，见单位名册
field-unit-name = 单位名称
field-level = 层级：district 全{ -area }、township 乡镇、facility 机构、village 村卫生室
field-indicator = 指标标识
field-file = 上报文件，相对于 returns/
field-sheet = 工作表
field-cell = 单元格
field-plan = 方案标识
field-numerator = 分子，计算时所用
field-denominator = 分母，计算时所用；计数类指标为空
field-value = 数值，以指标单位计
field-lower = 缺报补齐后可能的最低值；没有下限时为空
field-upper = 缺报补齐后可能的最高值；没有上限时为空
field-comparator = 比较方式：ge ≥、gt >、le ≤、lt <、between 区间、monitor 只监测
field-target = 当年适用的目标值；区间取下限
field-due = 目标到期年
field-expected = 从基期到目标的路径在当年应达到的值
field-status = 评估状态
field-provisional = 是否暂定：有缺报但已可计算的比率
field-gap = 目标值减数值，已达标时为 0
field-shortfall = 分子至少还要增加的数量
field-reported = 已上报的单位数
field-due-to-report = 应上报的单位数
field-percent-of-change = 已完成的变化占应完成变化的百分比
field-note = 附注标记
field-part-denominator = 分母；按单位计数的指标为单位数
field-part = 该单位承担的缺口
field-whole = 全{ -area }的缺口
field-must-add = 该单位自身达标至少要增加的数量
field-closes = 用最少单位补齐缺口时该单位要增加的数量
field-indicator-name = 指标名称
field-measure = 计算方式
field-per = 每多少：百分比为 100，每万人为 10000
field-units = 由哪些单位的数据构成
field-judged = 评估到哪一层级
field-elements = 构成指标的数据项
field-filter-elements = 筛选条件所用的数据项
field-departments = 责任部门，牵头在前
field-lead = 方案写明牵头的部门，没有写明的为空
field-departments-known = 责任部门的依据：named 条款写明，inferred 按方案的职责分工推定
field-role = 用途：condition 达标条件、filter 筛选条件；同一用途的各行须同时满足
field-condition-element = 条件所看的数据项；看名册中的办医主体时为空
field-test = 条件：is 是否、at_least 不少于、rank_at_least 选项不低于、rank_is 选项等于、ownership 办医主体
field-test-word = 条件要求的是否或办医主体
field-test-least = 条件要求的数量或选项序号
field-range-end = 区间的上限
field-cap = 允许的最高值
field-in-force = 当年是否已到期
field-revised = 是否为上级调整后的目标
field-element = 数据项标识
field-element-code = 数据项代码，印在表上
field-element-label = 数据项名称
field-form = 上报表
field-element-kind = 数据项类型：count 计数、yes_no 是否、choice 选项
field-implied-by = 此数据项为空时，回答“是”即可推出本项为“是”的数据项
field-value-shown = 填报的数值，按表上的写法
field-value-note = 功能中心名称和单元格原文
field-severity = 严重程度：error 错误、warning 警告、notice 提示
field-rule = 规则
field-finding-year = 年度；不在任何年度文件夹中的文件为空
field-finding-unit = 单位代码；不涉及具体单位时为空
field-finding-element = 数据项标识；不涉及具体数据项时为空
field-message = 问题和处理办法
field-reporter = 填报单位或部门名称
field-arrival = 上报状态
field-revision-unit = 数据所属单位的代码
field-revision-old = 更正前的数；为空表示原来不能用
field-revision-new = 更正后的数；为空表示已撤回
field-revision-old-file = 被更正的文件
field-revision-old-cell = 被更正的单元格
field-revision-new-file = 更正的文件
field-revision-new-cell = 更正的单元格
field-received = 报出日期
field-values-usable = 可用的数据项数
field-values-due = 应填的数据项数
field-returns = 收到的上报表数
field-returns-of = 应收的上报表数
field-figures = 已填的数据项数
field-figures-of = 应填的数据项数
field-timeliness = 按时收到的上报表数
field-timeliness-of = 收到或应收的上报表数
field-consistency = 通过的核对数
field-consistency-of = 所做的核对数
field-parent = 上级单位代码
field-unit-kind = 机构类型
field-ownership = 办医主体
field-regional-centre = 是否农村区域性医疗卫生中心
field-entry = 功能中心序号，其他数据项为 0
field-count = 计数
field-yes = 是否
field-choice = 选项
field-rank = 选项序号，从 0 起
field-built = 功能中心是否算作已建成
field-shareable = 功能中心是否允许共建共享
field-not-applicable = 是否填报为不适用
field-denominator-from = 分母由哪些单位上报；与分子相同时为空
field-centres = 功能中心计数范围：all 全部、own 须自建的
field-unit-codes = 只涉及的单位代码；涉及全部时为空
field-baseline-year = 方案的基期年度，从这一年起有结果
field-last-year = 方案的最后一年
field-first-year = 方案的第一年；累计从该年算起
field-centres-due = 每个区域性医疗卫生中心应有的功能中心数
field-cause = 取决于什么：missing 未收到的上报表、suspect 存疑的数
field-cause-unit = 所取决的单位代码
field-cause-element = 存疑的数据项
field-then = 假设：best 补报最好、worst 补报最差，或应有的数
field-then-status = 届时的结论
field-before = 上年
field-after = 报告年度
field-value-before = 上年的值，只含两年都有可用数的单位；不可比的为空
field-value-after = 报告年度相同单位的值；不可比的为空
field-same-units = 两年都有可用数的单位数，一个也没有的为 0；因其他原因不比的为空
field-direction = 按目标看 better 改善、level 持平、worse 变差；not-comparable 没有两年可比的数；没有目标的为空
field-doubt = 为什么不算真实变化：missing 只因上报的单位不同、suspect 依据存疑的数、masked 有一年不公布；真实变化为空
field-masked = 是否因例数过少而不公布

# evaluate
class-met = 达到
class-improved = 有进展
class-little-change = 变化不大
class-worse = 退步
class-undetermined = 待定
class-no-data = 无数据
class-counted = { $word } { $n } 项
evaluation-title = { $plan }终期评估
evaluation-1 = 一、总体完成情况
evaluation-2 = 二、主要指标完成情况
evaluation-3 = 三、主要任务落实情况
evaluation-3-note = 方案写明、但没有给出数值的任务，由责任单位填写。
evaluation-4 = 四、存在问题
evaluation-5 = 五、下一步建议
evaluation-6 = 六、附表：各乡镇（街道）自身评判的指标
evaluation-overall = 方案（{ $document }）自 { $first } 年实施到 { $last } 年，以 { $baseline } 年为基期，共 { $n } 项指标，其中有目标的 { $judged } 项：{ $classes }。
evaluation-how = 未达到目标的，按完成应变化量的比例分类：不低于 { $improved }% 为有进展，低于 { $worse }% 为退步，其间为变化不大；基期已满足而期末不满足的为退步。缺报可能改变分类的为待定。分界写在 checks.toml。
evaluation-open = 补报可改变结论：{ $names }
evaluation-problem = { $name }：{ $word }，期末 { $value }，目标 { $target }{ $gap-is ->
    [empty] { "" }
   *[other] ，{ $gap }
}{ $carried-is ->
    [empty] { "" }
   *[other] ，{ $carried }
}{ $open-is ->
    [empty] { "" }
   *[other] ；{ $open }
}。
evaluation-no-data = { $name }：{ $word }，期末没有可用的数，目标 { $target }。
evaluation-why = 原因：
evaluation-continued = { $name }：{ $how }。
evaluation-dropped = 未达到、后续方案没有接续的 { $n } 项：{ $names }，请决定是否继续跟踪。
evaluation-of-township = { $name }{ $word }（{ $value }）
evaluation-done = 终期评估：{ $classes }。已写出 { $file }
evaluate-no-plan = 没有方案“{ $plan }”，可以是 { $names }
continues-same = 由《{ $plan }》的“{ $name }”接续，口径和目标不变（{ $targets }）
continues-stricter = 由《{ $plan }》的“{ $name }”接续，口径不变，目标提高（{ $targets }）
continues-redefined = 由《{ $plan }》的“{ $name }”接续，口径已变，数不可比（{ $targets }）
column-baseline = 基期
column-final = 期末
column-percent-of-change = 完成应变化量
column-class = 评估结论
column-carried-out = 落实情况
column-not-reached = 未达到的
field-baseline = 基期值，按指标的计量单位；没有完整基期的为空
field-final = 方案最后一年的值
field-class = 评估结论：met 达到、improved 有进展、little-change 变化不大、worse 退步、undetermined 待定、no-data 无数据；不评判的为空
field-continues-as = 后续方案中接续它的指标
cli-evaluate = 对已结束的方案作终期评估
cli-arg-plan = 方案的标识或名称，见 dabiao targets
cli-arg-evaluate-out = 写到哪个文件夹（默认 evaluation）
cli-value-plan = 方案
plan-per-missing = 指标 { $name } 的单位是“{ $unit }”，要写明 per：百分比写 per = 100，‰ 写 per = 1000，每万人写 per = 10000，就是分子除以分母的写 per = 1
plan-above-whole = 指标 { $name } 是部分占整体，目标不能超过 { $per }
plan-missing-key = 这一段缺少 { $name }，请补上
plan-decimal = 这里要写整数；小数要放在英文双引号里，例如 "3.5"
plan-quotes = 这里的文字和日期以外的写法要放在英文双引号里，例如 "乡镇"；数字后面不带单位
plan-day = 日期不加引号，写成 2026-03-10
plan-encoding = { $file } 不是 UTF-8 编码，请用记事本打开，另存为时把编码选为 UTF-8
evaluation-no-baseline = 没有完整的基期，不能按变化分类
evaluate-running = 方案到 { $last } 年结束，现有报表只到 { $latest } 年，还不能作终期评估
with-form = { $name }（{ $form }）
plan-no-centres = elements.toml 里没有 [centres]，不能用 centres
plan-baseline-level = 逐个单位评判的指标，全{ -area }一行是达标单位的占比，不能写 baseline
registry-beyond = 单位名录 { $file } 第 { $line } 行：“{ $found }”不在任何表头之下，是不是多了一个逗号或一格？表头有{ $words }
registry-encoding = 单位名录 { $file } 的编码不认识，请用 Excel 或 WPS 另存为“CSV UTF-8”
registry-sheet = 单位名录里的工作表 { $file } 不认识，可以叫{ $words }；不是底册的请删去，或改名为“说明”
registry-merged = 单位名录 { $file } 第 { $line } 行起有上下合并的单元格，请取消合并，每行各自填写
registry-formula = 单位名录 { $file } 第 { $line } 行：公式“{ $found }”没有结果，请改成值
registry-text = 单位名录 { $file } 第 { $line } 行“{ $column }”：“{ $found }”不能用作代码或名称，请把单元格设为文本重新填写
own-figure-provisional = { $value }，暂定，缺 { $n } 个

# 逐项评判的表
task-unworded = 再有 { $size } { $counted }{ $noun }
task-still = 还需{ $task }
task-over = 超过上限，需减少 { $size } { $counted }{ $noun }
task-alone = { $task }
task-of = { $task }（{ $parts }）
when-due = { $year } 年到期
when-past = { $year } 年到期，已逾期
unit-in = { $unit }（{ $township }）
stage-not-met = 未达标（{ $n } 项）
stage-behind = 未达到序时进度（{ $n } 项）
stage-open = 待补报（{ $n } 项）
stage-in-progress = 推进中（{ $n } 项）
stage-on-track = 达到序时进度（{ $n } 项）
stage-met = 已达标（{ $n } 项）
of-townships = { $whole } 个中 { $n } 个
of-facilities = { $whole } 家中 { $n } 家
waits = 待补报
waits-last = 待补报；上年 { $value }（按本年目标{ $word }）
waits-met = ，达标
waits-short = ，未达标
count-hospitals = { $n } 家卫生院
count-centres = { $n } 家社区卫生服务中心
count-other = { $n } 家医院
count-clinics = { $n } 家村卫生室
township-sub = { $year } 年度　{ $kinds }，应报的表都已收到
township-sub-missing = { $year } 年度　{ $kinds }；未报：{ $names }
return-of = { $unit }{ $form }
township-short = 项未达标或未达到序时进度
township-open = 项待补报
township-judged-note = 未达标在前。点为 { $year } 年，小圈为 { $last } 年，以目标为 100；几个单位的，点为最差的一个。
township-lead = { $n ->
    [0] 没有逐项评判的指标。
   *[other] 逐项评判的 { $n } 项：{ $parts }。
}
township-lead-open = { $n } 项待补报，缺 { $names }。
township-lead-suspect = { $n } 项所据的数存疑，待核实。
township-first = 先办一件：补报{ $names }。{ $n_own ->
    [0] { $n_district ->
        [0] {""}
       *[other] 补报后可确定全{ -area } { $n_district } 项结论。
    }
   *[other] 补报后可确定本地 { $n_own } 项结论{ $n_district ->
        [0] 。
       *[other] ，全{ -area } { $n_district } 项。
    }
}
axis-target = 目标=100
axis-of-target = 上年到本年，以目标为 100
axis-district-target = 全{ -area }目标
axis-points = 距全{ -area }目标
head-judged-items = 逐项评判
head-shown = 只评全{ -area }的指标：本地在哪里
note-shown = 这些指标只对全{ -area }下结论，本地的数不作评判。横轴为距全{ -area }目标的百分点（每万人等为百分之几），点为本地，菱形为全{ -area }。
column-rate = 率
column-own = 本地
column-to-target = 到全{ -area }目标水平
column-what = 要办什么
column-who-when = 谁办、何时
column-number-of = 总数
column-district-target = 全{ -area }目标
column-kind = 类别
head-conditions = 机构具备的条件
head-contributions = 对全{ -area }总数的贡献
shown-unknown = 未报：
word-small = （分母小）
word-suspect = 存疑
value-missing = —
head-shown-facility = 只评全{ -area }的指标：本机构在哪里
note-shown-facility = 这些指标只对全{ -area }下结论，本机构的数不作评判。横轴为距全{ -area }目标的百分点（每万人等为百分之几），点为本机构，菱形为全{ -area }。

# 首页
slide-indicators = 项指标：
slide-provisional = 已有结论的项中 { $n } 项为暂定。
slide-suspect = { $n } 项所据的数存疑。
slide-change = 按相同单位与上年比，{ $up } 项改善、{ $level } 项持平、{ $down } 项变差，其余 { $rest } 项不能比。
slide-chapters = 各章完成情况
slide-townships = 各乡镇（街道）
slide-townships-note = 按乡镇、机构、村卫生室逐一评判的指标，一项一计
slide-decisions = 要定的几件事
slide-no-decisions = 没有需要决定的事项。
slide-open = 还不能下结论的
slide-open-note = 谁补报，能定几项
slide-nothing-open = 没有待补报的单位，也没有存疑的数。
slide-suspects = 存疑的数，更正后会改变结论
slide-and-more = { $names }等
slide-absent = { $names }；未报 { $n } 份表
slide-absent-alone = 未报 { $n } 份表
column-chapter = 章
column-marks = 一个符号一项指标
column-most = 未达到的
column-waits-for = 等谁补报
column-settles = 补报后可确定
column-moved = 比上年
column-carried = 由谁补
column-returned = 已报的
settles = { $n_alone ->
    [0] {""}
   *[other] 单独定 { $n_alone } 项
}{ $n_together ->
    [0] {""}
   *[other] { $n_alone ->
        [0] {""}
       *[other] ，
    }与其他单位一起定 { $n_together } 项
}
key-met = 已达标
key-provisional = 暂定（有单位缺报）
key-short = 未达标
key-open = 待定
key-monitored = 监测
key-suspect = 所据的数存疑
key-years = 小圈为上年（两年都报的单位），点为本年（已报的单位）
key-hollow = 空心：有单位缺报
key-reach = 补报后可能的范围
head-gaps-of = { $n } 项未达标或未达到序时进度，还需办什么
gaps-none = 没有未达到目标的指标。
head-waiting = { $n } 项待定，逐项看在等谁
head-names = 按名称查找
moved = { $sign }{ $size }
moved-units = { $sign }{ $n } 个
moved-of = { $n } 个相同单位
decide-returns = 催报：{ $units } 个单位补报（{ $names }）。
decide-refused = 催补正：{ $units } 个单位补填空着的数，或者更正未采用的数（{ $names }）。
decide-returns-effect = { $n ->
    [0] {""}
   *[other] 可确定 { $n } 项结论
}{ $n_rest ->
    [0] 。
   *[other] { $n ->
        [0] 要等其他单位的数一起补齐后才能定。
       *[other] ；另 { $n_rest } 项还要等其他单位的数。
    }
}
decide-returns-who = 各有关单位
decide-suspect = 核实：{ $text }
decide-gap = 补差：{ $name }，{ $still }。{ $names }。
decide-gap-effect = 按上述数量补上，全{ -area }即可达标。
decide-gap-provisional = 按上述数量补上，全{ -area }即可达标（暂按已报的单位计算）。
axis-all-meet = 全部达标
axis-target-at = 目标 { $target }
part-short = 缺 { $size } { $counted }
part-spare = 富余 { $size } { $counted }
part-over = 超出 { $size } { $counted }
lacks-units = { $n } 个未报
still-unreturned = 另 { $n } 家未报
part-reported = { $value }（已报 { $reported }/{ $due }）
coverage-of = 已报 { $reported }/{ $due }
word-gap = {"　"}
column-part-of = 富余或缺
head-small = 各乡镇（街道）历年，同一标尺，虚线为目标
note-town-axis = 点为本年，小圈为上年，空心为有单位缺报。只对全{ -area }下结论的，各乡镇不作评判；富余、缺口按目标水平计算。
head-matrix = 各部门与结论
note-matrix = 条款写明牵头的才计入“牵头”；其余计入“按职责分工”，一项指标有几个部门，各计一次。
column-department = 部门
column-leads = 牵头
column-takes-part = 按职责分工
column-shown = 监测
column-others = 其他责任部门
head-short-by = 未达到目标的，由谁负责
note-short-by = 每项只列一次：有牵头的列在牵头部门，没有的列在第一个责任部门；各按完成目标的百分比从低到高。
group-lead = { $names }牵头
group-duty = { $names }按职责分工
verdict-words = 目标 { $target }，现为 { $value }，{ $word }。
verdict-provisional = 缺 { $n } 个单位的数，暂按已报的 { $reported } 个计算。
definition-rule = 评判依据
head-handle = 要处理的
note-handle = 未报、不全、迟报的表，以及本年的错误和警告；其余在后面的清单里。
handle-none = 没有要处理的。
head-grid = 历年上报：谁迟、谁缺
grid-in-order = 只列有过迟报、不全或未报的单位；另有 { $n } 个单位历年按时报全。
head-quality-units = 各单位
carried-over = 超出上限的是{ $names }

# 更新通报、致乡镇的函
cli-value-update = 文件
cli-value-as_of = 日期
cli-arg-as_of = 文件的成文日期，如 2026-03-01；不给则留空，由办公室填写
cli-arg-report-reply_by = 要求在哪一天前补报、核实和报送整改措施，如 2026-03-15；不给则留空
as-of-early = 成文日期 { $day } 早于所据报表中最晚的一份（{ $last } 收到）；请改 --as-of
reply-by-early = 要求反馈的日期 { $day } 早于 { $from }；请改 --reply-by
cli-arg-update = 改过的通报（annual-report.docx）：另存一份，只把其中的数换成最新的，并列出改了哪些
update-unreadable = 无法更新 { $file }：{ $why }。请确认它是 Word 或 WPS 保存的 .docx 文件
update-no-figures = { $file } 里没有本年度通报的数，无法更新；请用 report 写出的同一年度的 annual-report.docx 修改
update-exists = { $file } 已经存在，没有覆盖；请先移走或改名
update-in-report = { $file } 在报告文件夹里；请先复制到别处再改、再更新，报告文件夹每次整个换新
update-name = { $stem }（已更新）
update-done = 更新：{ $file }，改了 { $n } 处{ $kept ->
    [0] {""}
   *[other] ，{ $kept } 处手工改过，没有动
}{ $gone ->
    [0] {""}
   *[other] ，另有 { $gone } 处现在已没有对应的数，未改，请核对
}
update-kept = 　手工改过，没有动：{ $said }（最新为“{ $now }”），所在段落：{ $paragraph }
update-change = 　{ $before } → { $after }，所在段落：{ $paragraph }
update-gone = 　请核对：{ $said }，所在段落：{ $paragraph }
township-letter = 致本乡镇的函（Word、WPS）
letter-title = 关于{ $name }{ $year }年度目标完成情况的函
letter-addressee = { $name }：
letter-township = 乡镇（街道）
letter-intro = 现将贵{ $kind }及所属机构{ $year }年度目标完成情况函告如下。{ $lead }
letter-short = { $name }{ $value }，目标{ $target }{ $what-is ->
    [empty] {""}
   *[other] ；{ $who }{ $what }
}。
letter-short-each = { $name }，{ $value }达标，要求每家{ $target }{ $what-is ->
    [empty] {""}
   *[other] ；{ $who }{ $what }
}。
letter-others = 另有{ $n }项未达标或落后：{ $names }。
letter-asked = { $missing-is ->
    [empty] {""}
   *[other] 请于{ $by }前补报{ $missing }。
}{ $short ->
    [0] 请保持已达标的各项。
   *[other] 请对照上述未达标或落后的{ $short }项，于{ $by }前将整改措施和完成时限报我委。
}各项数据的出处和算法见随附网页。
