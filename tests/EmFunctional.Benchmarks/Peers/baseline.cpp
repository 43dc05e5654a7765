// baseline FOLDER/WORKLOAD kind n d k iterations: what a plain good design in C++ reaches, with a matrix product over features (1, x, x x') from
// OpenBLAS, libmvec's exp, -ffast-math and sums in whatever order. Threads by OMP_NUM_THREADS; OPENBLAS_NUM_THREADS must be 1.
#include <cblas.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using Numbers = std::vector<double>;
const double log2pi = 1.8378770664093453;

static double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Q = S^-1 by Cholesky; returns ln |S|.
static double invert(const Numbers& s, int d, Numbers& q) {
    Numbers l = s, inverse(d * d, 0.0);
    double logDeterminant = 0;
    for (int j = 0; j < d; j++) {
        for (int k = 0; k < j; k++) l[j * d + j] -= l[j * d + k] * l[j * d + k];
        if (l[j * d + j] <= 0) exit(3);
        l[j * d + j] = std::sqrt(l[j * d + j]);
        logDeterminant += 2 * std::log(l[j * d + j]);
        for (int i = j + 1; i < d; i++) {
            for (int k = 0; k < j; k++) l[i * d + j] -= l[i * d + k] * l[j * d + k];
            l[i * d + j] /= l[j * d + j];
        }
    }
    for (int c = 0; c < d; c++)
        for (int i = c; i < d; i++) {
            double sum = i == c;
            for (int k = c; k < i; k++) sum -= l[i * d + k] * inverse[k * d + c];
            inverse[i * d + c] = sum / l[i * d + i];
        }
    q.assign(d * d, 0.0);
    for (int i = 0; i < d; i++)
        for (int j = 0; j < d; j++)
            for (int k = std::max(i, j); k < d; k++) q[i * d + j] += inverse[k * d + i] * inverse[k * d + j];
    return logDeterminant;
}

static void print(double seconds, double logLikelihood) {
    printf("{\"peer\":\"baseline in C++\",\"secondsPerIteration\":%.9f,\"logLikelihood\":%.10f}\n", seconds, logLikelihood);
}

static void mixture(const Numbers& x, const std::string& kind, size_t n, int d, int k, int iterations, std::ifstream& start) {
    bool full = kind == "full", spherical = kind == "spherical";
    const int block = 256, threads = omp_get_max_threads(), features = full ? (d + 1) * (d + 2) / 2 : spherical ? d + 2 : 2 * d + 1;
    Numbers weights(k), means(k * d), centre(d, 0.0), loads(k * features), q;
    for (auto& value : weights) start >> value;
    for (auto& value : means) start >> value;
    std::vector<Numbers> covariances(k, Numbers(d * d, 0.0));
    for (auto& c : covariances) {
        double value = 0;
        if (full)
            for (auto& each : c) start >> each;
        else
            for (int j = 0; j < d; j++) {
                if (j == 0 || !spherical) start >> value;
                c[j * d + j] = value;
            }
    }
    for (size_t i = 0; i < n; i++)
        for (int j = 0; j < d; j++) centre[j] += x[i * d + j] / n;
    for (int c = 0; c < k; c++)
        for (int j = 0; j < d; j++) means[c * d + j] -= centre[j];
    double logLikelihood = 0, begin = now(), seconds = 0;
    for (int iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == iterations) seconds = now() - begin;
        for (int c = 0; c < k; c++) {
            double logDeterminant = invert(covariances[c], d, q), square = 0, *load = &loads[c * features];
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) sum += q[i * d + j] * means[c * d + j];
                load[1 + i] = sum;
                square += sum * means[c * d + i];
            }
            load[0] = std::log(weights[c]) - .5 * (d * log2pi + logDeterminant + square);
            double* second = load + 1 + d;
            if (full)
                for (int i = 0; i < d; i++)
                    for (int j = i; j < d; j++) *second++ = i == j ? -.5 * q[i * d + j] : -q[i * d + j];
            else if (spherical)
                *second = -.5 * q[0];
            else
                for (int j = 0; j < d; j++) *second++ = -.5 * q[j * d + j];
        }
        Numbers sums((size_t)threads * k * features, 0.0);
        logLikelihood = 0;
