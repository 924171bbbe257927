//! Reading windows.

use super::super::op::{Window, WindowDim};
use super::super::proto;
use super::dimension::extent;
use super::problem::{Checked, contradiction, ensure};

/// Beyond any use, and small enough that places of elements cannot overflow.
const LARGEST: i64 = 1 << 40;

/// Reads a window of `rank` dimensions.
pub(super) fn window(message: Option<&proto::Window>, rank: usize) -> Checked<Window> {
    let message = message.ok_or_else(|| contradiction("there is no window"))?;
    let found = message.dimensions.len();
    ensure(found == rank, || format!("a window of {found} dimensions, expected {rank}"))?;
    message.dimensions.iter().map(window_dim).collect()
}

fn window_dim(message: &proto::WindowDimension) -> Checked<WindowDim> {
    let positive = |value: i64, what: &str| {
        ensure((1..LARGEST).contains(&value), || format!("a window's {what} is {value}"))?;
        extent(value)
    };
    for padding in [message.padding_low, message.padding_high] {
        ensure((-LARGEST..LARGEST).contains(&padding), || {
            format!("a window's padding is {padding}")
        })?;
    }
    Ok(WindowDim {
        size: positive(message.size, "size")?,
        stride: positive(message.stride, "stride")?,
        low: message.padding_low,
        high: message.padding_high,
        base_dilation: positive(message.base_dilation, "base dilation")?,
        window_dilation: positive(message.window_dilation, "dilation")?,
        reversal: message.window_reversal,
    })
}

/// Extents of what a window gives over `extents`.
pub(super) fn windows(window: &Window, extents: &[usize]) -> Checked<Vec<usize>> {
    let counts = window.iter().zip(extents).map(|(dim, &extent)| dim.windows(extent));
    let counts: Option<Vec<usize>> = counts.collect();
    counts.ok_or_else(|| contradiction("a window reaches beyond what can be counted"))
}
