# Differential expression by DESeq2, for the peer bench.
#
# It answers requests as exchange/protocol.py has it.

suppressPackageStartupMessages({
  library(DESeq2)
  library(jsonlite)
})

work <- NULL

load <- function(request) {
  samples <- read.delim(request$samples, row.names = 1)
  samples[] <- lapply(samples, factor)
  counts <- as.matrix(read.delim(request$counts, row.names = 1, check.names = FALSE))
  work <<- list(
    counts = counts, samples = samples, design = as.formula(request$design),
    reduced = if (is.null(request$reduced)) NULL else as.formula(request$reduced),
    contrast = unlist(request$contrast)
  )
}

fit <- function() {
  # It would remark on levels with a hyphen again and again.
  suppressMessages({
    data <- DESeqDataSetFromMatrix(work$counts, work$samples, work$design)
    fitted <- if (is.null(work$reduced)) {
      DESeq(data, quiet = TRUE)
    } else {
      DESeq(data, quiet = TRUE, test = "LRT", reduced = work$reduced)
    }
    list(fitted, results(fitted, contrast = work$contrast, alpha = 0.05))
  })
}

answer <- function(request) {
  if (request$do == "load") {
    load(request)
    return("{}")
  }
  if (request$do == "result") {
    made <- fit()
    table <- made[[2]]
    reply <- list(
      size_factors = sizeFactors(made[[1]]), log2FoldChange = table$log2FoldChange,
      padj = table$padj, baseMean = table$baseMean
    )
    return(toJSON(lapply(reply, as.numeric), digits = 16, na = "null"))
  }
  seconds <- vapply(seq_len(request$count), function(i) {
    start <- Sys.time()
    fit()
    as.numeric(Sys.time() - start, units = "secs")
  }, 0)
  toJSON(list(seconds = seconds), digits = 9)
}

input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) == 1) {
  cat(answer(fromJSON(line)), "\n", sep = "")
  flush(stdout())
}
