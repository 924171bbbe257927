//! Expected returns and covariance from a prior and views.
//!
//! F. Black and R. Litterman, *Global portfolio optimization*, Financial Analysts Journal 48 (1992).

mod posterior;
mod prior;
mod uncertainty;
mod view;

pub use posterior::{Posterior, posterior};
pub use prior::{Prior, market_risk_aversion};
pub use uncertainty::Uncertainty;
pub use view::View;
