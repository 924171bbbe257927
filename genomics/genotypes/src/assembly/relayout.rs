use crate::ABSENT;

/// Genotypes of `from` numbers each as genotypes of `to` each: padded by `ABSENT`, or cut, where what is cut is nothing
/// but padding.
pub(super) fn relayout(alleles: &[i8], from: usize, to: usize) -> Vec<i8> {
    let mut wide = Vec::with_capacity(alleles.len() / from * to);
    for genotype in alleles.chunks_exact(from) {
        wide.extend_from_slice(&genotype[..from.min(to)]);
        wide.resize(wide.len() + to.saturating_sub(from), ABSENT);
    }
    wide
}
