"""Reference traces of mixtures of two components of a family, written from the equations with 50 digits (mpmath), independently of this project.

Run as: python3 case11_families.py   (writes case11_families.json beside it). The data are drawn here, by Python's own generator.
"""

import json
import pathlib
import random

from mpmath import atan2, besseli, cos, digamma, exp, findroot, fsum, log, loggamma, matrix, mp, mpf, pi, sin, sqrt

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


def part(m, rows, columns):
    return matrix([[m[i, j] for j in columns] for i in rows])


class MultivariateStudent:
    """Two columns, some numbers missing, and degrees of freedom that are estimated (Liu, Rubin 1995)."""

    family, groups, width = "multivariate-student(x, y)", ["location", "scatter", "degreesOfFreedom"], 2

    @staticmethod
    def data():
        rows = []
        for i in range(60):
            u = (rng.gammavariate(1.5, 1) / 1.5) ** -0.5
            a, b = rng.gauss(0, 1) * u, rng.gauss(0, 1) * u
            row = [a, 0.5 * a + b] if i % 2 else [6 + 2 * a, 5 + b - a]
            rows.append([None if i % 11 == 3 + 4 * j else round(x, 4) for j, x in enumerate(row)])
        return rows

    start = [[["0", "0"], ["1", "0", "1"], ["4"]], [["5", "5"], ["2", "0.5", "2"], ["8"]]]

    @staticmethod
    def seen(x, theta):
        (mean, tri, (nu,)) = theta
        sigma = matrix([[tri[0], tri[1]], [tri[1], tri[2]]])
        o = [j for j in range(2) if x[j] is not None]
        m = [j for j in range(2) if x[j] is None]
        y = matrix([x[j] - mean[j] for j in o])
        inverse = part(sigma, o, o) ** -1
        delta = (y.T * inverse * y)[0]
        full, extra = [None] * 2, matrix(2, 2)
        for i, j in enumerate(o):
            full[j] = y[i]
        if m:
            b = part(sigma, m, o) * inverse
            full[m[0]] = (b * y)[0]
            extra[m[0], m[0]] = sigma[m[0], m[0]] - (b * part(sigma, o, m))[0]
        return len(o), delta, mp.det(part(sigma, o, o)), full, extra, nu

    @classmethod
    def log_density(cls, x, theta):
        o, delta, det, _, _, nu = cls.seen(x, theta)
        return loggamma((nu + o) / 2) - loggamma(nu / 2) - o * log(nu * pi) / 2 - log(det) / 2 - (nu + o) / 2 * log(1 + delta / nu)

    @classmethod
    def step(cls, rows, r, theta):
        views = [cls.seen(x, theta) for x in rows]
        u = [(nu + o) / (nu + delta) for o, delta, _, _, _, nu in views]
        n, s = fsum(r), fsum(a * b for a, b in zip(r, u))
        shift = [fsum(a * b * v[3][j] for a, b, v in zip(r, u, views)) / s for j in range(2)]
        sigma = [
            fsum(a * (b * (v[3][i] - shift[i]) * (v[3][j] - shift[j]) + v[4][i, j]) for a, b, v in zip(r, u, views)) / n
            for i in range(2)
            for j in range(i + 1)
        ]
        known = 1 + fsum(a * (digamma((v[5] + v[0]) / 2) - log((v[5] + v[1]) / 2) - b) for a, b, v in zip(r, u, views)) / n
        nu = findroot(lambda v: log(v / 2) - digamma(v / 2) + known, (mpf("0.01"), mpf(1000)), solver="anderson", tol=mpf(10) ** -60)
        return [[m + d for m, d in zip(theta[0], shift)], sigma, [nu]]


class VonMises:
    """Angles on both sides of the border at half a turn."""

    family, groups, width = "von-mises(angle)", ["mean", "concentration"], 1

    @staticmethod
    def data():
        turns = [rng.vonmisesvariate(3.0, 6.0) if i % 2 else rng.vonmisesvariate(0.5, 2.0) for i in range(50)]
        return [[round(a if a < 3.2 else a - 6.283185307179586, 4)] for a in turns]

    start = [[["1"], ["1"]], [["3"], ["4"]]]

    @staticmethod
    def log_density(x, theta):
        ((mean,), (k,)) = theta
        return k * cos(x[0] - mean) - log(2 * pi * besseli(0, k))

    @staticmethod
    def step(rows, r, theta):
        ((mean,), _) = theta
        c = fsum(w * cos(x[0] - mean) for w, x in zip(r, rows))
        s = fsum(w * sin(x[0] - mean) for w, x in zip(r, rows))
        length = sqrt(c * c + s * s) / fsum(r)
        k = findroot(lambda k: besseli(1, k) / besseli(0, k) - length, (mpf("0.001"), mpf(500)), solver="anderson", tol=mpf(10) ** -60)
        return [[mean + atan2(s, c)], [k]]


def posterior(family, rows, weights, thetas):
    logs = [[log(w) + family.log_density(y, t) for w, t in zip(weights, thetas)] for y in rows]
    each = [log(fsum(exp(a) for a in row)) for row in logs]
    return fsum(each), [[exp(a - l) for a in row] for row, l in zip(logs, each)]


def case(family):
    rows = family.data()
    exact = [[None if y is None else mpf(repr(y)) for y in row] for row in rows]
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


cases = [case(family) for family in (Multinomial, MultivariateStudent, VonMises)]
origin = "tests/EmFunctional.Tests/Oracles/Reference/case11_families.py, with 50 digits; data drawn there"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "cases": cases}, indent=1) + "\n")
