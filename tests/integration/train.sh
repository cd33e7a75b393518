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
	train -n 12 -t 2 -o "$work/trained.bump" --log="$work/log" >"$work/losses" 2>"$work/told" || return 1
	cat "$work/losses" "$work/told"
	[ "$(wc -l <"$work/losses")" -eq 12 ] || return 1
	awk 'NR <= 2 { a += $2 } NR > 10 { b += $2 } END { exit !(b < 0.5 * a) }' "$work/losses" || return 1
	grep -Eq '^ck-train: 12 steps, 192 tokens in [0-9.]+ s: [0-9]+ tokens/s$' "$work/told"
}
ok 'twelve steps halve the loss' learns

# Each line is JSON, and has the step's numbers; tokens are counted up.
logged() {
	while read -r line; do
		echo "$line" >"$work/line.json"
		echo "$("$O/tests/json" "$work/line.json" step) $("$O/tests/json" "$work/line.json" loss)" \
			"$("$O/tests/json" "$work/line.json" lr) $("$O/tests/json" "$work/line.json" norm)" \
			"$("$O/tests/json" "$work/line.json" tokens)" || return 1
	done <"$work/log" | awk '{ printf "%d %.9g %.9g %.9g %d\n", $1, $2, $3, $4, $5 }' >"$work/logged"
	awk '{ printf "%d %.9g %.9g %.9g %d\n", $1, $2, $3, $4, NR * 16 }' "$work/losses" | diff - "$work/logged"
}
ok 'the log has a line of JSON for each step' logged

bits() {
	for t in 1 3 5; do
		mkdir -p "$work/g$t" &&
		train -n 3 --accum=2 -t $t --clip=0.5 -o "$work/t$t.bump" --dump-grads="$work/g$t" >"$work/l$t" || return 1
		cmp "$work/l1" "$work/l$t" && cmp "$work/t1.bump" "$work/t$t.bump" && diff -r "$work/g1" "$work/g$t" || return 1
	done
	[ "$(ls "$work/g1" | wc -l)" -eq "$(grep -c '"kind":"gradient"' "$m/layout.json")" ]
}
ok 'losses, gradients and weights have the same bits for 1, 3 and 5 threads' bits

# A gradient whose name leads out of the folder.
leads_out() {
	mkdir -p "$work/out/in" "$work/o" &&
	id=$(sed -n 's/^{"id":"\([^"]*\)","kind":"gradient".*/\1/p' "$m/layout.json" | head -n 1) && [ "$id" ] &&
	sed "s|\"$id\"|\"../$id\"|g" "$m/layout.json" >"$work/o/layout.json" &&
	"$bin/ck-codegen" -o "$work/o/model.c" "$work/o/layout.json" &&
	"$bin/ck-pack" -o "$work/o/model.bump" "$work/o/layout.json" "$m/weights.bump" &&
	shared "$work/o" &&
	refused "is no name of a file" "$work/out/$id" 3 4 5 "$bin/ck-train" --tokens="$top/tests/data/stories260K.tokens" -n 1 -t 1 \
		--dump-grads="$work/out/in" "$work/o"
}
ok 'a gradient is written nowhere but in the folder' leads_out

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


# A run in one piece, and in three, with other threads in each: what they print and log, weights and checkpoints.
cut -d' ' -f6-30 "$tokens" >"$work/held"
long() {
	name=$1
	shift
	train -n 10 --accum=2 --shuffle --seed=3 --schedule=cosine --warmup=3 --lr-min=0.0001 --clip=0.5 --eval="$work/held" --eval-every=4 \
		--log="$work/$name.log" -o "$work/$name.bump" "$@" >"$work/$name.out"
}
resumes() {
	long whole -t 2 --checkpoint="$work/whole.checkpoint" || return 1
	long one -t 1 --until=3 --checkpoint="$work/part.checkpoint" &&
	long two -t 3 --until=8 --resume="$work/part.checkpoint" --checkpoint="$work/part.checkpoint" &&
	long three -t 5 --resume="$work/part.checkpoint" --checkpoint="$work/part.checkpoint" || return 1
	cat "$work/one.out" "$work/two.out" "$work/three.out" | grep -v '^eval [38] ' >"$work/parts.out"
	grep -v '^eval 8 ' "$work/whole.out" | diff - "$work/parts.out" &&
	cat "$work/one.log" "$work/two.log" "$work/three.log" | grep -v '^{"step":[38],"eval"' >"$work/parts.log" &&
	grep -v '^{"step":8,"eval"' "$work/whole.log" | diff - "$work/parts.log" &&
	cmp "$work/whole.bump" "$work/three.bump" && cmp "$work/whole.checkpoint" "$work/part.checkpoint"
}
ok 'a run in three parts is the run in one: losses, log, weights, checkpoint' resumes
ok 'evaluations behind steps 4, 8 and 10' sh -c '[ "$(grep "^eval" "$1" | cut -d" " -f2 | tr "\n" " ")" = "4 8 10 " ]' - "$work/whole.out"
ok 'rates rise for three steps and fall to the end' awk '!/eval/ { if (NR > 1 && (++n < 3 ? $3 <= r : n > 3 && $3 >= r)) exit 1; r = $3 } END { exit !(r > 0.0001) }' "$work/whole.out"
exports() {
	"$bin/bump2gguf" -o "$work/checkpoint.gguf" "$work/whole.checkpoint" && "$bin/bump2gguf" -o "$work/whole.gguf" "$work/whole.bump" &&
	cmp "$work/checkpoint.gguf" "$work/whole.gguf" && ! cmp -s "$work/whole.gguf" "$stories"
}
ok 'a checkpoint gives the GGUF of its weights' exports

