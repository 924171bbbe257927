//! Recording a graph: a [`Builder`] collects what is done to its [`Tensor`]s.

mod arithmetic;
pub(super) mod composite;
mod convolution;
mod indexing;
mod product;
mod reduction;
pub(super) mod scan;
mod structure;

use super::model::{Input, Output, Role, ValueId};
use super::{DType, Graph, GraphError, Literal, Op, Shape, TensorType};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// What the functions of a builder give.
pub type Result<T> = std::result::Result<T, GraphError>;

/// Records a graph.
///
/// ```
/// use neuron_rt::graph::{Builder, DType, Role, TensorType};
/// let b = Builder::new();
/// let x = b.input("x", TensorType::new(DType::F32, [2, 3]), Role::Data)?;
/// let y = x.mul(&x)?.sum_all()?;
/// let graph = b.finish(&[("y", &y)])?;
/// assert_eq!(graph.ty(graph.outputs()[0].value).to_string(), "f32[]");
/// # Ok::<(), neuron_rt::graph::GraphError>(())
/// ```
#[derive(Clone, Default)]
pub struct Builder(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    graph: Graph,
    layer: u32,
}

/// A value of a graph that is being recorded. A clone is the same value.
#[derive(Clone)]
pub struct Tensor {
    builder: Builder,
    id: ValueId,
    ty: Rc<TensorType>,
}

impl Builder {
    /// An empty graph.
    #[must_use]
    pub fn new() -> Self {
        let builder = Self::default();
        builder.0.borrow_mut().graph.intern_layer("");
        builder
    }

    /// Declares an input.
    ///
    /// # Errors
    /// [`GraphError::DuplicateInput`] where the name is taken.
    pub fn input(&self, name: &str, ty: TensorType, role: Role) -> Result<Tensor> {
        let mut state = self.0.borrow_mut();
        let layer = state.layer;
        let graph = &mut state.graph;
        if graph.input(name).is_some() {
            let layer = graph.layer_label(layer);
            return Err(GraphError::DuplicateInput { layer, name: name.to_owned() });
        }
        let op = Op::Input(graph.inputs.len());
        let id = graph.push_typed(op, &[], vec![ty.clone()], layer)[0];
        graph.inputs.push(Input { name: name.to_owned(), role, value: id });
        drop(state);
        Ok(Tensor { builder: self.clone(), id, ty: Rc::new(ty) })
    }

    /// A value known now.
    #[must_use]
    pub fn constant(&self, literal: Literal) -> Tensor {
        let ty = literal.ty().clone();
        let mut state = self.0.borrow_mut();
        let layer = state.layer;
        let id = state.graph.push_typed(Op::Constant(literal), &[], vec![ty.clone()], layer)[0];
        drop(state);
        Tensor { builder: self.clone(), id, ty: Rc::new(ty) }
    }

    /// A scalar constant.
    #[must_use]
    pub fn scalar(&self, dtype: DType, value: f64) -> Tensor {
        self.constant(Literal::scalar(dtype, value))
    }

    /// One value repeated over a shape; it takes no memory but that of a scalar.
    ///
    /// # Errors
    /// None that a valid shape could cause.
    pub fn full(&self, dtype: DType, shape: impl Into<Shape>, value: f64) -> Result<Tensor> {
        self.scalar(dtype, value).broadcast_in_dim(shape, &[])
    }

    /// `0, 1, 2, …` along `axis` of `shape`.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where there is no such axis.
    pub fn iota(&self, dtype: DType, shape: impl Into<Shape>, axis: usize) -> Result<Tensor> {
        self.apply(Op::Iota { dtype, shape: shape.into(), axis }, &[])
    }

    /// Uniform words under a key u32 `[2]`: Philox 4×32-10.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where the key has another type.
    pub fn random_bits(&self, key: &Tensor, shape: impl Into<Shape>) -> Result<Tensor> {
        self.apply(Op::RandomBits { shape: shape.into() }, &[key])
    }

    /// Everything recorded until the guard is dropped belongs to the layer `path`.
    #[must_use = "the layer ends when the guard is dropped"]
    pub fn layer(&self, path: &str) -> LayerGuard {
        let mut state = self.0.borrow_mut();
        let before = state.layer;
        state.layer = state.graph.intern_layer(path);
        LayerGuard { builder: self.clone(), before }
    }

    /// The path of the layer that is being recorded.
    #[must_use]
    pub fn layer_path(&self) -> String {
        let state = self.0.borrow();
        state.graph.layers.get(state.layer as usize).cloned().unwrap_or_default()
    }

    /// Records an operation of one result.
    pub(crate) fn apply(&self, op: Op, args: &[&Tensor]) -> Result<Tensor> {
        Ok(self.apply_many(op, args)?.swap_remove(0))
    }

    /// Records any operation: what [`Tensor`]'s functions do, and those operations that have none,
    /// such as the gradients of a convolution.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where the arguments do not fit; [`GraphError::Foreign`] where they
    /// are of another builder.
    pub fn apply_many(&self, op: Op, args: &[&Tensor]) -> Result<Vec<Tensor>> {
        let mut state = self.0.borrow_mut();
        let layer = state.layer;
        if args.iter().any(|arg| !Rc::ptr_eq(&arg.builder.0, &self.0)) {
            let layer = state.graph.layer_label(layer);
            return Err(GraphError::Foreign { layer, op: op.name() });
        }
        let ids: Vec<ValueId> = args.iter().map(|arg| arg.id).collect();
        let results = state.graph.push(op, &ids, layer)?;
        Ok(results
            .into_iter()
            .map(|id| {
                let ty = Rc::new(state.graph.ty(id).clone());
                Tensor { builder: self.clone(), id, ty }
            })
            .collect())
    }

