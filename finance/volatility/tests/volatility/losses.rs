use neuron_volatility::{fz0_loss, qlike_loss, quantile_loss, squared_error_loss};

/// The mean of a loss over a fine grid of the standard normal law.
fn expected(loss: impl Fn(&[f64]) -> Vec<f64>) -> f64 {
    let grid: Vec<f64> = (0..20_000)
        .map(|i| neuron_volatility::InnovationLaw::Normal.quantile((f64::from(i) + 0.5) / 20_000.0))
        .collect();
    let losses = loss(&grid);
    losses.iter().sum::<f64>() / losses.len() as f64
}

#[test]
fn fz0_is_least_at_the_true_risks() {
    let (var, es) = (1.6448536269514729, 2.0627128075074253);
    let at = |var: f64, es: f64| {
        expected(|y| fz0_loss(y, &vec![var; y.len()], &vec![es; y.len()], 0.95).unwrap())
    };
    let best = at(var, es);
    for (dv, de) in [(0.1, 0.0), (-0.1, 0.0), (0.0, 0.15), (0.0, -0.15), (0.1, 0.1)] {
        assert!(at(var + dv, es + de) > best, "moved by {dv} and {de}");
    }
    // At the true risks the mean is ln(es): the hit term and v / e give 1 together.
    assert!((best - es.ln()).abs() < 1e-3, "{best}");
}

#[test]
fn quantile_loss_is_least_at_the_quantile() {
    let at = |var: f64| expected(|y| quantile_loss(y, &vec![var; y.len()], 0.95).unwrap());
    let var = 1.6448536269514729;
    assert!(at(var) < at(var + 0.05) && at(var) < at(var - 0.05));
    assert_eq!(quantile_loss(&[-3.0, 1.0], &[2.0, 2.0], 0.95).unwrap()[0], 0.95);
}

#[test]
fn variance_losses_are_least_at_the_variance() {
    let squares = |y: &[f64]| y.iter().map(|y| y * y).collect::<Vec<f64>>();
    let qlike = |h: f64| expected(|y| qlike_loss(&squares(y), &vec![h; y.len()]).unwrap());
    let mse = |h: f64| expected(|y| squared_error_loss(&squares(y), &vec![h; y.len()]).unwrap());
    assert!(qlike(1.0) < qlike(1.1) && qlike(1.0) < qlike(0.9));
    assert!(mse(1.0) < mse(1.1) && mse(1.0) < mse(0.9));
    assert!((qlike(1.0) - 1.0).abs() < 1e-3);
    // A day without move is no obstacle.
    assert_eq!(qlike_loss(&[0.0], &[1.0]).unwrap(), [0.0]);
}
