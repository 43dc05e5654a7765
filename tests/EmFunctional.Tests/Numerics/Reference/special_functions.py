"""Values of functions with 30 digits and more (mpmath), independently of this project. Run as: python3 special_functions.py (writes special_functions.json).

Each value is the sum of two doubles, so that an error of less than an ulp can be seen.
"""

import json
import pathlib
import random

from mpmath import atan2, besseli, digamma, exp, log, loggamma, mp, mpf, psi

mp.dps = 60
rng = random.Random(20240601)


def spread(count, low, high):
    return [float(f"{10 ** rng.uniform(low, high):.6g}") for _ in range(count)]


shapes = spread(25, -3, 7) + [0.5, 1.0, 2.0, 15.999, 16.0, 16.001]
pairs = [(x, y) for x in spread(12, -2, 6) + [16.0, 15.5] for y in [0.0, 1.0, 7.0, float(int(10 ** rng.uniform(0, 4)))]]
ratios = [(m * (1 + d), m) for m in [1e-5, 0.3, 2.0, 1e6] for d in [-0.999, -0.5, -0.4, -1e-3, -1e-9, 0.0, 1e-12, 1e-4, 0.5, 3.0, 1e4]]
kappas = spread(30, -6, 8) + [0.0, 19.99, 20.0, 20.01, 1e-12, 700.0]
directions = [(rng.uniform(-1, 1) * 10 ** rng.uniform(-9, 3), rng.uniform(-1, 1) * 10 ** rng.uniform(-9, 3)) for _ in range(40)]
directions += [(0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (1e-300, 1.0), (-1e-20, -1.0), (1.0, 1.0)]

functions = {
    "trigamma": (lambda x: psi(1, x), [(x,) for x in shapes]),
    "logLessDigamma": (lambda x: log(x) - digamma(x), [(x,) for x in shapes]),
    "logPowerLessGamma": (lambda x: x * log(x) - x - loggamma(x), [(x,) for x in shapes]),
    "digammaRise": (lambda x, y: digamma(x + y) - digamma(x), pairs),
    "logGammaRise": (lambda x, y: loggamma(x + y) - loggamma(x), pairs),
    "logRatio": (lambda x, m: log(x / m), ratios),
    "logLessLinear": (lambda x, m: log(x / m) - (x - m) / m, ratios),
    "logScaledI0": (lambda k: log(besseli(0, k)) - k, [(k,) for k in kappas]),
    "lessRatio": (lambda k: 1 - besseli(1, k) / besseli(0, k), [(k,) for k in kappas]),
    "angle": (lambda y, x: atan2(y, x), directions),
}


def point(f, at):
    value = f(*[mpf(x) for x in at])
    high = float(value)
    return [*at, high, float(value - mpf(high))]


result = {name: [point(f, at) for at in points] for name, (f, points) in functions.items()}
origin = "tests/EmFunctional.Tests/Numerics/Reference/special_functions.py, with 60 digits"
path = pathlib.Path(__file__).with_suffix(".json")
lines = ",\n".join(f' "{name}": [\n' + ",\n".join("  " + json.dumps(p) for p in points) + "\n ]" for name, points in result.items())
path.write_text(f'{{\n "origin": {json.dumps(origin)},\n{lines}\n}}\n')
