"""Reference results of mixtures of two Poisson and of two logistic regressions, written from the equations with mpmath at 40 digits, independently
of this project.

Run as: python3 case13_regressions.py   (writes case13_regressions.json beside it). The M-step is one Newton step d of each component, taken ln(1+S)/S
times, where S = |d_0| + sum |d_j| in covariates that are scaled to [-1, 1]: it gains by Bach (2010), Electronic Journal of Statistics 4:384, for
|b'''| <= b''. The maximum is where the gradient of the log-likelihood, differentiated numerically, is 0; the search begins where EM with M-steps that
are solved to the end has come.
"""

import json
import math
import pathlib
import random

import mpmath as mp

mp.mp.dps = 40
STEPS = 10
rng = random.Random(20261128)


class Poisson:
    log = staticmethod(lambda y, eta: y * eta - mp.exp(eta) - mp.log(mp.factorial(y)))
    moments = staticmethod(lambda eta: (mp.exp(eta), mp.exp(eta)))


class Logistic:
    log = staticmethod(lambda y, eta: y * eta - mp.log(1 + mp.exp(eta)))

    @staticmethod
    def moments(eta):
        p = 1 / (1 + mp.exp(-eta))
        return p, p * (1 - p)


def eta(beta, x):
    return beta[0] + sum(b * v for b, v in zip(beta[1:], x))


def mixture(of, rows, w, betas):
    objective, r = mp.mpf(0), []
    for y, *x in rows:
        parts = [w[k] * mp.exp(of.log(y, eta(betas[k], x))) for k in range(2)]
        objective += mp.log(sum(parts))
        r.append([p / sum(parts) for p in parts])
    return objective, r


def newton(of, rows, r, beta, is_damped):
    """In covariates u = (x - c)/h, then back."""
    q = len(rows[0]) - 1
    low, high = [min(row[1 + j] for row in rows) for j in range(q)], [max(row[1 + j] for row in rows) for j in range(q)]
    c, h = [(mp.mpf(a) + b) / 2 for a, b in zip(low, high)], [(mp.mpf(b) - a) / 2 for a, b in zip(low, high)]
    hessian, gradient = mp.zeros(q + 1), mp.zeros(q + 1, 1)
    for share, (y, *x) in zip(r, rows):
        mean, variance = of.moments(eta(beta, x))
        u = [mp.mpf(1)] + [(x[j] - c[j]) / h[j] for j in range(q)]
        for i in range(q + 1):
            gradient[i] += share * (y - mean) * u[i]
            for j in range(q + 1):
                hessian[i, j] += share * variance * u[i] * u[j]
    d = mp.lu_solve(hessian, gradient)
    s = sum(abs(v) for v in d)
    t = mp.log(1 + s) / s if is_damped and s > 0 else 1
    slopes = [d[j + 1] / h[j] for j in range(q)]
    return [beta[0] + t * (d[0] - sum(v * m for v, m in zip(slopes, c)))] + [b + t * v for b, v in zip(beta[1:], slopes)]


def numbers(objective, w, betas):
    return {"loglik": float(objective), "params": {"weights": [float(v) for v in w], "coefficient": [float(b) for beta in betas for b in beta]}}


def step(of, rows, w, betas, inner):
    _, r = mixture(of, rows, w, betas)
    for _ in range(inner):
        betas = [newton(of, rows, [q[k] for q in r], betas[k], is_damped=True) for k in range(2)]
    return [sum(q[k] for q in r) / len(rows) for k in range(2)], betas


def trace(of, rows, w, betas):
    out = []
    for i in range(STEPS + 1):
        out.append({"iter": i, **numbers(mixture(of, rows, w, betas)[0], w, betas)})
        w, betas = step(of, rows, w, betas, 1)
    return out


def maximum(of, rows, w, betas, steps):
    for _ in range(steps):
        w, betas = step(of, rows, w, betas, 3)
    n = len(betas[0])

    def parts(v):
        p = 1 / (1 + mp.exp(-v[0]))
        return [p, 1 - p], [v[1 : 1 + n], v[1 + n :]]

    f = lambda v: mixture(of, rows, *parts(list(v)))[0]
    v = [mp.log(w[0] / w[1])] + betas[0] + betas[1]
    e = mp.mpf("1e-12")
    gradient = lambda *x: [
        (f([c + (e if i == j else 0) for i, c in enumerate(x)]) - f([c - (e if i == j else 0) for i, c in enumerate(x)])) / (2 * e)
        for j in range(len(x))
    ]
    v = list(mp.findroot(gradient, v, tol=1e-20))
    return numbers(f(v), *parts(v))


def poisson_draw(rate):
    limit, count, product = math.exp(-rate), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def case(family, of, rows, betas, steps):
    w, betas = [mp.mpf(1) / 2] * 2, [[mp.mpf(b) for b in beta] for beta in betas]
    return {
        "family": family,
        "data": [v for row in rows for v in row],
        "trace": trace(of, rows, w, betas),
        # The likelihood of answers of one trial each is all but flat, so that the gradient does not tell where its maximum is.
        **({"maximum": maximum(of, rows, w, betas, steps)} if of is Poisson else {}),
    }


counts, answers = [], []
for i in range(60):
    dose, year = round(rng.uniform(0, 3), 2), rng.randint(1990, 2020)
    counts.append([poisson_draw(math.exp([0.3 + 0.8 * dose, 2.4 - 0.7 * dose + 0.02 * (year - 2005)][i % 2])), dose, year])
for i in range(90):
    dose = round(rng.uniform(-2, 2), 2)
    answers.append([int(rng.random() < 1 / (1 + math.exp(-[2.5 * dose, 1 - 3 * dose][i % 2 if i < 60 else 0]))), dose])
cases = [
    case("poisson-regression(y, x1, x2)", Poisson, counts, [["0.5", "0.5", "0"], ["-18", "-0.5", "0.01"]], 60),
    case("logistic-regression(y, x1)", Logistic, answers, [["0.25", "2"], ["0.5", "-2"]], 0),
]
origin = f"tests/EmFunctional.Tests/Oracles/Reference/case13_regressions.py with mpmath {mp.__version__}, 40 digits; data drawn there"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "cases": cases}, indent=1) + "\n")
