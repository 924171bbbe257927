//! Operations between devices.

use super::super::op::{Binary, Collective, Exchange};
use super::super::shape::ArrayShape;
use super::super::{Fault, Tensor};
use super::movement::{concatenate, dynamic_slice};
use super::{Buffer, Evaluation, Step, Value, elementwise};

impl Evaluation<'_> {
    /// Exchanges operands with the other members of this device's group.
    pub(super) fn collective(
        &mut self,
        step: &Step<'_>,
        operands: &[Value],
        collective: &Collective,
    ) -> Result<Value, Fault> {
        let group = self.group(step, collective)?;
        let own = self.devices.replica();
        let place = group.iter().position(|&member| member == own).unwrap_or(0);
        let mut received = Vec::with_capacity(operands.len());
        for (number, operand) in operands.iter().enumerate() {
            received.push(self.exchange(step, &group, operand.array(), step.operand(number))?);
        }
        let results: Vec<Buffer> = if collective.exchange == Exchange::AllToAllOperands {
            // Every member sent all its operands; this one keeps those meant for it.
            received.swap_remove(place)
        } else {
            let all = received.into_iter().enumerate();
            all.map(|(number, parts)| {
                result(collective.exchange, parts, step.operand(number), place)
            })
            .collect()
        };
        Ok(Value::of(results, &step.instruction.shape))
    }

    /// The group of this device.
    fn group(&self, step: &Step<'_>, collective: &Collective) -> Result<Vec<usize>, Fault> {
        let own = self.devices.replica();
        let fault = |detail: String| {
            let instruction = step.instruction.name.clone();
            Fault::Collective { instruction, detail, timeout: false }
        };
        let group = match collective.groups.as_slice() {
            [] => (0..self.devices.replicas()).collect(),
            groups => {
                let own_group = groups.iter().find(|group| group.contains(&own));
                own_group.cloned().ok_or_else(|| fault(format!("no group names device {own}")))?
            }
        };
        if collective.members.is_some_and(|members| members != group.len()) {
            let detail = format!(
                "its shapes are made for groups of {}, the group is {group:?}",
                collective.members.unwrap_or_default()
            );
            return Err(fault(detail));
        }
        Ok(group)
    }

    fn exchange(
        &self,
        step: &Step<'_>,
        group: &[usize],
        operand: &Buffer,
        shape: &ArrayShape,
    ) -> Result<Vec<Buffer>, Fault> {
        let name = &step.instruction.name;
        let tensor = Tensor::new(shape.element, &shape.dims, operand.bytes().to_vec());
        let received = self.devices.exchange(name, group, tensor)?;
        let fits = received.len() == group.len()
            && received.iter().all(|tensor| {
                tensor.element == shape.element
                    && tensor.dims == shape.dims
                    && tensor.bytes.len() == shape.bytes()
            });
        if !fits {
            let detail = format!("the others' contributions are no {} of {shape}", group.len());
            let instruction = name.clone();
            return Err(Fault::Collective { instruction, detail, timeout: false });
        }
        let buffers =
            received.iter().map(|tensor| Buffer::from_bytes(shape.element, &tensor.bytes));
        Ok(buffers.collect())
    }
}

/// What one member makes of the operands of all.
fn result(exchange: Exchange, parts: Vec<Buffer>, shape: &ArrayShape, place: usize) -> Buffer {
    let members = parts.len();
    match exchange {
        Exchange::AllReduce(combine) => combined(combine, parts, shape),
        Exchange::AllGather { dimension } => joined(&parts, shape, dimension),
        Exchange::ReduceScatter { combine, dimension } => {
            part(&combined(combine, parts, shape), shape, dimension, place, members).0
        }
        Exchange::AllToAll { split, join } => {
            let own = parts.iter().map(|whole| part(whole, shape, split, place, members));
            let own: Vec<(Buffer, ArrayShape)> = own.collect();
            let shape = own.first().map_or_else(|| shape.clone(), |(_, shape)| shape.clone());
            let own: Vec<Buffer> = own.into_iter().map(|(part, _)| part).collect();
            joined(&own, &shape, join)
        }
        Exchange::AllToAllOperands => unreachable!("operands go to members as they are"),
    }
}

/// All parts combined in the order of the group.
fn combined(combine: Binary, parts: Vec<Buffer>, shape: &ArrayShape) -> Buffer {
    let values = parts.into_iter().map(Value::from);
    let all = values.reduce(|sum, part| elementwise::binary(combine, shape.element, sum, part));
    all.map_or_else(|| Buffer::zeros(shape.element, shape.count()), Value::into_buffer)
}

/// All parts, each of this shape, one behind the other along a dimension.
fn joined(parts: &[Buffer], shape: &ArrayShape, dimension: usize) -> Buffer {
    let mut dims = shape.dims.clone();
    dims[dimension] *= parts.len();
    let pairs: Vec<(&Buffer, &ArrayShape)> = parts.iter().map(|part| (part, shape)).collect();
    concatenate(&pairs, &ArrayShape { element: shape.element, dims }, dimension)
}

/// One of `members` equal parts along a dimension, and its shape.
fn part(
    whole: &Buffer,
    shape: &ArrayShape,
    dimension: usize,
    place: usize,
    members: usize,
) -> (Buffer, ArrayShape) {
    let mut dims = shape.dims.clone();
    dims[dimension] /= members;
    let mut starts = vec![0; dims.len()];
    starts[dimension] = place * dims[dimension];
    let part = dynamic_slice(whole, shape, &starts, &dims);
    (part, ArrayShape { element: shape.element, dims })
}
