#!/bin/sh
# ck-quantize: llama-quantize's bytes and choices of types; the same bytes for any threads; what it makes runs; what it refuses.
. tests/tap.sh
. tests/quant_models.sh
gguf_text=$O/tests/gguf-text
quantize="$bin/ck-quantize"

for t in f16 q8_0; do
	"$quantize" -o "$work/$t.gguf" "$stories" $t 2>/dev/null
	ok "stories260K as $t is llama-quantize's file" cmp "$work/$t.gguf" tests/golden/llama/stories260K.$t.gguf
done

quant_models "$work" || echo 'Bail out! no models'
chosen() {
	"$quantize" -o "$work/out.gguf" "$work/$1.gguf" $2 2>/dev/null || return 1
	echo "$1 $2 $(types "$work/out.gguf")" >"$work/chosen"
	grep "^$1 $2 " tests/golden/quant/mixes.txt | diff - "$work/chosen"
}
for m in grouped untied narrow gpt2 phi3; do
	for mix in $quant_mixes; do
		grep -q "^$m $mix " tests/golden/quant/mixes.txt && ok "$m, $mix: llama-quantize's types" chosen $m $mix
	done
done
model=$work/grouped.gguf
same() { "$quantize" "$@" 2>/dev/null | cmp - "$work/want.gguf"; }
for mix in Q4_K_M q3_k_l Q8_0 BF16 IQ4_XS; do
	"$quantize" -t 1 -o "$work/want.gguf" "$model" $mix
	for n in 2 5; do
		ok "$mix: the same bytes from $n threads, on standard output" same -t $n "$model" $mix
	done
	ok "$mix: the same bytes without AVX2" env CK_CPU_MASK=generic "$quantize" -o "$work/plain.gguf" "$model" $mix
	ok "$mix: they are" cmp "$work/plain.gguf" "$work/want.gguf"
done
"$quantize" -o "$work/want.gguf" "$model" Q4_K_M
ok 'an alias is its mix' same "$model" q4_k
"$gguf_make" --from "$model" --split 20 -o "$work/part"
ok 'parts give what the whole gives' same "$work"/part-00001-of-*.gguf Q4_K_M
"$quantize" -o "$work/again.gguf" "$work/want.gguf" Q4_K_M
ok 'nothing to do: the same' cmp "$work/again.gguf" "$work/want.gguf"

# of TYPE: how many tensors of the last output have it.
of() { types "$work/out.gguf" | tr ' ' '\n' | grep -cx "$1"; }
matrices=$((9 * 7 + 1))
"$quantize" --pure -o "$work/out.gguf" "$model" Q4_K_M
ok '--pure: one type' test "$(of q4_k)" -eq $matrices
"$quantize" --tensor-type 'blk\.[0-3]\.attn_(q|k)=Q8_0' --tensor-type attn_=bf16 -o "$work/out.gguf" "$model" Q4_0
ok '--tensor-type: the first that matches' test "$(of q8_0) $(of bf16)" = "8 28"
"$quantize" -o "$work/mixed.gguf" "$model" Q4_0
"$quantize" --allow-requantize -o "$work/out.gguf" "$work/mixed.gguf" F32
ok '--allow-requantize' test "$(of f32)" -eq $((matrices + 9 * 2 + 1))

# Every type through the chain, on random weights: NMSE of logits to those of F32 as measured, rounded up.
build() { pipeline MODEL="$work/$1.gguf" OUT="$work/$1" TARGET=native NUMERICS=exact IR1_OPTIONS=--strict model >/dev/null; }
logits() { "$bin/ck-run" -t 1 --tokens "$work/ids" --logits "$work/$1.logits" "$work/$1" 2>"$work/err" || { cat "$work/err"; return 1; }; }
echo '1 5 9 60 33 17 2 44 8 30' >"$work/ids"
"$gguf_make" --preset tiny --layers 1 --width 256 --ffn 256 --heads 4 --kv-heads 2 --head-size 64 --vocab 64 --untied -o "$work/f32.gguf"
ok 'F32 builds' build f32
ok 'F32 runs' logits f32
nmse() { "$quantize" --pure -o "$work/$1.gguf" "$work/f32.gguf" $1 && build $1 && logits $1 && "$O/tests/logits" "$work/$1.logits" "$work/f32.logits" 9 $2; }
while read -r t bound; do
	ok "$t: builds, runs, NMSE to F32 below $bound" nmse $t $bound
