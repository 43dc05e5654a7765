// armadillo FOLDER/WORKLOAD kind n d k iterations: Armadillo's gmm_full and gmm_diag. Threads by OMP_NUM_THREADS.
#include <armadillo>
#include <chrono>
#include <fstream>
#include <sstream>

using namespace arma;

template <class Model, class Covariances>
void fit(const mat& x, const mat& means, const Covariances& covariances, const rowvec& weights, uword iterations) {
    std::ostringstream log;
    set_cout_stream(log);
    Model model;
    model.set_params(means, covariances, weights);
    auto begin = std::chrono::steady_clock::now();
    model.learn(x, means.n_cols, maha_dist, keep_existing, 0, iterations, 1e-300, true);
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    size_t done = 0;
    std::string text = log.str();
    for (size_t at = 0; (at = text.find("EM: iteration", at)) != std::string::npos; at++) done++;
    printf("{\"peer\":\"Armadillo %d.%d.%d\",\"secondsPerIteration\":%.9f,\"logLikelihood\":%.10f}\n", ARMA_VERSION_MAJOR, ARMA_VERSION_MINOR,
           ARMA_VERSION_PATCH, seconds / std::max<size_t>(done, 1), model.avg_log_p(x) * x.n_cols);
}

int main(int, char** v) {
    std::string path = v[1], kind = v[2];
    uword n = std::stoull(v[3]), d = std::stoull(v[4]), k = std::stoull(v[5]), iterations = std::stoull(v[6]);
    mat x(d, n);  // a row of the file is a column here
    FILE* file = fopen((path + ".bin").c_str(), "rb");
    if (!file || fread(x.memptr(), sizeof(double), n * d, file) != n * d) return 1;
    fclose(file);
    std::ifstream start(path + ".start.txt");
    rowvec weights(k);
    mat means(d, k);
    for (auto& value : weights) start >> value;
    for (auto& value : means) start >> value;
    if (kind == "full") {
        cube covariances(d, d, k);  // symmetric, so that the order does not matter
        for (auto& value : covariances) start >> value;
        fit<gmm_full>(x, means, covariances, weights, iterations);
    } else {
        mat covariances(d, k);
        for (auto& value : covariances) start >> value;
        fit<gmm_diag>(x, means, covariances, weights, iterations);
    }
}
