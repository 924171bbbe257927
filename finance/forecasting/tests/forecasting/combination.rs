use crate::assert_close;
use crate::series::{AIR_PASSENGERS, UNEMPLOYMENT};
use neuron_forecasting::{Combination, Combine, Forecaster, Method};

#[test]
fn the_median_lies_between_its_members() {
    let methods = [Method::Ets, Method::Ces, Method::Arima, Method::DynamicOptimisedTheta];
    let rows: Vec<Vec<f64>> = methods
        .iter()
        .map(|m| m.fit(&UNEMPLOYMENT, 4).expect("fits").forecast(3, &[]).expect("ok").mean)
        .collect();
    let together = Combination::scum().fit(&UNEMPLOYMENT, 4).expect("fits");
    let found = together.forecast(3, &[0.1, 0.9]).expect("forecasts");
    for step in 0..3 {
        let mut column: Vec<f64> = rows.iter().map(|row| row[step]).collect();
        column.sort_by(f64::total_cmp);
        assert!((found.mean[step] - 0.5 * (column[1] + column[2])).abs() < 1e-12);
        assert!(found.quantiles[0][step] < found.quantiles[1][step]);
    }
}

/// A model that cannot be fitted is left out: one year has no two seasons for MSTL.
#[test]
fn a_member_that_fails_is_left_out() {
    let year = &AIR_PASSENGERS[..14];
    let both = Combination::new(vec![Method::Mstl, Method::SeasonalNaive], Combine::Mean);
    let found = both.fit(year, 12).expect("fits");
    assert_eq!(found.model, "mean[seasonal-naive]");
    let alone = Method::SeasonalNaive.fit(year, 12).expect("fits").forecast(5, &[]).expect("ok");
    assert_close(&found.forecast(5, &[]).expect("ok").mean, &alone.mean, 0.0);
    assert!(Combination::new(vec![Method::Mstl], Combine::Mean).fit(year, 12).is_err());
    assert!(Combination::new(vec![], Combine::Median).fit(year, 12).is_err());
}
