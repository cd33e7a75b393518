"""Samplers by their definitions: tests/golden/sample/cases.json on standard output. Written from what libck/sample_chain.h states, on
lists and dictionaries, with Python's math; no code is shared. `want` is [id, probability] of each candidate before the draw."""
import json
import math
import random

INF = float("inf")
DEFAULT = dict(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0, window=64, presence=0.0, frequency=0.0,
               typical_p=1.0, top_n_sigma=0.0, xtc_probability=0.0, xtc_threshold=0.1, dry_multiplier=0.0, dry_base=1.75,
               dry_allowed=2, dry_window=64, dyn_range=0.0, dyn_exponent=1.0, mirostat=0, tau=5.0, eta=0.1, breakers=[], bias=[])
USUAL = "penalties;dry;top_n_sigma;top_k;typ_p;top_p;min_p;xtc;temperature"


def ranked(c):
    return sorted(c, key=lambda x: (-x[1], x[0]))


def softmax(c):
    c = ranked(c)
    e = [math.exp(l - c[0][1]) for _, l in c]
    return c, [x / math.fsum(e) for x in e]


def entropy(p):
    return -math.fsum(x * math.log(x) for x in p if x > 0)


def common_suffix(text, end):
    n = 0
    while n < end and text[end - 1 - n] == text[len(text) - 1 - n]:
        n += 1
    return n


def step(name, c, o, text):
    if name == "penalties":
        recent = text[-o["window"]:] if o["window"] else []
        out = []
        for i, l in c:
            n = recent.count(i)
            if n:
                l = l / o["repeat_penalty"] if l > 0 else l * o["repeat_penalty"]
                l -= n * o["frequency"] + o["presence"]
            out.append((i, l))
        return out
    if name == "dry":
        recent = text[-o["dry_window"]:]
        limit = len(recent)
        for back in range(len(recent)):
            if recent[-1 - back] in o["breakers"]:
                limit = back
                break
        if o["dry_multiplier"] == 0 or len(recent) <= o["dry_allowed"] or limit < o["dry_allowed"]:
            return c
        longest = {}
        for end in range(1, len(recent)):  # what stands before recent[end], and at the end of the text
            n = min(common_suffix(recent, end), limit)
            if n >= o["dry_allowed"]:
                longest[recent[end]] = max(n, longest.get(recent[end], 0))
        return [(i, l - o["dry_multiplier"] * o["dry_base"] ** (longest[i] - o["dry_allowed"]) if i in longest and i not in o["breakers"] else l)
                for i, l in c]
    if name == "top_n_sigma" and o["top_n_sigma"] > 0:
        finite = [l for _, l in c if l > -INF]
        mean = math.fsum(finite) / len(finite)
        sigma = math.sqrt(math.fsum((l - mean) ** 2 for l in finite) / len(finite))
        return [(i, l if l >= max(finite) - o["top_n_sigma"] * sigma else -INF) for i, l in c]
    if name == "top_k" and o["top_k"] > 0:
        return ranked(c)[:o["top_k"]]
    if name == "typ_p" and o["typical_p"] < 1:
        c, p = softmax(c)
        h = entropy(p)
        order = sorted(range(len(c)), key=lambda k: (abs(-math.log(p[k]) - h) if p[k] else INF, k))
        kept, total = [], 0
        for k in order:
            kept.append(c[k])
            total += p[k]
            if total > o["typical_p"]:
                break
        return kept
    if name == "top_p" and o["top_p"] < 1:
        c, p = softmax(c)
        n = next((k + 1 for k in range(len(c)) if math.fsum(p[:k + 1]) >= o["top_p"]), len(c))
        return c[:n]
    if name == "min_p" and o["min_p"] > 0:
        c, p = softmax(c)
        return [x for x, q in zip(c, p) if q >= o["min_p"] * p[0]]
    if name == "xtc" and o["xtc_probability"] >= 1 and o["xtc_threshold"] <= 0.5 and len(c) > 1:
        c, p = softmax(c)
        above = [k for k in range(len(c)) if p[k] >= o["xtc_threshold"]]
        return c[above[-1]:] if above else c
    if name == "temperature":
        t = o["temperature"]
        if o["dyn_range"] > 0:
            c, p = softmax(c)
            low, high = max(0, t - o["dyn_range"]), t + o["dyn_range"]
            t = low + (high - low) * (entropy(p) / math.log(len(c))) ** o["dyn_exponent"]
        return [(i, l / t) for i, l in c] if t > 0 else ranked(c)[:1]
    return c


