//! Rules on windows.

use super::super::RefusalKind;
use super::super::op::{Op, WindowDim};
use super::{Case, Finding};

/// Input and kernel must not both be dilated (NCC_EVRF010).
pub(super) fn convolution_dilation(case: &Case<'_>) -> Finding {
    let window = convolution(case)?;
    let input = window.iter().any(|dim| dim.base_dilation > 1);
    let kernel = window.iter().any(|dim| dim.window_dilation > 1);
    (input && kernel).then(|| {
        let detail = "a convolution that dilates its input and its kernel";
        (RefusalKind::ConvolutionDilation, detail.to_owned())
    })
}

/// No stride over a dilated input (NCC_EVRF011).
pub(super) fn convolution_stride(case: &Case<'_>) -> Finding {
    let window = convolution(case)?;
    let input = window.iter().any(|dim| dim.base_dilation > 1);
    let strided = window.iter().any(|dim| dim.stride > 1);
    (input && strided).then(|| {
        let detail = "a convolution with a stride over a dilated input";
        (RefusalKind::ConvolutionStride, detail.to_owned())
    })
}

fn convolution<'a>(case: &'a Case<'_>) -> Option<&'a [WindowDim]> {
    match &case.instruction.op {
        Op::Convolution(dims) => Some(&dims.window),
        _ => None,
    }
}

/// No base dilation of a window reduction (NCC_EVRF017).
pub(super) fn reduce_window_base_dilation(case: &Case<'_>) -> Finding {
    let Op::ReduceWindow { window, .. } = &case.instruction.op else { return None };
    window.iter().any(|dim| dim.base_dilation > 1).then(|| {
        let detail = "a window reduction over a dilated array";
        (RefusalKind::ReduceWindowBaseDilation, detail.to_owned())
    })
}

/// No window dilation of a window reduction (NCC_EVRF018).
pub(super) fn reduce_window_dilation(case: &Case<'_>) -> Finding {
    let Op::ReduceWindow { window, .. } = &case.instruction.op else { return None };
    window.iter().any(|dim| dim.window_dilation > 1).then(|| {
        (RefusalKind::ReduceWindowDilation, "a window reduction with a dilated window".to_owned())
    })
}

/// A window reduction of one array and its start (NCC_EVRF019).
pub(super) fn reduce_window_operands(case: &Case<'_>) -> Finding {
    let Op::ReduceWindow { .. } = &case.instruction.op else { return None };
    let count = case.instruction.operands.len();
    (count != 2).then(|| {
        let detail = format!("a window reduction of {count} operands, expected 2");
        (RefusalKind::ReduceWindowOperands, detail)
    })
}
