#!/bin/sh
# One op more in a template changes its own lines, and what names it: nothing else, in any artifact.
#
# Taken out of the later artifact again, the op must leave the earlier one: its lines are dropped and its name is
# replaced by that of its input. Threads meet before its readers if they divide it. In a layout, the life of that input ends
# with the new op, so that its place may be another, and the sum of all sizes grows; a phase more moves other places too. The new op stands where a comment stood, because each loc holds a line of the template.
. tests/tap.sh

mkdir -p "$work/before" "$work/in-place" "$work/apart"
sed 's/^      - { id: ffn\.norm, .*/&\n      # here/' templates/llama.yaml >"$work/before/llama.yaml"
add() {
	sed "s/^      # here/      - $1/; s/in: ffn\.norm, w: \[ffn\.\(gate\|up\)/in: ffn.again, w: [ffn.\1/" "$work/before/llama.yaml"
}
add '{ id: ffn.again, op: rmsnorm, in: ffn.norm, w: ffn.norm, attr: { eps: norm.eps } }' >"$work/in-place/llama.yaml"
add '{ id: ffn.again, op: matmul, in: ffn.norm, w: attn.out, shape: [T, E] }' >"$work/apart/llama.yaml"

drop_from='/^"from":/d'
drop_op='/^{"id":"\(L[0-9]*\.\)\{0,1\}ffn\.again"/d; /"after":"L[0-9]*\.ffn\.again"/d'
drop_sum='s/"total":[0-9]*//; /"id":"L[0-9]*\.ffn\.norm","dtype"/{ s/"last":"[^"]*"//; s/"offset":[0-9]*//; }'
drop_barrier='/"in":\["L[0-9]*\.ffn\.norm"\]/s/"barrier":true,//'
# In a debug layout nothing shares memory, so that what lies behind a new value moves, and canaries with it.
drop_places='s/"offset":[0-9]*//; s/"act":[0-9]*//; /"name":"act"/d; s/,$//'

same_but_for_the_op() {
	extra=
	[ "$2" != layout ] || extra=$drop_sum
	sed -e "$drop_from" -e "$extra" -e "$3" -e "$drop_barrier" "$work/before.d/$2.json" >"$work/x"
	sed -e "$drop_from" -e "$drop_op" -e 's/ffn\.again/ffn.norm/g' -e "$extra" -e "$3" -e "$drop_barrier" "$work/$1.d/$2.json" >"$work/y"
	[ "$(grep -c "$again" "$work/$1.d/$2.json")" -ge 2 ] || { echo "$again is not in $1 $2"; return 1; }
	diff "$work/x" "$work/y"
}
again='"id":"[L0-9]*\.*ffn\.again"'

# compare MODEL WHAT VARIANTS OPTION...
compare() {
	model=$1 what=$2 variants=$3
	shift 3
	for t in before $variants; do
		rm -rf "$work/$t.d"
		TEMPLATES=$work/$t
		ok "$what: chain, $t" chain "$model" "$work/$t.d" "$@"
	done
	for t in $variants; do
		for s in ir1 ir2 lowered plan; do
			ok "$what, $t: $s" same_but_for_the_op $t $s ''
		done
		case " $t $* " in
		*' apart '* | *' --debug '*) ok "$what, $t: layout, but for places" same_but_for_the_op $t layout "$drop_places" ;;
		*) ok "$what, $t: layout" same_but_for_the_op $t layout '' ;;
		esac
	done
}
compare "$stories" F32 'in-place apart' --target=generic --numerics=exact
compare "$stories" 'F32, nothing fused' 'in-place apart' --target=x86-64-v4 --fuse=none
compare "$stories" 'F32, debug' 'in-place apart' --target=x86-64-v4 --debug
# A matmul would quantize its input too, an op more that is its own.
compare tests/golden/llama/stories260K.q8_0.gguf Q8_0 in-place --target=avx512-vnni --numerics=exact
finish
