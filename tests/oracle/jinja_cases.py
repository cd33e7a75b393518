"""Templates and data for jinja.py, written in the manner of those that models have."""

DATE = "2025-03-09 14:05:06"

TOOL = {"type": "function", "function": {"name": "weather", "description": "Tells the \"weather\" <now> & 'then'", "parameters": {
    "type": "object", "required": ["city"], "properties": {
        "city": {"type": "string", "description": "where"}, "days": {"type": "integer", "enum": [1, 2]},
        "tags": {"type": "array", "items": {"type": "string"}}}}}}


def conversations():
    """(name, variables) of conversations as programs send them."""
    user = {"role": "user", "content": "Hello,\nhow are you? "}
    reply = {"role": "assistant", "content": "<think>\nfine?\n</think>\n\nFine. "}
    more = {"role": "user", "content": "  \u00dcber \u4f60\u597d \U0001f600 {{ x }} <|im_end|>"}
    system = {"role": "system", "content": "Be brief. "}
    call = {"role": "assistant", "content": "", "tool_calls": [
        {"id": "call12345", "type": "function", "function": {"name": "weather", "arguments": {"city": "K\u00f6ln", "days": 2}}}]}
    result = {"role": "tool", "name": "weather", "tool_call_id": "call12345", "content": "{\"sun\": 1.50}"}
    base = {"bos_token": "<s>", "eos_token": "</s>", "add_generation_prompt": True}
    parts = {"role": "user", "content": [{"type": "text", "text": "two"}, {"type": "text", "text": " parts"}]}
    rows = [("one", [user]), ("system", [system, user]), ("turns", [user, reply, more]), ("all", [system, user, reply, more, reply]),
            ("parts", [parts]), ("order", [user, user]), ("empty", [])]
    for name, messages in rows:
        yield name, dict(base, messages=messages)
    yield "no prompt", dict(base, messages=[user, reply], add_generation_prompt=False)
    yield "thinking", dict(base, messages=[system, user, reply, more], enable_thinking=True)
    yield "no thinking", dict(base, messages=[user], enable_thinking=False)
    yield "tools", dict(base, messages=[system, user, call, result, reply, more], tools=[TOOL])
    yield "tools first", dict(base, messages=[user, call, result], tools=[TOOL, TOOL])


LLAMA3 = """{{- bos_token }}
{%- if custom_tools is defined %}
    {%- set tools = custom_tools %}
{%- endif %}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "01 Jan 2024" %}
    {%- endif %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content'] | trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{{- "Today: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("one call at a time") }}
        {%- endif %}
        {%- set tool_call = message.tool_calls[0].function %}
        {{- '{"name": "' + tool_call.name + '", "parameters": ' }}{{- tool_call.arguments | tojson }}{{- "}" }}
    {%- else %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
        {%- if message.content is mapping or message.content is iterable %}{{- message.content | tojson }}{%- else %}{{- message.content }}{%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
"""

QWEN3 = """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0].role == 'system' %}{{- messages[0].content + '\\n\\n' }}{%- endif %}
    {%- for tool in tools %}
        {{- "\\n" }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- "\\n</tools><|im_end|>\\n" }}
{%- else %}
    {%- if messages[0].role == 'system' %}
        {{- '<|im_start|>system\\n' + messages[0].content + '<|im_end|>\\n' }}
    {%- endif %}
{%- endif %}
{%- set ns = namespace(multi_step=true, last=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.multi_step = false %}
        {%- set ns.last = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- set content = message.content if message.content is string else '' %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) %}
        {{- '<|im_start|>' + message.role + '\\n' + content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {%- set reasoning = '' %}
        {%- if message.reasoning_content is string %}
            {%- set reasoning = message.reasoning_content %}
        {%- elif '</think>' in content %}
            {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last and (loop.last or reasoning) %}
            {{- '<|im_start|>' + message.role + '\\n<think>\\n' + reasoning.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
        {%- if message.tool_calls %}
            {%- for tool_call in message.tool_calls %}
                {%- if (loop.first and content) or (not loop.first) %}{{- '\\n' }}{%- endif %}
                {%- if tool_call.function %}{%- set tool_call = tool_call.function %}{%- endif %}
                {{- '<tool_call>\\n{"name": "' }}
                {{- tool_call.name }}
                {{- '", "arguments": ' }}
                {%- if tool_call.arguments is string %}{{- tool_call.arguments }}{%- else %}{{- tool_call.arguments | tojson }}{%- endif %}
                {{- '}\\n</tool_call>' }}
            {%- endfor %}
        {%- endif %}
        {{- '<|im_end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if loop.first or (messages[loop.index0 - 1].role != "tool") %}{{- '<|im_start|>user' }}{%- endif %}
        {{- '\\n<tool_response>\\n' + content + '\\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}{{- '<|im_end|>\\n' }}{%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}{%- endif %}
{%- endif %}"""

