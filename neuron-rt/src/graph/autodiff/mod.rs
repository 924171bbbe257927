//! Reverse-mode differentiation, graph → graph: the gradient's nodes are recorded behind the
//! forward pass, so that passes and devices see one graph.

mod control;
mod elementwise;
mod index;
mod product;
mod reduce;
mod structure;

use super::build::Result;
use super::{Builder, GraphError, Op, Tensor};

/// What a rule is given: a node and the cotangents of its results.
struct Rule<'a> {
    builder: &'a Builder,
    op: &'a Op,
    args: &'a [Tensor],
    results: &'a [Tensor],
    cotangents: &'a [Option<Tensor>],
    /// Which arguments a gradient is wanted of.
    wanted: &'a [bool],
}

impl Rule<'_> {
    /// The cotangent of the only result.
    fn cotangent(&self) -> Result<&Tensor> {
        self.cotangents.iter().flatten().next().ok_or_else(|| self.none(""))
    }

    fn none(&self, hint: &'static str) -> GraphError {
        let layer = self.builder.layer_path();
        let layer = if layer.is_empty() { "model".to_owned() } else { format!("layer `{layer}`") };
        GraphError::NoGradient { layer, op: self.op.name().to_owned(), hint }
    }
}

/// One gradient an argument; `None` where the result does not depend on it smoothly.
type Gradients = Vec<Option<Tensor>>;

impl Tensor {
    /// The gradients of this scalar by each of `parameters`; `None` where it does not depend on one.
    ///
    /// # Errors
    /// [`GraphError::LossNotScalar`]; [`GraphError::NoGradient`] where an operation on the way has
    /// none.
    ///
    /// ```
    /// use neuron_rt::graph::{Builder, DType, Role, TensorType};
    /// let b = Builder::new();
    /// let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Parameter)?;
    /// let loss = x.square()?.sum_all()?;
    /// let gradient = loss.gradients(&[&x])?.remove(0).expect("the loss depends on x");
    /// assert_eq!(gradient.shape().dims(), [3]);
    /// # Ok::<(), neuron_rt::graph::GraphError>(())
    /// ```
    pub fn gradients(&self, parameters: &[&Self]) -> Result<Gradients> {
        if self.rank() != 0 || !self.dtype().is_float() {
            return Err(GraphError::LossNotScalar(self.ty().clone()));
        }
        let one = self.scalar_like(1.0);
        vector_jacobian(&[(self.clone(), one)], parameters)
    }

    /// The same value, through which no gradient flows.
    ///
    /// # Errors
    /// None that a valid tensor could cause.
    pub fn stop_gradient(&self) -> Result<Self> {
        let gradient = super::GradientOf {
            name: "stop_gradient_grad",
            cotangents: 0,
            wrt: &[],
            body: &|_, _, _| Ok(Vec::new()),
        };
        let body = |inputs: &[Self]| Ok(vec![inputs[0].clone()]);
        let mut results =
            self.builder().composite("stop_gradient", &[], &[self], &body, Some(gradient))?;
        Ok(results.swap_remove(0))
    }
}

/// The product of cotangents with the Jacobian of `outputs` by `inputs`.
pub(super) fn vector_jacobian(
    outputs: &[(Tensor, Tensor)],
    inputs: &[&Tensor],
) -> Result<Gradients> {
    let Some((first, _)) = outputs.first() else { return Ok(vec![None; inputs.len()]) };
    let builder = first.builder().clone();
    let last = builder.with_graph(|g| {
        outputs.iter().map(|(output, _)| g.producer_index(output.id())).max().unwrap_or(0)
    });
    let depends = dependence(&builder, inputs, last);

    let mut cotangents: Vec<Option<Tensor>> = vec![None; depends.len()];
    for (output, cotangent) in outputs {
        accumulate(&mut cotangents[output.id().index()], cotangent.clone())?;
    }
    for index in (0..=last).rev() {
        let node = builder.with_graph(|g| g.nodes()[index].clone());
        let wanted: Vec<bool> = node
            .inputs
            .iter()
            .map(|v| depends[v.index()] && builder.with_graph(|g| g.ty(*v).dtype.is_float()))
            .collect();
        let reached = node.outputs.iter().any(|v| cotangents[v.index()].is_some());
        if !reached || !wanted.contains(&true) {
            continue;
        }
        let path = builder.with_graph(|g| g.layer(&node).to_owned());
        let _layer = builder.layer(&path);
        let args: Vec<Tensor> = node.inputs.iter().map(|&v| builder.tensor(v)).collect();
        let results: Vec<Tensor> = node.outputs.iter().map(|&v| builder.tensor(v)).collect();
        let above: Vec<Option<Tensor>> =
            node.outputs.iter().map(|v| cotangents[v.index()].clone()).collect();
        let rule = Rule {
            builder: &builder,
            op: &node.op,
            args: &args,
            results: &results,
            cotangents: &above,
            wanted: &wanted,
        };
        for ((value, gradient), wanted) in node.inputs.iter().zip(apply(&rule)?).zip(&wanted) {
            if let (Some(gradient), true) = (gradient, wanted) {
                accumulate(&mut cotangents[value.index()], gradient)?;
            }
        }
    }
    Ok(inputs.iter().map(|input| cotangents[input.id().index()].clone()).collect())
}

