use crate::data::{Uniforms, market, names, returns, table};
use crate::peers::{assert_close, assert_matrix, matrix, value};
use nalgebra::{DMatrix, DVector};
use neuron_covariance::estimators::{
    Estimate, GerberStatistic, METHODS, Method, NoiseVariance, Parameters, estimate,
    marchenko_pastur_fit, observed_factors, statistical_factors,
};
use neuron_covariance::{Returns, Warning};

fn yearly(method: &Method) -> Estimate {
    estimate(&returns(), method, 252.0).unwrap()
}

fn intensity(estimate: &Estimate) -> f64 {
    match estimate.parameters {
        Parameters::Shrinkage { intensity, .. } => intensity,
        ref other => panic!("{other:?} is no shrinkage"),
    }
}

/// pypfopt 1.6.0: `sample_cov`, `exp_cov(span=60)`, `semicovariance(benchmark=0.0001)`;
/// pandas 2.3.3: `(a * b).ewm(alpha=0.06).mean()`.
#[test]
fn plain_and_weighted_estimates_are_those_of_the_peers() {
    for (method, key) in [
        (Method::Sample { ddof: 1 }, "sample"),
        (Method::Exponential { span: 60.0 }, "exponential"),
        (Method::Semicovariance { benchmark: 0.0001 }, "semicovariance"),
        (Method::RiskMetrics { decay: 0.94 }, "risk_metrics"),
    ] {
        assert_matrix(yearly(&method).covariance.matrix(), &matrix(key), 1e-15);
    }
}

/// pypfopt 1.6.0: `CovarianceShrinkage(returns, returns_data=True).ledoit_wolf(target)` and
/// `.oracle_approximating()`, the first and last of which are scikit-learn 1.9.1's.
#[test]
fn shrunk_estimates_are_those_of_the_peers() {
    for (method, key) in [
        (Method::LedoitWolfIdentity, "ledoit_wolf_constant_variance"),
        (Method::LedoitWolfSingleFactor, "ledoit_wolf_single_factor"),
        (Method::LedoitWolfConstantCorrelation, "ledoit_wolf_constant_correlation"),
        (Method::OracleApproximating, "oas"),
    ] {
        let estimate = yearly(&method);
        assert_matrix(estimate.covariance.matrix(), &matrix(key), 1e-15);
        let delta = value(&format!("{key}_delta")).as_f64().unwrap();
        assert!((intensity(&estimate) - delta).abs() < 1e-13);
    }
}

/// The same with ten rows of twelve assets.
#[test]
fn shrinkage_with_fewer_rows_than_assets_is_that_of_the_peers() {
    let wide = Returns::new(names(12), table(11, 10, 12)).unwrap();
    for (method, key) in [
        (Method::LedoitWolfIdentity, "wide_constant_variance_delta"),
        (Method::LedoitWolfSingleFactor, "wide_single_factor_delta"),
        (Method::LedoitWolfConstantCorrelation, "wide_constant_correlation_delta"),
        (Method::OracleApproximating, "wide_oas_delta"),
    ] {
        let estimate = estimate(&wide, &method, 252.0).unwrap();
        assert!((intensity(&estimate) - value(key).as_f64().unwrap()).abs() < 1e-13);
        assert!(estimate.spectrum.min_eigenvalue > 0.0);
        assert_eq!(
            estimate.warnings,
            [Warning::FewerObservationsThanAssets { observations: 10, assets: 12 }]
        );
    }
    let sample = estimate(&wide, &Method::Sample { ddof: 1 }, 252.0).unwrap();
    assert!(sample.warnings.iter().any(|w| matches!(w, Warning::IllConditioned { .. })));
}

/// pypfopt 1.6.0: `CovarianceShrinkage(returns, returns_data=True).shrunk_covariance(0.2)`.
#[test]
fn given_shrinkage_is_that_of_pyportfolioopt() {
    let estimate = yearly(&Method::ShrunkIdentity { intensity: 0.2 });
    assert_matrix(estimate.covariance.matrix(), &matrix("shrunk_identity"), 1e-15);
}

/// The paper's formula on whole arrays in NumPy 2.4.6: peers.py, `nonlinear`.
#[test]
fn nonlinear_shrinkage_is_that_of_the_paper() {
    let tall = yearly(&Method::LedoitWolfNonlinear);
    assert_matrix(tall.covariance.matrix(), &matrix("nonlinear"), 1e-14);
    let wide = Returns::new(names(16), table(13, 14, 16)).unwrap();
    let wide = estimate(&wide, &Method::LedoitWolfNonlinear, 252.0).unwrap();
    // The least eigenvalue is four thousand times smaller than the greatest, and so less certain.
    assert_matrix(wide.covariance.matrix(), &matrix("wide_nonlinear"), 1e-10);
    assert!(wide.spectrum.min_eigenvalue > 0.0);
}