GEMMA3 = """{{ bos_token }}
{%- if messages and messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set first_user_prefix = messages[0]['content'] + '\\n\\n' -%}
    {%- else -%}
        {%- set first_user_prefix = messages[0]['content'][0]['text'] + '\\n\\n' -%}
    {%- endif -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set first_user_prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'assistant') -%}
        {%- set role = "model" -%}
    {%- else -%}
        {%- set role = message['role'] -%}
    {%- endif -%}
    {{ '<start_of_turn>' + role + '\\n' + (first_user_prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}
            {%- if item['type'] == 'image' -%}
                {{ '<start_of_image>' }}
            {%- elif item['type'] == 'text' -%}
                {{ item['text'] | trim }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ '<end_of_turn>\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<start_of_turn>model\\n'}}
{%- endif -%}
"""

PHI3 = """{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}{{'<|system|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'user' %}{{'<|user|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>
' + message['content'] + '<|end|>
'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>
' }}{% else %}{{ eos_token }}{% endif %}"""

MISTRAL = """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[AVAILABLE_TOOLS] [" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}
                        {{- '"' + key + '": "' + val + '"' }}
                    {%- else %}
                        {{- '"' + key + '": ' + val|tojson }}
                    {%- endif %}
                    {%- if not loop.last %}{{- ", " }}{%- endif %}
                {%- endfor %}
                {{- "}}" }}
                {%- if not loop.last %}{{- ", " }}{%- else %}{{- "]" }}{%- endif %}
            {%- endfor %}
            {{- "[/AVAILABLE_TOOLS]" }}
        {%- endif %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"]|string + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"]|string + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" and message["content"] %}
        {{- " " + message["content"]|trim + eos_token }}
    {%- elif message["role"] == "tool" %}
        {{- '[TOOL_RESULTS] {"content": ' + message.content|string + ', "call_id": "' + message.tool_call_id + '"}[/TOOL_RESULTS]' }}
    {%- endif %}
{%- endfor %}
"""

ZEPHYR = """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\\n' + message['content']|string + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}"""

LLAMA2 = """{% if messages and messages[0]['role'] == 'system' %}{% set system_message = '<<SYS>>\\n' + messages[0]['content'].strip() + '\\n<</SYS>>\\n\\n' %}{% set messages = messages[1:] %}{% endif %}
{%- for message in messages %}
    {%- set content = (system_message if system_message is defined else '') ~ message['content'] if loop.index0 == 0 else message['content'] %}
    {%- if message['role'] == 'user' %}{{ bos_token + '[INST] ' + (content | string | trim) + ' [/INST]' }}
    {%- elif message['role'] == 'assistant' %}{% generation %}{{ ' ' ~ content.strip() ~ ' ' + eos_token }}{% endgeneration %}{% endif %}
{%- endfor %}"""

DEEPSEEK = """{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}{% set ns = namespace(is_first=false, is_tool=false, system_prompt='', is_first_sp=true) %}{%- for message in messages %}{%- if message['role'] == 'system' %}{%- if ns.is_first_sp %}{% set ns.system_prompt = ns.system_prompt + message['content'] %}{% set ns.is_first_sp = false %}{%- else %}{% set ns.system_prompt = ns.system_prompt + '\\n\\n' + message['content'] %}{%- endif %}{%- endif %}{%- endfor %}{{ bos_token }}{{ ns.system_prompt }}{%- for message in messages %}{%- if message['role'] == 'user' %}{%- set ns.is_tool = false -%}{{'<|User|>' ~ message['content']}}{%- endif %}{%- if message['role'] == 'assistant' and message['content'] is not none %}{% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}{{'<|Assistant|>' + content + '<|end|>'}}{%- endif %}{%- endfor -%}{% if add_generation_prompt and not ns.is_tool %}{{'<|Assistant|><think>\\n'}}{% endif %}"""

