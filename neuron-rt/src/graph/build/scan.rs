//! Recording loops.

use super::super::model::Role;
use super::super::op::Scan;
use super::super::{Op, TensorType};
use super::composite::finish;
use super::{Builder, Result, Tensor};
use std::sync::Arc;

/// What one turn of a loop reads, or makes.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// The states.
    pub carries: Vec<Tensor>,
    /// One slice of each sequence.
    pub slices: Vec<Tensor>,
    /// What is the same in every turn.
    pub constants: Vec<Tensor>,
}

/// What a loop reads, or makes: states and whole sequences (leading axis: turns).
#[derive(Clone, Debug, Default)]
pub struct Scanned {
    /// The states before the first turn, or after the last.
    pub carries: Vec<Tensor>,
    /// The sequences.
    pub sequences: Vec<Tensor>,
}

impl Builder {
    /// A loop of `length` turns over the leading axis of `sequences`, with a state.
    ///
    /// `body` gets the carries, a slice of each sequence and the constants, and gives the new
    /// carries and a slice of each result.
    ///
    /// # Errors
    /// Those of the body; [`GraphError::Operands`](crate::graph::GraphError::Operands) where a
    /// carry changes its type or a sequence is not of `length` turns.
    pub fn scan(
        &self,
        length: usize,
        reverse: bool,
        carries: &[&Tensor],
        sequences: &[&Tensor],
        constants: &[&Tensor],
        body: impl FnOnce(&Turn) -> Result<Turn>,
    ) -> Result<Scanned> {
        let stage = Self::new();
        let mut names = 0..;
        let mut standin = |ty: TensorType| {
            stage.input(&format!("a{}", names.next().unwrap_or(0)), ty, Role::Data)
        };
        let whole = |t: &&Tensor| t.ty().clone();
        let slice = |t: &&Tensor| {
            let axes: &[usize] = if t.rank() == 0 { &[] } else { &[0] };
            TensorType::new(t.dtype(), t.shape().without(axes))
        };
        let turn = Turn {
            carries: carries.iter().map(whole).map(&mut standin).collect::<Result<_>>()?,
            slices: sequences.iter().map(slice).map(&mut standin).collect::<Result<_>>()?,
            constants: constants.iter().map(whole).map(&mut standin).collect::<Result<_>>()?,
        };
        let layer = stage.layer(&self.layer_path());
        let made = body(&turn)?;
        drop(layer);
        // The states that enter each turn are results too, for the gradient; where nothing reads
        // them, they are pruned before anything runs.
        let made_slices = made.slices.len();
        let results: Vec<Tensor> =
            made.carries.into_iter().chain(made.slices).chain(turn.carries).collect();
        let scan = Scan {
            body: Arc::new(finish(&stage, &results)?),
            length,
            carries: carries.len(),
            sequences: sequences.len(),
            reverse,
        };
        let args: Vec<&Tensor> =
            carries.iter().chain(sequences).chain(constants).copied().collect();
        let mut results = self.apply_many(Op::Scan(scan), &args)?;
        let mut sequences = results.split_off(carries.len());
        sequences.truncate(made_slices);
        Ok(Scanned { carries: results, sequences })
    }
}
