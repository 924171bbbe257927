//! From what the network says to probabilities.

/// ln of the probabilities of three genotypes: the model's with the network's change, over a temperature.
pub(crate) fn judged(ln_posterior: [f64; 3], change: [f32; 3], temperature: f64) -> [f64; 3] {
    let scaled: [f64; 3] =
        std::array::from_fn(|at| (ln_posterior[at] + f64::from(change[at])) / temperature);
    let most = scaled.into_iter().fold(f64::NEG_INFINITY, f64::max);
    let sum = most + scaled.iter().map(|ln| (ln - most).exp()).sum::<f64>().ln();
    scaled.map(|ln| ln - sum)
}

#[cfg(test)]
mod tests {
    use super::judged;

    #[test]
    fn no_change_and_a_change() {
        let before = [0.7f64.ln(), 0.2f64.ln(), 0.1f64.ln()];
        for (a, b) in judged(before, [0.0; 3], 1.0).into_iter().zip(before) {
            assert!((a - b).abs() < 1e-12);
        }
        // Odds of the second are multiplied by e; then all are brought closer by a square root.
        let changed = judged(before, [0.0, 1.0, 0.0], 1.0);
        assert!((changed[1] - changed[0] - (0.2f64 / 0.7).ln() - 1.0).abs() < 1e-12);
        let warm = judged(before, [0.0; 3], 2.0);
        assert!((warm[0] - warm[2] - 7.0f64.ln() / 2.0).abs() < 1e-12);
        assert!((warm.iter().map(|ln| ln.exp()).sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
