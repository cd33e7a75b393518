#!/bin/sh
# What make install puts into an empty folder compiles and runs a model alone; make uninstall takes all of it away.
. tests/tap.sh
unset CK_DATADIR CK_BIN CK_INCLUDE CK_KERNELS CK_PREFIX
dest=$work/dest root=$work/dest/opt/ck

make_here() { make --no-print-directory DESTDIR="$dest" PREFIX=/opt/ck "$@"; }
ok 'make install' make_here install

complete() {
	for t in tools/*.c; do
		t=$(basename "$t" .c)
		[ -x "$root/bin/$t" ] || { echo "no program $t"; return 1; }
		[ -s "$root/share/man/man1/$t.1" ] || { echo "no page $t(1)"; return 1; }
	done
	for f in lib/libck-kernels.a lib/pkgconfig/ck.pc include/ck/ck_abi.h share/ck/templates/llama.yaml; do
		[ -s "$root/$f" ] || { echo "no $f"; return 1; }
	done
}
ok 'every program with its page, the library, headers and data' complete

# Away from the source tree, which nothing may be found in.
cd "$work" || exit 1
infer() {
	env -u CK_DATADIR -u O make -s --no-print-directory -f "$root/share/ck/pipelines/infer.mk" CC="${CC:-gcc}" OUT="$work/model" \
		MODEL_LDFLAGS="${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)}" MODEL="$stories" "$@"
}
ok 'the installed pipeline compiles a model' infer model
run() {
	"$root/bin/ck-run" --temp 0 -n 30 -p 'Once upon a time' "$work/model" >text 2>figures || { cat figures; return 1; }
	grep -q '^Once upon a time, there was a little girl named Lily\. She loved to play outside' text || { cat text; return 1; }
}
ok 'the installed runner runs it' run
by_hand() {
	flags=$(PKG_CONFIG_SYSROOT_DIR="$dest" PKG_CONFIG_PATH="$root/lib/pkgconfig" pkg-config --cflags --libs ck) || return 1
	rm model/model.so &&
	${CC:-gcc} -std=c11 -O2 -Wall -Wextra -Werror ${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)} -DCK_SHARED -fPIC -shared \
		-o model/model.so model/model.c $flags && run
}
ok 'the same with what pkg-config says' by_hand
ok 'headers of the ABI compile alone' sh -c 'for h in "$1"/include/ck/*.h; do
	echo "#include \"$h\"" | ${CC:-gcc} -std=c11 -Wall -Wextra -Werror -iquote "$1/include/ck" -fsyntax-only -x c - || exit 1; done' - "$root"

cd "$top" || exit 1
ok 'make uninstall' make_here uninstall
nothing() { left=$(find "$dest" ! -type d -o -name '*ck*' ! -path "$root"); echo "$left"; [ -z "$left" ]; }
ok 'nothing is left' nothing
ok 'make install again, with a file that is not ours beside' sh -c 'make --no-print-directory DESTDIR="$1" PREFIX=/opt/ck install &&
	echo mine >"$1/opt/ck/share/ck/templates/mine.yaml" && make --no-print-directory DESTDIR="$1" PREFIX=/opt/ck uninstall &&
	[ "$(find "$1" ! -type d)" = "$1/opt/ck/share/ck/templates/mine.yaml" ]' - "$dest"
finish
