"""Tails and intervals of the standard normal distribution with mpmath at 60 digits; and of a waiting time of rate 1 between two.

Run as: python3 normal_tail.py   (writes normal_tail.json beside it).
"""

import json
import pathlib
import random

import mpmath as mp

mp.mp.dps = 60
rng = random.Random(1988)
above = lambda x: mp.erfc(mp.mpf(x) / mp.sqrt(2)) / 2 if x < 100 else tail(x)
density = lambda x: mp.exp(-mp.mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi)


def tail(x):
    f = mp.mpf(x)
    for k in range(200, 0, -1):
        f = x + k / f
    return density(x) / f


points = [-1e300, -50, -38.5, -10, -1, -1e-9, 0.0, 1e-300, 1e-9, 0.5, 1, 2, 4, 10, 38.5, 50, 1e3, 1e8]
points += [rng.uniform(-8, 8) for _ in range(120)] + [rng.uniform(-38, 300) for _ in range(60)]
tails = []
for x in points:
    q = above(x) if x > -1e200 else mp.mpf(1)
    log = mp.log(q) if x > -8 else -above(-x) * (1 + above(-x) / 2) if x > -1e200 else mp.mpf(0)
    tails.append([x, float(log), float(density(x) / q)])

intervals = []
for i in range(200):
    low = rng.uniform(-9, 9) if i % 4 else rng.uniform(-40, 40)
    width = 10 ** rng.uniform(-12, 1.5)
    high = low + width
    width = high - low
    a, b = mp.mpf(low), mp.mpf(high)
    p = above(a) - above(b) if a > 0 else above(-b) - above(-a) if b < 0 else 1 - above(b) - above(-a)
    if i % 10 == 0:
        high, b, p = "inf", mp.inf, above(a)
    fa, fb, bfb = density(a), density(b) if b < mp.inf else 0, b * density(b) if b < mp.inf else 0
    intervals.append([low, high, float(mp.log(p)), float((fa - fb) / p), float(1 + (a * fa - bfb) / p)])

# E[v], E[u v] and E[u v^2 e^(|v|/8)] with v = ln u of a waiting time u of rate 1 that is between two
waits = []
for i in range(24):
    low = [0, 1e-9, 1e-3, 0.2, 0.9, 1, 3, 20][i % 8]
    high = low + [1e-6, 0.5, 30][i // 8] * max(1, low)
    a, b = mp.mpf(low), mp.mpf(high)
    cuts = [a] + [mp.mpf(c) for c in (1e-30, 1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.03, 0.2, 1, 2, 5, 10, 20, 40) if a < c < b] + [b]
    mean = lambda g: mp.quad(lambda u: g(u) * mp.exp(-(u - a)), cuts) / mp.quad(lambda u: mp.exp(-(u - a)), cuts)
    ln = lambda u: mp.log(u) if u > 0 else mp.mpf(0)
    waits.append([low, high, float(mean(ln)), float(mean(lambda u: u * ln(u))), float(mean(lambda u: u * ln(u) ** 2 * mp.exp(abs(ln(u)) / 8)))])

origin = f"tests/EmFunctional.Tests/Oracles/Reference/normal_tail.py with mpmath {mp.__version__}, 60 digits"
path = pathlib.Path(__file__).with_suffix(".json")
rows = lambda table: ",\n  ".join(json.dumps(row) for row in table)
path.write_text(f'{{"origin": {json.dumps(origin)},\n "tails": [\n  {rows(tails)}],\n "intervals": [\n  {rows(intervals)}],\n "waits": [\n  {rows(waits)}]}}\n')
