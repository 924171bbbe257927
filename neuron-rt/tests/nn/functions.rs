use crate::parity::Case;
use neuron_rt::nn::functional::{gelu, gelu_tanh, log_softmax, silu, softmax, softplus};

#[test]
fn activations() {
    let line = [("x", &[9][..], 2.0)];
    Case::new("gelu", &line).check(&|_, f| gelu(&f["x"]));
    Case::new("gelu_tanh", &line).check(&|_, f| gelu_tanh(&f["x"]));
    Case::new("silu", &line).check(&|_, f| silu(&f["x"]));
    Case::new("softplus", &line).check(&|_, f| softplus(&f["x"]));
}

#[test]
fn softmaxes() {
    let rows = [("x", &[3, 5][..], 2.0)];
    Case::new("softmax", &rows).check(&|_, f| softmax(&f["x"]));
    Case::new("log_softmax", &rows).check(&|_, f| log_softmax(&f["x"]));
}
