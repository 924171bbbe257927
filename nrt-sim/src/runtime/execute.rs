//! One execution of a model.

mod binding;

use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::Duration;

use binding::Binding;

use super::library::Library;
use super::model::Model;
use super::status::{Outcome, Status};
use super::storage::UNDEFINED;
use super::tensor_set::TensorSet;
use crate::hlo::{Alone, Budget, Fault, Tensor};

/// Executes a model, unless `fault` says how it should end.
///
/// An execution that had begun and then failed leaves the outputs, and so the inputs that they share memory with,
/// undefined, as a device would.
///
/// # Errors
/// The tensors do not fit the model, or the program fails.
pub(crate) fn execute(
    library: &Library,
    model: &Model,
    inputs: &TensorSet,
    outputs: &TensorSet,
    fault: Option<Status>,
) -> Outcome {
    let injected = |status: Status| status.because("a fault was injected");
    let begins = |status: Status| status.is_broken_execution() || status.is_completed_execution();
    if let Some(status) = fault.filter(|&status| !begins(status)) {
        return Err(injected(status));
    }
    let _execution = model.begin();
    let binding = Binding::new(library, model, inputs, outputs)?;
    let _core = model.core().run.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(millis) = library.settings.number("NEURON_SIM_EXECUTE_MILLIS")? {
        thread::sleep(Duration::from_millis(millis));
    }
    if let Some(status) = fault.filter(|status| status.is_broken_execution()) {
        binding.fill(UNDEFINED);
        return Err(injected(status));
    }
    let results = run(model, binding.tensors()).map_err(|fault| {
        binding.fill(UNDEFINED);
        failure(model, &fault)
    })?;
    if let Some(member) = &model.member {
        library.tallies.collectives.add(u64::from(crate::hlo::Collectives::replicas(member) > 1));
    }
    let has_nan = results.iter().any(is_not_a_number);
    binding.write(&results);
    if let Some(status) = fault {
        return Err(injected(status));
    }
    if has_nan && library.settings.flag("NEURON_SIM_NUMERICAL_ERRORS") {
        let message = format!("`{}`: not-a-number among the outputs", model.name);
        return Err(Status::EXEC_COMPLETED_WITH_NUM_ERR.because(message));
    }
    library.tallies.executions.add(1);
    Ok(())
}

fn run(model: &Model, inputs: Vec<Tensor>) -> Result<Vec<Tensor>, Fault> {
    match &model.member {
        Some(member) => model.module.evaluate_on(&inputs, Budget::default(), member),
        None => model.module.evaluate_on(&inputs, Budget::default(), &Alone),
    }
}

/// The code that a device would give.
fn failure(model: &Model, fault: &Fault) -> super::status::Failure {
    let status = match fault {
        Fault::OutOfBounds { .. } => Status::EXEC_OOB,
        Fault::Collective { timeout: true, .. } => Status::TIMEOUT,
        Fault::Collective { .. } => Status::EXEC_HW_ERR_COLLECTIVES,
        Fault::Budget { .. } => Status::RESOURCE,
        _ => Status::FAILURE,
    };
    status.because(format!("`{}`: {fault}", model.name))
}

fn is_not_a_number(tensor: &Tensor) -> bool {
    tensor.element.is_float() && tensor.to_f64().iter().any(|value| value.is_nan())
}

/// Looks up the model and the sets of an execution, and executes.
///
/// # Errors
/// A handle is none, or as [`execute`].
pub(crate) fn execute_handles(
    library: &Library,
    [model, inputs, outputs]: [*const std::ffi::c_void; 3],
    fault: Option<Status>,
) -> Outcome {
    library.lifecycle.machine()?;
    let model: Arc<Model> = library.models.get(model)?;
    let (inputs, outputs) = (library.sets.get(inputs)?, library.sets.get(outputs)?);
    execute(library, &model, &inputs, &outputs, fault)
}
