use super::synthetic_series::gjr;
use neuron_volatility::{
    ConfidenceSetOptions, LongRunVariance, diebold_mariano, model_confidence_set,
};

fn losses() -> (Vec<f64>, Vec<f64>) {
    let y = gjr(2000, 1);
    let first = y.iter().map(|y| (y - 0.1).powi(2)).collect();
    let second = (0..2000).map(|t| (y[t] - 0.3 * y[(t + 1999) % 2000]).powi(2)).collect();
    (first, second)
}

#[test]
fn diebold_mariano_equals_statsmodels() {
    let (first, second) = losses();
    // statsmodels 0.15.0: OLS(d, ones).fit(cov_type="HAC", cov_kwds=dict(maxlags=4,
    // kernel="bartlett", use_correction=False)).tvalues; "uniform" with maxlags=2.
    let newey_west = LongRunVariance::Bartlett { lags: 4 };
    let test = diebold_mariano(&first, &second, 1, newey_west).unwrap();
    assert!((test.mean_difference + 0.05316565).abs() < 1e-8);
    assert!((test.statistic + 6.5448614).abs() < 1e-7, "{test:?}");
    let truncated = LongRunVariance::Truncated { lags: 2 };
    let test = diebold_mariano(&first, &second, 3, truncated).unwrap();
    assert!((test.statistic + 6.61431552).abs() < 1e-7, "{test:?}");
    // Harvey, Leybourne and Newbold's factor by numpy, scipy stats.t.sf.
    assert!((test.corrected_statistic + 6.606047412793539).abs() < 1e-8, "{test:?}");
    assert!((test.p_value / 5.045_280_453_214_191e-11 - 1.0).abs() < 1e-6, "{test:?}");
    let swapped = diebold_mariano(&second, &first, 3, truncated).unwrap();
    assert_eq!(swapped.p_value, test.p_value);
}

#[test]
fn the_confidence_set_keeps_equals_and_drops_the_worse() {
    let (first, second) = losses();
    // As good as the first in the mean, and worse by a quarter.
    let equal: Vec<f64> = (0..2000).map(|t| first[(t + 700) % 2000]).collect();
    let worse: Vec<f64> = first.iter().map(|loss| loss + 0.15).collect();
    let options = ConfidenceSetOptions { size: 0.1, block: 10, samples: 500, seed: 3 };
    let set = model_confidence_set(&[first, second, equal, worse], options).unwrap();
    let included = |model: usize| set.models.iter().find(|m| m.model == model).unwrap().included;
    assert!(included(0) && included(2) && !included(3), "{set:?}");
    assert_eq!(set.models[0].model, 3);
    assert_eq!(set.models.last().unwrap().p_value, 1.0);
    assert!(set.models.windows(2).all(|pair| pair[0].p_value <= pair[1].p_value));
}
