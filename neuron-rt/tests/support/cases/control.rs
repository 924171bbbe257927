use super::super::case::Given;
use super::super::case::{Case, case, cases};
use super::{clear, flags};
use neuron_rt::graph::{DType, GradientOf, Result, Tensor, Turn};

/// `(h W + x U + b)` through tanh, with a second state that sums, two results a turn, and one
/// constant for all turns.
fn recurrence(reverse: bool) -> impl Fn(&[Tensor]) -> Result<Vec<Tensor>> {
    move |x| {
        let [h, sum, inputs, gates, w] = [&x[0], &x[1], &x[2], &x[3], &x[4]];
        let turn = |turn: &Turn| {
            let (h, sum) = (&turn.carries[0], &turn.carries[1]);
            let next = h.matmul(&turn.constants[0])?.add(&turn.slices[0])?.tanh()?;
            let gated = next.mul(&turn.slices[1])?;
            Ok(Turn {
                carries: vec![next.clone(), sum.add(&gated)?],
                slices: vec![gated.sum(&[0])?, next.mul(h)?],
                constants: Vec::new(),
            })
        };
        let done = h.builder().scan(3, reverse, &[h, sum], &[inputs, gates], &[w], turn)?;
        Ok(done.carries.into_iter().chain(done.sequences).collect())
    }
}

pub(crate) fn loops() -> Vec<Case> {
    let given =
        || [clear(&[2, 2]), clear(&[2, 2]), clear(&[3, 2, 2]), clear(&[3, 2, 2]), clear(&[2, 2])];
    vec![
        cases("scan", given(), recurrence(false)),
        cases("scan from the end", given(), recurrence(true)),
        case("scan whose results are read in part", given(), |x| {
            Ok(recurrence(false)(x)?.swap_remove(2))
        }),
        case("scan without a sequence", [clear(&[3]), clear(&[3])], |x| {
            let turn = |turn: &Turn| {
                let next = turn.carries[0].mul(&turn.constants[0])?.sin()?;
                Ok(Turn { carries: vec![next], ..Turn::default() })
            };
            Ok(x[0].builder().scan(4, false, &[&x[0]], &[], &[&x[1]], turn)?.carries.remove(0))
        }),
        case("scan without a state", [clear(&[3, 2]), clear(&[2])], |x| {
            let turn = |turn: &Turn| {
                let made = turn.slices[0].mul(&turn.constants[0])?;
                Ok(Turn { slices: vec![made], ..Turn::default() })
            };
            Ok(x[0].builder().scan(3, true, &[], &[&x[0]], &[&x[1]], turn)?.sequences.remove(0))
        }),
        case("scan of scalars with a counter", [clear(&[]), clear(&[4])], |x| {
            let start = x[0].builder().scalar(DType::I32, 1.0);
            let turn = |turn: &Turn| {
                let count = &turn.carries[0];
                let scaled = turn.slices[0].mul(&count.cast(turn.slices[0].dtype())?)?;
                let next = turn.carries[1].mul_scalar(0.5)?.add(&scaled)?;
                let count = count.add(&count.scalar_like(2.0))?;
                Ok(Turn {
                    carries: vec![count, next.clone()],
                    slices: vec![next],
                    ..Turn::default()
                })
            };
            let done = x[0].builder().scan(4, false, &[&start, &x[0]], &[&x[1]], &[], turn)?;
            done.sequences[0].add(&done.carries[1])
        }),
        case("a state that stays", [clear(&[2]), clear(&[3, 2])], |x| {
            let turn = |turn: &Turn| {
                let made = turn.slices[0].mul(&turn.carries[0])?;
                Ok(Turn { carries: turn.carries.clone(), slices: vec![made], ..Turn::default() })
            };
            let done = x[0].builder().scan(3, false, &[&x[0]], &[&x[1]], &[], turn)?;
            done.sequences[0].add(&done.carries[0])
        }),
        case("a loop in a loop", [clear(&[2]), clear(&[2, 3, 2])], |x| {
            let outer = |turn: &Turn| {
                let inner = |turn: &Turn| {
                    let next = turn.carries[0].add(&turn.slices[0])?.sin()?;
                    Ok(Turn { carries: vec![next], ..Turn::default() })
                };
                let state = &turn.carries[0];
                let b = state.builder();
                let done = b.scan(3, true, &[state], &[&turn.slices[0]], &[], inner)?;
                Ok(Turn { carries: done.carries, ..Turn::default() })
            };
            Ok(x[0].builder().scan(2, false, &[&x[0]], &[&x[1]], &[], outer)?.carries.remove(0))
        }),
        case("a loop of no turns", [clear(&[2]), clear(&[0, 2])], |x| {
            let turn = |turn: &Turn| {
                let next = turn.carries[0].add(&turn.slices[0])?;
                Ok(Turn { carries: vec![next], ..Turn::default() })
            };
            Ok(x[0].builder().scan(0, false, &[&x[0]], &[&x[1]], &[], turn)?.carries.remove(0))
        }),
    ]
}

