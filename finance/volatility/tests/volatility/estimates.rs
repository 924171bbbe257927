//! Fits against the Python package arch 8.0.0 on the same synthetic series:
//! `MEAN(series, volatility=…, distribution=…).fit(tol=1e-14, options=dict(ftol=1e-14))`, standard
//! errors `robust` and, with `cov_type="classic"`, classic.
use super::synthetic_series::{egarch, gjr};
use neuron_volatility::{
    FitOptions, Innovation, Mean, Specification, StandardErrors, Variance, fit, fix,
};

struct Reference {
    mean: Mean,
    variance: Variance,
    innovation: Innovation,
    log_likelihood: f64,
    parameters: &'static [f64],
    robust: &'static [f64],
    classic: &'static [f64],
    last_volatility: f64,
}

fn compare(series: &[f64], reference: Reference) {
    let Reference { mean, variance, innovation, .. } = reference;
    let model = Specification { mean, variance, innovation };
    for (kind, errors) in
        [(StandardErrors::Robust, reference.robust), (StandardErrors::Classic, reference.classic)]
    {
        let options = FitOptions { standard_errors: kind, ..FitOptions::default() };
        let fitted = fit(&model, series, &options).unwrap();
        assert!(fitted.converged, "{model}");
        let gain = fitted.log_likelihood - reference.log_likelihood;
        assert!(gain > -1e-6 && gain < 1e-2, "{model}: likelihood higher by {gain}");
        for (i, estimate) in fitted.estimates.iter().enumerate() {
            let expected = reference.parameters[i];
            let error = (estimate.value - expected).abs() / expected.abs().max(1.0);
            assert!(error < 1e-4, "{model}: {estimate:?}, expected {expected}");
            if errors[i] > 0.0 {
                let ratio = estimate.standard_error.unwrap() / errors[i];
                assert!(
                    (ratio - 1.0).abs() < 0.01,
                    "{model}: {estimate:?}, expected {}",
                    errors[i]
                );
            }
        }
        let last = fitted.conditional_volatility.last().unwrap();
        assert!((last - reference.last_volatility).abs() < 1e-4, "{model}: {last}");
        let standardised = fitted.residuals.last().unwrap() / last;
        assert_eq!(standardised, *fitted.standardised_residuals.last().unwrap());
        // Evaluated where arch stopped, the likelihood is that of arch.
        let there = fix(&model, series, reference.parameters).unwrap().log_likelihood;
        assert!((there - reference.log_likelihood).abs() < 1e-5, "{model}: {there}");
    }
}

#[test]
fn garch_normal() {
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Garch { p: 1, o: 0, q: 1 },
            innovation: Innovation::Normal,
            log_likelihood: -2229.811871863,
            parameters: &[0.0520852, 0.036213, 0.0477184, 0.8875441],
            robust: &[0.016618, 0.0202, 0.018788, 0.050464],
            classic: &[0.01621, 0.014284, 0.012531, 0.034324],
            last_volatility: 0.664_517_505_604_637_3,
        },
    );
}

#[test]
fn gjr_student() {
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Garch { p: 1, o: 1, q: 1 },
            innovation: Innovation::StudentT,
            log_likelihood: -2180.360822165,
            parameters: &[0.0427458, 0.0209915, 0.0155514, 0.0496259, 0.9221465, 7.702634],
            robust: &[0.015408, 0.009054, 0.011473, 0.016096, 0.026756, 1.211715],
            classic: &[0.015306, 0.008444, 0.010365, 0.016592, 0.023913, 1.173605],
            last_volatility: 0.668_448_844_099_249_1,
        },
    );
}

#[test]
fn gjr_skewed() {
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Garch { p: 1, o: 1, q: 1 },
            innovation: Innovation::SkewT,
            log_likelihood: -2180.195135290,
            parameters: &[
                0.0451829, 0.020735, 0.0150518, 0.049549, 0.9230384, 7.6914508, 0.0187478,
            ],
            robust: &[0.015797, 0.008922, 0.011267, 0.015912, 0.026334, 1.205861, 0.033489],
            classic: &[0.015882, 0.008335, 0.010276, 0.016452, 0.023642, 1.170241, 0.032576],
            last_volatility: 0.669_331_145_572_744_6,
        },
    );
}

