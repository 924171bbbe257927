use neuron_genotypes::{Genotypes, MISSING};
use rayon::prelude::*;
use serde::Serialize;

/// Missing genotypes: those of which any copy was not called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Missingness {
    /// Missing genotypes of each site.
    pub by_site: Vec<u32>,
    /// Missing genotypes of each sample.
    pub by_sample: Vec<u32>,
}

impl Missingness {
    /// Share of missing genotypes of a site; of no sample it is 0.
    #[must_use]
    pub fn site_rate(&self, site: usize) -> f64 {
        f64::from(self.by_site[site]) / (self.by_sample.len() as f64).max(1.0)
    }

    /// Share of missing genotypes of a sample; at no site it is 0.
    #[must_use]
    pub fn sample_rate(&self, sample: usize) -> f64 {
        f64::from(self.by_sample[sample]) / (self.by_site.len() as f64).max(1.0)
    }
}

/// Counts the missing genotypes of sites and samples.
#[must_use]
pub fn missingness(genotypes: &Genotypes) -> Missingness {
    let samples = genotypes.samples.len();
    let ploidy = genotypes.ploidy.max(1);
    let blocks: Vec<(Vec<u32>, Vec<u32>)> = (0..genotypes.variants.len())
        .collect::<Vec<_>>()
        .par_chunks(1024)
        .map(|sites| {
            let mut by_sample = vec![0_u32; samples];
            let by_site = sites.iter().map(|&site| {
                let alleles = genotypes.site(site);
                // Most sites miss nothing, and one look over the bytes says so.
                if !alleles.contains(&MISSING) {
                    return 0;
                }
                let mut missing = 0;
                for (count, copies) in by_sample.iter_mut().zip(alleles.chunks_exact(ploidy)) {
                    let is_missing = u32::from(copies.contains(&MISSING));
                    *count += is_missing;
                    missing += is_missing;
                }
                missing
            });
            (by_site.collect(), by_sample)
        })
        .collect();
    let mut result = Missingness { by_site: Vec::new(), by_sample: vec![0; samples] };
    for (by_site, by_sample) in blocks {
        result.by_site.extend(by_site);
        result.by_sample.iter_mut().zip(by_sample).for_each(|(total, count)| *total += count);
    }
    result
}
