use neuron_genotypes::{ABSENT, Genotypes, MISSING};
use rayon::prelude::*;

/// What becomes of the genotypes of samples that have one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haploids {
    /// They count as two equal copies: the usual coding of the X chromosome of males beside that of females.
    Doubled,
    /// They are taken for missing, where what is counted is heterozygotes.
    Missing,
}

/// Numbers of copies that are not the reference, 0, 1 or 2, as three planes of bits `[sites, words]`.
///
/// At a site of several alternates all of them are counted alike. A genotype with a missing copy is missing, and so is
/// one of three copies or more, which two bits cannot hold; statistics of alleles
/// ([`AlleleCounts`](crate::frequency::AlleleCounts)) do count those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dosages {
    pub(crate) samples: usize,
    pub(crate) sites: usize,
    pub(crate) words: usize,
    /// Bit of a sample: its genotype is known.
    pub(crate) called: Vec<u64>,
    /// Bit of a sample: the dosage is 0 or 2.
    pub(crate) homozygous: Vec<u64>,
    /// Bit of a sample: the dosage is 2.
    pub(crate) alternate: Vec<u64>,
    /// Of each site: genotypes called, dosages 0 or 2, dosages 2.
    pub(crate) counts: Vec<[u32; 3]>,
}

impl Dosages {
    /// Packs genotypes.
    ///
    /// ```
    /// # use neuron_genotypes::{Genotypes, MISSING, Variant};
    /// use neuron_population::dosages::{Dosages, Haploids};
    /// # let variant = Variant { contig: "1".into(), position: 5, id: String::new(), reference: "A".into(), alternates: vec!["C".into()] };
    /// # let samples = vec!["a".into(), "b".into(), "c".into()];
    /// # let genotypes = Genotypes { samples, variants: vec![variant], ploidy: 2, alleles: vec![0, 1, 1, 1, MISSING, 1], phased: vec![false; 3] };
    /// // The genotypes 0/1, 1/1 and ./1.
    /// let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    /// assert_eq!((dosages.get(0, 0), dosages.get(0, 1), dosages.get(0, 2)), (Some(1), Some(2), None));
    /// assert_eq!(dosages.frequency(0), Some(0.75));
    /// ```
    #[must_use]
    pub fn new(genotypes: &Genotypes, haploids: Haploids) -> Self {
        let (samples, sites) = (genotypes.samples.len(), genotypes.variants.len());
        let words = samples.div_ceil(64).max(1);
        let mut called = vec![0; sites * words];
        let mut homozygous = called.clone();
        let mut alternate = called.clone();
        let rows = called.par_chunks_mut(words).zip(homozygous.par_chunks_mut(words));
        let rows = rows.zip(alternate.par_chunks_mut(words)).enumerate().with_min_len(64);
        rows.for_each(|(site, ((called, homozygous), alternate))| {
            let alleles = genotypes.site(site);
            let ploidy = genotypes.ploidy.max(1);
            for (word, chunk) in alleles.chunks(64 * ploidy).enumerate() {
                let planes = if ploidy == 2 {
                    pack_pairs(chunk, haploids)
                } else {
                    pack(chunk, ploidy, haploids)
                };
                [called[word], homozygous[word], alternate[word]] = planes;
            }
        });
        Self::from_planes(samples, sites, words, [called, homozygous, alternate])
    }

    fn from_planes(samples: usize, sites: usize, words: usize, planes: [Vec<u64>; 3]) -> Self {
        let ones = |plane: &[u64]| plane.iter().map(|word| word.count_ones()).sum();
        let row = |plane: &[u64], site: usize| ones(&plane[site * words..(site + 1) * words]);
        let counts = (0..sites).map(|site| planes.each_ref().map(|plane| row(plane, site)));
        let counts = counts.collect();
        let [called, homozygous, alternate] = planes;
        Self { samples, sites, words, called, homozygous, alternate, counts }
    }

