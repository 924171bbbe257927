//! All cases, family by family.

use crate::support::case::Case;
use crate::support::cases;
use crate::support::differences::check;

#[test]
fn unary() {
    check(&cases::unary());
}

#[test]
fn binary() {
    check(&cases::binary());
}

#[test]
fn choice() {
    check(&cases::choice());
}

#[test]
fn structure() {
    check(&cases::structure());
}

#[test]
fn reductions() {
    check(&cases::reduce());
}

#[test]
fn matrix_products() {
    check(&cases::product());
}

/// One of three tests, so that they run side by side.
fn convolutions(operation: &str) {
    let of = |case: &Case| case.name.split(' ').next() == Some(operation);
    let cases: Vec<Case> = cases::convolution().into_iter().filter(of).collect();
    assert!(!cases.is_empty());
    check(&cases);
}

#[test]
fn convolution() {
    convolutions("conv");
}

#[test]
fn convolution_by_its_input() {
    convolutions("conv_input_grad");
}

#[test]
fn convolution_by_its_weight() {
    convolutions("conv_weight_grad");
}

#[test]
fn windows() {
    check(&cases::window());
}

#[test]
fn indices() {
    check(&cases::index());
}

#[test]
fn loops() {
    check(&cases::loops());
}

#[test]
fn composites() {
    check(&cases::composites());
}

#[test]
fn random() {
    check(&cases::random());
}

#[test]
fn functions() {
    check(&cases::functions());
}
