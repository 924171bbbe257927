use super::accumulate::{accumulate, part_types};
use super::discover::discover;
use super::inputs::{declare, declare_fields};
use super::optimise::{Clock, Kept, Made, Trained};
use super::pass::{Pass, Setup};
use super::{Fields, StepOptions, check_names};
use crate::Buffer;
use crate::executable::Resident;
use crate::graph::{Builder, DType, Graph, Result, Role, Tensor, TensorType};
use crate::nn::optimisers::rules;
use crate::nn::parameter::initial;
use crate::nn::{Loss, ParameterSpec, Scope, StateInit, StateSpec};

/// One step of training as one graph, and what it keeps from step to step.
#[derive(Clone, Debug)]
pub struct TrainingStep {
    /// Inputs: parameters, states, the batch, `learning_rate` (f32), `step` (f32, from 1) and `key`
    /// (u32 `[2]`). Outputs: each parameter and state that changes, in place of its input; `loss`,
    /// the weighted mean; `gradient_norm`, before clipping; `roll_call`, where it was asked for; then
    /// the model's own.
    pub graph: Graph,
    /// The weights, in the order in which the model asked for them.
    pub parameters: Vec<ParameterSpec>,
    /// The model's states, then the optimiser's, then the averages.
    pub states: Vec<StateSpec>,
    /// Names of the parameters that stay as they are.
    pub frozen: Vec<String>,
}

impl TrainingStep {
    /// All parameters and states at the beginning of a run.
    #[must_use]
    pub fn initial(&self, seed: u64) -> Resident {
        self.initial_from(seed, &Resident::new())
    }

    /// The same, with the values of `start` in place of drawn ones, by name: those of a model that
    /// was trained before. A running mean of weights begins at them.
    #[must_use]
    pub fn initial_from(&self, seed: u64, start: &Resident) -> Resident {
        let given = |name: &str| start.get(name).cloned();
        let drawn = |spec: &ParameterSpec| given(&spec.name).unwrap_or_else(|| spec.initial(seed));
        let mut resident: Resident =
            self.parameters.iter().map(|spec| (spec.name.clone(), drawn(spec))).collect();
        for spec in &self.states {
            let value = given(&spec.name).unwrap_or_else(|| match &spec.init {
                StateInit::Values(init) => initial(init, seed, &spec.name, &spec.ty),
                StateInit::Parameter(name) => {
                    let from = resident.get(name).cloned();
                    from.unwrap_or_else(|| Buffer::zeros(spec.ty.clone()))
                }
            });
            resident.insert(spec.name.clone(), value);
        }
        resident
    }
}

