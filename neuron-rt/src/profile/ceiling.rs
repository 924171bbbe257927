//! What the machine at hand can do.

use super::Profile;
use crate::graph::{Builder, DType, Graph, GraphError, Role, Tensor, TensorType};
use crate::{Buffer, Device, RunError, compile};

/// The rates that hardly any kernel exceeds, measured on the machine at hand with the threads at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ceiling {
    /// Floating-point operations a second of a product of two 1024×1024 matrices of f32.
    pub flops: f64,
    /// Bytes a second of reading 64 MiB and writing as much, which no cache holds.
    pub bytes: f64,
}

/// Runs, of which the fastest counts: a ceiling is what is possible.
const RUNS: usize = 7;
/// Rows and columns of the product.
const SIDE: usize = 1024;
/// Numbers that are read and written.
const COPIED: usize = 16 << 20;

impl Ceiling {
    /// Measures both, in about a second.
    ///
    /// # Errors
    /// Where the processor cannot run a product.
    pub fn measure() -> Result<Self, RunError> {
        let product = fastest([SIDE, SIDE], |x| x.matmul(x))?;
        let copy = fastest([COPIED / SIDE, SIDE], |x| x.add_scalar(1.0))?;
        Ok(Self {
            flops: 2.0 * (SIDE as f64).powi(3) / product,
            bytes: (2 * 4 * COPIED) as f64 / copy,
        })
    }

    /// The least seconds that so much work takes at these rates.
    #[must_use]
    pub fn least(&self, flops: u64, bytes: u64) -> f64 {
        (flops as f64 / self.flops).max(bytes as f64 / self.bytes)
    }
}

/// Seconds of the fastest run of an operation.
fn fastest(
    shape: [usize; 2],
    op: impl Fn(&Tensor) -> Result<Tensor, GraphError>,
) -> Result<f64, RunError> {
    let ty = TensorType::new(DType::F32, shape);
    let graph = graph(&ty, op).map_err(|error| RunError::Unsupported {
        layer: "model".to_owned(),
        op: "ceiling".to_owned(),
        why: error.to_string(),
    })?;
    let x = Buffer::zeros(ty);
    let mut executable = compile(&graph, &Device::Cpu)?;
    let profile = Profile::take(&mut executable, RUNS, |e| e.run_borrowed(&[&x]).map(drop))?;
    Ok(profile.runs.iter().map(|run| run[0]).fold(f64::INFINITY, f64::min))
}

/// The operation is the first step, into memory that stays from run to run; its sum is the result.
fn graph(
    ty: &TensorType,
    op: impl Fn(&Tensor) -> Result<Tensor, GraphError>,
) -> Result<Graph, GraphError> {
    let builder = Builder::new();
    let x = builder.input("x", ty.clone(), Role::Data)?;
    let made = op(&x)?;
    builder.finish(&[("rows", &made.sum(&[1])?)])
}
