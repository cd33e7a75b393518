#!/usr/bin/env python3
"""Inputs and F64 results of every op, by PyTorch, for tests/test_kernel_golden.c.

usage: kernels_torch.py DIR [SEED]

Each file is arrays in the order written here, F32, F16 or I32 little endian, without headers.
"""
import sys

import torch
import torch.nn.functional as F


def rnd(*shape):
    return torch.empty(*shape).uniform_(-1, 1)


def save(name, *arrays):
    with open(f"{out}/{name}.bin", "wb") as f:
        for a in arrays:
            a = a.float() if a.dtype == torch.float64 else a
            f.write(a.contiguous().numpy().tobytes())


def embedding():
    w, i = rnd(35, 48), torch.tensor([0, 34, 16, 15, 7], dtype=torch.int32)
    save("embedding", w, i, F.embedding(i, w.double()) * 2.5)


def rmsnorm():
    x, w = rnd(3, 37) * 4, rnd(37)
    d = x.double()
    save("rmsnorm", x, w, d * torch.rsqrt(d.pow(2).mean(-1, keepdim=True) + 1e-5) * w.double())


def matmul():
    x, w, b, r = rnd(5, 67), rnd(20, 67), rnd(20), rnd(5, 20)
    h = w.half()
    save("matmul", x, w, h, b, r, F.linear(x.double(), w.double(), b.double()) + r.double(),
         F.linear(x.double(), h.double(), b.double()) + r.double())


def gated_matmul():
    x, g, u = rnd(5, 67), rnd(20, 67), rnd(20, 67)
    save("gated_matmul", x, g, u, F.silu(F.linear(x.double(), g.double())) * F.linear(x.double(), u.double()))


def glu():
    g, u = rnd(200) * 30, rnd(200)
    save("glu", g, u, F.silu(g.double()) * u.double())


def angles(pos, pairs, base, divisors):
    theta = base ** (-torch.arange(pairs, dtype=torch.float64) / pairs) / divisors
    return pos.double()[:, None] * theta[None, :]


def rope():
    pos, freqs = torch.tensor([0, 1, 77, 3000], dtype=torch.int32), 1 + rnd(12).abs() * 7
    x = rnd(4, 3, 30)
    plain = angles(pos, 12, 10000.0, torch.ones(12, dtype=torch.float64))
    divided = angles(pos, 12, 500000.0, freqs.double())
    table = lambda a: torch.stack([a.cos(), a.sin()], -1)
    turn = torch.polar(torch.ones_like(plain), plain)[:, None, :]
    d = x.double()
    pairs = torch.view_as_complex(d[..., :24].reshape(4, 3, 12, 2).contiguous())
    inter = torch.cat([torch.view_as_real(pairs * turn).reshape(4, 3, 24), d[..., 24:]], -1)
    # split halves, in the form Hugging Face's Llama has: x cos + rotate_half(x) sin
    h = d[..., :24]
    cos, sin = (torch.cat([f(plain)] * 2, -1)[:, None, :] for f in (torch.cos, torch.sin))
    split = torch.cat([h * cos + torch.cat([-h[..., 12:], h[..., :12]], -1) * sin, d[..., 24:]], -1)
    save("rope", pos, freqs, x, table(plain), table(divided), inter, split)


def attention():
    T, H, KV, D, P = 7, 6, 2, 17, 270
    q, k, v = rnd(T, H, D) * 3, rnd(KV, P, D), rnd(KV, P, D)
    pos = torch.tensor([0, 5, 254, 255, 256, 257, 269], dtype=torch.int32)
    results = []
    for window, cap, kk, vv in ((0, 0.0, k, v), (40, 0.0, k, v), (0, 5.0, k, v), (0, 0.0, k.half(), v.half())):
        s = torch.einsum("thd,hpd->thp", q.double(), kk.double().repeat_interleave(H // KV, 0)) * 0.3
        if cap:
            s = cap * torch.tanh(s / cap)
        p = torch.arange(P)[None, :]
        seen = p <= pos[:, None]
        if window:
            seen = seen & (p > pos[:, None] - window)
        s = s.masked_fill(~seen[:, None, :], -torch.inf)
        results.append(torch.einsum("thp,hpd->thd", s.softmax(-1), vv.double().repeat_interleave(H // KV, 0)))
    save("attention", q, k, v, pos, *results)


def half():
    x = torch.cat([rnd(300) * 2.0 ** torch.randint(-30, 18, (300,)), torch.tensor([0.0, -0.0, 65504, 65519.996, 65520,
        2.0 ** -24, 2.0 ** -25, 2.0 ** -25 * 1.0000001, 2.0 ** -14, torch.inf, -torch.inf])]).float()
    save("half", x, x.half())


def layernorm():
    x, w, b = rnd(3, 37) * 4 + 1, rnd(37), rnd(37)
    d = x.double()
    save("layernorm", x, w, b, F.layer_norm(d, (37,), w.double(), None, 1e-5), F.layer_norm(d, (37,), w.double(), b.double(), 1e-5))


out = sys.argv[1]
torch.manual_seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
for f in (embedding, rmsnorm, matmul, gated_matmul, glu, rope, attention, half, layernorm):
    f()
