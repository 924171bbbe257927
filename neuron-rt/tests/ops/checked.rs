//! The checked reference stops at the first value that is not finite, and names its layer.

use crate::expect::f64s;
use neuron_rt::cpu::reference_checked;
use neuron_rt::graph::{Builder, DType, Literal, Result, Role, Tensor, TensorType, Turn};
use neuron_rt::{Buffer, RunError};

/// What the checked reference says of a graph of one input.
fn check(x: &[f64], record: impl Fn(&Builder, &Tensor) -> Result<Tensor>) -> Option<String> {
    let b = Builder::new();
    let input = b.input("x", TensorType::new(DType::F64, [x.len()]), Role::Data).unwrap();
    let y = record(&b, &input).unwrap();
    let graph = b.finish(&[("y", &y)]).unwrap();
    let buffer = Buffer::from_literal(&f64s(&[x.len()], x));
    match reference_checked(&graph).unwrap().run_borrowed(&[&buffer]) {
        Ok(_) => None,
        Err(error @ RunError::NotFinite { .. }) => Some(error.to_string()),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn names_the_layer_and_the_operation() {
    let found = check(&[1.0, -1.0], |b, x| {
        let _layer = b.layer("encoder.0.attention");
        let root = x.sqrt()?;
        drop(_layer);
        root.exp()
    });
    assert_eq!(found.as_deref(), Some("layer `encoder.0.attention`: `sqrt` made NaN"));
    let found = check(&[1.0, 0.0], |_, x| x.recip()?.sin());
    assert_eq!(found.as_deref(), Some("model: `div` made an infinity"));
}

#[test]
fn names_an_input() {
    let found = check(&[f64::NAN], |_, x| x.exp());
    assert_eq!(found.as_deref(), Some("model: `input x` made NaN"));
    let found = check(&[f64::INFINITY], |_, x| x.neg()?.exp());
    assert_eq!(found.as_deref(), Some("model: `input x` made an infinity"));
}

/// A mask of -∞ is meant; a NaN that it makes is not.
#[test]
fn constants_may_be_infinite() {
    let mask = |b: &Builder, x: &Tensor| {
        let mask = Literal::from_f64(DType::F64, [2], &[0.0, f64::NEG_INFINITY])?;
        x.add(&b.constant(mask))
    };
    assert_eq!(check(&[1.0, 2.0], |b, x| mask(b, x)?.exp()), None);
    assert_eq!(check(&[1.0, 2.0], |_, x| x.pad(&[1], &[0], f64::NEG_INFINITY)?.exp()), None);
    let found = check(&[1.0, 2.0], |b, x| mask(b, x)?.mul_scalar(0.0));
    assert_eq!(found.as_deref(), Some("model: `mul` made NaN"));
}

#[test]
fn looks_into_bodies() {
    let body = |x: &[Tensor]| Ok(vec![x[0].log()?]);
    let found = check(&[1.0, -3.0], |b, x| {
        let _layer = b.layer("norm");
        Ok(b.composite("layer_norm", &[], &[x], &body, None)?.remove(0))
    });
    assert_eq!(found.as_deref(), Some("layer `norm`: `log` made NaN"));
    let found = check(&[600.0], |b, x| {
        let _layer = b.layer("lstm");
        let turn = |turn: &Turn| {
            let next = turn.carries[0].square()?;
            Ok(Turn { carries: vec![next], ..Turn::default() })
        };
        Ok(b.scan(9, false, &[x], &[], &[], turn)?.carries.remove(0))
    });
    assert_eq!(found.as_deref(), Some("layer `lstm`: `mul` made an infinity"));
}

/// What no output depends on is not computed, and so is not complained of.
#[test]
fn passes_over_what_is_not_read() {
    let found = check(&[-1.0], |_, x| {
        x.sqrt()?;
        x.neg()
    });
    assert_eq!(found, None);
}

#[test]
fn halves_that_overflow() {
    let found = check(&[70_000.0], |_, x| x.cast(DType::F16)?.cast(DType::F64));
    assert_eq!(found.as_deref(), Some("model: `cast` made an infinity"));
}
