"""Reference results of mixtures of two censored components, written from the equations with mpmath at 40 digits, independently of this project.

Run as: python3 case12_censored.py   (writes case12_censored.json beside it). The E-step integrates by mpmath.quad over the density itself: no
formula for a truncated mean is used. Where the M-step has no closed form, the maximum is found by a simplex search and Newton steps on the gradient
of the log-likelihood, which know nothing of EM.
"""

import json
import pathlib
import random

import mpmath as mp

mp.mp.dps = 40
STEPS = 10
rng = random.Random(20261127)
INF = mp.inf


def exponential(t):
    (rate,) = t
    return (lambda x: mp.log(rate) - rate * x), (lambda x: mp.exp(-rate * x)), 0


def normal(t):
    m, s = t
    return (
        (lambda x: -((x - m) / s) ** 2 / 2 - mp.log(s * mp.sqrt(2 * mp.pi))),
        (lambda x: mp.erfc((x - m) / (s * mp.sqrt(2))) / 2),
        -INF,
    )


def weibull(t):
    c, s = t
    return (
        (lambda x: mp.log(c / s) + (c - 1) * mp.log(x / s) - (x / s) ** c),
        (lambda x: mp.exp(-((x / s) ** c))),
        0,
    )


def log_density(make, theta, row):
    """row = (low, high): equal where it was seen, low or high None where there is no such bound."""
    pdf, above, least = make(theta)
    low, high = row
    if low is not None and low == high:
        return pdf(mp.mpf(low))
    a = mp.mpf(1) if low is None or low == least else above(mp.mpf(low))
    b = mp.mpf(0) if high is None else above(mp.mpf(high))
    return mp.log(a - b)


def mixture(make, rows, w, thetas):
    objective, r = mp.mpf(0), []
    for row in rows:
        parts = [w[k] * mp.exp(log_density(make, thetas[k], row)) for k in range(2)]
        objective += mp.log(sum(parts))
        r.append([p / sum(parts) for p in parts])
    return objective, r


def expected(make, theta, row, powers):
    """E[x], E[x^2] … of what lies in the row."""
    pdf, _, least = make(theta)
    low, high = row
    if low is not None and low == high:
        return [mp.mpf(low) ** p for p in powers]
    a, b = (least if low is None else mp.mpf(low)), (INF if high is None else mp.mpf(high))
    points = [a, b]
    if make is normal:
        m, s = theta
        points = [a] + [c for c in (m - 6 * s, m - 3 * s, m - s, m, m + s, m + 3 * s, m + 6 * s) if a < c < b] + [b]
    total = mp.quad(lambda x: mp.exp(pdf(x)), points)
    return [mp.quad(lambda x: x**p * mp.exp(pdf(x)), points) / total for p in powers]


def exponential_right_step(theta, rows, r):
    """What was not seen need not be hidden: events over exposure."""
    events = sum(q for q, (low, high) in zip(r, rows) if low == high)
    return [events / sum(q * mp.mpf(low) for q, (low, high) in zip(r, rows))]


def exponential_step(theta, rows, r):
    """Of a row without an upper end the same; else E[x] in place of x."""
    events = sum(q for q, (low, high) in zip(r, rows) if high is not None)
    exposure = sum(q * (mp.mpf(row[0]) if row[1] is None else expected(exponential, theta, row, [1])[0]) for q, row in zip(r, rows))
    return [events / exposure]


def normal_step(theta, rows, r):
    n = sum(r)
    moments = [expected(normal, theta, row, [1, 2]) for row in rows]
    mean = sum(q * m[0] for q, m in zip(r, moments)) / n
    return [mean, mp.sqrt(sum(q * m[1] for q, m in zip(r, moments)) / n - mean**2)]


def numbers(objective, w, thetas, groups):
    return {
        "loglik": float(objective),
        "params": {"weights": [float(v) for v in w], **{g: [float(t[q]) for t in thetas] for q, g in enumerate(groups)}},
    }


def trace(make, step, rows, w, thetas, groups):
    out = []
    w, thetas = [mp.mpf(v) for v in w], [[mp.mpf(v) for v in t] for t in thetas]
    for i in range(STEPS + 1 if step else 1):
        objective, r = mixture(make, rows, w, thetas)
        out.append({"iter": i, **numbers(objective, w, thetas, groups)})
        if step and i < STEPS:
            w = [sum(q[k] for q in r) / len(rows) for k in range(2)]
            thetas = [step(thetas[k], rows, [q[k] for q in r]) for k in range(2)]
    return out


