//! What an instruction can refer to.

use super::super::program::Computation;
use super::super::proto::HloInstructionProto;
use super::super::shape::{ArrayShape, Shape};
use super::problem::{Checked, contradiction, ensure};

/// An instruction that is being read, with what it refers to.
pub(super) struct Scope<'a> {
    /// The message.
    pub(super) proto: &'a HloInstructionProto,
    /// Shapes of the operands.
    pub(super) operands: Vec<&'a Shape>,
    /// Shape that the message declares for the value.
    pub(super) declared: &'a Shape,
    /// The computations before this one.
    pub(super) computations: &'a [Computation],
    /// Numbers of the computations that are called.
    pub(super) called: Vec<usize>,
}

impl<'a> Scope<'a> {
    /// The operands, of which there have to be `N`.
    pub(super) fn exactly<const N: usize>(&self) -> Checked<[&'a Shape; N]> {
        <[&Shape; N]>::try_from(self.operands.as_slice())
            .map_err(|_| contradiction(format!("{} operands, expected {N}", self.operands.len())))
    }

    /// The operands, of which there have to be `N`, and arrays.
    pub(super) fn arrays<const N: usize>(&self) -> Checked<[&'a ArrayShape; N]> {
        self.exactly::<N>()?;
        let arrays: Vec<&ArrayShape> = self.all_arrays()?;
        <[&ArrayShape; N]>::try_from(arrays.as_slice())
            .map_err(|_| contradiction(format!("expected {N} operands")))
    }

    /// All operands, which have to be arrays.
    pub(super) fn all_arrays(&self) -> Checked<Vec<&'a ArrayShape>> {
        let arrays = self.operands.iter().enumerate().map(|(index, shape)| {
            shape.array().ok_or_else(|| contradiction(format!("operand {index} is a tuple")))
        });
        arrays.collect()
    }

    /// The declared shape, which has to be an array.
    pub(super) fn declared_array(&self) -> Checked<&'a ArrayShape> {
        self.declared.array().ok_or_else(|| contradiction("the declared shape is a tuple"))
    }

    /// Numbers of the called computations, of which there have to be `N`.
    pub(super) fn calls<const N: usize>(&self) -> Checked<[usize; N]> {
        <[usize; N]>::try_from(self.called.as_slice()).map_err(|_| {
            contradiction(format!("{} computations are called, expected {N}", self.called.len()))
        })
    }

    /// Checks the type of a called computation.
    pub(super) fn signature(
        &self,
        called: usize,
        parameters: &[&Shape],
        result: &Shape,
    ) -> Checked<()> {
        let computation = &self.computations[called];
        let name = &computation.name;
        let found: Vec<&Shape> = computation.parameter_shapes().collect();
        ensure(found == parameters, || {
            format!("`{name}` takes {}, is given {}", list(&found), list(parameters))
        })?;
        let own = computation.result();
        ensure(own == result, || format!("`{name}` returns {own}, expected {result}"))
    }
}

fn list(shapes: &[&Shape]) -> String {
    let texts: Vec<String> = shapes.iter().map(|shape| shape.to_string()).collect();
    format!("({})", texts.join(", "))
}
