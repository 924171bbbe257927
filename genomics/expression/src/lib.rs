//! Differential expression of counts: the model of DESeq2 (Love, Huber and Anders, *Genome Biology* 15 (2014) 550).
//!
//! | module or item | what |
//! |-|-|
//! | [`CountMatrix`], [`SampleTable`] | counts of genes in samples, and the samples' variables, with their readers |
//! | [`Formula`], [`DesignMatrix`] | `~ cell + dex` and the matrix that it stands for |
//! | [`size_factors`] | how deeply each sample was sequenced |
//! | [`Experiment`], [`fit()`], [`FittedExperiment`] | dispersions and coefficients of all genes |
//! | [`Contrast`], [`Results`] | tests of Wald and by ratios of likelihoods, with filters and adjusted p-values |
//! | [`shrinkage`] | fold changes with a normal or a heavy-tailed prior |
//! | [`transformation`] | counts on a scale on which their variance is the same everywhere; principal components |
//! | [`classification`] | a classifier of samples, judged by cross-validation |
//! | [`null_calibration`] | how often the test calls genes where labels mean nothing |
//! | [`datasets`] | the embedded `pasilla` counts |
//!
//! Results depend on the data alone. They are those of DESeq2 1.38.3, with which the tests compare; where the two differ
//! on purpose, the item says so.
#![forbid(unsafe_code)]

mod analysis;
pub mod classification;
mod counts;
pub mod datasets;
mod design;
mod dispersion;
mod error;
mod fit;
mod linear;
mod normalisation;
mod samples;
pub mod shrinkage;
mod special;
mod statistics;
mod testing;
pub mod transformation;

pub use analysis::{
    Experiment, FitOptions, FittedExperiment, NullCalibration, fit, null_calibration,
};
pub use counts::{CountLimits, CountMatrix, Orientation, read_gct, read_matrix_market, read_table};
pub use design::{DesignMatrix, Formula, Reference};
pub use dispersion::{DispersionEstimates, DispersionTrend, TrendMethod};
pub use error::{CountFault, ExpressionError};
pub use normalisation::{SizeFactorMethod, size_factors};
pub use samples::SampleTable;
pub use testing::{
    Contrast, GeneResult, Hypothesis, IndependentFiltering, ResultOptions, Results, TestKind,
    benjamini_hochberg,
};
