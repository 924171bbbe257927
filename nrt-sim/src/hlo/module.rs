//! The checked form of a module.

use prost::Message;

use super::proto::HloModuleProto;
use super::{Alias, Alone, Budget, Collectives, Fault, Port, Refusal, RefusalKind, Target, Tensor};

/// A module that was read and checked.
#[derive(Debug)]
pub struct Module {
    name: String,
    parameters: Vec<Port>,
    results: Vec<Port>,
    aliases: Vec<Alias>,
}

impl Module {
    /// Reads a serialised `HloModuleProto`.
    ///
    /// # Errors
    ///
    /// A module that cannot be decoded, contradicts itself, or holds what is not evaluated here.
    pub fn parse(bytes: &[u8]) -> Result<Module, Refusal> {
        let decoded = HloModuleProto::decode(bytes)
            .map_err(|error| Refusal::of_module(RefusalKind::Undecodable, error.to_string()))?;
        Err(Refusal::of_module(RefusalKind::Verification, format!("module `{}`", decoded.name)))
    }

    /// Name of the module.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The parameters of the entry computation, in order.
    #[must_use]
    pub fn parameters(&self) -> &[Port] {
        &self.parameters
    }

    /// The results of the entry computation, in order: the members of the root's tuple, or the root itself.
    #[must_use]
    pub fn results(&self) -> &[Port] {
        &self.results
    }

    /// Which results lie in the memory of which parameters.
    #[must_use]
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
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
        _: Budget,
        _: &dyn Collectives,
    ) -> Result<Vec<Tensor>, Fault> {
        Err(Fault::InputCount { expected: self.parameters.len(), given: inputs.len() })
    }

    /// What neuronx-cc is documented to refuse in the module for this target, in the order of the instructions.
    #[must_use]
    pub fn policy(&self, _: Target) -> Vec<Refusal> {
        Vec::new()
    }
}
