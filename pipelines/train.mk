# A model from GGUF to trained weights: infer.mk, with ck-grad where that has ck-fuse.
#
#   make -f pipelines/train.mk train MODEL=path/x.gguf TOKENS=file.ids [TARGET=native] [BATCH=1] [SEQ=64] [STEPS=10] [LR=0.001]
#        [ACCUM=1] [THREADS=n] [DEBUG=1] [OUT=dir]
#
# trained.gguf and train.json, the losses, end up in OUT beside the artifacts. MODEL's matrices must be F32.
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
IR2_OPTIONS := --target=$(TARGET) --batch=$(BATCH) --seq=$(SEQ)

include $(dir $(lastword $(MAKEFILE_LIST)))infer.mk

.PHONY: train
train: model
	@[ -n '$(TOKENS)' ] || { echo 'make train: say on what: TOKENS=file of token ids' >&2; exit 2; }
	@$(CK_BIN)/ck-train --tokens=$(TOKENS) --steps=$(STEPS) --lr=$(LR) --accum=$(ACCUM) $(THREADS:%=--threads=%) \
		--log=$(OUT)/train.json -o $(OUT)/trained.bump $(OUT)
	@$(CK_BIN)/bump2gguf -o $(OUT)/trained.gguf $(OUT)/trained.bump
