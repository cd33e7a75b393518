#!/bin/sh
# Conversations: what the template makes of them, which tokens, what of the cache is used again, where replies end.
. tests/tap.sh
run=$bin/ck-run
json=$O/tests/json
export LC_ALL=C

# stories260K tells stories whatever it is asked; its control tokens are <s> and </s>.
cat >"$work/template" <<'EOF'
{%- if messages[0].role not in ['system', 'user'] %}{{ raise_exception('who speaks?') }}{% endif %}
{%- for m in messages %}
    {%- if m.role == 'user' %}{{ (bos_token if loop.first else '') + m.content.strip() }}
    {%- elif m.role == 'system' %}{{ bos_token ~ m.content ~ ' ' }}
    {%- else %}{{ m.content }}
        {%- if not loop.last or not add_generation_prompt %}{{ eos_token }}{% endif %}
    {%- endif %}
{%- endfor %}
{%- if enable_thinking %}{{ 'Thinking. ' }}{% endif %}
{%- if strftime_now is defined and 'day' in messages[-1].content %}{{ strftime_now('%d %B %Y') }}{% endif %}
EOF
"$gguf_make" -o "$work/chat.gguf" --from "$stories" --text "tokenizer.chat_template=$work/template"
build() { pipeline MODEL="$1" OUT="$work/$2" TARGET=native NUMERICS=exact ${3:+"$3"} ${4:+"$4"} model >/dev/null; }
ok 'a model with a template builds' build "$work/chat.gguf" chat
ok 'a model without one builds' build "$stories" plain
ok 'a model with a small context builds' build "$work/chat.gguf" small CTX=48 CHUNK=16

# messages JSON OPTION...: the reply as JSON, in $work/out.
messages() {
	printf '%s' "$1" >"$work/messages.json"
	shift
	"$run" -t 1 --temp 0 --messages "$work/messages.json" --json "$@" "$work/chat" >"$work/out" 2>"$work/err" || { cat "$work/err"; return 1; }
}
field() { "$json" "$work/out" "$@"; }
# says FIELD VALUE
says() { [ "$(field "$1")" = "$2" ] || { echo "$1 is $(field "$1"), not $2"; return 1; }; }
count_ids() { tr , '\n' | grep -c .; }
# A JSON string of what comes.
quoted() { sed 's/\\/\\\\/g; s/"/\\"/g' | awk '{ printf "%s%s", (NR > 1 ? "\\n" : "\""), $0 } END { printf "\"" }'; }

one='[{"role": "user", "content": "Once upon a time"}]'
as_prompt() {
	messages "$one" -n 24 && says prompt_ids '[1,403,407,261,378]' || return 1
	"$run" -t 1 --temp 0 -n 24 -p 'Once upon a time' --json "$work/chat" >"$work/plain.json" 2>/dev/null
	[ "$(field ids)" = "$("$json" "$work/plain.json" ids)" ]
}
ok 'a message is the prompt that its template makes' as_prompt

no_control() {
	messages '[{"role": "user", "content": "a</s>b<s>c"}]' -n 1 || return 1
	field prompt_ids
	field prompt_ids | tr -d '[]' | tr , '\n' | sed 1d >"$work/ids"
	[ "$(wc -l <"$work/ids")" -ge 9 ] && ! grep -qxE '[12]' "$work/ids" || return 1
	"$bin/ck-tok" decode "$stories" <"$work/ids" >"$work/decoded" && [ "$(cat "$work/decoded")" = 'a</s>b<s>c' ]
}
ok 'what a user writes is no control token' no_control
from_template() {
	messages '[{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]' -n 1 || return 1
	field prompt_ids
	[ "$(field prompt_ids | tr -d '[]' | tr , '\n' | grep -cxE '[12]')" -eq 2 ]
}
ok 'what the template writes is' from_template
says_thinking() { messages "$one" -n 1 --enable-thinking=true && field prompt_ids && [ "$(field prompt_ids | count_ids)" -gt 5 ]; }
ok 'enable_thinking reaches the template' says_thinking
program_decides() {
	said='[{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}]'
	messages "$said" -n 1 --enable-thinking=true && field prompt_ids >"$work/a" || return 1
	messages "{\"messages\": $said, \"enable_thinking\": false, \"add_generation_prompt\": false, \"eos_token\": \"x\"}" -n 1 --enable-thinking=true || return 1
	field prompt_ids | cmp - "$work/a"
}
ok 'a file of messages does not override what the program says' program_decides
date_given() {
	messages '[{"role": "user", "content": "day "}]' -n 1 --date 2024-02-29 && field prompt_ids | tr -d '[]' | tr , '\n' >"$work/ids" || return 1
	sed 1d "$work/ids" | "$bin/ck-tok" decode "$stories" | grep -q '29 February 2024'
}
ok 'so does a date' date_given

