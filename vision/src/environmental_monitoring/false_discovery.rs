//! Many tests at once.

/// Probabilities adjusted for how many tests there were (Benjamini & Hochberg, 1995): where those of at most
/// `q` are taken for discoveries, at most that share of them is expected to be none. NaN, of what was not tested,
/// stays NaN and does not count.
///
/// Of ascending `p₁ … pₘ` the adjusted are `qᵢ = min over j ≥ i of pⱼ m / j`, at most 1. It holds for tests that do
/// not depend on each other, and for those that depend positively, as neighbouring pixels do (Benjamini &
/// Yekutieli, 2001).
#[must_use]
pub fn benjamini_hochberg(p: &[f32]) -> Vec<f32> {
    let mut order: Vec<u32> = (0..p.len() as u32).filter(|&at| !p[at as usize].is_nan()).collect();
    order.sort_unstable_by(|&a, &b| p[a as usize].total_cmp(&p[b as usize]).then(a.cmp(&b)));
    let tests = order.len() as f64;
    let mut adjusted = vec![f32::NAN; p.len()];
    let mut least = 1.0f64;
    for (rank, &at) in order.iter().enumerate().rev() {
        least = least.min(f64::from(p[at as usize]) * tests / (rank + 1) as f64);
        adjusted[at as usize] = least as f32;
    }
    adjusted
}
