use crate::PopulationError;
use neuron_genotypes::Variant;
use std::collections::BTreeSet;
use std::ops::Range;

/// The sites of each contig, which stand together and rise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contigs {
    /// Name and sites of each contig.
    pub contigs: Vec<(String, Range<usize>)>,
    /// Position of each site.
    pub positions: Vec<u64>,
}

impl Contigs {
    /// Finds the contigs of sites.
    ///
    /// # Errors
    /// [`PopulationError::Unsorted`] where a position goes back, [`PopulationError::Scattered`] where a contig comes
    /// twice.
    pub fn of(variants: &[Variant]) -> Result<Self, PopulationError> {
        let mut contigs: Vec<(String, Range<usize>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for (site, variant) in variants.iter().enumerate() {
            match contigs.last_mut() {
                Some((name, sites)) if *name == variant.contig => {
                    sites.end = site + 1;
                    let previous = variants[site - 1].position;
                    if variant.position < previous {
                        let (contig, position) = (variant.contig.clone(), variant.position);
                        return Err(PopulationError::Unsorted { contig, position, previous });
                    }
                }
                _ => {
                    if !seen.insert(variant.contig.as_str()) {
                        return Err(PopulationError::Scattered { contig: variant.contig.clone() });
                    }
                    contigs.push((variant.contig.clone(), site..site + 1));
                }
            }
        }
        let positions = variants.iter().map(|variant| variant.position).collect();
        Ok(Self { contigs, positions })
    }
}
