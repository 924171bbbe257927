use super::super::case::{Case, case};
use super::{clear, flags, of, positive};
use neuron_rt::graph::{DType, Result, Tensor};

type Unary = fn(&Tensor) -> Result<Tensor>;
type Binary = fn(&Tensor, &Tensor) -> Result<Tensor>;

pub(crate) fn unary() -> Vec<Case> {
    let anywhere: &[(&str, Unary)] = &[
        ("neg", Tensor::neg),
        ("abs", Tensor::abs),
        ("sign", Tensor::sign),
        ("exp", Tensor::exp),
        ("expm1", Tensor::expm1),
        ("tanh", Tensor::tanh),
        ("sigmoid", Tensor::sigmoid),
        ("erf", Tensor::erf),
        ("sin", Tensor::sin),
        ("cos", Tensor::cos),
        ("floor", Tensor::floor),
        ("ceil", Tensor::ceil),
        ("round", Tensor::round),
        ("square", Tensor::square),
        ("relu", Tensor::relu),
    ];
    let above_zero: &[(&str, Unary)] = &[
        ("log", Tensor::log),
        ("log1p", Tensor::log1p),
        ("sqrt", Tensor::sqrt),
        ("rsqrt", Tensor::rsqrt),
        ("recip", Tensor::recip),
    ];
    let mut made = Vec::new();
    for &(name, f) in anywhere {
        made.push(case(name, [clear(&[2, 5])], move |x| f(&x[0])));
        made.push(case(&format!("{name} of a scalar"), [clear(&[])], move |x| f(&x[0])));
    }
    for &(name, f) in above_zero {
        made.push(case(name, [positive(&[2, 5])], move |x| f(&x[0])));
    }
    made.push(case("clamp", [clear(&[3, 4])], |x| x[0].clamp(-0.5, 1.0)));
    made
}

pub(crate) fn binary() -> Vec<Case> {
    let all: &[(&str, Binary)] = &[
        ("add", Tensor::add),
        ("sub", Tensor::sub),
        ("mul", Tensor::mul),
        ("div", Tensor::div),
        ("maximum", Tensor::maximum),
        ("minimum", Tensor::minimum),
    ];
    let shapes: &[(&str, &[usize], &[usize])] = &[
        ("", &[2, 3], &[2, 3]),
        (" with a row", &[2, 3], &[3]),
        (" with a column", &[2, 3], &[2, 1]),
        (" of a column and a row", &[3, 1], &[1, 2]),
        (" with a scalar", &[2, 3], &[]),
        (" of a scalar and a cube", &[], &[2, 1, 2]),
    ];
    let mut made = Vec::new();
    for &(name, f) in all {
        for &(how, a, b) in shapes {
            let given = [clear(a), clear(b)];
            made.push(case(&format!("{name}{how}"), given, move |x| f(&x[0], &x[1])));
        }
    }
    made.push(case("an argument twice", [clear(&[4])], |x| x[0].mul(&x[0])?.add(&x[0])));
    made.push(case("pow", [positive(&[2, 3]), clear(&[2, 3])], |x| x[0].pow(&x[1])));
    made.push(case("pow with a row", [positive(&[2, 3]), clear(&[3])], |x| x[0].pow(&x[1])));
    made.push(case("a cube of both signs", [clear(&[5])], |x| x[0].pow(&x[0].scalar_like(3.0))));
    made.push(case("a square at zero", [of(&[3], &[0.0, -1.0, 2.0])], |x| {
        x[0].pow(&x[0].scalar_like(2.0))
    }));
    made.push(case("power zero", [of(&[3], &[0.0, -1.0, 2.0])], |x| {
        x[0].pow(&x[0].scalar_like(0.0))
    }));
    made
}

/// Comparisons, logic, conversion and what they steer.
pub(crate) fn choice() -> Vec<Case> {
    let compare: &[(&str, Binary)] = &[
        ("equal", Tensor::equal),
        ("not_equal", Tensor::not_equal),
        ("less", Tensor::less),
        ("less_equal", Tensor::less_equal),
        ("greater", Tensor::greater),
        ("greater_equal", Tensor::greater_equal),
    ];
    let logic: &[(&str, Binary)] =
        &[("and", Tensor::and), ("or", Tensor::or), ("xor", Tensor::xor)];
    let mut made = Vec::new();
    for &(name, f) in compare {
        made.push(case(name, [clear(&[2, 3]), clear(&[2, 3])], move |x| {
            f(&x[0], &x[1])?.select(&x[0].square()?, &x[1])
        }));
    }
    for &(name, f) in logic {
        let given = [clear(&[2, 2]), flags(&[2, 2], &[true, true, false, false])];
        made.push(case(name, given, move |x| {
            let positive = x[0].greater(&x[0].scalar_like(0.0))?;
            f(&positive, &x[1])?.select(&x[0].sin()?, &x[0])
        }));
    }
    let given = || [flags(&[2], &[true, false]), clear(&[3, 2]), clear(&[3, 1])];
    made.push(case("select by a row", given(), |x| x[0].select(&x[1], &x[2])));
    made.push(case("select by not", given(), |x| x[0].logical_not()?.select(&x[1], &x[2])));
    made.push(case("is_finite", [clear(&[3]), clear(&[3])], |x| {
        x[0].is_finite()?.select(&x[0], &x[1])
    }));
    made.push(case("cast of a truth value", [clear(&[2, 3])], |x| {
        x[0].greater(&x[0].scalar_like(0.2))?.cast(x[0].dtype())?.mul(&x[0])
    }));
    made.push(case("cast to integers and back", [clear(&[2, 3])], |x| {
        x[0].cast(DType::I32)?.cast(x[0].dtype())?.mul(&x[0])
    }));
    made
}
