# Programs of our own over llama.cpp's public headers, as an oracle that shares no code with this project:
#
#   make LLAMA_CPP=dir build/tests/oracle/peer_logits
#
# dir is a checkout that you have built with shared libraries, in dir/build/bin. Nothing else of this project needs one.
LLAMA_CPP ?=

PEER_BIN   := $(patsubst tests/oracle/%.c,$(O)/tests/oracle/%,$(sort $(wildcard tests/oracle/peer_*.c)))
PEER_LIBS  := llama ggml ggml-base
PEER_FILES := include/llama.h ggml/include/ggml.h $(PEER_LIBS:%=build/bin/lib%.so)
PEER_SEEN  := $(wildcard $(PEER_FILES:%=$(LLAMA_CPP)/%))

.PHONY: peer peer-check
peer: $(PEER_BIN)

peer-check:
ifeq ($(strip $(LLAMA_CPP)),)
	@echo 'make: where is llama.cpp? LLAMA_CPP=dir names a checkout built with shared libraries' >&2; exit 2
else ifneq ($(words $(PEER_SEEN)),$(words $(PEER_FILES)))
	@echo 'make: LLAMA_CPP=$(LLAMA_CPP): not all of it is there: $(PEER_FILES)' >&2; exit 2
endif

$(PEER_BIN): $(O)/tests/oracle/%: tests/oracle/%.c $(LIBCK) $(LIBKERNELS) $(PEER_SEEN) | peer-check
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -isystem '$(LLAMA_CPP)/include' -isystem '$(LLAMA_CPP)/ggml/include' -MMD -MP $(LDFLAGS) \
		-o $@ $< $(LIBCK) $(LIBKERNELS) -L'$(LLAMA_CPP)/build/bin' -Wl,-rpath,'$(abspath $(LLAMA_CPP))/build/bin' $(PEER_LIBS:%=-l%) $(LDLIBS)

# docs/parity.md: our logits beside llama.cpp's, family by family and type by type; PARITY=full: docs/parity-full.md, of real shapes.
PARITY     := small
PARITY_DOC := docs/parity$(filter-out -small,-$(PARITY)).md

$(O)/tests/parity: $(O)/tests/parity.o
	$(Q)$(CC) $(LDFLAGS) -o $@ $< -lm

.PHONY: parity
parity: peer-check all $(GGUF_MAKE) $(INTEGRATION_BIN) $(O)/tests/parity $(O)/tests/oracle/peer_logits
	@O='$(abspath $(O))' CC='$(CC)' SAN='$(SAN)' sh tests/parity.sh $(PARITY) > $(O)/parity.md; status=$$?; \
		[ $$status -gt 1 ] || cp $(O)/parity.md $(PARITY_DOC); exit $$status

# Errors of quantized weights here and there, then the types that mixes choose.
.PHONY: compare-quantize
compare-quantize: $(O)/tests/oracle/peer_quantize $(O)/bin/ck-quantize $(O)/bin/gguf2bump $(GGUF_MAKE) $(O)/tests/gguf-text | peer-check
	$(O)/tests/oracle/peer_quantize tests/data/stories260K.gguf
	O='$(abspath $(O))' sh tests/oracle/compare_quantize.sh '$(LLAMA_CPP)'

# A model trained here: its loss by PyTorch (TORCH_PYTHON), its text by llama.cpp.
TRAIN_STEPS ?= 20
.PHONY: compare-train
compare-train: peer-check all $(INTEGRATION_BIN) $(GGUF_MAKE) $(O)/tests/oracle/peer_greedy
	@O='$(abspath $(O))' CC='$(CC)' SAN='$(SAN)' TORCH_PYTHON='$(TORCH_PYTHON)' sh tests/train_peer.sh $(TRAIN_STEPS)
