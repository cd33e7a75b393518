#!/bin/sh
# ck-ppl: perplexities and divergences as llama.cpp's (tests/golden/ppl/README.md), its files read and written, and refusals.
. tests/tap.sh
golden=tests/golden/ppl
text=tests/data/shakespeare.txt
ppl=$bin/ck-ppl
json=$O/tests/json

build() { pipeline MODEL="$1" OUT="$work/$2" TARGET=native NUMERICS=exact "${3:-CTX=512}" model >/dev/null; }
model() { [ "$1" = f32 ] && echo "$stories" || echo "tests/golden/llama/stories260K.$1.gguf"; }
measure() { "$ppl" -t 1 --json "$@" >"$work/json" 2>"$work/err" || { cat "$work/err"; return 1; }; }

# near KEY VALUE PART: a number of the JSON, within a part of the value.
near() {
	"$json" "$work/json" "$1" >"$work/value" && awk -v want="$2" -v part="$3" '{ d = $1 - want; print $1, want
		exit !(d <= part * want && -d <= part * want) }' "$work/value"
}
as_peer() { measure -f $text -c "$2" "$work/$1" && near perplexity "$3" "$5" && near error "$4" 0.005; }

for m in f32 f16 q8_0; do
	ok "$m builds" build "$(model $m)" $m
done
while read -r m window value error; do
	# F16 and Q8_0: llama.cpp rounds activations that we do not, or otherwise
	case $m in f32) part=0.00001 ;; f16) part=0.0002 ;; *) part=0.0015 ;; esac
	ok "$m, windows of $window: as llama.cpp" as_peer $m $window $value $error $part
done <$golden/perplexity
progress() { measure -f $text -c 64 --chunks 3 "$work/f32" && [ "$(grep -c '^window [123] of 3: [0-9.]*$' "$work/err")" -eq 3 ] &&
	[ "$("$json" "$work/json" scored)" -eq 93 ]; }
ok 'progress, window by window' progress

# Log-probabilities: llama.cpp's file, then ours of the same.
kl() { measure --kl "$1" "$work/$2"; }
# divergence KEY LOW HIGH
divergence() {
	"$json" "$work/json" kl $1 >"$work/value" && awk -v low="$2" -v high="$3" '{ print; exit !($1 > low && $1 < high) }' "$work/value"
}
ok "llama.cpp's file is read" kl $golden/f32.logprobs f32
ok 'no divergence in the mean' divergence mean -3e-6 3e-6
ok 'none anywhere' divergence max -1 1e-4
ok 'the same likeliest tokens' near same_top 1 0
ok "q8_0 against llama.cpp's F32" kl $golden/f32.logprobs q8_0
ok 'by what llama.cpp says, 0.00109 +- 0.00012' divergence mean 0.00085 0.00133
ok 'the base has the perplexity that llama.cpp says' near base_perplexity 68.5072 0.00001
ok 'F32 is saved' measure -f $text -c 64 --chunks 2 --save-logits "$work/saved" "$work/f32"
same_head() { cmp -n $((20 + 2 * 64 * 4)) "$work/saved" $golden/f32.logprobs &&
	[ "$(stat -c %s "$work/saved")" -eq "$(stat -c %s $golden/f32.logprobs)" ]; }
ok 'with the tokens and the size of its file' same_head
ok 'and read' kl "$work/saved" q8_0
ok 'with what its file gave' divergence mean 0.00085 0.00133
again() {
	"$ppl" -t 3 -f $text -c 64 --chunks 2 --save-logits "$work/again" "$work/f32" >"$work/a" 2>/dev/null &&
	cmp "$work/again" "$work/saved"
}
ok 'the same bytes with 3 threads' again
standard_input() { "$ppl" -f - -c 64 --chunks 2 "$work/f32" <$text 2>/dev/null | cmp - "$work/a"; }
ok 'a text from standard input' standard_input

# Refusals
x=$work/x
head -c 600 $text >"$work/text"
fails 'a text shorter than a window' 'tokens, a window has 512' "$x" "$ppl" -f "$work/text" --save-logits "$x" "$work/f32"
ok 'a context of 64' build "$stories" short CTX=64
fails 'a window longer than the context' '512 tokens, the context has 64' "$x" "$ppl" -f $text --save-logits "$x" "$work/short"
fails 'no text' 'none: .*No such file' "$x" "$ppl" -f none "$work/f32"
fails 'another file' 'no log-probabilities' "$x" "$ppl" --kl $text "$work/f32"
head -c 60000 "$work/saved" >"$work/cut"
fails 'a file cut off' '60000 bytes are not 2 windows of 64 tokens' "$x" "$ppl" --kl "$work/cut" "$work/f32"
patched() { { head -c $1 "$work/saved"; printf "$2"; tail -c +$(($1 + 5)) "$work/saved"; } >"$work/patched"; }
patched 20 '\000\002\000\000'
fails 'a token outside its vocabulary' 'token 0, 512, is not in the vocabulary' "$x" "$ppl" --kl "$work/patched" "$work/f32"
patched 16 '\377\377\377\177'
fails 'more windows than it has' 'are not 2147483647 windows' "$x" "$ppl" --kl "$work/patched" "$work/f32"
patched 532 '\000\000\300\177'
fails 'a scale that is no number' 'row 0: scale -?nan' "$x" "$ppl" --kl "$work/patched" "$work/f32"
ok 'another vocabulary: a model' "$gguf_make" --preset tiny -o "$work/tiny.gguf"
ok 'it builds' build "$work/tiny.gguf" tiny
fails 'log-probabilities of another vocabulary' 'of 512 tokens, the model has 320' "$x" "$ppl" --kl "$work/saved" "$work/tiny"
usage() { "$ppl" "$@" "$work/f32" 2>"$work/err"; [ $? -eq 2 ]; }
ok 'neither text nor file: misuse' usage
ok 'both: misuse' usage -f $text --kl "$work/saved"
ok 'a window with --kl: misuse' usage -c 64 --kl "$work/saved"
ok 'a window of 3: misuse' usage -c 3 -f $text
finish
