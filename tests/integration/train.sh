#!/bin/sh
# A model trained by the tools, from GGUF to a GGUF that infers; the same bits for any number of threads; what is refused.
. tests/tap.sh
m=$work/m

build() {
	(IR2_TOOL=ck-grad && chain "$stories" "$m" --batch=2 --seq=8 --target=native) &&
	"$bin/ck-pack" -o "$m/model.bump" "$m/layout.json" "$m/weights.bump" &&
	shared "$m" -Wall -Wextra -Werror
}
ok 'the chain compiles training, without a warning' build

tokens=$top/tests/data/stories260K.tokens
train() { "$bin/ck-train" --tokens="$tokens" --lr=0.002 "$@" "$m"; }
learns() {
	train -n 12 -t 2 -o "$work/trained.bump" --log="$work/log.json" >"$work/losses" || return 1
	cat "$work/losses"
	[ "$(wc -l <"$work/losses")" -eq 12 ] || return 1
	awk 'NR <= 2 { a += $2 } NR > 10 { b += $2 } END { exit !(b < 0.5 * a) }' "$work/losses" || return 1
	sed 's/.*"losses":\[//; s/\].*//' "$work/log.json" | tr , '\n' >"$work/logged"
	cut -d' ' -f2 "$work/losses" | cmp - "$work/logged"
}
ok 'twelve steps halve the loss; the log has the same losses' learns

bits() {
	for t in 1 3 5; do
		mkdir -p "$work/g$t" &&
		train -n 3 --accum=2 -t $t -o "$work/t$t.bump" --dump-grads="$work/g$t" >"$work/l$t" || return 1
		cmp "$work/l1" "$work/l$t" && cmp "$work/t1.bump" "$work/t$t.bump" && diff -r "$work/g1" "$work/g$t" || return 1
	done
	[ "$(ls "$work/g1" | wc -l)" -eq "$(grep -c '"kind":"gradient"' "$m/layout.json")" ]
}
ok 'losses, gradients and weights have the same bits for 1, 3 and 5 threads' bits

infers() {
	"$bin/bump2gguf" -o "$work/trained.gguf" "$work/trained.bump" &&
	pipeline model MODEL="$work/trained.gguf" OUT="$work/i" &&
	"$bin/ck-run" --temp=0 -n 5 -p 'Once upon a time' "$work/i" 2>/dev/null | grep -q '^Once upon a time' &&
	! cmp -s "$work/trained.gguf" "$stories"
}
ok 'what was trained goes back to GGUF and infers' infers

# GPT-2: layers of other ops, Q, K and V in one tensor.
g=$work/gpt2
build_gpt2() {
	"$O/tests/gguf-text" tests/golden/train/gpt2.txt >"$work/gpt2.gguf" && cmp "$work/gpt2.gguf" tests/golden/train/gpt2.gguf &&
	(IR2_TOOL=ck-grad && chain "$work/gpt2.gguf" "$g" --batch=2 --seq=16 --target=native) &&
	"$bin/ck-pack" -o "$g/model.bump" "$g/layout.json" "$g/weights.bump" &&
	shared "$g" -Wall -Wextra -Werror
}
ok 'the chain compiles training of a GPT-2, without a warning' build_gpt2
seq 0 400 | awk '{ print ($1 * 7 + int($1 / 3) * 5) % 40 }' >"$work/gpt2.ids"
learns_gpt2() {
	for t in 1 3; do
		"$bin/ck-train" --tokens="$work/gpt2.ids" --lr=0.01 -n 20 -t $t -o "$work/gpt2.$t.bump" "$g" >"$work/losses.$t" || return 1
	done
	cmp "$work/losses.1" "$work/losses.3" && cmp "$work/gpt2.1.bump" "$work/gpt2.3.bump" &&
	awk 'NR <= 2 { a += $2 } NR > 18 { b += $2 } END { exit !(b < 0.7 * a) }' "$work/losses.1"
}
ok 'it learns, the same bits for 1 and 3 threads' learns_gpt2

fails 'ck-run runs no training' "input '.*' is none this program can give" none "$bin/ck-run" -p x "$m"
fails 'ck-train trains no inference' 'was not built for training' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" -o "$work/no.bump" "$work/i"
echo '1 2 3' >"$work/few"
fails 'too few tokens' '3 tokens: a sequence of 8' "$work/no.bump" "$bin/ck-train" --tokens="$work/few" -o "$work/no.bump" "$m"
echo '1 2 9999' >"$work/wrong"
fails 'no token' 'wrong:1:5: error: not a token id' none "$bin/ck-train" --tokens="$work/wrong" "$m"

ok 'a model of F16' sh -c '"$1" --preset micro --type f16 -o "$2/h.gguf" && "$3/gguf2bump" -o "$2/h.bump" "$2/h.gguf" >"$2/h.json" &&
	"$3/ck-ir1" -o "$2/h1.json" "$2/h.json"' - "$gguf_make" "$work" "$bin"
fails 'F16 weights are not trained' 'is f16: only F32 weights' "$work/no.json" "$bin/ck-grad" -o "$work/no.json" "$work/h1.json"

rules=$work/rules
cp -r templates/gradients "$rules"
rm "$rules/glu.yaml"
fails 'an op without a rule' 'no gradient rule for glu' "$work/no.json" "$bin/ck-grad" --gradients="$rules" -o "$work/no.json" "$m/ir1.json"
rule() { # WHAT PATTERN TEXT
	cp templates/gradients/glu.yaml "$rules"
	printf '%s\n' "$3" >"$rules/glu.yaml"
	fails "$1" "$2" "$work/no.json" "$bin/ck-grad" --gradients="$rules" -o "$work/no.json" "$m/ir1.json"
}
rule 'a forgotten operand' "glu.yaml:1:1: error: no gradient of glu's operand 'u'" 'op: glu
backward:
  - {pass: d(y), out: [g]}'
rule 'an operand twice' "second gradient of 'g'" 'op: glu
backward:
  - {pass: d(y), out: [g, u, g]}'
rule 'an op there is none of' "unknown op 'glu_backwards'" 'op: glu
backward:
  - {op: glu_backwards, in: [d(y), g, u], attr: {act: act}, out: [g, u]}'
rule 'an output there is none of' "glu has no output 'z'" 'op: glu
backward:
  - {op: glu_bwd, in: [d(z), g, u], attr: {act: act}, out: [g, u]}'
rule 'a gradient nobody reads' "does not use the gradient of 'y'" 'op: glu
backward:
  - {op: add, in: [g, u], out: [g]}
none: [u]'
rule 'too few operands' 'op.*/in: operand u is missing|operand u is missing' 'op: glu
backward:
  - {op: glu_bwd, in: [d(y), g], attr: {act: act}, out: [g, u]}'
finish
