use crate::{GenotypeError, Genotypes};

impl Genotypes {
    /// The genotypes of some samples, by number, in the order in which they are given.
    ///
    /// # Panics
    /// Where there is no such sample.
    #[must_use]
    pub fn select_samples(&self, samples: &[usize]) -> Self {
        let mut alleles = Vec::with_capacity(self.variants.len() * samples.len() * self.ploidy);
        let mut phased = Vec::with_capacity(self.variants.len() * samples.len());
        for variant in 0..self.variants.len() {
            for &sample in samples {
                alleles.extend_from_slice(self.genotype(variant, sample));
                phased.push(self.phased[variant * self.samples.len() + sample]);
            }
        }
        let names = samples.iter().map(|&sample| self.samples[sample].clone()).collect();
        Self {
            samples: names,
            variants: self.variants.clone(),
            ploidy: self.ploidy,
            alleles,
            phased,
        }
    }

    /// The genotypes at some sites, by number, in the order in which they are given.
    ///
    /// # Panics
    /// Where there is no such site.
    #[must_use]
    pub fn select_variants(&self, variants: &[usize]) -> Self {
        let samples = self.samples.len();
        let mut alleles = Vec::with_capacity(variants.len() * samples * self.ploidy);
        let mut phased = Vec::with_capacity(variants.len() * samples);
        for &variant in variants {
            alleles.extend_from_slice(self.site(variant));
            phased.extend_from_slice(&self.phased[variant * samples..(variant + 1) * samples]);
        }
        let sites = variants.iter().map(|&variant| self.variants[variant].clone()).collect();
        Self {
            samples: self.samples.clone(),
            variants: sites,
            ploidy: self.ploidy,
            alleles,
            phased,
        }
    }

    /// Checks that the parts belong together, for genotypes that no reader of this crate made: lengths, and that every
    /// number of an allele is one of its site.
    ///
    /// # Errors
    /// [`GenotypeError::Shape`].
    pub fn check(&self) -> Result<(), GenotypeError> {
        let genotypes = self.variants.len().saturating_mul(self.samples.len());
        let lengths = [
            ("alleles", self.alleles.len(), genotypes.saturating_mul(self.ploidy)),
            ("phases", self.phased.len(), genotypes),
        ];
        for (what, found, expected) in lengths {
            if found != expected {
                let what = format!("{found} {what}, expected {expected}");
                return Err(GenotypeError::Shape { what });
            }
        }
        if self.ploidy == 0 && genotypes > 0 {
            return Err(GenotypeError::Shape {
                what: "a ploidy of 0, expected at least 1".to_owned(),
            });
        }
        for (place, variant) in self.variants.iter().enumerate() {
            let most = variant.alternates.len();
            let wrong = self
                .site(place)
                .iter()
                .find(|allele| **allele < -2 || **allele as isize > most as isize);
            if let Some(allele) = wrong {
                let site = format!("{}:{}", variant.contig, variant.position);
                let what = format!("allele {allele} at {site}, which has alleles 0 to {most}");
                return Err(GenotypeError::Shape { what });
            }
        }
        Ok(())
    }
}
