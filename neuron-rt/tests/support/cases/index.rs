use super::super::case::{Case, case, cases};
use super::{apart, clear, ids};
use neuron_rt::graph::Op;

pub(crate) fn index() -> Vec<Case> {
    vec![
        case("gather", [clear(&[4, 3]), ids(&[5], &[2, 0, 2, 3, 2])], |x| x[0].gather(&x[1])),
        case("gather by a matrix", [clear(&[3, 2]), ids(&[2, 2], &[1, 1, 0, 2])], |x| {
            x[0].gather(&x[1])
        }),
        case("gather one", [clear(&[3, 2]), ids(&[], &[1])], |x| x[0].gather(&x[1])),
        case("gather of scalars", [clear(&[4]), ids(&[2, 3], &[0, 1, 1, 3, 0, 0])], |x| {
            x[0].gather(&x[1])
        }),
        case("gather out of range", [clear(&[3, 2]), ids(&[4], &[-1, 3, 100, 1])], |x| {
            x[0].gather(&x[1])
        }),
        case("scatter_add", [clear(&[5, 2]), ids(&[5], &[1, 0, 1, 3, 1])], |x| {
            x[0].scatter_add(&x[1], 4)
        }),
        case("scatter_add of scalars", [clear(&[2, 2]), ids(&[2, 2], &[0, 2, 2, 0])], |x| {
            x[0].scatter_add(&x[1], 3)
        }),
        case("scatter_add out of range", [clear(&[3, 2]), ids(&[3], &[-5, 9, 2])], |x| {
            x[0].scatter_add(&x[1], 3)
        }),
        case("gather_last", [clear(&[2, 4]), ids(&[2, 3], &[3, 3, 0, 1, 2, 1])], |x| {
            x[0].gather_last(&x[1])
        }),
        case("gather_last of a cube", [clear(&[2, 1, 3]), ids(&[2, 1, 2], &[2, 2, -4, 7])], |x| {
            x[0].gather_last(&x[1])
        }),
        case("scatter_add_last", [clear(&[2, 3]), ids(&[2, 3], &[3, 3, 0, 1, -1, 9])], |x| {
            let op = Op::ScatterAddLast { extent: 4 };
            Ok(x[0].builder().apply_many(op, &[&x[1], &x[0]])?.remove(0))
        }),
        cases("top_k", [apart(&[3, 5])], |x| {
            let (values, indices) = x[0].top_k(2)?;
            Ok(vec![values, indices])
        }),
        cases("top_k of all", [apart(&[2, 1, 4])], |x| {
            let (values, indices) = x[0].top_k(4)?;
            Ok(vec![values, indices])
        }),
        case("one_hot", [clear(&[2, 3]), ids(&[2], &[2, 0])], |x| {
            x[1].one_hot(3, x[0].dtype())?.mul(&x[0])
        }),
    ]
}
