#!/bin/sh
# bump2gguf gives back the GGUF byte for byte, from the weights as stored and from the weights as packed.
. tests/tap.sh

# back WHAT GGUF [OPTION...]
back() {
	what=$1 gguf=$2
	shift 2
	ok "$what: chain" chain "$gguf" "$work/m" "$@"
	ok "$what: pack" "$bin/ck-pack" -o "$work/m/model.bump" "$work/m/layout.json" "$work/m/weights.bump"
	for b in weights model; do
		"$bin/bump2gguf" -o "$work/back.gguf" "$work/m/$b.bump"
		ok "$what: from $b.bump" cmp "$work/back.gguf" "$gguf"
	done
	rm -rf "$work/m" "$work/back.gguf"
}
llama=tests/golden/llama
for t in generic avx512-vnni; do
	back "F32, $t" "$stories" --target=$t
	back "F16, $t" $llama/stories260K.f16.gguf --target=$t
	back "Q8_0, $t" $llama/stories260K.q8_0.gguf --target=$t
done
back 'Q8_0, debug' $llama/stories260K.q8_0.gguf --target=x86-64-v3 --debug

fixture() { "$gguf_make" -o "$work/fixture.gguf" "$@"; }
fixture --preset micro --align 8
back 'aligned to 8' "$work/fixture.gguf"
fixture --preset micro --align 4096 --type q8_0
back 'aligned to 4096' "$work/fixture.gguf"
fixture --version 2 --untied --type f16
back 'version 2, untied' "$work/fixture.gguf"
fixture --rope-freqs --type q8_0 --head-size 32
back 'RoPE divisors, a head size of its own' "$work/fixture.gguf"
fixture --preset micro --extra nobody.reads.weight --extra nor.this
back 'tensors that no weight uses' "$work/fixture.gguf"
fixture --preset micro
printf 'behind it all, longer than an alignment, and odd' >>"$work/fixture.gguf"
back 'trailing bytes' "$work/fixture.gguf"
# The last tensor, 32 F32, is padded to 256 bytes.
fixture --preset micro --align 256
gap=$(($(stat -c %s "$work/fixture.gguf") - 1))
printf '\007' | dd of="$work/fixture.gguf" bs=1 seek=$gap conv=notrunc 2>/dev/null
back 'padding that is not zero' "$work/fixture.gguf"

# A changed byte of the packed weights does not come back as if nothing were.
chain "$stories" "$work/m" --target=generic 2>/dev/null
"$bin/ck-pack" -o "$work/m/model.bump" "$work/m/layout.json" "$work/m/weights.bump"
for b in weights model; do
	printf '\377' | dd of="$work/m/$b.bump" bs=1 seek=2100000 conv=notrunc 2>/dev/null
	fails "a changed byte in $b.bump" 'checksum|token_embd' "$work/bad.gguf" "$bin/bump2gguf" -o "$work/bad.gguf" "$work/m/$b.bump"
done

# Conversions of the fixture maker are llama.cpp's.
for t in f16 q8_0; do
	"$gguf_make" --from "$stories" --type $t -o "$work/$t.gguf"
	ok "gguf-make converts to $t as llama-quantize" cmp "$work/$t.gguf" $llama/stories260K.$t.gguf
done
finish
