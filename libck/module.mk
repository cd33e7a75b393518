LIBCK     := $(O)/libck.a
LIBCK_OBJ := $(patsubst %.c,$(O)/%.o,$(sort $(wildcard libck/*.c)))
$(O)/libck/import.o $(O)/libck/pack.o $(O)/libck/quant_model.o $(O)/libck/team.o: CFLAGS += -fopenmp
# The same bits from every instruction set.
$(O)/libck/quant_%.o: CFLAGS += -O3 -ffp-contract=off -Wno-psabi
$(O)/libck/quant_search.avx2.o: CFLAGS += $(if $(filter avx2,$(ISAS)),-mavx2)

$(LIBCK): $(LIBCK_OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

# Tables of the Unicode character database, as Debian's unicode-data has it.
UNICODE_DATA ?= /usr/share/unicode
$(O)/gen/unicode.inc: libck/unicode.awk $(UNICODE_DATA)/PropList.txt $(UNICODE_DATA)/UnicodeData.txt
	@mkdir -p $(@D)
	$(Q)LC_ALL=C awk -f $^ > $@
$(O)/libck/unicode.o: $(O)/gen/unicode.inc
