# One kernel per file <stem>.<isa>.c; flags follow the ISA in the name, the registry follows the file names.
KERNEL_SRC  := $(sort $(wildcard kernels/*.c))
ISA_ALL     := ref avx2 avxvnni avx512 vnni avx512bf16 amx
KERNEL_IMPL := $(foreach isa,$(ISA_ALL),$(filter %.$(isa).c,$(KERNEL_SRC)))
KERNEL_PACK := $(wildcard kernels/pack_*.c)
KERNEL_OBJ  := $(KERNEL_SRC:%.c=$(O)/%.o) $(O)/gen/registry.o
LIBKERNELS  := $(O)/libck-kernels.a

ISA_ref     := -fno-tree-vectorize
# Vector code is held by guard pages in tests/test_kernels.c; sanitizers would only make its compilation take minutes.
ISA_avx2    := $(if $(SAN),-fno-sanitize=all) -O3 -mavx2 -mfma -mf16c
ISA_avxvnni := $(ISA_avx2) -mavxvnni
ISA_avx512  := $(ISA_avx2) -mavx512f -mavx512bw -mavx512vl -mavx512dq -mprefer-vector-width=512
ISA_vnni    := $(ISA_avx512) -mavx512vnni
ISA_avx512bf16 := $(ISA_vnni) -mavx512bf16
ISA_amx     := $(ISA_avx512bf16) -mavx512vbmi -mamx-tile -mamx-int8 -mamx-bf16
ISAS        := ref $(if $(filter x86_64-%,$(shell $(CC) -dumpmachine)),$(filter-out ref,$(ISA_ALL)))

$(foreach isa,$(ISA_ALL),$(eval \
  $(patsubst %.c,$(O)/%.o,$(filter %.$(isa).c,$(KERNEL_IMPL))): CFLAGS += $(if $(filter $(isa),$(ISAS)),$(ISA_$(isa)) -DCK_HAVE_$(shell echo $(isa) | tr a-z A-Z))))
$(KERNEL_OBJ): CFLAGS += -ffp-contract=off

# The registry is rewritten only when the set of files changes.
KERNEL_NAMES := $(sort $(subst .,_,$(notdir $(KERNEL_IMPL:.c=))))
PACK_NAMES   := $(sort $(notdir $(KERNEL_PACK:.c=)))
$(O)/gen/registry.names: FORCE
	@mkdir -p $(@D)
	@echo '$(KERNEL_NAMES) $(PACK_NAMES)' | cmp -s - $@ || echo '$(KERNEL_NAMES) $(PACK_NAMES)' > $@
.PHONY: FORCE
FORCE:
$(O)/gen/registry.c: $(O)/gen/registry.names kernels/module.mk
	@{ echo '#include "kernel.h"'; \
	for k in $(KERNEL_NAMES); do echo "extern const struct ck_kernel ck_$${k}_kernel;"; done; \
	for p in $(PACK_NAMES); do echo "extern const struct ck_packing ck_$$p;"; done; \
	echo 'const struct ck_kernel *const ck_kernels[] = {'; \
	for k in $(KERNEL_NAMES); do echo "	&ck_$${k}_kernel,"; done; \
	echo '	0 };'; \
	echo 'const struct ck_packing *const ck_packings[] = {'; \
	for p in $(PACK_NAMES); do echo "	&ck_$$p,"; done; \
	echo '	0 };'; } > $@

$(LIBKERNELS): $(KERNEL_OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# PyTorch's results for other inputs than those in tests/golden/kernels: make oracle-kernels ORACLE_SEED=n
ORACLE_SEED  ?= 2
TORCH_PYTHON ?= /usr/bin/python3
.PHONY: oracle-kernels
oracle-kernels: $(O)/tests/test_kernel_golden $(O)/tests/test_recurrence
	@mkdir -p $(O)/oracle-kernels
	$(TORCH_PYTHON) tests/oracle/kernels_torch.py $(O)/oracle-kernels $(ORACLE_SEED)
	$(TORCH_PYTHON) tests/oracle/recurrence_torch.py $(O)/oracle-kernels $(ORACLE_SEED)
	CK_KERNEL_GOLDEN=$(O)/oracle-kernels $(O)/tests/test_kernel_golden
	CK_KERNEL_GOLDEN=$(O)/oracle-kernels $(O)/tests/test_recurrence

# The same for training: every op with other inputs, and whole models.
.PHONY: oracle-train
oracle-train: $(O)/tests/test_train_kernels $(O)/tests/test_train
	@mkdir -p $(O)/oracle-train
	$(TORCH_PYTHON) tests/oracle/train_torch.py $(O)/oracle-train $(ORACLE_SEED)
	for m in tied untied gpt2; do $(TORCH_PYTHON) tests/oracle/train_torch.py $(O)/oracle-train model $$m tests/golden/train/$$m.gguf || exit 1; done
	CK_TRAIN_GOLDEN=$(O)/oracle-train $(O)/tests/test_train_kernels
	CK_TRAIN_GOLDEN=$(O)/oracle-train $(O)/tests/test_train
	CK_TRAIN_GOLDEN=$(O)/oracle-train $(O)/tests/test_training
	CK_TRAIN_GOLDEN=$(O)/oracle-train $(O)/tests/test_schedule
oracle-train: $(O)/tests/test_training $(O)/tests/test_schedule
