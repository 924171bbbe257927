//! Values of instructions.

use std::sync::Arc;

use super::super::shape::Shape;
use super::Buffer;

/// The value of an instruction; its shape is the instruction's.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// An array.
    Array(Arc<Buffer>),
    /// Several values.
    Tuple(Vec<Value>),
}

impl Value {
    /// The array's elements, shared.
    pub(crate) fn array(&self) -> &Arc<Buffer> {
        match self {
            Value::Array(buffer) => buffer,
            Value::Tuple(_) => unreachable!("shapes were checked: the value is an array"),
        }
    }

    /// The array's elements: the value's own if nothing else holds them, else a copy.
    pub(super) fn into_buffer(self) -> Buffer {
        match self {
            Value::Array(buffer) => Arc::unwrap_or_clone(buffer),
            Value::Tuple(_) => unreachable!("shapes were checked: the value is an array"),
        }
    }

    /// The tuple's members.
    pub(super) fn into_members(self) -> Vec<Value> {
        match self {
            Value::Tuple(members) => members,
            Value::Array(_) => unreachable!("shapes were checked: the value is a tuple"),
        }
    }

    /// The one truth value that the array holds.
    pub(super) fn truth(&self) -> bool {
        self.array().view::<u8>()[0] != 0
    }

    /// The same scalars, `lanes` times each.
    pub(super) fn splat(&self, lanes: usize) -> Value {
        match self {
            Value::Array(buffer) => Value::from(buffer.splat(0, lanes)),
            Value::Tuple(members) => {
                Value::Tuple(members.iter().map(|member| member.splat(lanes)).collect())
            }
        }
    }

    /// An array, or a tuple of several of them.
    pub(super) fn of(mut buffers: Vec<Buffer>, shape: &Shape) -> Value {
        match (shape, buffers.pop()) {
            (Shape::Array(_), Some(one)) => Value::from(one),
            (_, last) => {
                buffers.extend(last);
                Value::Tuple(buffers.into_iter().map(Value::from).collect())
            }
        }
    }
}

impl From<Buffer> for Value {
    fn from(buffer: Buffer) -> Value {
        Value::Array(Arc::new(buffer))
    }
}
