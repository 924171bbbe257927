//! Random words.

use crate::cpu::philox;
use crate::graph::TensorType;
use candle_core::{Result, Tensor};

pub(super) fn bits(key: &Tensor, result: &TensorType) -> Result<Tensor> {
    let words = key.to_vec1::<u32>()?;
    let mut made = vec![0; result.shape.elements()];
    philox::fill([words[0], words[1]], &mut made);
    Tensor::from_vec(made, result.shape.dims(), key.device())
}
