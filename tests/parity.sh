#!/bin/sh
# parity.sh [small|full]: docs/parity.md, or with full docs/parity-full.md, on standard output, from the programs just built and
# tests/oracle/peer_logits: make parity. Exit status 1 if a line is outside its limits, 2 if something does not work.
. tests/tap.sh
. tests/parity/models.sh
peer=$O/tests/oracle/peer_logits
types='f32 f16 bf16 q4_0 q4_1 q5_0 q5_1 q8_0 q2_k q3_k q4_k q5_k q6_k iq4_nl iq4_xs mixed'
export OMP_WAIT_POLICY=passive
outside=0

stop() { echo "parity: $*" >&2; exit 2; }

# ours NAME GGUF NUMERICS: logits of all prompts.
ours() {
	rm -rf "$work/built"
	pipeline MODEL="$2" OUT="$work/built" TARGET=native NUMERICS="$3" CTX="$context" model >/dev/null 2>&1 &&
	for p in $(seq $number); do
		"$bin/ck-run" -t 1 --tokens "$work/prompt.$p" --logits "$work/part" "$work/built" 2>"$work/err" ||
			{ cat "$work/err" >&2; return 1; }
		cat "$work/part"
	done >"$work/$1"
}

peer() {
	name=$1
	shift
	"$peer" --prompt "$tokens" "$@" "$work/model.gguf" "$work/prompts" "$work/$name"
}

# line ARGUMENT...: a line of the table. llama.cpp's variants tell little of Qwen3.5, see below.
line() {
	case $1 in qwen35) rule=truth ;; *) rule=spread ;; esac
	"$O/tests/parity" $rule "$@"
	case $? in
	0) ;;
	1) outside=$((outside + 1)) ;;
	*) stop "$1 $2" ;;
	esac
}

# logits_of FAMILY TYPE: by our exact and fast, and exact over the dequantized weights: the truth.
logits_of() {
	typed $1 $2 && "$gguf_make" --from "$work/model.gguf" --type f32 -o "$work/dequantized.gguf" &&
	ours truth "$work/dequantized.gguf" exact && ours exact "$work/model.gguf" exact && ours fast "$work/model.gguf" fast ||
		stop "$1 $2: not built"
}

rows() {
	logits_of $1 $2
	for kv in f32 f16; do
		peer $kv.peer --kv $kv && peer $kv.batch --kv $kv --ubatch 1 && peer $kv.flash --kv $kv --flash || stop "$1 $2: no peer"
	done
	cd "$work" || exit 2
	line $1 $2 exact F32 $vocab exact f32.peer truth f32.batch f32.flash f16.peer
	line $1 $2 fast F16 $vocab fast f16.peer truth f16.batch f16.flash f32.peer
	cd "$top" || exit 2
}

# Where llama.cpp is no oracle: the truth against PyTorch in F64, then ours, over the same dequantized weights.
torch_row() {
	logits_of $1 $2
	for p in $(seq $number); do
		OMP_NUM_THREADS=1 /usr/bin/python3 tests/oracle/dense_torch.py "$work/dequantized.gguf" "$work/prompt.$p" "$work/part" >&2 ||
			stop "$1: no PyTorch"
		cat "$work/part"
	done >"$work/torch"
	printf '| %s | %s |' $1 $2
	for what in truth exact fast; do
		[ $what = truth ] && limit=1e-6 || limit=1
		"$O/tests/logits" "$work/$what" "$work/torch" 1e9 $limit >"$work/figure" || outside=$((outside + 1))
		printf ' %s |' "$(awk '{ printf "%.1e", $NF }' "$work/figure")"
	done
	echo
}
# table HEADING...
table() {
	printf '|'
	printf ' %s |' "$@"
	printf '\n|'
	for column; do printf -- '---|'; done
	echo
}

columns() {
	table family type numerics KV ours batch flash 'other KV' error "llama.cpp's" 'same first, %' KL
}

# each FAMILIES TYPES COMMAND
each() {
	for family in $1; do
		base $family || stop "$family: no model"
		for type in $2; do
			echo "$family $type" >&2
			$3 $family $type
		done
	done
}

small() {
	prompts 320 8 64
	columns
	each 'llama qwen2 qwen3 gemma3 gpt2 phi3 qwen35' "$types" rows
	cat <<END

## Where llama.cpp is no oracle

It does not know Nanbeige, and ignores the windows of Mistral and Phi-3. NMSE to PyTorch in F64 over the dequantized weights
(\`tests/oracle/dense_torch.py\`), of our \`exact\` over the same weights (the truth above, required to be within 1e-6), and of
ours over the weights as they are.

END
	table model type 'truth' exact fast
	each 'nanbeige mistral phi3-window' 'f32 q8_0 mixed' torch_row
}

full() {
	columns
	for model in llama-1b:128256 qwen3-0.6b:151936; do
		prompts ${model#*:} 8 16
		each ${model%:*} 'q8_0 q4_0 mixed' rows
	done
}

models_small() {
	cat <<END
Models are small, with the parts and proportions of their families: rows of 256, 512 and 1024, a vocabulary of 320, seeded random
matrices of one type, \`mixed\` those of Q4_K_M (\`tests/parity/models.sh\`). Each line is over all logits of 8 prompts of 64 tokens.
END
}

models_full() {
	cat <<END
Models have the shapes of Llama 3.2 1B and Qwen3 0.6B, but only four layers, with seeded random matrices of one type, \`mixed\` those
of Q4_K_M (\`tests/parity/models.sh\`). Each line is over all logits of 8 prompts of 16 tokens.
END
}

size=${1:-small} context=256
case $size in small | full) ;; *) stop "PARITY is small or full, not '$size'" ;; esac
"$peer" version >"$work/version" || stop 'tests/oracle/peer_logits does not run'
$size >"$work/table"
cat <<END
# Parity with llama.cpp

Made by \`make parity LLAMA_CPP=dir PARITY=$size\`, which fails if a line is outside its limits.

$(models_$size)

- llama.cpp: its CPU back end through \`tests/oracle/peer_logits.c\`, one thread, weights repacked as it does by itself;
  $(head -n 1 "$work/version"), $(sed -n '2s/ = 1 |//gp' "$work/version" | sed 's/^CPU : //; s/ *$//').
- CPU: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1); ours for target
  $(sed -n 's/.*"target":{"name":"\([^"]*\)".*/\1/p' "$work/built/layout.json").
- KV: the type of the KV cache, ours and llama.cpp's. Its flash attention is off.
- ours: NMSE of our logits to llama.cpp's. Beside it llama.cpp to itself: one token at a time instead of one batch; with
  flash attention; with the other type of KV cache. Required: no more than twice the largest of the three; for F32 weights no more than 1e-6.
- error: mean distance from the logits that the dequantized weights give in F32, as a part of their root mean square. Required: no
  more than 1.1 times llama.cpp's.
- same first: tokens after which both have the same likeliest one. KL: mean divergence of ours from llama.cpp's.

A figure beyond its limit is in bold. That may be, for Qwen3.5 only, as long as it is no more than 1.1 times llama.cpp's NMSE to the
truth: its variants differ in attention alone, which is in the last of the four layers, so that little behind it rounds otherwise.
With prompts where no activation rounds otherwise, ours and llama.cpp's are within 5e-14 (\`tests/golden/parity\`).

END
cat "$work/table"
[ $outside -eq 0 ] || { echo "parity: $outside lines are outside their limits" >&2; exit 1; }