/// For every value up to node `last`: whether it depends on one of `inputs`.
fn dependence(builder: &Builder, inputs: &[&Tensor], last: usize) -> Vec<bool> {
    builder.with_graph(|graph| {
        let mut depends = vec![false; graph.value_count()];
        for input in inputs {
            depends[input.id().index()] = true;
        }
        for node in &graph.nodes()[..=last] {
            if node.inputs.iter().any(|v| depends[v.index()]) {
                for value in &node.outputs {
                    depends[value.index()] = true;
                }
            }
        }
        depends
    })
}

fn accumulate(slot: &mut Option<Tensor>, gradient: Tensor) -> Result<()> {
    *slot = Some(match slot.take() {
        None => gradient,
        Some(sum) => sum.add(&gradient)?,
    });
    Ok(())
}

fn apply(rule: &Rule<'_>) -> Result<Gradients> {
    match rule.op {
        Op::Input(_) | Op::Constant(_) | Op::Iota { .. } => Ok(Vec::new()),
        Op::Compare(_) | Op::ArgReduce { .. } | Op::RandomBits { .. } => {
            Ok(vec![None; rule.args.len()])
        }
        Op::Unary(op) => elementwise::unary(rule, *op),
        Op::Binary(op) => elementwise::binary(rule, *op),
        Op::Select => elementwise::select(rule),
        Op::Cast(_) => elementwise::cast(rule),
        Op::Reshape(_) => structure::reshape(rule),
        Op::Transpose(perm) => structure::transpose(rule, perm),
        Op::Broadcast { dims, .. } => structure::broadcast(rule, dims),
        Op::Slice { starts, strides, .. } => structure::slice(rule, starts, strides),
        Op::Pad { low, interior, .. } => structure::pad(rule, low, interior),
        Op::Concat { axis } => structure::concat(rule, *axis),
        Op::Reverse(axes) => Ok(vec![Some(rule.cotangent()?.reverse(axes)?)]),
        Op::Reduce { op, axes } => reduce::reduce(rule, *op, axes),
        Op::CumSum { axis, reverse } => {
            let op = Op::CumSum { axis: *axis, reverse: !reverse };
            Ok(vec![Some(rule.builder.apply(op, &[rule.cotangent()?])?)])
        }
        Op::MatMul { ta, tb } => product::matmul(rule, *ta, *tb),
        Op::Conv(spec) => product::conv(rule, *spec),
        Op::ConvInputGrad { spec, .. } => product::conv_input_grad(rule, *spec),
        Op::ConvWeightGrad { spec, .. } => product::conv_weight_grad(rule, *spec),
        Op::Window { op, spec } => reduce::window(rule, *op, *spec),
        Op::WindowSumGrad { spec, .. } => reduce::window_sum_grad(rule, *spec),
        Op::WindowMaxGrad(_) => Err(rule.none(": a maximum pool can be differentiated once")),
        Op::Gather => index::gather(rule),
        Op::ScatterAdd { .. } => index::scatter_add(rule),
        Op::GatherLast => index::gather_last(rule),
        Op::ScatterAddLast { .. } => index::scatter_add_last(rule),
        Op::TopK { .. } => index::top_k(rule),
        // Every replica's result depends on every replica's argument.
        Op::AllReduce { replicas } => Ok(vec![Some(rule.cotangent()?.all_reduce(*replicas)?)]),
        Op::Scan(scan) => control::scan(rule, scan),
        Op::Composite(composite) => control::composite(rule, composite),
    }
}
