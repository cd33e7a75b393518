#!/usr/bin/env python3
"""cut_vocab.py bytes|characters|words N IN.gguf OUT.gguf [PRE]: a small vocabulary that is a part of a shipped one.

bytes (gpt2): the 256 bytes and the pieces of the first N merges, with their ids, then the control tokens.
characters (gemma4): control, user-defined and byte tokens, ASCII characters, U+2581 and line ends, and the pieces of the first N
merges that can be made of these, in the order of the original.
words (bert): the first N tokens.
PRE replaces the pre-tokenizer's name.
"""
import struct
import sys

U32, I32, STR, ARRAY = 4, 5, 8, 9


def read(path):
    data = open(path, 'rb').read()
    fixed = {0: 'B', 1: 'b', 2: 'H', 3: 'h', 4: 'I', 5: 'i', 6: 'f', 7: '?', 10: 'Q', 11: 'q', 12: 'd'}
    pos = 24
    keys = {}

    def value(kind):
        nonlocal pos
        if kind == STR:
            n, = struct.unpack_from('<Q', data, pos)
            pos += 8 + n
            return data[pos - n:pos]
        v, = struct.unpack_from('<' + fixed[kind], data, pos)
        pos += struct.calcsize(fixed[kind])
        return v

    for _ in range(struct.unpack_from('<Q', data, 16)[0]):
        key = value(STR).decode()
        kind = value(U32)
        if kind == ARRAY:
            item, n = value(U32), value(10)
            keys[key] = [value(item) for _ in range(n)]
        else:
            keys[key] = value(kind)
    return keys


def write(path, keys):
    out = []

    def text(s):
        s = s.encode() if isinstance(s, str) else s
        return struct.pack('<Q', len(s)) + s

    for key, v in keys.items():
        if isinstance(v, list):
            strings = bool(v) and isinstance(v[0], bytes)
            body = struct.pack('<IIQ', ARRAY, STR if strings else I32, len(v))
            body += b''.join(text(s) if strings else struct.pack('<i', s) for s in v)
        elif isinstance(v, int):
            body = struct.pack('<II', U32, v)
        else:
            body = struct.pack('<I', STR) + text(v)
        out.append(text(key) + body)
    head = b'GGUF' + struct.pack('<IQQ', 3, 0, len(out)) + b''.join(out)
    open(path, 'wb').write(head + bytes(-len(head) % 32))


def main():
    form, n, src, dst = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    old = read(src)
    tokens, types = old['tokenizer.ggml.tokens'], old['tokenizer.ggml.token_type']
    merges = old.get('tokenizer.ggml.merges', [])
    if form == 'bytes':
        keep = list(range(256 + n)) + [i for i in range(256 + n, len(tokens)) if types[i] == 3]
        merges = merges[:n]
    elif form == 'characters':
        has = {t for t, kind in zip(tokens, types) if kind in (3, 4, 6) or t == '\u2581'.encode() or (len(t) == 1 and t[0] < 128)
               or (t and not t.strip(b'\n'))}
        kept = []
        for m in merges:
            at = m.index(b' ', 1)
            if len(kept) < n and m[:at] in has and m[at + 1:] in has:
                kept.append(m)
                has.add(m[:at] + m[at + 1:])
        merges = kept
        keep = [i for i, t in enumerate(tokens) if t in has]
    else:
        keep = list(range(n))
    new = {'general.architecture': b'llama', 'tokenizer.ggml.model': old['tokenizer.ggml.model'],
           'tokenizer.ggml.pre': sys.argv[5].encode() if len(sys.argv) > 5 else old.get('tokenizer.ggml.pre', b'default'),
           'tokenizer.ggml.tokens': [tokens[i] for i in keep], 'tokenizer.ggml.token_type': [types[i] for i in keep]}
    if merges:
        new['tokenizer.ggml.merges'] = merges
    for key, id in old.items():
        if key.endswith('_token_id') and id in keep:
            new[key] = keep.index(id)
    write(dst, new)


main()
