//! A covariance by factors whose prices are known.

use crate::cli::args::OptimizeArgs;
use crate::cli::error::CommandError;
use crate::cli::market::{self, Market};
use nalgebra::DMatrix;
use neuron_covariance::estimators::{FactorModel, observed_factors};
use neuron_covariance::{ReturnKind, Returns};
use std::path::Path;

/// Regresses the assets' returns on those of the factors in a file of prices, on the assets' days.
pub(super) fn observed(
    args: &OptimizeArgs,
    path: &Path,
    market: &Market,
    returns: &Returns,
) -> Result<FactorModel, CommandError> {
    let series = market::series(path)?;
    let days = market.panel.dates();
    let mut prices = DMatrix::zeros(days.len(), series.len());
    for (column, one) in series.iter().enumerate() {
        for (row, day) in days.iter().enumerate() {
            let Ok(at) = one.dates().binary_search(day) else {
                return Err(CommandError::flag(
                    "--factors",
                    format!("`{}`, whose `{}` has no price on {day}", path.display(), one.ticker()),
                    "a price of each factor on each day of the assets",
                ));
            };
            prices[(row, column)] = one.prices()[at];
        }
    }
    let names = series.iter().map(|one| one.ticker().to_owned()).collect();
    let factors = Returns::from_prices(names, &prices, ReturnKind::Simple)?;
    Ok(observed_factors(returns, &factors, args.periods_per_year)?)
}
