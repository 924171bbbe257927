use super::flatten::pair;
use crate::graph::{Result, Tensor};

/// One minus the Dice overlap of probabilities with targets (Milletari et al., *V-Net*, 2016, with
/// sums instead of squares in the denominator), a class at a time, then the mean over classes.
///
/// `smooth` is added to numerator and denominator; 1 is usual.
///
/// # Shapes
/// `probabilities: [n, classes, …]`, `targets: [n, classes, …]` of 0 and 1 → `[n]`
///
/// # Errors
/// Where the shapes differ or have fewer than three axes.
pub fn dice(probabilities: &Tensor, targets: &Tensor, smooth: f64) -> Result<Tensor> {
    let (p, t) = pair("dice", probabilities, targets)?;
    if p.rank() < 3 {
        let what = format!("needs [n, classes, …], found {}", probabilities.ty());
        return Err(p.builder().mismatch("dice", what));
    }
    let axes: Vec<isize> = (2..p.rank() as isize).collect();
    let both = p.mul(&t)?.sum(&axes)?.mul_scalar(2.0)?.add_scalar(smooth)?;
    let each = p.add(&t)?.sum(&axes)?.add_scalar(smooth)?;
    let overlap = both.div(&each)?.mean(&[1])?;
    overlap.scalar_like(1.0).sub(&overlap)
}
