#!/usr/bin/env python3
"""Inputs and F64 results of the ops of tests/test_recurrence.c, by PyTorch.

usage: recurrence_torch.py DIR [SEED]

Arrays in the order written here, F32 little endian, without headers, as in kernels_torch.py.
"""
import sys

import torch
import torch.nn.functional as F


def rnd(*shape):
    return torch.empty(*shape).uniform_(-1, 1)


def save(name, *arrays):
    with open(f"{sys.argv[1]}/{name}.bin", "wb") as f:
        for a in arrays:
            f.write(a.float().contiguous().numpy().tobytes())


def activation():
    x = torch.cat([rnd(200) * 12, torch.tensor([0.0, -0.0, 1e-20, -1e-20, 80.0, -80.0])])
    d = x.double()
    save("activation", x, F.silu(d), d.sigmoid(), F.gelu(d, approximate="tanh"), F.softplus(d, threshold=1e9),
         30 * torch.tanh(d / 30))


def l2norm():
    x = rnd(3, 37) * 4
    d = x.double()
    save("l2norm", x, d * torch.rsqrt(d.pow(2).sum(-1, keepdim=True) + 1e-6))


def short_conv():
    x, w = rnd(13, 20), rnd(20, 4)
    y = F.conv1d(F.pad(x.double().T[None], (3, 0)), w.double()[:, None], groups=20)[0].T
    save("short_conv", x, w, F.silu(y))


def decay():
    x, a, b = rnd(5, 6) * 4, -rnd(6).abs(), rnd(6)
    save("decay", x, a, b, (a.double() * F.softplus(x.double() + b.double())).exp())


def delta_rule():
    """All tokens at once: the corrections u solve a triangular system, y = (q k^T, decayed) u."""
    T, KH, VH, K, V = 29, 2, 4, 11, 13
    q, k, v, g, beta = F.normalize(rnd(T, KH, K), dim=-1), F.normalize(rnd(T, KH, K), dim=-1), rnd(T, VH, V), rnd(T, VH).abs(), rnd(T, VH).abs()
    results = []
    for grouped in (False, True):
        qq, kk = (t.double().repeat_interleave(VH // KH, 1) if grouped else t.double().repeat(1, VH // KH, 1) for t in (q, k))
        qq, kk, vv = (t.transpose(0, 1) for t in (qq, kk, v.double()))
        cum = g.double().log().cumsum(0).T
        between = (cum[:, :, None] - cum[:, None, :]).tril().exp().tril()
        b = beta.double().T[:, :, None]
        system = torch.eye(T, dtype=torch.float64) + (b * (kk @ kk.mT) * between).tril(-1)
        u = torch.linalg.solve(system, b * vv)
        results.append((((qq * 0.3) @ kk.mT) * between @ u).transpose(0, 1))
    save("delta_rule", q, k, v, g, beta, *results)


torch.manual_seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
for f in (activation, l2norm, short_conv, decay, delta_rule):
    f()
