#!/usr/bin/env bash
# Runs the three fuzz targets, each for so many seconds (600 unless told), from seeds that
# the repository holds. Needs cargo-fuzz; no sanitizer, since the crate forbids unsafe code.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-600}
mkdir -p fuzz/corpus/{cells,layouts,importer}
cp tests/workbooks/*.{xlsx,ods} fuzz/corpus/importer/
printf '代码,指标名称,本年数\nJG08,护士数,12\n' > fuzz/corpus/importer/table.csv
printf '<table><tr><td>代码<td>本年数</tr><tr><td>JG08<td>3</tr></table>' > fuzz/corpus/importer/table.html
number=0
for text in 12 35人 1.2万 95% 1/2 待统计 不适用 '１２' '1,234' 是 四级 -3 '12.50'; do
  number=$((number + 1))
  printf '\0%s' "$text" > "fuzz/corpus/cells/$number"
done
for target in cells layouts importer; do
  RUSTC_BOOTSTRAP=1 cargo fuzz run -s none "$target" -- -max_total_time="$seconds" -max_len=65536 -rss_limit_mb=4096 -timeout=20 -print_final_stats=1 &
done
wait
