//! The genomics domain at the command line. What computes are crates of their own:
//!
//! | crate | what |
//! |-|-|
//! | `neuron-sequence-files` | FASTA, FASTQ, BED, GTF, compression told by content, regions of remote files |
//! | `neuron-genotypes` | VCF, BCF and PLINK files of many samples |
//! | `neuron-population` | frequencies, structure, kinship, diversity, association |
//! | `neuron-expression` | differential expression: the model of DESeq2 |
//! | `neuron-variant-calling` | small germline variants from aligned reads |
//! | `neuron-call-network` | a network that judges uncertain calls |
//! | `neuron-variant-evaluation` | calls against a truth set, by haplotype |
//! | `neuron-read-simulation` | reads with planted variants |
//! | `neuron-sequence-features` | tokens, k-mers, embeddings, classifiers on them |
//! | `neuron-metagenomics` | clusters, bins and taxonomy |
#![forbid(unsafe_code)]

pub mod cli;
pub mod datasets;