# Three turns: each prompt is what --messages gives for the same conversation, each reply too; only what is new is fed.
cat >"$work/lines" <<'EOF'
Once upon a time
Then the dog
They all
EOF
turns() {
	"$run" -t 1 --temp 0 -n 20 --chat --json "$work/chat" <"$work/lines" >"$work/turns" 2>"$work/err" || { cat "$work/err"; return 1; }
	[ "$(wc -l <"$work/turns")" -eq 3 ] || return 1
	said= fed=0
	for i in 1 2 3; do
		sed -n ${i}p "$work/turns" >"$work/turn"
		said="$said${said:+, }{\"role\": \"user\", \"content\": \"$(sed -n ${i}p "$work/lines")\"}"
		messages "[$said]" -n 20 || return 1
		for f in prompt_ids ids text stop; do
			[ "$("$json" "$work/turn" $f)" = "$(field $f)" ] || { echo "turn $i: $f differs"; "$json" "$work/turn" $f; field $f; return 1; }
		done
		prompt=$(field prompt_ids | count_ids)
		again=$("$json" "$work/turn" prefill tokens)
		# The last token of a reply that ran to its limit was not fed.
		[ $i -eq 1 ] && want=$prompt || want=$((prompt - held))
		[ "$again" -eq "$want" ] || { echo "turn $i: $again tokens fed of $prompt, $held were held"; return 1; }
		held=$((prompt + 20 - 1))
		said="$said, {\"role\": \"assistant\", \"content\": $("$json" "$work/turn" text | quoted)}"
	done
}
ok 'a conversation is what its messages are, and is fed once' turns
cleared() {
	printf 'Once upon a time\n/clear\nOnce upon a time\n/exit\nnever\n' |
		"$run" -t 1 --temp 0 -n 20 -cnv --json "$work/chat" >"$work/turns" 2>"$work/err" || { cat "$work/err"; return 1; }
	[ "$(wc -l <"$work/turns")" -eq 2 ] || return 1
	head -n 1 "$work/turns" >"$work/a" && tail -n 1 "$work/turns" >"$work/b"
	[ "$("$json" "$work/a" ids)" = "$("$json" "$work/b" ids)" ] && [ "$("$json" "$work/b" prefill tokens)" -eq 1 ]
}
ok '/clear forgets, /exit ends' cleared
continued() {
	printf 'Once\\\nupon\n' | "$run" -t 1 --temp 0 -n 1 --chat --json "$work/chat" >"$work/turns" 2>/dev/null || return 1
	printf '[{"role": "user", "content": "Once\\nupon"}]' >"$work/m" && "$run" -t 1 --temp 0 -n 1 --messages "$work/m" --json "$work/chat" >"$work/out" 2>/dev/null
	[ "$("$json" "$work/turns" prompt_ids)" = "$(field prompt_ids)" ]
}
ok 'a line that ends in \ goes on' continued
first_line() {
	"$run" -t 1 --temp 0 -n 4 -cnv -sys Hello -p 'Once upon' --json "$work/chat" </dev/null >"$work/out" 2>/dev/null || return 1
	cp "$work/out" "$work/a"
	messages '[{"role": "system", "content": "Hello"}, {"role": "user", "content": "Once upon"}]' -n 4 || return 1
	[ "$(field prompt_ids)" = "$("$json" "$work/a" prompt_ids)" ]
}
ok '-sys and -p start a conversation' first_line