/// The spectrum of the paper's simulations: a fifth of the eigenvalues 1, two fifths 3, two fifths 10.
#[test]
fn nonlinear_shrinkage_beats_linear_on_spread_spectra() {
    let assets = 50;
    let truth: DVector<f64> = DVector::from_fn(assets, |i, _| match i * 5 / assets {
        0 => 1.0,
        1 | 2 => 3.0,
        _ => 10.0,
    });
    let (mut of_sample, mut of_linear, mut of_nonlinear) = (0.0, 0.0, 0.0);
    for seed in 0..4 {
        let mut draws = Uniforms::new(500 + seed);
        let table = DMatrix::from_fn(150, assets, |_, i| draws.bell() * truth[i].sqrt());
        let returns = Returns::new((0..assets).map(|i| i.to_string()).collect(), table).unwrap();
        let loss = |method: Method| {
            let estimate = estimate(&returns, &method, 1.0).unwrap();
            (estimate.covariance.matrix() - DMatrix::from_diagonal(&truth)).norm_squared()
        };
        of_sample += loss(Method::Sample { ddof: 1 });
        of_linear += loss(Method::LedoitWolfIdentity);
        of_nonlinear += loss(Method::LedoitWolfNonlinear);
    }
    assert!(of_nonlinear < 0.95 * of_linear && of_linear < of_sample, "{of_nonlinear} {of_linear}");
}

#[test]
fn a_fit_at_its_bound_is_said() {
    // A kernel that is narrow for its eight eigenvalues against one that is given.
    let fitted = yearly(&Method::Denoised { noise: NoiseVariance::default(), detone: 0 });
    let Parameters::Denoised { noise_variance, .. } = fitted.parameters else {
        panic!("no denoising")
    };
    let said = fitted.warnings.iter().any(|w| matches!(w, Warning::NoiseFitAtBound { .. }));
    assert_eq!(said, noise_variance > 0.9999, "{noise_variance}");
    let given = yearly(&Method::Denoised { noise: NoiseVariance::Given(1.0), detone: 0 });
    assert!(given.warnings.is_empty());
}

/// skfolio 1.12.2: `DenoiseCovariance(nearest=False)`, and `DetoneCovariance` around it.
#[test]
fn denoised_estimates_are_those_of_skfolio() {
    let noise = NoiseVariance::default();
    let plain = yearly(&Method::Denoised { noise, detone: 0 });
    assert_matrix(plain.covariance.matrix(), &matrix("denoised"), 1e-15);
    let detoned = yearly(&Method::Denoised { noise, detone: 1 });
    assert_matrix(detoned.covariance.matrix(), &matrix("detoned"), 1e-15);
    let Parameters::Denoised { factors, noise_variance, noise_edge, .. } = plain.parameters else {
        panic!("no denoising")
    };
    // Two factors made the returns.
    assert_eq!(factors, 2);
    assert!((noise_edge / noise_variance - (1.0 + (8.0_f64 / 120.0).sqrt()).powi(2)).abs() < 1e-14);
}

/// Eigenvalues of a large sample of pure noise follow the density that is fitted to them.
#[test]
fn pure_noise_is_recognised() {
    let (rows, assets) = (600, 150);
    let mut draws = Uniforms::new(17);
    let table = DMatrix::from_fn(rows, assets, |_, _| draws.bell());
    let products = table.tr_mul(&table) / rows as f64;
    let eigenvalues = products.symmetric_eigenvalues();
    let fit = marchenko_pastur_fit(eigenvalues.as_slice(), rows, 0.05).unwrap();
    assert!((fit.variance - 1.0).abs() < 0.05, "{fit:?}");
    let above = eigenvalues.iter().filter(|e| **e > fit.edge * 1.05).count();
    assert!(above <= 2, "{above} of {assets} eigenvalues above the edge");
}

/// skfolio 1.12.2: `GerberCovariance(psd_variant=…, nearest=False)`.
#[test]
fn gerber_statistics_are_those_of_skfolio() {
    for (statistic, key) in [
        (GerberStatistic::Informative, "gerber_informative"),
        (GerberStatistic::Normalised, "gerber_normalised"),
    ] {
        let gerber = yearly(&Method::Gerber { threshold: 0.5, statistic });
        assert_matrix(gerber.covariance.matrix(), &matrix(key), 1e-15);
        assert!(gerber.spectrum.min_eigenvalue > 0.0);
    }
}

