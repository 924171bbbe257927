//! The cases: every operation with several combinations of its attributes.

mod control;
mod convolution;
mod elementwise;
mod functions;
mod index;
mod product;
mod reduce;
mod structure;
mod window;

use super::case::{Case, Given};
use super::values::Values;

pub(crate) use control::{composites, loops, random};
pub(crate) use convolution::convolution;
pub(crate) use elementwise::{binary, choice, unary};
pub(crate) use functions::functions;
pub(crate) use index::index;
pub(crate) use product::product;
pub(crate) use reduce::reduce;
pub(crate) use structure::structure;
pub(crate) use window::window;

/// All cases.
pub(crate) fn all() -> Vec<Case> {
    let families = [
        unary(),
        binary(),
        choice(),
        structure(),
        reduce(),
        product(),
        convolution(),
        window(),
        index(),
        loops(),
        composites(),
        random(),
        functions(),
    ];
    families.into_iter().flatten().collect()
}

fn clear(shape: &[usize]) -> Given {
    Given::Float(shape.to_vec(), Values::Clear)
}

fn positive(shape: &[usize]) -> Given {
    Given::Float(shape.to_vec(), Values::Positive)
}

fn apart(shape: &[usize]) -> Given {
    Given::Float(shape.to_vec(), Values::Apart)
}

fn of(shape: &[usize], values: &[f64]) -> Given {
    Given::Float(shape.to_vec(), Values::Of(values.to_vec()))
}

fn ids(shape: &[usize], ids: &[i32]) -> Given {
    Given::Ids(shape.to_vec(), ids.to_vec())
}

fn flags(shape: &[usize], flags: &[bool]) -> Given {
    Given::Flags(shape.to_vec(), flags.to_vec())
}
