# Chat templates against Jinja2, live; tests/golden/jinja has what it made of tests/oracle/jinja_cases.py.
#
#   make compare-jinja TEMPLATES='dir/*.jinja'   the same conversations by both, for each template or GGUF
#   make golden-jinja                            tests/golden/jinja/cases.json again
#
# Both need python3 with jinja2 (Debian: python3-jinja2).
TEMPLATES ?= $(TOK_VOCAB)

.PHONY: compare-jinja golden-jinja
compare-jinja: $(O)/tests/jinja
	$(Q)python3 tests/oracle/jinja.py compare $< $(wildcard $(TEMPLATES))
golden-jinja:
	$(Q)python3 tests/oracle/jinja.py golden $(TOK_DATA)/vocab > tests/golden/jinja/cases.json
