#!/bin/sh
# An architecture is what its template says: renamed in the file and in a copy of the template, it computes the same. A file
# that does not fit its template is refused, and nothing is left.
. tests/tap.sh

mkdir "$work/templates"
cp templates/llama.yaml "$work/templates/xyzzy.yaml"
"$gguf_make" --from "$stories" --arch xyzzy -o "$work/xyzzy.gguf"
ok 'llama builds' pipeline MODEL="$stories" OUT="$work/llama" TARGET=generic NUMERICS=exact model
ok 'xyzzy builds' pipeline MODEL="$work/xyzzy.gguf" OUT="$work/xyzzy" TARGET=generic NUMERICS=exact \
	IR1_OPTIONS="--templates=$work/templates" model

# But for hashes of what holds the name.
renamed() {
	sed -e 's/xyzzy/llama/g' -e '/^"from":/d' -e 's/[0-9a-f]\{64\}//' "$work/xyzzy/$1" >"$work/x"
	sed -e '/^"from":/d' -e 's/[0-9a-f]\{64\}//' "$work/llama/$1" >"$work/y"
	grep -q xyzzy "$work/xyzzy/$1" && cmp "$work/x" "$work/y"
}
for f in manifest.json ir1.json ir2.json lowered.json plan.json layout.json model.c; do
	ok "$f differs in the name alone" renamed $f
done
sed '/"general\.name"\|tokenizer\.\(ggml\.\)*model"/d' "$work"/xyzzy/*.json "$work/xyzzy/model.c" >"$work/all"
ok 'the old name is left only in the names of the model and of the tokenizer' absent llama "$work/all"
for m in llama xyzzy; do
	"$bin/ck-run" --tokens tests/data/stories260K.tokens --logits "$work/$m.logits" "$work/$m" 2>"$work/err"
done
ok 'the same logits' cmp "$work/llama.logits" "$work/xyzzy.logits"

# Each link of the chain names the artifact before it, by the hash of all but its own from line.
provenance() {
	before=manifest
	for s in ir1 ir2 lowered plan layout; do
		hash=$(grep -v '^"from":' "$work/xyzzy/$before.json" | sha256sum | cut -d' ' -f1)
		grep -q "^\"from\":{\"tool\":\"ck-[a-z0-9]*\",.*\"sha256\":\"$hash\"}" "$work/xyzzy/$s.json" || return 1
		before=$s
	done
}
ok 'every artifact names its source by hash' provenance

# refuse WHAT PATTERN OPTION-OF-GGUF-MAKE...: ck-ir1 refuses the model.
refuse() {
	what=$1 pattern=$2
	shift 2
	"$gguf_make" --preset micro "$@" -o "$work/bad.gguf" && "$bin/gguf2bump" -o "$work/bad.bump" "$work/bad.gguf" >"$work/bad.json"
	fails "$what" "$pattern" "$work/out.json" "$bin/ck-ir1" -o "$work/out.json" "$work/bad.json"
}
refuse 'a missing weight' 'blk\.0\.attn_k\.weight' --without blk.0.attn_k.weight
refuse 'a missing embedding' 'token_embd\.weight' --without token_embd.weight
refuse 'an unknown architecture' "no template.*'plugh'|plugh" --arch plugh
refuse 'a longer matrix' 'blk\.0\.ffn_up\.weight.*33' --misshape blk.0.ffn_up.weight
refuse 'a longer vector' 'blk\.0\.attn_norm\.weight.*33' --misshape blk.0.attn_norm.weight
refuse 'rows of RoPE divisors that do not fit' 'rope_freqs\.weight' --rope-freqs --misshape rope_freqs.weight
refuse 'heads that do not divide' 'heads cannot share' --heads 3 --head-size 16 --kv-heads 2

"$gguf_make" --preset micro --extra nobody.reads.weight -o "$work/extra.gguf"
"$bin/gguf2bump" -o "$work/extra.bump" "$work/extra.gguf" >"$work/extra.json"
warned() {
	"$bin/ck-ir1" -o "$work/extra.ir1" "$work/extra.json" 2>"$work/err" || return 1
	cat "$work/err"
	[ "$(grep -c 'warning: ' "$work/err")" -eq 1 ] && grep -q 'warning: .*nobody\.reads\.weight' "$work/err" && [ -s "$work/extra.ir1" ]
}
ok 'an unused tensor: a warning' warned
fails 'an unused tensor: an error if strict' 'nobody\.reads\.weight' "$work/out.json" \
	"$bin/ck-ir1" --strict -o "$work/out.json" "$work/extra.json"

# A failure deep in a pipeline leaves neither its artifact nor a later one.
cp -r "$work/templates" "$work/broken"
sed -i 's/op: rmsnorm, in: ffn.out, w: ffn.norm/&/; s/attr: { eps: norm.eps }/attr: { epsilon: norm.eps }/' "$work/broken/xyzzy.yaml"
broken() {
	! pipeline MODEL="$work/xyzzy.gguf" OUT="$work/half" IR1_OPTIONS="--templates=$work/broken" model || return 1
	[ "$(ls "$work/half")" = "$(printf 'manifest.json\nweights.bump')" ] || { ls "$work/half"; return 1; }
}
ok 'a pipeline that fails leaves what was whole' broken
finish
