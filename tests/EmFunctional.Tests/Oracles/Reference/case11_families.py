"""Reference traces of mixtures of two components of a family, written from the equations with 50 digits (mpmath), independently of this project.

Run as: python3 case11_families.py   (writes case11_families.json beside it). The data are drawn here, by Python's own generator.
"""

import json
import pathlib
import random

from mpmath import exp, fsum, log, loggamma, mp, mpf

mp.dps = 50
STEPS = 10
rng = random.Random(20240601)


class Multinomial:
    family, groups, width = "multinomial(a, b, c)", ["probability"], 3

    @staticmethod
    def data():
        rows = []
        for i in range(40):
            p = [0.6, 0.3, 0.1] if i % 2 else [0.2, 0.2, 0.6]
            things = rng.choices(range(3), p, k=rng.randint(0, 9))
            rows.append([things.count(j) for j in range(3)])
        return rows

    start = [[["0.5", "0.25", "0.25"]], [["0.25", "0.25", "0.5"]]]

    @staticmethod
    def log_density(y, theta):
        (p,) = theta
        return loggamma(sum(y) + 1) + fsum(a * log(q) - loggamma(a + 1) for a, q in zip(y, p))

    @staticmethod
    def step(rows, r, theta):
        n = [fsum(w * y[j] for w, y in zip(r, rows)) for j in range(3)]
        return [[a / fsum(n) for a in n]]


def posterior(family, rows, weights, thetas):
    logs = [[log(w) + family.log_density(y, t) for w, t in zip(weights, thetas)] for y in rows]
    each = [log(fsum(exp(a) for a in row)) for row in logs]
    return fsum(each), [[exp(a - l) for a in row] for row, l in zip(logs, each)]


def case(family):
    rows = family.data()
    exact = [[None if y is None else mpf(y) for y in row] for row in rows]
    weights, thetas = [mpf("0.5")] * 2, [[[mpf(x) for x in group] for group in theta] for theta in family.start]
    trace = []
    for i in range(STEPS + 1):
        objective, r = posterior(family, exact, weights, thetas)
        params = {"weights": [float(w) for w in weights]}
        for g, name in enumerate(family.groups):
            params[name] = [float(x) for theta in thetas for x in theta[g]]
        trace.append({"iter": i, "loglik": float(objective), "params": params})
        weights = [fsum(row[k] for row in r) / len(rows) for k in range(2)]
        thetas = [family.step(exact, [row[k] for row in r], thetas[k]) for k in range(2)]
    return {"family": family.family, "width": family.width, "data": [y for row in rows for y in row], "groups": family.groups, "trace": trace}


cases = [case(family) for family in (Multinomial,)]
origin = "tests/EmFunctional.Tests/Oracles/Reference/case11_families.py, with 50 digits; data drawn there"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "cases": cases}, indent=1) + "\n")
