"""GGUF files for the oracles: metadata as Python values, F32 tensors in F64, slowest dimension first."""
import math
import struct

import torch


def read_gguf(path):
    data = open(path, "rb").read()
    at = 4

    def take(fmt):
        nonlocal at
        v = struct.unpack_from("<" + fmt, data, at)
        at += struct.calcsize("<" + fmt)
        return v[0]

    def text():
        nonlocal at
        n = take("Q")
        at += n
        return data[at - n:at].decode()

    def value(kind):
        if kind == 8:
            return text()
        if kind == 9:
            item, n = take("I"), take("Q")
            return [value(item) for _ in range(n)]
        return take("BbHhIif?"[kind] if kind < 8 else {10: "Q", 11: "q", 12: "d"}[kind])

    assert data[:4] == b"GGUF" and take("I") == 3, "GGUF version 3 expected"
    tensors, keys = take("Q"), take("Q")
    meta = {}
    for _ in range(keys):
        name = text()
        meta[name] = value(take("I"))
    infos = []
    for _ in range(tensors):
        name = text()
        shape = [take("Q") for _ in range(take("I"))]
        assert take("I") == 0, f"{name} is not F32"
        infos.append((name, shape[::-1], take("Q")))
    align = meta.get("general.alignment", 32)
    base = (at + align - 1) // align * align
    return meta, {name: torch.frombuffer(bytearray(data[base + o:base + o + 4 * math.prod(shape)]), dtype=torch.float32)
                  .reshape(shape).double() for name, shape, o in infos}
