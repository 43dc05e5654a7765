# mclust's VVV from its hierarchical start, on the data sets of a folder: the parameters, and how many passes they took.
suppressPackageStartupMessages(library(mclust))
folder <- commandArgs(trailingOnly = TRUE)[1]
index <- read.table(file.path(folder, "index.txt"))
for (i in seq_len(nrow(index))) {
  rows <- as.matrix(read.csv(file.path(folder, paste0(index[i, 1], ".csv"))))
  fit <- tryCatch({
    groups <- if (ncol(rows) == 1) hc(rows, modelName = "V") else hc(rows)
    me(rows, modelName = if (ncol(rows) == 1) "V" else "VVV", z = unmap(hclass(groups, index[i, 2])))
  }, error = function(e) NULL)
  if (is.null(fit) || is.na(fit$loglik)) next
  flat <- c(fit$parameters$pro, as.vector(fit$parameters$mean))
  for (k in seq_len(index[i, 2])) {
    covariance <- if (ncol(rows) == 1) matrix(fit$parameters$variance$sigmasq[k]) else fit$parameters$variance$sigma[, , k]
    flat <- c(flat, t(covariance)[upper.tri(covariance, diag = TRUE)])
  }
  passes <- attr(fit, "info")[["iterations"]]
  if (is.null(passes)) passes <- attr(fit, "info")[[1]]
  writeLines(paste(passes, paste(format(flat, digits = 17, trim = TRUE), collapse = " ")), file.path(folder, paste0(index[i, 1], ".mclust")))
}
cat("mclust", as.character(packageVersion("mclust")), "\n")
