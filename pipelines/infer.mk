# A model from GGUF to a running program, stage by stage:
#
#   make model MODEL=path/x.gguf [TARGET=native] [NUMERICS=fast|exact] [KV=f32|f16|bf16|q8_0] [CTX=n] [CHUNK=n] [SLOTS=n] [VERIFY=n] [FUSE=none|list]
#              [DEBUG=1] [OUT=dir]
#   make run MODEL=... PROMPT='...' [N=64] [THREADS=n]
#   make explain MODEL=... OP=L02.attn.q
#
# Of a split model MODEL is the first part, x-00001-of-n.gguf.
#
# Every artifact stays in OUT. A stage runs again only if its tool, its options or what it reads changed: a tool
# writes beside the artifact, which is replaced only by different bytes; stamps in OUT/.stamps say when it ran.
#
# Installed, this file works alone: make -f PREFIX/share/ck/pipelines/infer.mk model MODEL=...
CK_PREFIX  ?= $(patsubst %/share/ck/pipelines/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))
CK_BIN     ?= $(CK_PREFIX)/bin
CK_INCLUDE ?= $(CK_PREFIX)/include/ck
CK_KERNELS ?= $(CK_PREFIX)/lib/libck-kernels.a
CK_DATA    := $(or $(CK_DATADIR),$(CK_PREFIX)/share/ck)
O          ?= build

MODEL    ?=
TARGET   ?= native
NUMERICS ?= fast
KV       ?=
CTX      ?=
CHUNK    ?=
SLOTS    ?=
VERIFY   ?=
FUSE     ?=
DEBUG    ?=
N        ?= 64
THREADS  ?=
OP       ?=
MODEL_NAME := $(firstword $(subst -00001-of-, ,$(basename $(notdir $(MODEL)))))
OUT      ?= $(O)/models/$(MODEL_NAME)

# The prompt reaches ck-run through the environment: neither make nor the shell reads it.
unexport PROMPT
export CK_PROMPT := $(value PROMPT)

FUSE_OPTIONS := --target=$(TARGET) --numerics=$(NUMERICS) $(KV:%=--kv=%) $(CTX:%=--ctx=%) $(CHUNK:%=--chunk=%) \
	$(SLOTS:%=--slots=%) $(VERIFY:%=--verify=%) $(FUSE:%=--fuse=%)
IR2_TOOL       ?= ck-fuse
IR2_OPTIONS    ?= $(FUSE_OPTIONS)
LAYOUT_OPTIONS := $(if $(filter-out 0,$(DEBUG)),--debug)
MODEL_CC     ?= $(CC)
MODEL_CFLAGS ?= -std=c11 -O1 -Wall -Wextra

.PHONY: model run explain
ifeq ($(strip $(MODEL)),)
model run explain:
	@echo "make $@: say which model: MODEL=path/x.gguf" >&2; exit 2
else
ifneq ($(words $(MODEL)),1)
$(error MODEL: a path without spaces is needed)
endif

model: $(addprefix $(OUT)/,manifest.json ir1.json ir2.json lowered.json plan.json layout.json model.c model.so weights.bump model.bump)

run: model
	@$(CK_BIN)/ck-run -n $(N) $(THREADS:%=-t %) -p "$$CK_PROMPT" $(OUT)

explain: model
	@$(CK_BIN)/ck-explain $(OUT) $(OP)

STAMPS := $(OUT)/.stamps

# A stage whose artifact is gone runs, whatever its stamp says.
ck_missing = $(if $(filter-out $(wildcard $(1:%=$(OUT)/%)),$(1:%=$(OUT)/%)),CK_FORCE)

# $(call ck_stage,artifact,source,tool,options): source -> artifact through a filter.
define ck_stage
$(STAMPS)/$(1): $(OUT)/$(2) $(CK_BIN)/$(3) $(STAMPS)/$(3).options $(call ck_missing,$(1))
	@$(CK_BIN)/$(3) $(4) -o $(OUT)/$(1).new $(OUT)/$(2)
	@if cmp -s $(OUT)/$(1).new $(OUT)/$(1); then rm -f $(OUT)/$(1).new; else mv $(OUT)/$(1).new $(OUT)/$(1); fi
	@touch $$@
$(OUT)/$(1): $(STAMPS)/$(1) ;
$(STAMPS)/$(3).options: CK_FORCE
	@mkdir -p $(STAMPS)
	@echo '$(4)' | cmp -s - $$@ || echo '$(4)' > $$@
endef
.PHONY: CK_FORCE
CK_FORCE:

# The weights are copied only when a file or the tool is newer, or when there are other files.
MODEL_FILES := $(sort $(MODEL) $(wildcard $(dir $(MODEL))$(subst -00001-of-,-?????-of-,$(notdir $(MODEL)))))
$(STAMPS)/gguf2bump.files: CK_FORCE
	@mkdir -p $(STAMPS)
	@echo '$(MODEL_FILES)' | cmp -s - $@ || echo '$(MODEL_FILES)' > $@
$(STAMPS)/manifest.json: $(MODEL_FILES) $(CK_BIN)/gguf2bump $(STAMPS)/gguf2bump.files $(call ck_missing,manifest.json weights.bump)
	@$(CK_BIN)/gguf2bump -o $(OUT)/weights.bump $(MODEL) > $(OUT)/manifest.json.new || { rm -f $(OUT)/manifest.json.new; exit 1; }
	@if cmp -s $(OUT)/manifest.json.new $(OUT)/manifest.json; then rm -f $(OUT)/manifest.json.new; else mv $(OUT)/manifest.json.new $(OUT)/manifest.json; fi
	@touch $@
$(OUT)/manifest.json $(OUT)/weights.bump: $(STAMPS)/manifest.json ;

$(eval $(call ck_stage,ir1.json,manifest.json,ck-ir1,$(IR1_OPTIONS)))
$(eval $(call ck_stage,ir2.json,ir1.json,$(IR2_TOOL),$(IR2_OPTIONS)))
$(eval $(call ck_stage,lowered.json,ir2.json,ck-lower,))
$(eval $(call ck_stage,plan.json,lowered.json,ck-plan,))
$(eval $(call ck_stage,layout.json,plan.json,ck-layout,$(LAYOUT_OPTIONS)))
$(eval $(call ck_stage,model.c,layout.json,ck-codegen,))
$(STAMPS)/ir1.json: $(wildcard $(CK_DATA)/templates/*.yaml)
$(STAMPS)/ir2.json: $(wildcard $(CK_DATA)/templates/fusion/*.yaml $(CK_DATA)/templates/gradients/*.yaml)

$(OUT)/model.so: $(OUT)/model.c $(CK_KERNELS)
	@$(MODEL_CC) $(MODEL_CFLAGS) -DCK_SHARED -fPIC -shared -I$(CK_INCLUDE) $(MODEL_LDFLAGS) -o $@ $< $(CK_KERNELS) -Wl,--exclude-libs,ALL -lm

$(OUT)/model.bump: $(OUT)/layout.json $(OUT)/weights.bump $(CK_BIN)/ck-pack
	@$(CK_BIN)/ck-pack -o $@ $(OUT)/layout.json $(OUT)/weights.bump
endif
