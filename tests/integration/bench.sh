#!/bin/sh
# ck-bench: what it counts and refuses. Nothing here looks at a time.
. tests/tap.sh

ok 'builds' pipeline MODEL="$stories" OUT="$work/m" CTX=64 SLOTS=3 VERIFY=4 model
bench() { "$bin/ck-bench" -r 2 "$@" "$work/m" >"$work/json"; }
member() { "$O/tests/json" "$work/json" "$@"; }
says() { grep -qF -- "$1" "$work/json" || { echo "missing: $1"; cat "$work/json"; return 1; }; }

ok 'measures prefill and decode' bench -p 24 -n 8 -b 1,3 --verify 4 -d 5 --ops --json
ok 'as JSON' member limits
ok 'prefill' says '"program":"prefill","tokens":24,"batch":1,"rows":0,"depth":5'
ok 'decode of one sequence' says '"program":"decode","tokens":8,"batch":1,"rows":0,"depth":5'
ok 'decode of three' says '"program":"decode","tokens":8,"batch":3,"rows":0,"depth":5'
ok 'verify, four rows a step' says '"program":"verify","tokens":8,"batch":1,"rows":4,"depth":5'
# 5 layers, 8 steps, 2 repeats; 8 heads of 8 see 6 to 13 positions: 4 * 64 FLOP for each of 76, in each layer and repeat.
ok 'counts calls of an op in all layers, and FLOP of attention' says '"calls":80,'
attention() { tr '{' '\n' <"$work/json" | grep '"id":"attn.ctx"' | sed -n "$1s/.*\"flop\":\([0-9.e+]*\).*/\1/p"; }
flop_of() { [ "$(attention "$1" | awk '{ printf "%d", $1 }')" = "$2" ] || { attention "$1"; return 1; }; }
ok '... of prefill' flop_of 1 $((4 * 64 * 2 * 5 * (24 * 5 + 24 * 25 / 2)))
ok '... of decode' flop_of 2 $((4 * 64 * 2 * 5 * 76))
ok '... of three' flop_of 3 $((4 * 64 * 2 * 5 * 76 * 3))
ok '... of two steps of four rows' flop_of 4 $((4 * 64 * 2 * 5 * 76))
# A matrix of 64 x 512 F32 gives the logits.
ok 'counts bytes of a weight once a step' says '"bytes":2097152.0,"flop":1048576.0'
ok 'and FLOP of each row' says '"bytes":2097152.0,"flop":3145728.0'
ok 'as text' bench -p 4 -n 4 --ops
ok 'names the limits' says 'GB/s of its'
ok 'draws the roofline' bench -p 24 -n 4 --roofline
binds() { grep -qE "^  $1 .* (read|f32) +[0-9.]+ +[0-9.]+%$" "$work/json" || { cat "$work/json"; return 1; }; }
ok '... names what binds a matrix' binds logits
ok '... and attention' binds attn.ctx
ok '... and sums up' says 'ops without products'
ok 'copies the weights' bench -p 4 -n 0 --huge
ok '... and says what it took' says 'ms to copy the weights'
ok 'leaves prefill out' bench -p 0 -n 2
ok '... not a line of it' absent '^prefill' "$work/json"

fails 'more sequences than slots' 'built for 3.*SLOTS=4' "$work/x" "$bin/ck-bench" -p 0 -b 4 "$work/m"
fails 'more rows to verify' 'built for 4.*VERIFY=5' "$work/x" "$bin/ck-bench" -p 0 --verify 5 "$work/m"
fails 'more positions than the context' 'built for 64.*CTX=80' "$work/x" "$bin/ck-bench" -p 40 -d 40 "$work/m"
fails 'a model there is not' 'cannot open' "$work/x" "$bin/ck-bench" "$work/nowhere"
misuse() { "$bin/ck-bench" "$@" "$work/m" >/dev/null 2>&1; [ $? -eq 2 ]; }
ok 'nothing to measure is misuse' misuse -p 0 -n 0
ok 'a batch of 0 is misuse' misuse -b 1,0
ok 'a list that ends in a comma is misuse' misuse -b 1,
finish
