use super::registry::{Given, Kept, Registry, Weight};
use super::{Init, ParameterSpec, Policy, StateInit, StateSpec};
use crate::graph::{
    Builder, DType, GraphError, LayerGuard, Result, Role, Shape, Tensor, TensorType,
};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// A place in a model: its dotted path, and what the layers there ask for. A clone is the same place.
///
/// ```
/// use neuron_rt::graph::{Builder, Role, DType, TensorType};
/// use neuron_rt::nn::{Linear, Policy, Scope};
/// let b = Builder::new();
/// let scope = Scope::new(&b, Policy::F32, false);
/// let head = Linear::new(&scope.child("head"), 4, 2)?;
/// let x = b.input("x", TensorType::new(DType::F32, [8, 4]), Role::Data)?;
/// assert_eq!(head.forward(&x)?.shape().dims(), [8, 2]);
/// let names: Vec<String> = scope.parameters().into_iter().map(|p| p.name).collect();
/// assert_eq!(names, ["head.weight", "head.bias"]);
/// # Ok::<(), neuron_rt::graph::GraphError>(())
/// ```
#[derive(Clone)]
pub struct Scope {
    builder: Builder,
    path: Rc<str>,
    shared: Rc<RefCell<Registry>>,
}

impl Scope {
    /// The root of a model whose parameters are declared as they are asked for.
    #[must_use]
    pub fn new(builder: &Builder, policy: Policy, training: bool) -> Self {
        Self::over(builder, Registry::new(policy, training))
    }

    /// The root of a model whose parameters and states have been declared before.
    pub(super) fn given(
        builder: &Builder,
        policy: Policy,
        training: bool,
        given: Given,
        key: Option<Tensor>,
    ) -> Self {
        let registry = Registry { given: Some(given), key, ..Registry::new(policy, training) };
        Self::over(builder, registry)
    }

    fn over(builder: &Builder, registry: Registry) -> Self {
        let shared = Rc::new(RefCell::new(registry));
        Self { builder: builder.clone(), path: Rc::from(""), shared }
    }

    /// The place `name` within this one.
    #[must_use]
    pub fn child(&self, name: impl fmt::Display) -> Self {
        Self { path: self.name_of(&name.to_string()).into(), ..self.clone() }
    }

    /// The dotted path, such as `encoder.0`; empty at the root.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The builder that records the model.
    #[must_use]
    pub fn builder(&self) -> &Builder {
        &self.builder
    }

    /// Everything recorded until the guard is dropped belongs to this place.
    #[must_use = "the layer ends when the guard is dropped"]
    pub fn enter(&self) -> LayerGuard {
        self.builder.layer(&self.path)
    }

    /// Whether the model is recorded for training: dropout and batch statistics.
    #[must_use]
    pub fn training(&self) -> bool {
        self.shared.borrow().training
    }

