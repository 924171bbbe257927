use crate::parity::{Case, compare, expected};
use crate::wave::{buffer, literal};
use neuron_rt::graph::{Builder, DType, Literal, Role, TensorType};
use neuron_rt::nn::{Gru, Lstm, Policy, RecurrentConfig, Scope};
use neuron_rt::{Buffer, Device, compile};

const TWO_LAYERS: RecurrentConfig =
    RecurrentConfig { layers: 2, bidirectional: true, ..RecurrentConfig::new(3, 4) };

#[test]
fn sequences() {
    let x = [("x", &[2, 5, 3][..], 2.0)];
    Case::new("lstm", &x)
        .check(&|scope, f| Ok(Lstm::new(scope, TWO_LAYERS)?.forward(&f["x"], None)?.sequence));
    Case::new("gru", &x)
        .check(&|scope, f| Ok(Gru::new(scope, TWO_LAYERS)?.forward(&f["x"], None)?.sequence));
    Case::new("gru_from_state", &x).check(&|scope, f| {
        let ty = TensorType::new(f["x"].dtype(), [4, 2, 4]);
        let state = scope.builder().constant(literal("state", &ty, 0.5));
        Ok(Gru::new(scope, TWO_LAYERS)?.forward_from(&f["x"], None, &state)?.sequence)
    });
}

#[test]
fn padding_is_not_read() {
    Case::new("lstm_padded", &[("x", &[2, 5, 3], 2.0)]).check(&|scope, f| {
        let mask = [1, 1, 1, 1, 1, 1, 1, 1, 0, 0];
        let mask = scope.builder().constant(Literal::from_i32([2, 5], &mask)?);
        let config = RecurrentConfig { layers: 1, ..TWO_LAYERS };
        Ok(Lstm::new(scope, config)?.forward(&f["x"], Some(&mask))?.sequence)
    });
}

#[test]
fn last_states() {
    let b = Builder::new();
    let scope = Scope::new(&b, Policy::F64, false);
    let x = b.input("x", TensorType::new(DType::F64, [2, 5, 3]), Role::Data).unwrap();
    let made = Lstm::new(&scope, TWO_LAYERS).unwrap().forward(&x, None).unwrap();
    let graph = b.finish(&[("h", &made.states[0]), ("c", &made.states[1])]).unwrap();
    let inputs: Vec<Buffer> = graph
        .inputs()
        .iter()
        .map(|input| {
            let scale = if input.name == "x" { 2.0 } else { 0.5 };
            buffer(&input.name, graph.ty(input.value), scale)
        })
        .collect();
    for device in [Device::Reference, Device::Cpu] {
        let mut executable = compile(&graph, &device).unwrap();
        let results = executable.run_borrowed(&inputs.iter().collect::<Vec<_>>()).unwrap();
        for (row, result) in expected("lstm_states").iter().zip(&results) {
            compare("lstm_states", row, result, 1e-10);
        }
    }
}
