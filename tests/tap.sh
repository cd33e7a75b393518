# tap.sh: what the scripts of tests/integration share. They run from the source folder, with the build folder in O.
: "${O:=build}"
case $O in /*) ;; *) O=$PWD/$O ;; esac
top=$PWD bin=$O/bin
gguf_make=$O/tests/gguf-make
stories=$top/tests/data/stories260K.gguf
export O CK_DATADIR="$top"
[ -x "$bin/ck-run" ] && [ -x "$gguf_make" ] || { echo "Bail out! $O has no programs: make check builds them"; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
count=0 failures=0

comment() { sed 's/^/# /' "$@"; }

# ok WHAT COMMAND...: the command succeeds. Its output is shown only if it does not.
ok() {
	tap_what=$1
	shift
	count=$((count + 1))
	if "$@" >"$work/.log" 2>&1; then
		echo "ok $count - $tap_what"
	else
		echo "not ok $count - $tap_what"
		failures=$((failures + 1))
		head -n 40 "$work/.log" | comment
	fi
}

# fails WHAT PATTERN FILE COMMAND...: exit status 1, one error line that matches, and no FILE.
fails() {
	ok "$1" refused "$2" "$3" "$@"
}

refused() {
	pattern=$1 file=$2
	shift 5
	"$@" >"$work/.out" 2>"$work/.err"
	status=$?
	cat "$work/.err"
	[ $status -eq 1 ] || { echo "exit status $status, not 1"; return 1; }
	[ "$(grep -c 'error: ' "$work/.err")" -eq 1 ] || { echo 'not one error'; return 1; }
	grep -Eq -- "$pattern" "$work/.err" || { echo "no line matches: $pattern"; return 1; }
	for f in "$file" "$file".*; do
		[ ! -e "$f" ] || { echo "$f was left"; return 1; }
	done
}

not() { ! "$@"; }

# absent PATTERN FILE...: all can be read, none has a line that matches.
absent() {
	grep -nE -- "$@"
	[ $? -eq 1 ]
}

skip() { count=$((count + 1)); echo "ok $count - $1 # SKIP $2"; }

finish() {
	echo "1..$count"
	[ $failures -eq 0 ]
	exit
}

# pipeline TARGET VARIABLE=...: the pipeline as installed, with the programs just built; not the build's own make.
pipeline() {
	make -s --no-print-directory -f "$top/pipelines/infer.mk" CK_BIN="$bin" CK_INCLUDE="$top/kernels" \
		CK_KERNELS="$O/libck-kernels.a" CC="${CC:-gcc}" \
		MODEL_LDFLAGS="${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)}" "$@" 2>"$work/.pipeline" || { cat "$work/.pipeline"; return 1; }
}

# shared FOLDER [OPTION...]: its model.c becomes its model.so.
shared() {
	folder=$1
	shift
	${CC:-gcc} -std=c11 -O1 "$@" ${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)} -DCK_SHARED -fPIC -shared -I"$top/kernels" \
		-o "$folder/model.so" "$folder/model.c" "$O/libck-kernels.a" -Wl,--exclude-libs,ALL -lm
}

# chain GGUF FOLDER [OPTION...]: every artifact but the compiled ones; options of ck-fuse (or IR2_TOOL), --debug of ck-layout.
chain() {
	gguf=$1 to=$2 debug=
	shift 2
	case " $* " in *' --debug '*) debug=--debug ;; esac
	for o; do
		shift
		[ "$o" = --debug ] || set -- "$@" "$o"
	done
	mkdir -p "$to" || return 1
	"$bin/gguf2bump" -o "$to/weights.bump" "$gguf" >"$to/manifest.json" &&
	"$bin/ck-ir1" ${TEMPLATES:+--templates "$TEMPLATES"} -o "$to/ir1.json" "$to/manifest.json" &&
	"$bin/${IR2_TOOL:-ck-fuse}" "$@" -o "$to/ir2.json" "$to/ir1.json" &&
	"$bin/ck-lower" -o "$to/lowered.json" "$to/ir2.json" &&
	"$bin/ck-plan" -o "$to/plan.json" "$to/lowered.json" &&
	"$bin/ck-layout" $debug -o "$to/layout.json" "$to/plan.json" &&
	"$bin/ck-codegen" -o "$to/model.c" "$to/layout.json"
}

stages='manifest ir1 ir2 lowered plan layout'

all_targets='generic x86-64-v3 avx-vnni x86-64-v4 avx512-vnni avx512-bf16 amx'

# The targets this CPU can run, in order.
targets() {
	native=$("$bin/ck-fuse" "$1" | sed -n 's/^"target":{"name":"\([^"]*\)".*/\1/p')
	for t in $all_targets; do
		[ $t != avx-vnni ] || grep -qw avx_vnni /proc/cpuinfo || continue
		echo $t
		[ $t != "$native" ] || break
	done
}
