# tests/test_*.c are cmocka programs; each is linked with the libraries and run from the source folder.
TEST_SRC := $(sort $(wildcard tests/test_*.c))
TEST_BIN := $(TEST_SRC:tests/%.c=$(O)/tests/%)

$(TEST_BIN): $(O)/tests/%: $(O)/tests/%.o $(LIBCK) $(LIBKERNELS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $(filter %.o,$^) $(LIBCK) $(LIBKERNELS) $(LDLIBS) -lcmocka

# Makes the models that tests start from.
GGUF_MAKE := $(O)/tests/gguf-make
$(GGUF_MAKE): $(O)/tests/gguf-make.o $(O)/tests/fixture_blocks.o $(LIBCK)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $^ $(LIBKERNELS) $(LDLIBS)
$(GGUF_MAKE): $(LIBKERNELS)

include tests/integration/module.mk
include tests/fuzz/module.mk
include tests/fault/module.mk
include tests/peer.mk
include tests/tok.mk
include tests/jinja.mk
include tests/amx.mk
include tests/check.mk
