# missing.R FOLDER WORKLOAD Amelia|lavaan: EM for one normal distribution with numbers missing; Amelia goes on to its tolerance, lavaan for so many iterations.
suppressMessages(library(jsonlite))
a <- commandArgs(TRUE)
path <- file.path(a[1], a[2])
of <- fromJSON(paste0(path, ".json"))
x <- matrix(readBin(paste0(path, ".bin"), "double", of$n * of$d, endian = "little"), ncol = of$d, byrow = TRUE)
x[is.nan(x)] <- NA
if (a[3] == "lavaan") {
  patterns <- lavaan:::lav_data_missing_patterns(x)
  seconds <- system.time(r <- lavaan:::lav_mvnorm_missing_h1_estimate_moments(Y = x, Mp = patterns, max.iter = of$iterations, tol = 0))[["elapsed"]]
  done <- of$iterations
} else {
  suppressMessages(library(Amelia))
  prepared <- Amelia:::amelia.prep(x = as.data.frame(x), m = 1, p2s = 0, boot.type = "none", autopri = 0, tolerance = 1e-6)
  stacked <- Amelia:::amstack(prepared$x, colorder = FALSE, priors = NULL)$x
  seconds <- system.time(r <- Amelia:::emarch(stacked, p2s = 0, tolerance = 1e-6, startvals = 0, autopri = 0))[["elapsed"]]
  done <- nrow(r$iter.hist)
}
cat(toJSON(list(peer = paste(a[3], packageVersion(a[3])), secondsPerIteration = seconds / done), auto_unbox = TRUE, digits = NA), "\n")
