use super::SiteBlock;
use crate::{GenotypeError, Genotypes, Limits, Variant};
use std::path::Path;

/// Genotypes in the making.
pub(crate) struct Assembly<'a> {
    file: &'a Path,
    limits: Limits,
    whole: SiteBlock,
    /// Bytes of the sites' texts.
    text: u64,
}

impl<'a> Assembly<'a> {
    pub(crate) fn new(file: &'a Path, limits: Limits) -> Self {
        Self { file, limits, whole: SiteBlock::new(), text: 0 }
    }

    /// Adds the sites that follow.
    pub(crate) fn append(&mut self, mut block: SiteBlock) -> Result<(), GenotypeError> {
        let most = self.whole.most().max(block.most());
        let genotypes = (self.whole.phased.len() + block.phased.len()) as u64;
        self.text += block.variants.iter().map(bytes).sum::<u64>();
        let width = most.max(self.whole.width());
        let needed = (width as u64 + 1).saturating_mul(genotypes).saturating_add(self.text);
        if needed > self.limits.genotype_bytes {
            let (file, limit) = (self.file.to_owned(), self.limits.genotype_bytes);
            return Err(GenotypeError::TooLarge { file, what: "the genotypes", needed, limit });
        }
        self.whole.make_room(most);
        block.set_width(self.whole.width());
        self.whole.variants.append(&mut block.variants);
        self.whole.alleles.append(&mut block.alleles);
        self.whole.phased.append(&mut block.phased);
        Ok(())
    }

    /// The whole.
    pub(crate) fn finish(mut self, samples: Vec<String>) -> Genotypes {
        let ploidy = self.whole.most();
        self.whole.set_width(ploidy);
        let SiteBlock { variants, alleles, phased, .. } = self.whole;
        Genotypes { samples, variants, ploidy, alleles, phased }
    }
}

/// Memory of a site.
fn bytes(variant: &Variant) -> u64 {
    let own = size_of::<Variant>() + size_of::<String>() * variant.alternates.len();
    let texts = [&variant.contig, &variant.id, &variant.reference];
    let text = texts.into_iter().chain(&variant.alternates).map(String::len).sum::<usize>();
    (own + text) as u64
}