#[test]
fn arch_with_autoregressive_mean() {
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Autoregressive { lags: 2 },
            variance: Variance::Garch { p: 3, o: 0, q: 0 },
            innovation: Innovation::Normal,
            log_likelihood: -2239.439762333,
            parameters: &[
                0.046413, -0.0166105, -0.0063598, 0.464554, 0.0326394, 0.0586442, 0.0790823,
            ],
            robust: &[0.016676, 0.023148, 0.025032, 0.034215, 0.023794, 0.038811, 0.033447],
            classic: &[0.016485, 0.023131, 0.024157, 0.022857, 0.021239, 0.023713, 0.026214],
            last_volatility: 0.710_192_753_175_882_3,
        },
    );
}

#[test]
fn many_lags_with_heterogeneous_mean() {
    // Standard errors at bounds are left out: they depend on how far differences reach.
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Heterogeneous { lags: vec![1, 5, 22] },
            variance: Variance::Garch { p: 2, o: 1, q: 2 },
            innovation: Innovation::StudentT,
            log_likelihood: -2155.985491113,
            parameters: &[
                0.0495864, -0.0147908, -0.0138202, -0.0692265, 0.0233278, 0.0, 0.0202896,
                0.0478746, 0.9134343, 0.0, 7.7033832,
            ],
            robust: &[
                0.017063, 0.024341, 0.066024, 0.133928, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.235868,
            ],
            classic: &[
                0.016742, 0.024468, 0.063171, 0.121537, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.190887,
            ],
            last_volatility: 0.663_134_891_913_359_1,
        },
    );
}

#[test]
fn egarch_normal() {
    compare(
        &egarch(2000, 2),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Egarch { p: 1, o: 1, q: 1 },
            innovation: Innovation::Normal,
            log_likelihood: -2986.653990723,
            parameters: &[0.0607386, 0.0093315, 0.1143836, -0.0989398, 0.9676934],
            robust: &[0.022427, 0.005584, 0.031401, 0.021014, 0.010847],
            classic: &[0.022413, 0.003811, 0.02084, 0.014931, 0.007304],
            last_volatility: 1.232_214_971_174_319,
        },
    );
}

#[test]
fn egarch_skewed_without_mean() {
    compare(
        &egarch(2000, 2),
        Reference {
            mean: Mean::Zero,
            variance: Variance::Egarch { p: 1, o: 1, q: 1 },
            innovation: Innovation::SkewT,
            log_likelihood: -2922.591679127,
            parameters: &[0.015481, 0.1149273, -0.1038705, 0.9609901, 6.3097033, 0.0250719],
            robust: &[0.004889, 0.025708, 0.018312, 0.009734, 0.840573, 0.036333],
            classic: &[0.004669, 0.025314, 0.018013, 0.009434, 0.786286, 0.032268],
            last_volatility: 1.222_251_358_800_841,
        },
    );
}

#[test]
fn exponentially_weighted_and_constant_variance() {
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Ewma { decay: 0.94 },
            innovation: Innovation::StudentT,
            log_likelihood: -2206.111892024,
            parameters: &[0.0522771, 7.5084295],
            robust: &[0.01703, 0.881418],
            classic: &[0.015261, 0.891634],
            last_volatility: 0.620_103_321_287_797_4,
        },
    );
    compare(
        &gjr(2000, 1),
        Reference {
            mean: Mean::Constant,
            variance: Variance::Constant,
            innovation: Innovation::StudentT,
            log_likelihood: -2208.128523787,
            parameters: &[0.0389032, 0.5586105, 6.6177139],
            robust: &[0.015735, 0.025675, 0.922457],
            classic: &[0.015695, 0.025027, 0.89557],
            last_volatility: 0.747_402_468_661_278_2,
        },
    );
}

