//! Where the risk of a portfolio comes from, and how many bets it makes.

mod contributions;
mod effective_bets;

pub use contributions::{RiskContributions, risk_contributions};
pub use effective_bets::{EffectiveBets, effective_bets};
