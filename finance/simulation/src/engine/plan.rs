//! All that a walk needs to know.

use super::kernel::Kernel;
use super::root::Arrangement;
use crate::generator::Real;
use crate::sobol::Net;
use crate::{Portfolio, Process, Rebalancing, Sampling, SimulationError};
use neuron_random::{RngCore, Stream};

/// A process, a portfolio and a sampling in the numbers of the kernels.
#[derive(Clone, Debug)]
pub(crate) struct Plan<F> {
    pub(super) kernel: Kernel<F>,
    pub(super) weights: Vec<F>,
    pub(super) rebalancing: Rebalancing,
    pub(super) steps: usize,
    /// The steps after which the value is kept, ascending; the last is `steps`.
    pub(super) horizons: Vec<usize>,
    pub(super) antithetic: bool,
    pub(super) net: Option<Net>,
    pub(super) key: [u32; 2],
}

impl<F: Real> Plan<F> {
    /// The caller has checked `horizons` and the number of paths.
    pub(crate) fn new(
        process: &Process,
        portfolio: &Portfolio,
        horizons: &[usize],
        paths: usize,
        sampling: Sampling,
        seed: u64,
    ) -> Result<Self, SimulationError> {
        let arrangement = match sampling {
            Sampling::Sobol { .. } => Arrangement::Principal,
            _ => Arrangement::Triangular,
        };
        let kernel = Kernel::new(process, arrangement)?;
        let steps = horizons.last().copied().unwrap_or(0);
        let assets = process.assets();
        let key = Stream::new(seed, "simulation/paths").rng().next_u64();
        let key = [key as u32, (key >> 32) as u32];
        let net = match sampling {
            Sampling::Sobol { replicates } => {
                let size = (paths / replicates) as u32;
                Some(Net::new(assets, steps, size, replicates, key))
            }
            _ => None,
        };
        Ok(Self {
            kernel,
            weights: portfolio.weights().iter().map(|&weight| F::of(weight)).collect(),
            rebalancing: portfolio.rebalancing(),
            steps,
            horizons: horizons.to_vec(),
            antithetic: sampling == Sampling::Antithetic,
            net,
            key,
        })
    }

    /// How many coordinates of a path come from a net.
    pub(crate) fn net_dimensions(&self) -> usize {
        self.net.as_ref().map_or(0, Net::dimensions)
    }
}
