#!/bin/sh
# make explain follows one op from template line to C line.
. tests/tap.sh

ok 'builds' pipeline MODEL="$stories" OUT="$work/m" TARGET=generic NUMERICS=exact model
explain() { pipeline MODEL="$stories" OUT="$work/m" TARGET=generic NUMERICS=exact OP="$1" explain >"$work/$1"; }
op=L02.attn.q
ok "explains $op" explain $op
has() { grep -qF -- "$1" "$work/$op" || { echo "missing: $1"; cat "$work/$op"; return 1; }; }
line=$(grep -n '{ id: attn\.q, op: matmul' templates/llama.yaml | cut -d: -f1)
ok 'its template line, by number and as it stands' has "$(printf '%5d  %s' "$line" "$(sed -n "${line}p" templates/llama.yaml)")"
for s in ir1 ir2 lowered plan layout; do
	ok "its line of $s" has "$(sed -n '/^{"id":"\(L02\.\)*attn\.q","op"/{s/,$//;p;q;}' "$work/m/$s.json")"
done
ok 'its kernel' has 'kernel ck_matmul_f32_ref'
value() { sed -n '/^{"id":"L02\.attn\.q","'"$1"'"/{s/,$//;p;}' "$work/m/layout.json"; }
places() { value dtype | while read -r l; do has "$l" || exit 1; done; }
ok 'where its output lies, in each program' places
ok 'where its weight lies' has "$(value tensor)"
c_lines() {
	lines=$(grep -n '/\* L02\.attn\.q: ' "$work/m/model.c" | cut -d: -f1)
	[ "$(echo "$lines" | wc -l)" -eq 2 ] || { echo "in model.c: $lines"; return 1; }
	for l in $lines; do
		has "model.c, line $l" && has "$(printf '%5d  %s' $l "$(sed -n "${l}p" "$work/m/model.c")")" || return 1
	done
}
ok 'its lines of C, by number and as they stand' c_lines

# A loc is quoted from below the templates only.
mkdir "$work/far"
cp "$work/m"/*.json "$work/m/model.c" "$work/far"
up=$(echo "$top/templates/" | sed 's|[^/]||g; s|/|../|g')
echo secret >"$work/secret"
loc=$(sed -n '/^{"id":"L02\.attn\.q","op"/{s/.*"loc":"\([^"]*\)".*/\1/;p;q;}' "$work/m/ir2.json")
for s in ir1 ir2 lowered plan layout; do
	sed "s|\"$loc\"|\"$up${work#/}/secret:1\"|g" "$work/m/$s.json" >"$work/far/$s.json"
done
ok 'a loc is in the artifacts' grep -qF "/secret:1" "$work/far/ir1.json"
tell() { "$bin/ck-explain" "$work/far" L02.attn.q >"$work/told" && absent '  1  secret' "$work/told"; }
ok 'a loc that leads elsewhere quotes nothing' tell

op=L03.ffn.up
ok 'an op that was fused away' explain $op
ok 'is followed into what replaced it' has '"fused":["L03.ffn.gate","L03.ffn.up","L03.ffn.act"]'
fails 'an op there is not' "no op 'L02\.attn\.nope'" "$work/x" "$bin/ck-explain" "$work/m" L02.attn.nope
fails 'a model there is not' 'cannot open' "$work/x" "$bin/ck-explain" "$work/nowhere" L02.attn.q
finish
