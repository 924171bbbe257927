use crate::MetagenomicsError;
use serde::Serialize;
use std::str::FromStr;

/// How contigs are binned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BinMethod {
    /// k-means on tetranucleotide frequencies as they are: the baseline.
    TnfKMeans,
    /// k-means in the metric of halves.
    KMeans,
    /// A mixture of Gaussians in the metric of halves.
    Mixture,
    /// HDBSCAN in the metric of halves; what is in no dense place stays unbinned.
    Hdbscan,
    /// Leiden on the graph of neighbours in the metric of halves.
    Leiden,
}

impl BinMethod {
    /// All methods with their names.
    pub const ALL: [(&'static str, Self); 5] = [
        ("tnf-k-means", Self::TnfKMeans),
        ("k-means", Self::KMeans),
        ("mixture", Self::Mixture),
        ("hdbscan", Self::Hdbscan),
        ("leiden", Self::Leiden),
    ];
}

impl FromStr for BinMethod {
    type Err = MetagenomicsError;

    fn from_str(name: &str) -> Result<Self, MetagenomicsError> {
        let known = Self::ALL.iter().find(|(known, _)| *known == name);
        known.map(|(_, method)| *method).ok_or_else(|| {
            let names = Self::ALL.map(|(name, _)| name).join(", ");
            MetagenomicsError::parameter("method", format!("`{name}`"), format!("one of {names}"))
        })
    }
}
