#!/bin/sh
# Families with quantized weights: logits as llama.cpp's (tests/golden/parity/README.md), prefill and decode the same bits. What
# docs/parity.md has of every type, without llama.cpp.
. tests/tap.sh
. tests/parity/models.sh

build() { typed $1 $2 && pipeline MODEL="$work/model.gguf" OUT="$work/model" TARGET=native NUMERICS=exact CTX=256 model >/dev/null; }
logits() {
	file=$1 prompt=$2
	shift 2
	"$bin/ck-run" --tokens "$work/prompt.$prompt" --logits "$work/$file" "$@" "$work/model" 2>"$work/err" || { cat "$work/err"; return 1; }
}
near() {
	for row in 11 23; do
		dd if="$work/logits" bs=1280 skip=$row count=1 status=none || return 1
	done >"$work/rows"
	"$O/tests/logits" "$work/rows" "tests/golden/parity/$1.f32" 1 $2
}
same() { logits again $1 -t 3 --chunk 1 && cmp "$work/again" "$work/logits"; }

prompts 320 8 24
while read -r family type prompt nmse; do
	ok "$family: a model" base $family
	ok "$family, $type: builds" build $family $type
	ok "$family, $type: logits" logits logits $prompt -t 1
	ok "$family, $type: as llama.cpp" near $family.$type $nmse
	ok "$family, $type: decoded, the same bits" same $prompt
done <<END
qwen2 q8_0 8 1e-12
qwen2 q4_k 8 1e-12
qwen2 mixed 8 1e-12
qwen3 q8_0 3 1e-12
qwen3 q4_k 3 1e-12
qwen3 mixed 3 1e-12
gemma3 q8_0 1 1e-3
gemma3 q4_k 1 1e-3
gemma3 mixed 1 3e-3
gpt2 q8_0 1 2e-4
gpt2 q4_k 1 2e-4
gpt2 mixed 1 2e-4
phi3 q8_0 4 1e-12
phi3 q4_k 4 1e-12
phi3 mixed 3 1e-12
qwen35 q8_0 1 1e-12
qwen35 q4_k 1 1e-12
qwen35 mixed 1 1e-12
END
finish
