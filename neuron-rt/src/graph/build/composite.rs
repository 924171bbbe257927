//! Recording named subgraphs.

use super::super::composite::{Composite, CompositeGrad};
use super::super::model::Role;
use super::super::{Graph, GraphError, Op};
use super::{Builder, Result, Tensor};
use std::sync::Arc;

/// Records the body of a composite from stand-ins of its inputs.
pub type Body<'a> = &'a dyn Fn(&[Tensor]) -> Result<Vec<Tensor>>;

/// Records the gradient of a composite from its inputs, its outputs and the cotangents of its
/// leading outputs; gives gradients by the inputs named in [`GradientOf::wrt`], in that order.
pub type GradientBody<'a> = &'a dyn Fn(&[Tensor], &[Tensor], &[Tensor]) -> Result<Vec<Tensor>>;

/// A composite's own gradient.
#[derive(Clone, Copy)]
pub struct GradientOf<'a> {
    /// Name of the gradient as a composite.
    pub name: &'static str,
    /// How many leading outputs can be differentiated.
    pub cotangents: usize,
    /// The inputs that have a gradient.
    pub wrt: &'a [usize],
    /// What it computes.
    pub body: GradientBody<'a>,
}

impl Builder {
    /// Records a named subgraph.
    ///
    /// # Errors
    /// Those of the bodies, and [`GraphError::Composite`] where a gradient is not of the type of
    /// its input.
    pub fn composite(
        &self,
        name: &'static str,
        attrs: &[(&'static str, f64)],
        args: &[&Tensor],
        body: Body<'_>,
        gradient: Option<GradientOf<'_>>,
    ) -> Result<Vec<Tensor>> {
        let path = self.layer_path();
        let graph = record(&path, args, |inputs| body(inputs))?;
        let grad = match gradient {
            None => None,
            Some(gradient) => {
                Some(self.composite_grad(&path, name, attrs, args, &graph, gradient)?)
            }
        };
        let composite = Composite { name, attrs: attrs.to_vec(), body: graph, grad };
        self.apply_many(Op::Composite(Arc::new(composite)), args)
    }

    fn composite_grad(
        &self,
        path: &str,
        name: &'static str,
        attrs: &[(&'static str, f64)],
        args: &[&Tensor],
        forward: &Graph,
        gradient: GradientOf<'_>,
    ) -> Result<CompositeGrad> {
        let stage = Self::new();
        let mut standins: Vec<Tensor> = Vec::new();
        let inputs = args.iter().map(|arg| arg.ty().clone());
        let outputs = forward.outputs.iter().map(|output| forward.ty(output.value).clone());
        let cotangents =
            forward.outputs.iter().take(gradient.cotangents).map(|o| forward.ty(o.value).clone());
        for (i, ty) in inputs.chain(outputs).chain(cotangents).enumerate() {
            standins.push(stage.input(&format!("a{i}"), ty, Role::Data)?);
        }
        let (ins, rest) = standins.split_at(args.len());
        let (outs, cots) = rest.split_at(forward.outputs.len());
        let _layer = stage.layer(path);
        let results = (gradient.body)(ins, outs, cots)?;
        let fits = results.len() == gradient.wrt.len()
            && results
                .iter()
                .zip(gradient.wrt)
                .all(|(r, &i)| Some(r.ty()) == args.get(i).map(|a| a.ty()));
        if !fits {
            let found: Vec<String> = results.iter().map(|r| r.ty().to_string()).collect();
            return Err(GraphError::Composite {
                name: name.to_owned(),
                what: format!(
                    "the gradients {found:?} are not of the types of inputs {:?}",
                    gradient.wrt
                ),
            });
        }
        let body = finish(&stage, &results)?;
        let rule = Composite { name: gradient.name, attrs: attrs.to_vec(), body, grad: None };
        Ok(CompositeGrad {
            rule: Arc::new(rule),
            cotangents: gradient.cotangents,
            wrt: gradient.wrt.to_vec(),
        })
    }
}

/// Records a graph of its own over stand-ins of the arguments.
pub(super) fn record(
    path: &str,
    args: &[&Tensor],
    body: impl FnOnce(&[Tensor]) -> Result<Vec<Tensor>>,
) -> Result<Graph> {
    let stage = Builder::new();
    let inputs = args
        .iter()
        .enumerate()
        .map(|(i, arg)| stage.input(&format!("a{i}"), arg.ty().clone(), Role::Data))
        .collect::<Result<Vec<_>>>()?;
    let _layer = stage.layer(path);
    let results = body(&inputs)?;
    finish(&stage, &results)
}

pub(in crate::graph) fn finish(stage: &Builder, results: &[Tensor]) -> Result<Graph> {
    let names: Vec<String> = (0..results.len()).map(|i| format!("r{i}")).collect();
    let outputs: Vec<(&str, &Tensor)> = names.iter().map(String::as_str).zip(results).collect();
    stage.finish(&outputs)
}

impl std::fmt::Debug for GradientOf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GradientOf({}, wrt {:?})", self.name, self.wrt)
    }
}
