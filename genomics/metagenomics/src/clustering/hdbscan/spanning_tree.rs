//! The least spanning tree of mutual reachability distances.

use neuron_sequence_features::Features;
use rayon::prelude::*;

/// Two points and how far apart they are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) one: usize,
    pub(super) two: usize,
    pub(super) distance: f64,
}

/// The tree's edges, the shortest first. The distance of two points is the largest of their own and those of each from
/// its `neighbours`-th nearest, itself counted (Prim's algorithm on the complete graph).
pub(super) fn spanning_tree(points: &Features, neighbours: usize) -> Vec<Edge> {
    let n = points.rows();
    let distance = |one: usize, two: usize| -> f64 {
        let squares = points.row(one).iter().zip(points.row(two)).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    };
    let core: Vec<f64> = (0..n)
        .into_par_iter()
        .map(|point| {
            let mut all: Vec<f64> = (0..n).map(|other| distance(point, other)).collect();
            *all.select_nth_unstable_by(neighbours - 1, f64::total_cmp).1
        })
        .collect();
    let mut nearest = vec![(f64::INFINITY, 0); n];
    let mut outside: Vec<usize> = (1..n).collect();
    let mut edges = Vec::with_capacity(n.saturating_sub(1));
    let mut last = 0;
    while !outside.is_empty() {
        for &point in &outside {
            let mutual = distance(last, point).max(core[last]).max(core[point]);
            if mutual < nearest[point].0 {
                nearest[point] = (mutual, last);
            }
        }
        let nearer = |a: &usize, b: &usize| {
            nearest[outside[*a]]
                .0
                .total_cmp(&nearest[outside[*b]].0)
                .then(outside[*a].cmp(&outside[*b]))
        };
        let Some(place) = (0..outside.len()).min_by(nearer) else { break };
        let point = outside.swap_remove(place);
        edges.push(Edge { one: nearest[point].1, two: point, distance: nearest[point].0 });
        last = point;
    }
    edges.sort_by(|a, b| a.distance.total_cmp(&b.distance));
    edges
}
