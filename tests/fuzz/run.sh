#!/bin/sh
# run.sh DIR TARGET SECONDS [SEED]: one libFuzzer run, of any seed unless one is given. What it finds stays in DIR/found/TARGET; status 1 if there is anything.
set -u
dir=$1 target=$2 seconds=$3 seed=${4:-0}
log=$dir/found/$target.log
dict=
test -f "tests/fuzz/$target.dict" && dict=-dict=tests/fuzz/$target.dict
"$dir/tests/fuzz/$target" -max_total_time="$seconds" -seed="$seed" -timeout=10 -rss_limit_mb=2048 -malloc_limit_mb=512 -max_len=65536 \
	-detect_leaks=1 -print_final_stats=1 -artifact_prefix="$dir/found/$target/" $dict \
	"$dir/grown/$target" "tests/fuzz/corpus/$target" > "$log" 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
if [ $status -ne 0 ]; then
	echo "fuzz $target: FOUND, see $log and $dir/found/$target/" >&2
	grep -m 3 -E 'ERROR|runtime error|broken promise|SUMMARY' "$log" >&2
	exit 1
fi
echo "fuzz $target: ${runs:-?} runs in $seconds s, nothing found"
