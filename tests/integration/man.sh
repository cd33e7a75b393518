#!/bin/sh
# Manual pages: clean for mandoc, one per program, options as --help has them and the other way round, references to pages
# that are there.
. tests/tap.sh
pages=$(ls man/*.[157]; for p in man/*.in; do echo "$O/man/$(basename "$p" .in)"; done)

ok 'mandoc finds nothing wrong' mandoc -Tlint -Wwarning $pages
for tool in tools/*.c; do
	tool=$(basename "$tool" .c)
	page=man/$tool.1
	ok "$tool(1) is there" test -s "$page"
	same_options() {
		"$bin/$tool" --help | sed -n 's/^  \(-[A-Za-z0-9]\)\{0,1\},\{0,1\} *\(--[a-z0-9-]*\).*/\2 \1/p' | sed 's/ $//' | sort >"$work/help"
		sed -n 's/^\.It Fl //p' "$page" | sed -n 's/^\([A-Za-z0-9]\) .*Fl \(-[a-z0-9-]*\).*/-\2 -\1/p; t
			s/^\(-[a-z0-9-]*\).*/-\1/p' | sort >"$work/page"
		[ -s "$work/help" ] && diff "$work/help" "$work/page"
	}
	ok "$tool(1) has the options of --help" same_options
	same_summary() { "$bin/$tool" --help | grep -qxF "$(sed -n 's/^\.Nd //p' "$page")."; }
	ok "$tool(1) says of it what --help does" same_summary
	synopsis() {
		sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' "$page" >"$work/synopsis"
		grep -q '^\.Nm' "$work/synopsis" && grep -q '^\.Sh EXIT STATUS' "$page" && grep -q '^\.Sh EXAMPLES' "$page"
	}
	ok "$tool(1) has synopsis, exit status and examples" synopsis
done

references() {
	for p in $pages; do
		sed -n 's/.*\<Xr \([^ ]*\) \([0-9]\).*/\1.\2/p' "$p"
	done | sort -u | grep -v '^pkg-config\.1$' | while read -r ref; do
		echo "$pages" | grep -q "/$(echo "$ref" | sed 's/\./\\./g')\$" || echo "no page $ref"
	done >"$work/missing"
	cat "$work/missing"
	[ ! -s "$work/missing" ]
}
ok 'every page referred to is there' references

# The tables of section 5 are made from the schema; only attributes of ops are in ck-ops(7) instead.
keys_documented() {
	chain "$stories" "$work/m" || return 1
	for s in $stages; do
		sed '/^"from":/d' "$work/m/$s.json" | grep -o '[{,]"[a-z0-9_]*":' | tr -d '{,":' | sort -u >"$work/keys"
		[ -s "$work/keys" ] || return 1
		while read -r key; do
			grep -q "^\.It Cm $key Pq" "$O/man/ck.$s.5" || grep -qE "^\.Ql (.* )?$key:[ifbs]" "$O/man/ck-ops.7" ||
				{ echo "ck.$s(5) lacks $key"; return 1; }
		done <"$work/keys"
	done
}
ok 'every key of an artifact is in its page' keys_documented
finish
