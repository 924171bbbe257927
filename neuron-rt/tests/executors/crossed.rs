//! Elementwise chains of two shapes that read one another: joined carelessly into kernels, the
//! kernels would wait for each other for ever.

use crate::support::agree::disagreement;
use crate::support::case::Given;
use crate::support::case::{Case, cases};
use crate::support::values::Values;
use neuron_rt::graph::{DType, Result, Tensor};

fn given() -> [Given; 2] {
    [Given::Float(vec![2, 3], Values::Clear), Given::Float(vec![], Values::Clear)]
}

fn check(case: &Case) {
    let wrong = disagreement(&case.forward(DType::F64), &case.inputs(DType::F64), 0.0);
    assert_eq!(wrong, None, "{}", case.name);
    let graph = case.loss_graph(DType::F64, 1, true).graph;
    assert_eq!(disagreement(&graph, &case.inputs(DType::F64), 1.0), None, "{}", case.name);
}

/// `matrix → sum → scalar` and `scalar → matrix`, where each chain could be one kernel.
#[test]
fn a_sum_and_a_factor() {
    check(&cases("sum first", given(), |x| {
        let early = x[0].sin()?;
        let sum = early.sum_all()?;
        let factor = x[1].cos()?;
        let late = early.mul(&factor)?;
        Ok(vec![late, sum.add(&factor)?])
    }));
    check(&cases("factor first", given(), |x| {
        let factor = x[1].cos()?;
        let early = x[0].sin()?;
        let late = early.mul(&factor)?;
        let sum = early.sum_all()?;
        Ok(vec![sum.add(&factor)?, late])
    }));
}

/// Every order in which a row of steps along two chains can be recorded.
#[test]
fn chains_that_cross_in_every_order() {
    for order in 0..64u32 {
        let build = move |x: &[Tensor]| -> Result<Vec<Tensor>> {
            let (mut matrix, mut scalar) = (x[0].sin()?, x[1].cos()?);
            let mut made = vec![matrix.clone(), scalar.clone()];
            for step in 0..6 {
                // The older or the newest of the other chain is read.
                let other = |now: &Tensor, back: usize, all: &[Tensor]| {
                    let same = all.iter().rev().filter(|t| t.shape() == now.shape());
                    same.clone()
                        .nth(back)
                        .or_else(|| same.clone().next_back())
                        .cloned()
                        .unwrap_or(now.clone())
                };
                if order >> step & 1 == 1 {
                    let read = other(&scalar, step % 3, &made);
                    matrix = matrix.mul(&read)?.cos()?;
                    made.push(matrix.clone());
                } else {
                    let read = other(&matrix, step % 2, &made).mean_all()?;
                    scalar = scalar.add(&read)?.sin()?;
                    made.push(scalar.clone());
                }
            }
            Ok(made)
        };
        check(&cases(&format!("order {order:06b}"), given(), build));
    }
}
