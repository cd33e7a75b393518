# In the source tree: the programs just built, the headers and data as they lie here.
export CK_DATADIR ?= $(CURDIR)
CK_BIN     := $(O)/bin
CK_INCLUDE := kernels
CK_KERNELS := $(LIBKERNELS)
ifneq ($(SAN),)
MODEL_LDFLAGS := $(SANFLAGS)
endif
include pipelines/infer.mk
include pipelines/install.mk
include pipelines/setup.mk

# A make of its own: the folder and the stage between ir1 and ir2 are other ones.
.PHONY: train
train: all
	@$(MAKE) --no-print-directory -f pipelines/train.mk CK_BIN='$(CK_BIN)' CK_INCLUDE='$(CK_INCLUDE)' CK_KERNELS='$(CK_KERNELS)' \
		CC='$(CC)' O='$(O)' MODEL_LDFLAGS='$(MODEL_LDFLAGS)' train

# In turns with llama-bench of a checkout that you have built: P tokens of prompt, N of generation, ROUNDS of each.
P      ?= 512
ROUNDS ?= 5
.PHONY: compare
compare: model peer-check
	@P=$(P) N=$(N) ROUNDS=$(ROUNDS) $(THREADS:%=THREADS=%) sh pipelines/compare.sh '$(LLAMA_CPP)/build/bin/llama-bench' '$(MODEL)' $(CK_BIN)/ck-bench $(OUT)
