/// Squared returns, the plainest proxy of a day's variance, `[n]`.
#[must_use]
pub fn squared_returns(returns: &[f64]) -> Vec<f64> {
    returns.iter().map(|y| y * y).collect()
}
