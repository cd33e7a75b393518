#!/bin/sh
# Debug layouts: every canary broken on purpose, and every NaN planted in a weight, is laid at the right op's door. The audit
# refuses layouts in which something live overlaps, does not fit, or lives at another time than it says.
. tests/tap.sh
llama=tests/golden/llama

debug() { pipeline MODEL="$1" OUT="$work/d" TARGET="$2" NUMERICS="$3" DEBUG=1 FUSE="$4" SLOTS="$5" model; }
canaries() { "$O/tests/canary" "$work/d"; }
# guarded WHAT MODEL TARGET NUMERICS [FUSE [SLOTS]]
guarded() {
	ok "$1: builds" debug "$2" "$3" "$4" "${5-}" "${6-}"
	ok "$1: each canary, broken in each op, is found" canaries
}
guarded 'F32' "$stories" native exact
guarded 'F32, nothing fused, 2 slots' "$stories" generic exact none 2
guarded 'F16, fast' $llama/stories260K.f16.gguf native fast
guarded 'Q8_0' $llama/stories260K.q8_0.gguf generic exact
says_published() {
	"$bin/ck-run" -t 2 --temp 0 -n 60 -p 'Once upon a time' "$work/d" | cmp -n 170 - tests/golden/stories260K.txt
}
ok 'F32, debug: builds' debug "$stories" native exact '' ''
ok 'and says the published text' says_published

# planted TYPE TARGET TENSOR OP: a NaN in the tensor is found after the op, or, without debug, in the logits.
planted() {
	type=$1 target=$2 tensor=$3 op=$4
	"$gguf_make" --type $type --nan $tensor -o "$work/nan.gguf"
	ok "$type, NaN in $tensor: builds" pipeline MODEL="$work/nan.gguf" OUT="$work/nan" TARGET=$target DEBUG=$5 model
	fails "$type, NaN in $tensor: found at $op" "^$op: error: NaN in element [0-9]+$" "$work/x" \
		"$bin/ck-run" -t 2 -n 3 -p 'one two' --logits "$work/x" "$work/nan"
}
planted f32 native token_embd.weight embed 1
planted f32 generic blk.1.attn_q.weight L01.attn.q 1
planted f32 native blk.0.attn_output.weight L00.attn.add 1
planted f32 generic blk.1.ffn_gate.weight L01.ffn.act 1
planted f32 native output_norm.weight out.norm 1
planted f16 native blk.1.attn_v.weight L01.attn.v 1
planted q8_0 generic blk.1.ffn_down.weight L01.ffn.add 1
planted q8_0 native blk.0.ffn_norm.weight L00.ffn.norm 1
planted f32 native blk.0.attn_k.weight logits ''
planted f16 generic blk.1.ffn_up.weight logits ''
planted q8_0 generic blk.0.attn_q.weight logits ''
planted q8_0 native blk.1.attn_norm.weight logits ''

# The audit. index PROGRAM VALUE: the value's place in its program's list.
layout=$work/plain/layout.json
chain "$stories" "$work/plain" --target=generic --numerics=exact --slots=2 2>"$work/err"
index() { awk -v p="$1" -v v="$2" '/^{"id":"[a-z]*","bounds"/ { n++; i = -1; next } n == p + 1 && index($0, "{\"id\":\"" v "\",\"dtype\"") { print i + 1; exit } { i++ }' "$layout"; }
offset() { awk -v p="$1" -v v="$2" '/^{"id":"[a-z]*","bounds"/ { n++ } n == p + 1 && index($0, "{\"id\":\"" v "\",\"dtype\"") { match($0, /"offset":[0-9]+/); print substr($0, RSTART + 9, RLENGTH - 9); exit }' "$layout"; }

# edit PROGRAM VALUE SED-SCRIPT: the layout with that line changed.
edit() {
	awk -v p="$1" -v v="$2" '/^{"id":"[a-z]*","bounds"/ { n++ } n == p + 1 && index($0, "{\"id\":\"" v "\",\"dtype\"") { print NR; exit }' "$layout" >"$work/line"
	sed "$(cat "$work/line")$3" "$layout" >"$work/bad.json"
}
# audit WHAT PATTERN
audit() {
	rm -f "$work/x.c"
	ok "$1: was changed" not cmp -s "$layout" "$work/bad.json"
	fails "$1: refused" "$2" "$work/x.c" "$bin/ck-codegen" -o "$work/x.c" "$work/bad.json"
}
ok 'a layout as it is' "$bin/ck-codegen" -o "$work/x.c" "$layout"
rm "$work/x.c"
for p in 0 1; do
	q=$(index $p L02.attn.q) k=$(index $p L02.attn.k)
	edit $p L02.attn.k "s/\"offset\":[0-9]*/\"offset\":$(offset $p L02.attn.q)/"
	audit "program $p, a value on its live neighbour" "/programs/$p/values/($q|$k): .*overlaps"
	edit $p L02.attn.k "s/\"offset\":[0-9]*/\"offset\":$(($(offset $p L02.attn.q) + 64))/"
	audit "program $p, a value into its live neighbour" "/programs/$p/values/($q|$k): .*overlaps"