#pragma omp parallel reduction(+ : logLikelihood)
        {
            double* f = (double*)aligned_alloc(64, sizeof(double) * features * block);
            double* l = (double*)aligned_alloc(64, sizeof(double) * k * block);
            double* max = (double*)aligned_alloc(64, sizeof(double) * block);
            double* z = (double*)aligned_alloc(64, sizeof(double) * block);
            double* mine = &sums[(size_t)omp_get_thread_num() * k * features];
#pragma omp for schedule(static)
            for (size_t at = 0; at < (n + block - 1) / block; at++) {
                size_t first = at * block;
                int count = (int)std::min<size_t>(block, n - first);
                for (int i = 0; i < count; i++) f[i] = 1;
                for (int j = 0; j < d; j++)
                    for (int i = 0; i < count; i++) f[(1 + j) * block + i] = x[(first + i) * d + j] - centre[j];
                double* to = f + (1 + d) * block;
                if (spherical) memset(to, 0, sizeof(double) * count);
                for (int i = 0; i < d; i++)
                    for (int j = i; j < (full ? d : i + 1); j++) {
                        double *a = f + (1 + i) * block, *b = f + (1 + j) * block;
                        if (spherical)
                            for (int r = 0; r < count; r++) to[r] += a[r] * b[r];
                        else {
                            for (int r = 0; r < count; r++) to[r] = a[r] * b[r];
                            to += block;
                        }
                    }
                cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, k, count, features, 1, loads.data(), features, f, block, 0, l, block);
                for (int i = 0; i < count; i++) max[i] = l[i];
                for (int c = 1; c < k; c++)
                    for (int i = 0; i < count; i++) max[i] = std::max(max[i], l[c * block + i]);
                memset(z, 0, sizeof(double) * count);
                for (int c = 0; c < k; c++)
                    for (int i = 0; i < count; i++) {
                        double e = exp(l[c * block + i] - max[i]);
                        l[c * block + i] = e;
                        z[i] += e;
                    }
                for (int i = 0; i < count; i++) {
                    logLikelihood += log(z[i]) + max[i];
                    z[i] = 1 / z[i];
                }
                if (iteration == iterations) continue;
                for (int c = 0; c < k; c++)
                    for (int i = 0; i < count; i++) l[c * block + i] *= z[i];
                cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, k, features, count, 1, l, block, f, block, 1, mine, features);
            }
            free(f);
            free(l);
            free(max);
            free(z);
        }
        if (iteration == iterations) break;
        for (int t = 1; t < threads; t++)
            for (int i = 0; i < k * features; i++) sums[i] += sums[(size_t)t * k * features + i];
        for (int c = 0; c < k; c++) {
            double *s = &sums[c * features], mass = s[0], *mean = &means[c * d], *second = s + 1 + d;
            Numbers& covariance = covariances[c];
            weights[c] = mass / n;
            for (int j = 0; j < d; j++) mean[j] = s[1 + j] / mass;
            if (full)
                for (int i = 0; i < d; i++)
                    for (int j = i; j < d; j++) covariance[i * d + j] = covariance[j * d + i] = *second++ / mass - mean[i] * mean[j];
            else if (spherical) {
                double square = *second / mass;
                for (int j = 0; j < d; j++) square -= mean[j] * mean[j];
                for (int j = 0; j < d; j++) covariance[j * d + j] = square / d;
            } else
                for (int j = 0; j < d; j++) covariance[j * d + j] = second[j] / mass - mean[j] * mean[j];
        }
    }
    print(seconds / iterations, logLikelihood);
}

