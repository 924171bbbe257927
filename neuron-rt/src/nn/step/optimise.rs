//! The half of a step behind the gradients: clipping, the optimiser, averages.

use super::{Ema, StepOptions};
use crate::graph::{Builder, DType, Result, Role, Tensor, TensorType};
use crate::nn::optimisers::{Rule, Update, clip_factor, global_norm};
use crate::nn::registry::Given;
use crate::nn::{Init, ParameterSpec, StateInit, StateSpec};

/// A parameter that is trained, and how.
pub(super) struct Trained<'a> {
    pub(super) spec: &'a ParameterSpec,
    pub(super) rule: Rule,
}

/// What the optimiser keeps beside the weights.
pub(super) struct Kept {
    pub(super) specs: Vec<StateSpec>,
    /// Of each trained parameter.
    moments: Vec<Vec<Tensor>>,
    averages: Vec<Tensor>,
}

/// What changes with every step, each a scalar of f32.
pub(super) struct Clock {
    rate: Tensor,
    step: Tensor,
}

/// New values by the names of their inputs.
#[derive(Default)]
pub(super) struct Made {
    pub(super) weights: Vec<(String, Tensor)>,
    pub(super) moments: Vec<(String, Tensor)>,
    pub(super) averages: Vec<(String, Tensor)>,
}

impl Clock {
    pub(super) fn declare(builder: &Builder) -> Result<Self> {
        let scalar = |name| builder.input(name, TensorType::new(DType::F32, []), Role::Data);
        Ok(Self { rate: scalar("learning_rate")?, step: scalar("step")? })
    }
}

impl Kept {
    pub(super) fn declare(
        builder: &Builder,
        options: &StepOptions,
        trained: &[Trained<'_>],
    ) -> Result<Self> {
        let mut kept = Self { specs: Vec::new(), moments: Vec::new(), averages: Vec::new() };
        let mut state = |name: String, ty: TensorType, init: StateInit| {
            let tensor = builder.input(&name, ty.clone(), Role::State)?;
            kept.specs.push(StateSpec { name, ty, init });
            Ok(tensor)
        };
        for Trained { spec, .. } in trained {
            let moments = options.optimiser.moments().into_iter().map(|moment| {
                let init = StateInit::Values(Init::Zeros);
                state(format!("{moment}/{}", spec.name), spec.ty(), init)
            });
            kept.moments.push(moments.collect::<Result<_>>()?);
        }
        if options.ema.is_some() {
            for Trained { spec, .. } in trained {
                let init = StateInit::Parameter(spec.name.clone());
                kept.averages.push(state(format!("ema/{}", spec.name), spec.ty(), init)?);
            }
        }
        Ok(kept)
    }

    /// The gradients' norm times `factor`, and all new values, from gradients times `factor`.
    pub(super) fn optimise(
        &self,
        options: &StepOptions,
        clock: &Clock,
        trained: &[Trained<'_>],
        given: &Given,
        gradients: &[Tensor],
        mut factor: Option<Tensor>,
    ) -> Result<(Option<Tensor>, Made)> {
        let builder = clock.step.builder();
        let _layer = builder.layer("optimiser");
        let mut norm = global_norm(&gradients.iter().collect::<Vec<_>>())?;
        if let (Some(found), Some(factor)) = (&norm, &factor) {
            norm = Some(found.mul(factor)?);
        }
        if let (Some(norm), Some(most)) = (&norm, options.clip_norm) {
            let clip = clip_factor(norm, most)?;
            factor = Some(factor.map_or_else(|| Ok(clip.clone()), |factor| factor.mul(&clip))?);
        }
        let share = options.ema.map(|ema| ema_share(&ema, &clock.step)).transpose()?;
        let mut made = Made::default();
        for (i, (Trained { spec, rule }, gradient)) in trained.iter().zip(gradients).enumerate() {
            let _layer = builder.layer(&format!("optimiser/{}", spec.name));
            let gradient = match &factor {
                None => gradient.clone(),
                Some(factor) => gradient.mul(&factor.cast(gradient.dtype())?)?,
            };
            let rate = match rule.rate {
                1.0 => clock.rate.clone(),
                rate => clock.rate.mul_scalar(rate)?,
            };
            let updated = options.optimiser.update(&Update {
                parameter: &given.parameters[&spec.name],
                gradient: &gradient,
                moments: &self.moments[i],
                rate: &rate,
                step: &clock.step,
                decay: rule.decay,
            })?;
            if let (Some(share), Some(before)) = (&share, self.averages.get(i)) {
                let share = share.cast(before.dtype())?;
                let after = before.add(&updated.parameter.sub(before)?.mul(&share)?)?;
                made.averages.push((format!("ema/{}", spec.name), after));
            }
            made.weights.push((spec.name.clone(), updated.parameter));
            for (name, moment) in options.optimiser.moments().iter().zip(updated.moments) {
                made.moments.push((format!("{name}/{}", spec.name), moment));
            }
        }
        Ok((norm, made))
    }
}

/// The new weight's share in its average: f32.
fn ema_share(ema: &Ema, step: &Tensor) -> Result<Tensor> {
    let share = step.scalar_like(1.0 - ema.decay);
    if !ema.warm_up {
        return Ok(share);
    }
    // 1 - (1 + step) / (10 + step)
    step.scalar_like(9.0).div(&step.add_scalar(10.0)?)?.maximum(&share)
}
