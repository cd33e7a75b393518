#!/bin/sh
# Families of dense decoders that share layers of one kind, on small models (tests/dense): logits as llama.cpp's, or as PyTorch's
# where it is no oracle (tests/golden/dense/README.md); prefill, decode and generic code the same bits, with canaries whole.
. tests/tap.sh
tokens=tests/dense/tokens
golden=tests/golden/dense

# build NAME FOLDER VARIABLE=...
build() {
	name=$1 folder=$2
	shift 2
	"$O/tests/gguf-text" tests/dense/$name.txt >"$work/$name.gguf" &&
	pipeline MODEL="$work/$name.gguf" OUT="$work/$folder" TARGET=native NUMERICS=exact IR1_OPTIONS=--strict "$@" model >/dev/null
}
logits() {
	file=$1 folder=$2
	shift 2
	rm -f "$work/$file"
	"$bin/ck-run" -t 1 --tokens $tokens --logits "$work/$file" "$@" "$work/$folder" 2>"$work/err" || { cat "$work/err"; return 1; }
}
near() { "$O/tests/logits" "$work/$1" "$golden/$2" "$3" "$4"; }
same() { logits again "$@" && cmp "$work/again" "$work/logits"; }
debug() { build $1 debug DEBUG=1 TARGET=generic "$2" && same debug -t 2; }

# family NAME GOLDEN MAX NMSE [VARIABLE=VALUE]: a whole model of it.
family() {
	what=${2%.f32}
	ok "$what: builds" build $1 model $5
	ok "$what: logits" logits logits model
	ok "$what: as the oracle's" near logits $2 $3 $4
	ok "$what: decoded, the same bits" same model --chunk 1
	ok "$what: in chunks of 7, with 3 threads" same model --chunk 7 -t 3
	ok "$what: generic code and canaries, the same bits" debug $1 "${5:-CTX=512}"
	rm -rf "$work/model" "$work/debug"
}

family smollm2 smollm2.llama.f32 5e-5 2e-12
family mistral mistral.torch.f32 5e-5 2e-12

# A window smaller than the context is a ring: w positions of each layer, whatever the context.
caches() { grep '"kind":"kv"' "$work/bound/layout.json" | grep -o '"shape":.*"undo":"[a-z]*"' | sort -u; }
costs() { build $1 bound CTX=$2 && caches && [ "$(caches)" = "$3" ]; }
ring='"shape":["S","KV","7","D"],"window":7,"undo":"snapshot"'
ok 'mistral: a window of 7 costs 7 positions of 512' costs mistral 512 "$ring"
ok 'and of 8' costs mistral 8 "$ring"
ok 'a context of 7 is pages' costs mistral 7 '"shape":["PG","KV","256","D"],"undo":"truncate"'
ok 'phi3: likewise' costs phi3-window 512 "$ring"
trains() { "$bin/ck-grad" --target=generic --seq=32 -o "$work/train.json" "$work/bound/ir1.json" && grep -q '"op":"row_attention",.*"window":7' "$work/train.json"; }
ok 'training reads the rows of its window' trains

family qwen2 qwen2.llama.f32 5e-5 2e-12
family qwen2-untied qwen2-untied.llama.f32 5e-5 2e-12
family qwen3 qwen3.llama.f32 5e-5 2e-12
family gpt2 gpt2.torch.f32 5e-5 2e-12
ok 'gpt2: near llama.cpp, whose GELU is a table of F16' near logits gpt2.llama.f32 5e-3 1e-7
ok 'gpt2 is bound' build gpt2 bound
fails 'a context beyond the positions that gpt2 has learned' "'pos' goes up to C = 600, but indexes only 512" "$work/ir2.json" \
	"$bin/ck-fuse" --ctx=600 -o "$work/ir2.json" "$work/bound/ir1.json"
