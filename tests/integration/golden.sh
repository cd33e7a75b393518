#!/bin/sh
# Every stage of stories260K as it stands in tests/golden/stories260K: the first two artifacts, and the rest for two fixed
# targets, one of them with a debug layout; and the training of a model of one layer. "golden.sh accept" shows what changed and replaces goldens if told to
# (on the terminal, or by ACCEPT=yes).
. tests/tap.sh
golden=tests/golden/stories260K

chain "$stories" "$work/generic" --target=generic --numerics=exact >"$work/log" 2>&1 &&
chain "$stories" "$work/x86-64-v4" --target=x86-64-v4 --numerics=exact --debug >>"$work/log" 2>&1 &&
"$gguf_make" --preset micro -o "$work/micro.gguf" >>"$work/log" 2>&1 &&
(IR2_TOOL=ck-grad && chain "$work/micro.gguf" "$work/train" --target=generic --batch=2 --seq=16 --debug) >>"$work/log" 2>&1 || {
	cat "$work/log" >&2
	echo 'Bail out! the chain does not run'
	exit 1
}
mv "$work/generic/manifest.json" "$work/generic/ir1.json" "$work"
rm -f "$work"/*/weights.bump "$work"/x86-64-v4/manifest.json "$work"/x86-64-v4/ir1.json "$work"/train/manifest.json "$work"/train/ir1.json
files=$(cd "$work" && ls *.json */*.json */*.c)

# In words where both are artifacts, as lines otherwise.
difference() {
	[ -e "$golden/$1" ] || { echo 'there is no golden yet'; return; }
	case $1 in
	*.json)
		"$bin/ck-diff" "$golden/$1" "$work/$1" 2>"$work/trouble" && {
			echo 'the same to ck-diff, but not byte for byte:'
			diff -u "$golden/$1" "$work/$1"
		}
		[ ! -s "$work/trouble" ] || diff -u "$golden/$1" "$work/$1" ;;
	*) diff -u "$golden/$1" "$work/$1" ;;
	esac
}

same() { cmp -s "$golden/$1" "$work/$1" || { difference "$1"; return 1; }; }

if [ "${1-}" = accept ]; then
	changed=
	for f in $files; do
		same "$f" >"$work/difference" && continue
		changed="$changed $f"
		echo "--- $golden/$f"
		cat "$work/difference"
	done
	[ "$changed" ] || { echo 'no golden differs'; exit 0; }
	answer=${ACCEPT-}
	[ "$answer" ] || { printf 'replace:%s? [y/N] ' "$changed"; read -r answer || answer=; }
	case $answer in y|Y|yes) ;; *) echo 'nothing replaced'; exit 1 ;; esac
	for f in $changed; do
		mkdir -p "$golden/$(dirname "$f")" && cp "$work/$f" "$golden/$f" || exit 1
	done
	exit 0
fi

for f in $files; do
	ok "$f is as its golden" same "$f"
done
ok 'no golden without a stage' test "$files" = "$(cd $golden && ls *.json */*.json */*.c)"
finish
