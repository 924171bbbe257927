/// The Fourier terms of a cycle: (sin, cos) of 2π · `order` · `index` / `period`.
///
/// `period` is in steps and need not be whole, as 365.25 / 7 weeks in a year.
#[must_use]
pub fn fourier_term(index: usize, period: f64, order: usize) -> (f64, f64) {
    let turns = (index as f64 / period * order as f64).fract();
    (std::f64::consts::TAU * turns).sin_cos()
}
