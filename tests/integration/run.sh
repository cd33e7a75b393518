#!/bin/sh
# What a built model says and computes: the published text and logits; with --numerics=exact the same bits whatever the
# threads, chunks, program, machine and fusion; with fast whatever the threads; and how ck-run behaves.
. tests/tap.sh
llama=tests/golden/llama
tokens=tests/data/stories260K.tokens
run=$bin/ck-run
json=$O/tests/json

build() { pipeline MODEL="$1" OUT="$work/$2" TARGET="$3" NUMERICS="$4" ${5:+"$5"} model >/dev/null; }
model() { [ "$1" = f32 ] && echo "$stories" || echo "$llama/stories260K.$1.gguf"; }

for m in f32 f16 q8_0; do
	ok "$m builds, exact" build "$(model $m)" $m native exact
done
ok 'f32 builds, fast' build "$stories" fast native fast
ok 'f32 builds, nothing fused' build "$stories" unfused native exact FUSE=none

# logits FILE MODEL OPTION...
logits() {
	file=$1 dir=$2
	shift 2
	rm -f "$work/$file"
	"$run" -t 1 "$@" --logits "$work/$file" "$work/$dir" >"$work/.text" 2>"$work/.figures" || { cat "$work/.figures"; return 1; }
}
near() { "$O/tests/logits" "$work/$1" "$2" "$3" "$4"; }

# Text and logits against others' (tests/golden/llama/README.md has how far llama.cpp is from itself and from the truth).
says_published() {
	"$run" -t 1 --temp 0 -n 300 -p 'Once upon a time' "$work/$1" >"$work/text" 2>"$work/err" || { cat "$work/err"; return 1; }
	head -c "$(wc -c <tests/golden/stories260K.txt)" "$work/text" | cmp - tests/golden/stories260K.txt
}
ok 'exact says the published text' says_published f32
ok 'fast says the published text' says_published fast
for m in f32 f16 q8_0 fast; do
	ok "$m: logits of the prompt" logits $m.logits $m --tokens $tokens
done
ok 'f32: logits as published' near f32.logits tests/data/stories260K.logits.f32 1e-4 1e-11
ok 'f16: logits as the truth' near f16.logits $llama/f16.truth.f32 1e-4 1e-11
ok "f16: logits as llama.cpp's, which rounds activations" near f16.logits $llama/f16.logits.f32 1e-2 1e-7
ok "q8_0: logits as llama.cpp's" near q8_0.logits $llama/q8_0.logits.f32 0.3 1e-4
ok 'q8_0: no farther from the truth than llama.cpp' near q8_0.logits $llama/q8_0.truth.f32 0.242 5e-5
ok "fast: logits as llama.cpp's with its KV cache, F16" near fast.logits $llama/f32.kv-f16.logits.f32 2e-2 2e-7

# 300 tokens: more than a page of the KV cache, no multiple of any chunk.
"$run" -t 1 --temp 0 -n 296 --json -p 'Once upon a time' "$work/f32" >"$work/long.json" 2>/dev/null
{ "$json" "$work/long.json" prompt_ids; "$json" "$work/long.json" ids; } | tr '[]' '  ' | tr ',' ' ' >"$work/long.tokens"
ok 'a prompt of 301 tokens' test "$(wc -w <"$work/long.tokens")" -eq 301

same_bits() {
	reference=$1
	shift
	logits these "$@" && cmp "$work/these" "$work/$reference"
}
for m in f32 f16 q8_0; do
	ok "$m: logits of 301 tokens" logits $m.long $m --tokens "$work/long.tokens"
	ok "$m: all of them" test "$(stat -c %s "$work/$m.long")" -eq $((301 * 512 * 4))
	for chunk in 1 3 7 32 512; do
		for t in 1 2 3 5 8; do
			ok "$m: same bits, $t threads, chunks of $chunk" same_bits $m.long $m --tokens "$work/long.tokens" -t $t --chunk $chunk
		done
	done
	ok "$m: same bits, weights copied" same_bits $m.long $m --tokens "$work/long.tokens" -t 2 --huge
done
ok 'says what the copy took' grep -qE '^load .* to copy [0-9.]+ MB of weights$' "$work/.figures"
# Generation feeds one token at a time: the last one made was never fed.
generated() {
	logits these f32 --temp 0 -n 296 -p 'Once upon a time' && head -c $((300 * 512 * 4)) "$work/f32.long" | cmp - "$work/these"
}
ok 'f32: same bits, generated or given' generated
whole_chunks() {
	for chunk in 1 32 300 512; do
		"$run" -t 2 --chunk $chunk --tokens "$work/long.tokens" --json -n 20 --temp 0 "$work/$1" >"$work/chunk.json" 2>/dev/null
		"$json" "$work/chunk.json" ids
		echo
	done | sort -u >"$work/ids"
	[ "$(wc -l <"$work/ids")" -eq 1 ] && [ "$(tr , '\n' <"$work/ids" | wc -l)" -gt 5 ] || { cat "$work/ids"; return 1; }
}
ok 'f32: same tokens after chunks of up to 512' whole_chunks f32
ok 'q8_0: same tokens after chunks of up to 512' whole_chunks q8_0
for t in 2 3 5 8; do
	ok "fast: same bits, $t threads" same_bits fast.logits fast --tokens $tokens -t $t