done <<END
f16 4e-7
bf16 4e-5
q4_0 0.036
q4_1 0.029
q5_0 0.012
q5_1 0.008
q8_0 3e-4
q2_k 0.47
q3_k_m 0.12
q4_k_m 0.032
q5_k_m 0.008
q6_k 0.0021
iq4_nl 0.041
iq4_xs 0.042
END
tells() {
	pipeline MODEL="$work/q8_0.stories.gguf" OUT="$work/told" TARGET=native model >/dev/null &&
	"$bin/ck-run" --temp 0 -n 30 -p 'Once upon a time' "$work/told" 2>"$work/err" >"$work/text" || { cat "$work/err"; return 1; }
	grep -q '^Once upon a time, there was a little girl named Lily\. She loved to play outside' "$work/text" || { cat "$work/text"; return 1; }
}
"$quantize" -o "$work/q8_0.stories.gguf" "$stories" Q8_0 2>/dev/null
ok 'stories260K as Q8_0 tells its story' tells

# What is refused.
out=$work/never.gguf
no() { what=$1 pattern=$2; shift 2; fails "$what" "$pattern" "$out" "$quantize" -o "$out" "$@"; }
misused() { "$quantize" "$@" >"$work/.out" 2>"$work/.err"; [ $? -eq 2 ] && [ ! -s "$work/.out" ]; }
head -c 30000 "$model" >"$work/cut.gguf"
no 'a truncated file' 'grouped|cut' "$work/cut.gguf" Q8_0
no 'no GGUF' 'not a GGUF' tests/tap.sh Q8_0
no 'no file' 'cannot open' "$work/none.gguf" Q8_0
no 'quantized already' "tensor 'token_embd.weight' is q6_k already; --allow-requantize" "$work/mixed.gguf" Q8_0
no 'a pattern that nothing matches' "no matrix has a name that matches 'nope'" --tensor-type nope=q8_0 "$model" Q8_0
no 'a pattern that matches norms alone' "no matrix" --tensor-type attn_norm=q8_0 "$model" Q8_0
"$gguf_make" --preset tiny --nan blk.1.ffn_up.weight -o "$work/nan.gguf"
for t in Q8_0 Q4_K_M F32; do
	no "a NaN, $t" "offset 0x[0-9a-f]+: error: tensor 'blk.1.ffn_up.weight': element 64 is not finite" "$work/nan.gguf" $t
done
"$gguf_make" --preset tiny --nan output_norm.weight -o "$work/nan.gguf"
no 'a NaN in a vector' "tensor 'output_norm.weight': element 0 is not finite" -t 5 "$work/nan.gguf" Q8_0
sed 's/^\(tensor [^ ]*ffn_down.weight\) [^ ]* [^ ]*/\1 1e20 1e30/' tests/dense/phi3.txt >"$work/large.txt"
"$gguf_text" "$work/large.txt" >"$work/large.gguf"
for t in F16 Q8_0 Q4_0; do
	no "values too large for $t" "tensor 'blk.0.ffn_down.weight': from element 0 on, .* too large for" "$work/large.gguf" $t
done
ok 'no such type' misused "$model" Q9_9
ok 'no type' misused "$model"
ok 'a bad pattern' misused --tensor-type '(=q8_0' "$model" Q8_0
ok 'a pattern without a type' misused --tensor-type attn "$model" Q8_0
ok 'a type that nothing is made into' misused --tensor-type attn=iq2_xxs "$model" Q8_0
ok 'no threads' misused -t 0 "$model" Q8_0
finish
