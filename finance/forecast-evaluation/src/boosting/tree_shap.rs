//! Shapley values of trees in polynomial time.

use super::tree::Tree;
use serde::Serialize;

/// How a prediction comes about: `base` plus all contributions.
///
/// The contributions are the Shapley values of the game in which a feature that does not play is
/// averaged out along the tree's own paths, by the training rows that took them (Lundberg et al.,
/// *From local explanations to global understanding with explainable AI for trees*, 2020,
/// algorithm 2, path dependent).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Attribution {
    /// The mean prediction.
    pub base: f64,
    /// What each feature adds to it.
    pub contributions: Vec<f64>,
}

/// A feature on the way to a leaf: the shares of paths that stay when it does not, or does, play,
/// and the weight of the subsets of each size.
#[derive(Clone, Copy)]
struct Step {
    feature: Option<usize>,
    zero: f64,
    one: f64,
    weight: f64,
}

/// Adds the tree's Shapley values of `row`.
pub(super) fn add(tree: &Tree, row: &[f64], contributions: &mut [f64]) {
    let root = Step { feature: None, zero: 1.0, one: 1.0, weight: 0.0 };
    walk(tree, row, 0, Vec::new(), root, contributions);
}

fn walk(tree: &Tree, row: &[f64], at: usize, path: Vec<Step>, step: Step, sums: &mut [f64]) {
    let mut path = extended(path, step);
    let node = &tree.nodes[at];
    let Some(split) = &node.split else {
        for i in 1..path.len() {
            let weight: f64 = unwound(&path, i).iter().map(|step| step.weight).sum();
            if let Some(feature) = path[i].feature {
                sums[feature] += weight * (path[i].one - path[i].zero) * node.value;
            }
        }
        return;
    };
    let hot = split.child(row);
    let cold = if hot == split.left { split.right } else { split.left };
    let (mut zero, mut one) = (1.0, 1.0);
    if let Some(i) = path.iter().position(|step| step.feature == Some(split.feature)) {
        (zero, one) = (path[i].zero, path[i].one);
        path = unwound(&path, i);
    }
    let feature = Some(split.feature);
    for (child, one) in [(hot, one), (cold, 0.0)] {
        let zero = zero * tree.nodes[child].cover / node.cover;
        walk(tree, row, child, path.clone(), Step { feature, zero, one, weight: 0.0 }, sums);
    }
}

fn extended(mut path: Vec<Step>, step: Step) -> Vec<Step> {
    let depth = path.len();
    path.push(Step { weight: if depth == 0 { 1.0 } else { 0.0 }, ..step });
    for i in (0..depth).rev() {
        let all = (depth + 1) as f64;
        path[i + 1].weight += step.one * path[i].weight * (i + 1) as f64 / all;
        path[i].weight = step.zero * path[i].weight * (depth - i) as f64 / all;
    }
    path
}

fn unwound(path: &[Step], which: usize) -> Vec<Step> {
    let depth = path.len() - 1;
    let Step { zero, one, .. } = path[which];
    let mut out = path.to_vec();
    let mut next = path[depth].weight;
    for i in (0..depth).rev() {
        let all = (depth + 1) as f64;
        if one == 0.0 {
            out[i].weight = out[i].weight * all / (zero * (depth - i) as f64);
        } else {
            let kept = out[i].weight;
            out[i].weight = next * all / ((i + 1) as f64 * one);
            next = kept - out[i].weight * zero * (depth - i) as f64 / all;
        }
    }
    for i in which..depth {
        out[i] = Step { weight: out[i].weight, ..path[i + 1] };
    }
    out.truncate(depth);
    out
}

#[cfg(test)]
mod tests {
    use crate::boosting::tree::Tree;
    use crate::boosting::{BoostedTrees, BoostingOptions};

    /// The tree's mean when only the features of `playing` are known.
    fn known(tree: &Tree, at: usize, row: &[f64], playing: usize) -> f64 {
        let node = &tree.nodes[at];
        let Some(split) = &node.split else { return node.value };
        if playing >> split.feature & 1 == 1 {
            return known(tree, split.child(row), row, playing);
        }
        let part =
            |child: usize| known(tree, child, row, playing) * tree.nodes[child].cover / node.cover;
        part(split.left) + part(split.right)
    }

    #[test]
    fn attributions_are_the_shapley_values_of_all_subsets() {
        let width = 5_usize;
        let rows: Vec<Vec<f64>> = (0..400_usize)
            .map(|i| {
                (0..width)
                    .map(|j| if (i + j) % 13 == 0 { f64::NAN } else { ((i * (j + 3)) % 17) as f64 })
                    .collect()
            })
            .collect();
        let at = |row: &[f64], j: usize| if row[j].is_nan() { 5.0 } else { row[j] };
        let actual: Vec<f64> =
            rows.iter().map(|r| at(r, 0) * at(r, 1) - 3.0 * at(r, 2) + at(r, 4).sin()).collect();
        let options = BoostingOptions { trees: 12, depth: 5, leaf_rows: 5, ..Default::default() };
        let Ok(fitted) = BoostedTrees::fit(&rows, &actual, &options) else { panic!("no fit") };
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        for row in rows.iter().step_by(57) {
            let value = |playing: usize| {
                fitted.trees.iter().map(|tree| known(tree, 0, row, playing)).sum::<f64>()
            };
            let why = fitted.explain(row);
            for feature in 0..width {
                let shapley: f64 = (0..1_usize << width)
                    .filter(|set| set >> feature & 1 == 0)
                    .map(|set| {
                        let size = set.count_ones() as usize;
                        let weight = factorial(size) * factorial(width - size - 1);
                        weight / factorial(width) * (value(set | 1 << feature) - value(set))
                    })
                    .sum();
                let found = why.contributions[feature];
                assert!((found - shapley).abs() < 1e-9, "{feature}: {found} {shapley}");
            }
            let sum = why.base + why.contributions.iter().sum::<f64>();
            assert!((sum - fitted.predict(row)).abs() < 1e-9);
        }
    }
}
