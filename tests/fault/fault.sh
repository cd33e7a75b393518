#!/bin/sh
# Failures of the machine: full disks, failing reads, writes, renames and allocations, unreadable inputs, closed streams,
# signals. After each a tool has ended with status 1 and a diagnostic (or by the signal), its old output untouched and no
# temporary file left; or, where the failure did not matter, its output is the right one.
set -u
: "${O:=build}" "${CK_BIN:=$O/bin}"
shim=$(realpath "$O")/tests/fault/shim.so
make_gguf=$(realpath "$O")/tests/gguf-make
bin=$(realpath "$CK_BIN")
top=$PWD lib=$(realpath "$O")/libck-kernels.a
export CK_DATADIR="$PWD"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir good out folder
n=0

# TAP goes to standard output, also where that is another file's.
exec 3>&1
ok() { n=$((n + 1)); echo "ok $n - $1" >&3; }
not_ok() {
	n=$((n + 1))
	echo "not ok $n - $1" >&3
	sed 's/^/# /' err | head -n 5 >&3
}

# The inputs, and the output each tool should give.
"$make_gguf" --preset micro -o good/model.gguf &&
"$bin/gguf2bump" -o good/weights.bump good/model.gguf > good/manifest.json &&
"$bin/ck-ir1" good/manifest.json > good/ir1.json &&
"$bin/ck-fuse" -t generic -c 64 good/ir1.json > good/ir2.json 2> err &&
"$bin/ck-lower" good/ir2.json > good/lowered.json 2> err &&
"$bin/ck-plan" good/lowered.json > good/plan.json &&
"$bin/ck-layout" good/plan.json > good/layout.json &&
"$bin/ck-codegen" good/layout.json > good/model.c &&
"$bin/ck-pack" -o good/model.bump good/layout.json good/weights.bump &&
"$bin/ck-quantize" -t 1 -o good/q8_0.gguf good/model.gguf q8_0 || { echo 'Bail out! the chain fails without faults'; exit 1; }

# Programs that run models: for these, one that is compiled, one to train, and what they read.
compiled() {
	"${CC:-gcc}" -std=c11 -O0 -DCK_SHARED -fPIC -shared ${SAN:+-fsanitize=$(echo $SAN | tr ' ' ,)} -I"$top/kernels" \
		-o "$1/model.so" "$1/model.c" "$lib" -Wl,--exclude-libs,ALL -lm
}
mkdir train
echo '1 5 9 13 17 21 25 29 33 37 3 7 11 15 19 23 27' > good/ids
yes 'ba de fi' | head -n 150 > good/text
compiled good && "$bin/ck-grad" -t generic -s 8 good/ir1.json > good/train.json && "$bin/ck-lower" good/train.json > train/lowered.json &&
"$bin/ck-plan" train/lowered.json > train/plan.json && "$bin/ck-layout" train/plan.json > train/layout.json &&
"$bin/ck-codegen" train/layout.json > train/model.c && "$bin/ck-pack" -o train/model.bump train/layout.json good/weights.bump &&
compiled train && "$bin/ck-train" --tokens=good/ids -n 2 --until=1 -t 1 --checkpoint=good/started.bump train > stdout 2> err &&
"$bin/ck-train" --tokens=good/ids -n 2 -t 1 --resume=good/started.bump --checkpoint=good/trained.bump train > stdout 2> err &&
"$bin/ck-run" -t 1 --tokens good/ids --logits good/logits good 2> err && "$bin/ck-tok" -o good/ids.out encode good/model.gguf < good/text &&
"$bin/ck-ppl" -t 1 -c 8 -f good/text --save-logits good/saved good > good/ppl 2> err || { echo 'Bail out! running models fails without faults'; cat err; exit 1; }

