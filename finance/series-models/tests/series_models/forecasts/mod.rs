//! The task `forecasts`.

mod asked;
mod conformal;
mod learning;
mod look_ahead;
mod networks;
mod panel;
mod settings;
mod table;
