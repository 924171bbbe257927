use super::synthetic_series::gjr;
use neuron_random::Stream;
use neuron_random::distributions::{Distribution, StandardNormal};
use neuron_volatility::{Bars, fit_har, squared_returns};

/// Synthetic bars of a geometric random walk of 400 steps a session, with a night of half a session.
struct Walk {
    open: Vec<f64>,
    high: Vec<f64>,
    low: Vec<f64>,
    close: Vec<f64>,
}

fn walk(days: usize) -> Walk {
    let mut rng = Stream::new(8, "bars").rng();
    let mut step = |size: f64| size * Distribution::<f64>::sample(&StandardNormal, &mut rng);
    let (mut open, mut high, mut low, mut close) = (vec![], vec![], vec![], vec![]);
    let mut price = 4.6_f64;
    for _ in 0..days {
        price += step(0.01 * 0.5_f64.sqrt());
        let (mut most, mut least) = (price, price);
        open.push(price.exp());
        for _ in 0..400 {
            price += step(0.01 / 20.0);
            (most, least) = (most.max(price), least.min(price));
        }
        high.push(most.exp());
        low.push(least.exp());
        close.push(price.exp());
    }
    Walk { open, high, low, close }
}

#[test]
fn proxies_estimate_the_variance_of_a_walk() {
    let Walk { open, high, low, close } = walk(3000);
    let bars = Bars::new(&open, &high, &low, &close).unwrap();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    // A walk in steps has a smaller range than a continuous one: about 5 % of variance at 400.
    for (name, found, whole) in [
        ("parkinson", mean(&bars.parkinson()), 1e-4),
        ("garman_klass", mean(&bars.garman_klass()), 1e-4),
        ("rogers_satchell", mean(&bars.rogers_satchell()), 1e-4),
        ("yang_zhang", mean(&bars.yang_zhang(20).unwrap()), 1.5e-4),
    ] {
        let ratio = found / whole;
        assert!((0.86..1.02).contains(&ratio), "{name}: {ratio}");
    }
    assert_eq!(bars.yang_zhang(20).unwrap().len(), 3000 - 20);
    assert_eq!(squared_returns(&[-2.0, 3.0]), [4.0, 9.0]);
}

#[test]
fn proxies_of_a_day_equal_their_formulas() {
    let bars = Bars::new(&[100.0], &[110.0], &[95.0], &[104.0]).unwrap();
    let (u, d, c) = (1.1_f64.ln(), 0.95_f64.ln(), 1.04_f64.ln());
    let close = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-15);
    close(bars.parkinson()[0], (u - d).powi(2) / (4.0 * 2.0_f64.ln()));
    close(bars.garman_klass()[0], 0.5 * (u - d).powi(2) - (2.0 * 2.0_f64.ln() - 1.0) * c * c);
    close(bars.rogers_satchell()[0], u * (u - c) + d * (d - c));
}

#[test]
fn heterogeneous_autoregression_equals_statsmodels() {
    let size: Vec<f64> = gjr(2000, 1).iter().map(|y| y.abs()).collect();
    let model = fit_har(&size, &[1, 5, 22], 5).unwrap();
    // statsmodels 0.15.0: OLS(a[22:], Z).fit(cov_type="HAC", cov_kwds=dict(maxlags=5)).
    let values = [0.33560712, -0.03318471, 0.21464914, 0.22742107];
    let errors = [0.04914787, 0.0267207, 0.07302765, 0.09614773];
    for (i, found) in model.coefficients.iter().enumerate() {
        assert!((found.value - values[i]).abs() < 1e-8, "{found:?}");
        assert!((found.standard_error - errors[i]).abs() < 1e-8, "{found:?}");
    }
    assert!((model.r_squared - 0.02088618668398745).abs() < 1e-10);
    let forecast = model.forecast(3).unwrap();
    for (found, expected) in
        forecast.iter().zip([0.5118536929427244, 0.5135591024012118, 0.5196241345019218])
    {
        assert!((found - expected).abs() < 1e-10, "{forecast:?}");
    }
}
