# Programs that the scripts of this folder use, and the goldens that make accept replaces.
INTEGRATION_BIN := $(addprefix $(O)/tests/,rewrite logits json canary gguf-text jinja)

$(INTEGRATION_BIN): $(O)/tests/%: $(O)/tests/%.o $(LIBCK) $(LIBKERNELS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $< $(LIBCK) $(LIBKERNELS) $(LDLIBS)

check-run check-integration-run: $(INTEGRATION_BIN)

# Shows how the goldens of tests/golden/stories260K differ, and replaces them if told to; makes docs/kernels.md again.
.PHONY: accept
accept: all
	@O='$(abspath $(O))' ACCEPT='$(ACCEPT)' sh tests/integration/golden.sh accept
	@$(O)/bin/ck-kernels --matrix -o docs/kernels.md