done
edit 0 L00.ffn.act "s/\"offset\":[0-9]*/\"offset\":$(offset 0 L00.attn.add)/"
audit 'a value on one that is needed later' "/programs/0/values/($(index 0 L00.ffn.act)|$(index 0 L00.attn.add)): .*overlaps"
edit 0 slot "s/\"offset\":[0-9]*/\"offset\":$(offset 0 pos)/"
audit 'an input on another' "/programs/0/values/($(index 0 pos)|$(index 0 slot)): .*overlaps"
at="/programs/1/values/$(index 1 L03.attn.v): "
edit 1 L03.attn.v 's/"last":"[^"]*"/"last":"L03.attn.v"/'
audit 'a life that ends too early' "$at"
edit 1 L03.attn.v 's/"first":"[^"]*"/"first":"L03.attn.q"/'
audit 'a life that begins too early' "$at"
edit 1 pos "s/\"offset\":[0-9]*/\"offset\":$(($(offset 1 pos) + 4))/"
audit 'a value that is not aligned' "/programs/1/values/$(index 1 pos): .*aligned"
edit 1 L03.attn.v 's/"offset":[0-9]*/"offset":-64/'
audit 'a value before its arena' "$at"
edit 1 L03.attn.v 's/"offset":[0-9]*/"offset":9223372036854775744/'
audit 'a value behind all memory' "$at"
edit 1 L03.attn.v 's/"size":[0-9]*/"size":64/'
audit 'a value of another size' "$at"
edit 1 L03.attn.v 's/"arena":"act"/"arena":"call"/'
audit 'a value in the wrong arena' "$at"
edit 1 L03.attn.norm 's/"arena":"scratch"/"arena":"act"/'
audit "a thread's own value among the team's" "/programs/1/values/$(index 1 L03.attn.norm): .*'scratch'"
edit 1 L03.attn.norm 's/"offset":[0-9]*/"offset":0/'
audit "a thread's own value on the scratch of kernels" "/programs/1(/values/$(index 1 L03.attn.norm))?: .*overlaps"
sed 's/\("id":"L03.attn.q","op":"matmul",.*\)"barrier":true/\1"replicated":true,"barrier":true/' "$layout" >"$work/bad.json"
audit 'a matrix product that every thread does' '/programs/0/sections/4/ops/[0-9]+/replicated: .*for itself'
for arena in weights state act call scratch; do
	size=$(sed -n "s/^{\"name\":\"$arena\",.*\"size\":\([0-9]*\)}.*/\1/p" "$layout")
	sed "/^{\"name\":\"$arena\",/s/\"size\":[0-9]*/\"size\":$((size - 64))/" "$layout" >"$work/bad.json"
	audit "$arena too small" "/(arenas|weights|states|programs)"
done
sed '/^{"id":"prefill","bounds"/s/"scratch":[0-9]*/"scratch":64/' "$layout" >"$work/bad.json"
audit 'scratch of a program too small' '/programs/0: scratch of kernels: .*not inside'
sed '/"id":"L00.attn.ctx","op"/s/"scratch":[0-9]*/"scratch":64/' "$layout" >"$work/bad.json"
audit 'scratch of an op too small' '/programs/0/sections/1/ops/[0-9]+/scratch: .*needs'
sed '/"id":"L04.ffn.act","op"/s/"barrier":true,//' "$layout" >"$work/bad.json"
audit 'a barrier left out' '/programs/0/sections/5/ops/[0-9]+: .*barrier'
weight() { sed -n "/^{\"id\":\"$1\",\"tensor\"/s/.*\"offset\":\([0-9]*\),\"size\".*/\1/p" "$layout"; }
sed "/^{\"id\":\"L01.attn.k\",\"tensor\"/s/\"offset\":[0-9]*/\"offset\":$(weight L01.attn.q)/" "$layout" >"$work/bad.json"
audit 'a weight on another' '/weights/[0-9]+: .*overlaps'
sed '/^{"id":"L01.v","kind"/s/"offset":[0-9]*/"offset":0/' "$layout" >"$work/bad.json"
audit 'a state on another' '/states/[0-9]+: .*overlaps'

layout=$work/guarded/layout.json
chain "$stories" "$work/guarded" --target=generic --numerics=exact --debug 2>"$work/err"
sed '/"arena":"act","program":"decode",.*"after":"L00.attn.q"/s/"offset":[0-9]*/"offset":'"$(offset 1 L02.ffn.act)/" "$layout" >"$work/bad.json"
audit 'a canary in a value' '/(canaries/[0-9]+|programs/1/values/[0-9]+): .*overlaps'
sed '/"arena":"state",.*"after":"L02.k"/s/"offset":[0-9]*/"offset":0/' "$layout" >"$work/bad.json"
audit 'a canary on another' '/canaries/[0-9]+: .*overlaps'
finish
