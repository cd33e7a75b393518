#!/bin/sh
# docs/training.md: its commands run, one block after the other, and leave files with the lines that it quotes; "..." stands for any text.
. tests/tap.sh
page=$top/docs/training.md
run=$work/run
mkdir -p "$run/tests" && ln -s "$top/tests/data" "$run/tests/data"
CK_INCLUDE=$top/kernels CK_KERNELS=$O/libck-kernels.a
export CK_INCLUDE CK_KERNELS

# The block of commands number $1, in the folder of them all.
block() { awk -v want="$1" '/^```/ { if (!in_it && $0 == "```sh") { n++; in_it = n == want; next } in_it = 0 } in_it' "$page"; }
cc() { ${CC:-gcc} ${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)} "$@"; }
commands() { (cd "$run" && PATH=$bin:$PATH && set -e && eval "$(block "$1")"); }
stands() {
	awk -v want="$2" 'BEGIN { n = split(want, part, /\.\.\./) }
		{ rest = $0; for (i = 1; i <= n; i++) { at = index(rest, part[i]); if (!at) next; rest = substr(rest, at + length(part[i])) }
		  found = 1; exit }
		END { exit !found }' "$run/$1" || { tail -n 30 "$run/$1" | cut -c1-200; return 1; }
}

blocks=$(grep -c '^```sh' "$page")
n=0
while [ $n -lt "$blocks" ]; do
	n=$((n + 1))
	ok "commands $n: $(block $n | head -n 1 | cut -c1-60)" commands $n
done
awk '/^```/ { file = file == "" && NF == 2 ? $2 : ""; next } file != "" && NF { print file "\t" $0 }' "$page" >"$work/quotes"
while IFS="$(printf '\t')" read -r file line; do
	ok "$file: $(echo "$line" | cut -c1-60)" stands "$file" "$(printf '%s' "$line" | sed 's/\\/\\\\/g')"
done <"$work/quotes"
ok 'what was read stayed as it was' cmp "$run/tests/data/stories260K.gguf" "$stories"
finish
