use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::combination::{
    Combination, combine, inverse_error_weights, project_onto_simplex, simplex_least_squares,
};

#[test]
fn weights_on_the_simplex_are_those_of_scipy() {
    // scipy.optimize.minimize(method="SLSQP", ftol=1e-16): w = [.104726617, .534349598, .301260863,
    // .059662922], sum of squares 1.310738617074281.
    let t: Vec<f64> = (0..30).map(f64::from).collect();
    let actual: Vec<f64> = t.iter().map(|t| 10.0 + 3.0 * t.sin()).collect();
    let models: Vec<Vec<f64>> = vec![
        t.iter().zip(&actual).map(|(t, y)| y + (1.3 * t).cos()).collect(),
        t.iter().zip(&actual).map(|(t, y)| 1.1 * y - 0.5 * (2.0 * t).sin()).collect(),
        t.iter().zip(&actual).map(|(t, y)| y - 2.0 + 0.3 * (t * t).cos()).collect(),
        t.iter().map(|t| 10.0 + 0.05 * t).collect(),
    ];
    let weights = simplex_least_squares(&models, &actual).unwrap();
    let squares: f64 = (0..30)
        .map(|i| {
            let sum: f64 = weights.iter().zip(&models).map(|(w, m)| w * m[i]).sum();
            (sum - actual[i]).powi(2)
        })
        .sum();
    assert!(squares <= 1.310_738_617_074_281 + 1e-10, "{squares}");
    let expected = [0.104_726_617, 0.534_349_598, 0.301_260_863, 0.059_662_922];
    for (weight, expected) in weights.iter().zip(expected) {
        assert!((weight - expected).abs() < 1e-6, "{weights:?}");
    }
}

#[test]
fn a_useless_model_gets_no_weight() {
    let actual = vec![1.0, 2.0, 3.0, 4.0];
    let off = vec![9.0, 9.0, 9.0, 9.0];
    let weights = simplex_least_squares(&[off, actual.clone()], &actual).unwrap();
    assert!(weights[0].abs() < 1e-12 && (weights[1] - 1.0).abs() < 1e-12);
    assert_eq!(project_onto_simplex(&[2.0, 0.0, -5.0]), [1.0, 0.0, 0.0]);
    assert!(simplex_least_squares(&[vec![1.0]], &[1.0, 2.0]).is_err());
    assert!(simplex_least_squares(&[vec![f64::NAN]], &[1.0]).is_err());
}

#[test]
fn quantiles_are_combined_by_level() {
    let model = |by: f64| {
        Forecast::point(vec![by])
            .with_quantile(0.1, vec![by - 1.0])
            .and_then(|f| f.with_quantile(0.9, vec![by + 1.0]))
            .unwrap()
    };
    let (a, b) = (model(10.0), model(14.0));
    let lone = Forecast::point(vec![12.0]).with_quantile(0.1, vec![1.0]).unwrap();
    let weighted = combine(&[&a, &b], &Combination::Weighted(vec![0.75, 0.25])).unwrap();
    assert_eq!((weighted.point[0], weighted.quantile(0.9).unwrap()[0]), (11.0, 12.0));
    // Only the level that all have is kept.
    let mean = combine(&[&a, &b, &lone], &Combination::Mean).unwrap();
    assert_eq!((mean.point[0], mean.quantiles.len()), (12.0, 1));
    assert_eq!(combine(&[&a, &b], &Combination::Median).unwrap().point, [12.0]);
}

#[test]
fn faulty_options_are_refused() {
    let a = Forecast::point(vec![1.0]);
    let two = Forecast::point(vec![1.0, 2.0]);
    let said = |models: &[&Forecast], how| combine(models, &how).unwrap_err().to_string();
    assert_eq!(said(&[], Combination::Mean), "models to combine: found 0, expected 1");
    assert_eq!(said(&[&a, &two], Combination::Mean), "steps of a model: found 2, expected 1");
    assert!(said(&[&a], Combination::Trimmed(0.5)).contains("from 0 up to but without 0.5"));
    assert!(said(&[&a, &a], Combination::Weighted(vec![0.5, 0.6])).contains("sum to 1"));
    assert!(said(&[&a, &a], Combination::Weighted(vec![f64::NAN, 1.0])).contains("sum to 1"));
    assert!(inverse_error_weights(&[1.0, -1.0], 1.0).is_err());
    assert_eq!(inverse_error_weights(&[0.0, 2.0], 1.0).unwrap(), [1.0, 0.0]);
    assert_eq!(inverse_error_weights(&[1e-300, 2e-300], 1.0).unwrap()[1], 1.0 / 3.0);
}
