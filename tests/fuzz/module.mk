# Fuzz targets: tests/fuzz/<target>.c, corpus tests/fuzz/corpus/<target>/, dictionary tests/fuzz/<target>.dict if there is one.
#   make fuzz-replay       every target over its corpus, as a test (any compiler, with or without SAN)
#   make fuzz              libFuzzer, clang only; FUZZ_SECONDS for each target, FUZZ_TARGETS=... to choose, FUZZ_SEED=n to repeat a run
#   make fuzz-coverage     branch coverage of the parsers over the corpus
FUZZ_ALL     := artifact bump expr gguf pattern template tok tokimage yaml
FUZZ_TARGETS ?= $(FUZZ_ALL)
FUZZ_SECONDS ?= 60
FUZZ_SEED    ?= 0
FUZZ_JOBS    ?= 2
FUZZ_CC      ?= clang
FUZZ_DIR     := $(O)/fuzz
FUZZ_REPLAY  := $(FUZZ_ALL:%=$(O)/tests/fuzz/%)
FUZZ_DRIVER  := $(O)/tests/fuzz/replay.o

$(FUZZ_REPLAY): $(O)/tests/fuzz/%: $(O)/tests/fuzz/%.o $(FUZZ_DRIVER) $(LIBCK) $(LIBKERNELS)
	$(Q)$(CC) $(LDFLAGS) $(FUZZ_LDFLAGS) -fopenmp -o $@ $< $(FUZZ_DRIVER) $(LIBCK) $(LIBKERNELS) $(LDLIBS)

# Kernels are never run here, and instrumented they take minutes to compile.
ifdef FUZZING
$(KERNEL_IMPL:%.c=$(O)/%.o): SANFLAGS :=
endif

.PHONY: fuzz-replay fuzz fuzz-coverage
fuzz-replay: $(FUZZ_REPLAY)
	@for t in $(FUZZ_ALL); do $(O)/tests/fuzz/$$t tests/fuzz/corpus/$$t || exit 1; done

# The same sources, instrumented, in a build folder of their own.
fuzz:
	$(Q)$(MAKE) O=$(FUZZ_DIR) CC=$(FUZZ_CC) SAN='address undefined fuzzer-no-link' FUZZ_DRIVER= FUZZ_LDFLAGS=-fsanitize=fuzzer \
		FUZZING=1 EXTRA='$(EXTRA) -DFUZZ_MUTATE' $(FUZZ_TARGETS:%=$(FUZZ_DIR)/tests/fuzz/%)
	@mkdir -p $(FUZZ_TARGETS:%=$(FUZZ_DIR)/found/%) $(FUZZ_TARGETS:%=$(FUZZ_DIR)/grown/%)
	$(Q)printf '%s\n' $(FUZZ_TARGETS) | xargs -P $(FUZZ_JOBS) -I @ sh tests/fuzz/run.sh $(FUZZ_DIR) @ $(FUZZ_SECONDS) $(FUZZ_SEED)

fuzz-coverage:
	$(Q)$(MAKE) O=$(O)/coverage CC=$(FUZZ_CC) EXTRA='$(EXTRA) -fprofile-instr-generate -fcoverage-mapping' \
		FUZZ_LDFLAGS=-fprofile-instr-generate $(FUZZ_ALL:%=$(O)/coverage/tests/fuzz/%)
	$(Q)sh tests/fuzz/coverage.sh $(O)/coverage $(FUZZ_ALL)
