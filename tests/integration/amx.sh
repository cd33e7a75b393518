#!/bin/sh
# Whole models for the target amx, on tiles in software (tests/amx.mk), where this CPU has the rest: under exact the bits of generic
# code, whatever the chunks and threads; under fast the same bits in chunks, near exact logits.
. tests/tap.sh
soft=$O/soft
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
	ok "$name: fast logits" logits fast.f32 -t 1 "$work/fast"
	ok "$name: the same bits in chunks of 37, 3 threads" same fast.f32 -t 3 --chunk 37 "$work/fast"
	ok "$name: near exact" "$O/tests/logits" "$work/fast.f32" "$work/exact.f32" 1e9 "$nmse"
	rm -rf "$work/generic" "$work/amx" "$work/fast"
}

set -- --preset tiny --width 256 --ffn 512 --head-size 64
for type in ${CK_AMX_TYPES:-f16 bf16 q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs}; do
	model $type 1 "ck_matmul_${type}_bf16_amx" "$@" --type $type
done
finish
