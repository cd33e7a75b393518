#!/usr/bin/env python3
"""Logits of a model of a family, by PyTorch in F64, from its published definition: an oracle for whole models.

usage: families_torch.py MODEL.gguf TOKENS OUT [ROW...]

MODEL has F32 tensors. OUT gets the logits after each ROW of the tokens (default: all), F32 little endian.
gemma3: Hugging Face transformers' Gemma3ForCausalLM. qwen35: its Qwen3_5ForCausalLM, recurrent_gated_delta_rule.
"""
import sys

import torch
import torch.nn.functional as F

from gguf_torch import read_gguf


def rms(x, w, eps):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * w


def rotate(x, base, dims):
    """Split halves of the first dims of each head; x is [T, heads, D]."""
    half = dims // 2
    theta = base ** (-torch.arange(half, dtype=torch.float64) / half)
    angle = torch.arange(len(x), dtype=torch.float64)[:, None] * theta
    cos, sin = angle.cos()[:, None], angle.sin()[:, None]
    a, b = x[..., :half], x[..., half:dims]
    return torch.cat([a * cos - b * sin, b * cos + a * sin, x[..., dims:]], -1)


def attend(q, k, v, scale, window):
    T, H, _ = q.shape
    k, v = (t.repeat_interleave(H // t.shape[1], 1) for t in (k, v))
    s = torch.einsum("thd,shd->hts", q, k) * scale
    i = torch.arange(T)
    seen = i[None, :] <= i[:, None]
    if window:
        seen = seen & (i[None, :] > i[:, None] - window)
    return torch.einsum("hts,shd->thd", s.masked_fill(~seen, -torch.inf).softmax(-1), v)


def gemma3(key, w, ids):
    E, H, KV, D = (key(k) for k in ("embedding_length", "attention.head_count", "attention.head_count_kv", "attention.key_length"))
    eps, window, L = key("attention.layer_norm_rms_epsilon"), key("attention.sliding_window"), key("block_count")
    x = w["token_embd.weight"][ids] * E ** 0.5
    T = len(ids)
    for i in range(L):
        p = lambda name: w[f"blk.{i}.{name}.weight"]
        local = i % 6 != 5
        base = 10000.0 if local else key("rope.freq_base")
        h = rms(x, p("attn_norm"), eps)
        q = rotate(rms((h @ p("attn_q").T).reshape(T, H, D), p("attn_q_norm"), eps), base, D)
        k = rotate(rms((h @ p("attn_k").T).reshape(T, KV, D), p("attn_k_norm"), eps), base, D)
        v = (h @ p("attn_v").T).reshape(T, KV, D)
        a = attend(q, k, v, D ** -0.5, window if local else 0).reshape(T, H * D)
        x = x + rms(a @ p("attn_output").T, p("post_attention_norm"), eps)
        h = rms(x, p("ffn_norm"), eps)
        h = F.gelu(h @ p("ffn_gate").T, approximate="tanh") * (h @ p("ffn_up").T)
        x = x + rms(h @ p("ffn_down").T, p("post_ffw_norm"), eps)
    return rms(x, w["output_norm.weight"], eps) @ w.get("output.weight", w["token_embd.weight"]).T


def l2(x):
    return x * torch.rsqrt(x.pow(2).sum(-1, keepdim=True) + 1e-6)


def delta_net(h, p, key):
    """Gated DeltaNet, one token after the other; value head j has key head j % KH, as GGUF orders them."""
    T, K, KH, VH, J = len(h), *(key(f"ssm.{k}") for k in ("state_size", "group_count", "time_step_rank", "conv_kernel"))
    V = key("ssm.inner_size") // VH
    mixed = (h @ p("attn_qkv.weight").T).T[None]
    mixed = F.conv1d(F.pad(mixed, (J - 1, 0)), p("ssm_conv1d.weight")[:, None], groups=mixed.shape[1])
    q, k, v = F.silu(mixed[0].T).split([KH * K, KH * K, VH * V], -1)
    q, k = (l2(t.reshape(T, KH, K)).repeat(1, VH // KH, 1) for t in (q, k))
    q, v = q * K ** -0.5, v.reshape(T, VH, V)
    beta = (h @ p("ssm_beta.weight").T).sigmoid()
    g = p("ssm_a") * F.softplus(h @ p("ssm_alpha.weight").T + p("ssm_dt.bias"))
    s, y = torch.zeros(VH, K, V, dtype=torch.float64), []
    for t in range(T):
        s = s * g[t].exp()[:, None, None]
        e = (v[t] - (s * k[t][:, :, None]).sum(1)) * beta[t][:, None]
        s = s + k[t][:, :, None] * e[:, None]
        y.append((s * q[t][:, :, None]).sum(1))
    z = (h @ p("attn_gate.weight").T).reshape(T, VH, V)
    y = rms(torch.stack(y), p("ssm_norm.weight"), key("attention.layer_norm_rms_epsilon")) * F.silu(z)
    return y.reshape(T, VH * V) @ p("ssm_out.weight").T


def qwen35(key, w, ids):
    H, KV, D = (key(k) for k in ("attention.head_count", "attention.head_count_kv", "attention.key_length"))
    eps, dims, base = key("attention.layer_norm_rms_epsilon"), key("rope.dimension_count"), key("rope.freq_base")
    x = w["token_embd.weight"][ids]
    T = len(ids)
    for i in range(key("block_count")):
        p = lambda name: w[f"blk.{i}.{name}"]
        h = rms(x, p("attn_norm.weight"), eps)
        if (i + 1) % key("full_attention_interval"):
            x = x + delta_net(h, p, key)
        else:
            q, gate = (h @ p("attn_q.weight").T).reshape(T, H, 2 * D).chunk(2, -1)
            q = rotate(rms(q, p("attn_q_norm.weight"), eps), base, dims)
            k = rotate(rms((h @ p("attn_k.weight").T).reshape(T, KV, D), p("attn_k_norm.weight"), eps), base, dims)
            v = (h @ p("attn_v.weight").T).reshape(T, KV, D)
            a = attend(q, k, v, D ** -0.5, 0) * gate.sigmoid()
            x = x + a.reshape(T, H * D) @ p("attn_output.weight").T
        h = rms(x, p("post_attention_norm.weight"), eps)
        x = x + (F.silu(h @ p("ffn_gate.weight").T) * (h @ p("ffn_up.weight").T)) @ p("ffn_down.weight").T
    return rms(x, w["output_norm.weight"], eps) @ w.get("output.weight", w["token_embd.weight"]).T


def main():
    model, tokens, out = sys.argv[1:4]
    meta, w = read_gguf(model)
    ids = torch.tensor([int(t) for t in open(tokens).read().split()])
    rows = [int(r) for r in sys.argv[4:]] or range(len(ids))
    arch = meta["general.architecture"]
    logits = {"gemma3": gemma3, "qwen35": qwen35}[arch](lambda k: meta[f"{arch}.{k}"], w, ids)
    with open(out, "wb") as f:
        f.write(logits[list(rows)].float().numpy().tobytes())


main()
