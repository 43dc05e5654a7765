#!/usr/bin/python3
"""scikit_learn.py FOLDER WORKLOAD: its E-step and M-step in a loop, without what fit() adds to it. Threads by OPENBLAS_NUM_THREADS."""
import json, sys, time, warnings
import numpy as np, sklearn
from sklearn.mixture import GaussianMixture

warnings.simplefilter("ignore")
folder, name = sys.argv[1:]
of = json.load(open(f"{folder}/{name}.json"))
x = np.fromfile(f"{folder}/{name}.bin", "<f8").reshape(of["n"], of["d"])
start, covariances = of["start"], np.array(of["start"]["covariances"])
precisions = np.array([np.linalg.inv(c) for c in covariances]) if of["kind"] == "full" else 1 / covariances
model = GaussianMixture(
    of["k"],
    covariance_type=of["kind"],
    reg_covar=0,
    weights_init=np.array(start["weights"]),
    means_init=np.array(start["means"]),
    precisions_init=precisions,
    init_params="random",
    random_state=0,
)
model._initialize_parameters(x, np.random.RandomState(0))
begin = time.perf_counter()
for _ in range(of["iterations"]):
    _, responsibilities = model._e_step(x)
    model._m_step(x, responsibilities)
seconds = (time.perf_counter() - begin) / of["iterations"]
print(json.dumps(dict(peer=f"scikit-learn {sklearn.__version__}", secondsPerIteration=seconds, logLikelihood=float(model.score_samples(x).sum()))))
