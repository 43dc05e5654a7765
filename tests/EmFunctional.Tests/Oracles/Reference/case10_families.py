"""Reference results of mixtures of two components of a family, written from the equations with NumPy and SciPy, independently of this project.

Run as: python3 case10_families.py   (writes case10_families.json beside it). Where the M-step has no closed form it is solved by scipy.optimize.brentq;
the maximum of the log-likelihood itself is found by scipy.optimize.minimize, which knows nothing of EM.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import optimize, special, stats

rng = np.random.default_rng(20240501)
STEPS = 10


def rounded(first, second, digits=4):
    return [float(x) for x in np.round(np.concatenate([first, second]), digits)]


def log_normal_pdf(x, t):
    return stats.lognorm.logpdf(x, t[1], scale=np.exp(t[0]))


def log_normal_step(x, r, t):
    y = np.log(x)
    mean = np.average(y, weights=r)
    return [mean, np.sqrt(np.average((y - mean) ** 2, weights=r))]


def gamma_pdf(x, t):
    return stats.gamma.logpdf(x, t[0], scale=1 / t[1])


def gamma_step(x, r, t):
    mean = np.average(x, weights=r)
    s = np.log(mean) - np.average(np.log(x), weights=r)
    a = optimize.brentq(lambda a: np.log(a) - special.digamma(a) - s, 1e-3, 1e6, xtol=1e-14, rtol=1e-14)
    return [a, a / mean]


def weibull_pdf(x, t):
    return stats.weibull_min.logpdf(x, t[0], scale=t[1])


def negative_binomial_pdf(y, t):
    return stats.nbinom.logpmf(y, t[1], t[1] / (t[0] + t[1]))


def mixture(pdf, x, w, thetas):
    logs = np.stack([np.log(w[k]) + pdf(x, thetas[k]) for k in range(2)], axis=1)
    total = special.logsumexp(logs, axis=1)
    return total.sum(), np.exp(logs - total[:, None])


def trace(pdf, step, x, w, thetas):
    out = []
    for _ in range(STEPS + 1):
        objective, r = mixture(pdf, x, w, thetas)
        out.append({"loglik": objective, "weights": list(w), "thetas": [list(map(float, t)) for t in thetas]})
        w = [float(v) for v in r.sum(axis=0) / len(x)]
        thetas = [step(x, r[:, k], thetas[k]) for k in range(2)]
    return out


def maximum(pdf, x, w, thetas, positive):
    """Direct maximisation in logit and logarithmic coordinates."""
    p = len(positive)

    def inverse(v):
        w1 = special.expit(v[0])
        t = [[np.exp(v[1 + k * p + q]) if positive[q] else v[1 + k * p + q] for q in range(p)] for k in range(2)]
        return [float(w1), float(1 - w1)], t

    free = [special.logit(w[0])] + [np.log(t[q]) if positive[q] else t[q] for t in thetas for q in range(p)]
    best = np.array(free)
    for _ in range(5):
        for method, options in (
            ("Nelder-Mead", {"xatol": 1e-10, "fatol": 1e-13, "maxiter": 20000, "maxfev": 20000}),
            ("BFGS", {"gtol": 1e-9}),
        ):
            found = optimize.minimize(lambda v: -mixture(pdf, x, *inverse(v))[0], best, method=method, options=options)
            best = found.x
    w, thetas = inverse(best)
    return {"loglik": mixture(pdf, x, w, thetas)[0], "weights": w, "thetas": [list(map(float, t)) for t in thetas]}


def case(family, groups, pdf, step, x, thetas, positive):
    w = [0.5, 0.5]
    values = np.array(x)
    result = {"family": family, "groups": groups, "data": x}
    # A generalised M-step has iterates of its own: the objective is compared at given parameters, and the maximum.
    result["trace"] = trace(pdf, step, values, w, thetas) if step else [
        {"loglik": mixture(pdf, values, w, thetas)[0], "weights": w, "thetas": thetas}
    ]
    result["isExact"] = step is not None
    result["maximum"] = maximum(pdf, values, w, thetas, positive)
    return result


cases = [
    case(
        "log-normal(x)", ["meanLog", "standardDeviationLog"], log_normal_pdf, log_normal_step,
        rounded(rng.lognormal(0, 0.5, 20), rng.lognormal(2, 0.4, 20)), [[0.25, 0.75], [1.5, 0.5]], [False, True],
    ),
    case(
        "gamma(x)", ["shape", "rate"], gamma_pdf, gamma_step,
        rounded(rng.gamma(3, 0.5, 20), rng.gamma(20, 0.5, 20)), [[2.0, 1.0], [8.0, 1.0]], [True, True],
    ),
    case(
        "weibull(x)", ["shape", "scale"], weibull_pdf, None,
        rounded(1.5 * rng.weibull(1.5, 20), 9 * rng.weibull(5, 20)), [[1.25, 2.0], [3.0, 8.0]], [True, True],
    ),
    case(
        "negative-binomial(count)", ["mean", "size"], negative_binomial_pdf, None,
        [float(y) for y in np.concatenate([rng.negative_binomial(3, 3 / 5, 60), rng.negative_binomial(4, 4 / 34, 60)])],
        [[2.5, 2.0], [25.0, 4.0]], [True, True],
    ),
]
origin = f"tests/EmFunctional.Tests/Oracles/Reference/case10_families.py with NumPy {np.__version__}, SciPy {scipy.__version__}; data drawn there"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "cases": cases}, indent=1) + "\n")
