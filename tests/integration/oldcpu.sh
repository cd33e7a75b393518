#!/bin/sh
# A second machine: models lowered for targets this one is not run under emulated old CPUs with the bits of the native
# one, and a CPU that lacks a feature is refused by its name.
. tests/tap.sh
tokens=tests/data/stories260K.tokens
emulator=$(command -v qemu-x86_64)
why=
[ -n "$emulator" ] || why='no qemu-x86_64'
[ -z "${SAN:-}" ] || why='sanitizers do not run under emulation'

build() { pipeline MODEL="$1" OUT="$work/$2" TARGET="$3" NUMERICS=exact model >/dev/null; }
on() { "$emulator" -cpu "$1" "$bin/ck-run" -t 2 --tokens $tokens --logits "$work/$3" "$work/$2" >"$work/.said" 2>&1 || { cat "$work/.said"; return 1; }; }
native() { "$bin/ck-run" -t 2 --tokens $tokens --logits "$work/$2" "$work/$1" >/dev/null; }
refuses() { ! on "$@" && grep -q "made for target .*: this CPU lacks $4" "$work/.said" && [ ! -e "$work/$3" ]; }

for m in f32 q8_0; do
	gguf=$stories
	[ $m = f32 ] || gguf=tests/golden/llama/stories260K.$m.gguf
	ok "$m: builds for this machine" build "$gguf" $m.native native
	ok "$m: its logits" native $m.native $m.logits
	for pair in generic:qemu64 x86-64-v3:Haswell; do
		target=${pair%:*} cpu=${pair#*:}
		ok "$m: builds for $target" build "$gguf" $m.$target "$target"
		if [ -n "$why" ]; then
			skip "$m: $target on $cpu" "$why"
			continue
		fi
		ok "$m: $target runs on $cpu" on $cpu $m.$target $m.$cpu
		ok "$m: with the bits of this machine" cmp "$work/$m.logits" "$work/$m.$cpu"
	done
done
ok 'builds for x86-64-v4' build "$stories" f32.x86-64-v4 x86-64-v4
if [ -n "$why" ]; then
	skip 'refusals' "$why"
else
	ok 'x86-64-v3 is refused on Nehalem' refuses Nehalem f32.x86-64-v3 none avx
	ok 'x86-64-v4 is refused on Haswell' refuses Haswell f32.x86-64-v4 none avx512f
fi
finish
