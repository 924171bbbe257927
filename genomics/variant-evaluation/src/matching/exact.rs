use super::path::Segment;
use crate::{Difference, Primitive};
use std::collections::BTreeMap;

/// Pairs differences that have the same leftmost form, and the same number of copies where
/// `genotypes` count: what is left to do where the search of haplotypes would take too long.
pub(super) fn pairs(truth: &[&Primitive], query: &[&Primitive], genotypes: bool) -> Vec<Segment> {
    let key = |one: &Primitive| (one.leftmost.clone(), genotypes && one.homozygous());
    let mut waiting: BTreeMap<(Difference, bool), Vec<usize>> = BTreeMap::new();
    for (index, one) in query.iter().enumerate().rev() {
        waiting.entry(key(one)).or_default().push(index);
    }
    let pair = |(index, one): (usize, &&Primitive)| {
        let found = waiting.get_mut(&key(one))?.pop()?;
        Some(Segment { truth: vec![index], query: vec![found] })
    };
    truth.iter().enumerate().filter_map(pair).collect()
}
