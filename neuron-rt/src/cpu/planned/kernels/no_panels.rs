//! Where there are no kernels for packed products: nothing here can be called.
#![allow(unsafe_code)]

use super::matmul::Matrix;
use crate::cpu::planned::frame::{Finish, Raw};

/// There is none.
#[derive(Clone, Copy)]
pub(in crate::cpu::planned) enum Panels {}

pub(in crate::cpu::planned) const fn packed_words(panels: Panels, _: usize, _: usize) -> usize {
    match panels {}
}

/// # Safety
/// Cannot be called.
pub(in crate::cpu::planned) unsafe fn pack_right(panels: Panels, _: [usize; 2], _: Matrix, _: Raw) {
    match panels {}
}

/// # Safety
/// Cannot be called.
pub(in crate::cpu::planned) unsafe fn multiply_packed(
    panels: Panels,
    _: [usize; 3],
    _: Matrix,
    _: bool,
    _: Matrix,
    _: Raw,
    _: bool,
) {
    match panels {}
}

/// # Safety
/// Cannot be called.
pub(in crate::cpu::planned) unsafe fn multiply_then(
    panels: Panels,
    _: [usize; 3],
    _: Matrix,
    _: Matrix,
    _: (Matrix, Option<Raw>),
    _: bool,
    _: Finish<'_>,
) {
    match panels {}
}