# Command of a tool that writes out/NAME; %s is its output.
tools='gguf2bump ck-ir1 ck-fuse ck-grad ck-lower ck-plan ck-layout ck-codegen ck-pack bump2gguf ck-quantize ck-tok ck-run ck-ppl ck-train'
output_of() {
	case $1 in
	gguf2bump) echo weights.bump ;;
	ck-ir1) echo ir1.json ;;
	ck-fuse) echo ir2.json ;;
	ck-lower) echo lowered.json ;;
	ck-plan) echo plan.json ;;
	ck-layout) echo layout.json ;;
	ck-codegen) echo model.c ;;
	ck-pack) echo model.bump ;;
	bump2gguf) echo model.gguf ;;
	ck-quantize) echo q8_0.gguf ;;
	ck-grad) echo train.json ;;
	ck-tok) echo ids.out ;;
	ck-run) echo logits ;;
	ck-ppl) echo saved ;;
	ck-train) echo trained.bump ;;
	esac
}
input_of() {
	case $1 in
	gguf2bump) echo good/model.gguf ;;
	ck-ir1) echo good/manifest.json ;;
	ck-fuse) echo good/ir1.json ;;
	ck-lower) echo good/ir2.json ;;
	ck-plan) echo good/lowered.json ;;
	ck-layout) echo good/plan.json ;;
	ck-codegen) echo good/layout.json ;;
	ck-pack) echo good/layout.json ;;
	bump2gguf) echo good/model.bump ;;
	ck-quantize) echo good/model.gguf ;;
	ck-grad) echo good/ir1.json ;;
	ck-tok) echo good/model.gguf ;;
	ck-run | ck-ppl) echo good ;;
	ck-train) echo train ;;
	esac
}
# run TOOL OUTPUT [INPUT]: standard output goes to the file descriptor the caller gives.
run() {
	tool=$1 to=$2 from=${3:-$(input_of "$1")}
	set --
	case $tool in
	ck-fuse) set -- -t generic -c 64 ;;
	ck-grad) set -- -t generic -s 8 ;;
	esac
	case $tool in
	ck-pack) "$bin/$tool" -o "$to" "$from" good/weights.bump 2> err ;;
	ck-quantize) "$bin/$tool" -t 1 -o "$to" "$from" q8_0 2> err ;;
	ck-tok) "$bin/$tool" -o "$to" encode "$from" < good/text 2> err ;;
	ck-run) "$bin/$tool" -t 1 --tokens good/ids --logits "$to" "$from" 2> err ;;
	ck-ppl) "$bin/$tool" -t 1 -c 8 -f good/text --save-logits "$to" "$from" 2> err ;;
	ck-train) "$bin/$tool" -t 1 --tokens=good/ids -n 2 --resume=good/started.bump --checkpoint="$to" "$from" 2> err ;;
	*) "$bin/$tool" "$@" -o "$to" "$from" 2> err ;;
	esac
}

# After a run that ended with status $1: what must hold, as text; empty if it does.
wrong() {
	status=$1 tool=$2 name=$(output_of "$2")
	case $status in
	0) cmp -s "out/$name" "good/$name" || { echo 'status 0 with a wrong output'; return; } ;;
	1)
		grep -q ': ' err || { echo 'no diagnostic'; return; }
		[ "$(cat "out/$name")" = old ] || { echo 'the old output was touched'; return; }
		;;
	*) echo "status $status"; return ;;
	esac
	[ "$(ls out)" = "$name" ] || echo "left behind: $(ls out | tr '\n' ' ')"
}
prepare() { rm -rf out mark; mkdir out; echo old > "out/$(output_of "$1")"; }

# fail_at TOOL FUNCTION: every n-th call of it fails, until there are no more calls.
fail_at() {
	tool=$1 what=$2 at=1 tried=0
	while :; do
		prepare "$tool"
		LD_PRELOAD=$shim CK_FAULT=$what:$at CK_FAULT_MARK=$work/mark run "$tool" "out/$(output_of "$tool")" > stdout
		status=$?
		[ -e mark ] || break
		tried=$((tried + 1))
		bad=$(wrong $status "$tool")
		if [ "$bad" ]; then
			not_ok "$tool, $what fails at call $at: $bad"
			return
		fi
		at=$((at < 12 ? at + 1 : at * 3 / 2))
	done
	[ $tried -eq 0 ] || ok "$tool, $what fails at any of $tried calls"
}

case " ${SAN:-} " in
*address* | *thread* | *memory*) echo '# the sanitizer wants to be loaded first: no calls are made to fail' ;;
*)
	for tool in $tools; do
		for what in read write pread pwrite ftruncate mmap fopen fdopen mkstemp rename fstat fflush fclose malloc calloc \
			realloc dlopen; do
			fail_at "$tool" "$what"
		done
	done
	# A signal in the middle of a copy.
	for tool in gguf2bump ck-pack; do
		for sig in 1 2 13 15; do
			prepare $tool
			LD_PRELOAD=$shim CK_FAULT=pwrite:2 CK_FAULT_SIGNAL=$sig CK_FAULT_MARK=$work/mark \
				run $tool "out/$(output_of $tool)" > stdout
			status=$?
			if [ -e mark ] && [ $status -eq $((128 + sig)) ] && [ "$(ls out)" = "$(output_of $tool)" ] &&
				[ "$(cat out/*)" = old ]; then
				ok "$tool, signal $sig ends it and leaves nothing"
			else
				not_ok "$tool, signal $sig: status $status, $(ls out | tr '\n' ' ')"
			fi
		done
		prepare $tool
		(
			trap '' HUP
			LD_PRELOAD=$shim CK_FAULT=pwrite:2 CK_FAULT_SIGNAL=1 run $tool "out/$(output_of $tool)" > stdout
		)
		bad=$(wrong $? $tool)
		if [ ! "$bad" ] && cmp -s "out/$(output_of $tool)" "good/$(output_of $tool)"; then
			ok "$tool, a signal ignored by its caller is ignored"
		else
			not_ok "$tool, a signal ignored by its caller: $bad"
		fi
	done
	;;
esac