    /// Copies the nodes of `graph` into this one, with `args` for its inputs; gives its outputs.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where the arguments are not of the inputs' types.
    pub fn inline(&self, graph: &Graph, args: &[&Tensor]) -> Result<Vec<Tensor>> {
        let types: Vec<&TensorType> = args.iter().map(|arg| &*arg.ty).collect();
        let fits = graph.inputs.len() == args.len()
            && graph.inputs.iter().zip(&types).all(|(input, ty)| graph.ty(input.value) == *ty);
        if !fits {
            return Err(self.mismatch(
                "inline",
                format!(
                    "was given {} arguments of other types than the graph's inputs",
                    args.len()
                ),
            ));
        }
        let mut map: Vec<Option<Tensor>> = vec![None; graph.value_count()];
        for node in &graph.nodes {
            if let Op::Input(number) = node.op {
                map[node.outputs[0].index()] = Some(args[number].clone());
                continue;
            }
            let inputs: Vec<&Tensor> =
                node.inputs.iter().filter_map(|v| map[v.index()].as_ref()).collect();
            let results = self.apply_many(node.op.clone(), &inputs)?;
            for (value, result) in node.outputs.iter().zip(results) {
                map[value.index()] = Some(result);
            }
        }
        Ok(graph.outputs.iter().filter_map(|output| map[output.value.index()].clone()).collect())
    }

    /// An error of the layer that is being recorded.
    pub(crate) fn mismatch(&self, op: &'static str, what: String) -> GraphError {
        let state = self.0.borrow();
        GraphError::Operands { layer: state.graph.layer_label(state.layer), op, what }
    }

    /// The graph recorded so far, with the given outputs.
    ///
    /// # Errors
    /// [`GraphError::Foreign`] where an output is of another builder.
    pub fn finish(&self, outputs: &[(&str, &Tensor)]) -> Result<Graph> {
        let plain: Vec<_> = outputs.iter().map(|&(name, value)| (name, value, None)).collect();
        self.finish_replacing(&plain)
    }

    /// The graph recorded so far; an output may name the input whose memory it takes over.
    ///
    /// # Errors
    /// [`GraphError::Alias`] where the types of the two differ or there is no such input.
    pub fn finish_replacing(&self, outputs: &[(&str, &Tensor, Option<&str>)]) -> Result<Graph> {
        let mut graph = self.0.borrow().graph.clone();
        for &(name, value, replaces) in outputs {
            if !Rc::ptr_eq(&value.builder.0, &self.0) {
                return Err(GraphError::Foreign { layer: "model".to_owned(), op: "output" });
            }
            let replaces = match replaces {
                None => None,
                Some(wanted) => {
                    let number = graph.inputs.iter().position(|input| input.name == wanted);
                    let expected = number.map(|n| graph.ty(graph.inputs[n].value).clone());
                    if expected.as_ref() != Some(&*value.ty) {
                        return Err(GraphError::Alias {
                            output: name.to_owned(),
                            input: wanted.to_owned(),
                            expected: expected
                                .unwrap_or_else(|| TensorType::new(DType::F32, Shape::scalar())),
                            found: (*value.ty).clone(),
                        });
                    }
                    number
                }
            };
            graph.outputs.push(Output { name: name.to_owned(), value: value.id, replaces });
        }
        Ok(graph)
    }

    /// Reads the graph recorded so far.
    pub(crate) fn with_graph<T>(&self, read: impl FnOnce(&Graph) -> T) -> T {
        read(&self.0.borrow().graph)
    }

    /// The tensor of a value that was recorded before.
    pub(crate) fn tensor(&self, id: ValueId) -> Tensor {
        let ty = Rc::new(self.0.borrow().graph.ty(id).clone());
        Tensor { builder: self.clone(), id, ty }
    }
}

/// Ends a layer when it is dropped.
pub struct LayerGuard {
    builder: Builder,
    before: u32,
}

impl Drop for LayerGuard {
    fn drop(&mut self) {
        self.builder.0.borrow_mut().layer = self.before;
    }
}

impl Tensor {
    /// Type and shape.
    #[must_use]
    pub fn ty(&self) -> &TensorType {
        &self.ty
    }

    /// Shape.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.ty.shape
    }

    /// Extent of the axis, counted from the end where negative.
    ///
    /// # Errors
    /// [`GraphError::Operands`] where there is no such axis.
    pub fn dim(&self, axis: isize) -> Result<usize> {
        Ok(self.ty.shape[self.axis(axis)?])
    }

    /// Element type.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.ty.dtype
    }

    /// Number of dimensions.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.ty.shape.rank()
    }

    /// The builder that records it.
    #[must_use]
    pub fn builder(&self) -> &Builder {
        &self.builder
    }

    pub(crate) fn id(&self) -> ValueId {
        self.id
    }

    /// The axis counted from the end where negative.
    pub(crate) fn axis(&self, axis: isize) -> Result<usize> {
        let rank = self.rank();
        let resolved = if axis < 0 { axis + rank as isize } else { axis };
        usize::try_from(resolved).ok().filter(|&a| a < rank).ok_or_else(|| {
            self.builder.mismatch("axis", format!("{axis} does not exist in {}", self.ty))
        })
    }

    fn apply(&self, op: Op, others: &[&Self]) -> Result<Self> {
        let mut args = vec![self];
        args.extend_from_slice(others);
        self.builder.apply(op, &args)
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Builder({} nodes)", self.0.borrow().graph.nodes.len())
    }
}

impl fmt::Debug for Tensor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "%{}: {}", self.id.0, self.ty)
    }
}

impl fmt::Debug for LayerGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LayerGuard")
    }
}
