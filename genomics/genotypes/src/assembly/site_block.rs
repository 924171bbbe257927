use super::relayout::relayout;
use crate::{ABSENT, MISSING, Variant};

/// Copies of a genotype as long as nothing else is known: most files are diploid.
const USUAL: usize = 2;

/// Sites in a row, with the genotypes of all samples that are read.
pub(crate) struct SiteBlock {
    pub(crate) variants: Vec<Variant>,
    /// Numbers of a genotype in `alleles`.
    width: usize,
    pub(crate) alleles: Vec<i8>,
    pub(crate) phased: Vec<bool>,
    /// The most copies that a genotype has.
    most: usize,
}

impl SiteBlock {
    pub(crate) fn new() -> Self {
        let (variants, alleles, phased) = (Vec::new(), Vec::new(), Vec::new());
        Self { variants, width: USUAL, alleles, phased, most: 1 }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Adds a genotype: its copies, and whether they are in order.
    pub(crate) fn push(&mut self, copies: &[i8], phased: bool) {
        self.make_room(copies.len());
        self.alleles.extend_from_slice(copies);
        self.alleles.resize(self.alleles.len() + self.width - copies.len(), ABSENT);
        self.phased.push(phased);
    }

    /// Adds genotypes of which nothing is known.
    pub(crate) fn push_missing(&mut self, genotypes: usize) {
        self.alleles.resize(self.alleles.len() + genotypes * self.width, MISSING);
        self.phased.resize(self.phased.len() + genotypes, false);
    }

    /// Makes room for genotypes of so many copies.
    pub(crate) fn make_room(&mut self, copies: usize) {
        self.most = self.most.max(copies);
        if copies > self.width {
            self.set_width(copies);
        }
    }

    /// Lays the genotypes out with `width` numbers each.
    pub(super) fn set_width(&mut self, width: usize) {
        if width != self.width {
            self.alleles = relayout(&self.alleles, self.width, width);
            self.width = width;
        }
    }
}
