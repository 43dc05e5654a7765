#!/bin/sh
# setup.sh FOLDER: installs the other software from Debian's packages, builds what is C or C++ and makes the workloads, all in a folder of their own.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
apt-get update -q
apt-get install -y -q g++ python3-numpy python3-sklearn r-base-core r-cran-mclust r-cran-amelia r-cran-lavaan r-cran-jsonlite libarmadillo-dev libopenblas-dev
g++ -O3 -march=native -fopenmp "$here/armadillo.cpp" -o "$1/armadillo" -larmadillo
g++ -O3 -march=native -mprefer-vector-width=512 -ffast-math -fopenmp "$here/baseline.cpp" -o "$1/baseline" -lopenblas
gcc -O3 -march=native -mprefer-vector-width=512 -ffast-math -fopenmp "$here/rates.c" -o "$1/rates" -lm
/usr/bin/python3 "$here/workloads.py" "$1"
