#!/bin/sh
# The same model, built in different folders under different names, gives the same bytes; what was written reads back and
# is written again byte for byte.
. tests/tap.sh

mkdir -p "$work/one/deep/er" "$work/two words"
cp "$stories" "$work/one/deep/er/a.gguf"
cp "$stories" "$work/two words/another-name.gguf"
options='NUMERICS=exact TARGET=generic'
build_one() { (cd "$work/one" && TZ=Asia/Tokyo pipeline MODEL=deep/er/a.gguf OUT=x $options model); }
build_two() {
	(cd / && umask 077 && LC_ALL=C.UTF-8 pipeline MODEL="$work/link.gguf" OUT="$work/b" $options model)
}
ln -s "two words/another-name.gguf" "$work/link.gguf"
ok 'builds in one folder' build_one
ok 'builds in another, under another name' build_two
for f in manifest.json ir1.json ir2.json lowered.json plan.json layout.json model.c weights.bump model.bump; do
	ok "$f is the same" cmp "$work/one/x/$f" "$work/b/$f"
done
ok 'no artifact holds a path, a file name or a date' \
	absent "$work|$top|another-name|[^a-z]a\.gguf|$(date +%Y-%m-%d)" "$work"/b/*.json "$work/b/model.c"

# Standard input and output are as good as names.
pipe() {
	"$bin/ck-ir1" <"$work/b/manifest.json" | "$bin/ck-fuse" --target=generic --numerics=exact | "$bin/ck-lower" |
		"$bin/ck-plan" | "$bin/ck-layout" >"$work/piped.json" && cmp "$work/piped.json" "$work/b/layout.json"
}
ok 'a pipe gives the same layout' pipe

rewrite() {
	for s in $stages; do
		"$O/tests/rewrite" "$1/$s.json" >"$work/again" && cmp "$work/again" "$1/$s.json" || return 1
	done
}
# again WHAT MODEL OPTION...
again() {
	what=$1 model=$2
	shift 2
	ok "$what: chain" chain "$model" "$work/chain" "$@"
	ok "$what: reading and writing again changes nothing" rewrite "$work/chain"
	rm -rf "$work/chain"
}
llama=tests/golden/llama
"$gguf_make" --untied --rope-freqs --type q8_0 -o "$work/untied.gguf"
"$gguf_make" --preset micro --type f16 --head-size 24 -o "$work/odd-head.gguf"
again 'F32, generic, exact' "$stories" --target=generic --numerics=exact
again 'F32, fast, debug' "$stories" --target=x86-64-v3 --debug
again 'F32, nothing fused' "$stories" --target=generic --fuse=none
again 'F16, x86-64-v4' $llama/stories260K.f16.gguf --target=x86-64-v4 --numerics=exact --kv=f16
again 'Q8_0, generic, debug' $llama/stories260K.q8_0.gguf --target=generic --numerics=exact --debug
again 'Q8_0, avx512-vnni, slots' $llama/stories260K.q8_0.gguf --target=avx512-vnni --slots=3 --ctx=600 --chunk=17
again 'untied, with RoPE divisors' "$work/untied.gguf" --target=x86-64-v4
again 'a head size of its own' "$work/odd-head.gguf" --target=x86-64-v4 --numerics=exact
finish
