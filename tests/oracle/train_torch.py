#!/usr/bin/env python3
"""What training must give, by PyTorch's autograd and optimizers in F64, for tests/test_train_kernels.c, tests/test_train.c,
tests/test_training.c and tests/test_schedule.c.

usage: train_torch.py DIR [SEED]               each op, its gradients, AdamW
       train_torch.py DIR model NAME FILE.gguf a whole Llama or GPT-2: loss, gradients, one step, fifty losses

Beside these: SGD, clipping and learning rates; of a model ten clipped steps, of AdamW and of SGD.

       train_torch.py - loss FILE.gguf IDS SEQ prints the mean loss of a file of token ids, cut into sequences

Each file is arrays in the order written here, F32 or I32 little endian, without headers.
"""
import sys

import torch
import torch.nn.functional as F

from gguf_torch import read_gguf


def rnd(*shape):
    return torch.empty(*shape).uniform_(-1.7, 1.7)  # unit RMS


def leaf(t):
    return t.double().requires_grad_()


def save(name, *arrays):
    with open(f"{out}/{name}.bin", "wb") as f:
        for a in arrays:
            a = a.detach()
            a = a.float() if a.dtype == torch.float64 else a
            f.write(a.contiguous().numpy().tobytes())


def ints(*v):
    return torch.tensor(v, dtype=torch.int32)


def matmul():
    x, w, b, dy = rnd(9, 35), rnd(22, 35), rnd(22), rnd(9, 22)
    X, W, B = leaf(x), leaf(w), leaf(b)
    F.linear(X, W, B).backward(dy.double())
    save("matmul", x, w, dy, X.grad, W.grad, B.grad)


def norm(x, w, eps):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * w


def rmsnorm():
    x, w, dy = rnd(7, 45) * 3, rnd(45), rnd(7, 45)
    X, W = leaf(x), leaf(w)
    norm(X, W, 1e-5).backward(dy.double())
    save("rmsnorm", x, w, dy, torch.rsqrt(x.double().pow(2).mean(-1) + 1e-5), X.grad, W.grad)


def layernorm():
    x, w, b, dy = rnd(7, 45) * 3 + 1, rnd(45), rnd(45), rnd(7, 45)
    X, W, B = leaf(x), leaf(w), leaf(b)
    F.layer_norm(X, (45,), W, B, 1e-5).backward(dy.double())
    m = x.double().mean(-1)
    scale = torch.rsqrt((x.double() - m[:, None]).pow(2).mean(-1) + 1e-5)
    save("layernorm", x, w, dy, torch.stack([m, scale], -1), X.grad, W.grad, B.grad)


def turn(x, angle):
    """Interleaved RoPE of [..., T, H, D] by angles [T, P], 2P = D."""
    z = torch.view_as_complex(x.reshape(*x.shape[:-1], -1, 2).contiguous())
    return torch.view_as_real(z * torch.polar(torch.ones_like(angle), angle)[:, None, :]).reshape(x.shape)


def rope():
    x, dy, angle = rnd(5, 3, 22), rnd(5, 3, 22), rnd(5, 8).double() * 3
    X, Z = leaf(x), leaf(x)
    torch.cat([turn(X[..., :16], angle), X[..., 16:]], -1).backward(dy.double())
    c, s = (torch.cat([f(angle)] * 2, -1)[:, None, :] for f in (torch.cos, torch.sin))
    h = Z[..., :16]
    torch.cat([h * c + torch.cat([-h[..., 8:], h[..., :8]], -1) * s, Z[..., 16:]], -1).backward(dy.double())
    save("rope", dy, torch.stack([angle.cos(), angle.sin()], -1), X.grad, Z.grad)


def glu():
    """glu and activation, for each of the activation functions."""
    g, u, dy = rnd(150) * 4, rnd(150), rnd(150)
    results = []
    for act in (F.silu, torch.sigmoid, lambda x: F.gelu(x, approximate="tanh")):
        G, U, X = leaf(g), leaf(u), leaf(g)
        (act(G) * U).backward(dy.double())
        act(X).backward(dy.double())
        results += [G.grad, U.grad, X.grad]
    save("glu", g, u, dy, *results)


