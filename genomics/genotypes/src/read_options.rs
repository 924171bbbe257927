use crate::{Limits, SiteFilter};

/// What is read of a file.
///
/// ```
/// use neuron_genotypes::{ReadOptions, SiteFilter};
/// let filter = SiteFilter { biallelic_only: true, ..SiteFilter::default() };
/// let options = ReadOptions { filter, samples: Some(vec!["NA12878".into()]), ..ReadOptions::default() };
/// assert!(options.filter.region.is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadOptions {
    /// Which sites.
    pub filter: SiteFilter,
    /// Which samples, in whatever order; they come in the file's. Without it, all.
    pub samples: Option<Vec<String>>,
    /// How much the file may ask for.
    pub limits: Limits,
}
