# A model from GGUF to trained weights: infer.mk, with ck-grad where that has ck-fuse.
#
#   make -f pipelines/train.mk train MODEL=path/x.gguf TOKENS=file.ids [TARGET=native] [BATCH=1] [SEQ=64] [OPTIMIZER=adamw|sgd] [DECAY=x]
#        [STEPS=10] [UNTIL=n] [LR=0.001] [SCHEDULE=constant|cosine|linear] [WARMUP=n] [LR_MIN=x] [CLIP=x] [ACCUM=1] [SHUFFLE=seed]
#        [EVAL=file.ids] [EVAL_EVERY=n] [CHECKPOINT=file] [CHECKPOINT_EVERY=n] [RESUME=file] [THREADS=n] [DEBUG=1] [OUT=dir]
#
# trained.gguf and train.jsonl, the log, end up in OUT beside the artifacts. MODEL's matrices must be F32.
TOKENS ?=
TARGET ?= native
BATCH  ?= 1
SEQ    ?= 64
STEPS  ?= 10
LR     ?= 0.001
ACCUM  ?= 1
O      ?= build
OUT    ?= $(O)/models/$(MODEL_NAME).train

IR2_TOOL    := ck-grad
IR2_OPTIONS := --target=$(TARGET) --batch=$(BATCH) --seq=$(SEQ) $(OPTIMIZER:%=--optimizer=%) $(DECAY:%=--decay=%)

include $(dir $(lastword $(MAKEFILE_LIST)))infer.mk

TRAIN_OPTIONS := --steps=$(STEPS) $(UNTIL:%=--until=%) --lr=$(LR) $(SCHEDULE:%=--schedule=%) $(WARMUP:%=--warmup=%) $(LR_MIN:%=--lr-min=%) \
	$(CLIP:%=--clip=%) --accum=$(ACCUM) $(SHUFFLE:%=--shuffle --seed=%) $(EVAL:%=--eval=%) $(EVAL_EVERY:%=--eval-every=%) \
	$(CHECKPOINT:%=--checkpoint=%) $(CHECKPOINT_EVERY:%=--checkpoint-every=%) $(RESUME:%=--resume=%) $(THREADS:%=--threads=%)

.PHONY: train
train: model
	@[ -n '$(TOKENS)' ] || { echo 'make train: say on what: TOKENS=file of token ids' >&2; exit 2; }
	@$(CK_BIN)/ck-train --tokens=$(TOKENS) $(TRAIN_OPTIONS) --log=$(OUT)/train.jsonl -o $(OUT)/trained.bump $(OUT)
	@$(CK_BIN)/bump2gguf -o $(OUT)/trained.gguf $(OUT)/trained.bump
