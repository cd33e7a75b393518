# ck: a compiler from model files to plain C. `make help` lists the targets.
#
#   O=dir      build directory (build)          CC=clang     compiler
#   SAN='address undefined'  sanitizers         DESTDIR= PREFIX=/usr/local  for install
O      ?= build
PREFIX ?= /usr/local
CC     := $(if $(filter default,$(origin CC)),gcc,$(CC))
AR     ?= ar
SAN    ?=
V      ?= 0
Q      := $(if $(filter 1,$(V)),,@)

VERSION := 0.1.0
PKGS    := jansson yaml-0.1 libmd libxxhash

comma    := ,
empty    :=
space    := $(empty) $(empty)
SANFLAGS := $(if $(SAN),-fsanitize=$(subst $(space),$(comma),$(strip $(SAN))) -fno-sanitize-recover=all -fno-omit-frame-pointer)
WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla -Werror
OPT      ?= -O2 -g
STD      := -std=c11 -D_GNU_SOURCE
CPPFLAGS += -iquote libck -iquote kernels -I$(O)/gen -DCK_VERSION='"$(VERSION)"' -DCK_DATADIR='"$(PREFIX)/share/ck"' $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
CFLAGS   += $(STD) $(OPT) $(WARN) $(SANFLAGS) $(EXTRA)
LDFLAGS  += $(SANFLAGS)
LDLIBS   += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -ldl -lm

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all help clean
all:

include kernels/module.mk
include libck/module.mk
include tools/module.mk
include man/module.mk
include tests/module.mk
include pipelines/module.mk

all: $(TOOLS)

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(if $(Q),@echo "  CC    $<")
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_$(<:.c=)) -fPIC -MMD -MP -c -o $@ $<

$(O)/%.o: $(O)/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<

clean:
	rm -rf $(O)

-include $(shell find $(O) -name '*.d' 2>/dev/null)