# At rate 0 nothing changes: three steps of two windows see each of the three windows twice, and evaluation each once.
evaluates() {
	train -n 3 --lr=0 --eval="$tokens" >"$work/still" || return 1
	cat "$work/still"
	awk '/eval/ { e = $3; next } { sum += $2 } END { d = e - sum / 3; exit !(e > 0 && d < 1e-6 && d > -1e-6) }' "$work/still"
}
ok 'evaluation: the mean over all windows, one micro-batch filled up' evaluates

# Steps too long end in infinity: the run stops there, and the last checkpoint stays.
diverges() {
	train -n 50 --lr=1e5 --checkpoint="$work/last.checkpoint" --checkpoint-every=1 --log="$work/last.log" -o "$work/no.bump" \
		>"$work/last.out" 2>"$work/last.err"
	[ $? -eq 1 ] && cat "$work/last.err" && [ ! -e "$work/no.bump" ] || return 1
	n=$(($(wc -l <"$work/last.out") + 1))
	[ "$(grep -c 'error: ' "$work/last.err")" -eq 1 ] && grep -Eq 'NaN|infinity' "$work/last.err" &&
	grep -q "note: in step $n; its weights are not written" "$work/last.err" && [ "$(wc -l <"$work/last.log")" -eq $((n - 1)) ] || return 1
	train -n $((n - 1)) --lr=1e5 --checkpoint="$work/before.checkpoint" >/dev/null && cmp "$work/before.checkpoint" "$work/last.checkpoint"
}
ok 'a step without finite loss ends the run, and leaves the checkpoint before it' diverges

r=$work/one.checkpoint
ok 'a checkpoint behind the third step' long one -t 1 --until=3 --checkpoint="$r"
fails 'other tokens' 'made with other tokens than' "$work/no.bump" "$bin/ck-train" --tokens="$work/held" --shuffle --seed=3 --resume="$r" -o "$work/no.bump" "$m"
fails 'another order' 'made with --shuffle --seed=3' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --shuffle --resume="$r" -o "$work/no.bump" "$m"
fails 'no order' 'made with --shuffle --seed=3' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --resume="$r" -o "$work/no.bump" "$m"
fails 'a run that is over' 'of step 3: the run would end behind step 3' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --shuffle --seed=3 -n 3 --resume="$r" -o "$work/no.bump" "$m"
fails 'weights alone' 'no checkpoint: it has weights' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --resume="$work/whole.bump" -o "$work/no.bump" "$m"
head -c 9000000 "$r" >"$work/cut.checkpoint"
fails 'a checkpoint cut short' 'cut.checkpoint: error: is 9000000 bytes, its header says' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --resume="$work/cut.checkpoint" -o "$work/no.bump" "$m"
fails 'a folder that is not there' 'cannot open for writing' none "$bin/ck-train" --tokens="$tokens" -n 1 --checkpoint=/nonexistent/x "$m"

descends() {
	(IR2_TOOL=ck-grad && chain "$stories" "$work/sgd" --batch=2 --seq=8 --target=native --optimizer=sgd --momentum=0) &&
	"$bin/ck-pack" -o "$work/sgd/model.bump" "$work/sgd/layout.json" "$work/sgd/weights.bump" && shared "$work/sgd" -Wall -Wextra -Werror &&
	! grep -q '"kind":"optimizer"' "$work/sgd/layout.json" && m=$work/sgd && train -n 12 --lr=0.02 --clip=1 --until=6 --checkpoint="$work/c" &&
	train -n 12 --lr=0.02 --clip=1 --resume="$work/c" >"$work/losses" && awk '{ n++; l = $2 } END { exit !(n == 6 && l < 3) }' "$work/losses"
}
ok 'without momentum nothing outlives a step but the weights' descends
fails 'a checkpoint of another layout' 'of another layout' "$work/no.bump" "$bin/ck-train" --tokens="$tokens" --resume="$r" -o "$work/no.bump" "$work/sgd"

ok 'what contradicts itself is misuse' sh -c '
	for o in --schedule=exponential --lr-min=0.1 --seed=3 --eval-every=2 --checkpoint-every=2 "-n 3 --until=4" "-n 3 --warmup=4"; do
		"$1" --tokens="$2" $o "$3" 2>/dev/null
		[ $? -eq 2 ] || { echo "$o"; exit 1; }
	done
	for o in --optimizer=lion --momentum=0.5 "--optimizer=sgd --beta1=0.5"; do
		"$4" $o "$3/ir1.json" >/dev/null 2>&1
		[ $? -eq 2 ] || { echo "$o"; exit 1; }
	done' - "$bin/ck-train" "$tokens" "$m" "$bin/ck-grad"

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
