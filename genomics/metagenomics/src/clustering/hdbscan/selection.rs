//! The clusters that last the longest ("excess of mass").

use super::Hdbscan;
use super::condensed::{Child, Condensed};

pub(super) fn select(tree: &Condensed, points: usize) -> Hdbscan {
    let n = tree.clusters;
    let mut birth = vec![0.0; n];
    let mut parent = vec![0; n];
    // The density at which the last of a cluster is gone, or splits.
    let mut death = vec![0f64; n];
    for departure in &tree.departures {
        death[departure.parent] = death[departure.parent].max(departure.density);
        if let Child::Cluster(child) = departure.child {
            birth[child] = departure.density;
            parent[child] = departure.parent;
        }
    }
    let mut stability = vec![0.0; n];
    for departure in &tree.departures {
        // Points on top of each other leave at infinite density, as the cluster itself may be born: no time passes.
        let lasted = departure.density - birth[departure.parent];
        if !lasted.is_nan() {
            stability[departure.parent] += lasted * departure.size as f64;
        }
    }
    let own = stability.clone();
    // From the leaves up: a cluster stands where it lasts at least as long as the clusters in it together.
    let mut stands = vec![true; n];
    stands[0] = false;
    let mut below = vec![0.0; n];
    let mut has_children = vec![false; n];
    for cluster in (1..n).rev() {
        if has_children[cluster] && below[cluster] > stability[cluster] {
            stands[cluster] = false;
            stability[cluster] = below[cluster];
        }
        below[parent[cluster]] += stability[cluster];
        has_children[parent[cluster]] = true;
    }
    // From the root down: within a cluster that stands no other does.
    let mut home = vec![None; n];
    for cluster in 1..n {
        home[cluster] = home[parent[cluster]].or(stands[cluster].then_some(cluster));
    }
    let mut number = vec![None; n];
    let mut stabilities = Vec::new();
    for cluster in 1..n {
        if home[cluster] == Some(cluster) {
            number[cluster] = Some(stabilities.len());
            stabilities.push(own[cluster]);
        }
    }
    let mut labels = vec![None; points];
    let mut probabilities = vec![0.0; points];
    for departure in &tree.departures {
        let (Child::Point(point), Some(cluster)) = (departure.child, home[departure.parent]) else {
            continue;
        };
        labels[point] = number[cluster];
        let most = death[cluster];
        probabilities[point] = if most == 0.0 || departure.density.is_infinite() {
            1.0
        } else {
            departure.density.min(most) / most
        };
    }
    Hdbscan { labels, probabilities, stabilities }
}
