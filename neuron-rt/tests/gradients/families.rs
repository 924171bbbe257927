//! All cases, family by family.

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

#[test]
fn convolutions() {
    check(&cases::convolution());
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
