// rates: bytes read a second, and exponentials a second by libmvec, of all threads together. Threads by OMP_NUM_THREADS.
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    size_t n = 40000000;
    double *a = malloc(n * sizeof(double)), bytes = 0, exponentials = 0, sink = 0;
#pragma omp parallel for
    for (size_t i = 0; i < n; i++) a[i] = 1;
    for (int round = 0; round < 5; round++) {
        double begin = omp_get_wtime(), sum = 0;
#pragma omp parallel for simd reduction(+ : sum)
        for (size_t i = 0; i < n; i++) sum += a[i];
        bytes = fmax(bytes, n * sizeof(double) / (omp_get_wtime() - begin));
        sink += sum;
    }
    int size = 2048, times = 10000;
    for (int round = 0; round < 5; round++) {
        double begin = omp_get_wtime();
#pragma omp parallel reduction(+ : sink)
        {
            double *x = aligned_alloc(64, size * sizeof(double)), *y = aligned_alloc(64, size * sizeof(double));
            for (int i = 0; i < size; i++) x[i] = -1e-3 * i - 0.1;
            for (int time = 0; time < times; time++) {
                for (int i = 0; i < size; i++) y[i] = exp(x[i]);
                x[time % size] -= 1e-9;
                sink += y[time % size];
            }
        }
        exponentials = fmax(exponentials, (double)size * times * omp_get_max_threads() / (omp_get_wtime() - begin));
    }
    printf("%.6g %.6g\n", bytes, sink == 1 ? 0 : exponentials);
}
