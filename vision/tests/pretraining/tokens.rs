//! Taking tokens by number and putting them back, against plain code.

use super::made::{BATCH, PATCHES, kinds, orders};
use neuron_rt::graph::{Builder, DType, Role, Tensor, TensorType};
use neuron_rt::{Buffer, Device, compile};
use neuron_vision::pretraining::take;

const DIM: usize = 5;

#[test]
fn what_is_taken_apart_and_put_together_is_the_same_and_so_are_gradients() {
    let masks = kinds().next().unwrap().masks;
    let (order, place) = orders(&masks);
    let builder = Builder::new();
    let ty = TensorType::new(DType::F32, [BATCH, PATCHES, DIM]);
    let numbers = TensorType::new(DType::I32, [BATCH, PATCHES]);
    let x = builder.input("x", ty.clone(), Role::Parameter).unwrap();
    let given = |name: &str| builder.input(name, numbers.clone(), Role::Data).unwrap();
    let (orders, places) = (given("order"), given("place"));
    let seen = masks.seen();
    let part = |from, to| take(&x, &orders.narrow(1, from, to).unwrap()).unwrap();
    let (front, rest) = (part(0, seen), part(seen, PATCHES));
    let both = Tensor::concat(&[&front, &rest], 1).unwrap();
    let back = take(&both, &places).unwrap();
    // Each token that is seen counts by its place in the order.
    let weights = builder.iota(DType::F32, [BATCH, seen, DIM], 1).unwrap().add_scalar(1.0).unwrap();
    let sum = front.mul(&weights).unwrap().sum_all().unwrap();
    let gradient = sum.gradients(&[&x]).unwrap().remove(0).unwrap();
    let graph =
        builder.finish(&[("front", &front), ("back", &back), ("gradient", &gradient)]).unwrap();
    let values: Vec<f32> = (0..BATCH * PATCHES * DIM).map(|i| i as f32).collect();
    let buffers = [
        Buffer::from_slice(ty, &values),
        Buffer::from_slice(numbers.clone(), &order),
        Buffer::from_slice(numbers, &place),
    ];
    let inputs: Vec<&Buffer> = buffers.iter().collect();
    let made = compile(&graph, &Device::Cpu).unwrap().run_borrowed(&inputs).unwrap();
    let [front, back, gradient] = [0, 1, 2].map(|i| made[i].to_literal().to_f32());
    assert_eq!(back, values);
    let mut expected = vec![0.0; values.len()];
    for sample in 0..BATCH {
        for at in 0..seen {
            let patch = order[sample * PATCHES + at] as usize;
            for feature in 0..DIM {
                let from = (sample * PATCHES + patch) * DIM + feature;
                assert_eq!(front[(sample * seen + at) * DIM + feature], values[from]);
                expected[from] = at as f32 + 1.0;
            }
        }
    }
    assert_eq!(gradient, expected);
}
