//! What the processor's results are compared with.

use crate::support::close::{Tolerance, difference};
use crate::support::run::run;
use neuron_rt::graph::{DType, Graph, Literal};
use neuron_rt::{Device, DeviceRequest};
use std::sync::OnceLock;

/// The plugin's device.
pub(crate) fn xla() -> &'static Device {
    static DEVICE: OnceLock<Device> = OnceLock::new();
    DEVICE.get_or_init(|| {
        let path = std::env::var("NEURON_XLA_PLUGIN")
            .unwrap_or_else(|_| panic!("NEURON_XLA_PLUGIN is not set: run `cargo xtask test xla`"));
        Device::open(&DeviceRequest::Pjrt(path.into())).unwrap().0
    })
}

/// How far XLA may be from the reference.
pub(crate) fn tolerance(dtype: DType, scale: f64) -> Tolerance {
    match dtype {
        DType::F64 => Tolerance { of_largest: 1e-10, of_element: 0.0, scale },
        DType::F32 => Tolerance { of_largest: 1e-5, of_element: 0.0, scale },
        // XLA keeps what is between two of its operations in f32.
        DType::BF16 => Tolerance { of_largest: 2e-2, of_element: 0.0, scale },
        DType::F16 => Tolerance { of_largest: 2e-3, of_element: 0.0, scale },
        _ => Tolerance::EXACT,
    }
}

/// What XLA gives other than the reference, if anything.
pub(crate) fn disagreement(graph: &Graph, inputs: &[Literal], scale: f64) -> Option<String> {
    let expected = run(graph, &Device::Reference, inputs);
    let attempt = std::panic::AssertUnwindSafe(|| run(graph, xla(), inputs));
    let found = match std::panic::catch_unwind(attempt) {
        Ok(found) => found,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map_or("?", String::as_str);
            return Some(text.to_owned());
        }
    };
    let wrong: Vec<String> = graph
        .outputs()
        .iter()
        .zip(found.iter().zip(&expected))
        .filter_map(|(output, (found, expected))| {
            let wrong = difference(found, expected, tolerance(expected.ty().dtype, scale));
            wrong.map(|wrong| format!("{}: {wrong}", output.name))
        })
        .collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}
