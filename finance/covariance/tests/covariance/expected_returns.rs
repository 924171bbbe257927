use crate::data::{market, returns};
use crate::peers::{assert_close, matrix, vector};
use nalgebra::{DMatrix, dmatrix};
use neuron_covariance::expected_returns::{
    arithmetic, capital_asset_pricing, compound, exponential,
};
use neuron_covariance::{ReturnKind, Returns};

#[test]
fn seeded_returns_are_those_of_the_peers() {
    let expected = matrix("returns");
    for (row, of) in [0, 59, 119].into_iter().enumerate() {
        for column in 0..8 {
            // serde_json may read the last bit of a number wrong.
            assert!((returns().values()[(of, column)] - expected[(row, column)]).abs() < 1e-17);
        }
    }
}

/// pypfopt 1.6.0: `mean_historical_return(returns, returns_data=True, compounding=…)`.
#[test]
fn means_are_those_of_pyportfolioopt() {
    assert_close(&compound(&returns(), 252.0).unwrap().values, &vector("compound"), 1e-13);
    assert_close(&arithmetic(&returns(), 252.0).unwrap().values, &vector("arithmetic"), 1e-13);
}

/// pypfopt 1.6.0: `ema_historical_return(returns, returns_data=True, span=60, compounding=…)`.
#[test]
fn exponential_means_are_those_of_pyportfolioopt() {
    let compounded = exponential(&returns(), 60.0, true, 252.0).unwrap();
    assert_close(&compounded.values, &vector("ema"), 1e-13);
    let multiplied = exponential(&returns(), 60.0, false, 252.0).unwrap();
    assert_close(&multiplied.values, &vector("ema_arithmetic"), 1e-13);
}

/// pypfopt 1.6.0: `capm_return(returns, market, returns_data=True, risk_free_rate=…)`.
#[test]
fn capital_asset_pricing_is_that_of_pyportfolioopt() {
    let own = capital_asset_pricing(&returns(), None, 0.02, true, 252.0).unwrap();
    assert_close(&own.expected_returns.values, &vector("capm"), 1e-13);
    let market = market();
    let given = capital_asset_pricing(&returns(), Some(&market), 0.02, true, 252.0).unwrap();
    assert_close(&given.expected_returns.values, &vector("capm_market"), 1e-13);
    let plain = capital_asset_pricing(&returns(), Some(&market), 0.0, false, 252.0).unwrap();
    assert_close(&plain.expected_returns.values, &vector("capm_arithmetic"), 1e-13);
    // The market of all assets has the mean beta one.
    assert!((own.betas.iter().sum::<f64>() / 8.0 - 1.0).abs() < 1e-14);
}

#[test]
fn logarithmic_and_simple_returns_compound_to_the_same() {
    let prices: DMatrix<f64> = dmatrix![100.0, 10.0; 90.0, 11.0; 120.0, 10.5; 130.0, 12.0];
    let names = vec!["A".to_string(), "B".to_string()];
    let simple = Returns::from_prices(names.clone(), &prices, ReturnKind::Simple).unwrap();
    let logarithmic = Returns::from_prices(names, &prices, ReturnKind::Logarithmic).unwrap();
    let (a, b) = (compound(&simple, 3.0).unwrap(), compound(&logarithmic, 3.0).unwrap());
    assert_close(&a.values, &b.values, 1e-14);
    // A year of three periods: the whole change of price.
    assert_close(&a.values, &[0.3, 0.2], 1e-14);
}
