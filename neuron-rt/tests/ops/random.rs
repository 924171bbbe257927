//! Random words: Philox 4×32-10, against the known answers of Random123 1.14
//! (`tests/kat_vectors`: `philox4x32 10`, counter 0 and key 0).

use crate::expect::expect;
use crate::support::close::Tolerance;
use crate::support::run::{DEVICES, run};
use neuron_rt::graph::{Builder, DType, Literal, Role, TensorType};

fn words(key: [u32; 2], shape: &[usize]) -> Literal {
    let b = Builder::new();
    let input = b.input("key", TensorType::new(DType::U32, [2]), Role::Data).unwrap();
    let bits = b.random_bits(&input, shape.to_vec()).unwrap();
    let graph = b.finish(&[("bits", &bits)]).unwrap();
    let key = [Literal::from_u32([2], &key).unwrap()];
    let [first, other] = DEVICES.map(|device| run(&graph, &device, &key).remove(0));
    assert_eq!(first, other);
    first
}

#[test]
fn known_answer() {
    let key = [Literal::from_u32([2], &[0, 0]).unwrap()];
    let expected = [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8];
    expect(
        &key,
        Tolerance::EXACT,
        |x| x[0].builder().random_bits(&x[0], [2, 2]),
        &Literal::from_u32([2, 2], &expected).unwrap(),
    );
}

/// A shape is only a shape, and a shorter draw is the beginning of a longer one.
#[test]
fn words_have_places() {
    let long = words([5, 6], &[1001]);
    for shape in [vec![7, 11], vec![1], vec![2, 3, 5], vec![1000]] {
        let short = words([5, 6], &shape);
        assert_eq!(short.bytes(), &long.bytes()[..short.bytes().len()]);
    }
    assert_ne!(words([6, 5], &[1001]).bytes(), long.bytes());
    assert_eq!(words([5, 6], &[0]).bytes(), [0u8; 0]);
}

/// The mean of 100,000 uniform numbers is within five of its standard errors.
#[test]
fn words_are_uniform() {
    let values = words([1, 2], &[100_000]).to_f64();
    let mean = values.iter().sum::<f64>() / 1e5 / 2f64.powi(32);
    assert!((mean - 0.5).abs() < 5.0 * (1.0 / 12f64).sqrt() / 1e5f64.sqrt(), "{mean}");
    let high = values.iter().filter(|&&v| v >= 2f64.powi(31)).count();
    assert!(high.abs_diff(50_000) < 800, "{high}");
}
