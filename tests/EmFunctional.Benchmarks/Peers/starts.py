"""Restarts of scikit-learn's GaussianMixture, as n_init makes them, on the data sets of a folder: for each budget of passes the best end so far."""
import sys
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
folder, budgets = Path(sys.argv[1]), [int(budget) for budget in sys.argv[2:]]
for line in (folder / "index.txt").read_text().splitlines():
    number, components = map(int, line.split())
    rows = np.loadtxt(folder / f"{number}.csv", delimiter=",", skiprows=1, ndmin=2)
    least = 3 * (rows.shape[1] + 1) / len(rows)
    lower = np.tril_indices(rows.shape[1])
    spent, best, end, seed = 0, -np.inf, None, 0
    with open(folder / f"{number}.scikit-learn", "w") as out:
        for budget in budgets:
            # A run that begins within the budget counts whole. Its defaults; k-means, from which it starts, is not counted.
            while spent < budget:
                fit = GaussianMixture(components, random_state=seed).fit(rows)
                seed, spent = seed + 1, spent + fit.n_iter_
                if fit.lower_bound_ > best and fit.weights_.min() >= least:
                    best, end = fit.lower_bound_, fit
            if end is not None:
                flat = [end.weights_, end.means_.ravel()] + [covariance[lower] for covariance in end.covariances_]
                out.write(f"{budget} {' '.join(repr(float(x)) for x in np.concatenate(flat))}\n")
print(f"scikit-learn {sklearn.__version__}")
