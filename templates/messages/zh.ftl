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
