//! Programs that run within the step of a product: rows of all extents around those of a tile, and
//! every way in which a program could overwrite what the product still reads.

use crate::support::agree::disagreement;
use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Graph, Literal, Role, Tensor, TensorType};
use neuron_rt::nn::functional::gelu;
use neuron_rt::{Argument, Buffer, Device, compile};

fn normal(shape: &[usize], place: u64) -> Literal {
    let mut rng = Stream::new(11, "epilogues").sample(place).rng();
    let values: Vec<f64> =
        (0..shape.iter().product()).map(|_| rng.random_range(-1.0..1.0)).collect();
    Literal::from_f64(DType::F32, shape.to_vec(), &values).unwrap()
}

fn input(b: &Builder, name: &str, shape: &[usize]) -> Tensor {
    b.input(name, TensorType::new(DType::F32, shape), Role::Data).unwrap()
}

/// `(rows, columns, depth)`.
const SIZES: [[usize; 3]; 9] = [
    [1, 1, 1],
    [14, 32, 16],
    [15, 33, 17],
    [3, 100, 70],
    [29, 31, 400],
    [200, 7, 5],
    [700, 40, 33],
    [1500, 96, 64],
    // Wider than high: columns are cut.
    [3, 20000, 40],
];

#[test]
fn bias_activation_and_residual() {
    for [m, n, k] in SIZES {
        let b = Builder::new();
        let (x, w) = (input(&b, "x", &[m, k]), input(&b, "w", &[n, k]));
        let (bias, residual) = (input(&b, "b", &[n]), input(&b, "r", &[m, n]));
        let kept = x.matmul_t(&w, false, true).unwrap().add(&bias).unwrap();
        let y = gelu(&kept).unwrap().add(&residual).unwrap();
        let graph = b.finish(&[("y", &y), ("kept", &kept)]).unwrap();
        let given = [normal(&[m, k], 1), normal(&[n, k], 2), normal(&[n], 3), normal(&[m, n], 4)];
        assert_eq!(disagreement(&graph, &given, 1.0), None, "{m} {n} {k}");
    }
}

/// The program's result could take the memory of the product's own sides.
#[test]
fn what_the_product_reads_is_read_again() {
    for n in [1, 14, 33, 150] {
        let b = Builder::new();
        let x = input(&b, "x", &[n, n]);
        let y = x.matmul(&x).unwrap();
        let left = y.matmul(&x).unwrap().add(&y).unwrap();
        let right = left.matmul_t(&left, true, false).unwrap().sub(&left).unwrap();
        let turned = right.matmul(&x).unwrap();
        let turned = turned.add(&turned.transpose(&[1, 0]).unwrap()).unwrap();
        let graph = b.finish(&[("z", &turned.matmul(&x).unwrap())]).unwrap();
        assert_eq!(disagreement(&graph, &[normal(&[n, n], 5)], 1.0), None, "{n}");
    }
}

/// Updates of weights of all sizes in place, of gradients whose norm is read as well.
fn updates() -> (Graph, Vec<Literal>) {
    let b = Builder::new();
    let x = input(&b, "x", &[70, 40]);
    let mut given = vec![normal(&[70, 40], 0)];
    let mut outputs = Vec::new();
    let mut norm = b.full(DType::F32, [], 0.0).unwrap();
    for (number, n) in [1, 3, 40, 900, 1024].into_iter().enumerate() {
        let name = format!("w{number}");
        let weight = b.input(&name, TensorType::new(DType::F32, [40, n]), Role::Parameter).unwrap();
        let gradient = x.matmul_t(&x.matmul(&weight).unwrap(), true, false).unwrap();
        norm = norm.add(&gradient.square().unwrap().sum_all().unwrap()).unwrap();
        let moved = weight.sub(&gradient.mul_scalar(0.01).unwrap()).unwrap();
        given.push(normal(&[40, n], 1 + number as u64));
        outputs.push((name, moved));
    }
    let names: Vec<String> = outputs.iter().map(|(name, _)| format!("{name}'")).collect();
    let mut replacing: Vec<(&str, &Tensor, Option<&str>)> = names
        .iter()
        .zip(&outputs)
        .map(|(new, (name, moved))| (new.as_str(), moved, Some(name.as_str())))
        .collect();
    replacing.push(("norm", &norm, None));
    (b.finish_replacing(&replacing).unwrap(), given)
}

#[test]
fn updates_follow_their_gradients() {
    let (graph, given) = updates();
    let buffers = || given.iter().map(Buffer::from_literal).collect::<Vec<_>>();
    let run = |device: &Device| {
        let given = buffers().into_iter().map(Argument::Donated).collect();
        compile(&graph, device).unwrap().run(given).unwrap()
    };
    for (found, expected) in run(&Device::Cpu).iter().zip(&run(&Device::Reference)) {
        let (found, expected) = (found.to_literal().to_f64(), expected.to_literal().to_f64());
        let scale = expected.iter().fold(1e-9f64, |most, v| most.max(v.abs()));
        for (a, b) in found.iter().zip(&expected) {
            assert!((a - b).abs() <= 3e-6 * scale, "{a} {b} of {scale}");
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let (graph, given) = updates();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let given: Vec<Buffer> = given.iter().map(Buffer::from_literal).collect();
        let lent: Vec<&Buffer> = given.iter().collect();
        pool.install(|| compile(&graph, &Device::Cpu).unwrap().run_borrowed(&lent).unwrap())
    };
    let alone = on(1);
    for threads in [2, 3, 5] {
        for (a, b) in on(threads).iter().zip(&alone) {
            assert!(a.bytes() == b.bytes(), "{threads} threads");
        }
    }
}
