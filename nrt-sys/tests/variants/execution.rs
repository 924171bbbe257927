//! Running a model: each byte of `y` is that of `x` and one.

use crate::runtime::{INVALID, Model, SUCCESS, TensorSet};

#[unsafe(no_mangle)]
pub extern "C" fn nrt_execute(
    model: *mut Model,
    inputs: *const TensorSet,
    outputs: *mut TensorSet,
) -> i32 {
    // SAFETY: the handles are valid.
    let (model, inputs, outputs) = unsafe { (&*model, &*inputs, &*outputs) };
    let (Some(&x), Some(&y)) = (inputs.tensors.get("x"), outputs.tensors.get("y")) else {
        return INVALID;
    };
    for index in 0..model.bytes {
        // SAFETY: tensors in a set live.
        let (from, to) = unsafe { ((*x).range(index, 1), (*y).range(index, 1)) };
        let (Some(from), Some(to)) = (from, to) else { return 1002 };
        // SAFETY: both bytes are inside their tensors.
        unsafe { *to = (*from).wrapping_add(1) };
    }
    SUCCESS
}