    /// How many samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.samples
    }

    /// How many sites.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// A dosage; `None` where it is missing.
    #[must_use]
    pub fn get(&self, site: usize, sample: usize) -> Option<u8> {
        let (word, bit) = (site * self.words + sample / 64, sample % 64);
        let is_set = |plane: &[u64]| plane[word] >> bit & 1 == 1;
        is_set(&self.called).then(|| match (is_set(&self.homozygous), is_set(&self.alternate)) {
            (false, _) => 1,
            (true, false) => 0,
            (true, true) => 2,
        })
    }

    /// Dosages of all samples at a site.
    #[must_use]
    pub fn site(&self, site: usize) -> Vec<Option<u8>> {
        (0..self.samples).map(|sample| self.get(site, sample)).collect()
    }

    /// Called genotypes of a site.
    #[must_use]
    pub fn called(&self, site: usize) -> u32 {
        self.counts[site][0]
    }

    /// Half of the mean dosage; `None` where nothing was called.
    #[must_use]
    pub fn frequency(&self, site: usize) -> Option<f64> {
        let [called, homozygous, alternate] = self.counts[site];
        let copies = f64::from(called - homozygous + 2 * alternate);
        (called > 0).then(|| copies / (2.0 * f64::from(called)))
    }

    /// Whether the dosages of a site differ at all.
    #[must_use]
    pub fn varies(&self, site: usize) -> bool {
        let [called, homozygous, alternate] = self.counts[site];
        let each = [called - homozygous, alternate, homozygous - alternate];
        each.iter().filter(|count| **count > 0).count() > 1
    }

    /// Some sites, in the order given.
    #[must_use]
    pub fn select(&self, sites: &[usize]) -> Self {
        let words = self.words;
        let rows = |plane: &[u64]| -> Vec<u64> {
            sites.iter().flat_map(|s| plane[s * words..(s + 1) * words].iter().copied()).collect()
        };
        Self {
            samples: self.samples,
            sites: sites.len(),
            words,
            called: rows(&self.called),
            homozygous: rows(&self.homozygous),
            alternate: rows(&self.alternate),
            counts: sites.iter().map(|site| self.counts[*site]).collect(),
        }
    }

    /// Some samples, in the order given.
    #[must_use]
    pub fn select_samples(&self, chosen: &[usize]) -> Self {
        let words = chosen.len().div_ceil(64).max(1);
        let take = |plane: &[u64]| -> Vec<u64> {
            let mut taken = vec![0_u64; self.sites * words];
            for (site, row) in taken.chunks_exact_mut(words).enumerate() {
                for (to, from) in chosen.iter().enumerate() {
                    let bit = plane[site * self.words + from / 64] >> (from % 64) & 1;
                    row[to / 64] |= bit << (to % 64);
                }
            }
            taken
        };
        let planes = [take(&self.called), take(&self.homozygous), take(&self.alternate)];
        Self::from_planes(chosen.len(), self.sites, words, planes)
    }

    pub(crate) fn row<'a>(&self, plane: &'a [u64], site: usize) -> &'a [u64] {
        &plane[site * self.words..(site + 1) * self.words]
    }
}

/// Bits of at most 64 genotypes of two places.
fn pack_pairs(alleles: &[i8], haploids: Haploids) -> [u64; 3] {
    let mut planes = [0_u64; 3];
    for (bit, copies) in alleles.chunks_exact(2).enumerate() {
        let (first, mut second) = (copies[0], copies[1]);
        if second == ABSENT && haploids == Haploids::Doubled {
            second = first;
        }
        let called = u64::from(first >= 0 && second >= 0);
        let same = u64::from((first > 0) == (second > 0)) & called;
        planes[0] |= called << bit;
        planes[1] |= same << bit;
        planes[2] |= (same & u64::from(first > 0)) << bit;
    }
    planes
}

/// Bits of at most 64 genotypes of any number of places.
fn pack(alleles: &[i8], ploidy: usize, haploids: Haploids) -> [u64; 3] {
    let mut planes = [0_u64; 3];
    for (bit, copies) in alleles.chunks_exact(ploidy).enumerate() {
        let mut pair = copies.iter().copied().filter(|copy| *copy != ABSENT);
        let (first, second) = (pair.next().unwrap_or(MISSING), pair.next().unwrap_or(ABSENT));
        let second = if pair.next().is_some() { MISSING } else { second };
        let part = pack_pairs(&[first, second], haploids);
        planes.iter_mut().zip(part).for_each(|(plane, part)| *plane |= part << bit);
    }
    planes
}
