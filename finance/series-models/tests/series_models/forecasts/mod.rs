//! The task `forecasts`.

mod asked;
mod learning;
mod look_ahead;
mod networks;
mod panel;
mod settings;
mod table;
