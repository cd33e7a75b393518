#!/bin/sh
# parity_amx.sh: docs/parity-amx.md, on standard output, from the programs just built, tiles in software (tests/amx.mk) and
# tests/oracle/peer_logits: make parity-amx. Exit status 1 if a line is outside its limit, 2 if something does not work.
. tests/tap.sh
. tests/parity/models.sh
peer=$O/tests/oracle/peer_logits
types=${CK_PARITY_TYPES:-'f32 f16 bf16 q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs mixed'}
export OMP_WAIT_POLICY=passive
outside=0

stop() { echo "parity: $*" >&2; exit 2; }

# ours NAME GGUF TARGET NUMERICS: logits of all prompts.
ours() {
	rm -rf "$work/built"
	pipeline MODEL="$2" OUT="$work/built" TARGET="$3" NUMERICS="$4" CTX=256 CK_KERNELS="$O/soft/libck-kernels.a" model >/dev/null 2>&1 &&
	for p in $(seq $number); do
		"$O/soft/ck-run" -t 1 --tokens "$work/prompt.$p" --logits "$work/part" "$work/built" 2>"$work/err" ||
			{ cat "$work/err" >&2; return 1; }
		cat "$work/part"
	done >"$work/$1"
}

# nmse NAME: of logits to the truth.
nmse() { "$O/tests/logits" "$work/$1" "$work/truth" 1e9 1e9 | awk '{ print $NF }'; }

row() {
	typed $1 $2 && "$gguf_make" --from "$work/model.gguf" --type f32 -o "$work/dequantized.gguf" &&
	ours truth "$work/dequantized.gguf" avx512-vnni exact && ours exact "$work/model.gguf" avx512-vnni exact &&
	ours fast "$work/model.gguf" amx fast && "$peer" --prompt "$tokens" --kv f16 "$work/model.gguf" "$work/prompts" "$work/peer" ||
		stop "$1 $2: no logits"
	exact=$(nmse exact) fast=$(nmse fast) theirs=$(nmse peer)
	if awk "BEGIN { exit !($fast <= $theirs) }"; then bold=; else bold='**' outside=$((outside + 1)); fi
	awk -v line="| $1 | $2 |" -v e=$exact -v f=$fast -v t=$theirs -v b="$bold" \
		'BEGIN { printf "%s %.2e | %s%.2e%s | %.2e | %.2f |\n", line, e, b, f, b, t, f / t }'
}

"$peer" version >"$work/version" || stop 'tests/oracle/peer_logits does not run'
prompts 320 8 64
{
	echo "| family | type | exact | fast on AMX | llama.cpp's | ratio |"
	echo '|---|---|---|---|---|---|'
	for family in ${CK_PARITY_FAMILIES:-llama qwen2 qwen3 gemma3 gpt2 phi3 qwen35}; do
		base $family || stop "$family: no model"
		for type in $types; do
			echo "$family $type" >&2
			row $family $type
		done
	done
} >"$work/table"
cat <<END
# Accuracy of fast on AMX

Made by \`make parity-amx LLAMA_CPP=dir\`, which fails if a line is outside its limit. Tiles are those in software of
\`tests/amx_soft.h\`; all else of target \`amx\` runs as it is.

NMSE of logits to those that the dequantized weights give in F32 (\`exact\`, which \`docs/parity.md\` compares with llama.cpp's to
1e-6): of \`exact\` over the weights as they are, of \`fast\` for target \`amx\` with its F16 KV cache, and of llama.cpp with its.
Required: no more than llama.cpp's; a figure beyond that is in bold. Models and prompts are those of \`docs/parity.md\`: 8 prompts of
64 tokens, in one chunk.

- llama.cpp: its CPU back end, one thread; $(head -n 1 "$work/version"), $(sed -n '2s/ = 1 |//gp' "$work/version" | sed 's/^CPU : //; s/ *$//').
- CPU: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1).

END
cat "$work/table"
[ $outside -eq 0 ] || { echo "parity: $outside lines are outside their limit" >&2; exit 1; }
