use neuron_random::{Permutation, Stream};
use std::collections::BTreeMap;

/// Two sets of example numbers, each ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The larger part.
    pub train: Vec<usize>,
    /// The part that is held out.
    pub held_out: Vec<usize>,
}

/// Holds out a share of each class; examples of one group are never parted.
///
/// `groups`, where given, names the group of each example (such as a hash of its content, so that
/// duplicates stay together); a group counts for the class of its first example. The result depends
/// on `seed` alone.
///
/// ```
/// use neuron_data::sampling::stratified_split;
/// let labels = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1];
/// let split = stratified_split(&labels, None, 0.2, 7);
/// assert_eq!(split.held_out.len(), 2);
/// assert_eq!(split.train.len(), 8);
/// ```
///
/// # Panics
/// If `groups` is given and is not as long as `labels`.
#[must_use]
pub fn stratified_split(labels: &[u32], groups: Option<&[u64]>, share: f64, seed: u64) -> Split {
    let mut members: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    if let Some(groups) = groups {
        assert_eq!(groups.len(), labels.len(), "one group an example");
    }
    for i in 0..labels.len() {
        members.entry(groups.map_or(i as u64, |groups| groups[i])).or_default().push(i);
    }
    let mut by_class: BTreeMap<u32, Vec<&Vec<usize>>> = BTreeMap::new();
    for group in members.values() {
        by_class.entry(labels[group[0]]).or_default().push(group);
    }
    let mut split = Split::default();
    for (class, groups) in &by_class {
        let total: usize = groups.iter().map(|group| group.len()).sum();
        let wanted = (total as f64 * share).round() as usize;
        let stream = Stream::new(seed, "split").sample(u64::from(*class));
        let mut held = 0;
        for at in Permutation::new(groups.len(), stream).iter() {
            let group = groups[at];
            let part = if held < wanted { &mut split.held_out } else { &mut split.train };
            if held < wanted {
                held += group.len();
            }
            part.extend(group);
        }
    }
    split.train.sort_unstable();
    split.held_out.sort_unstable();
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_never_parted() {
        let labels: Vec<u32> = (0..200).map(|i| i % 4).collect();
        let groups: Vec<u64> = (0..200).map(|i| i / 8 * 4 + i % 4).collect();
        let split = stratified_split(&labels, Some(&groups), 0.25, 3);
        let held: std::collections::BTreeSet<u64> =
            split.held_out.iter().map(|&i| groups[i]).collect();
        assert!(split.train.iter().all(|&i| !held.contains(&groups[i])));
        assert_eq!(split.train.len() + split.held_out.len(), 200);
        for class in 0..4 {
            let count = split.held_out.iter().filter(|&&i| labels[i] == class).count();
            assert!((12..=14).contains(&count), "{count}");
        }
    }
}