def gather():
    x, row, dy = rnd(6, 10), ints(4, 0, 4, 2, 5), rnd(5, 10)
    X = leaf(x)
    X[row.long()].backward(dy.double())
    w, i, dz = rnd(11, 10), ints(3, 3, 0, 10, 7, 3), rnd(6, 10)
    W = leaf(w)
    (F.embedding(i.long(), W) * 2.5).backward(dz.double())
    save("gather", row, dy, X.grad, i, dz, W.grad)


def attend(q, k, v, see, scale, cap):
    """q [T, H, D], k and v [T, KV, D]; see [T, T]."""
    group = q.shape[1] // k.shape[1]
    k, v = (t.repeat_interleave(group, 1) for t in (k, v))
    s = torch.einsum("thd,shd->hts", q, k) * scale
    if cap:
        s = cap * torch.tanh(s / cap)
    s = s.masked_fill(~see, -torch.inf)
    return torch.einsum("hts,shd->thd", torch.softmax(s, -1), v), torch.logsumexp(s, -1).T


def attention():
    T, H, KV, D = 13, 6, 2, 10
    q, k, v, dy = rnd(T, H, D) * 2, rnd(T, KV, D), rnd(T, KV, D), rnd(T, H, D)
    slot, pos = ints(0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0), ints(0, 1, 0, 1, 2, 2, 3, 3, 4, 5, 6, 4, 7)
    results = []
    for window, cap in ((0, 0.0), (3, 0.0), (0, 2.0)):
        see = (slot[:, None] == slot[None, :]) & (pos[None, :] <= pos[:, None])
        if window:
            see &= pos[None, :] > pos[:, None] - window
        Q, K, V = leaf(q), leaf(k), leaf(v)
        y, lse = attend(Q, K, V, see, 0.3, cap)
        y.backward(dy.double())
        results += [y, lse, (y.detach() * dy.double()).sum(-1), Q.grad, K.grad, V.grad]
    save("attention", q, k, v, dy, slot, pos, *results)


def cross_entropy():
    x, target = rnd(8, 37) * 4, ints(3, -1, 36, 0, 12, -1, 7, 7)
    X = leaf(x)
    nll = F.cross_entropy(X, target.long(), ignore_index=-1, reduction="none")
    loss = F.cross_entropy(X, target.long(), ignore_index=-1)
    (loss * 0.75).backward()
    kept = (target >= 0).double()
    save("cross_entropy", x, target, nll, torch.logsumexp(x.double(), -1), loss, kept * 0.75 / kept.sum(), X.grad)


def adamw():
    w, g = rnd(60), [rnd(60) for _ in range(4)]
    W = leaf(w)
    opt = torch.optim.AdamW([W], lr=0.02, betas=(0.9, 0.99), eps=1e-6, weight_decay=0.1)
    results = []
    for x in g:
        W.grad = x.double()
        opt.step()
        results.append(W.detach().clone())
    save("adamw", w, *g, *results, opt.state[W]["exp_avg"], opt.state[W]["exp_avg_sq"])


def sgd():
    w, g = rnd(60), [rnd(60) for _ in range(4)]
    results = []
    for momentum, decay in ((0.9, 0.1), (0.0, 0.0)):
        W = leaf(w)
        opt = torch.optim.SGD([W], lr=0.02, momentum=momentum, weight_decay=decay)
        for x in g:
            W.grad = x.double()
            opt.step()
            results.append(W.detach().clone())
        if momentum:
            results.append(opt.state[W]["momentum_buffer"])
    save("sgd", w, *g, *results)


def clip():
    """Gradients of three weights, their norm, and what two limits make of them: one above the norm, one below."""
    g = [rnd(7, 45), rnd(150), rnd(5) * 3]
    results = []
    for limit in (100.0, 2.0):
        w = [leaf(torch.zeros_like(x)) for x in g]
        for p, x in zip(w, g):
            p.grad = x.double()
        norm = torch.nn.utils.clip_grad_norm_(w, limit)
        results += [norm.reshape(1), *(p.grad for p in w)]
    save("clip", *g, *results)


