use super::{ForecastsConfig, Learned};
use serde::Serialize;

/// What the network is not told, to see what it makes of it (occlusion, Zeiler and Fergus, *Visualizing and
/// Understanding Convolutional Networks*, 2014).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occluded {
    /// Everything is told.
    #[default]
    Nothing,
    /// Values so many steps before the origin, both ends included: each is the window's mean.
    Lags {
        /// The nearer end, from 1.
        from: usize,
        /// The farther end.
        to: usize,
    },
    /// A covariate, by number: it is its mean in past and future.
    Covariate(usize),
    /// What dates say: the hour, the weekday, the place in the year.
    Dates,
    /// Holidays.
    Holidays,
    /// A category, by number: it is unknown.
    Category(usize),
    /// A quantity, by number: it is its mean.
    Quantity(usize),
}

impl Occluded {
    pub(super) fn lags(&self) -> Option<(usize, usize)> {
        match *self {
            Self::Lags { from, to } => Some((from, to)),
            _ => None,
        }
    }

    pub(super) fn is_covariate(&self, covariate: usize) -> bool {
        *self == Self::Covariate(covariate)
    }

    pub(super) fn is_calendar(&self, is_date: bool) -> bool {
        *self == if is_date { Self::Dates } else { Self::Holidays }
    }

    pub(super) fn is_category(&self, category: usize) -> bool {
        *self == Self::Category(category)
    }

    pub(super) fn is_quantity(&self, quantity: usize) -> bool {
        *self == Self::Quantity(quantity)
    }

    /// Everything that a model is told, one after another, with names. Lags are a season each.
    #[must_use]
    pub fn all(learned: &Learned, config: &ForecastsConfig) -> Vec<(String, Self)> {
        let mut all = Vec::new();
        // Without a season there are four stretches.
        let stretch = match learned.season {
            0 | 1 => config.context.div_ceil(4),
            season => season,
        };
        let mut from = 1;
        while from <= config.context {
            let to = (from + stretch - 1).min(config.context);
            all.push((format!("lags {from} to {to}"), Self::Lags { from, to }));
            from = to + 1;
        }
        let covariates = learned.covariates.iter().enumerate();
        all.extend(covariates.map(|(at, one)| (one.name.clone(), Self::Covariate(at))));
        if config.calendar.dates {
            all.push(("dates".to_owned(), Self::Dates));
        }
        if config.calendar.holidays != super::Holidays::None {
            all.push(("holidays".to_owned(), Self::Holidays));
        }
        let categories = learned.categories.iter().enumerate();
        all.extend(categories.map(|(at, one)| (one.name.clone(), Self::Category(at))));
        let quantities = learned.quantities.iter().enumerate();
        all.extend(quantities.map(|(at, one)| (one.name.clone(), Self::Quantity(at))));
        all
    }
}
