//! A simulation from its settings to its report.

mod report;
mod run;
mod settings;

pub use report::{AssetRisk, HorizonRisk, RiskReport, RunSummary, TailAllocation};
pub use run::simulate;
pub use settings::Settings;
pub(crate) use settings::{check_paths, grouping};
