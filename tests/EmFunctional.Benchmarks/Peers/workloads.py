#!/usr/bin/python3
"""Makes the workloads of the table in the folder that is named: NAME.bin (little-endian doubles, row by row, NaN where missing), NAME.json (its
shape, start and iterations) and NAME.start.txt (the start as plain numbers). The seeds are fixed, so every run makes the same bytes."""
import json, os, sys
import numpy as np

WORKLOADS = {
    "full_200k_d10_k8": dict(kind="full", n=200_000, d=10, k=8, seed=11, iterations=10),
    "full_1m_d2_k3": dict(kind="full", n=1_000_000, d=2, k=3, seed=12, iterations=10),
    "full_100k_d32_k16": dict(kind="full", n=100_000, d=32, k=16, seed=13, iterations=5),
    "diagonal_1m_d16_k32": dict(kind="diag", n=1_000_000, d=16, k=32, seed=14, iterations=3),
    "spherical_1m_d16_k32": dict(kind="spherical", n=1_000_000, d=16, k=32, seed=14, iterations=3),
    "one_dimension_10m_k2": dict(kind="full", n=10_000_000, d=1, k=2, seed=15, iterations=5),
    "missing_50k_d10": dict(kind="missing", n=50_000, d=10, k=1, seed=16, iterations=30),
}


def spread(r, d, scale=1.0):
    a = r.standard_normal((d, d))
    return scale * (a @ a.T / d + 0.3 * np.eye(d))


def mixture(r, kind, n, d, k):
    weights = r.dirichlet(np.full(k, 5.0))
    means = r.standard_normal((k, d)) * (1.6 if d > 1 else 2.0)
    if d == 1:
        means, weights = np.array([[-1.0], [2.0]]), np.array([0.4, 0.6])
    of, x = r.choice(k, size=n, p=weights), np.empty((n, d))
    for c in range(k):
        i = np.flatnonzero(of == c)
        if d == 1:
            x[i, 0] = means[c, 0] + (0.8 if c == 0 else 1.3) * r.standard_normal(len(i))
        elif kind == "full":
            x[i] = means[c] + r.standard_normal((len(i), d)) @ np.linalg.cholesky(spread(r, d)).T
        else:
            x[i] = means[c] + r.standard_normal((len(i), d)) * np.sqrt(r.uniform(0.3, 1.5, size=d))
    begin = np.array([[-2.0], [3.0]]) if d == 1 else means + 0.3 * r.standard_normal(means.shape)
    covariances = {"full": np.array([np.eye(d)] * k) * 1.5, "diag": np.full((k, d), 1.5), "spherical": np.full(k, 1.5)}[kind]
    return x, dict(weights=[1 / k] * k, means=begin.tolist(), covariances=covariances.tolist())


def missing(r, n, d):
    mean, covariance = r.standard_normal(d) * 2, spread(r, d, 2.0)
    x = mean + r.standard_normal((n, d)) @ np.linalg.cholesky(covariance).T
    holes = r.random((n, d)) < 0.2
    holes[holes.all(1), 0] = False
    x[holes] = np.nan
    return x, dict(weights=[1.0], means=[np.nanmean(x, 0).tolist()], covariances=[np.diag(np.nanvar(x, 0)).tolist()])


folder, names = sys.argv[1], sys.argv[2:] or list(WORKLOADS)
os.makedirs(folder, exist_ok=True)
for name in names:
    of = WORKLOADS[name]
    r = np.random.Generator(np.random.PCG64(of["seed"]))
    x, start = missing(r, of["n"], of["d"]) if of["kind"] == "missing" else mixture(r, of["kind"], of["n"], of["d"], of["k"])
    x.astype("<f8").tofile(f"{folder}/{name}.bin")
    json.dump({"workload": name, **of, "start": start}, open(f"{folder}/{name}.json", "w"))
    numbers = np.concatenate([np.ravel(start[part]) for part in ("weights", "means", "covariances")])
    open(f"{folder}/{name}.start.txt", "w").write("\n".join("%.17g" % value for value in numbers))
    print(name, x.shape, flush=True)