def mirostat(c, o, vocab):
    mu = 2 * o["tau"]
    c, p = softmax([(i, l / o["temperature"]) for i, l in c])
    if o["mirostat"] == 2:
        n = next((k for k in range(len(c)) if -math.log2(p[k]) > mu), len(c))
        return c[:max(n, 1)]
    pairs = range(min(99, len(c) - 1))
    t = [math.log((k + 2) / (k + 1)) for k in pairs]
    b = [math.log(p[k] / p[k + 1]) for k in pairs]
    s = math.fsum(x * y for x, y in zip(t, b)) / math.fsum(x * x for x in t)
    k = ((s - 1) * 2 ** mu / (1 - vocab ** -(s - 1))) ** (1 / s)
    return c[:max(int(k), 1)]


def main():
    r = random.Random(11)
    n = 40
    logits = [r.randrange(-64, 64) / 8 for _ in range(n)]
    logits[7] = logits[21]
    text = [3, 9, 4, 4, 9, 12, 3, 9, 4, 30, 3, 9, 4]
    rows = [("nothing", {}, None), ("presence", {"presence": 1.5}, None), ("frequency", {"frequency": 0.75}, None),
            ("all penalties", {"presence": 0.5, "frequency": 0.25, "repeat_penalty": 1.5, "window": 6}, None),
            ("bias", {"bias": [[5, 3.5], [9, -2.0], [11, "-inf"]], "frequency": 0.1}, None),
            ("typical", {"typical_p": 0.6}, None), ("typical little", {"typical_p": 0.05}, None), ("typical after top-k", {"typical_p": 0.9, "top_k": 9}, None),
            ("sigma", {"top_n_sigma": 1.0}, None), ("sigma and bias", {"top_n_sigma": 1.5, "bias": [[2, "-inf"]]}, None),
            ("xtc", {"xtc_probability": 1.0, "xtc_threshold": 0.1}, None), ("xtc low", {"xtc_probability": 1.0, "xtc_threshold": 0.01}, None),
            ("xtc too high", {"xtc_probability": 1.0, "xtc_threshold": 0.6}, None),
            ("dry", {"dry_multiplier": 0.8}, None), ("dry long", {"dry_multiplier": 1.5, "dry_base": 2.5, "dry_allowed": 1, "dry_window": 9}, None),
            ("dry broken", {"dry_multiplier": 0.8, "breakers": [9]}, None), ("dry spared", {"dry_multiplier": 0.8, "breakers": [30], "dry_allowed": 1}, None),
            ("dynamic", {"dyn_range": 0.5}, None), ("dynamic steep", {"dyn_range": 2.0, "dyn_exponent": 2.5, "temperature": 1.2, "top_k": 20}, None),
            ("order", {"top_k": 8, "temperature": 0.5, "top_p": 0.7, "min_p": 0.1}, "temperature;min_p;top_p;top_k"),
            ("no steps", {"top_k": 3}, ""), ("cold", {"temperature": 0.0, "presence": 4.0}, None),
            ("everything", {"presence": 0.5, "dry_multiplier": 0.5, "top_n_sigma": 2.0, "top_k": 20, "typical_p": 0.95, "top_p": 0.9,
                            "min_p": 0.01, "xtc_probability": 1.0, "xtc_threshold": 0.3, "dyn_range": 0.3}, None),
            ("mirostat 1", {"mirostat": 1, "tau": 1.0, "temperature": 0.9}, None), ("mirostat 1 wide", {"mirostat": 1, "tau": 2.5}, None),
            ("mirostat 2", {"mirostat": 2, "tau": 1.25}, None), ("mirostat 2 narrow", {"mirostat": 2, "tau": 0.1}, None)]
    out = []
    for name, options, order in rows:
        o = dict(DEFAULT, **options)
        c = list(enumerate(logits))
        for i, add in o["bias"]:
            c[i] = (i, c[i][1] + float(add))
        if o["mirostat"]:
            c = mirostat(c, o, n)
        else:
            for s in (USUAL if order is None else order).split(";"):
                c = step(s, c, o, text)
        c, p = softmax(c)
        out.append(dict(name=name, options=options, order=order, logits=logits, text=text, want=[[i, q] for (i, _), q in zip(c, p)]))
    print("[" + ",\n".join(json.dumps(x) for x in out) + "]")


main()
