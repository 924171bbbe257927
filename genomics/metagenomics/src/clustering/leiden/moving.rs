//! Moves single nodes to the community that gains most, until none gains.

use super::Graph;
use neuron_random::{Permutation, Stream};
use std::collections::VecDeque;

/// Gains below this are rounding.
pub(super) const LEAST_GAIN: f64 = 1e-10;

pub(super) fn move_nodes(
    graph: &Graph,
    mut communities: Vec<usize>,
    penalty: f64,
    place: Stream,
) -> Vec<usize> {
    let n = graph.nodes();
    // Labels may go up to the number of first nodes; a free one must be at hand to move into.
    let most = communities.iter().max().map_or(0, |&label| label + 1).max(n);
    let (mut mass, mut members) = (vec![0.0; most], vec![0usize; most]);
    for (node, &community) in communities.iter().enumerate() {
        mass[community] += graph.mass(node);
        members[community] += 1;
    }
    let mut free: Vec<usize> = (0..most).filter(|&community| members[community] == 0).collect();
    let mut queue: VecDeque<usize> = Permutation::new(n, place).iter().collect();
    let mut queued = vec![true; n];
    let mut weight_to = vec![0.0; most];
    while let Some(node) = queue.pop_front() {
        queued[node] = false;
        let (own, own_mass) = (communities[node], graph.mass(node));
        let mut near: Vec<usize> = Vec::new();
        for &(other, weight) in graph.neighbours(node) {
            let community = communities[other];
            if weight_to[community] == 0.0 {
                near.push(community);
            }
            weight_to[community] += weight;
        }
        mass[own] -= own_mass;
        members[own] -= 1;
        let gain = |community: usize| weight_to[community] - penalty * own_mass * mass[community];
        let mut best = (own, gain(own));
        near.sort_unstable();
        for &community in near.iter().filter(|&&community| community != own) {
            if gain(community) > best.1 + LEAST_GAIN {
                best = (community, gain(community));
            }
        }
        if members[own] > 0
            && best.1 < -LEAST_GAIN
            && let Some(empty) = free.pop()
        {
            // Alone is better than anywhere.
            best = (empty, 0.0);
        }
        near.iter().for_each(|&community| weight_to[community] = 0.0);
        let target = best.0;
        mass[target] += own_mass;
        members[target] += 1;
        communities[node] = target;
        if target != own {
            if members[own] == 0 {
                free.push(own);
            }
            for &(other, _) in graph.neighbours(node) {
                if communities[other] != target && !queued[other] {
                    queued[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }
    communities
}
