#!/bin/sh
# Whole models for the target amx, on tiles in software (tests/amx.mk), where this CPU has the rest: under exact the bits of generic
# code, whatever the chunks and threads; under fast the same bits in chunks, near exact logits.
. tests/tap.sh
soft=$O/soft
# Kernels are never instrumented (kernels/module.mk), and the imitation takes minutes beside them.
[ -z "$SAN" ] || { skip 'target amx in software' 'a build with sanitizers'; finish; }
for f in avx512vbmi avx512_vnni avx512_bf16; do
	grep -qw "$f" /proc/cpuinfo || { skip 'target amx in software' "this CPU lacks $f"; finish; }
done

# build FOLDER TARGET NUMERICS CHUNK [VARIABLE...]
build() {
	folder=$1
	set -- TARGET="$2" NUMERICS="$3" CHUNK="$4"
	pipeline MODEL="$work/gguf" OUT="$work/$folder" CTX=512 CK_KERNELS="$soft/libck-kernels.a" "$@" model >/dev/null
}
# logits FILE OPTION... FOLDER
logits() {
	file=$1
	shift
	rm -f "$work/$file"
	"$soft/ck-run" --tokens "$work/tokens" --logits "$work/$file" "$@" 2>"$work/err" || { cat "$work/err"; return 1; }
}
same() { want=$1; shift; logits again "$@" && cmp "$work/again" "$work/$want"; }
# uses PATTERN: model.c of fast calls such kernels.
uses() { grep -q "$1" "$work/fast/model.c"; }

# The head's rows are outputs, of which there may be one: no kernel that rounds more.
head_exact() { sed -n '/"id":"prefill"/,/"id":"decode"/p' "$work/fast/lowered.json" | grep '"id":"logits","op"' | grep -vE '_bf16_(amx|avx512bf16)"'; }

# model NAME NMSE KERNELS GGUF_MAKE_OPTION...: NMSE of fast to exact, at most; kernels that fast calls.
model() {
	name=$1 nmse=$2 kernels=$3
	shift 3
	awk -v s=7 'BEGIN { for (; n < 100; n++) { s = s * 16807 % 2147483647; print 3 + s % 317 } }' >"$work/tokens"
	ok "$name: a model" "$gguf_make" "$@" -o "$work/gguf"
	ok "$name: exact, generic" build generic generic exact 128
	ok "$name: its logits" logits exact.f32 "$work/generic"
	ok "$name: exact, amx" build amx amx exact 128
	ok "$name: the same bits" same exact.f32 -t 2 "$work/amx"
	ok "$name: the same bits in chunks of 37" same exact.f32 -t 1 --chunk 37 "$work/amx"
	ok "$name: fast, amx" build fast amx fast 128
	ok "$name: by $kernels" uses "$kernels"
	ok "$name: its head is exact" head_exact
	ok "$name: fast logits" logits fast.f32 -t 1 "$work/fast"
	ok "$name: the same bits in chunks of 37, 3 threads" same fast.f32 -t 3 --chunk 37 "$work/fast"
	ok "$name: near exact" "$O/tests/logits" "$work/fast.f32" "$work/exact.f32" 1e9 "$nmse"
	rm -rf "$work/generic" "$work/amx" "$work/fast"
}

# With F32 and F16 weights fast is off by its F16 cache, 2.1e-7. Else it rounds activations to bf16, which exact rounds to bf16 or
# int8: the two are apart by what exact is off, up to 4e-5 and 6e-4.
set -- --preset tiny --width 256 --ffn 512 --head-size 64
for type in f32 f16; do
	model $type 5e-7 ck_matmul_${type}_bf16_amx "$@" --type $type
done
model bf16 1e-4 ck_matmul_bf16_bf16_amx "$@" --type bf16
for type in q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs; do
	model $type 1.2e-3 ck_matmul_${type}_bf16_amx "$@" --type $type
done
model rings 1.2e-3 ck_ring_attention_f16_bf16_amx --preset gemma3 --width 256 --ffn 512 --head-size 64 --window 48 --type q8_0
finish
