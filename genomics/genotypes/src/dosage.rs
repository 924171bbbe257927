use crate::{ABSENT, Genotypes, MISSING};
use rayon::prelude::*;

/// How many copies of something the genotypes have: the usual matrix of an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dosages {
    /// Samples of a row.
    pub samples: usize,
    /// `[variants, samples]`: 0 to the ploidy; [`MISSING`] where a copy was not called, or there is none.
    pub values: Vec<i8>,
}

/// What stands for a genotype that is missing, in a matrix of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Imputation {
    /// This number.
    Value(f32),
    /// The mean of the site's genotypes that were called; 0 where none was.
    Mean,
}

impl Genotypes {
    /// Counts in every genotype the copies that are not the reference's.
    ///
    /// ```
    /// use neuron_genotypes::{Imputation, datasets};
    /// let genotypes = datasets::thousand_genomes_slice()?.genotypes;
    /// let dosages = genotypes.dosages();
    /// assert_eq!(dosages.row(7).len(), 503);
    /// let numbers = dosages.to_f32(Imputation::Mean);
    /// assert_eq!(numbers[0], f32::from(dosages.values[0]));
    /// # Ok::<(), neuron_genotypes::GenotypeError>(())
    /// ```
    #[must_use]
    pub fn dosages(&self) -> Dosages {
        self.count(|allele| allele > 0)
    }

    /// Counts in every genotype the copies of an allele: 0 is the reference's.
    #[must_use]
    pub fn dosages_of(&self, allele: i8) -> Dosages {
        self.count(|other| other == allele)
    }

    fn count(&self, counts: impl Fn(i8) -> bool + Sync) -> Dosages {
        let samples = self.samples.len();
        let mut values = vec![MISSING; self.variants.len() * samples];
        if samples > 0 && self.ploidy > 0 {
            let rows =
                values.par_chunks_mut(samples).zip(self.alleles.par_chunks(samples * self.ploidy));
            rows.for_each(|(row, site)| {
                for (value, genotype) in row.iter_mut().zip(site.chunks_exact(self.ploidy)) {
                    *value = dosage(genotype, &counts);
                }
            });
        }
        Dosages { samples, values }
    }
}

fn dosage(genotype: &[i8], counts: impl Fn(i8) -> bool) -> i8 {
    let missing = genotype.contains(&MISSING);
    let (mut there, mut copies) = (0, 0);
    for &allele in genotype {
        there += i8::from(allele != ABSENT);
        copies += i8::from(counts(allele));
    }
    if missing || there == 0 { MISSING } else { copies }
}

impl Dosages {
    /// Those of a site.
    #[must_use]
    pub fn row(&self, variant: usize) -> &[i8] {
        &self.values[variant * self.samples..(variant + 1) * self.samples]
    }

    /// As numbers, `[variants, samples]`, without a NaN.
    #[must_use]
    pub fn to_f32(&self, imputation: Imputation) -> Vec<f32> {
        let mut numbers = Vec::with_capacity(self.values.len());
        for row in self.values.chunks(self.samples.max(1)) {
            let missing = match imputation {
                Imputation::Value(value) => value,
                Imputation::Mean => {
                    let called = row.iter().filter(|value| **value >= 0);
                    let (sum, count) = called.fold((0_i64, 0_i64), |(sum, count), value| {
                        (sum + i64::from(*value), count + 1)
                    });
                    if count == 0 { 0.0 } else { (sum as f64 / count as f64) as f32 }
                }
            };
            numbers.extend(
                row.iter().map(|&value| if value < 0 { missing } else { f32::from(value) }),
            );
        }
        numbers
    }
}
