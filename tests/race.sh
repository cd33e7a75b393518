#!/bin/sh
# Generated code under ThreadSanitizer: programs of every shape, on plain C kernels, which it sees into. make race.
. tests/tap.sh
export TSAN_OPTIONS="suppressions=$top/tests/tsan.supp halt_on_error=0 exitcode=66"

build() { pipeline MODEL="$1" OUT="$work/$2" TARGET=generic NUMERICS=exact CTX=64 CHUNK=16 SLOTS=3 "$3" model; }
steps() { "$bin/ck-bench" -t 3 -p 24 -n 4 -b 1,3 ${2:+--verify $2} -r 1 "$work/$1" >/dev/null; }

clean() { # NAME GGUF
	ok "$1: builds" build "$2" "$1" VERIFY=4
	ok "$1: prefill, decode and verify on three threads" steps "$1" 4
}
clean f32 "$stories"
clean q8_0 tests/golden/llama/stories260K.q8_0.gguf
for family in gemma3 qwen35; do
	"$gguf_make" --preset $family -o "$work/$family.gguf"
	clean $family "$work/$family.gguf"
done

trains() {
	m=$work/train
	(IR2_TOOL=ck-grad && chain "$stories" "$m" --batch=2 --seq=8 --target=generic) &&
	"$bin/ck-pack" -o "$m/model.bump" "$m/layout.json" "$m/weights.bump" &&
	shared "$m" &&
	"$bin/ck-train" --tokens=tests/data/stories260K.tokens -n 2 -t 3 -o "$work/trained.bump" "$m"
}
ok 'a training step on three threads' trains

# The barriers of layer 2 in decode, one after the other taken out.
without() {
	awk -v n="$1" '/^static void decode_L02/ { in_it = 1 } in_it && /ck_barrier\(c, rank\)/ && n-- == 1 { next } /^}/ { in_it = 0 } { print }' \
		"$work/f32/model.c" >"$work/bad/model.c" &&
	! cmp -s "$work/f32/model.c" "$work/bad/model.c" || return 2
	shared "$work/bad" || return 2
	"$bin/ck-bench" -t 3 -p 0 -n 4 -r 1 "$work/bad" >"$work/said" 2>&1
	[ $? -eq 66 ] && grep -q 'data race' "$work/said"
}
cp -r "$work/f32" "$work/bad"
for n in 1 2 3 4 5 6; do
	ok "a race where barrier $n of a layer is taken out" without $n
done
finish
