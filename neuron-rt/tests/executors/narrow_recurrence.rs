//! An LSTM whose weight is bf16 against the reference in f32 of the same numbers: only what the rounding
//! of products to bf16 costs may lie between them, of the states in front of one and, in the reference,
//! of the sum behind it.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Graph, Literal, Role, Tensor, TensorType};
use neuron_rt::nn::functional::lstm;
use neuron_rt::{Buffer, Device, compile};

fn normal(ty: &TensorType, place: u64) -> Literal {
    let mut rng = Stream::new(3, "narrow recurrence").sample(place).rng();
    // Of bf16, so that the weight is the same in both types.
    let value = |_| f64::from(half::bf16::from_f64(rng.random_range(-0.5..0.5)).to_f32());
    let values: Vec<f64> = (0..ty.shape.elements()).map(value).collect();
    Literal::from_f64(ty.dtype, ty.shape.clone(), &values).unwrap()
}

/// All that an LSTM makes, and its gradients, with the weight as it is given or as bf16.
fn graph([t, n, hidden]: [usize; 3], reverse: bool, narrow: bool) -> (Graph, Vec<Literal>) {
    let b = Builder::new();
    let mut given = Vec::new();
    let mut input = |name: &str, shape: &[usize]| {
        let ty = TensorType::new(DType::F32, shape);
        given.push(normal(&ty, given.len() as u64));
        b.input(name, ty, Role::Data).unwrap()
    };
    let (gates, weight) = (input("g", &[t, n, 4 * hidden]), input("w", &[4 * hidden, hidden]));
    let start = [input("h", &[n, hidden]), input("c", &[n, hidden])];
    let used = if narrow { weight.cast(DType::BF16).unwrap() } else { weight.clone() };
    let [h, c] = lstm(&gates, &used, start.each_ref(), reverse).unwrap();
    let weighted = |x: &Tensor, place: u64| {
        let weights = b.constant(normal(x.ty(), place));
        x.mul(&weights).unwrap().sum_all().unwrap()
    };
    let loss = weighted(&h, 90).add(&weighted(&c, 91)).unwrap();
    let by = [&gates, &weight, &start[0], &start[1]];
    let gradients: Vec<Tensor> = loss.gradients(&by).unwrap().into_iter().flatten().collect();
    let names = ["dg", "dw", "dh", "dc"];
    let mut outputs = vec![("h", &h), ("c", &c)];
    outputs.extend(names.into_iter().zip(&gradients));
    (b.finish(&outputs).unwrap(), given)
}

#[test]
fn products_round_and_nothing_else() {
    for (extents, reverse) in [
        ([1, 1, 1], false),
        ([3, 5, 7], true),
        ([6, 17, 33], false),
        ([9, 40, 128], true),
        ([4, 9, 131], false),
    ] {
        let run = |narrow: bool, device: Device| {
            let (graph, given) = graph(extents, reverse, narrow);
            let given: Vec<Buffer> = given.iter().map(Buffer::from_literal).collect();
            let lent: Vec<&Buffer> = given.iter().collect();
            compile(&graph, &device).unwrap().run_borrowed(&lent).unwrap()
        };
        let wide = run(false, Device::Reference);
        let narrow = [Device::Cpu, Device::Reference].map(|device| run(true, device));
        let names = ["h", "c", "dg", "dw", "dh", "dc"].iter().cycle();
        for (what, (a, b)) in names.zip(narrow.iter().flatten().zip(wide.iter().cycle())) {
            let (a, b) = (a.to_literal().to_f64(), b.to_literal().to_f64());
            let norm = |values: &mut dyn Iterator<Item = f64>| values.map(|v| v * v).sum::<f64>();
            let apart = norm(&mut a.iter().zip(&b).map(|(a, b)| a - b));
            let apart = (apart / norm(&mut b.iter().copied()).max(1e-12)).sqrt();
            // Half a unit in the last place of bf16 is 2^-9; sums of such are a few times as far.
            assert!(apart <= 1e-2, "{what} of {extents:?}: {apart}");
        }
    }
}
