# mclust.R FOLDER WORKLOAD: mclust's em() with the spherical model VII.
suppressMessages({library(mclust); library(jsonlite)})
a <- commandArgs(TRUE)
path <- file.path(a[1], a[2])
of <- fromJSON(paste0(path, ".json"))
x <- matrix(readBin(paste0(path, ".bin"), "double", of$n * of$d, endian = "little"), ncol = of$d, byrow = TRUE)
squares <- as.numeric(of$start$covariances)
variance <- list(modelName = "VII", d = of$d, G = of$k, sigmasq = squares, sigma = array(0, c(of$d, of$d, of$k)))
for (k in 1:of$k) variance$sigma[, , k] <- diag(squares[k], of$d)
start <- list(pro = as.numeric(of$start$weights), mean = t(of$start$means), variance = variance)
control <- emControl(tol = c(0, 0), itmax = rep(of$iterations, 2))
seconds <- system.time(fit <- suppressWarnings(em(data = x, modelName = "VII", parameters = start, control = control)))[["elapsed"]]
done <- abs(as.numeric(attr(fit, "info")[1]))
cat(toJSON(list(peer = paste("mclust", packageVersion("mclust")), secondsPerIteration = seconds / done,
                logLikelihood = estep(data = x, modelName = "VII", parameters = fit$parameters)$loglik), auto_unbox = TRUE, digits = NA), "\n")
