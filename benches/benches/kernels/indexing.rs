//! Rows of an embedding, and their gradients.

use super::contest::{Contest, Pass, floats};
use anyhow::Result;
use neuron_rt::graph::{DType, TensorType};

pub(crate) fn measure(contest: &mut Contest<'_>) -> Result<()> {
    let ids = TensorType::new(DType::I32, [2048]);
    let table = [floats([4101, 256]), ids.clone()];
    contest.run("gather 2048 of 4101x256", Pass::Forward, &table, |x| x[0].gather(&x[1]))?;
    let rows = [floats([2048, 256]), ids];
    contest.run("scatter add 2048 into 4101x256", Pass::Forward, &rows, |x| {
        x[0].scatter_add(&x[1], 4101)
    })
}