#[test]
fn information_criteria_and_persistence() {
    let fitted = fit(&Specification::garch(), &gjr(2000, 1), &FitOptions::default()).unwrap();
    // arch 8.0.0: `fit().aic`, `.bic`.
    assert!((fitted.aic - 4467.623743725349).abs() < 1e-5, "{}", fitted.aic);
    assert!((fitted.bic - 4490.027353563518).abs() < 1e-5, "{}", fitted.bic);
    let persistence = fitted.persistence.unwrap();
    assert!((persistence - (0.0477184 + 0.8875441)).abs() < 1e-5);
    let level = fitted.unconditional_variance.unwrap();
    assert!((level - fitted.parameter("omega").unwrap() / (1.0 - persistence)).abs() < 1e-12);
}

#[test]
fn the_unit_of_the_returns_does_not_matter() {
    // arch's parameters of EGARCH cannot follow a change of unit: omega has bounds. These can.
    let series = egarch(2000, 2);
    for model in [Specification::gjr_t(), Specification::egarch()] {
        let fitted = fit(&model, &series, &FitOptions::default()).unwrap();
        for unit in [1e-2, 1e3] {
            let scaled: Vec<f64> = series.iter().map(|y| y * unit).collect();
            let other = fit(&model, &scaled, &FitOptions::default()).unwrap();
            let shifted = other.log_likelihood + series.len() as f64 * f64::ln(unit);
            assert!((shifted - fitted.log_likelihood).abs() < 1e-6, "{model} at {unit}: {shifted}");
            let (own, beta) = (fitted.parameter("beta[1]"), other.parameter("beta[1]"));
            assert!((own.unwrap() - beta.unwrap()).abs() < 1e-5, "{model} at {unit}");
        }
    }
}

#[test]
fn starting_values_and_numbers_of_starts_lead_to_the_same_maximum() {
    let series = gjr(2000, 1);
    let model = Specification::gjr_t();
    let best = fit(&model, &series, &FitOptions::default()).unwrap();
    let start = Some(vec![0.0, 0.2, 0.2, 0.1, 0.3, 20.0]);
    let own = FitOptions { starting_values: start, ..FitOptions::default() };
    let many = FitOptions { starts: Some(5), ..FitOptions::default() };
    for options in [own, many] {
        let other = fit(&model, &series, &options).unwrap();
        for (a, b) in best.estimates.iter().zip(&other.estimates) {
            assert!((a.value - b.value).abs() < 1e-5 * (1.0 + a.value.abs()), "{a:?} {b:?}");
        }
    }
}

#[test]
fn a_drawn_series_gives_back_its_parameters() {
    let truth = [0.03, 0.05, 0.04, 0.1, 0.87, 8.0];
    let model = Specification::gjr_t();
    let drawn = neuron_volatility::simulate(&model, &truth, 6000, 11).unwrap();
    let fitted = fit(&model, &drawn.returns, &FitOptions::default()).unwrap();
    for (estimate, truth) in fitted.estimates.iter().zip(truth) {
        let errors = (estimate.value - truth).abs() / estimate.standard_error.unwrap();
        assert!(errors < 3.5, "{estimate:?} is {errors} standard errors from {truth}");
    }
}

#[test]
fn a_model_without_parameters_has_a_likelihood() {
    let mean = Mean::Zero;
    let variance = Variance::Ewma { decay: 0.94 };
    let model = Specification { mean, variance, innovation: Innovation::Normal };
    let series = gjr(2000, 1);
    let fitted = fit(&model, &series, &FitOptions::default()).unwrap();
    assert!(fitted.converged && fitted.estimates.is_empty());
    // The recursion by hand from the weighted mean of the first 75 squares.
    let (mut weight, mut weights, mut v) = (1.0, 0.0, 0.0);
    for y in &series[..75] {
        (v, weights, weight) = (v + weight * y * y, weights + weight, weight * 0.94);
    }
    v /= weights;
    let mut expected = 0.0;
    for y in &series {
        expected -= 0.5 * ((2.0 * std::f64::consts::PI * v).ln() + y * y / v);
        v = 0.94 * v + 0.06 * y * y;
    }
    assert!((fitted.log_likelihood - expected).abs() < 1e-8);
    assert!((fitted.forecast(1).unwrap().variance[0] - v).abs() < 1e-12);
}
