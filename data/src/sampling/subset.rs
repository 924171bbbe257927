use neuron_random::{Permutation, Stream};
use std::collections::BTreeMap;

/// `count` examples, each class in its share, ascending. All of them where there are no more.
///
/// A larger subset of the same seed contains the smaller one, up to the rounding of shares.
#[must_use]
pub fn stratified_subset(labels: &[u32], count: usize, seed: u64) -> Vec<usize> {
    if count >= labels.len() {
        return (0..labels.len()).collect();
    }
    let mut by_class: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, &label) in labels.iter().enumerate() {
        by_class.entry(label).or_default().push(i);
    }
    // Each example's place within its class, as a share: the smallest shares are taken.
    let mut ranked: Vec<(f64, usize)> = Vec::with_capacity(labels.len());
    for (class, members) in &by_class {
        let stream = Stream::new(seed, "subset").sample(u64::from(*class));
        for (place, at) in Permutation::new(members.len(), stream).iter().enumerate() {
            ranked.push(((place as f64 + 0.5) / members.len() as f64, members[at]));
        }
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = ranked[..count].iter().map(|&(_, i)| i).collect();
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_keep_their_shares() {
        let labels: Vec<u32> = (0..1000).map(|i| u32::from(i % 10 == 0)).collect();
        let chosen = stratified_subset(&labels, 100, 1);
        assert_eq!(chosen.len(), 100);
        let rare = chosen.iter().filter(|&&i| labels[i] == 1).count();
        assert_eq!(rare, 10);
    }
}
