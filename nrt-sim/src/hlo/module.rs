//! The checked form of a module.

use std::sync::{Mutex, PoisonError};

use super::evaluate::{self, Evaluation, Pool};
use super::parse::{self, Parsed};
use super::{Alias, Alone, Budget, Collectives, Fault, Port, Refusal, Target, Tensor, policy};

/// A module that was read and checked.
#[derive(Debug)]
pub struct Module {
    parsed: Parsed,
    /// Memory of the last run's values; empty while a run has it.
    pool: Mutex<Pool>,
}

impl Module {
    /// Reads a serialised `HloModuleProto`.
    ///
    /// # Errors
    ///
    /// A module that cannot be decoded, contradicts itself, or holds what is not evaluated here.
    pub fn parse(bytes: &[u8]) -> Result<Module, Refusal> {
        parse::module(bytes).map(|parsed| Module { parsed, pool: Mutex::default() })
    }

    /// Name of the module.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parsed.name
    }

    /// The parameters of the entry computation, in order.
    #[must_use]
    pub fn parameters(&self) -> &[Port] {
        &self.parsed.parameters
    }

    /// The results of the entry computation, in order: the members of the root's tuple, or the root itself.
    #[must_use]
    pub fn results(&self) -> &[Port] {
        &self.parsed.results
    }

    /// Which results lie in the memory of which parameters.
    #[must_use]
    pub fn aliases(&self) -> &[Alias] {
        &self.parsed.aliases
    }

    /// Runs the module: one input for each of [`Module::parameters`], one output for each of [`Module::results`].
    ///
    /// # Errors
    ///
    /// Inputs that do not fit the parameters, or a fault of the program.
    pub fn evaluate(&self, inputs: &[Tensor]) -> Result<Vec<Tensor>, Fault> {
        self.evaluate_within(inputs, Budget::default())
    }

    /// The same as [`Module::evaluate`] with limits on work and memory.
    ///
    /// # Errors
    ///
    /// As [`Module::evaluate`], and [`Fault::Budget`].
    pub fn evaluate_within(&self, inputs: &[Tensor], budget: Budget) -> Result<Vec<Tensor>, Fault> {
        self.evaluate_on(inputs, budget, &Alone)
    }

    /// The same as [`Module::evaluate_within`] on one of several devices: `all-reduce`, `all-gather`,
    /// `reduce-scatter` and `all-to-all` ask `devices` for what the others contribute.
    ///
    /// # Errors
    ///
    /// As [`Module::evaluate_within`], and [`Fault::Collective`].
    pub fn evaluate_on(
        &self,
        inputs: &[Tensor],
        budget: Budget,
        devices: &dyn Collectives,
    ) -> Result<Vec<Tensor>, Fault> {
        let Parsed { computations, entry, parameters, results, .. } = &self.parsed;
        // Whoever runs the module on another thread meanwhile begins with an empty pool.
        let pool = std::mem::take(&mut *self.pool.lock().unwrap_or_else(PoisonError::into_inner));
        let (outputs, pool) = evaluate::with_pool(pool, || {
            let arguments = evaluate::arguments(inputs, parameters)?;
            let mut evaluation = Evaluation::new(computations, *entry, budget, devices)?;
            Ok(evaluate::outputs(evaluation.run(*entry, arguments)?, results))
        });
        *self.pool.lock().unwrap_or_else(PoisonError::into_inner) = pool;
        outputs
    }

    /// What neuronx-cc is documented to refuse in the module for this target, in the order of the instructions.
    #[must_use]
    pub fn policy(&self, target: Target) -> Vec<Refusal> {
        policy::refusals(&self.parsed, target)
    }
}
