use super::super::case::{Case, case, cases};
use super::{clear, ids};
use neuron_rt::graph::{DType, Tensor};

pub(crate) fn structure() -> Vec<Case> {
    let mut made = vec![
        case("reshape", [clear(&[2, 6])], |x| x[0].reshape([3, 2, 2])),
        case("reshape of a scalar", [clear(&[])], |x| x[0].reshape([1, 1])),
        case("a new axis and none", [clear(&[2, 3])], |x| x[0].unsqueeze(1)?.squeeze(1)),
        case("swap_axes", [clear(&[2, 3, 2])], |x| x[0].swap_axes(0, -1)),
        case("narrow", [clear(&[3, 5])], |x| x[0].narrow(-1, 1, 4)),
        case("narrow to nothing", [clear(&[3, 2]), clear(&[2])], |x| {
            x[0].narrow(0, 1, 1)?.sum(&[0])?.add(&x[1])
        }),
        case("index", [clear(&[3, 4])], |x| x[0].index(0, 2)),
        case("every other", [clear(&[5, 6])], |x| x[0].slice(&[0, 1], &[5, 6], &[2, 2])),
        case("steps with a rest", [clear(&[8, 3])], |x| x[0].slice(&[1, 0], &[7, 3], &[4, 2])),
        case("a step beyond the end", [clear(&[4])], |x| x[0].slice(&[1], &[3], &[7])),
        case("pad", [clear(&[2, 3])], |x| x[0].pad(&[1, 0], &[0, 2], 0.5)),
        case("pad between", [clear(&[3, 2])], |x| {
            x[0].pad_interior(&[0, 1], &[2, 0], &[2, 1], -1.0)
        }),
        case("pad between one", [clear(&[1, 2])], |x| {
            x[0].pad_interior(&[1, 0], &[0, 0], &[3, 0], 0.0)
        }),
        case("concat of rows", [clear(&[2, 3]), clear(&[1, 3])], |x| {
            Tensor::concat(&[&x[0], &x[1], &x[0]], 0)
        }),
        case("concat of columns", [clear(&[2, 1, 2]), clear(&[2, 3, 2])], |x| {
            Tensor::concat(&[&x[0], &x[1]], 1)
        }),
        case("concat at the end", [clear(&[2, 2]), clear(&[2, 1])], |x| {
            Tensor::concat(&[&x[1], &x[0]], -1)
        }),
        case("concat with nothing", [clear(&[2, 0]), clear(&[2, 3])], |x| {
            Tensor::concat(&[&x[0], &x[1]], 1)
        }),
        case("reverse", [clear(&[3, 4])], |x| x[0].reverse(&[1])),
        case("reverse of both", [clear(&[3, 2, 2])], |x| x[0].reverse(&[0, 2])),
        case("iota", [clear(&[3, 2])], |x| {
            let counts = x[0].builder().iota(x[0].dtype(), [3, 2], 0)?;
            x[0].mul(&counts)
        }),
        case("a constant", [clear(&[3])], |x| {
            let whole = x[0].builder().full(x[0].dtype(), [2, 3], 1.5)?;
            whole.mul(&x[0])?.add_scalar(0.25)
        }),
        cases("integers by the way", [clear(&[3]), ids(&[3], &[4, -2, 7])], |x| {
            let counts = x[1].builder().iota(DType::I32, [3], 0)?;
            let sum = x[1].add(&counts)?.mul(&x[1])?;
            Ok(vec![x[0].mul(&sum.cast(x[0].dtype())?)?, sum])
        }),
    ];
    for perm in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        made.push(case(&format!("transpose {perm:?}"), [clear(&[2, 3, 2])], move |x| {
            x[0].transpose(&perm)
        }));
    }
    let repeated: &[(&[usize], &[usize], &[usize])] = &[
        (&[], &[2, 2], &[]),
        (&[3], &[2, 3], &[1]),
        (&[3], &[3, 2], &[0]),
        (&[2, 1], &[2, 3], &[0, 1]),
        (&[1, 2], &[3, 2, 2], &[0, 1]),
        (&[1, 1], &[2, 1, 2], &[0, 2]),
        (&[2, 3], &[2, 3, 1], &[0, 1]),
    ];
    for &(from, to, dims) in repeated {
        made.push(case(&format!("repeat {from:?} to {to:?}"), [clear(from)], move |x| {
            x[0].broadcast_in_dim(to, dims)
        }));
    }
    made
}
