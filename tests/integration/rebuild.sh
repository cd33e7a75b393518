#!/bin/sh
# make model runs again only what depends on what changed. Every program is wrapped in one that writes its name down.
. tests/tap.sh

mkdir "$work/bin" "$work/data"
cp -r templates "$work/data/"
for t in gguf2bump ck-ir1 ck-fuse ck-lower ck-plan ck-layout ck-codegen ck-pack; do
	printf '#!/bin/sh\necho %s >>%s\nexec %s "$@"\n' $t "$work/ran" "$bin/$t" >"$work/bin/$t"
done
printf '#!/bin/sh\necho cc >>%s\nexec %s "$@"\n' "$work/ran" "${CC:-gcc}" >"$work/bin/cc"
chmod +x "$work"/bin/*
cp "$stories" "$work/m.gguf"

# made PROGRAMS VARIABLE=...: what runs to make the model, in order; nothing is left to do then.
made() {
	expected=$1
	shift
	: >"$work/ran"
	CK_DATADIR=$work/data pipeline CK_BIN="$work/bin" MODEL_CC="$work/bin/cc" MODEL="$work/m.gguf" OUT="$work/m" TARGET=generic "$@" model || return 1
	for p in $expected; do echo "$p"; done | sort >"$work/expected"
	sort "$work/ran" | diff "$work/expected" -
}
after_fuse='ck-fuse ck-lower ck-plan ck-layout ck-codegen cc ck-pack'
ok 'at first everything runs' made "gguf2bump ck-ir1 $after_fuse"
touch "$work/before"
ok 'then nothing' made ''
ok 'and no file is touched' test -z "$(find "$work/m" -newer "$work/before" -type f ! -path '*/.stamps/*.options')"
ok 'other numerics: from ck-fuse on' made "$after_fuse" NUMERICS=exact
ok 'then nothing, again' made '' NUMERICS=exact
ok 'a debug layout: from ck-layout on' made 'ck-layout ck-codegen cc ck-pack' NUMERICS=exact DEBUG=1
ok 'and back' made 'ck-layout ck-codegen cc ck-pack' NUMERICS=exact

sleep 1
touch "$work/bin/ck-plan"
ok 'a new ck-plan with the same result: only ck-plan' made ck-plan NUMERICS=exact
echo '# a comment at the end' >>"$work/data/templates/llama.yaml"
ok 'a comment at the end of a template: only ck-ir1' made ck-ir1 NUMERICS=exact
sed -i '1i # a comment at the start' "$work/data/templates/llama.yaml"
ok 'a comment at its start moves every line that loc names' made "ck-ir1 $after_fuse" NUMERICS=exact
sed -i 's/^id: .*/& # a comment/' "$work/data/templates/fusion/matmul_add.yaml"
ok 'a comment in a pattern: only ck-fuse' made ck-fuse NUMERICS=exact
sleep 1
touch "$work/m.gguf"
ok 'a model touched: its weights are copied and packed again' made 'gguf2bump ck-pack' NUMERICS=exact
rm "$work/m/plan.json"
ok 'an artifact removed: made again, to the same end' made 'ck-plan ck-layout' NUMERICS=exact
rm "$work/m/weights.bump"
ok 'weights removed: made again' made 'gguf2bump ck-pack' NUMERICS=exact

# A stage that fails leaves its artifact as it was, and runs again.
mv "$work/data/templates/llama.yaml" "$work/llama.yaml"
echo 'template: 1' >"$work/data/templates/llama.yaml"
ok 'a broken template: ck-ir1 fails' not made ck-ir1 NUMERICS=exact
ok 'and fails again' not made ck-ir1 NUMERICS=exact
mv "$work/llama.yaml" "$work/data/templates/llama.yaml"
touch "$work/data/templates/llama.yaml"
ok 'mended: only ck-ir1 runs' made ck-ir1 NUMERICS=exact

# A long context costs the KV cache, and nothing more: no score matrix is ever laid out.
"$gguf_make" --preset tiny --context 32768 -o "$work/long.gguf"
region() { sed -n "s/^{\"name\":\"$1\",.*\"size\":\([0-9]*\)}.*/\1/p" "$work/long/layout.json"; }
small() {
	chain "$work/long.gguf" "$work/long" --target=$1 --numerics=exact --ctx=32768 || return 1
	need=$(($(region act) + $(region scratch)))
	echo "$need bytes of act and scratch"
	[ "$need" -gt 0 ] && [ "$need" -lt $((16 << 20)) ]
}
for t in generic avx512-vnni; do
	ok "32k of context in less than 16 MB, $t" small $t
	echo "# act $(region act), scratch $(region scratch) a thread, call $(region call), state $(region state) bytes"
done
finish