for tool in $tools; do
	name=$(output_of "$tool")
	# A disk that is full after so many blocks of 512 bytes (the diagnostic has room in one); without, and then with,
	# the signal that goes with it.
	for blocks in 1 2 5; do
		prepare "$tool"
		(trap '' XFSZ; ulimit -f $blocks; run "$tool" "out/$name" > /dev/null) 2> /dev/null
		status=$?
		bad=$(wrong $status "$tool")
		if [ $status -ne 0 ] && [ ! "$bad" ]; then
			ok "$tool, file size limited to $blocks blocks"
		else
			not_ok "$tool, file size limited to $blocks blocks: ${bad:-status $status}"
		fi
	done
	prepare "$tool"
	(ulimit -f 1; run "$tool" "out/$name" > /dev/null) 2> /dev/null
	status=$?
	if [ $status -ne 0 ] && [ "$(ls out)" = "$name" ] && [ "$(cat "out/$name")" = old ]; then
		ok "$tool, ended by the file size limit leaves nothing"
	else
		not_ok "$tool, ended by the file size limit: status $status, $(ls out | tr '\n' ' ')"
	fi

	prepare "$tool"
	run "$tool" out/none/file > /dev/null
	bad=$(wrong $? "$tool")
	[ "$bad" ] && not_ok "$tool, output in no folder: $bad" || ok "$tool, output in no folder"
	prepare "$tool"
	run "$tool" folder > /dev/null
	bad=$(wrong $? "$tool")
	[ "$bad" ] && not_ok "$tool, output is a folder: $bad" || ok "$tool, output is a folder"
	for input in none folder /dev/null /proc/self/mem good/model.c; do
		prepare "$tool"
		run "$tool" "out/$name" $input > /dev/null
		status=$?
		bad=$(wrong $status "$tool")
		if [ $status -eq 1 ] && [ ! "$bad" ]; then
			ok "$tool, input is $input"
		else
			not_ok "$tool, input is $input: ${bad:-status $status}"
		fi
	done
done

# Programs that print: on a full disk, and with standard output closed.
fails() {
	what=$1
	shift
	"$@" 2> err
	status=$?
	if [ $status -eq 1 ] && [ -s err ]; then
		ok "$what"
	else
		not_ok "$what: status $status"
	fi
}
for tool in ck-ir1 ck-fuse ck-lower ck-plan ck-layout ck-codegen bump2gguf; do
	set -- "$bin/$tool"
	[ $tool = ck-fuse ] && set -- "$@" -t generic -c 64
	set -- "$@" "$(input_of $tool)"
	fails "$tool, standard output is full" "$@" > /dev/full
	fails "$tool, standard output is closed" "$@" >&-
done
for tool in "$bin"/*; do
	fails "$(basename "$tool") --help, standard output is full" "$tool" --help > /dev/full
	fails "$(basename "$tool") --version, standard output is closed" "$tool" --version >&-
done
fails 'ck-kernels, standard output is full' "$bin/ck-kernels" > /dev/full
sed 's/"numerics":"[a-z]*"/"numerics":"exact"/' good/ir2.json > other.json
"$bin/ck-diff" good/ir2.json other.json > /dev/full 2> err
[ $? -gt 1 ] && [ -s err ] && ok 'ck-diff, standard output is full' || not_ok 'ck-diff, standard output is full'
rm -rf out
mkdir out
fails 'gguf2bump, manifest to a full disk' "$bin/gguf2bump" -o out/w good/model.gguf > /dev/full
[ ! "$(ls out)" ] && ok 'gguf2bump, manifest to a full disk: no weights' || not_ok 'gguf2bump, manifest to a full disk: weights'
fails 'gguf2bump, all streams closed' "$bin/gguf2bump" -o out/w good/model.gguf <&- >&-
[ ! "$(ls out)" ] && ok 'gguf2bump, all streams closed: no weights' || not_ok 'gguf2bump, all streams closed: weights'
fails 'ck-ir1, standard input is closed' "$bin/ck-ir1" <&- > stdout
fails 'ck-ir1, standard input is a folder' "$bin/ck-ir1" < folder > stdout
# A weights file that is cut short while a program has it mapped: after it has opened the model, before it reads the prompt.
# A sanitizer would take the signal before the program.
cut_short() {
	rm -rf cut out
	mkdir cut out
	cp good/layout.json good/model.so good/model.bump cut/
	mkfifo cut/prompt
	ASAN_OPTIONS="${ASAN_OPTIONS:-}:handle_sigbus=0" timeout 600 "$bin/ck-run" -t 2 -n 4 --logits out/logits -f cut/prompt cut > stdout 2> err &
	running=$!
	exec 4> cut/prompt
	truncate -s 2097152 cut/model.bump
	echo 'ba de' >&4
	exec 4>&-
	wait $running
	status=$?
	[ $status -eq 1 ] && grep -q 'model.bump: error: was cut short while it was mapped' err && [ ! "$(ls out)" ]
}
if cut_short; then
	ok 'ck-run, weights cut short while mapped'
else
	not_ok "ck-run, weights cut short while mapped: status $status, $(ls out | tr '\n' ' ')"
fi
echo "1..$n"
