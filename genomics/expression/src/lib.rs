//! Differential expression of counts: the model of DESeq2.
#![forbid(unsafe_code)]
