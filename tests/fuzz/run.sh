#!/bin/sh
# run.sh DIR TARGET runs|seconds N SEED: one libFuzzer run. What it finds stays in DIR/found/TARGET; status 1 if there is anything.
#
# `runs` repeats itself, whatever the machine and its load, so that what it finds, a change has made: the inputs follow from
# the seed, the corpus and the branches that inputs take. So: N runs, not a time; the corpus in the order of its names, not
# of the folder; nothing of earlier runs; and no operands of comparisons, some of which are addresses.
# `seconds` looks for more: it goes on from what earlier runs have kept in DIR/grown/TARGET. Seed 0 is any.
set -u
dir=$1 target=$2 by=$3 n=$4 seed=$5
log=$dir/found/$target.log
corpus=tests/fuzz/corpus/$target
grown=$dir/grown/$target
set --
test -f "tests/fuzz/$target.dict" && set -- "-dict=tests/fuzz/$target.dict"
case $by in
runs)
	grown=$dir/once/$target
	rm -rf "$grown"
	find "$corpus" -type f | LC_ALL=C sort | paste -s -d , - > "$dir/found/$target.inputs"
	set -- "$@" -runs="$n" -timeout=600 -use_cmp=0 -reload=0 -seed_inputs="@$dir/found/$target.inputs"
	corpus= ;;
seconds)
	set -- "$@" -max_total_time="$n" -timeout=10 ;;
*)
	echo "run.sh: neither runs nor seconds: $by" >&2
	exit 2 ;;
esac
mkdir -p "$grown"
"$dir/tests/fuzz/$target" "$@" -seed="$seed" -rss_limit_mb=2048 -malloc_limit_mb=512 -max_len=65536 \
	-detect_leaks=1 -print_final_stats=1 -artifact_prefix="$dir/found/$target/" "$grown" $corpus > "$log" 2>&1
status=$?
if [ $status -ne 0 ]; then
	echo "fuzz $target: FOUND, see $log and $dir/found/$target/" >&2
	grep -m 3 -E 'ERROR|runtime error|broken promise|SUMMARY' "$log" >&2
	exit 1
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
covered=$(sed -n 's/.*DONE *cov: \([0-9]*\) ft: \([0-9]*\).*/\1 edges, \2 features/p' "$log")
echo "fuzz $target: ${runs:-?} runs, ${covered:-?}, nothing found"
