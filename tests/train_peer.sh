#!/bin/sh
# train_peer.sh [STEPS]: what was trained here, elsewhere: make compare-train. stories260K learns from Shakespeare; then PyTorch computes the
# loss of the held-out text from trained.gguf, and llama.cpp goes on from a prompt as ck-run does.
. tests/tap.sh
steps=${1:-20}
text=$top/tests/data/shakespeare.txt

trains() {
	"$bin/ck-tok" encode "$stories" <"$text" >"$work/ids" && head -n 11000 "$work/ids" >"$work/train.ids" && tail -n +11001 "$work/ids" >"$work/held.ids" &&
	make -s --no-print-directory -f pipelines/train.mk CK_BIN="$bin" CK_INCLUDE="$top/kernels" CK_KERNELS="$O/libck-kernels.a" CC="${CC:-gcc}" \
		MODEL="$stories" OUT="$work/t" TOKENS="$work/train.ids" EVAL="$work/held.ids" BATCH=2 SEQ=64 STEPS="$steps" LR=0.003 SCHEDULE=cosine \
		WARMUP=4 CLIP=1 SHUFFLE=1 train >"$work/said"
}
ok "$steps steps" trains
tail -n 2 "$work/said" | comment

# Two F32 sums over a text: 1e-5 apart at most.
loss() {
	ours=$(sed -n 's/^eval [0-9]* //p' "$work/said") &&
	theirs=$("${TORCH_PYTHON:-/usr/bin/python3}" tests/oracle/train_torch.py - loss "$work/t/trained.gguf" "$work/held.ids" 64) &&
	echo "here $ours, PyTorch $theirs" | tee "$work/losses" &&
	awk -v a="$ours" -v b="$theirs" 'BEGIN { d = a - b; exit !(a > 0 && d < 1e-5 && d > -1e-5) }'
}
ok 'the held-out loss is what PyTorch computes from trained.gguf' loss
comment "$work/losses"

goes_on() {
	pipeline MODEL="$work/t/trained.gguf" OUT="$work/i" NUMERICS=exact model >/dev/null &&
	"$bin/ck-run" --temp=0 -n 48 -p 'First Citizen:' --json "$work/i" >"$work/run.json" 2>/dev/null &&
	sed 's/.*"prompt_ids":\[\([^]]*\)\].*/\1/' "$work/run.json" >"$work/prompt" &&
	sed 's/.*"ids":\[\([^]]*\)\].*/\1/' "$work/run.json" >"$work/ours" &&
	"$O/tests/oracle/peer_greedy" "$work/t/trained.gguf" "$work/prompt" 48 >"$work/theirs" &&
	diff "$work/ours" "$work/theirs" && [ "$(tr -cd , <"$work/ours" | wc -c)" -eq 47 ]
}
ok 'llama.cpp goes on as ck-run does, for 48 tokens' goes_on
"$O/tests/json" "$work/run.json" text | comment
finish