family phi3 phi3.llama.f32 5e-5 2e-12
family phi3-window phi3-window.torch.f32 5e-5 2e-12
family phi3-long phi3-short.llama.f32 5e-5 2e-12 CTX=256
family phi3-long phi3-long.llama.f32 5e-5 2e-12 CTX=512
family qwen3-yarn qwen3-yarn.llama.f32 5e-5 2e-12 CTX=512
family nanbeige nanbeige.torch.f32 5e-5 2e-12
family nanbeige-bare nanbeige-bare.torch.f32 5e-5 2e-12
ok 'nanbeige is built again' build nanbeige model
once() {
	grep '"tensor":"blk.0.attn_q.weight"' "$work/model/layout.json" >"$work/uses"
	[ "$(wc -l <"$work/uses")" -eq 2 ] && [ "$(grep -o '"offset":[0-9]*' "$work/uses" | sort -u | wc -l)" -eq 1 ]
}
ok 'nanbeige: runs share their weights' once
ok 'nanbeige: back to its GGUF' "$bin/bump2gguf" -o "$work/back.gguf" "$work/model/model.bump"
ok 'nanbeige: the same bytes' cmp "$work/back.gguf" "$work/nanbeige.gguf"
# Long RoPE and YaRN: a file that says something else, or only half of it.
# refused_text WHAT PATTERN NAME SED: the model of tests/dense/NAME.txt, edited.
refused_text() {
	sed "$4" tests/dense/$3.txt >"$work/edited.txt" && "$O/tests/gguf-text" "$work/edited.txt" >"$work/edited.gguf" &&
	"$bin/gguf2bump" -o "$work/edited.bump" "$work/edited.gguf" >"$work/edited.json"
	fails "$1" "$2" "$work/ir1.json" "$bin/ck-ir1" -o "$work/ir1.json" "$work/edited.json"
}
refused_text 'long RoPE with one of its tensors' "only one of its two tensors, not 'rope_factors_long.weight'" phi3-long '/factors_long/d'
refused_text 'and with the other' "only one of its two tensors, not 'rope_factors_short.weight'" phi3-long '/factors_short/d'
refused_text 'long RoPE whose tensors differ' 'should be \[6\], found \[5\]' phi3-long 's/^\(tensor rope_factors_long.*\) 6$/\1 5/'
refused_text 'long RoPE without either' 'long RoPE without its factors' phi3-long '/factors/d; s/^f32 .*attn_factor.*/str phi3.rope.scaling.type longrope/'
refused_text 'an original context of 0' 'rope.original is 0' phi3-long 's/original_context_length 256/original_context_length 0/'
refused_text 'YaRN from nothing' 'YaRN from 1 positions' qwen3-yarn 's/original_context_length 2048/original_context_length 1/'
refused_text 'YaRN half mixed' 'extrapolation factor of 0.5 is not supported' qwen3-yarn 's/^layers 2/f32 qwen3.rope.scaling.yarn_ext_factor 0.5\n&/'
refused_text 'a scaling nobody knows' "rope.scaling is 'su'" qwen3-yarn 's/type yarn/type su/'
ok 'phi3-long is built again' build phi3-long model CTX=512
ok 'phi3-long: back to its GGUF, with the divisors it does not use' "$bin/bump2gguf" -o "$work/back.gguf" "$work/model/model.bump"
ok 'phi3-long: the same bytes' cmp "$work/back.gguf" "$work/phi3-long.gguf"

# A bias that every file of the family has is not optional.
lacking() {
	sed '/attn_k.bias/d' tests/dense/qwen2.txt >"$work/lacking.txt" &&
	"$O/tests/gguf-text" "$work/lacking.txt" >"$work/lacking.gguf" &&
	"$bin/gguf2bump" -o "$work/lacking.bump" "$work/lacking.gguf" >"$work/manifest.json"
}
ok 'a model without a bias' lacking
fails 'it is refused' 'blk\.0\.attn_k\.bias' "$work/ir1.json" "$bin/ck-ir1" -o "$work/ir1.json" "$work/manifest.json"
finish
