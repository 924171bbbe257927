//! A forest as part of a graph: it is grown before, and kept beside what is trained.

use crate::environmental_monitoring::forest::{Forest, ForestTensors};
use neuron_rt::graph::{DType, Result, Tensor, TensorType};
use neuron_rt::nn::{Init, Scope};
use neuron_rt::{Buffer, Resident};

/// Least share that a logarithm is taken of.
const FLOOR: f64 = 1e-3;

/// Trees, splits of a tree, leaves of a tree.
pub(in super::super) type Extents = [usize; 3];

/// The names and shapes of a forest's matrices.
fn shapes(
    [trees, splits, leaves]: Extents,
    features: usize,
    classes: usize,
) -> [(&'static str, Vec<usize>); 5] {
    [
        ("select", vec![features, trees * splits]),
        ("thresholds", vec![trees * splits]),
        ("ways", vec![trees, splits, leaves]),
        ("lefts", vec![trees, 1, leaves]),
        ("shares", vec![trees, leaves, classes]),
    ]
}

/// A forest as the states of a model.
pub(in super::super) fn forest_states(
    forest: &Forest,
    features: usize,
    classes: usize,
) -> Resident {
    let ForestTensors { trees, splits, leaves, select, thresholds, ways, lefts, shares } =
        forest.tensors();
    let values = [select, thresholds, ways, lefts, shares];
    let named = shapes([trees, splits, leaves], features, classes).into_iter().zip(values);
    named
        .map(|((name, shape), values)| {
            let ty = TensorType::new(DType::F32, shape);
            (format!("forest.{name}"), Buffer::from_slice(ty, &values))
        })
        .collect()
}

/// Scores by a forest: logarithms of the shares of its votes, each class with a factor and an offset that are
/// trained on votes of trees that did not see a series (after Platt, 1999: votes are less sure than they could be).
///
/// # Shapes
/// `features: [batch, features]`, `votes: [batch, classes]` → `[batch, classes]`
pub(in super::super) fn forest_logits(
    scope: &Scope,
    features: &Tensor,
    votes: &Tensor,
    extents: Extents,
) -> Result<Tensor> {
    let (width, classes) = (features.dim(1)?, votes.dim(1)?);
    let place = scope.child("forest");
    let named = shapes(extents, width, classes);
    let state = |at: usize| {
        let (name, shape) = &named[at];
        place.state(name, shape.clone(), Init::Zeros)
    };
    let states = [state(0)?, state(1)?, state(2)?, state(3)?, state(4)?];
    let votes = match scope.training() {
        true => votes.clone(),
        false => votes_of(features, &states, extents)?,
    };
    let sure = votes.add_scalar(FLOOR)?.log()?;
    let factor = place.parameter_without_decay("factor", [1, classes], Init::Ones)?;
    let offset = place.parameter_without_decay("offset", [1, classes], Init::Zeros)?;
    sure.mul(&factor)?.add(&offset)
}

fn votes_of(
    features: &Tensor,
    [select, thresholds, ways, lefts, shares]: &[Tensor; 5],
    [trees, splits, _]: Extents,
) -> Result<Tensor> {
    let batch = features.dim(0)?;
    let chosen = features.matmul(select)?.reshape([batch, trees, splits])?;
    let thresholds = thresholds.reshape([1, trees, splits])?;
    let goes_left = chosen.less_equal(&thresholds)?.cast(DType::F32)?;
    // `[trees, batch, splits] × [trees, splits, leaves]`: turns to the left that are right, less those that are not.
    let turns = goes_left.transpose(&[1, 0, 2])?.matmul(ways)?;
    let reached = turns.greater_equal(&lefts.add_scalar(-0.5)?)?.cast(DType::F32)?;
    reached.matmul(shares)?.mean(&[0])
}
