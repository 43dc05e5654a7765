"""Lets the real NumPy and scikit-learn read what the tool writes, and the tool read what they write.

Usage: numpy_and_sklearn.py EM, where EM is the command that runs the tool. Prints a line a check; exits with 1 where one fails, and
with 77 where NumPy or scikit-learn is not installed.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile

try:
    import numpy as np
    from sklearn.mixture import GaussianMixture
except ImportError as missing:
    print(f"left out: {missing}")
    sys.exit(77)

EM = shlex.split(sys.argv[1])
failed = 0


def em(*arguments):
    return subprocess.run([*EM, *arguments], check=True, capture_output=True, text=True).stdout


def check(what, holds):
    global failed
    failed += not holds
    print(("holds: " if holds else "BROKEN: ") + what)


def digest(data):
    return em("fit", "gaussian-mixture", data, "-k", "3", "--quiet").split()[-1]


os.chdir(tempfile.mkdtemp())
em("fit", "gaussian-mixture", "@iris", "-k", "3", "--save", "model.json", "--stop", "residual(1e-12) | iterations(5000)")
em("sample", "model.json", "-n", "300", "--seed", "5", "-o", "drawn.npy")
drawn = np.load("drawn.npy")
check("NumPy reads what the tool writes", drawn.shape == (300, 4) and drawn.dtype == np.float64 and drawn.flags["C_CONTIGUOUS"])

np.save("fortran.npy", np.asfortranarray(drawn))
np.save("swapped.npy", drawn.astype(">f8"))
np.savez("archive.npz", X=drawn, other=np.arange(3))
np.savez_compressed("compressed.npz", drawn)
np.save("single.npy", drawn.astype(np.float32))
np.save("widened.npy", drawn.astype(np.float32).astype(np.float64))
np.save("object.npy", np.array([{}], dtype=object))
first = digest("drawn.npy")
for name in ["fortran.npy", "swapped.npy", "archive.npz:X", "compressed.npz"]:
    check(f"the tool fits {name} to the same bits", digest(name) == first)
check("float32 is widened", digest("single.npy") == digest("widened.npy"))
refused = subprocess.run([*EM, "fit", "gaussian-mixture", "object.npy"], capture_output=True, text=True)
check("an array of objects is refused", refused.returncode == 2 and "not |O" in refused.stderr)

model = json.load(open("model.json"))
parameters = model["parameters"]
theirs = GaussianMixture(3, covariance_type="full", reg_covar=0)
theirs.weights_ = np.array(parameters["mixingWeight"])
theirs.means_ = np.array(parameters["mean"])
lower = np.zeros((3, 4, 4))
for k, rows in enumerate(parameters["covariance"]):
    for i, row in enumerate(rows):
        lower[k, i, : len(row)] = row
theirs.covariances_ = lower + np.transpose(np.tril(lower, -1), (0, 2, 1))
theirs.precisions_cholesky_ = np.array([np.linalg.cholesky(np.linalg.inv(c)) for c in theirs.covariances_])
em("predict", "model.json", "drawn.npy", "-o", "ours.npz")
ours = np.load("ours.npz")
check("responsibilities are scikit-learn's", np.allclose(theirs.predict_proba(drawn), ours["responsibility"], atol=1e-9))
check("labels are scikit-learn's", np.array_equal(theirs.predict(drawn), ours["label"].astype(int)))
check("log-densities are scikit-learn's", np.allclose(theirs.score_samples(drawn), ours["logDensity"], atol=1e-9))

fitted = GaussianMixture(3, reg_covar=0, tol=1e-12, max_iter=5000, weights_init=theirs.weights_, means_init=theirs.means_,
                         precisions_init=np.linalg.inv(theirs.covariances_)).fit(drawn)
json.dump({"mixingWeight": theirs.weights_.tolist(), "mean": theirs.means_.tolist(), "covariance": parameters["covariance"]}, open("start.json", "w"))
em("fit", "gaussian-mixture", "drawn.npy", "-k", "3", "--start", "start.json", "--stop", "residual(1e-11) | iterations(5000)", "--save", "again.json")
again = json.load(open("again.json"))
check("from the same start scikit-learn ends at the same means", np.allclose(fitted.means_, np.array(again["parameters"]["mean"]), atol=1e-5))
bic = float(em("score", "again.json", "drawn.npy").splitlines()[1].split(",")[4])
check("BIC is scikit-learn's", abs(bic - fitted.bic(drawn)) < 1e-4)
sys.exit(1 if failed else 0)
