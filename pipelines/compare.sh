#!/bin/sh
# compare.sh LLAMA_BENCH MODEL.gguf CK_BENCH DIR: ck-bench and llama-bench on one model in turns; medians and their ratio.
# In the environment: P and N, tokens of prompt and generation; ROUNDS; THREADS.
set -eu
[ $# -eq 4 ] || { echo "usage: $0 LLAMA_BENCH MODEL.gguf CK_BENCH DIR" >&2; exit 2; }
peer=$1 model=$2 ours=$3 dir=$4
: "${P:=512}" "${N:=64}" "${ROUNDS:=5}" "${THREADS:=$(nproc)}"
for f in "$peer" "$ours"; do
	[ -x "$f" ] || { echo "$f: error: no such program; build llama.cpp, and give LLAMA_CPP=its folder" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# rates FILE FIELD...: one line each, prefill first, from either program's JSON.
ours_once() {
	"$ours" -p "$P" -n "$N" -r 1 -t "$THREADS" --json "$dir" | tr '{' '\n' |
		sed -n 's/.*"program":"\([a-z]*\)".*"tokens_per_s":\([0-9.e+]*\),.*/\1 \2/p'
}
peer_once() {
	"$peer" -m "$model" -p "$P" -n "$N" -r 1 -t "$THREADS" -fa "${FA:-0}" -o jsonl 2>"$work/err" |
		sed -n 's/.*"n_prompt": \([0-9]*\),.*"avg_ts": \([0-9.]*\),.*/\1 \2/p' | sed 's/^0 /decode /; s/^[1-9][0-9]* /prefill /'
	[ -s "$work/err" ] && grep -i '^error' "$work/err" >&2 || :
}
for round in $(seq "$ROUNDS"); do
	printf '\rround %d of %d' "$round" "$ROUNDS" >&2
	ours_once >>"$work/ours"
	peer_once >>"$work/peer"
done
printf '\r\033[K' >&2

median() { sed -n "s/^$2 //p" "$work/$1" | sort -g | awk '{ v[NR] = $1 } END { if (NR) printf "%.2f %.2f %.2f", v[1], NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2, v[NR] }'; }
printf '%-8s %28s %28s %7s\n' 'tokens/s' 'ck (least, median, most)' 'llama.cpp' ratio
status=0
for phase in prefill decode; do
	a=$(median ours $phase) b=$(median peer $phase)
	if [ -z "$a" ] || [ -z "$b" ]; then
		[ "$phase" = prefill ] && [ "$P" = 0 ] || [ "$phase" = decode ] && [ "$N" = 0 ] || { echo "$phase: error: a program gave no figure" >&2; status=1; }
		continue
	fi
	echo "$phase $a $b" | awk '{ printf "%-8s %9.2f%9.2f%10.2f %9.2f%9.2f%10.2f %7.2f\n", $1, $2, $3, $4, $5, $6, $7, $3 / $6 }'
done
exit $status
