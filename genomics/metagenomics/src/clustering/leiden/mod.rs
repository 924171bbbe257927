//! Communities of a graph that are connected by construction (Traag, Waltman, van Eck: *From Louvain to Leiden:
//! guaranteeing well-connected communities*, 2019).

mod graph;
mod moving;
mod refinement;

pub use graph::Graph;

use crate::MetagenomicsError;
use neuron_random::Stream;
use serde::Serialize;

/// What a good partition is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Quality {
    /// More edges inside than the degrees let expect, times the resolution (Reichardt and Bornholdt, 2006; with 1 it is
    /// Newman and Girvan's modularity).
    Modularity {
        /// The larger, the smaller the communities.
        resolution: f64,
    },
    /// Denser inside than the resolution (constant Potts model, Traag et al., 2011).
    Potts {
        /// The density that a community has at least.
        resolution: f64,
    },
}

/// How communities are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LeidenOptions {
    /// What a good partition is.
    pub quality: Quality,
    /// The most rounds, each with moving, refinement and aggregation until nothing changes.
    pub rounds: usize,
    /// Seed of the order in which nodes are visited.
    pub seed: u64,
}

impl Default for LeidenOptions {
    fn default() -> Self {
        Self { quality: Quality::Modularity { resolution: 1.0 }, rounds: 10, seed: 0 }
    }
}

/// A partition of a graph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Leiden {
    /// The community of each node, the largest community first.
    pub labels: Vec<usize>,
    /// The quality: modularity in -½ to 1, or weight inside beyond what the resolution asks for.
    pub quality: f64,
}

/// Looks for the partition of the best quality: nodes are moved while that gains, communities refined into connected
/// parts, parts made the nodes of a smaller graph, and so on until nothing moves.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where the resolution is not above zero, or there is no round.
pub fn leiden(graph: &Graph, options: &LeidenOptions) -> Result<Leiden, MetagenomicsError> {
    let (Quality::Modularity { resolution } | Quality::Potts { resolution }) = options.quality;
    if !(resolution > 0.0 && resolution.is_finite()) {
        return Err(MetagenomicsError::parameter("resolution", resolution, "more than 0"));
    }
    if options.rounds == 0 {
        return Err(MetagenomicsError::parameter("rounds", 0, "1 or more"));
    }
    let penalty = graph.penalty(options.quality);
    let seen = graph.clone().seen_by(options.quality);
    let mut labels: Vec<usize> = (0..graph.nodes()).collect();
    for round in 0..options.rounds as u32 {
        let place = Stream::new(options.seed, "leiden/order").epoch(round);
        let next = improve(&seen, labels.clone(), penalty, place);
        if next == labels {
            break;
        }
        labels = next;
    }
    let labels = by_size(&labels);
    let quality = graph.quality(&labels, options.quality);
    Ok(Leiden { labels, quality })
}

/// One way up through ever smaller graphs.
fn improve(graph: &Graph, start: Vec<usize>, penalty: f64, place: Stream) -> Vec<usize> {
    let mut current = graph.clone();
    // The node of the current graph that each first node is in.
    let mut within: Vec<usize> = (0..graph.nodes()).collect();
    let mut communities = start;
    for level in 0.. {
        communities = moving::move_nodes(&current, communities, penalty, place.step(level));
        let parts = refinement::refine(&current, &communities, penalty);
        let count = parts.iter().max().map_or(0, |&part| part + 1);
        if count == current.nodes() {
            break;
        }
        let mut above = vec![0; count];
        parts.iter().zip(&communities).for_each(|(&part, &community)| above[part] = community);
        within.iter_mut().for_each(|node| *node = parts[*node]);
        current = current.aggregate(&parts, count);
        communities = above;
    }
    by_size(&within.iter().map(|&node| communities[node]).collect::<Vec<_>>())
}

/// Numbers communities by size, the largest first, then by first member.
fn by_size(labels: &[usize]) -> Vec<usize> {
    let most = labels.iter().max().map_or(0, |&label| label + 1);
    let mut parts = vec![(0usize, usize::MAX); most];
    for (node, &label) in labels.iter().enumerate() {
        parts[label].0 += 1;
        parts[label].1 = parts[label].1.min(node);
    }
    let mut order: Vec<usize> = (0..most).filter(|&label| parts[label].0 > 0).collect();
    order.sort_by_key(|&label| (std::cmp::Reverse(parts[label].0), parts[label].1));
    let mut number = vec![0; most];
    order.iter().enumerate().for_each(|(place, &label)| number[label] = place);
    labels.iter().map(|&label| number[label]).collect()
}
