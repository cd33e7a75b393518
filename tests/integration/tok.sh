#!/bin/sh
# ck-tok as a program: ids against llama.cpp's (tests/golden/tok), as text and binary, there and back, however the text
# arrives, from a GGUF and from both bumps, and what it refuses.
. tests/tap.sh
tok=$bin/ck-tok
golden=tests/golden/tok/stories260K

csplit -s --suppress-matched -n 3 -f "$work/piece." $golden.inp '/^__ck_text__$/' '{*}'
texts=0
for piece in "$work"/piece.*; do
	[ -s "$piece" ] || continue
	texts=$((texts + 1))
	head -c -1 "$piece" >"$work/text.$texts"
done
ok 'a text for each line of the goldens' test $texts -eq "$(wc -l <$golden.plain.out)"

# encoded OPTION WANT TEXT: the ids of a text, in one line.
encoded() {
	"$tok" encode "$1" "$stories" <"$3" | tr '\n' ' ' | sed 's/ $//' >"$work/ids"
	printf %s "$2" | cmp - "$work/ids"
}
n=0
while [ $n -lt $texts ]; do
	n=$((n + 1))
	ok "text $n: ids between begin and end, specials taken" encoded --special "$(sed -n "${n}p" $golden.framed.out)" "$work/text.$n"
	ok "text $n: ids alone" encoded --no-bos "$(sed -n "${n}p" $golden.plain.out)" "$work/text.$n"
done

story=tests/golden/stories260K.txt
there_and_back() { "$tok" encode "$stories" <$story | "$tok" decode "$stories" | cmp - $story; }
binary_there_and_back() { "$tok" encode "$stories" <$story | "$tok" decode "$stories" | cmp - $story; }
binary_is_text() { "$tok" encode -b "$stories" <$story | od -An -v -td4 -w4 | tr -d ' ' >"$work/a"; "$tok" encode "$stories" <$story | cmp - "$work/a"; }
counts() { test "$("$tok" count "$stories" <$story)" -eq "$("$tok" encode "$stories" <$story | wc -l)"; }
ok 'text there and back' there_and_back
ok 'binary there and back' binary_there_and_back
ok 'binary ids are the ids' binary_is_text
ok 'count counts them' counts

# The same ids from what the chain leaves.
ok 'a model is built' pipeline MODEL="$stories" OUT="$work/model" NUMERICS=exact model
for bump in weights model; do
	from_bump() { "$tok" encode "$work/model/$bump.bump" <$story >"$work/b" && "$tok" encode "$stories" <$story | cmp - "$work/b"; }
	ok "ids with the vocabulary of $bump.bump" from_bump
done
ok 'the tokenizer alone' "$tok" compile -o "$work/tok" "$stories"
cp "$work/tok" "$work/again"
same_image() { "$tok" compile "$1" | cmp - "$work/again"; }
for file in "$stories" "$work/tok" "$work/model/weights.bump" "$work/model/model.bump"; do
	ok "the same tokenizer compiled from ${file##*/}" same_image "$file"
done
from_image() { "$tok" encode "$work/tok" <$story >"$work/b" && "$tok" encode "$stories" <$story | cmp - "$work/b"; }
ok 'ids with the tokenizer alone' from_image
head -c -1 "$work/tok" >"$work/cut.tok"
fails 'a tokenizer cut short' 'its header says' "$work/cut.out" "$tok" count -o "$work/cut.out" "$work/cut.tok"
says() { "$tok" info "$stories" | grep -qx "$1"; }
ok 'info names the kind' says 'model llama'
ok 'info counts the tokens' says 'tokens 512'

fails 'no model' 'cannot open' "$work/none.out" "$tok" encode -o "$work/none.out" "$work/none"
ids_refused() { printf '%s' "$1" | refused "$2" "$work/o" - - - "$tok" decode -o "$work/o" "$stories"; }
ok 'an id that is none' ids_refused '5 512' 'id 1, 512, is not below 512'
ok 'text where ids are due' ids_refused '5 six' 'id 1 is no number'
head -c 5000 "$stories" >"$work/short.gguf"
fails 'a truncated model' 'error: ' "$work/cut.out" "$tok" count -o "$work/cut.out" "$work/short.gguf"
full() { "$tok" encode "$stories" <$story >/dev/full 2>"$work/e"; [ $? -eq 1 ] && grep -q 'cannot write' "$work/e"; }
ok 'a full disk' full
misuse() { "$tok" "$@" </dev/null 2>/dev/null; [ $? -eq 2 ]; }
ok 'an unknown command is misuse' misuse frobnicate "$stories"
ok 'no model is misuse' misuse encode
finish
