# Fuzz targets: tests/fuzz/<target>.c, corpus tests/fuzz/corpus/<target>/, dictionary tests/fuzz/<target>.dict if there is one.
#   make fuzz-replay       every target over its corpus, as a test (any compiler, with or without SAN)
#   make fuzz              libFuzzer, clang only: as many runs of each target as is stated here, the same everywhere (run.sh);
#                          FUZZ_RUNS=n for another number, FUZZ_SEED=n for others, FUZZ_TARGETS=... to choose
#   make fuzz FUZZ_SECONDS=n   the same for a time and of any seed, on top of what earlier such runs have kept: to look for more
#   make fuzz-coverage     branch coverage of the parsers over the corpus
FUZZ_ALL     := artifact bump expr gguf gradient jinja logprobs pattern quantize template tok tokimage yaml
FUZZ_TARGETS ?= $(FUZZ_ALL)
FUZZ_SECONDS ?=
FUZZ_RUNS    ?=
FUZZ_SEED    ?= $(if $(FUZZ_SECONDS),0,1)
FUZZ_JOBS    ?= 2
FUZZ_CC      ?= clang
FUZZ_DIR     := $(O)/fuzz

# Runs of a target: about a minute of one core (tests/fuzz/run.sh).
FUZZ_RUNS_artifact := 12000
FUZZ_RUNS_bump     := 250000
FUZZ_RUNS_expr     := 1000000
FUZZ_RUNS_gguf     := 400000
FUZZ_RUNS_gradient := 20000
FUZZ_RUNS_jinja    := 200000
FUZZ_RUNS_logprobs := 500000
FUZZ_RUNS_pattern  := 10000
FUZZ_RUNS_quantize := 15000
FUZZ_RUNS_template := 40000
FUZZ_RUNS_tok      := 500000
FUZZ_RUNS_tokimage := 500000
FUZZ_RUNS_yaml     := 500000

# TARGET runs N, or TARGET seconds N
fuzz_length = $1 $(if $(FUZZ_SECONDS),seconds $(FUZZ_SECONDS),runs $(or $(FUZZ_RUNS),$(FUZZ_RUNS_$1)))

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
	@mkdir -p $(FUZZ_TARGETS:%=$(FUZZ_DIR)/found/%)
	$(Q)printf '%s %s %s\n' $(foreach t,$(FUZZ_TARGETS),$(call fuzz_length,$t)) | \
		xargs -P $(FUZZ_JOBS) -L 1 sh -c 'exec sh tests/fuzz/run.sh $(FUZZ_DIR) "$$@" $(FUZZ_SEED)' run

fuzz-coverage:
	$(Q)$(MAKE) O=$(O)/coverage CC=$(FUZZ_CC) EXTRA='$(EXTRA) -fprofile-instr-generate -fcoverage-mapping' \
		FUZZ_LDFLAGS=-fprofile-instr-generate $(FUZZ_ALL:%=$(O)/coverage/tests/fuzz/%)
	$(Q)sh tests/fuzz/coverage.sh $(O)/coverage $(FUZZ_ALL)
