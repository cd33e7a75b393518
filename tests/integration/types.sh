#!/bin/sh
# Every weight type through the whole chain, on small seeded models: logits as llama.cpp's (tests/golden/types/README.md);
# prefill, decode and generic code the same bits. Mixed types per tensor and layer, as llama-quantize's Q4_K_M has them.
. tests/tap.sh
golden=tests/golden/types

prompt() { awk -v s="$1" 'BEGIN { for (; n < 16; n++) { s = s * 16807 % 2147483647; print 3 + s % 317 } }' >"$work/tokens"; }
build() { pipeline MODEL="$work/gguf" OUT="$work/$1" TARGET=$2 NUMERICS=exact CTX=256 IR1_OPTIONS=--strict model >/dev/null; }
logits() {
	file=$1
	shift
	rm -f "$work/$file"
	"$bin/ck-run" --tokens "$work/tokens" --logits "$work/$file" "$@" 2>"$work/err" || { cat "$work/err"; return 1; }
}
same() { logits again "$@" && cmp "$work/again" "$work/logits"; }

# The rows that goldens have: after tokens 0, 8 and 15, of 320 logits.
near() {
	for row in 0 8 15; do
		dd if="$work/logits" bs=1280 skip=$row count=1 status=none || return 1
	done >"$work/rows"
	"$O/tests/logits" "$work/rows" "$golden/$1.logits.f32" "$2" "$3"
}

# model NAME PROMPT MAX NMSE GGUF_MAKE_OPTION...
model() {
	name=$1 most=$3 nmse=$4
	prompt "$2"
	shift 4
	ok "$name: a model" "$gguf_make" --preset tiny --width 256 --ffn 512 --head-size 64 "$@" -o "$work/gguf"
	ok "$name: builds" build model native
	ok "$name: logits" logits logits -t 1 "$work/model"
	ok "$name: as llama.cpp" near "$name" "$most" "$nmse"
	ok "$name: decoded, the same bits" same --chunk 1 "$work/model"
	ok "$name: in chunks of 7, with 3 threads" same --chunk 7 -t 3 "$work/model"
	ok "$name: generic code builds" build generic generic
	ok "$name: the same bits" same -t 1 "$work/generic"
	rm -rf "$work/model" "$work/generic"
}

# F16 weights: llama.cpp rounds activations to F16 for them, we do not. For the others the prompt is one whose activations
# all round to the same integers here and there, so that only the order of F32 sums differs.
model f32 1 2e-5 5e-12 --type f32
model f16 1 1e-2 2e-6 --type f16
model bf16 9 1e-5 1e-12 --type bf16
for type in q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs; do
	model $type 1 1e-5 1e-12 --type $type
done

# Q4_K_M of four layers; and with rows of 320, no whole blocks of 256, where Q5_0 and Q8_0 stand in.
set -- --layers 4 --random '*=q4_k' --random 'token_embd.weight=q6_k' --random 'blk.[23].attn_v.weight=q6_k' \
	--random 'blk.[23].ffn_down.weight=q6_k'
model mixed 1 1e-5 1e-12 "$@"
types() {
	sed -n 's/.*"tensor":"\([^"]*\)","dtype":"\([^"]*\)".*/\2/p' "$work/types.json" | sort -u | tr '\n' ' ' | grep -qx "$1 "
}
manifest() { "$gguf_make" --preset tiny --width 320 --heads 5 --kv-heads 5 --ffn 512 --head-size 64 "$@" -o "$work/gguf" &&
	"$bin/gguf2bump" -o "$work/weights" "$work/gguf" >"$work/manifest" && "$bin/ck-ir1" -o "$work/types.json" "$work/manifest"; }
model fallback 1 1e-5 1e-12 --width 320 --heads 5 --kv-heads 5 "$@"
ok 'fallback: is bound' manifest "$@"
ok 'fallback: five types in it' types 'f32 q4_k q5_0 q6_k q8_0'
finish
