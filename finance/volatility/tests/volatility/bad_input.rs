use super::synthetic_series::gjr;
use neuron_volatility::{
    Bars, FitOptions, InnovationLaw, LongRunVariance, Mean, RiskMethod, RollingOptions,
    Specification, Variance, VolatilityError, christoffersen, diebold_mariano, fit, fit_har, fix,
    kupiec, rolling_risk, simulate,
};

fn message<T: std::fmt::Debug>(result: Result<T, VolatilityError>) -> String {
    let line = result.unwrap_err().to_string();
    assert!(!line.contains('\n') && !line.ends_with('.'), "{line}");
    line
}

fn fit_error(returns: &[f64]) -> String {
    message(fit(&Specification::garch(), returns, &FitOptions::default()))
}

#[test]
fn series_that_cannot_be_fitted() {
    assert_eq!(
        fit_error(&gjr(20, 1)),
        "`returns` has 20 observations, constant mean, GARCH(1,1), normal needs at least 30"
    );
    assert_eq!(
        fit_error(&[0.25; 100]),
        "`returns` is constant at 0.25: it has no variance to model"
    );
    let mut returns = gjr(100, 1);
    returns[41] = f64::NAN;
    assert_eq!(
        fit_error(&returns),
        "`returns` is NaN at index 41, expected a finite number; drop or fill it first"
    );
    returns[41] = f64::NEG_INFINITY;
    assert!(fit_error(&returns).contains("-inf at index 41"));
    assert!(fit_error(&[]).contains("0 observations"));
}

#[test]
fn models_that_are_none() {
    for (mean, variance, expected) in [
        (Mean::Constant, Variance::Garch { p: 0, o: 0, q: 1 }, "p or o has to be at least 1"),
        (Mean::Constant, Variance::Egarch { p: 0, o: 0, q: 1 }, "p or o has to be at least 1"),
        (Mean::Constant, Variance::Ewma { decay: 1.0 }, "`decay` is 1"),
        (Mean::Autoregressive { lags: 0 }, Variance::Constant, "at least one lag"),
        (Mean::Heterogeneous { lags: vec![5, 1] }, Variance::Constant, "lags have to increase"),
        (Mean::Heterogeneous { lags: vec![0, 1] }, Variance::Constant, "lags start at 1"),
    ] {
        let model = Specification { mean, variance, ..Specification::garch() };
        let line = message(fit(&model, &gjr(100, 1), &FitOptions::default()));
        assert!(line.contains(expected), "{line}");
    }
}

#[test]
fn starts_outside_the_parameter_space() {
    let start = |values: &[f64]| {
        let options = FitOptions { starting_values: Some(values.to_vec()), ..Default::default() };
        message(fit(&Specification::garch(), &gjr(100, 1), &options))
    };
    assert!(start(&[0.0, 0.1, 0.3, 0.8]).starts_with(
        "starting values break `sum(alpha) + sum(gamma) / 2 + sum(beta) <= 1` (persistence 1.1"
    ));
    let line = start(&[0.0, 0.1, -0.1, 0.8]);
    assert_eq!(
        line,
        "parameter `alpha[1]` is -0.1, expected at least 0, else the variance can be negative"
    );
    assert_eq!(
        start(&[0.0, 0.1]),
        "2 values for constant mean, GARCH(1,1), normal, expected 4: mu, omega, alpha[1], beta[1]"
    );
    assert!(start(&[0.0, 0.1, f64::NAN, 0.8]).contains("NaN"));
    let line = message(simulate(&Specification::garch(), &[0.0, 0.1, 0.2, 0.9], 10, 1));
    assert!(line.contains("persistence 1.1"), "{line}");
    let line = message(fix(&Specification::garch(), &gjr(100, 1), &[0.0, -5.0, 0.0, -0.9]));
    assert_eq!(line, "parameter `omega` is -5, expected a number above 0");
    let values = [0.0, 0.1, 0.1, -0.2, 0.8, 6.0];
    let line = message(fix(&Specification::gjr_t(), &gjr(100, 1), &values));
    assert!(line.starts_with("parameter `alpha[1] + gamma[1]` is -0.1"), "{line}");
    let values = [0.0, 0.1, 0.1, 0.0, 0.8, 1.5];
    let line = message(fix(&Specification::gjr_t(), &gjr(100, 1), &values));
    assert!(line.starts_with("parameter `nu` is 1.5"), "{line}");
    assert_eq!(
        start(&[0.0, 100.0, 0.1, 0.8]).split(", expected").next(),
        Some("starting value of `omega` is 100")
    );
}

#[test]
fn rolling_tests_that_cannot_run() {
    let returns = gjr(300, 1);
    let run = |level: f64, window: usize, refit_every: usize| {
        let options = RollingOptions { level, window, refit_every };
        message(rolling_risk(&returns, &RiskMethod::Historical, options))
    };
    assert!(run(1.0, 100, 10).starts_with("`level` is 1, expected a number between 0 and 1"));
    assert!(run(f64::NAN, 100, 10).contains("`level` is NaN"));
    assert_eq!(run(0.99, 300, 10), "window 300 leaves no day of 300 to test; use a shorter window");
    assert!(run(0.99, 1, 10).contains("`window` is 1"));
    assert!(run(0.99, 100, 0).contains("`refit_every`"));
    // A window too short for the model says which window.
    let options = RollingOptions { level: 0.99, window: 25, refit_every: 10 };
    let method = RiskMethod::Parametric(Specification::garch());
    let line = message(rolling_risk(&returns, &method, options));
    assert!(line.starts_with("fit on observations 0 to 25: `returns` has 25"), "{line}");
    // A price that stands still for a whole window.
    let mut still = returns.clone();
    still[50..120].fill(0.0);
    let options = RollingOptions { level: 0.99, window: 60, refit_every: 10 };
    for method in [RiskMethod::Normal, RiskMethod::Parametric(Specification::garch())] {
        let line = message(rolling_risk(&still, &method, options));
        assert!(line.contains("constant at 0"), "{line}");
    }
}

#[test]
fn tests_without_data() {
    assert!(message(kupiec(3, 2, 0.99)).contains("`violations` is 3"));
    assert!(message(kupiec(0, 0, 0.99)).contains("`observations`"));
    assert!(message(christoffersen(&[true], 0.99)).contains("1 observations"));
    let truncated = LongRunVariance::Truncated { lags: 0 };
    let line = message(diebold_mariano(&[1.0; 9], &[1.0; 8], 1, truncated));
    assert_eq!(
        line,
        "`first losses` has 9 values and `second losses` has 8, expected equal lengths"
    );
    let line = message(diebold_mariano(&[1.0; 9], &[1.0; 9], 1, truncated));
    assert!(line.contains("`difference of the losses` is constant"), "{line}");
    assert!(message(InnovationLaw::empirical(&[])).contains("0 observations"));
    assert!(message(fit_har(&[1.0; 100], &[1, 5], 3)).contains("constant"));
    assert!(message(fit_har(&gjr(25, 1), &[1, 22], 3)).contains("25 observations"));
}

#[test]
fn bars_that_no_day_can_have() {
    let line = message(Bars::new(&[10.0, 10.0], &[11.0, 9.0], &[9.0, 8.0], &[10.0, 9.0]));
    assert_eq!(line, "bar 1 has high 9 below low 8, open or close; check the data");
    let line = message(Bars::new(&[10.0], &[11.0], &[0.0], &[10.0]));
    assert_eq!(line, "`low` is 0 at index 0, expected a number above 0");
    assert!(message(Bars::new(&[10.0], &[11.0, 12.0], &[9.0], &[10.0])).contains("`high` has 2"));
}
