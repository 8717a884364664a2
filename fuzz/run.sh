#!/usr/bin/env bash
# Runs the fuzz targets two at a time, each for so many seconds (900 unless told), from what the
# repository holds, and keeps what each corpus comes down to. Needs cargo-fuzz; no sanitizer,
# since the crate forbids unsafe code.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-900}
targets=(cells layouts importer model xlsx)
for target in "${targets[@]}"; do
  mkdir -p "fuzz/corpus/$target" "fuzz/seeds/$target"
  cp -n "fuzz/seeds/$target"/* "fuzz/corpus/$target/" 2> /dev/null || true
done
cp tests/workbooks/*.{xlsx,ods} fuzz/corpus/importer/
printf '代码,指标名称,本年数\nJG08,护士数,12\n' > fuzz/corpus/importer/table.csv
printf '<table><tr><td>代码<td>本年数</tr><tr><td>JG08<td>3</tr></table>' > fuzz/corpus/importer/table.html
number=0
for text in 12 35人 1.2万 95% 1/2 待统计 不适用 '１２' '1,234' 是 四级 -3 '12.50'; do
  number=$((number + 1))
  printf '\0%s' "$text" > "fuzz/corpus/cells/$number"
done
for book in tests/workbooks/*.xlsx; do
  {
    unzip -p "$book" xl/worksheets/sheet1.xml 2> /dev/null | head -c 20000
    printf '\0'
    unzip -p "$book" xl/sharedStrings.xml 2> /dev/null | head -c 20000
    printf '\0'
    unzip -p "$book" xl/styles.xml 2> /dev/null | head -c 20000
  } > "fuzz/corpus/xlsx/$(basename "$book" .xlsx)" || true
done
export RUSTC_BOOTSTRAP=1
cargo fuzz build -s none
printf '%s\n' "${targets[@]}" | xargs -P 2 -I '{}' sh -c "cargo fuzz run -s none '{}' -- \
  -max_total_time=$seconds -max_len=65536 -rss_limit_mb=4096 -timeout=20 -print_final_stats=1 > 'fuzz/{}.log' 2>&1"
for target in "${targets[@]}"; do
  cargo fuzz cmin -s none "$target" 2> /dev/null || true
done
grep -H -E 'number_of_executed_units|average_exec_per_sec|SUMMARY' fuzz/*.log
