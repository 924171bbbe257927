use super::super::case::{Case, case};
use super::{apart, clear, of, positive};
use neuron_rt::graph::{Op, Result, Tensor};

type Reduce = fn(&Tensor, &[isize]) -> Result<Tensor>;

pub(crate) fn reduce() -> Vec<Case> {
    let all: &[(&str, Reduce)] = &[
        ("sum", Tensor::sum),
        ("prod", Tensor::prod),
        ("max", Tensor::max),
        ("min", Tensor::min),
        ("mean", Tensor::mean),
    ];
    let axes: &[&[isize]] = &[&[0], &[1], &[2], &[0, 2], &[1, 2], &[0, 1, 2]];
    let mut made = Vec::new();
    for &(name, f) in all {
        for &axes in axes {
            made.push(case(&format!("{name} along {axes:?}"), [apart(&[2, 3, 2])], move |x| {
                f(&x[0], axes)
            }));
        }
        made.push(case(&format!("{name} of one"), [apart(&[1, 2])], move |x| f(&x[0], &[0])));
    }
    // The second derivatives of a product at a zero are not those of its formula.
    let one = of(&[2, 3], &[1.5, 0.0, -0.7, 0.4, 2.0, 1.0]);
    made.push(case("prod with a zero", [one], |x| x[0].prod(&[1])).once());
    let two = of(&[2, 3], &[0.0, 0.0, -0.7, 0.0, 2.0, 0.0]);
    made.push(case("prod with zeros", [two], |x| x[0].prod(&[1])).once());
    made.push(case("all_reduce over one replica", [clear(&[3])], |x| x[0].all_reduce(1)));
    made.push(case("prod of five", [positive(&[5, 2])], |x| x[0].prod(&[0])));
    for axis in 0..3 {
        made.push(case(&format!("cumulative_sum along {axis}"), [clear(&[2, 3, 2])], move |x| {
            x[0].cumulative_sum(axis)
        }));
        made.push(case(&format!("cumulative_sum back along {axis}"), [clear(&[2, 3, 2])], {
            move |x| {
                let op = Op::CumSum { axis: axis as usize, reverse: true };
                Ok(x[0].builder().apply_many(op, &[&x[0]])?.remove(0))
            }
        }));
    }
    made.extend([
        case("kept axes", [apart(&[2, 3])], |x| {
            x[0].sub(&x[0].max_keep(&[1])?)?.div(&x[0].square()?.sum_keep(&[-1])?)
        }),
        case("mean_keep", [clear(&[2, 3])], |x| x[0].sub(&x[0].mean_keep(&[0, 1])?)),
        case("sum_all", [clear(&[2, 3])], |x| x[0].sum_all()),
        case("mean_all", [clear(&[2, 3])], |x| x[0].mean_all()),
        case("log_sum_exp", [apart(&[3, 4])], |x| x[0].log_sum_exp(-1)),
        case("log_sum_exp along the first", [apart(&[3, 4])], |x| x[0].log_sum_exp(0)),
        case("arg_max", [apart(&[3, 4])], |x| {
            x[0].square()?.gather_last(&x[0].arg_max(1)?.unsqueeze(1)?)
        }),
        case("arg_min", [apart(&[3, 4])], |x| {
            x[0].square()?.gather_last(&x[0].arg_min(-1)?.unsqueeze(1)?)
        }),
    ]);
    made
}
