//! One instruction.

use super::super::Fault;
use super::super::op::Op;
use super::{Buffer, Evaluation, Step, Value, combine, elementwise, movement, product};

impl Evaluation<'_> {
    /// Runs an instruction on the values of its operands.
    pub(super) fn instruction(
        &mut self,
        step: &Step<'_>,
        operands: Vec<Value>,
    ) -> Result<Value, Fault> {
        let mut operands = operands.into_iter();
        let mut next = || match operands.next() {
            Some(value) => value,
            None => unreachable!("operands were counted"),
        };
        Ok(match &step.instruction.op {
            Op::Parameter(_) => unreachable!("parameters are taken from the arguments"),
            Op::Constant(value) => value.clone(),
            Op::Iota { dimension } => {
                let shape = step.result();
                let inner = shape.dims[dimension + 1..].iter().product();
                let extent = shape.dims[*dimension];
                elementwise::iota(shape.element, shape.count(), extent, inner).into()
            }
            Op::Unary(unary) => elementwise::unary(*unary, step.operand(0).element, next()),
            Op::Binary(binary) => {
                elementwise::binary(*binary, step.operand(0).element, next(), next())
            }
            Op::Compare { direction, total_order } => {
                let element = step.operand(0).element;
                elementwise::compare(*direction, *total_order, element, &next(), &next())
            }
            Op::Select => elementwise::select(&next(), next(), next()),
            Op::Clamp => elementwise::clamp(step.operand(1).element, next(), next(), next()),
            Op::Convert => {
                elementwise::convert(step.operand(0).element, step.result().element, next())
            }
            Op::BitcastConvert => elementwise::bitcast(step.result().element, next()),
            Op::Identity => next(),
            Op::Broadcast { .. } if step.lanes != 1 => next(),
            Op::Broadcast { dimensions } => {
                movement::broadcast(next(), step.operand(0), step.result(), dimensions)
            }
            Op::Transpose { permutation } => {
                let operand = next();
                movement::transpose(operand.array(), &step.operand(0).dims, permutation).into()
            }
            Op::Reverse { dimensions } => {
                movement::reverse(next().array(), step.operand(0), dimensions).into()
            }
            Op::Slice(ranges) => movement::slice(next().array(), step.operand(0), ranges).into(),
            Op::DynamicSlice => {
                let operand = next();
                let starts = starts(step, 1, operands, &step.result().dims);
                let dims = &step.result().dims;
                movement::dynamic_slice(operand.array(), step.operand(0), &starts, dims).into()
            }
            Op::DynamicUpdateSlice => {
                let (operand, update) = (next(), next());
                let dims = &step.operand(1).dims;
                let starts = starts(step, 2, operands, dims);
                let update = update.array();
                movement::dynamic_update_slice(operand, step.operand(0), update, dims, &starts)
            }
            Op::Concatenate { dimension } => {
                let values: Vec<Value> = operands.collect();
                let pairs = values.iter().enumerate();
                let pairs = pairs.map(|(number, value)| (&**value.array(), step.operand(number)));
                let pairs: Vec<(&Buffer, _)> = pairs.collect();
                movement::concatenate(&pairs, step.result(), *dimension).into()
            }
            Op::Pad(paddings) => {
                let (operand, value) = (next(), next());
                let (operand, value) = (operand.array(), value.array());
                movement::pad(operand, step.operand(0), value, paddings, step.result()).into()
            }
            Op::Dot(dims) => product::dot(
                dims,
                (next(), step.operand(0)),
                (next(), step.operand(1)),
                step.result(),
            ),
            Op::Convolution(dims) => product::convolution(
                dims,
                (next(), step.operand(0)),
                (next(), step.operand(1)),
                step.result(),
            ),
            Op::Gather(dims) => movement::gather(
                &step.instruction.name,
                dims,
                (next().array(), step.operand(0)),
                (next().array(), step.operand(1)),
                step.result(),
            )?
            .into(),
            Op::Tuple => Value::Tuple(operands.collect()),
            Op::GetTupleElement(index) => next().into_members().swap_remove(*index),
            Op::TopK { k } => {
                let found = combine::top_k(next().array(), step.operand(0), *k)?;
                Value::Tuple(found.into_iter().map(Value::from).collect())
            }
            Op::Reduce { dimensions, computation } => {
                self.reduce(step, operands.collect(), dimensions, *computation)?
            }
            Op::ReduceWindow { window, computation } => {
                self.reduce_window(step, &operands.collect::<Vec<_>>(), window, *computation)?
            }
            Op::SelectAndScatter { window, select, scatter } => {
                let all = [next(), next(), next()];
                self.select_and_scatter(step, &all, window, *select, *scatter)?
            }
            Op::Scatter(dims) => {
                let all = [next(), next(), next()];
                self.scatter(step, all, dims)?
            }
            Op::Sort { dimension, comparator } => {
                self.sort(step, &operands.collect::<Vec<_>>(), *dimension, *comparator)?
            }
            Op::While { condition, body } => self.repeat(next(), *condition, *body)?,
            Op::Conditional { branches } => self.choose(step, operands.collect(), branches)?,
            Op::Call { computation } => self.run(*computation, operands.collect())?,
            Op::Collective(collective) => {
                self.collective(step, &operands.collect::<Vec<_>>(), collective)?
            }
        })
    }
}

/// The starts of a block of these extents: the operands from `first` on.
fn starts(
    step: &Step<'_>,
    first: usize,
    operands: impl Iterator<Item = Value>,
    block: &[usize],
) -> Vec<usize> {
    let given = operands.enumerate();
    let given = given.map(|(number, value)| (value, step.operand(first + number).element));
    movement::starts(&given.collect::<Vec<_>>(), &step.operand(0).dims, block)
}