    /// Element types.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.shared.borrow().policy
    }

    /// The weight of each sample, f32 `[batch]`, where the batch has one.
    #[must_use]
    pub fn sample_weight(&self) -> Option<Tensor> {
        self.shared.borrow().sample_weight.clone()
    }

    /// Says what each sample weighs: 0 for padding.
    pub fn set_sample_weight(&self, weight: &Tensor) {
        self.shared.borrow_mut().sample_weight = Some(weight.clone());
    }

    /// A trained weight, in the compute type. Asked for again, it is the same tensor. Weight decay
    /// applies to it where it has at least two axes.
    ///
    /// # Errors
    /// [`GraphError::ParameterShape`] where it was asked for before with another shape.
    pub fn parameter(&self, name: &str, shape: impl Into<Shape>, init: Init) -> Result<Tensor> {
        let shape = shape.into();
        let decay = shape.rank() >= 2;
        self.declare(name, shape, init, decay)
    }

    /// A trained weight to which weight decay does not apply, whatever its shape.
    ///
    /// # Errors
    /// As [`parameter`](Self::parameter).
    pub fn parameter_without_decay(
        &self,
        name: &str,
        shape: impl Into<Shape>,
        init: Init,
    ) -> Result<Tensor> {
        self.declare(name, shape.into(), init, false)
    }

    fn declare(&self, name: &str, shape: Shape, init: Init, decay: bool) -> Result<Tensor> {
        let name = self.name_of(name);
        if let Some(weight) = self.shared.borrow().tensors.get(&name) {
            if weight.master.shape() == &shape {
                return Ok(weight.compute.clone());
            }
            let expected = weight.master.shape().clone();
            return Err(GraphError::ParameterShape { name, expected, found: shape });
        }
        let _layer = self.enter();
        let policy = self.policy();
        let spec = ParameterSpec { name, dtype: policy.parameters, shape, init, decay };
        let given = self.shared.borrow().given.clone();
        let master = match &given {
            None => self.builder.input(&spec.name, spec.ty(), Role::Parameter)?,
            Some(given) => self.expect(given.parameters.get(&spec.name), &spec.name, &spec.ty())?,
        };
        let compute = master.cast(policy.compute)?;
        let mut shared = self.shared.borrow_mut();
        let weight = Weight { master, compute: compute.clone() };
        shared.tensors.insert(spec.name.clone(), weight);
        shared.parameters.push(spec);
        Ok(compute)
    }

    /// A tensor that is kept between steps and not trained, such as running statistics, as this
    /// step found it.
    ///
    /// # Errors
    /// [`GraphError::ParameterShape`] where it was asked for before with another shape.
    pub fn state(&self, name: &str, shape: impl Into<Shape>, init: Init) -> Result<Tensor> {
        let (name, shape) = (self.name_of(name), shape.into());
        if let Some(kept) = self.shared.borrow().kept.get(&name) {
            if kept.before.shape() == &shape {
                return Ok(kept.before.clone());
            }
            let expected = kept.before.shape().clone();
            return Err(GraphError::ParameterShape { name, expected, found: shape });
        }
        let _layer = self.enter();
        let ty = TensorType::new(self.policy().parameters, shape);
        let given = self.shared.borrow().given.clone();
        let before = match &given {
            None => self.builder.input(&name, ty.clone(), Role::State)?,
            Some(given) => self.expect(given.states.get(&name), &name, &ty)?,
        };
        let mut shared = self.shared.borrow_mut();
        shared.kept.insert(name.clone(), Kept { before: before.clone(), after: None });
        shared.states.push(StateSpec { name, ty, init: StateInit::Values(init) });
        Ok(before)
    }

    /// Says what a state is to be after this step. It is not differentiated.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where there is no such state or its shape differs.
    pub fn update_state(&self, name: &str, value: &Tensor) -> Result<()> {
        let _layer = self.enter();
        let name = self.name_of(name);
        let value = value.cast(self.policy().parameters)?;
        match self.shared.borrow_mut().kept.get_mut(&name) {
            Some(kept) if kept.before.ty() == value.ty() => kept.after = Some(value),
            Some(kept) => {
                let what = format!("`{name}` is {}, found {}", kept.before.ty(), value.ty());
                return Err(self.builder.mismatch("state", what));
            }
            None => {
                let what = format!("`{name}` was not asked for before it was updated");
                return Err(self.builder.mismatch("state", what));
            }
        }
        Ok(())
    }

    /// The parameters asked for so far, in order.
    #[must_use]
    pub fn parameters(&self) -> Vec<ParameterSpec> {
        self.shared.borrow().parameters.clone()
    }

    /// The states asked for so far, in order.
    #[must_use]
    pub fn states(&self) -> Vec<StateSpec> {
        self.shared.borrow().states.clone()
    }

    /// What a state is to be after this step, where it was updated.
    #[must_use]
    pub fn updated_state(&self, full_name: &str) -> Option<Tensor> {
        self.shared.borrow().kept.get(full_name).and_then(|kept| kept.after.clone())
    }

    /// The kept weight (of the type [`Policy::parameters`]) of this full name: what a loss is
    /// differentiated by.
    #[must_use]
    pub fn master(&self, full_name: &str) -> Option<Tensor> {
        self.shared.borrow().tensors.get(full_name).map(|weight| weight.master.clone())
    }

    /// The key of this step's random draws, declared as the input `key` if nobody gave one.
    pub(super) fn key(&self) -> Result<Tensor> {
        if let Some(key) = &self.shared.borrow().key {
            return Ok(key.clone());
        }
        let key = self.builder.input("key", TensorType::new(DType::U32, [2]), Role::Data)?;
        self.shared.borrow_mut().key = Some(key.clone());
        Ok(key)
    }

    /// How many draws this place has made before this one.
    pub(super) fn count_draw(&self) -> u32 {
        let mut shared = self.shared.borrow_mut();
        let count = shared.draws.entry(self.path.to_string()).or_default();
        *count += 1;
        *count - 1
    }

    fn name_of(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn expect(&self, found: Option<&Tensor>, name: &str, ty: &TensorType) -> Result<Tensor> {
        found.filter(|tensor| tensor.ty() == ty).cloned().ok_or_else(|| {
            let what = format!(
                "`{name}` {ty} was not asked for when the model was recorded first: a model must \
                 ask for the same parameters each time"
            );
            self.builder.mismatch("parameter", what)
        })
    }
}

impl fmt::Debug for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope({:?})", self.path)
    }
}
