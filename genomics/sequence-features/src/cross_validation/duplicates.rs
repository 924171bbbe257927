use std::collections::HashMap;
use std::hash::Hash;

/// The group of each item: equal items are of one group, and groups are numbered from 0 in the order of their
/// first members.
///
/// ```
/// use neuron_sequence_features::cross_validation::duplicate_groups;
/// assert_eq!(duplicate_groups(&["ACG", "T", "ACG"]), [0, 1, 0]);
/// ```
#[must_use]
pub fn duplicate_groups<T: Hash + Eq>(items: &[T]) -> Vec<usize> {
    let mut seen: HashMap<&T, usize> = HashMap::with_capacity(items.len());
    items
        .iter()
        .map(|item| {
            let next = seen.len();
            *seen.entry(item).or_insert(next)
        })
        .collect()
}