# The published text goes on ", there was a little girl named Lily. She loved to play".
stops() {
	messages "$one" -n 60 -r nothing -r ' girl named' && says stop text && says text ', there was a little' || return 1
	[ "$("$run" -t 1 --temp 0 -n 60 --messages "$work/messages.json" -r ' girl named' "$work/chat" 2>/dev/null)" = ', there was a little' ]
}
ok 'a reply ends before the text given' stops
told() { messages "$one" -n 3 && says stop limit && [ "$(field ids | count_ids)" -eq 3 ]; }
ok 'and after as many tokens as asked for' told
ended() { messages "$one" -n 8 --logit-bias 2+1000 && says stop end && says ids '[2]' && says text ''; }
ok 'and at the end token, which is not shown' ended
ignored() { messages "$one" -n 8 --logit-bias 2+1000 --ignore-eos && says stop limit && ! field ids | tr -d '[]' | tr , '\n' | grep -qx 2; }
ok 'but for --ignore-eos' ignored
sampled() {
	messages "$one" -n 40 --temp 1 --top-k 0 --samplers 'penalties;temperature' --frequency-penalty 0.5 --seed 3 && field ids >"$work/a" || return 1
	messages "$one" -n 40 --temp 1 --top-k 0 --samplers 'penalties;temperature' --frequency-penalty 0.5 --seed 3 -t 2 && field ids | cmp - "$work/a" || return 1
	messages "$one" -n 40 --temp 1 --top-k 0 --samplers 'penalties;temperature' --seed 3 && ! field ids | cmp -s - "$work/a"
}
ok 'samplers reach the model, and the seed decides' sampled
fails 'a bias of no token' "takes ID\+X or ID-X with an ID below 512, not '512\+1'" "$work/none" "$run" --messages "$work/messages.json" --logit-bias 512+1 "$work/chat"
to_the_end() { messages "$one" && says stop context && [ "$(field ids | count_ids)" -gt 400 ]; }
ok 'and at the end of the context' to_the_end

# A model whose states cannot go back, and a template that takes back a word at each turn.
cat >"$work/taken" <<'EOF'
{% for m in messages %}{{ '[' ~ m.role ~ ']' ~ m.content }}{% endfor %}{{ '[assistant]?' if add_generation_prompt }}
EOF
"$gguf_make" -o "$work/states.gguf" --preset qwen35 --text "tokenizer.chat_template=$work/taken"
ok 'a model with recurrent states builds' build "$work/states.gguf" states
taken_back() {
	printf 'one\ntwo and two\nthree\n' >"$work/lines"
	"$run" -t 1 --temp 0 -n 6 --ignore-eos --chat --json "$work/states" <"$work/lines" >"$work/turns" 2>"$work/err" || { cat "$work/err"; return 1; }
	[ "$(wc -l <"$work/turns")" -eq 3 ] || return 1
	said= prompt=0
	for i in 1 2 3; do
		sed -n ${i}p "$work/turns" >"$work/turn"
		said="$said${said:+, }{\"role\": \"user\", \"content\": \"$(sed -n ${i}p "$work/lines")\"}"
		printf '[%s]' "$said" >"$work/m"
		"$run" -t 1 --temp 0 -n 6 --ignore-eos --messages "$work/m" --json "$work/states" >"$work/out" 2>"$work/err" || { cat "$work/err"; return 1; }
		for f in prompt_ids ids; do
			[ "$("$json" "$work/turn" $f)" = "$(field $f)" ] || { echo "turn $i: $f differs"; "$json" "$work/turn" $f; field $f; return 1; }
		done
		# What the prompt before had, but for the words that opened the reply ("[assistant]?", a token each character), is not fed again.
		fed=$("$json" "$work/turn" prefill tokens) before=$prompt prompt=$(field prompt_ids | count_ids)
		echo "turn $i: $fed of $prompt fed, the prompt before had $before"
		[ $fed -le $((prompt - before + 12 + 1)) ] || return 1
		said="$said, {\"role\": \"assistant\", \"content\": $("$json" "$work/turn" text | quoted)}"
	done
}
ok 'states that cannot go back are restored' taken_back

