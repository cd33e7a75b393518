#!/bin/sh
# Families by template: logits against llama.cpp and PyTorch well beyond the window, across chunks, pages and rings
# (tests/golden/families/README.md); with --numerics=exact the same bits for any chunk and program.
. tests/tap.sh
golden=tests/golden/families
rows='0 39 40 41 63 64 255 256 257 300 400 511 512 599'
V=320

awk 'BEGIN { for (s = 7; n < 600; n++) { s = s * 16807 % 2147483647; print 3 + s % 317 } }' >"$work/tokens"

# make_model NAME GGUF_MAKE_OPTION... -- PIPELINE_VARIABLE...
make_model() {
	name=$1 options=
	shift
	while [ "$1" != -- ]; do options="$options $1"; shift; done
	shift
	"$gguf_make" $options -o "$work/$name.gguf" && pipeline MODEL="$work/$name.gguf" OUT="$work/$name" CTX=640 "$@" model >/dev/null
}

# logits FILE MODEL [OPTION...]: of every token.
logits() {
	file=$1 dir=$2
	shift 2
	"$bin/ck-run" -t 1 --tokens "$work/tokens" "$@" --logits "$work/$file" "$work/$dir" >/dev/null 2>"$work/.figures" || { cat "$work/.figures"; return 1; }
}

# pick FILE: the rows that the goldens have.
pick() {
	for r in $rows; do
		dd if="$work/$1" bs=$((V * 4)) skip=$r count=1 status=none || return 1
	done >"$work/$1.rows"
}

near() { pick "$1" && "$O/tests/logits" "$work/$1.rows" "$golden/$2" "$3" "$4"; }
same_bits() { logits these "$@" && cmp "$work/these" "$work/$1.logits"; }

# family NAME MAX NMSE: exact, against PyTorch's F64.
family() {
	f=$1
	ok "$f builds" make_model $f --preset $f -- NUMERICS=exact
	ok "$f: logits of 600 tokens" logits $f.logits $f
	ok "$f: as PyTorch" near $f.logits $f.torch.f32 "$2" "$3"
	for chunk in 1 7 64; do
		ok "$f: same bits in chunks of $chunk" same_bits $f --chunk $chunk
	done
	ok "$f: uses all tensors" "$bin/ck-ir1" --strict -o /dev/null "$work/$f/manifest.json"
}

family gemma3 6e-5 2e-11
family qwen35 6e-5 4e-11
ok 'qwen35: as llama.cpp' near qwen35.logits qwen35.llama.f32 6e-5 4e-11
ok 'gemma3: as llama.cpp, whose GELU is a table of F16' near gemma3.logits gemma3.llama.f32 6e-3 4e-7
# cache TYPE MAX NMSE: pages and rings of that type.
cache() {
	ok "gemma3, KV cache $1, builds" make_model $1 --preset gemma3 -- NUMERICS=exact KV=$1
	ok "gemma3, KV cache $1: logits" logits $1.logits $1
	ok "gemma3, KV cache $1: near" near $1.logits gemma3.torch.f32 $2 $3
	ok "gemma3, KV cache $1: same bits in chunks of 7" same_bits $1 --chunk 7
}
cache f16 3e-3 2e-7
cache bf16 3e-2 2e-5
cache q8_0 9e-2 2e-4
ok 'gemma3, a window of 41, builds' make_model wider --preset gemma3 --window 41 -- NUMERICS=exact
ok 'gemma3, a window of 41: logits' logits wider.logits wider
ok 'one position more in the window is seen' not near wider.logits gemma3.torch.f32 1e-3 1e-8

# A window of 40 costs 40 positions, whatever the context: 2 heads of 32 F32.
ring_bytes() { test "$(grep -c '"id":"L[0-9]*\.[kv]","kind":"kv",.*"window":40,.*"size":10240,' "$work/gemma3/layout.json")" -eq 14; }
ok 'gemma3: a ring costs its window' ring_bytes
finish