// One normal distribution, numbers missing: sums of each pattern once, then iterations over patterns.
static void missing(const Numbers& x, size_t n, int d, int iterations, std::ifstream& start) {
    struct Pattern {
        int count = 0;
        Numbers sum, products;
    };
    Numbers mean(d), covariance(d * d);
    start >> mean[0];  // the mixing weight
    for (auto& value : mean) start >> value;
    for (auto& value : covariance) start >> value;
    double begin = now(), logLikelihood = 0, seconds = 0;
    std::map<unsigned, Pattern> patterns;
    for (size_t i = 0; i < n; i++) {
        unsigned observed = 0;
        for (int j = 0; j < d; j++) {
            unsigned long long bits;
            memcpy(&bits, &x[i * d + j], sizeof bits);
            if ((bits & 0x7fffffffffffffffull) <= 0x7ff0000000000000ull) observed |= 1u << j;
        }
        Pattern& p = patterns[observed];
        if (p.sum.empty()) p.sum.assign(d, 0.0), p.products.assign(d * d, 0.0);
        p.count++;
        for (int a = 0; a < d; a++)
            if (observed >> a & 1) {
                p.sum[a] += x[i * d + a];
                for (int b = 0; b < d; b++)
                    if (observed >> b & 1) p.products[a * d + b] += x[i * d + a] * x[i * d + b];
            }
    }
    for (int iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == iterations) seconds = now() - begin;
        logLikelihood = 0;
        Numbers first(d, 0.0), second(d * d, 0.0);
        for (auto& [mask, p] : patterns) {
            std::vector<int> seen, holes;
            for (int j = 0; j < d; j++) (mask >> j & 1 ? seen : holes).push_back(j);
            int o = seen.size(), m = holes.size();
            Numbers part(o * o), q, z(o * o), map(d * o, 0.0), moment(o), product(d * o, 0.0);
            for (int a = 0; a < o; a++)
                for (int b = 0; b < o; b++) part[a * o + b] = covariance[seen[a] * d + seen[b]];
            double logDeterminant = invert(part, o, q), square = 0;
            for (int a = 0; a < o; a++)
                for (int b = 0; b < o; b++)
                    z[a * o + b] = p.products[seen[a] * d + seen[b]] - p.sum[seen[a]] * mean[seen[b]] - mean[seen[a]] * p.sum[seen[b]] +
                                   p.count * mean[seen[a]] * mean[seen[b]];
            for (int a = 0; a < o * o; a++) square += q[a] * z[a];
            logLikelihood -= .5 * (p.count * (o * log2pi + logDeterminant) + square);
            if (iteration == iterations) continue;
            for (int a = 0; a < o; a++) map[seen[a] * o + a] = 1;
            for (int b = 0; b < m; b++)
                for (int a = 0; a < o; a++)
                    for (int k = 0; k < o; k++) map[holes[b] * o + a] += covariance[holes[b] * d + seen[k]] * q[k * o + a];
            for (int a = 0; a < o; a++) moment[a] = p.sum[seen[a]] - p.count * mean[seen[a]];
            for (int i = 0; i < d; i++)
                for (int a = 0; a < o; a++) {
                    first[i] += map[i * o + a] * moment[a];
                    double w = map[i * o + a];
                    if (w != 0)
                        for (int b = 0; b < o; b++) product[i * o + b] += w * z[a * o + b];
                }
            for (int i = 0; i < d; i++)
                for (int j = 0; j < d; j++)
                    for (int a = 0; a < o; a++) second[i * d + j] += product[i * o + a] * map[j * o + a];
            for (int b = 0; b < m; b++)
                for (int c = 0; c < m; c++) {
                    double s = covariance[holes[b] * d + holes[c]];
                    for (int a = 0; a < o; a++) s -= map[holes[b] * o + a] * covariance[seen[a] * d + holes[c]];
                    second[holes[b] * d + holes[c]] += p.count * s;
                }
        }
        if (iteration == iterations) break;
        for (int i = 0; i < d; i++)
            for (int j = 0; j < d; j++) covariance[i * d + j] = second[i * d + j] / n - first[i] / n * (first[j] / n);
        for (int i = 0; i < d; i++) mean[i] += first[i] / n;
    }
    print(seconds / iterations, logLikelihood);
}

int main(int, char** v) {
    std::string path = v[1], kind = v[2];
    size_t n = std::stoull(v[3]);
    int d = atoi(v[4]), k = atoi(v[5]), iterations = atoi(v[6]);
    Numbers x(n * d);
    FILE* file = fopen((path + ".bin").c_str(), "rb");
    if (!file || fread(x.data(), sizeof(double), x.size(), file) != x.size()) return 2;
    fclose(file);
    std::ifstream start(path + ".start.txt");
    if (kind == "missing")
        missing(x, n, d, iterations, start);
    else
        mixture(x, kind, n, d, k, iterations, start);
}