def simplex(f, x, size, steps):
    """Nelder and Mead."""
    points = [x] + [[v + (size if i == j else 0) for i, v in enumerate(x)] for j in range(len(x))]
    values = [f(p) for p in points]
    for _ in range(steps):
        order = sorted(range(len(points)), key=lambda i: values[i])
        points, values = [points[i] for i in order], [values[i] for i in order]
        centre = [sum(p[i] for p in points[:-1]) / len(x) for i in range(len(x))]
        at = lambda c: [m + c * (m - v) for m, v in zip(centre, points[-1])]
        tried = at(1)
        value = f(tried)
        if value < values[0]:
            far = at(2)
            tried, value = min(((tried, value), (far, f(far))), key=lambda p: p[1])
        elif value >= values[-2]:
            near = at(mp.mpf(-0.5))
            tried, value = near, f(near)
            if value >= values[-1]:
                points = [points[0]] + [[(v + b) / 2 for v, b in zip(p, points[0])] for p in points[1:]]
                values = [f(p) for p in points]
                continue
        points[-1], values[-1] = tried, value
    return points[0]


def maximum(make, rows, w, thetas, groups):
    def parts(v):
        p = 1 / (1 + mp.exp(-v[0]))
        return [p, 1 - p], [[mp.exp(v[1]), mp.exp(v[2])], [mp.exp(v[3]), mp.exp(v[4])]]

    f = lambda v: -mixture(make, rows, *parts(v))[0]
    v = [mp.log(mp.mpf(w[0]) / w[1])] + [mp.log(mp.mpf(x)) for t in thetas for x in t]
    v = simplex(f, v, mp.mpf("0.2"), 600)
    h = mp.mpf("1e-12")
    gradient = lambda *x: [(f([c + (h if i == j else 0) for i, c in enumerate(x)]) - f([c - (h if i == j else 0) for i, c in enumerate(x)])) / (2 * h) for j in range(5)]
    v = list(mp.findroot(gradient, v, tol=1e-30))
    return numbers(-f(v), *parts(v), groups)


def right(draw, count, last):
    """Looked at until some time."""
    rows = []
    for k in range(2):
        for _ in range(count):
            x, end = round(draw(k), 3), round(rng.uniform(0.2, 1) * last, 3)
            rows.append((x, x) if x <= end else (end, None))
    return rows


def between(draw, count, step):
    """Seen, or known up to a whole number of steps, or to one side of a point."""
    rows = []
    for k in range(2):
        for i in range(count):
            x = round(draw(k), 3)
            cell = step * int(x // step)
            rows.append([(x, x), (cell, cell + step), (cell, None), (None, cell + step)][(0, 1, 1, 2, 0, 1, 3, 1)[i % 8]])
    return rows


def case(family, groups, make, step, rows, thetas):
    is_right = family.startswith("right")
    data = [[a, 1 if b is not None else 0] if is_right else [a, b] for a, b in rows]
    result = {"family": family, "data": [x for row in data for x in row]}
    result["trace"] = trace(make, step, rows, [0.5, 0.5], thetas, groups)
    if step is None:
        result["maximum"] = maximum(make, rows, [0.5, 0.5], thetas, groups)
    return result


waits = lambda k: rng.expovariate([2, 0.25][k])
bells = lambda k: rng.gauss([10, 16][k], [1, 2][k])
ages = lambda k: rng.weibullvariate([2, 12][k], [1.5, 4][k])
cases = [
    case("right-censored(exponential(time, event))", ["rate"], exponential, exponential_right_step, right(waits, 20, 8), [[1], [0.5]]),
    case("interval-censored(exponential(from, to))", ["rate"], exponential, exponential_step, between(waits, 16, 1), [[1], [0.5]]),
    case("right-censored(normal(time, event))", ["mean", "standardDeviation"], normal, normal_step, right(bells, 10, 18), [[9, 2], [15, 2]]),
    case("interval-censored(normal(from, to))", ["mean", "standardDeviation"], normal, normal_step, between(bells, 8, 2), [[9, 2], [15, 2]]),
    case("right-censored(weibull(time, event))", ["shape", "scale"], weibull, None, right(ages, 20, 18), [[1.25, 2], [3, 10]]),
    case("interval-censored(weibull(from, to))", ["shape", "scale"], weibull, None, between(ages, 16, 1), [[1.25, 2], [3, 10]]),
]
origin = f"tests/EmFunctional.Tests/Oracles/Reference/case12_censored.py with mpmath {mp.__version__}, 40 digits; data drawn there"
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"origin": origin, "cases": cases}, indent=1) + "\n")
