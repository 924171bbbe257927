//! A process made ready for walking.

use super::copula::Copula;
use super::factor_model::FactorModel;
use super::filter::Filter;
use super::resample::Resample;
use super::root::Arrangement;
use super::scratch::Scratch;
use crate::generator::{Draws, Real};
use crate::{Process, SimulationError};

/// What gives gross returns, step after step.
#[derive(Clone, Debug)]
pub(super) enum Kernel<F> {
    Factor(FactorModel<F>),
    Copula(Copula<F>),
    Resample(Resample<F>),
    Filter(Filter<F>),
}

impl<F: Real> Kernel<F> {
    pub(super) fn new(
        process: &Process,
        arrangement: Arrangement,
    ) -> Result<Self, SimulationError> {
        process.check()?;
        Ok(match process {
            Process::GeometricBrownian(process) => {
                Self::Factor(FactorModel::geometric_brownian(process, arrangement)?)
            }
            Process::Normal(process) => Self::Factor(FactorModel::normal(process, arrangement)?),
            Process::Student(process) => Self::Factor(FactorModel::student(process, arrangement)?),
            Process::JumpDiffusion(process) => {
                Self::Factor(FactorModel::jump_diffusion(process, arrangement)?)
            }
            Process::StudentCopula(process) => Self::Copula(Copula::new(process, arrangement)?),
            Process::BlockBootstrap(process) => Self::Resample(Resample::new(process)),
            Process::FilteredHistorical(process) => Self::Filter(Filter::new(process)),
        })
    }

    /// Sets the state of the beginning.
    #[inline(always)]
    pub(super) fn begin(&self, scratch: &mut Scratch<F>) {
        if let Self::Filter(filter) = self {
            filter.begin(scratch);
        }
    }

    /// Writes the gross returns of `step`; the step's normals are there already where
    /// [`needs_normals`](Self::needs_normals).
    #[inline(always)]
    pub(super) fn step(&self, step: u32, draws: &Draws<F>, scratch: &mut Scratch<F>) {
        match self {
            Self::Factor(model) => model.step(step, draws, scratch),
            Self::Copula(copula) => copula.step(step, draws, scratch),
            Self::Resample(resample) => resample.step(step, draws, scratch),
            Self::Filter(filter) => filter.step(step, draws, scratch),
        }
    }

    #[inline(always)]
    pub(super) fn needs_normals(&self) -> bool {
        matches!(self, Self::Factor(_) | Self::Copula(_))
    }
}
