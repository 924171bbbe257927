//! What cannot be differentiated says so, and names the layer.

use neuron_rt::graph::{
    Builder, DType, GradientOf, GraphError, Role, Shape, Tensor, TensorType, WindowSpec,
};

fn image(b: &Builder) -> Tensor {
    b.input("x", TensorType::new(DType::F64, [1, 1, 2, 2]), Role::Parameter).unwrap()
}

#[test]
fn a_maximum_pool_twice() {
    let b = Builder::new();
    let x = image(&b);
    let spec = WindowSpec { size: [2, 2], stride: [2, 2], padding: [[0, 0], [0, 0]] };
    let _layer = b.layer("stem.pool");
    let first = x.max_pool2d(spec).unwrap().square().unwrap().sum_all().unwrap();
    let gradient = first.gradients(&[&x]).unwrap().remove(0).unwrap();
    let refused = gradient.square().unwrap().sum_all().unwrap().gradients(&[&x]).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "layer `stem.pool`: `window_max_grad` has no gradient: a maximum pool can be \
         differentiated once"
    );
}

#[test]
fn a_loss_that_is_no_scalar() {
    let b = Builder::new();
    let x = image(&b);
    let refused = x.gradients(&[&x]).unwrap_err();
    assert!(matches!(refused, GraphError::LossNotScalar(_)), "{refused}");
    let counts = b.iota(DType::I32, [3], 0).unwrap().sum_all().unwrap();
    assert_eq!(counts.shape(), &Shape::scalar());
    assert!(matches!(counts.gradients(&[&x]), Err(GraphError::LossNotScalar(_))));
}

#[test]
fn a_result_that_a_composite_keeps_for_itself() {
    let b = Builder::new();
    let x = image(&b);
    let body = |x: &[Tensor]| Ok(vec![x[0].sin()?, x[0].cos()?]);
    let rule = |_: &[Tensor], y: &[Tensor], g: &[Tensor]| Ok(vec![g[0].mul(&y[1])?]);
    let own = GradientOf { name: "sine_grad", cotangents: 1, wrt: &[0], body: &rule };
    let both = b.composite("sine", &[], &[&x], &body, Some(own)).unwrap();
    assert!(both[0].sum_all().unwrap().gradients(&[&x]).is_ok());
    let refused = both[1].sum_all().unwrap().gradients(&[&x]).unwrap_err();
    assert!(matches!(refused, GraphError::NoGradient { .. }), "{refused}");
}
