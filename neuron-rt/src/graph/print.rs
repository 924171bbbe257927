//! A graph as text: one line a node, its attributes, its type and its layer.

use super::{Graph, Node, Op, ValueId};
use std::fmt::{self, Write as _};

impl Graph {
    /// The graph as text for people; composites' and loops' bodies follow, indented.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = write(self, &mut text, 0, Detail::People);
        text
    }

    /// The text whose hash is the graph's: all that decides what it computes, and nothing else.
    pub(super) fn canonical_text(&self) -> String {
        let mut text = String::new();
        let _ = write(self, &mut text, 0, Detail::Hash);
        text
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Short constants, layers.
    People,
    /// Whole constants, no layers.
    Hash,
}

impl fmt::Display for ValueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.0)
    }
}

fn write(graph: &Graph, out: &mut String, depth: usize, detail: Detail) -> fmt::Result {
    let indent = "  ".repeat(depth);
    for node in graph.nodes() {
        let results: Vec<String> =
            node.outputs.iter().map(|&v| format!("{v}: {}", graph.ty(v))).collect();
        let args: Vec<String> = node.inputs.iter().map(ToString::to_string).collect();
        let name = operation(graph, node, detail);
        write!(out, "{indent}{} = {name}({})", results.join(", "), args.join(", "))?;
        let layer = graph.layer(node);
        if detail == Detail::People && !layer.is_empty() {
            write!(out, "  // {layer}")?;
        }
        out.push('\n');
        match &node.op {
            Op::Scan(scan) => write(&scan.body, out, depth + 1, detail)?,
            Op::Composite(composite) => write(&composite.body, out, depth + 1, detail)?,
            _ => {}
        }
    }
    for output in graph.outputs() {
        write!(out, "{indent}return {} = {}", output.name, output.value)?;
        if let Some(number) = output.replaces {
            write!(out, " replaces {}", graph.inputs()[number].name)?;
        }
        out.push('\n');
    }
    Ok(())
}

/// The operation with all its attributes.
fn operation(graph: &Graph, node: &Node, detail: Detail) -> String {
    let name = node.op.name();
    match &node.op {
        Op::Input(number) => {
            let input = &graph.inputs()[*number];
            format!("input[{:?} {:?}]", input.name, input.role)
        }
        Op::Constant(literal) => match literal.splat() {
            Some(value) => format!("constant[{value:?}]"),
            None if detail == Detail::Hash => {
                format!("constant[{}]", super::hash::hex(literal.bytes()))
            }
            None => {
                let first: Vec<String> =
                    literal.to_f64().iter().take(4).map(ToString::to_string).collect();
                format!("constant[{}, …]", first.join(", "))
            }
        },
        Op::Iota { axis, .. } => format!("iota[axis {axis}]"),
        Op::Transpose(perm) => format!("transpose{perm:?}"),
        Op::Broadcast { dims, .. } => format!("broadcast[axes at {dims:?}]"),
        Op::Slice { starts, limits, strides } => {
            format!("slice[{starts:?}..{limits:?} by {strides:?}]")
        }
        Op::Pad { low, high, interior, value } => {
            format!("pad[{low:?} {high:?} between {interior:?} with {value:?}]")
        }
        Op::Concat { axis } => format!("concat[axis {axis}]"),
        Op::Reverse(axes) => format!("reverse{axes:?}"),
        Op::Reduce { axes, .. } => format!("{name}{axes:?}"),
        Op::ArgReduce { axis, .. } => format!("{name}[axis {axis}]"),
        Op::CumSum { axis, reverse } => {
            format!("{name}[axis {axis}{}]", if *reverse { ", from the end" } else { "" })
        }
        Op::MatMul { ta, tb } => {
            let mark = |t: bool| if t { "ᵀ" } else { "" };
            format!("matmul[a{} b{}]", mark(*ta), mark(*tb))
        }
        Op::Conv(spec) => format!("conv[{spec:?}]"),
        Op::ConvInputGrad { spec, input } => format!("{name}[{spec:?} to {input:?}]"),
        Op::ConvWeightGrad { spec, kernel } => format!("{name}[{spec:?} to {kernel:?}]"),
        Op::Window { spec, .. } | Op::WindowMaxGrad(spec) => format!("{name}[{spec:?}]"),
        Op::WindowSumGrad { spec, input } => format!("{name}[{spec:?} to {input:?}]"),
        Op::TopK { k } => format!("top_k[{k}]"),
        Op::ScatterAdd { rows } => format!("{name}[{rows} rows]"),
        Op::ScatterAddLast { extent } => format!("{name}[to {extent}]"),
        Op::AllReduce { replicas } => format!("{name}[{replicas} replicas]"),
        Op::Scan(scan) => format!(
            "scan[{} turns, {} carries, {} sequences{}]",
            scan.length,
            scan.carries,
            scan.sequences,
            if scan.reverse { ", from the end" } else { "" }
        ),
        Op::Composite(composite) => {
            let attrs: Vec<String> =
                composite.attrs.iter().map(|(key, value)| format!("{key}={value:?}")).collect();
            format!("{}[{}]", composite.name, attrs.join(", "))
        }
        Op::Unary(_)
        | Op::Binary(_)
        | Op::Compare(_)
        | Op::Select
        | Op::Cast(_)
        | Op::Reshape(_)
        | Op::Gather
        | Op::GatherLast
        | Op::RandomBits { .. } => name.to_owned(),
    }
}

/// The canonical text of one operation: equal texts over equal arguments are equal results.
pub(super) fn key(graph: &Graph, node: &Node) -> String {
    let mut text = operation(graph, node, Detail::Hash);
    let _ = match &node.op {
        Op::Scan(scan) => write(&scan.body, &mut text, 1, Detail::Hash),
        Op::Composite(composite) => write(&composite.body, &mut text, 1, Detail::Hash),
        _ => Ok(()),
    };
    for &value in &node.outputs {
        let _ = write!(text, " {}", graph.ty(value));
    }
    text
}
