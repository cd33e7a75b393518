# From a bare machine to a first run:
#
#   make deps [CI=1]   installs what building and checking need (Debian's packages); does nothing when all is there
#   make demo          compiles the model that the tests come with and runs it
#   make help          lists the targets
DEPS    := gcc libc6-dev make pkg-config libjansson-dev libyaml-dev libcmocka-dev libmd-dev libxxhash-dev mandoc unicode-data
DEPS_CI := clang llvm libclang-rt-14-dev libomp-dev qemu-user jq
DEPS    += $(if $(filter-out 0,$(CI)),$(DEPS_CI))

DEMO_MODEL  := tests/data/stories260K.gguf
DEMO_PROMPT := Once upon a time
DEMO_OUT    := $(O)/models/$(basename $(notdir $(DEMO_MODEL)))
DEMO_STAGES := weights.bump manifest.json ir1.json ir2.json lowered.json plan.json layout.json model.c model.so model.bump

.PHONY: deps demo
deps:
	@missing=; \
	for p in $(DEPS); do \
		case $$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null) in installed) ;; *) missing="$$missing $$p";; esac; \
	done; \
	if [ -z "$$missing" ]; then echo 'deps: all there'; exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		echo "make deps: apt-get is not here; these Debian packages, or what your system calls them, are needed:$$missing" >&2; exit 1; \
	fi; \
	as=; [ "$$(id -u)" = 0 ] || as=sudo; \
	$$as apt-get update -qq && $$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing

# A make of its own, because the settings of this one were read before deps had run. Greedy, so that the text is the one
# that the model's authors publish.
demo: | $(filter deps,$(MAKECMDGOALS))
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory model MODEL=$(DEMO_MODEL)
	@echo
	@$(O)/bin/ck-run --temp 0 -n 252 -p '$(DEMO_PROMPT)' $(DEMO_OUT)
	@echo; echo
	@echo 'Every stage is left to read:'
	@for f in $(DEMO_STAGES); do printf '%10d  %s\n' "$$(wc -c < $(DEMO_OUT)/$$f)" "$(DEMO_OUT)/$$f"; done
	@echo 'One op through all of them: make explain MODEL=$(DEMO_MODEL) OP=L02.attn.q'

help:
	@echo 'make [O=build] [CC=gcc] [SAN="address undefined"] [V=1] TARGET...'
	@echo '  all        the programs, in O/bin (default)'
	@echo '  deps       install what is needed (Debian); CI=1: also what CI needs'
	@echo '  demo       compile and run tests/data/stories260K.gguf'
	@echo '  model      compile MODEL=x.gguf [TARGET= NUMERICS= KV= CTX= CHUNK= SLOTS= VERIFY= FUSE= DEBUG= OUT=]'
	@echo '  run        compile and run it: PROMPT= [N=64] [THREADS=]'
	@echo '  train      train it: TOKENS= [BATCH=1] [SEQ=64] [STEPS=10] [LR=] [SCHEDULE=] [CLIP=] [EVAL=] [CHECKPOINT=] [RESUME=] ...'
	@echo '  explain    follow OP= of it through every stage'
	@echo '  compare    its speed and that of llama-bench, in turns: LLAMA_CPP=dir [P=512 N=64 ROUNDS=5 THREADS=]'
	@echo '  parity     its logits beside llama.cpp'"'"'s, docs/parity.md: LLAMA_CPP=dir [PARITY=small|full]'
	@echo '  compare-tok  its tokens and speed and those of llama.cpp: LLAMA_CPP=dir [SEED= N=]; compare-tiktoken: of tiktoken'
	@echo '  compare-quantize   errors of quantized weights and those of llama.cpp: LLAMA_CPP=dir'
	@echo '  check      every test; check-unit, check-integration: a part of them'
	@echo '  accept     show how goldens differ, and replace them if told to'
	@echo '  fuzz       libFuzzer on every parser, FUZZ_SECONDS each; fuzz-coverage: branches that the corpus reaches'
	@echo '  headers    each header compiles alone'
	@echo '  lint       manual pages'
	@echo '  install    to DESTDIR PREFIX (/usr/local); uninstall: the same files away'
	@echo '  clean      remove O'
