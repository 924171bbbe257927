use crate::market::{near, portfolio};
use nalgebra::DMatrix;
use neuron_simulation::{
    Marginal, NormalReturns, Process, Rebalancing, Settings, StudentCopula, StudentReturns,
    inverse_normal, simulate,
};
use statrs::distribution::{Continuous, Normal};

fn two(weights: [f64; 2]) -> neuron_simulation::Portfolio {
    portfolio(&weights, Rebalancing::BuyAndHold)
}

#[test]
fn normal_risk_is_the_closed_form() {
    let covariance = DMatrix::from_row_slice(2, 2, &[4e-4, 1e-4, 1e-4, 9e-4]);
    let process = Process::Normal(NormalReturns { mean: vec![0.001, -0.0005], covariance });
    let settings = Settings { paths: 200_000, seed: 9, ..Settings::new(1) };
    let report = simulate(&process, &two([0.6, 0.4]), &settings).unwrap();
    let mean = 0.6 * 0.001 - 0.4 * 0.0005;
    let sigma = (0.36_f64 * 4e-4 + 0.16 * 9e-4 + 0.48 * 1e-4).sqrt();
    for tail in &report.horizons[0].loss.tail {
        let a = 1.0 - tail.level;
        let z = inverse_normal(tail.level);
        near(tail.value_at_risk, -mean + sigma * z, 0.0);
        near(tail.expected_shortfall, -mean + sigma * Normal::standard().pdf(z) / a, 0.0);
        near(tail.entropic_value_at_risk, -mean + sigma * (-2.0 * a.ln()).sqrt(), 0.0);
    }
}

#[test]
fn student_risk_is_the_closed_form() {
    // scipy 1.17.1: stats.t.ppf(.95, 4), stats.t.ppf(.99, 4), and the shortfall
    // (4 + q²) / 3 · stats.t.pdf(q, 4) / (1 - level).
    let covariance = DMatrix::from_row_slice(2, 2, &[4e-4, 1e-4, 1e-4, 9e-4]);
    let degrees = 4.0;
    let process = Process::Student(StudentReturns { mean: vec![0.0, 0.0], covariance, degrees });
    let settings = Settings { paths: 200_000, seed: 4, ..Settings::new(1) };
    let report = simulate(&process, &two([0.6, 0.4]), &settings).unwrap();
    let sigma = (0.36_f64 * 4e-4 + 0.16 * 9e-4 + 0.48 * 1e-4).sqrt();
    let scale = sigma * (2.0_f64 / 4.0).sqrt();
    let density = |q: f64| 0.375 * (1.0 + q * q / 4.0).powf(-2.5);
    for (tail, q) in report.horizons[0].loss.tail.iter().zip([2.131_846_786, 3.746_947_388]) {
        let shortfall = (4.0 + q * q) / 3.0 * density(q) / (1.0 - tail.level);
        near(tail.value_at_risk, scale * q, 0.0);
        near(tail.expected_shortfall, scale * shortfall, 0.0);
    }
    let deviation = report.horizons[0].loss.deviation;
    assert!((deviation.value / sigma - 1.0).abs() < 0.02, "{deviation:?} {sigma}");
}

#[test]
fn copula_with_its_own_marginals_is_the_multivariate_t() {
    let correlation = DMatrix::from_row_slice(2, 2, &[1.0, 0.6, 0.6, 1.0]);
    let deviation = [0.01, 0.02];
    let covariance =
        DMatrix::from_fn(2, 2, |i, j| correlation[(i, j)] * deviation[i] * deviation[j]);
    let degrees = 4.0;
    let mean = vec![0.001, 0.0];
    let student = StudentReturns { mean: mean.clone(), covariance, degrees };
    let marginals = vec![Marginal::Student { degrees }; 2];
    let deviation = deviation.to_vec();
    let copula = StudentCopula { mean, deviation, correlation, degrees, marginals };
    let settings = Settings {
        paths: 20_000,
        precision: neuron_simulation::Precision::Double,
        ..Settings::new(3)
    };
    let portfolio = two([0.3, 0.7]);
    // The same bits make the same paths, so the two agree to the accuracy of the tables.
    let one = simulate(&Process::Student(student), &portfolio, &settings).unwrap();
    let other = simulate(&Process::StudentCopula(copula), &portfolio, &settings).unwrap();
    for (one, other) in one.horizons[0].loss.tail.iter().zip(&other.horizons[0].loss.tail) {
        let gap = one.expected_shortfall.value / other.expected_shortfall.value - 1.0;
        assert!(gap.abs() < 1e-7, "{gap:e}");
    }
}

#[test]
fn copula_with_mixed_marginals_as_by_scipy() {
    // numpy 2.4.6 and scipy 1.17.1, 2,000,000 draws through stats.t.cdf, norm.ppf and t.ppf: mean
    // -.000401, deviation .0135336, 99 % quantile .0342318, mean beyond it .0441379.
    let process = Process::StudentCopula(StudentCopula {
        mean: vec![0.0005, 0.0003],
        deviation: vec![0.01, 0.02],
        correlation: DMatrix::from_row_slice(2, 2, &[1.0, 0.6, 0.6, 1.0]),
        degrees: 4.0,
        marginals: vec![Marginal::Normal, Marginal::Student { degrees: 5.0 }],
    });
    let settings = Settings { paths: 200_000, ..Settings::new(1) };
    let report = simulate(&process, &two([0.5, 0.5]), &settings).unwrap();
    let loss = &report.horizons[0].loss;
    near(loss.mean, -0.000_401, 1e-5);
    near(loss.deviation, 0.013_533_6, 2e-5);
    near(loss.tail[1].value_at_risk, 0.034_231_8, 7e-5);
    near(loss.tail[1].expected_shortfall, 0.044_137_9, 1.2e-4);
}
