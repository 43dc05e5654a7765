#!/usr/bin/python3
"""machine.py FOLDER: what the machine can do at most, the best of several: matrix products, reading, and the exponential of libmvec."""
import json, os, subprocess, sys
import numpy as np

PRODUCT = """
import numpy as np, time
a, b, least = np.random.rand(3000, 3000), np.random.rand(3000, 3000), 9e9
for _ in range(4):
    begin = time.perf_counter()
    a @ b
    least = min(least, time.perf_counter() - begin)
print(2 * 3000**3 / least)
"""

best = {}
for _ in range(4):
    for threads in (1, 2):
        with_threads = dict(os.environ, OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
        run = lambda *command: [float(x) for x in subprocess.run(command, env=with_threads, capture_output=True, text=True).stdout.split()]
        measured = [*run(sys.executable, "-c", PRODUCT), *run(f"{sys.argv[1]}/rates")]
        for name, value in zip(("flops", "bytes", "exponentials"), measured):
            best[f"{name}{threads}"] = max(best.get(f"{name}{threads}", 0), value)
print(json.dumps(best))
