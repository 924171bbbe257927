use super::Graph;
use crate::MetagenomicsError;
use neuron_sequence_features::Features;
use rayon::prelude::*;

/// Joins each point with its nearest ones. The weight of an edge falls with the distance, `exp(-d² / (s s'))`, where `s`
/// and `s'` are the distances of both points from their last neighbours (Zelnik-Manor and Perona, *Self-tuning
/// spectral clustering*, 2004); an edge that both points choose counts twice.
///
/// All distances are computed: time grows with the square of the number of points, memory does not.
///
/// # Errors
/// [`MetagenomicsError::Parameter`] where there are not more points than neighbours, or none is asked for.
pub fn neighbour_graph(points: &Features, neighbours: usize) -> Result<Graph, MetagenomicsError> {
    if neighbours == 0 || neighbours >= points.rows() {
        let expected = format!("1 to {}, one less than points", points.rows().saturating_sub(1));
        return Err(MetagenomicsError::parameter("neighbours", neighbours, expected));
    }
    let squared = |one: usize, two: usize| -> f64 {
        points.row(one).iter().zip(points.row(two)).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let nearest: Vec<Vec<(f64, usize)>> = (0..points.rows())
        .into_par_iter()
        .map(|point| {
            let others = (0..points.rows()).filter(|&other| other != point);
            let mut order: Vec<(f64, usize)> =
                others.map(|other| (squared(point, other), other)).collect();
            let nearer =
                |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
            order.select_nth_unstable_by(neighbours - 1, nearer);
            order.truncate(neighbours);
            order.sort_by(nearer);
            order
        })
        .collect();
    let reach = |point: usize| nearest[point].last().map_or(0.0, |(distance, _)| distance.sqrt());
    let mut edges = Vec::with_capacity(points.rows() * neighbours);
    for (point, order) in nearest.iter().enumerate() {
        for &(distance, other) in order {
            let scale = reach(point) * reach(other);
            // Points that lie on each other are as near as can be.
            let weight = if scale > 0.0 { (-distance / scale).exp() } else { 1.0 };
            edges.push((point, other, weight.max(1e-12)));
        }
    }
    Graph::new(points.rows(), &edges)
}
