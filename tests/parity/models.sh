# models.sh: small models of every family, in any weight type; read after tap.sh. Same names, same bytes.

# prompts VOCAB NUMBER TOKENS: token ids, each prompt also as a file of its own.
prompts() {
	vocab=$1 number=$2 tokens=$3
	for p in $(seq $number); do
		awk -v s="$p" -v v="$vocab" -v n="$tokens" 'BEGIN { for (; n > 0; n--) { s = s * 16807 % 2147483647; print 3 + s % (v - 3) } }' \
			>"$work/prompt.$p"
		cat "$work/prompt.$p"
	done >"$work/prompts"
}

# A model in F32, as base.gguf.
base() {
	case $1 in
	llama) "$gguf_make" --preset tiny --width 256 --ffn 512 --head-size 64 --layers 4 -o "$work/base.gguf" ;;
	gemma3) "$gguf_make" --preset gemma3 --width 256 --ffn 512 --head-size 64 -o "$work/base.gguf" ;;
	qwen35) "$gguf_make" --preset qwen35 --width 256 --ffn 512 --head-size 64 --layers 4 -o "$work/base.gguf" ;;
	llama-1b) "$gguf_make" --preset 1b --layers 4 -o "$work/base.gguf" ;;
	phi3-window) { cat tests/parity/phi3.txt; echo 'u32 phi3.attention.sliding_window 7'; } >"$work/base.txt" &&
		"$O/tests/gguf-text" "$work/base.txt" >"$work/base.gguf" ;;
	*) "$O/tests/gguf-text" tests/parity/$1.txt >"$work/base.gguf" ;;
	esac
}

# Of a type: matrices random in it, as Q4_K_M mixes them for `mixed`. Files have some as F32 always.
typed() {
	family=$1
	case $2 in
	mixed) set -- --random '*=q4_k' --random 'token_embd.weight=q6_k' --random 'blk.[1357].*down.weight=q6_k' \
		--random 'blk.[1357].attn_*v.weight=q6_k' ;;
	*) set -- --random "*=$2" ;;
	esac
	case $family in
	qwen35) set -- "$@" --random '*conv1d.weight=f32' ;;
	gpt2) set -- "$@" --random 'position_embd.weight=f32' ;;
	esac
	"$gguf_make" --from "$work/base.gguf" "$@" -o "$work/model.gguf"
}
