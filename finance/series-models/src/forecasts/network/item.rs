use crate::forecasts::Sizes;
use neuron_rt::graph::{Result, Tensor};
use neuron_rt::nn::{Embedding, Init, Scope};
use neuron_train::trainer::Batch;

/// What is said of an item once for all steps: its numbers and the vectors of its categories, `[n, features]`.
pub(super) fn item(scope: &Scope, batch: &Batch, sizes: &Sizes) -> Result<Tensor> {
    let mut parts = vec![batch["numbers"].cast(scope.policy().compute)?];
    for (at, &(rows, features)) in sizes.categories.iter().enumerate() {
        let scope = scope.child("categories").child(at);
        let init = Init::Normal { mean: 0.0, std: 0.3 };
        let table = Embedding::with(&scope, rows, features, init)?;
        parts.push(table.forward(&batch["categories"].index(1, at)?)?);
    }
    Tensor::concat(&parts.iter().collect::<Vec<_>>(), -1)
}

/// The same at each of so many steps, `[n, steps, features]`.
pub(super) fn at_each(item: &Tensor, steps: usize) -> Result<Tensor> {
    let (n, features) = (item.dim(0)?, item.dim(1)?);
    item.unsqueeze(1)?.broadcast_to([n, steps, features])
}
