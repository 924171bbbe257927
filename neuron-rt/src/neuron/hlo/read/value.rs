use super::fault::{Read, wrong};
use crate::graph::Tensor;

/// What an instruction makes.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Tensor(Tensor),
    Tuple(Vec<Self>),
}

impl Value {
    pub(super) fn tensor(&self) -> Read<&Tensor> {
        match self {
            Self::Tensor(tensor) => Ok(tensor),
            Self::Tuple(_) => wrong("reads a tuple where it needs an array"),
        }
    }

    pub(super) fn part(&self, index: usize) -> Read<&Self> {
        match self {
            Self::Tuple(parts) if index < parts.len() => Ok(&parts[index]),
            Self::Tuple(parts) => wrong(format!("reads part {index} of {}", parts.len())),
            Self::Tensor(_) => wrong("reads a part of what is no tuple"),
        }
    }

    /// The tensors in it, in order.
    pub(super) fn leaves(&self) -> Vec<Tensor> {
        match self {
            Self::Tensor(tensor) => vec![tensor.clone()],
            Self::Tuple(parts) => parts.iter().flat_map(Self::leaves).collect(),
        }
    }

    /// A value built like this one of other tensors.
    pub(super) fn rebuilt(&self, leaves: &mut impl Iterator<Item = Tensor>) -> Read<Self> {
        match self {
            Self::Tensor(_) => match leaves.next() {
                Some(tensor) => Ok(Self::Tensor(tensor)),
                None => wrong("makes fewer values than its type has"),
            },
            Self::Tuple(parts) => {
                Ok(Self::Tuple(parts.iter().map(|part| part.rebuilt(leaves)).collect::<Read<_>>()?))
            }
        }
    }
}

impl From<Tensor> for Value {
    fn from(tensor: Tensor) -> Self {
        Self::Tensor(tensor)
    }
}
