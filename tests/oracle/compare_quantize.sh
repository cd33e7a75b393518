#!/bin/sh
# compare_quantize.sh LLAMA_CPP: the types of every mix, and every byte of those whose types all have a rule, as its llama-quantize
# has them. With --golden before: prints tests/golden/quant/mixes.txt.
golden=
[ "$1" = --golden ] && { golden=1; shift; }
: "${O:=build}"
case $O in /*) ;; *) O=$PWD/$O ;; esac
bin=$O/bin gguf_make=$O/tests/gguf-make gguf_text=$O/tests/gguf-text peer=$1/build/bin/llama-quantize
[ -x "$peer" ] || { echo "no $peer" >&2; exit 2; }
. tests/quant_models.sh
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
quant_models "$work" || exit 1
failed=0
for model in grouped untied narrow gpt2 phi3; do
	for mix in $quant_mixes; do
		if ! "$peer" "$work/$model.gguf" "$work/peer.gguf" $mix 2 >"$work/log" 2>&1; then
			[ "$golden" ] || echo "$model $mix: refused by llama-quantize"
			continue
		fi
		theirs=$(types "$work/peer.gguf")
		[ "$golden" ] && { echo "$model $mix $theirs"; continue; }
		"$bin/ck-quantize" -o "$work/ours.gguf" "$work/$model.gguf" $mix 2>"$work/log" || { cat "$work/log"; failed=1; continue; }
		if cmp -s "$work/ours.gguf" "$work/peer.gguf"; then
			echo "$model $mix: the same file"
		elif [ "$(types "$work/ours.gguf")" = "$theirs" ] && [ "$(stat -c %s "$work/ours.gguf")" = "$(stat -c %s "$work/peer.gguf")" ]; then
			echo "$model $mix: the same types"
		else
			echo "$model $mix: other types"
			failed=1
		fi
	done
done
exit $failed
