//! Divides communities into parts that are connected: from single nodes, each that is alone joins the part within its
//! community that gains most.

use super::Graph;
use super::moving::LEAST_GAIN;

/// The part of each node, numbered from 0 in the order of first members. Nodes are taken in order, and the best part
/// is taken rather than one drawn by its gain: the same input gives the same parts.
pub(super) fn refine(graph: &Graph, communities: &[usize], penalty: f64) -> Vec<usize> {
    let n = graph.nodes();
    let most = communities.iter().max().map_or(0, |&label| label + 1);
    let mut community_mass = vec![0.0; most];
    for (node, &community) in communities.iter().enumerate() {
        community_mass[community] += graph.mass(node);
    }
    let mut part: Vec<usize> = (0..n).collect();
    let mut mass: Vec<f64> = (0..n).map(|node| graph.mass(node)).collect();
    let mut members = vec![1usize; n];
    // The weight between a part and the rest of its community.
    let mut outward: Vec<f64> = (0..n)
        .map(|node| {
            let inside = graph
                .neighbours(node)
                .iter()
                .filter(|(other, _)| communities[*other] == communities[node]);
            inside.map(|&(_, weight)| weight).sum()
        })
        .collect();
    let well_connected = |outward: f64, mass: f64, whole: f64| {
        outward >= penalty * mass * (whole - mass) - LEAST_GAIN
    };
    let mut weight_to = vec![0.0; n];
    for node in 0..n {
        let whole = community_mass[communities[node]];
        let own_mass = graph.mass(node);
        if members[part[node]] > 1 || !well_connected(outward[node], own_mass, whole) {
            continue;
        }
        let mut near: Vec<usize> = Vec::new();
        for &(other, weight) in graph.neighbours(node) {
            if communities[other] == communities[node] {
                if weight_to[part[other]] == 0.0 {
                    near.push(part[other]);
                }
                weight_to[part[other]] += weight;
            }
        }
        near.sort_unstable();
        let mut best: Option<(usize, f64)> = None;
        for &target in
            near.iter().filter(|&&target| well_connected(outward[target], mass[target], whole))
        {
            let gain = weight_to[target] - penalty * own_mass * mass[target];
            if gain > best.map_or(LEAST_GAIN, |(_, best)| best) {
                best = Some((target, gain));
            }
        }
        if let Some((target, _)) = best {
            let own = part[node];
            part[node] = target;
            members[own] -= 1;
            members[target] += 1;
            mass[target] += own_mass;
            mass[own] = 0.0;
            outward[target] += outward[own] - 2.0 * weight_to[target];
            outward[own] = 0.0;
        }
        near.iter().for_each(|&target| weight_to[target] = 0.0);
    }
    let mut number = vec![usize::MAX; n];
    let mut count = 0;
    part.iter()
        .map(|&part| {
            if number[part] == usize::MAX {
                number[part] = count;
                count += 1;
            }
            number[part]
        })
        .collect()
}
