//! What depends on weights alone is made once: and again, whenever a weight is another.

use neuron_random::{Rng, Stream};
use neuron_rt::graph::{Builder, DType, Graph, Literal, Role, Tensor, TensorType};
use neuron_rt::{Buffer, Device, Executable, compile};

/// Two linear layers, the first weight made of two, computed in `dtype`.
fn network(dtype: DType) -> Graph {
    let b = Builder::new();
    let input = |name: &str, shape: &[usize], role: Role| -> Tensor {
        b.input(name, TensorType::new(DType::F32, shape), role).unwrap()
    };
    let x = input("x", &[5, 40], Role::Data).cast(dtype).unwrap();
    let [first, gain] =
        [[70, 40], [70, 1]].map(|shape| input(&format!("w{}", shape[1]), &shape, Role::Parameter));
    let first = first.mul(&gain).unwrap().cast(dtype).unwrap();
    let second = input("second", &[70, 33], Role::Parameter).cast(dtype).unwrap();
    let hidden = x.matmul_t(&first, false, true).unwrap().relu().unwrap();
    let y = hidden.matmul(&second).unwrap();
    // A weight that is an operand of more than products, and one that comes out as it went in.
    let y = y.add(&second.sum(&[0]).unwrap()).unwrap().cast(DType::F32).unwrap();
    b.finish(&[("y", &y), ("first", &first.cast(DType::F32).unwrap())]).unwrap()
}

fn buffers(graph: &Graph, seed: u64) -> Vec<Buffer> {
    let inputs = graph.inputs().iter().enumerate();
    inputs
        .map(|(place, input)| {
            let mut rng = Stream::new(seed, "kept weights").sample(place as u64).rng();
            let ty = graph.ty(input.value);
            let count = ty.shape.elements();
            let values: Vec<f64> = (0..count).map(|_| rng.random_range(-1.0..1.0)).collect();
            let literal = Literal::from_f64(DType::F32, ty.shape.to_vec(), &values).unwrap();
            Buffer::from_literal(&literal)
        })
        .collect()
}

fn run(executable: &mut Executable, buffers: &[Buffer]) -> Vec<Vec<u8>> {
    let made = executable.run_borrowed(&buffers.iter().collect::<Vec<_>>()).unwrap();
    made.iter().map(|buffer| buffer.bytes().to_vec()).collect()
}

/// What an executable gives that has seen nothing before.
fn afresh(graph: &Graph, buffers: &[Buffer]) -> Vec<Vec<u8>> {
    run(&mut compile(graph, &Device::Cpu).unwrap(), buffers)
}

#[test]
fn weights_may_stay_and_may_change() {
    for dtype in [DType::F32, DType::BF16, DType::F64] {
        let graph = network(dtype);
        let mut executable = compile(&graph, &Device::Cpu).unwrap();
        let mut now = buffers(&graph, 1);
        let expected = afresh(&graph, &now);
        for _ in 0..3 {
            assert!(run(&mut executable, &now) == expected, "{dtype}: the same again");
        }
        // Other data, the same weights.
        now[0] = buffers(&graph, 2).remove(0);
        assert!(run(&mut executable, &now) == afresh(&graph, &now), "{dtype}: other data");
        // A copy has the same content.
        now = now.clone();
        assert!(run(&mut executable, &now) == afresh(&graph, &now), "{dtype}: copies");
        for weight in 1..now.len() {
            // Written in place, at the same address.
            now[weight].as_mut_slice::<f32>()[7] += 1.0;
            assert!(
                run(&mut executable, &now) == afresh(&graph, &now),
                "{dtype}: {weight} written"
            );
            // Another buffer, perhaps at the address of one that was dropped.
            now[weight] = buffers(&graph, 10 + weight as u64).remove(weight);
            assert!(
                run(&mut executable, &now) == afresh(&graph, &now),
                "{dtype}: {weight} replaced"
            );
        }
        // Back to what was seen before the last change.
        let again = buffers(&graph, 1);
        assert!(run(&mut executable, &again) == expected, "{dtype}: back");
    }
}

/// A run that is refused changes nothing of what the one before left.
#[test]
fn a_refused_run_changes_nothing() {
    let graph = network(DType::F32);
    let mut executable = compile(&graph, &Device::Cpu).unwrap();
    let now = buffers(&graph, 1);
    let expected = run(&mut executable, &now);
    let few: Vec<&Buffer> = now.iter().skip(1).collect();
    assert!(executable.run_borrowed(&few).is_err());
    assert!(run(&mut executable, &now) == expected);
}
