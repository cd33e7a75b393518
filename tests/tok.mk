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
