//! Loops and composites. Expected values by hand.

use crate::expect::{F64, expect_all, f64s, i32s};
use neuron_rt::graph::{Tensor, Turn};

/// Running sums and the number of turns, forward and from the end.
#[test]
fn a_loop_of_two_states() {
    let given = [f64s(&[], &[100.0]), i32s(&[], &[0]), f64s(&[3], &[1.0, 2.0, 4.0])];
    for (reverse, sums, counts) in [
        (false, [101.0, 103.0, 107.0], [1, 2, 3]),
        // Slice i of a result stands where slice i of the sequence stood.
        (true, [107.0, 106.0, 104.0], [3, 2, 1]),
    ] {
        let build = |x: &[Tensor]| {
            let turn = |turn: &Turn| {
                let sum = turn.carries[0].add(&turn.slices[0])?;
                let count = turn.carries[1].add(&turn.carries[1].scalar_like(1.0))?;
                let slices = vec![sum.clone(), count.clone()];
                Ok(Turn { carries: vec![sum, count], slices, ..Turn::default() })
            };
            let b = x[0].builder();
            let done = b.scan(3, reverse, &[&x[0], &x[1]], &[&x[2]], &[], turn)?;
            Ok(done.carries.into_iter().chain(done.sequences).collect())
        };
        let expected =
            [f64s(&[], &[107.0]), i32s(&[], &[3]), f64s(&[3], &sums), i32s(&[3], &counts)];
        expect_all(&given, F64, build, &expected);
    }
}

/// The new state is the old other state: they must not be written over one another.
#[test]
fn states_that_change_places() {
    let given = [f64s(&[2], &[1.0, 2.0]), f64s(&[2], &[10.0, 20.0]), f64s(&[2, 2], &[0.5; 4])];
    for turns in [1, 2, 3] {
        let build = |x: &[Tensor]| {
            let turn = |turn: &Turn| {
                let carries = vec![turn.carries[1].clone(), turn.carries[0].clone()];
                Ok(Turn { carries, ..Turn::default() })
            };
            Ok(x[0].builder().scan(turns, false, &[&x[0], &x[1]], &[], &[], turn)?.carries)
        };
        let swapped = turns % 2 == 1;
        let expected = [given[usize::from(swapped)].clone(), given[usize::from(!swapped)].clone()];
        expect_all(&given[..2], F64, build, &expected);
    }
}

/// Fibonacci: each state is read after the other is made.
#[test]
fn states_that_read_one_another() {
    let build = |x: &[Tensor]| {
        let turn = |turn: &Turn| {
            let (a, b) = (&turn.carries[0], &turn.carries[1]);
            Ok(Turn {
                carries: vec![b.clone(), a.add(b)?],
                slices: vec![a.clone()],
                ..Turn::default()
            })
        };
        let done = x[0].builder().scan(8, false, &[&x[0], &x[1]], &[], &[], turn)?;
        Ok(vec![done.carries[0].clone(), done.sequences[0].clone()])
    };
    let given = [i32s(&[], &[0]), i32s(&[], &[1])];
    let expected = [i32s(&[], &[21]), i32s(&[8], &[0, 1, 1, 2, 3, 5, 8, 13])];
    expect_all(&given, F64, build, &expected);
}

#[test]
fn no_turns_and_one() {
    for turns in [0, 1] {
        let sequence = f64s(&[turns, 2], &[3.0, 4.0][..2 * turns]);
        let build = |x: &[Tensor]| {
            let turn = |turn: &Turn| {
                let next = turn.carries[0].add(&turn.slices[0])?;
                Ok(Turn { carries: vec![next.clone()], slices: vec![next], ..Turn::default() })
            };
            let done = x[0].builder().scan(turns, true, &[&x[0]], &[&x[1]], &[], turn)?;
            Ok(vec![done.carries[0].clone(), done.sequences[0].clone()])
        };
        let last = if turns == 0 { [1.0, 2.0] } else { [4.0, 6.0] };
        let expected = [f64s(&[2], &last), f64s(&[turns, 2], &last[..2 * turns])];
        expect_all(&[f64s(&[2], &[1.0, 2.0]), sequence], F64, build, &expected);
    }
}

#[test]
fn a_composite_is_its_body() {
    let body = |x: &[Tensor]| Ok(vec![x[1].sub(&x[0])?, x[0].clone()]);
    let build = |x: &[Tensor]| {
        x[0].builder().composite("a_name_of_no_kernel", &[], &[&x[1], &x[0]], &body, None)
    };
    let given = [f64s(&[2], &[1.0, 2.0]), f64s(&[2], &[10.0, 20.0])];
    let expected = [f64s(&[2], &[-9.0, -18.0]), f64s(&[2], &[10.0, 20.0])];
    expect_all(&given, F64, build, &expected);
}
