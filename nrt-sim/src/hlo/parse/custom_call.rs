//! Calls of what a backend knows.

use super::super::op::Op;
use super::super::shape::{ArrayShape, Shape};
use super::super::{ElementType, RefusalKind};
use super::problem::{Checked, Problem, contradiction, ensure};
use super::scope::Scope;

/// The one target that is evaluated.
const TOP_K: &str = "AwsNeuronTopK";

pub(super) fn custom_call(scope: &Scope<'_>) -> Checked<(Op, Shape)> {
    let target = &scope.proto.custom_call_target;
    if target != TOP_K {
        let detail = format!("the custom call `{target}` is not supported here");
        return Err(Problem::new(RefusalKind::CustomCall, detail));
    }
    let [operand] = scope.arrays()?;
    let config = String::from_utf8_lossy(&scope.proto.backend_config);
    let k: usize = config
        .trim()
        .parse()
        .map_err(|_| contradiction(format!("`{config}` is no number of values to find")))?;
    let mut dims = operand.dims.clone();
    let last = dims.last_mut().ok_or_else(|| contradiction("the greatest values of a scalar"))?;
    ensure(k <= *last, || format!("the {k} greatest of {last} values"))?;
    *last = k;
    let shape = |element| Shape::Array(ArrayShape { element, dims: dims.clone() });
    let result = Shape::Tuple(vec![shape(operand.element), shape(ElementType::U32)]);
    Ok((Op::TopK { k }, result))
}
