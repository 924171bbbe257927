//! From the operations of a graph to those of XLA.
//!
//! Only operations that AWS's own tools emit, or that its documentation allows, are written;
//! whatever else a graph has is put together from them. docs/NEURON-EVIDENCE.md lists the choices.

mod convolution;
mod elementwise;
mod index;
mod order;
mod pooling;
mod product;
mod random;
mod reduce;
mod scan;
mod special;
mod structure;

use super::emit::{Emitter, Value};
use super::names::Names;
use super::proto::{AliasEntry, HloModule, InputOutputAlias, ProgramShape};
use super::{Module, Port, element};
use crate::graph::{Graph, Op, TensorType, passes};
use std::collections::BTreeSet;

/// A graph as a module of the given name.
///
/// Composites are replaced by their bodies, and the graph is optimised. Inputs stay in their order,
/// also those that nothing reads; an output that replaces an input is aliased to it.
///
/// ```
/// use neuron_rt::graph::{Builder, DType, Role, TensorType};
/// use neuron_rt::neuron::hlo;
///
/// let b = Builder::new();
/// let x = b.input("x", TensorType::new(DType::F32, [3]), Role::Data)?;
/// let graph = b.finish(&[("y", &x.square()?)])?;
/// let module = hlo::lower(&graph, "square");
/// assert_eq!(module.outputs[0].bound, "y");
/// assert!(!module.to_bytes().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn lower(graph: &Graph, name: &str) -> Module {
    let inlined = passes::inline(graph, &|_, _| false);
    let graph = passes::optimise(&inlined);
    let (inputs, outputs) = ports(&graph);
    let mut out = Emitter::default();
    out.begin("main");
    let mut arguments = Vec::with_capacity(inputs.len());
    for port in &inputs {
        out.at(&port.name, "input");
        arguments.push(out.parameter(&port.bound, &port.ty));
        out.attribute("neff_input_names", &port.neff_input_name());
    }
    let results = body(&mut out, &graph, &arguments);
    out.at("", "output");
    let results = apart(&mut out, results, &arguments);
    let root = out.tuple(&results);
    let names: Vec<&str> = outputs.iter().map(|port| port.bound.as_str()).collect();
    if !names.is_empty() {
        out.attribute("neff_output_names", &names.join(","));
    }
    let entry = out.end(root);
    let shapes =
        |ports: &[Port]| -> Vec<_> { ports.iter().map(|port| element::shape(&port.ty)).collect() };
    let proto = HloModule {
        name: name.to_owned(),
        entry_computation_name: "main".to_owned(),
        computations: out.finish(),
        host_program_shape: Some(ProgramShape {
            parameters: shapes(&inputs),
            result: Some(element::tuple(shapes(&outputs))),
            parameter_names: inputs.iter().map(|port| port.bound.clone()).collect(),
        }),
        entry_computation_id: entry,
        input_output_alias: aliases(&outputs),
        ..Default::default()
    };
    Module { proto, inputs, outputs }
}

/// How inputs and outputs are called. An output that replaces an input bears the input's name.
fn ports(graph: &Graph) -> (Vec<Port>, Vec<Port>) {
    let mut names = Names::default();
    let ty = |value| graph.ty(value).clone();
    let mut inputs: Vec<Port> = Vec::with_capacity(graph.inputs().len());
    for input in graph.inputs() {
        let bound = names.take(&input.name);
        inputs.push(Port { name: input.name.clone(), bound, ty: ty(input.value), alias: None });
    }
    let mut outputs = Vec::with_capacity(graph.outputs().len());
    for (number, output) in graph.outputs().iter().enumerate() {
        // Memory can be taken over once.
        let alias = output.replaces.filter(|&input| inputs[input].alias.is_none());
        let bound = match alias {
            Some(input) => {
                inputs[input].alias = Some(number);
                inputs[input].bound.clone()
            }
            None => names.take(&output.name),
        };
        outputs.push(Port { name: output.name.clone(), bound, ty: ty(output.value), alias });
    }
    (inputs, outputs)
}

fn aliases(outputs: &[Port]) -> Option<InputOutputAlias> {
    let entry = |(number, port): (usize, &Port)| {
        port.alias.map(|input| AliasEntry {
            output_shape_index: vec![number as i64],
            parameter_number: input as i64,
            parameter_shape_index: Vec::new(),
            kind: 2,
        })
    };
    let entries: Vec<AliasEntry> = outputs.iter().enumerate().filter_map(entry).collect();
    (!entries.is_empty()).then_some(InputOutputAlias { entries })
}

/// Results that are parameters, or that stand twice, become copies: neuronx-cc refuses the ones, and
/// two aliases of one value would share memory.
fn apart(out: &mut Emitter, results: Vec<Value>, arguments: &[Value]) -> Vec<Value> {
    let mut taken: BTreeSet<i64> = arguments.iter().map(|argument| argument.id).collect();
    let copy = |value: Value| if taken.insert(value.id) { value } else { out.copy(&value) };
    results.into_iter().map(copy).collect()
}

