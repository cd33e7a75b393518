# make install, make uninstall: both from one manifest of "path below PREFIX=file in the tree".
DESTDIR ?=

# What generated code includes: the ABI and the header of each op.
PUBLIC_HEADERS := $(addprefix kernels/,ck_abi.h ck_gen.h kernel.h act.h) \
	$(patsubst %,kernels/%.h,$(shell sed -n 's/^OP.\([a-z0-9_]*\),.*/\1/p' libck/ops.def))

CK_PC := $(O)/ck.pc
$(CK_PC): ck.pc.in Makefile FORCE
	@mkdir -p $(@D)
	@sed 's|@PREFIX@|$(PREFIX)|g;s|@VERSION@|$(VERSION)|g' $< | cmp -s - $@ || sed 's|@PREFIX@|$(PREFIX)|g;s|@VERSION@|$(VERSION)|g' $< > $@

INSTALLED := \
	$(foreach f,$(TOOLS),bin/$(notdir $f)=$f) \
	$(foreach f,$(PUBLIC_HEADERS),include/ck/$(notdir $f)=$f) \
	lib/libck-kernels.a=$(LIBKERNELS) \
	lib/pkgconfig/ck.pc=$(CK_PC) \
	$(foreach f,$(MAN_PAGES),share/man/man$(patsubst .%,%,$(suffix $f))/$(notdir $f)=$f) \
	$(foreach f,$(wildcard templates/*.yaml templates/fusion/*.yaml templates/gradients/*.yaml),share/ck/$f=$f) \
	share/ck/pipelines/infer.mk=pipelines/infer.mk \
	share/ck/pipelines/train.mk=pipelines/train.mk

.PHONY: install uninstall
install: $(foreach f,$(INSTALLED),$(lastword $(subst =, ,$f)))
	@for f in $(INSTALLED); do \
		case $$f in bin/*) mode=755;; *) mode=644;; esac; \
		install -D -m $$mode "$${f#*=}" "$(DESTDIR)$(PREFIX)/$${f%%=*}" || exit 1; \
	done
	@echo 'installed $(words $(INSTALLED)) files below $(DESTDIR)$(PREFIX)'

# Folders that are ours alone go too, if nothing else was put there.
uninstall:
	@for f in $(INSTALLED); do rm -f "$(DESTDIR)$(PREFIX)/$${f%%=*}" || exit 1; done
	@for d in share/ck/templates/fusion share/ck/templates/gradients share/ck/templates share/ck/pipelines share/ck include/ck; do \
		if [ -d "$(DESTDIR)$(PREFIX)/$$d" ]; then rmdir --ignore-fail-on-non-empty "$(DESTDIR)$(PREFIX)/$$d" || exit 1; fi; \
	done
