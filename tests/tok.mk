# The tokenizer against others, live; tests/golden/tok has a little of it stored.
#
#   make compare-tok LLAMA_CPP=dir [SEED=1] [N=1000000]   ids, bytes and speed beside llama.cpp's
#
# TOK_VOCAB are GGUFs with a vocabulary, TOK_TEXT files of text.
TOK_DATA  ?= ../shared/data
TOK_VOCAB ?= $(sort $(wildcard $(TOK_DATA)/vocab/*.gguf))
TOK_TEXT  ?= $(sort $(wildcard $(TOK_DATA)/text/*))
SEED      ?= 1
N         ?= 1000000

.PHONY: compare-tok
compare-tok: $(O)/tests/oracle/peer_tok
	@[ -n '$(TOK_VOCAB)' ] || { echo 'make: TOK_VOCAB: no vocabularies in $(TOK_DATA)/vocab' >&2; exit 2; }
	$(Q)$< $(SEED) $(N) $(TOK_VOCAB) -- $(TOK_TEXT)

# make compare-tiktoken: ids of GPT-2 by tiktoken, which npm installs into the build folder; needs node.
TIKTOKEN      := tiktoken@1.0.22
TIKTOKEN_DIR  := $(O)/tests/node
TIKTOKEN_GGUF ?= $(TOK_DATA)/vocab/ggml-vocab-gpt-2.gguf

$(TIKTOKEN_DIR)/node_modules/tiktoken/package.json:
	@command -v npm >/dev/null || { echo 'make: compare-tiktoken needs node and npm' >&2; exit 2; }
	@mkdir -p $(TIKTOKEN_DIR)
	$(Q)npm install --prefix $(TIKTOKEN_DIR) --no-audit --no-fund --loglevel=error $(TIKTOKEN)

.PHONY: compare-tiktoken
compare-tiktoken: $(O)/bin/ck-tok $(TIKTOKEN_DIR)/node_modules/tiktoken/package.json
	$(Q)failed=0; for f in $(TOK_TEXT); do \
		NODE_PATH=$(TIKTOKEN_DIR)/node_modules node tests/oracle/tiktoken_ids.cjs '' $$f > $(TIKTOKEN_DIR)/want && \
		$(O)/bin/ck-tok encode -o $(TIKTOKEN_DIR)/got $(TIKTOKEN_GGUF) < $$f && \
		if cmp -s $(TIKTOKEN_DIR)/want $(TIKTOKEN_DIR)/got; then echo "same  $$f: $$(wc -l < $(TIKTOKEN_DIR)/want) tokens"; \
		else echo "DIFFERENT  $$f"; failed=1; fi; \
	done; exit $$failed
