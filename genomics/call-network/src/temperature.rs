use crate::judged::judged;

/// Temperatures that are tried.
const RANGE: [f64; 2] = [0.5, 2.0];
/// Halvings of the range by the golden ratio.
const STEPS: usize = 40;

/// A call that was not learned from: ln of the model's probabilities, the change, the true number of copies.
pub(crate) type Held = ([f64; 3], [f32; 3], u8);

/// Mean of −ln of the probability of the true genotype.
pub(crate) fn log_loss(held: &[Held], temperature: f64) -> f64 {
    let one = |(posterior, change, copies): &Held| {
        -judged(*posterior, *change, temperature)[usize::from(*copies).min(2)]
    };
    held.iter().map(one).sum::<f64>() / held.len().max(1) as f64
}

/// The temperature with the least loss (Guo et al., *On calibration of modern neural networks*, ICML 2017), by golden
/// section: the loss is convex in its inverse. 1 where nothing is held out.
pub(crate) fn fit_temperature(held: &[Held]) -> f64 {
    if held.is_empty() {
        return 1.0;
    }
    let ratio = (5f64.sqrt() - 1.0) / 2.0;
    let [mut low, mut high] = RANGE.map(|temperature| 1.0 / temperature);
    if low > high {
        std::mem::swap(&mut low, &mut high);
    }
    for _ in 0..STEPS {
        let step = ratio * (high - low);
        let (left, right) = (high - step, low + step);
        if log_loss(held, 1.0 / left) < log_loss(held, 1.0 / right) {
            high = right;
        } else {
            low = left;
        }
    }
    2.0 / (low + high)
}

#[cfg(test)]
mod tests {
    use super::{Held, fit_temperature, log_loss};

    #[test]
    fn overconfident_probabilities_are_brought_down() {
        // Said to be 0.9, right in 7 of 10: the two other classes share the rest.
        let said = [0.9f64.ln(), 0.05f64.ln(), 0.05f64.ln()];
        let held: Vec<Held> = (0..100)
            .map(|at| (said, [0.0; 3], if at % 10 < 7 { 0 } else { 1 + (at % 2) as u8 }))
            .collect();
        let temperature = fit_temperature(&held);
        // ln (0.9 / 0.05) / T = ln (0.7 / 0.15).
        let expected = 18f64.ln() / (0.7f64 / 0.15).ln();
        assert!((temperature - expected).abs() < 1e-6, "{temperature} {expected}");
        assert!(log_loss(&held, temperature) < log_loss(&held, 1.0));
        assert_eq!(fit_temperature(&[]), 1.0);
    }
}
