#!/bin/sh
# tok_golden.sh SHARED PEER_IDS NODE_MODULES: makes what tests/golden/tok has from llama.cpp and tiktoken. SHARED has vocab/.
set -eu
vocab=$1/vocab/ggml-vocab peer=$2 to=tests/golden/tok oracle=tests/oracle mark=__ck_text__
python3 $oracle/cut_vocab.py bytes 1024 "$vocab-gpt-2.gguf" $to/bytes.gguf
python3 $oracle/cut_vocab.py characters 1000 "$vocab-gemma-4.gguf" $to/characters.gguf
python3 $oracle/cut_vocab.py words 3000 "$vocab-bert-bge.gguf" $to/words.gguf
for form in bytes characters words; do
	for texts in texts broken; do
		"$peer" $to/$form.gguf $mark <$to/$texts.inp >$to/$form.$texts.out
	done
done
# tiktoken gives the same; then a pre-tokenizer of each set of rules; the names of llama.cpp's source that share them are in libck/tok_pre.def.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
NODE_PATH=$3 node $oracle/tiktoken_ids.cjs -m 1024 $mark $to/texts.inp | cmp - $to/bytes.texts.out
for pre in default falcon starcoder llama-bpe qwen2 qwen35 bailingmoe seed-coder tekken gpt-4o bloom viking deepseek-coder \
	deepseek-llm deepseek-v3 jais-2 youtu tiny_aya afmoe superbpe exaone-moe chameleon kimi-k2; do
	python3 $oracle/cut_vocab.py bytes 1024 "$vocab-gpt-2.gguf" "$work/cut.gguf" $pre
	"$peer" "$work/cut.gguf" $mark <$to/texts.inp | sed "s/^/$pre /"
done >$to/pre.out
