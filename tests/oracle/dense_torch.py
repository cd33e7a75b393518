#!/usr/bin/env python3
"""Logits of the models that tests/dense describes, in F64 by PyTorch.

usage: dense_torch.py MODEL.gguf TOKENS OUT.f32 [CONTEXT]

Written from the models' published definitions (Hugging Face), not from this project's templates: an oracle where
llama.cpp is none. F32 tensors only.
"""
import math
import sys

import torch
import torch.nn.functional as F

from gguf_torch import read_gguf


def main():
    kv, t = read_gguf(sys.argv[1])
    ids = torch.tensor([int(x) for x in open(sys.argv[2]).read().split()])
    context = int(sys.argv[4]) if len(sys.argv) > 4 else 512
    arch = kv["general.architecture"]

    def key(name, default=None):
        return kv.get(f"{arch}.{name}", default)

    E, H = key("embedding_length"), key("attention.head_count")
    KV, D = key("attention.head_count_kv", H), key("attention.key_length", E // H)
    T, L = len(ids), key("block_count")
    original = key("rope.scaling.original_context_length", key("context_length"))
    pos = torch.arange(T)

    def linear(x, name):
        return F.linear(x, t[name + ".weight"], t.get(name + ".bias"))

    def norm(x, name):
        if key("attention.layer_norm_epsilon") is not None:
            return F.layer_norm(x, x.shape[-1:], t[name + ".weight"], t[name + ".bias"], key("attention.layer_norm_epsilon"))
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + key("attention.layer_norm_rms_epsilon")) * t[name + ".weight"]

    def yarn(f, n):
        def pair(turns):  # the one that turns so often in the original context
            return n * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(key("rope.freq_base", 10000.0)))
        low, high = max(math.floor(pair(32)), 0), min(math.ceil(pair(1)), n - 1)
        ramp = ((torch.arange(n // 2).double() - low) / max(high - low, 0.001)).clamp(0, 1)
        return f / key("rope.scaling.factor") * ramp + f * (1 - ramp)

    def rope(x):
        n = key("rope.dimension_count", D)
        f = key("rope.freq_base", 10000.0) ** (-torch.arange(0, n, 2).double() / n)
        far = context > original
        factors = t.get("rope_factors_long.weight" if far else "rope_factors_short.weight", t.get("rope_freqs.weight"))
        if factors is not None:
            f = f / factors
        m = key("rope.scaling.attn_factor", 1.0)
        if key("rope.scaling.type") == "yarn":
            f, m = yarn(f, n), m * (1 + 0.1 * math.log(key("rope.scaling.factor")))
        angle = pos[:, None].double() * f
        c, s = angle.cos()[:, None] * m, angle.sin()[:, None] * m
        r, rest = x[..., :n], x[..., n:]
        if arch in ("llama", "nanbeige"):  # the conversion to GGUF makes neighbours of the halves
            a, b = r[..., 0::2], r[..., 1::2]
            r = torch.stack((a * c - b * s, a * s + b * c), -1).flatten(-2)
        else:
            a, b = r.chunk(2, -1)
            r = torch.cat((a * c - b * s, a * s + b * c), -1)
        return torch.cat((r, rest), -1)

    window = key("attention.sliding_window", 0)
    seen = pos[None] <= pos[:, None]
    if window:
        seen &= pos[None] > pos[:, None] - window
    mask = torch.zeros(T, T).double().masked_fill(~seen, -math.inf)

    def layer(x, i):
        b = f"blk.{i}."
        h = norm(x, b + "attn_norm")
        if b + "attn_qkv.weight" in t:
            q, k, v = linear(h, b + "attn_qkv").split([H * D, KV * D, KV * D], -1)
        else:
            q, k, v = (linear(h, f"{b}attn_{n}") for n in "qkv")
        q, k, v = q.view(T, H, D), k.view(T, KV, D), v.view(T, KV, D)
        if b + "attn_q_norm.weight" in t:
            q, k = norm(q, b + "attn_q_norm"), norm(k, b + "attn_k_norm")
        if "position_embd.weight" not in t:
            q, k = rope(q), rope(k)
        k, v = k.repeat_interleave(H // KV, 1), v.repeat_interleave(H // KV, 1)
        p = torch.softmax(torch.einsum("qhd,khd->hqk", q, k) / math.sqrt(D) + mask, -1)
        x = x + linear(torch.einsum("hqk,khd->qhd", p, v).reshape(T, H * D), b + "attn_output")
        h = norm(x, b + "ffn_norm")
        if b + "ffn_gate.weight" in t:
            h = F.silu(linear(h, b + "ffn_gate")) * linear(h, b + "ffn_up")
        elif "position_embd.weight" in t:
            h = linear(h, b + "ffn_up")
            h = 0.5 * h * (1 + torch.tanh(math.sqrt(2 / math.pi) * (h + 0.044715 * h ** 3)))
        else:
            g, u = linear(h, b + "ffn_up").chunk(2, -1)
            h = F.silu(g) * u
        return x + linear(h, b + "ffn_down")

    x = t["token_embd.weight"][ids]
    if "position_embd.weight" in t:
        x = x + t["position_embd.weight"][:T]
    loops = key("num_loops", 1)
    for j in range(loops):
        for i in range(L):
            x = layer(x, i)
        if j < loops - 1 and not key("skip_loop_final_norm", False):
            x = norm(x, "output_norm")
    x = norm(x, "output_norm")
    y = F.linear(x, t.get("output.weight", t["token_embd.weight"]))
    open(sys.argv[3], "wb").write(y.float().contiguous().numpy().tobytes())


main()
