//! Ancestry of samples: shares of ancestral populations, and populations told by principal components.

pub mod admixture;
pub mod classification;
