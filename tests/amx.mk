# Tiles in software: kernels for AMX compiled a second time, for tests on CPUs that have the rest of their instructions. None of it
# is installed.
#
#   $(O)/soft/libck-kernels.a   all kernels; CK_KERNELS of pipelines/infer.mk
#   $(O)/soft/ck-run, ck-ppl    run what is linked with it
SOFT       := $(O)/soft
SOFT_AMX   := $(patsubst kernels/%.c,$(SOFT)/%.o,$(filter %.amx.c,$(KERNEL_IMPL)))
SOFT_TILES := $(O)/tests/amx_soft.o
SOFT_CLAIM := $(O)/tests/amx_claim.o
SOFT_LIB   := $(SOFT)/libck-kernels.a
SOFT_BIN   := $(SOFT)/ck-run $(SOFT)/ck-ppl
SOFT_TEST  := $(O)/tests/test_kernels_soft

# Little optimization: the imitation takes nearly all of the time. One fma an instruction, many at a time.
$(SOFT)/%.amx.o: kernels/%.amx.c
	@mkdir -p $(@D)
	$(if $(Q),@echo "  CC    $< (tiles in software)")
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(filter amx,$(ISAS)),$(ISA_amx) -DCK_HAVE_AMX) -O1 -ffp-contract=off -iquote tests -DCK_AMX_SOFT \
		-fPIC -MMD -MP -c -o $@ $<
$(SOFT_TILES) $(O)/tests/test_amx_soft.o: CPPFLAGS += -iquote tests
$(SOFT_TILES): CFLAGS += $(if $(filter amx,$(ISAS)),$(ISA_avx512)) -ffp-contract=off -fno-math-errno

$(SOFT_LIB): $(filter-out %.amx.o,$(KERNEL_OBJ)) $(SOFT_AMX) $(SOFT_TILES)
	@rm -f $@
	$(Q)$(AR) rcsT $@ $^

$(SOFT_BIN): $(SOFT)/%: $(O)/tools/%.o $(SOFT_CLAIM) $(LIBCK) $(SOFT_LIB)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $< $(SOFT_CLAIM) $(LIBCK) $(SOFT_LIB) $(LDLIBS)

$(SOFT_TEST): $(O)/tests/test_kernels.o $(SOFT_CLAIM) $(LIBCK) $(SOFT_LIB)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $< $(SOFT_CLAIM) $(LIBCK) $(SOFT_LIB) $(LDLIBS) -lcmocka

# A test program of its own.
$(O)/tests/test_amx_soft: $(SOFT_TILES)

# What the imitation must give, from exact arithmetic: tests/golden/amx.
.PHONY: oracle-amx
oracle-amx:
	python3 tests/oracle/amx_tiles.py > tests/golden/amx/tiles.txt

# docs/parity-amx.md: fast on AMX, and llama.cpp, beside what the weights give in F32.
.PHONY: parity-amx
parity-amx: peer-check all $(GGUF_MAKE) $(INTEGRATION_BIN) $(SOFT_BIN) $(O)/tests/oracle/peer_logits
	@O='$(abspath $(O))' CC='$(CC)' SAN='$(SAN)' sh tests/parity_amx.sh > $(O)/parity-amx.md; status=$$?; \
		[ $$status -gt 1 ] || cp $(O)/parity-amx.md docs/parity-amx.md; exit $$status
