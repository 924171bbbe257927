//! Random words by Philox 4×32-10 in u32 arithmetic: bit for bit what the processor makes.

use super::super::emit::{Emitter, Value};
use crate::cpu::philox::{MULTIPLIERS, ROUNDS, WEYL};
use crate::graph::{DType, TensorType};

pub(super) fn bits(out: &mut Emitter, key: &Value, ty: &TensorType) -> Value {
    let elements = ty.shape.elements();
    let blocks = TensorType::new(DType::U32, [elements.div_ceil(4)]);
    let zero = out.splat(&blocks, 0.0);
    // More than 2^32 blocks would not fit into any device's memory: the counter's high half is 0.
    let mut counter = [out.iota(&blocks, 0), zero.clone(), zero.clone(), zero];
    let mut keys = [0, 1].map(|at| {
        let word = out.narrow(key, 0, at, at + 1);
        out.broadcast(&word, &blocks.shape, &[0])
    });
    for round in 0..ROUNDS {
        let [c0, c1, c2, c3] = &counter;
        let (high_a, low_a) = product(out, c0, MULTIPLIERS[0]);
        let (high_b, low_b) = product(out, c2, MULTIPLIERS[1]);
        let mix = |out: &mut Emitter, high: &Value, word: &Value, key: &Value| {
            let mixed = out.binary("xor", high, word);
            out.binary("xor", &mixed, key)
        };
        let first = mix(out, &high_b, c1, &keys[0]);
        let third = mix(out, &high_a, c3, &keys[1]);
        counter = [first, low_b, third, low_a];
        if round + 1 < ROUNDS {
            keys = [0, 1].map(|at| out.with("add", &keys[at], f64::from(WEYL[at])));
        }
    }
    let columns = counter.map(|word| out.reshape(&word, &[blocks.shape[0], 1]));
    let words = out.concatenate(&columns.iter().collect::<Vec<_>>(), 1);
    let flat = out.reshape(&words, &[4 * blocks.shape[0]]);
    let flat = out.narrow(&flat, 0, 0, elements);
    out.reshape(&flat, &ty.shape)
}

/// The high and the low word of a product, from products of halves.
fn product(out: &mut Emitter, x: &Value, by: u32) -> (Value, Value) {
    let (by_high, by_low) = (f64::from(by >> 16), f64::from(by & 0xffff));
    let high = |out: &mut Emitter, x: &Value| out.with("shift-right-logical", x, 16.0);
    let low = |out: &mut Emitter, x: &Value| out.with("and", x, f64::from(0xffff));
    let (x_high, x_low) = (high(out, x), low(out, x));
    let low_low = out.with("multiply", &x_low, by_low);
    let high_low = out.with("multiply", &x_high, by_low);
    let low_high = out.with("multiply", &x_low, by_high);
    let high_high = out.with("multiply", &x_high, by_high);
    // None of these sums carries out of 32 bits.
    let carried = high(out, &low_low);
    let middle = low(out, &high_low);
    let middle = out.binary("add", &carried, &middle);
    let other = low(out, &low_high);
    let middle = out.binary("add", &middle, &other);
    let tops = [high(out, &high_low), high(out, &low_high), high(out, &middle)];
    let sum = tops.iter().fold(high_high, |sum, top| out.binary("add", &sum, top));
    (sum, out.with("multiply", x, f64::from(by)))
}