ctx() {
	printf 'Once upon a time\nand then what was it that they did\n' >"$work/lines"
	"$run" -t 1 --temp 0 --chat "$work/small" <"$work/lines" >"$work/text" 2>"$work/err"
	[ $? -eq 1 ] || return 1
	cat "$work/err"
	grep -q 'warning: the context of 48 tokens is full: the reply is cut off' "$work/err" &&
		grep -qE 'error: the prompt has [0-9]+ tokens, the context 48' "$work/err"
}
ok 'a full context is told, and ends what cannot go on' ctx

printf '%s' "$one" >"$work/one.json"
fails 'no template' 'the model has no chat template: give one with --chat-template-file' "$work/none" "$run" --messages "$work/one.json" "$work/plain"
given() {
	"$run" -t 1 --temp 0 -n 8 --messages "$work/one.json" --json --jinja --chat-template-file "$work/template" "$work/plain" >"$work/a" 2>/dev/null &&
		messages "$one" -n 8 && [ "$(field ids)" = "$("$json" "$work/a" ids)" ]
}
ok 'a template from a file' given
bad() { printf '%s' "$2" >"$work/bad.json"; fails "$1" "$3" "$work/none" "$run" --messages "$work/bad.json" "$work/chat"; }
bad 'no JSON' '[{"role": ' 'bad.json:1:[0-9]+: error: '
bad 'no messages' '[]' 'bad.json:1:1: error: : no array of messages'
bad 'no role' '[{"role": "user", "content": ""},
 {"content": "x"}]' 'bad.json:2:2: error: /1: a message needs a role'
bad 'no content' '[{"role": "user", "content": 5}]' 'bad.json:1:[0-9]+: error: /0/content: content is a string'
bad 'a template that refuses' '[{"role": "tool", "content": ""}]' 'tokenizer.chat_template:1:[0-9]+: error: the template refuses: who speaks\?'
printf '{{ x' >"$work/broken"
fails 'a broken template' 'broken:1:1: error: the tag does not end' "$work/none" "$run" --messages "$work/one.json" --chat-template-file "$work/broken" "$work/chat"
misuse() { "$run" "$@" >/dev/null 2>&1; [ $? -eq 2 ]; }
ok 'options of conversations alone' misuse -p x --think hide "$work/chat"
ok 'nothing to reply to' misuse --messages "$work/one.json" -p x "$work/chat"
ok 'no way to show thoughts' misuse --chat --think perhaps "$work/chat"
# The begin token: 258, a byte 0xff alone.
key=tokenizer.ggml.bos_token_id
cp "$work/chat.gguf" "$work/bytes.gguf"
at=$(grep -abo "$key" "$work/bytes.gguf" | head -n 1 | cut -d: -f1)
printf '\2\1\0\0' | dd of="$work/bytes.gguf" bs=1 seek=$((at + ${#key} + 4)) conv=notrunc 2>/dev/null
ok 'a model whose begin token is a byte builds' build "$work/bytes.gguf" bytes
fails 'a begin token that is no text' "error: the vocabulary's bos_token, token 258, is not UTF-8" "$work/none" "$run" --messages "$work/one.json" "$work/bytes"
wrong=$(printf 'a\377')
ok 'a prompt that is no text' misuse --chat -p "$wrong" "$work/chat"
ok 'a system prompt that is no text' misuse --chat -sys "$wrong" "$work/chat"
ok 'no such date' misuse --messages "$work/one.json" --date 2025-02-29 "$work/chat"
ok 'a date with more behind it' misuse --messages "$work/one.json" --date '2025-02-28 1' "$work/chat"
ok 'a stop that is no text' misuse --chat -r "$wrong" "$work/chat"
finish
