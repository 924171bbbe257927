use crate::FeaturesError;
use neuron_random::{Permutation, Stream};
use std::collections::BTreeMap;

/// Divides samples into `k` folds; gives the fold of each. Samples of one group are never divided, and each class is
/// spread as evenly as the groups allow.
///
/// Groups are taken the largest first, equals in an order drawn from `seed`, and each is put where it leaves the
/// folds most alike: the sum over classes of squared shares of the class is least, then the fold smallest. Where
/// each group is a single sample, the members of a class differ by at most one between two folds.
///
/// ```
/// use neuron_sequence_features::cross_validation::{split, stratified_group_folds};
/// let fold = stratified_group_folds(&[0, 0, 0, 1, 1, 1], &[0, 0, 1, 2, 3, 3], 2, 7)?;
/// assert_eq!((fold[0], fold[4]), (fold[1], fold[5]));
/// let (train, test) = split(&fold, 0);
/// assert_eq!(train.len() + test.len(), 6);
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
///
/// # Errors
/// [`FeaturesError::Size`] where there are not as many groups as labels, [`FeaturesError::Parameter`] where `k` is
/// below 2 or there are fewer groups than folds.
pub fn stratified_group_folds(
    labels: &[usize],
    groups: &[usize],
    k: usize,
    seed: u64,
) -> Result<Vec<usize>, FeaturesError> {
    FeaturesError::same_size("the list of groups", labels.len(), groups.len())?;
    // Labels and groups are any numbers; both are renumbered without gaps.
    let classes: BTreeMap<usize, usize> = numbered(labels);
    let known: BTreeMap<usize, usize> = numbered(groups);
    if k < 2 || k > known.len() {
        let expected = format!("2 to {}, the number of groups of samples", known.len());
        return Err(FeaturesError::parameter("folds", k, expected));
    }
    let mut members = vec![Vec::new(); known.len()];
    for (sample, group) in groups.iter().enumerate() {
        members[known[group]].push(sample);
    }
    let class: Vec<usize> = labels.iter().map(|label| classes[label]).collect();
    let mut total = vec![0usize; classes.len()];
    class.iter().for_each(|&class| total[class] += 1);

    let stream = Stream::new(seed, "cross-validation/folds");
    let mut order: Vec<usize> = Permutation::new(members.len(), stream).iter().collect();
    order.sort_by_key(|&group| std::cmp::Reverse(members[group].len()));
    let mut counts = vec![vec![0usize; classes.len()]; k];
    let mut sizes = vec![0usize; k];
    let mut fold = vec![0; labels.len()];
    for group in order {
        let mut here = vec![0usize; classes.len()];
        members[group].iter().for_each(|&sample| here[class[sample]] += 1);
        let cost = |fold: usize| -> f64 {
            let of = |class: usize| {
                let (share, more) = (counts[fold][class] as f64, here[class] as f64);
                (2.0 * share * more + more * more) / (total[class] as f64).powi(2)
            };
            (0..here.len()).filter(|&class| here[class] > 0).map(of).sum()
        };
        let costs: Vec<f64> = (0..k).map(cost).collect();
        let best = (0..k)
            .min_by(|&a, &b| costs[a].total_cmp(&costs[b]).then(sizes[a].cmp(&sizes[b])))
            .unwrap_or(0);
        for &sample in &members[group] {
            fold[sample] = best;
            counts[best][class[sample]] += 1;
        }
        sizes[best] += members[group].len();
    }
    Ok(fold)
}

/// The samples outside fold `test` and those in it, in order.
#[must_use]
pub fn split(fold: &[usize], test: usize) -> (Vec<usize>, Vec<usize>) {
    (0..fold.len()).partition(|&sample| fold[sample] != test)
}

fn numbered(values: &[usize]) -> BTreeMap<usize, usize> {
    let mut numbers: BTreeMap<usize, usize> = values.iter().map(|&value| (value, 0)).collect();
    numbers.values_mut().enumerate().for_each(|(place, number)| *number = place);
    numbers
}