fn soft(inputs: &[Tensor]) -> Result<Vec<Tensor>> {
    let x = &inputs[0];
    let e = x.sub(&x.max_keep(&[-1])?.stop_gradient()?)?.exp()?;
    Ok(vec![e.div(&e.sum_keep(&[-1])?)?])
}

fn soft_gradient(_: &[Tensor], y: &[Tensor], g: &[Tensor]) -> Result<Vec<Tensor>> {
    let inner = g[0].mul(&y[0])?.sum_keep(&[-1])?;
    Ok(vec![g[0].sub(&inner)?.mul(&y[0])?])
}

/// A product and, kept for its gradient alone, the sum of its arguments.
fn product_and_sum(x: &[Tensor]) -> Result<Vec<Tensor>> {
    Ok(vec![x[0].mul(&x[1])?, x[0].add(&x[1])?])
}

fn product_gradient(x: &[Tensor], y: &[Tensor], g: &[Tensor]) -> Result<Vec<Tensor>> {
    // The other argument, from the sum that was kept.
    Ok(vec![g[0].mul(&y[1].sub(&x[0])?)?, g[0].mul(&x[0])?])
}

pub(crate) fn composites() -> Vec<Case> {
    let own = GradientOf { name: "soft_grad", cotangents: 1, wrt: &[0], body: &soft_gradient };
    vec![
        case("composite with its own gradient", [apart_rows()], move |x| {
            let args = [&x[0]];
            Ok(x[0].builder().composite("soft", &[], &args, &soft, Some(own))?.remove(0))
        }),
        case("composite without", [apart_rows()], |x| {
            Ok(x[0].builder().composite("soft", &[], &[&x[0]], &soft, None)?.remove(0))
        }),
        case("composite that keeps a result", [clear(&[3]), clear(&[3])], |x| {
            let own = GradientOf {
                name: "product_grad",
                cotangents: 1,
                wrt: &[0, 1],
                body: &product_gradient,
            };
            let args = [&x[0], &x[1]];
            let b = x[0].builder();
            Ok(b.composite("product", &[("n", 3.0)], &args, &product_and_sum, Some(own))?.remove(0))
        })
        .once(),
        cases("composite of two results", [clear(&[3]), clear(&[3])], |x| {
            x[0].builder().composite("both", &[], &[&x[0], &x[1]], &product_and_sum, None)
        }),
        case("composite in a composite", [apart_rows(), clear(&[2, 3])], |x| {
            let outer = |x: &[Tensor]| {
                let inner = x[0].builder().composite("soft", &[], &[&x[0]], &soft, None)?;
                Ok(vec![inner[0].mul(&x[1])?.sin()?])
            };
            Ok(x[0].builder().composite("outer", &[], &[&x[0], &x[1]], &outer, None)?.remove(0))
        }),
        case("composite in a loop", [clear(&[2, 3])], |x| {
            let own =
                GradientOf { name: "soft_grad", cotangents: 1, wrt: &[0], body: &soft_gradient };
            let turn = |turn: &Turn| {
                let state = &turn.carries[0];
                let made = state.builder().composite("soft", &[], &[state], &soft, Some(own))?;
                Ok(Turn { carries: vec![made[0].add(state)?], ..Turn::default() })
            };
            Ok(x[0].builder().scan(3, false, &[&x[0]], &[], &[], turn)?.carries.remove(0))
        }),
    ]
}

fn apart_rows() -> Given {
    super::apart(&[2, 3])
}

/// What has random bits among its arguments.
pub(crate) fn random() -> Vec<Case> {
    let key = || Given::Key([17, 4_000_000_000]);
    vec![
        case("dropout", [clear(&[4, 3]), key()], |x| {
            let bits = x[0].builder().random_bits(&x[1], [4, 3])?;
            let keep = bits.less(&bits.scalar_like(3_000_000_000.0))?;
            keep.select(&x[0].mul_scalar(1.25)?, &x[0].scalar_like(0.0))
        }),
        case("noise", [clear(&[7]), key(), flags(&[7], &[true; 7])], |x| {
            let bits = x[0].builder().random_bits(&x[1], [7])?;
            let uniform = bits.cast(x[0].dtype())?.mul_scalar(2f64.powi(-32))?;
            x[2].select(&x[0].add(&uniform)?, &x[0])
        }),
    ]
}
