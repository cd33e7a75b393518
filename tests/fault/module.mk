# Fault injection: fault.sh runs every tool while the machine fails (part of make check).
FAULT_SHIM := $(O)/tests/fault/shim.so

$(FAULT_SHIM): tests/fault/shim.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 -D_GNU_SOURCE -O1 $(WARN) -fPIC -shared -fno-builtin -o $@ $< -ldl

.PHONY: fault
fault: all $(GGUF_MAKE) $(FAULT_SHIM)
	@O='$(abspath $(O))' CK_BIN='$(abspath $(O))/bin' SAN='$(SAN)' sh tests/fault/fault.sh
