//! How reductions and scatters join two elements.

use super::{Emitter, Value};
use crate::graph::{DType, Shape, TensorType};
use crate::neuron::hlo::proto;

/// A joining operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::neuron::hlo) enum Combiner {
    Add,
    Multiply,
    Maximum,
    Minimum,
    And,
    Or,
}

impl Combiner {
    const fn opcode(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Multiply => "multiply",
            Self::Maximum => "maximum",
            Self::Minimum => "minimum",
            Self::And => "and",
            Self::Or => "or",
        }
    }

    /// What joining nothing gives.
    pub(in crate::neuron::hlo) fn identity(self, dtype: DType) -> f64 {
        let (least, largest) = match dtype {
            DType::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
            DType::U32 => (0.0, f64::from(u32::MAX)),
            DType::U8 => (0.0, f64::from(u8::MAX)),
            DType::Bool => (0.0, 1.0),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        };
        match self {
            Self::Add | Self::Or => 0.0,
            Self::Multiply | Self::And => 1.0,
            Self::Maximum => least,
            Self::Minimum => largest,
        }
    }
}

impl Emitter {
    /// The computation that joins two scalars.
    pub(super) fn combiner(&mut self, how: Combiner, dtype: DType) -> i64 {
        if let Some(&known) = self.combiners.get(&(how, dtype)) {
            return known;
        }
        let scalar = TensorType::new(dtype, Shape::scalar());
        self.begin(&format!("{}_{dtype}", how.opcode()));
        let (a, b) = (self.parameter("lhs", &scalar), self.parameter("rhs", &scalar));
        let joined = self.binary(how.opcode(), &a, &b);
        let id = self.end(joined.id);
        self.combiners.insert((how, dtype), id);
        id
    }

    /// Joins all elements along the axes, which vanish.
    pub(in crate::neuron::hlo) fn reduce(
        &mut self,
        x: &Value,
        axes: &[usize],
        how: Combiner,
    ) -> Value {
        let dtype = x.ty.dtype;
        let initial = self.scalar(dtype, how.identity(dtype));
        let called = self.combiner(how, dtype);
        let ty = TensorType::new(dtype, x.ty.shape.without(axes));
        self.tensor("reduce", ty, &[x, &initial], |i| {
            i.dimensions = crate::neuron::hlo::element::longs(axes);
            i.called_computation_ids = vec![called];
        })
    }

    /// Adds what all replicas have.
    pub(in crate::neuron::hlo) fn all_reduce(&mut self, x: &Value, replicas: usize) -> Value {
        let called = self.combiner(Combiner::Add, x.ty.dtype);
        let group = proto::ReplicaGroup { replica_ids: (0..replicas as i64).collect() };
        self.tensor("all-reduce", x.ty.clone(), &[x], |i| {
            i.replica_groups = vec![group];
            i.called_computation_ids = vec![called];
        })
    }

    /// Joins the cells of every window over the last two axes of NCHW.
    pub(in crate::neuron::hlo) fn reduce_window(
        &mut self,
        x: &Value,
        how: Combiner,
        window: [proto::WindowDimension; 2],
        result: [usize; 2],
    ) -> Value {
        let dtype = x.ty.dtype;
        let initial = self.scalar(dtype, how.identity(dtype));
        let called = self.combiner(how, dtype);
        let one = super::window::dimension(1, 1, [0, 0]);
        let dimensions = vec![one, one, window[0], window[1]];
        let dims = [x.ty.shape[0], x.ty.shape[1], result[0], result[1]];
        self.tensor("reduce-window", TensorType::new(dtype, dims), &[x, &initial], |i| {
            i.window = Some(proto::Window { dimensions });
            i.called_computation_ids = vec![called];
        })
    }
}
