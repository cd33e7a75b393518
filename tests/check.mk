# make check: every test program, summed up by run.sh. Integration tests are shell scripts that print TAP.
INTEGRATION := $(sort $(wildcard tests/integration/*.sh)) tests/fault/fault.sh
FUZZ_CHECKS := $(foreach t,$(FUZZ_ALL),'$(O)/tests/fuzz/$t tests/fuzz/corpus/$t')
# The kernels for AMX once more, on tiles in software.
# Not with sanitizers: kernels are never instrumented, and the imitation would take minutes (tests/integration/amx.sh counts them as skipped).
SOFT_CHECK  := $(if $(SAN),,'$(SOFT_TEST) test_amx')
SOFT_BUILT  := $(if $(SAN),,$(SOFT_TEST) $(SOFT_BIN))
CHECK_ENV   = O='$(abspath $(O))' CC='$(CC)' SAN='$(SAN)'

.PHONY: check check-unit check-integration headers lint
# A make of its own, because the settings of this one were read before deps had run.
check check-unit check-integration: | $(filter deps,$(MAKECMDGOALS))
	@$(MAKE) --no-print-directory $@-run

.PHONY: check-run check-unit-run check-integration-run
check-run: all $(TEST_BIN) $(SOFT_BUILT) $(GGUF_MAKE) $(FUZZ_REPLAY) $(FAULT_SHIM) $(MAN_PAGES)
	@$(CHECK_ENV) tests/run.sh $(TEST_BIN) $(SOFT_CHECK) $(FUZZ_CHECKS) $(INTEGRATION)
check-unit-run: all $(TEST_BIN) $(SOFT_BUILT) $(GGUF_MAKE) $(FUZZ_REPLAY)
	@$(CHECK_ENV) tests/run.sh $(TEST_BIN) $(SOFT_CHECK) $(FUZZ_CHECKS)
check-integration-run: all $(SOFT_BUILT) $(GGUF_MAKE) $(FAULT_SHIM) $(MAN_PAGES)
	@$(CHECK_ENV) tests/run.sh $(INTEGRATION)

# Of a build with CC=clang SAN=thread.
.PHONY: race
race: all $(GGUF_MAKE)
	@$(CHECK_ENV) tests/run.sh tests/race.sh

# Each header stands alone in C, but for the kernel bodies that are written over macros their includer defines; the one
# a host includes stands alone in C++ too, where the compiler has it.
HEADERS := $(filter-out kernels/attention_tile.h kernels/attention_block.h kernels/attention_vec.h kernels/ring_attention_vec.h kernels/matmul_vec.h kernels/matmul_blocks.h kernels/q8_avx2.h kernels/q8_avx512.h kernels/tile_float.h \
	kernels/bf16_attention.h kernels/bf16_ring_attention.h kernels/bf16_block.h kernels/bf16_gemm.h kernels/q8_packed.h kernels/matmul_packed.h,$(sort $(wildcard kernels/*.h libck/*.h)))
headers:
	@failed=0; for h in $(HEADERS); do \
		echo "#include \"$$h\"" | $(CC) $(CPPFLAGS) $(STD) $(WARN) $(if $(filter avx2,$(ISAS)),$$(case $$h in (kernels/bf16_*|kernels/amx_*) echo $(ISA_amx);; (*) echo $(ISA_avx2);; esac)) -iquote . -fsyntax-only -x c - || { echo "$$h: does not compile alone" >&2; failed=1; }; \
	done; \
	if $(CC) -x c++ -fsyntax-only /dev/null 2>/dev/null; then \
		echo '#include "kernels/ck_abi.h"' | $(CC) -Wall -Wextra -Werror -iquote . -fsyntax-only -x c++ - || failed=1; \
	else echo 'headers: $(CC) has no C++ here, ck_abi.h was not tried in it'; fi; \
	exit $$failed

lint: $(MAN_PAGES)
	@mandoc -Tlint -Wwarning $(MAN_PAGES)
