# quant_models.sh: models that mixes are tried on, into the folder $1; gguf_make and gguf_text are their makers. Few and many key
# heads; embeddings of their own and tied; layers that rules tell apart; rows of no whole superblocks; Q, K and V in one matrix.
quant_models() {
	"$gguf_make" --preset tiny --layers 9 --width 256 --ffn 512 --heads 8 --kv-heads 2 --head-size 32 --vocab 64 -o "$1/grouped.gguf" &&
	"$gguf_make" --preset tiny --layers 17 --width 256 --ffn 256 --heads 4 --kv-heads 4 --head-size 64 --vocab 64 --untied \
		-o "$1/untied.gguf" &&
	"$gguf_make" --preset tiny --layers 4 --width 96 --ffn 256 --heads 3 --kv-heads 3 --head-size 32 --vocab 64 -o "$1/narrow.gguf" &&
	"$gguf_text" tests/dense/gpt2.txt >"$1/gpt2.gguf" &&
	"$gguf_text" tests/dense/phi3.txt >"$1/phi3.gguf"
}
quant_mixes='F32 F16 BF16 Q4_0 Q4_1 Q5_0 Q5_1 Q8_0 Q2_K Q3_K_S Q3_K_M Q3_K_L Q4_K_S Q4_K_M Q5_K_S Q5_K_M Q6_K IQ4_NL IQ4_XS'

# types MODEL.gguf: the type of each tensor, in order.
types() { "$bin/gguf2bump" -o "$1.bump" "$1" | sed -n 's/^{"name".*"dtype":"\([^"]*\)".*/\1/p' | tr '\n' ' '; rm -f "$1.bump"; }