/// Records a training step: forward, loss, backward, clipping and optimiser in one graph.
///
/// The model is recorded more than once, and must ask for the same each time. With
/// [`StepOptions::accumulate`], every field but a scalar has the batch for its first axis; the model
/// sees one part at a time, an output of at least one axis is joined along its first, and a scalar
/// output is summed. A field named `sample_weight` (f32, `[batch]`) is what
/// [`Scope::sample_weight`] gives.
///
/// ```
/// use neuron_rt::graph::{DType, TensorType};
/// use neuron_rt::nn::{Linear, Loss, StepOptions, losses, training_step};
/// let fields = [
///     ("x".to_owned(), TensorType::new(DType::F32, [8, 4])),
///     ("y".to_owned(), TensorType::new(DType::F32, [8, 1])),
/// ];
/// let step = training_step(&StepOptions::default(), &fields, &|scope, batch| {
///     let y = Linear::new(&scope.child("head"), 4, 1)?.forward(&batch["x"])?;
///     Loss::mean(&losses::mse(&y, &batch["y"])?, scope.sample_weight().as_ref())
/// })?;
/// let names: Vec<&str> = step.graph.outputs().iter().map(|o| o.name.as_str()).collect();
/// assert_eq!(names[..2], ["head.weight", "head.bias"]);
/// assert_eq!(names[6..], ["loss", "gradient_norm"]);
/// # Ok::<(), neuron_rt::graph::GraphError>(())
/// ```
///
/// # Errors
/// Those of the model; where the loss does not depend on a parameter that is to be trained; where a
/// group matches no parameter; where a batch cannot be cut into equal parts.
pub fn training_step(
    options: &StepOptions,
    fields: &[(String, TensorType)],
    model: &dyn Fn(&Scope, &Fields) -> Result<Loss>,
) -> Result<TrainingStep> {
    let parts = options.accumulate;
    let part = part_types(fields, parts)?;
    let asked = discover(options.policy, true, &part, model)?;
    let rules = rules(&options.groups, &asked.parameters, options.optimiser.decay())?;
    let mut trained = Vec::new();
    let mut frozen = Vec::new();
    for (spec, rule) in asked.parameters.iter().zip(rules) {
        if rule.frozen {
            frozen.push(spec.name.clone());
        } else {
            trained.push(Trained { spec, rule });
        }
    }

    let builder = Builder::new();
    let given = declare(&builder, &asked)?;
    let kept = Kept::declare(&builder, options, &trained)?;
    let batch = declare_fields(&builder, fields)?;
    let clock = Clock::declare(&builder)?;
    let key = builder.input("key", TensorType::new(DType::U32, [2]), Role::Data)?;

    let names: Vec<String> = trained.iter().map(|t| t.spec.name.clone()).collect();
    let setup = Setup { policy: options.policy, asked: &asked, trained: &names, model };
    // In one part the mean itself is differentiated; in several, be they one after another or on
    // several devices, what they sum to is divided once.
    let (pass, loss, factor) = if parts == 1 && options.replicas == 1 {
        let pass = setup.pass(&builder, &given, &key, &batch, mean)?;
        let loss = mean(&pass.loss)?;
        (pass, loss, None)
    } else {
        let pass = if parts == 1 {
            setup.pass(&builder, &given, &key, &batch, |loss| Ok(loss.sum.clone()))?
        } else {
            accumulate(&setup, &builder, &given, &key, &batch, parts)?
        };
        let pass = over_replicas(pass, options.replicas)?;
        let loss = mean(&pass.loss)?;
        let one = pass.loss.weight.scalar_like(1.0);
        let factor = one.div(&divisor(&pass.loss)?)?;
        (pass, loss, Some(factor))
    };
    let Pass { loss: own, gradients, states } = pass;
    let roll_call = roll_call(&builder, options)?;

    let (norm, made) = kept.optimise(options, &clock, &trained, &given, &gradients, factor)?;
    let norm = norm.unwrap_or_else(|| loss.scalar_like(0.0));
    let Made { weights, moments, averages } = made;
    let changing = asked.states.iter().zip(&asked.updated).filter(|(_, updated)| **updated);
    let states = changing.zip(states).map(|((spec, _), after)| (spec.name.clone(), after));
    let kept_outputs = weights.into_iter().chain(states).chain(moments).chain(averages);
    let mut outputs: Vec<(String, Tensor, bool)> =
        kept_outputs.map(|(name, value)| (name, value, true)).collect();
    outputs.push(("loss".to_owned(), loss, false));
    outputs.push(("gradient_norm".to_owned(), norm, false));
    outputs.extend(roll_call.map(|sums| ("roll_call".to_owned(), sums, false)));
    outputs.extend(own.outputs.into_iter().map(|(name, value)| (name, value, false)));

    check_names(&builder, outputs.iter().map(|(name, ..)| name.as_str()))?;
    let outputs: Vec<(&str, &Tensor, Option<&str>)> = outputs
        .iter()
        .map(|(name, value, replaces)| (name.as_str(), value, replaces.then_some(name.as_str())))
        .collect();
    let graph = builder.finish_replacing(&outputs)?;
    let mut states = asked.states;
    states.extend(kept.specs);
    Ok(TrainingStep { graph, parameters: asked.parameters, states, frozen })
}

/// Sums over the replicas; of the states, which every replica makes of its own batch, the mean.
fn over_replicas(mut pass: Pass, replicas: usize) -> Result<Pass> {
    if replicas == 1 {
        return Ok(pass);
    }
    let _layer = pass.loss.sum.builder().layer("all_reduce");
    let sums = [&mut pass.loss.sum, &mut pass.loss.weight];
    for sum in sums.into_iter().chain(&mut pass.gradients) {
        *sum = sum.all_reduce(replicas)?;
    }
    for state in pass.states.iter_mut().filter(|state| state.dtype().is_float()) {
        *state = state.all_reduce(replicas)?.mul_scalar(1.0 / replicas as f64)?;
    }
    Ok(pass)
}

/// What each replica says, summed over all.
fn roll_call(builder: &Builder, options: &StepOptions) -> Result<Option<Tensor>> {
    if options.roll_call == 0 {
        return Ok(None);
    }
    let ty = TensorType::new(DType::F32, [options.roll_call]);
    let own = builder.input("roll_call", ty, Role::Data)?;
    let _layer = builder.layer("all_reduce");
    own.all_reduce(options.replicas).map(Some)
}

/// What the sum is divided by: its weight, or next to nothing where no sample counts.
fn divisor(loss: &Loss) -> Result<Tensor> {
    loss.weight.maximum(&loss.weight.scalar_like(f64::from(f32::MIN_POSITIVE)))
}

fn mean(loss: &Loss) -> Result<Tensor> {
    loss.sum.div(&divisor(loss)?)
}