/// scikit-learn 1.9.1: `PCA(n_components=2)`, its components' covariance off the diagonal.
#[test]
fn statistical_factors_are_principal_components() {
    let model = statistical_factors(&returns(), Some(2), 252.0).unwrap();
    assert_matrix(model.covariance.matrix(), &matrix("statistical_factors"), 1e-15);
    let explained = value("statistical_explained").as_f64().unwrap();
    assert!((model.explained - explained).abs() < 1e-13);
    let found = statistical_factors(&returns(), None, 252.0).unwrap();
    assert_eq!(found.loadings.ncols(), 2, "two factors made the returns");
}

/// scikit-learn 1.9.1: `LinearRegression` of each asset on the factors.
#[test]
fn observed_factors_are_least_squares() {
    let values = returns();
    let factors = DMatrix::from_fn(120, 2, |t, k| match k {
        0 => market()[t],
        _ => values.values()[(t, 0)] - values.values()[(t, 1)],
    });
    let factors = Returns::new(vec!["market".to_string(), "style".to_string()], factors).unwrap();
    let model = observed_factors(&values, &factors, 252.0).unwrap();
    assert_matrix(&model.loadings, &matrix("observed_loadings"), 1e-12);
    assert_matrix(model.covariance.matrix(), &matrix("observed_factors"), 1e-14);
    // Variances are the sample's, whatever the factors.
    let sample = yearly(&Method::Sample { ddof: 1 }).covariance.variances();
    assert_close(model.covariance.variances().as_slice(), sample.as_slice(), 1e-15);
}

#[test]
fn every_name_is_a_method_and_every_estimate_is_positive_semidefinite() {
    for name in METHODS {
        let estimate = yearly(&name.parse().unwrap());
        assert!(estimate.spectrum.is_positive_semidefinite(8), "{name}: {:?}", estimate.spectrum);
        let json = serde_json::to_value(&estimate).unwrap();
        assert_eq!(json["covariance"]["matrix"].as_array().unwrap().len(), 8, "{name}");
    }
}

/// Each estimate scales with the returns, and follows a change of the assets' order.
#[test]
fn estimates_follow_scale_and_order() {
    let reversed: Vec<usize> = (0..8).rev().collect();
    let table = returns().values().clone();
    let scaled = Returns::new(names(8), &table * 3.0).unwrap();
    let turned = Returns::new(names(8), table.select_columns(&reversed)).unwrap();
    for name in METHODS {
        let method: Method = name.parse().unwrap();
        let plain = yearly(&method).covariance.matrix().clone();
        let bigger = estimate(&scaled, &method, 252.0).unwrap();
        assert_matrix(bigger.covariance.matrix(), &(&plain * 9.0), 1e-12);
        let order = estimate(&turned, &method, 252.0).unwrap();
        let back = order.covariance.matrix().select_rows(&reversed).select_columns(&reversed);
        assert_matrix(&back, &plain, 1e-12);
    }
}

/// A shrunk estimate of independent assets is nearer to the truth than the sample.
#[test]
fn shrinkage_lowers_the_error() {
    let truth = DMatrix::<f64>::identity(20, 20);
    let (mut of_sample, mut of_shrunk) = (0.0, 0.0);
    for seed in 0..5 {
        let mut draws = Uniforms::new(100 + seed);
        let table = DMatrix::from_fn(40, 20, |_, _| draws.bell());
        let returns = Returns::new((0..20).map(|i| i.to_string()).collect(), table).unwrap();
        let error = |method| {
            (estimate(&returns, &method, 1.0).unwrap().covariance.matrix() - &truth).norm()
        };
        of_sample += error(Method::Sample { ddof: 1 });
        of_shrunk += error(Method::LedoitWolfIdentity);
    }
    assert!(of_shrunk < 0.3 * of_sample, "{of_shrunk} against {of_sample}");
}

#[test]
fn targets_are_what_they_say() {
    let identity = yearly(&Method::LedoitWolfIdentity);
    let Parameters::Shrinkage { target, .. } = identity.parameters else { panic!("no shrinkage") };
    let biased = yearly(&Method::Sample { ddof: 0 }).covariance.variances();
    assert!((target - biased.mean()).abs() < 1e-15);
    let constant = yearly(&Method::LedoitWolfConstantCorrelation);
    let Parameters::Shrinkage { target, .. } = constant.parameters else { panic!("no shrinkage") };
    let correlation = yearly(&Method::Sample { ddof: 1 }).covariance.correlation();
    assert!((target - (correlation.sum() - 8.0) / 56.0).abs() < 1e-14);
    let weights = neuron_covariance::estimators::exponential_weights(120, 60.0).unwrap();
    let Parameters::Weighted { effective_observations, .. } =
        yearly(&Method::Exponential { span: 60.0 }).parameters
    else {
        panic!("no weights")
    };
    let squares: DVector<f64> = weights.component_mul(&weights);
    assert!((effective_observations * squares.sum() - 1.0).abs() < 1e-14);
}