MACROS = """{%- macro line(role, text='', sep="\\n") -%}
    <|{{ role }}|>{{ sep }}{{ text | trim }}
{%- endmacro -%}
{%- macro describe(p, depth=0) -%}
  {%- if p is mapping -%}{ {%- for k, v in p | dictsort -%}{{ k }}:{{ describe(v, depth + 1) }}{{ ',' if not loop.last }}{%- endfor -%} }
  {%- elif p is string -%}'{{ p }}'@{{ depth }}
  {%- elif p is sequence -%}[{%- for x in p -%}{{ describe(x, depth=depth + 1) }};{%- endfor -%}]
  {%- else -%}{{ p }}{%- endif -%}
{%- endmacro -%}
{%- for m in messages %}{{ line(m.role, m.content | string) }}
{% endfor %}{% if tools %}{{ describe(tools[0]) }}{% endif %}{{ line('end', sep=':') }}"""

# Each on its own, over the same data.
SMALL = {
    "expressions": "{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 1.5 * 2 }} {{ 'a' ~ 1 ~ none ~ true }} {{ 'ab' * 3 }}",
    "precedence": "{{ 1 if true else 2 }} {{ not false and true }} {{ 1 + 1 == 2 and 2 > 1 }} {{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' ~ 'b' + 'c' }} {{ -3|abs }} {{ 'x' if false }}|{{ true or false and false }}",
    "floats": "{{ 1.0 }} {{ 0.1 + 0.2 }} {{ 1e16 }} {{ 1.5e-7 }} {{ 123456789.125 }} {{ 1e22 }} {{ 0.0001 }} {{ 0.00001 }} {{ 100.0 * 1.1 }} {{ 2.5e300 * 10 }} {{ 5 / 1 }}",
    "strings": "{{ 'it''s' }} {{ \"q\\\"q\" }} {{ 'a\\tb\\\\c' }} {{ '\\u00e9\\x41\\101' }} {{ 'a' 'b' }} {{ '\\q' }}",
    "lists": "{{ [1, 'a', none, true, 1.5, [], {}] }} {{ (1,) }} {{ (1, 2) }} {{ {'k': [1, 'it\\'s'], 2: \"d\\\"q\"} }} {{ [1, 2] + [3] }} {{ 'a', 'b' }}",
    "slices": "{{ 'héllo'[1:3] }} {{ 'héllo'[::-1] }} {{ 'hello'[-3:] }} {{ [1,2,3,4][1:] }} {{ [1,2,3,4][::2] }} {{ [1,2,3,4][:-1] }} {{ [1,2,3][5:] }} {{ 'abc'[0] }} {{ 'abc'[-1] }} {{ [1,2,3][::-2] }}",
    "undefined": "[{{ nothing }}][{{ nothing is defined }}][{{ messages[0].nothing }}][{{ nothing | default('d') }}][{{ '' | default('e', true) }}][{{ nothing | length }}][{{ nothing == other }}][{{ 'a' in nothing }}]{% for x in nothing %}x{% else %}none{% endfor %}",
    "tests": "{{ 1 is number }} {{ 1 is string }} {{ 's' is iterable }} {{ none is none }} {{ {} is mapping }} {{ [] is sequence }} {{ 1 is odd }} {{ 4 is divisibleby 2 }} {{ 4 is even }} {{ true is boolean }} {{ 1 is not string }} {{ true is true }} {{ 1 is true }} {{ 1.5 is float }} {{ 1 is integer }} {{ true is integer }} {{ 2 is eq 2 }} {{ 2 is gt(1) }} {{ 'a' is in 'abc' }} {{ 'abc' is lower }} {{ 'ABC' is upper }} {{ true is number }} {{ messages is iterable }} {{ nothing is iterable }}",
    "methods": "{{ '  a b '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ 'a,b,,c'.split(',') }}|{{ ' a  b '.split() }}|{{ 'a b c'.split(' ', 1) }}|{{ 'a.b.c'.rsplit('.', 1) }}|{{ 'abc'.startswith('ab') }}|{{ 'abc'.endswith(('x', 'c')) }}|{{ 'aXb'.lower() }}{{ 'aXb'.upper() }}|{{ 'hello wORLD-x'.title() }}|{{ 'aab'.replace('a', 'c') }}|{{ 'hELLO'.capitalize() }}|{{ 'abcabc'.find('c') }}|{{ 'abcabc'.rfind('c') }}|{{ 'abcabc'.count('bc') }}|{{ '-'.join(['a', 'b']) }}|{{ 'a\\nb\\r\\nc\\n'.splitlines() }}|{{ 'xay'.removeprefix('x').removesuffix('y') }}|{{ ' a b  c '.split(none, 1) }}|{{ '\\u00a0\\u3000é\\u2003'.strip() }}",
    "mappings": "{{ {'a': 1}.get('a') }} {{ {'a': 1}.get('b') }} {{ {'a': 1}.get('b', 2) }} {% for k, v in {'x': 1, 'y': [2]}.items() %}{{ k }}={{ v }};{% endfor %} {{ {'a': 1, 'b': 2}.keys() | list }} {{ {'a': 1}.values() | list }} {{ 'a' in {'a': 1} }} {{ {'items': 3}.items is mapping }} {{ {'items': 3}['items'] }} {{ {'a': 1} == {'a': 1.0} }} {% for k in {'p': 1} %}{{ k }}{% endfor %} {{ {'a': 1}.items() | length }} {{ dict(a=1, b='x') }}",
    "filters": "{{ ' a ' | trim }}|{{ 'abc' | length }}|{{ [1, 2] | join(', ') }}|{{ ['a', 'b'] | first }}{{ ['a', 'b'] | last }}|{{ 'aB' | upper }}{{ 'aB' | lower }}|{{ 'hello wORLD-x (y' | title }}|{{ 'aab' | replace('a', 'x', 1) }}|{{ ['a', 'b'] | map('upper') | list }}|{{ messages | map(attribute='role') | join('/') }}|{{ messages | selectattr('role', 'equalto', 'user') | list | length }}|{{ messages | rejectattr('role', 'eq', 'user') | map(attribute='role') | list }}|{{ [3, 1, 2] | sort }}|{{ ['b', 'A'] | sort }}|{{ [1, 2, 3] | reverse | list }}|{{ 'abc' | reverse }}|{{ '12' | int + 1 }}|{{ 'x' | int(7) }}|{{ 3.9 | int }}|{{ {'b': 1, 'a': 2} | dictsort }}|{{ {'b': 1} | items | list }}|{{ 5 | string + 'x' }}|{{ [1, none, 2] | select | list }}|{{ [1, 2, 3] | reject('odd') | list }}|{{ [1, 1, 2] | unique | list }}|{{ [1, 3, 2] | max }}{{ [3, 1] | min }}|{{ 'a\\nb\\n\\nc' | indent(2) }}|{{ 'x' | safe }}|{{ '<b>' | safe + '<i>' + '&' }}|{{ none | map('upper') | list }}{{ none | selectattr('x') | list }}|{{ 2 | float }}|{{ -1 | abs }}|{{ 'hELLO' | capitalize }}|{{ 'abc' | list }}|{{ [[1, 2], [3]] | map('first') | list }}|{{ messages | map(attribute='nothing', default='-') | join }}",
    "tojson": "{{ tools | tojson }}\n{{ tools | tojson(indent=2) }}\n{{ {'b': 1, 'a': [1.5, none, true, 'x\\n\\t\\\\ü\\u007f\\u0001'], 'c': {}, 'd': []} | tojson(sort_keys=true) }}\n{{ [1, 2] | tojson(separators=(',', ':')) }}\n{{ [] | tojson(indent=4) }} {{ 1e20 | tojson }} {{ 'é<>&' | tojson }} {{ 'é\U0001f600' | tojson(ensure_ascii=true) }}",
    "whitespace": "a\n  {% if true %}\n  b\n  {% endif %}\nc\n {{ 'd' }} \n{#- gone -#}\n  e {%- if true -%} f {% endif +%}\ng\n  {%+ if true %}h{% endif %}\n   {# note #}\ni{{- ' j ' -}} k\n{% set x = 1 %}\n  {%- set y = 2 %}\n{{ x + y }}\n",
    "line ends": "a\r\n{% if true %}\r\nb\rc\n{% endif %}\r\nd\n\n",
    "raw": "x {% raw %}{{ not }} {% this %}{% endraw %} y\n  {%- raw -%} {{ z }}  {%- endraw %}\nw",
    "loop": "{% for x in [1, 2, 3] %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.previtem }}{{ loop.nextitem }};{% endfor %}{% for x in [1, 2, 3, 4] if x is even %}{{ loop.index }}:{{ x }}/{{ loop.length }} {% endfor %}{% for a, b in [[1, 2], (3, 4)] %}{{ a + b }}{% endfor %}{% for c in 'né' %}<{{ c }}>{% endfor %}{% for x in [] %}{% else %}empty{% endfor %}{% for i in range(2, 8, 3) %}{{ i }},{% endfor %}{% for x in [1, 2, 3, 4] %}{% if x == 2 %}{% continue %}{% endif %}{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}{% for x in [1, 2] %}{{ loop.cycle('o', 'e') }}{% endfor %}",
    "scopes": "{% set x = 1 %}{% for i in [1, 2] %}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}{% if true %}{% set x = 9 %}{% endif %}{{ x }}{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}{% set b %}in {{ x }}{% set x = 3 %}{% endset %}{{ b }}{{ x }}{% set t | trim | upper %}  text {% endset %}[{{ t }}]{% set p, q = 1, 'z' %}{{ p }}{{ q }}{% macro m(a) %}{{ a }}{{ x }}{% set x = 7 %}{% endmacro %}{{ m(1) }}{{ x }}",
    "comparisons": "{{ 'a' < 'b' }} {{ 'é' > 'z' }} {{ [1, 2] == [1, 2] }} {{ (1, 2) < (1, 3) }} {{ 1 == 1.0 }} {{ 1 == true }} {{ '1' == 1 }} {{ none == false }} {{ 2 in [1, 2] }} {{ 3 not in [1, 2] }} {{ 'b' in 'abc' }} {{ '' in 'abc' }} {{ not 'x' in 'y' }} {{ [] == () }}",
    "date": "{{ strftime_now('%Y-%m-%d %d %B %b %A %H:%M:%S %j') }}",
    "brackets": "{{ {'a': {'b': 1}}.a.b }}{{ {'a':{}} }}{{ messages[0]['content'][0] }}{{ '}}' }}{{ '%}' }}",
    "quotes": "{{ [\"it's\", 'say \"x\"', 'both \\' \"', 'ü', 'tab\\t', '\\x00\\x1f'] }}",
    "attributes": "{{ messages[0].role }} {{ messages.0.role }} {{ messages[0]['nothing'] is defined }} {{ 'abc'.nothing is defined }} {{ messages[99] is defined }} {{ messages[-1].role }} {{ 'x'.upper is callable }}",
}


def cases():
    """(name, template, variables, date)."""
    families = {"llama3": LLAMA3, "qwen3": QWEN3, "gemma3": GEMMA3, "phi3": PHI3, "mistral": MISTRAL, "zephyr": ZEPHYR,
                "llama2": LLAMA2, "deepseek": DEEPSEEK, "macros": MACROS}
    refused = {("llama3", "empty"), ("qwen3", "empty"), ("mistral", "empty"), ("phi3", "parts"), ("zephyr", "tools"), ("phi3", "tools"),
               ("deepseek", "parts"), ("llama2", "tools")}
    for family, template in families.items():
        for name, data in conversations():
            if (family, name) not in refused:
                yield family + " " + name, template, data, DATE if family == "llama3" and name == "system" else None
    data = dict(conversations())["tools"]
    for name, template in SMALL.items():
        yield name, template, data, DATE
