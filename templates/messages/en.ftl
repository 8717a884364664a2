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
