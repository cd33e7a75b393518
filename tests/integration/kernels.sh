#!/bin/sh
# ck-kernels --matrix: docs/kernels.md is what it prints, and ck-lower takes the kernels that it names.
. tests/tap.sh

ok 'docs/kernels.md is up to date (ck-kernels --matrix -o docs/kernels.md)' sh -c "'$bin/ck-kernels' --matrix | diff docs/kernels.md -"
"$bin/ck-kernels" --matrix --json >"$work/matrix.json"
ok 'as JSON' "$O/tests/json" "$work/matrix.json"
ok 'of templates elsewhere' sh -c "mkdir '$work/t' && cp templates/llama.yaml '$work/t/xyzzy.yaml' && '$bin/ck-kernels' --matrix --json --templates='$work/t' |
	grep -c '\"name\": \"xyzzy\"'"
echo 'template: 1' >"$work/t/xyzzy.yaml"
fails 'of a broken template' 'xyzzy.yaml:1:' "$work/out" "$bin/ck-kernels" --matrix --templates="$work/t" -o "$work/out"
fails 'of no templates' 'cannot open' "$work/out" "$bin/ck-kernels" --matrix --templates="$work/none" -o "$work/out"
misused() { "$bin/ck-kernels" "$@"; [ $? -eq 2 ]; }
ok 'not of one op' misused --matrix --op=matmul
ok 'nor as JSON what is JSON already' misused --json

# Every op of every section of a lowered program: "program op kernel".
lowered() {
	sed -n 's/^{"id":"\([a-z]*\)","bounds".*/program \1/p; s/^{"id":"[^"]*","op":"\([a-z_0-9]*\)".*"kernel":"\([a-z_0-9]*\)".*/\1 \2/p' "$1" |
		awk '$1 == "program" { p = $2; next } { print p, $1, $2 }' | sort -u
}
# as_promised GGUF TARGET FAMILY: each of these is in the matrix, and each op is one of the family's.
as_promised() {
	chain "$1" "$work/m" --target=$2 --numerics=exact >/dev/null 2>&1 || return 1
	lowered "$work/m/lowered.json" >"$work/uses"
	[ -s "$work/uses" ] || return 1
	while read -r program op kernel; do
		grep -q "{\"op\": \"$op\", .*\"target\": \"$2\", \"program\": \"$program\", \"kernel\": \"$kernel\"}" "$work/matrix.json" ||
			{ echo "$program: $op by $kernel"; return 1; }
		grep "^{\"name\": \"$3\", \"ops\"" "$work/matrix.json" | grep -q "\"$op\"" || { echo "$3 has no $op"; return 1; }
	done <"$work/uses"
}
for t in $all_targets; do
	for type in f32 f16 q4_0 q6_k; do
		"$gguf_make" --preset tiny --width 256 --ffn 512 --type $type -o "$work/m.gguf"
		ok "llama, $type, $t" as_promised "$work/m.gguf" $t llama
	done
	for family in gemma3 qwen35; do
		"$gguf_make" --preset $family -o "$work/m.gguf"
		ok "$family, $t" as_promised "$work/m.gguf" $t $family
	done
	for family in gpt2 nanbeige phi3 qwen2 qwen3 mistral:llama phi3-window:phi3; do
		"$O/tests/gguf-text" tests/dense/${family%:*}.txt >"$work/m.gguf"
		ok "${family%:*}, $t" as_promised "$work/m.gguf" $t ${family#*:}
	done
done
finish
