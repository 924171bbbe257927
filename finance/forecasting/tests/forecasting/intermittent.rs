use neuron_forecasting::Forecaster;
use neuron_forecasting::intermittent::{Adida, Croston, CrostonKind, Imapa, Tsb};

/// Synthetic demand.
const DEMAND: [f64; 24] = [
    0.0, 0.0, 4.0, 0.0, 2.0, 0.0, 0.0, 0.0, 3.0, 1.0, 0.0, 0.0, 0.0, 0.0, 7.0, 0.0, 0.0, 2.0, 0.0,
    0.0, 0.0, 1.0, 0.0, 5.0,
];

/// `CrostonClassic()`, `CrostonSBA()`, `CrostonOptimized()`, `TSB(.1, .1)`, `ADIDA()`, `IMAPA()`
/// `.fit(y).predict(1)["mean"][0]`, statsforecast 2.1.1; its optimised weights are good to 1e-4.
#[test]
fn forecasts_are_those_of_statsforecast() {
    let cases: [(&dyn Forecaster, f64, f64); 6] = [
        (&Croston::new(CrostonKind::Classic), 1.1707525256147275, 1e-12),
        (&Croston::new(CrostonKind::SyntetosBoylan), 1.112214899333991, 1e-12),
        (&Croston::new(CrostonKind::Optimised), 1.1707525256144016, 1e-6),
        (&Tsb::default(), 1.2011694861421431, 1e-12),
        (&Adida, 1.1781775999997104, 1e-6),
        (&Imapa, 1.1226811538056956, 1e-6),
    ];
    for (model, expected, tolerance) in cases {
        let forecast = model.fit(&DEMAND, 1).expect("fits").forecast(3, &[]).expect("forecasts");
        let found = forecast.mean[2];
        assert!(
            (found - expected).abs() < tolerance,
            "{}: {found}, expected {expected}",
            model.name()
        );
    }
}

/// Half of the steps have no demand, so the 30 % quantile is none; the mean of the simulated
/// quantiles over a fine grid is the forecast.
#[test]
fn quantiles_are_those_of_demand_that_comes_by_chance() {
    let levels: Vec<f64> = (1..200).map(|i| f64::from(i) / 200.0).collect();
    let fitted = Croston::new(CrostonKind::Classic).fit(&DEMAND, 1).expect("fits");
    let forecast = fitted.forecast(1, &levels).expect("forecasts");
    assert_eq!(forecast.quantile(0.3), Some(&[0.0][..]));
    let mean = forecast.quantiles.iter().map(|q| q[0]).sum::<f64>() / levels.len() as f64;
    assert!((mean - forecast.mean[0]).abs() < 0.1, "{mean} against {}", forecast.mean[0]);
}
