TOOL_SRC := $(sort $(wildcard tools/*.c))
TOOLS    := $(TOOL_SRC:tools/%.c=$(O)/bin/%)

$(TOOLS): $(O)/bin/%: $(O)/tools/%.o $(LIBCK) $(LIBKERNELS)
	@mkdir -p $(@D)
	$(if $(Q),@echo "  LD    $@")
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $< $(LIBCK) $(LIBKERNELS) $(LDLIBS)
