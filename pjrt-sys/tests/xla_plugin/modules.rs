//! The modules that the tests run.

use crate::hlo::{
    Alias, DotDimensionNumbers, F32, Instruction, Layout, Literal, array, computation, instruction,
    module, parameter, tuple,
};

/// An output that may take the memory of an argument.
pub(crate) const MAY_ALIAS: i32 = 1;
/// An output that has to.
pub(crate) const MUST_ALIAS: i32 = 2;

/// `(w, x) → (w − Σ(x·w), Σ(x·w))` for w: f32\[3, 4\] and x: f32\[2, 3\]; the first output takes the memory
/// of `w`, as `alias` says.
pub(crate) fn update(alias: i32) -> Vec<u8> {
    update_with(array(F32, &[2, 4]), alias)
}

/// [`update`] with a product that is said to have another shape than it has.
pub(crate) fn wrong_shape() -> Vec<u8> {
    update_with(array(F32, &[2, 5]), MUST_ALIAS)
}

fn update_with(product: crate::hlo::Shape, alias: i32) -> Vec<u8> {
    let scalar = || array(F32, &[]);
    let (w, x) = (array(F32, &[3, 4]), array(F32, &[2, 3]));
    let add = vec![
        parameter(0, 0, scalar()),
        parameter(1, 1, scalar()),
        instruction(2, "add", scalar(), &[0, 1]),
    ];
    let zero = Literal { shape: Some(scalar()), f32s: vec![0.0] };
    let contracted = DotDimensionNumbers { lhs_contracting: vec![1], rhs_contracting: vec![0] };
    let main = vec![
        parameter(3, 0, w.clone()),
        parameter(4, 1, x),
        Instruction {
            dot_dimension_numbers: Some(contracted),
            ..instruction(5, "dot", product, &[4, 3])
        },
        Instruction { literal: Some(zero), ..instruction(6, "constant", scalar(), &[]) },
        Instruction {
            dimensions: vec![0, 1],
            called_computation_ids: vec![0],
            ..instruction(7, "reduce", scalar(), &[5, 6])
        },
        instruction(8, "broadcast", w.clone(), &[7]),
        instruction(9, "subtract", w.clone(), &[3, 8]),
        instruction(10, "tuple", tuple(vec![w, scalar()]), &[9, 7]),
    ];
    let alias = Alias { output_shape_index: vec![0], parameter_number: 0, kind: alias };
    module(vec![computation(0, "add_f32", add), computation(1, "main", main)], vec![alias])
}

/// `(a, b) → a − b` for vectors; the parameters are declared in the other order.
pub(crate) fn difference(element_type: i32, length: i64) -> Vec<u8> {
    let vector = || array(element_type, &[length]);
    let main = vec![
        parameter(0, 1, vector()),
        parameter(1, 0, vector()),
        instruction(2, "subtract", vector(), &[1, 0]),
    ];
    let mut entry = computation(0, "main", main);
    // The shape of a program lists parameters by number, which for two alike is the same list.
    if let Some(shape) = &mut entry.program_shape {
        shape.parameter_names.reverse();
    }
    module(vec![entry], Vec::new())
}

/// `x → x` for f32\[2, 3\], with a result whose first axis is the fastest in memory.
pub(crate) fn first_axis_fastest() -> Vec<u8> {
    let mut result = array(F32, &[2, 3]);
    result.layout = Some(Layout { minor_to_major: vec![0, 1] });
    let main = vec![parameter(0, 0, array(F32, &[2, 3])), instruction(1, "copy", result, &[0])];
    module(vec![computation(0, "main", main)], Vec::new())
}
