#!/bin/sh
# docs/guide.md: the lines that it quotes from a file stand in that file; "..." stands for any text within a line.
. tests/tap.sh
mkdir "$work/g"
ok 'the artifacts of the guide' chain "$stories" "$work/g" --target=x86-64-v4 --numerics=exact

# A block ```lang FILE: its lines, one by one, with FILE before them.
awk '/^```/ { file = file == "" && NF == 2 ? $2 : ""; next } file != "" && NF { print file "\t" $0 }' docs/guide.md >"$work/quotes"

stands() {
	awk -v want="$2" 'BEGIN { n = split(want, part, /\.\.\./) }
		{ rest = $0; for (i = 1; i <= n; i++) { at = index(rest, part[i]); if (!at) next; rest = substr(rest, at + length(part[i])) }
		  found = 1; exit }
		END { exit !found }' "$1"
}
while IFS="$(printf '\t')" read -r file line; do
	case $file in */*) from=$top/$file ;; *) from=$work/g/$file ;; esac
	ok "$file: $(echo "$line" | cut -c1-60)" stands "$from" "$(printf '%s' "$line" | sed 's/\\/\\\\/g')"
done <"$work/quotes"
ok 'the guide quotes every stage' sh -c 'for f in manifest.json ir1.json ir2.json lowered.json plan.json layout.json model.c; do
	grep -q "^$f" "$1" || exit 1; done' - "$work/quotes"
finish