def schedule():
    """Learning rates of 60 steps: constant, cosine and linear, each without warmup and with one of 7 steps."""
    from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR, LinearLR, SequentialLR
    steps, peak, least = 60, 3e-4, 2e-5
    rates = []
    for kind in ("constant", "cosine", "linear"):
        for warmup in (0, 7):
            opt = torch.optim.SGD([leaf(torch.zeros(1))], lr=peak)
            rest = steps - warmup
            after = {"constant": lambda: ConstantLR(opt, 1.0), "cosine": lambda: CosineAnnealingLR(opt, rest, least),
                     "linear": lambda: LinearLR(opt, 1.0, least / peak, rest)}[kind]
            if warmup:
                rise = LinearLR(opt, 1 / warmup, 1.0, warmup - 1)
                plan = SequentialLR(opt, [rise, after()], [warmup])
            else:
                plan = after()
            for _ in range(steps):
                rates.append(opt.param_groups[0]["lr"])
                opt.step()
                plan.step()
    save("schedule", torch.tensor(rates, dtype=torch.float64))


# A whole model, from the file.

class Model:
    def __init__(self, path):
        self.meta, tensors = read_gguf(path)
        self.arch = self.meta["general.architecture"]
        self.w = {k: leaf(v) for k, v in tensors.items()}

    def loss(self, tokens, targets):
        total = 0
        for ids, target in zip(tokens, targets):
            hidden = self.gpt2(ids) if self.arch == "gpt2" else self.llama(ids)
            logits = F.linear(hidden, self.w.get("output.weight", self.w["token_embd.weight"]))
            total = total + F.cross_entropy(logits, target, ignore_index=-1, reduction="sum")
        return total / (targets >= 0).sum()

    def llama(self, ids):
        m, w, rows = self.meta, self.w, len(ids)
        heads, eps = m["llama.attention.head_count"], m["llama.attention.layer_norm_rms_epsilon"]
        x = F.embedding(ids, w["token_embd.weight"])
        dims = w["blk.0.attn_q.weight"].shape[0] // heads
        theta = m.get("llama.rope.freq_base", 10000.0) ** (-torch.arange(dims // 2).double() / (dims // 2))
        angle = torch.arange(rows).double()[:, None] * theta
        see = torch.ones(rows, rows, dtype=torch.bool).tril()
        for i in range(m["llama.block_count"]):
            b = lambda name: w[f"blk.{i}.{name}.weight"]
            h = norm(x, b("attn_norm"), eps)
            q, k, v = (F.linear(h, b(f"attn_{n}")).reshape(rows, -1, dims) for n in "qkv")
            y, _ = attend(turn(q, angle), turn(k, angle), v, see, dims ** -0.5, 0)
            x = x + F.linear(y.reshape(rows, -1), b("attn_output"))
            h = norm(x, b("ffn_norm"), eps)
            x = x + F.linear(F.silu(F.linear(h, b("ffn_gate"))) * F.linear(h, b("ffn_up")), b("ffn_down"))
        return norm(x, w["output_norm.weight"], eps)

    def gpt2(self, ids):
        m, w, rows = self.meta, self.w, len(ids)
        heads, eps = m["gpt2.attention.head_count"], m["gpt2.attention.layer_norm_epsilon"]
        x = F.embedding(ids, w["token_embd.weight"]) + w["position_embd.weight"][:rows]
        dims = x.shape[1] // heads
        see = torch.ones(rows, rows, dtype=torch.bool).tril()
        for i in range(m["gpt2.block_count"]):
            b = lambda name: (w[f"blk.{i}.{name}.weight"], w[f"blk.{i}.{name}.bias"])
            h = F.layer_norm(x, x.shape[1:], *b("attn_norm"), eps)
            q, k, v = (t.reshape(rows, heads, dims) for t in F.linear(h, *b("attn_qkv")).chunk(3, -1))
            y, _ = attend(q, k, v, see, dims ** -0.5, 0)
            x = x + F.linear(y.reshape(rows, -1), *b("attn_output"))
            h = F.layer_norm(x, x.shape[1:], *b("ffn_norm"), eps)
            x = x + F.linear(F.gelu(F.linear(h, *b("ffn_up")), approximate="tanh"), *b("ffn_down"))
        return F.layer_norm(x, x.shape[1:], w["output_norm.weight"], w["output_norm.bias"], eps)


def windows(step, batch, seq, vocab):
    """Tokens that follow from their numbers, as tests/test_train.c makes them; target -1 behind each fifth."""
    i = torch.arange(batch * (seq + 1)) + step % 4 * 1000
    ids = ((i * 7919 + i // 3 * 104729) % vocab).reshape(batch, seq + 1)
    targets = ids[:, 1:].clone()
    targets.reshape(-1)[::5] = -1
    return ids[:, :-1], targets


def model(name, path):
    batch, seq = 2, 16
    whole = Model(path)
    vocab = whole.w["token_embd.weight"].shape[0]
    names = list(whole.w)
    loss = whole.loss(*windows(0, batch, seq, vocab))
    loss.backward()
    save(f"{name}.gradients", loss, *(whole.w[n].grad for n in names))

    # eps is large enough for a step to depend smoothly on gradients that are nearly 0: with 1e-8 rounding alone would turn
    # their steps around, by twice the learning rate.
    def train(steps):
        m = Model(path)
        opt = torch.optim.AdamW([{"params": [p for p in m.w.values() if p.dim() > 1], "weight_decay": 0.1},
                                 {"params": [p for p in m.w.values() if p.dim() == 1], "weight_decay": 0.0}], lr=0.01, eps=1e-3)
        losses = []
        for s in range(steps):
            opt.zero_grad()
            loss = m.loss(*windows(s, batch, seq, vocab))
            loss.backward()
            opt.step()
            losses.append(loss.detach())
        return m, torch.stack(losses)

    save(f"{name}.step", *(train(1)[0].w[n] for n in names))
    save(f"{name}.losses", train(50)[1])


def clipped(path, kind, steps=10, limit=0.5, **options):
    """Losses of the steps, norms before they are clipped, and the model."""
    m = Model(path)
    opt = kind([{"params": [p for p in m.w.values() if p.dim() > 1], "weight_decay": 0.1},
                {"params": [p for p in m.w.values() if p.dim() == 1], "weight_decay": 0.0}], lr=0.01, **options)
    losses, norms = [], []
    for s in range(steps):
        opt.zero_grad()
        loss = m.loss(*windows(s, 2, 16, m.w["token_embd.weight"].shape[0]))
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(m.w.values(), limit))
        opt.step()
        losses.append(loss.detach())
    return torch.stack(losses), torch.stack(norms), m


def runs(name, path):
    save(f"{name}.clipped", *clipped(path, torch.optim.AdamW, eps=1e-3)[:2])
    losses, norms, m = clipped(path, torch.optim.SGD, momentum=0.9)
    save(f"{name}.sgd", losses, norms, *m.w.values())


def text_loss(path, ids, seq):
    ids = torch.tensor([int(x) for x in open(ids).read().split()])
    n = (len(ids) - 1) // seq
    with torch.no_grad():
        print(f"{Model(path).loss(ids[:n * seq].reshape(n, seq), ids[1:n * seq + 1].reshape(n, seq)).item():.9g}")


out = sys.argv[1]
torch.set_num_threads(1)
if len(sys.argv) > 5 and sys.argv[2] == "loss":
    text_loss(sys.argv[3], sys.argv[4], int(sys.argv[5]))
elif len(sys.argv) > 3 and sys.argv[2] == "model":
    model(sys.argv[3], sys.argv[4])
    runs(sys.argv[3], sys.argv[4])
else:
    torch.manual_seed(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for make in (matmul, rmsnorm, rope, glu, gather, attention, cross_entropy, adamw, layernorm):
        make()
    for make in (sgd, clip, schedule):
        torch.manual_seed(1000 + int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
        make()
