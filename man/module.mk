# Manual pages: as written, or, those ending in .in, with the tables that the programs are made from.
MAN_IN    := $(sort $(wildcard man/*.in))
MAN_PAGES := $(sort $(wildcard man/*.[157])) $(MAN_IN:man/%.in=$(O)/man/%)
MAN_FILL  := $(O)/man/fill

$(MAN_FILL): $(O)/man/fill.o $(LIBCK) $(LIBKERNELS)
	$(Q)$(CC) $(LDFLAGS) -fopenmp -o $@ $^ $(LDLIBS)

$(MAN_IN:man/%.in=$(O)/man/%): $(O)/man/%: man/%.in $(MAN_FILL)
	$(Q)$(MAN_FILL) $< > $@