/// Lowers all nodes that an output depends on; gives the outputs.
fn body(out: &mut Emitter, graph: &Graph, arguments: &[Value]) -> Vec<Value> {
    let mut values: Vec<Option<Value>> = vec![None; graph.value_count()];
    for node in graph.nodes() {
        if let Op::Input(number) = node.op {
            values[node.outputs[0].index()] = Some(arguments[number].clone());
            continue;
        }
        out.at(graph.layer(node), node.op.name());
        let args: Vec<Value> =
            node.inputs.iter().filter_map(|v| values[v.index()].clone()).collect();
        let types: Vec<&TensorType> = node.outputs.iter().map(|&v| graph.ty(v)).collect();
        for (value, result) in node.outputs.iter().zip(operation(out, &node.op, &args, &types)) {
            debug_assert_eq!(&result.ty, graph.ty(*value), "{}", node.op.name());
            values[value.index()] = Some(result);
        }
    }
    graph.outputs().iter().filter_map(|output| values[output.value.index()].clone()).collect()
}

/// The results of one operation.
fn operation(out: &mut Emitter, op: &Op, args: &[Value], types: &[&TensorType]) -> Vec<Value> {
    match op {
        Op::Scan(scan) => return scan::scan(out, scan, args, types),
        Op::TopK { k } if !args[0].ty.shape.contains(&0) => {
            return order::top_k(out, &args[0], *k);
        }
        _ => {}
    }
    if types.iter().all(|ty| ty.shape.elements() == 0) {
        return types.iter().map(|ty| out.splat(ty, 0.0)).collect();
    }
    let ty = types[0];
    vec![match op {
        Op::Constant(literal) => out.constant(literal),
        Op::Iota { axis, .. } => out.iota(ty, *axis),
        Op::Unary(op) => elementwise::unary(out, *op, &args[0]),
        Op::Binary(op) => elementwise::binary(out, *op, &args[0], &args[1]),
        Op::Compare(op) => elementwise::compare(out, *op, &args[0], &args[1]),
        Op::Select => out.select(&args[0], &args[1], &args[2]),
        Op::Cast(dtype) => elementwise::cast(out, &args[0], *dtype),
        Op::Reshape(shape) => out.reshape(&args[0], shape),
        Op::Transpose(perm) => out.transpose(&args[0], perm),
        Op::Broadcast { shape, dims } => out.broadcast(&args[0], shape, dims),
        Op::Slice { starts, limits, strides } => out.slice(&args[0], starts, limits, strides),
        Op::Pad { low, high, interior, value } => {
            structure::pad(out, &args[0], [low, high, interior], *value)
        }
        Op::Concat { axis } => structure::concat(out, args, *axis),
        Op::Reverse(axes) => out.reverse(&args[0], axes),
        Op::Reduce { op, axes } => reduce::reduce(out, *op, axes, &args[0]),
        Op::ArgReduce { max, axis } => reduce::arg_reduce(out, *max, *axis, &args[0]),
        Op::CumSum { axis, reverse } => reduce::cumulative_sum(out, &args[0], *axis, *reverse),
        Op::MatMul { ta, tb } => product::matmul(out, &args[0], &args[1], [*ta, *tb], ty),
        Op::Conv(spec) => convolution::forward(out, spec, &args[0], &args[1], ty),
        Op::ConvInputGrad { spec, .. } => {
            convolution::input_gradient(out, spec, &args[0], &args[1], ty)
        }
        Op::ConvWeightGrad { spec, .. } => {
            convolution::weight_gradient(out, spec, &args[0], &args[1], ty)
        }
        Op::Window { op, spec } => pooling::window(out, *op, spec, &args[0], ty),
        Op::WindowSumGrad { spec, .. } => pooling::sum_gradient(out, spec, &args[0], ty),
        Op::WindowMaxGrad(spec) => pooling::max_gradient(out, spec, &args[0], &args[1]),
        Op::Gather => index::gather(out, &args[0], &args[1], ty),
        Op::ScatterAdd { .. } => index::scatter_add(out, &args[0], &args[1], ty),
        Op::GatherLast => index::gather_last(out, &args[0], &args[1]),
        Op::ScatterAddLast { .. } => index::scatter_add_last(out, &args[0], &args[1], ty),
        Op::RandomBits { .. } => random::bits(out, &args[0], ty),
        Op::AllReduce { replicas } => reduce::all_reduce(out, &args[0], *replicas),
        Op::Input(_) | Op::Composite(_) | Op::Scan(_) | Op::TopK { .. } => {
            unreachable!("inputs, bodies and several results are taken care of before")
        }
    }]
}
