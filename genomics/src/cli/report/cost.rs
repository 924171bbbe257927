//! What a run takes, in amounts that are the same on every machine: a model of cost multiplies them by rates that were
//! measured on one. No clock is read.

use serde::Serialize;

/// Where an amount is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Counted in this run.
    Counted,
    /// Worked out from what was counted.
    Modelled,
}

/// A line of the cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(in crate::cli) struct Cost {
    /// What there is an amount of.
    quantity: &'static str,
    /// How much.
    amount: u64,
    /// What one is.
    unit: &'static str,
    /// Where the amount is from.
    kind: Kind,
}

impl Cost {
    /// An amount that was counted.
    pub(in crate::cli) fn counted(
        quantity: &'static str,
        amount: usize,
        unit: &'static str,
    ) -> Self {
        Self { quantity, amount: amount as u64, unit, kind: Kind::Counted }
    }

    /// An amount that was worked out.
    pub(in crate::cli) fn modelled(
        quantity: &'static str,
        amount: u64,
        unit: &'static str,
    ) -> Self {
        Self { quantity, amount, unit, kind: Kind::Modelled }
    }

    /// Cells of a table.
    pub(super) fn row(&self) -> Vec<String> {
        let kind = match self.kind {
            Kind::Counted => "counted",
            Kind::Modelled => "modelled",
        };
        [self.quantity, &self.amount.to_string(), self.unit, kind].map(str::to_owned).into()
    }
}

/// The heading row.
pub(super) const HEADER: [&str; 4] = ["quantity", "amount", "unit", "kind"];

/// What stands above the table.
pub(super) const ABOUT: &str = "Amounts that time, memory and money grow with. They are the same on every machine; what one of each takes on a \
     machine is measured there, by the benchmark of genomics.";
