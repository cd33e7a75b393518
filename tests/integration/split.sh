#!/bin/sh
# Split models: the same artifacts and logits as the whole one, the same parts back, and what can be wrong with them.
. tests/tap.sh

# The parts are those that llama.cpp's gguf-split --split-max-tensors 10 makes.
mkdir "$work/llama"
"$gguf_make" --from "$stories" --split 10 -o "$work/llama/x"
peer() { (cd "$work/llama" && sha256sum -c "$top/tests/golden/llama/stories260K.split.sha256"); }
ok "gguf-make splits as llama.cpp does" peer
ok 'its parts as weights' sh -c "'$bin/gguf2bump' -o '$work/llama/w' '$work/llama/x-00001-of-00005.gguf' >'$work/llama/json'"
rm "$work"/llama/x-*
"$bin/bump2gguf" -o "$work/llama/x" "$work/llama/w"
ok 'and back are those that llama.cpp made' peer

"$gguf_make" --preset tiny --type q8_0 -o "$work/whole.gguf"
"$gguf_make" --preset tiny --type q8_0 --split 7 -o "$work/x"
first=$work/x-00001-of-00003.gguf
ok 'the whole model: chain' chain "$work/whole.gguf" "$work/whole" --target=generic
ok 'its parts: chain' chain "$first" "$work/parts" --target=generic

same_tensors() { grep '^{"name".*"xxh3"' "$work/whole/manifest.json" >"$work/a" && grep '^{"name".*"xxh3"' "$work/parts/manifest.json" | diff "$work/a" -; }
ok 'the manifest has the same tensors' same_tensors
ok 'the manifest says how many files there were' grep -q '^"source":.*"files":3}' "$work/parts/manifest.json"
ok 'and of a whole model does not' absent '"files"' "$work/whole/manifest.json"
ok 'the C code is the same' diff "$work/whole/model.c" "$work/parts/model.c" -I '[0-9a-f]\{64\}'

for d in whole parts; do
	"$bin/ck-pack" -o "$work/$d/model.bump" "$work/$d/layout.json" "$work/$d/weights.bump"
done

# back WHAT FOLDER PREFIX: the parts again, from both flavours, all together and one by one.
back() {
	for b in weights model; do
		mkdir "$work/back"
		for out in y y.gguf; do
			"$bin/bump2gguf" -o "$work/back/$out" "$work/$2/$b.bump"
			for f in "$work/$3"-0*; do
				ok "$1: ${f##*/x-} from $b.bump, -o $out" cmp "$f" "$work/back/y${f#"$work/$3"}"
			done
			[ "$out" = y.gguf ] || rm "$work"/back/*
		done
		ok "$1: no other file from $b.bump" test "$(ls "$work/back" | wc -l)" -eq "$(ls "$work/$3"-0* | wc -l)"
		i=0
		for f in "$work/$3"-0*; do
			i=$((i + 1))
			"$bin/bump2gguf" --part=$i "$work/$2/$b.bump" >"$work/part"
			ok "$1: --part=$i of $b.bump" cmp "$f" "$work/part"
		done
		rm -r "$work/back"
	done
}
back 'three parts' parts x
ok 'a whole model is its part 1' sh -c "'$bin/bump2gguf' -p 1 '$work/whole/model.bump' | cmp - '$work/whole.gguf'"
fails 'a split model to standard output' 'was made from 3 files: name them with -o, or one of them with --part' "$work/none" \
	"$bin/bump2gguf" "$work/parts/model.bump"
fails 'a part it does not have' 'has no part 4: it was made from 3' "$work/none" "$bin/bump2gguf" -o "$work/none" -p 4 "$work/parts/model.bump"
fails 'a part that a whole model does not have' 'has no part 2: it was made from 1' "$work/none" \
	"$bin/bump2gguf" -o "$work/none" -p 2 "$work/whole/model.bump"
mkdir "$work/y-00003-of-00003.gguf"
fails 'a part in the way of which is a folder: no other part is left' 'y-00003-of-00003.gguf' "$work/y-00001-of-00003.gguf" \
	"$bin/bump2gguf" -o "$work/y" "$work/parts/model.bump"
rmdir "$work/y-00003-of-00003.gguf"

# Alignments of their own, odd bytes between and behind tensors, a part of no tensors.
"$gguf_make" --preset micro --align 256 --split 3 -o "$work/odd"
printf 'behind it all' >>"$work/odd-00002-of-00004.gguf"
gap=$(($(stat -c %s "$work/odd-00001-of-00004.gguf") - 1))
printf '\007' | dd of="$work/odd-00001-of-00004.gguf" bs=1 seek=$gap conv=notrunc 2>/dev/null
ok 'odd parts: chain' chain "$work/odd-00001-of-00004.gguf" "$work/odd" --target=generic
ok 'odd parts: pack' "$bin/ck-pack" -o "$work/odd/model.bump" "$work/odd/layout.json" "$work/odd/weights.bump"
back 'odd parts' odd odd

for f in 2 3; do
	fails "part $f named" "part $f of 3 of a split model: name the first one" "$work/w" \
		"$bin/gguf2bump" -o "$work/w" "$work/x-0000$f-of-00003.gguf"
done
mv "$work/x-00002-of-00003.gguf" "$work/gone"
fails 'a part missing' 'x-00002-of-00003.gguf: error: cannot open' "$work/w" "$bin/gguf2bump" -o "$work/w" "$first"
cp "$work/x-00003-of-00003.gguf" "$work/x-00002-of-00003.gguf"
fails 'a part twice' 'split.no is 2, in part 2 of 3' "$work/w" "$bin/gguf2bump" -o "$work/w" "$first"
"$gguf_make" --preset tiny --layers 3 --split 10 -o "$work/other"
cp "$work/other-00002-of-00003.gguf" "$work/x-00002-of-00003.gguf"
fails 'a part of another model' 'not a part of the same model' "$work/w" "$bin/gguf2bump" -o "$work/w" "$first"
mv "$work/gone" "$work/x-00002-of-00003.gguf"

# make model: any part is a source.
made() { pipeline MODEL="$first" OUT="$work/m" TARGET=generic model; }
stamp() { stat -c %y "$work/m/.stamps/manifest.json"; }
again() { before=$(stamp) && made && [ "$before" != "$(stamp)" ]; }
ok 'make model' made
before=$(stamp)
ok 'make model, again' made
ok 'has nothing to do' test "$before" = "$(stamp)"
for i in 1 2 3; do
	sleep 1
	touch "$work/x-0000$i-of-00003.gguf"
	ok "part $i touched: made again" again
done
mv "$work/x-00003-of-00003.gguf" "$work/gone"
ok 'a part removed: an error' not made
mv "$work/gone" "$work/x-00003-of-00003.gguf"
ok 'and there again: made' made
greedy() { "$bin/ck-run" --temp 0 -n 16 -p 'ba de' "$1"; }
pipeline MODEL="$work/whole.gguf" OUT="$work/n" TARGET=generic model
ok 'it says what the whole model says' test "$(greedy "$work/m")" = "$(greedy "$work/n")"
ok 'its tokenizer is that of the first part' sh -c "echo ba de | '$bin/ck-tok' encode '$first' >'$work/a' &&
	echo ba de | '$bin/ck-tok' encode '$work/m/model.bump' | diff '$work/a' -"
finish