done
ok 'fused or not: same bits' same_bits f32.long unfused --tokens "$work/long.tokens"
for target in $(targets "$work/f32/ir1.json" 2>/dev/null); do
	for m in f32 f16 q8_0; do
		ok "$m builds for $target" build "$(model $m)" at $target exact
		ok "$m: same bits on $target" same_bits $m.long at --tokens "$work/long.tokens"
		ok "$m: same bits on $target, decoded" same_bits $m.long at --tokens "$work/long.tokens" --chunk 1
		rm -rf "$work/at"
	done
done

# --json
"$run" --temp 0 -n 4 --json -p 'Once upon a time' "$work/f32" >"$work/fused.json" 2>/dev/null
"$run" --temp 0 -n 4 --json -p 'Once upon a time' "$work/unfused" >"$work/unfused.json" 2>/dev/null
says() { [ "$("$json" "$work/$1.json" $2)" = "$3" ] || { "$json" "$work/$1.json" $2; return 1; }; }
ok 'the prompt in ids' says fused prompt_ids '[1,403,407,261,378]'
ok 'the text' says fused text 'Once upon a time, there was a'
ok 'why it stopped' says fused stop limit
ok 'fused: a step counts one gated_matmul a layer' says fused 'counters gated_matmul' 20
ok 'fused: a step counts two matmul_add a layer' says fused 'counters matmul_add' 40
ok 'not fused: no counters' says unfused counters '{}'
ok 'the same tokens, fused or not' test "$("$json" "$work/fused.json" ids)" = "$("$json" "$work/unfused.json" ids)"

# Sampling
sample() { "$run" -t 1 -n 60 -p 'Once upon a time' "$@" "$work/f32" 2>/dev/null; }
same_text() { sample "$@" | cmp - "$work/a"; }
sample --seed 7 >"$work/a"
ok 'a seed gives its text again' same_text --seed 7
ok 'another seed another' not same_text --seed 8

# Limits
prints() {
	expected=$1
	shift
	"$run" -t 1 "$@" >"$work/text" 2>"$work/err" || { cat "$work/err"; return 1; }
	printf '%s' "$expected" | cmp - "$work/text"
}
ok 'no token asked for: the prompt' prints 'Once upon' -n 0 -p 'Once upon' "$work/f32"
ok 'an empty prompt begins a text' prints 'Once' -n 1 --temp 0 -p '' "$work/f32"
printf 'Once upon a time' >"$work/prompt"
ok 'a prompt from a file' prints 'Once upon a time' -n 0 -f "$work/prompt" "$work/f32"
ok 'a context of 64' build "$stories" short native exact CTX=64
ends() {
	"$run" -t 1 --temp 0 --json -p 'Once upon a time' "$work/short" >"$work/short.json" 2>"$work/err" &&
	says short stop context && [ "$("$json" "$work/short.json" ids | tr , "\n" | grep -c .)" -eq 60 ]
}
ok 'it stops when the context is full' ends
fails 'a prompt longer than the context' '301 tokens.*64' "$work/x" \
	"$run" --tokens "$work/long.tokens" --logits "$work/x" "$work/short"
echo '1 2 512' >"$work/bad.tokens"
fails 'a token outside the vocabulary' 'bad\.tokens:1:5: error: .*511' "$work/x" "$run" --tokens "$work/bad.tokens" --logits "$work/x" "$work/f32"

# A prompt is never near a shell, on its way through make neither.
cd "$work" || exit 1
prompt='He said "it'\''s $(touch pwned) `touch pwned` $HOME $$ %s \n ; touch pwned | & <x >y # \'
prompt="$prompt
second line: \${x} \$(shell touch pwned) $(printf '\t')end "
through_make() {
	pipeline MODEL="$stories" OUT="$work/f32" TARGET=native NUMERICS=exact N=0 THREADS=1 PROMPT="$prompt" run >text &&
	printf '%s' "$prompt" | cmp - text && [ ! -e pwned ] && [ ! -e x ] && [ ! -e y ]
}
ok 'a hostile prompt through make is text' through_make
from_environment() {
	PROMPT=$prompt pipeline MODEL="$stories" OUT="$work/f32" TARGET=native NUMERICS=exact N=0 THREADS=1 run >text &&
	printf '%s' "$prompt" | cmp - text && [ ! -e pwned ] && [ ! -e x ] && [ ! -e y ]
}
ok 'from the environment too' from_environment
given() { prints "$prompt" -n 0 -p "$prompt" "$work/f32" && [ ! -e pwned ]; }
ok 'and given to ck-run' given
cd "$top" || exit 1
finish
