use super::Limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One way to group the assets, with limits on the sum of the weights of a group.
///
/// Several maps hold at once, as one of sectors and one of countries. An asset that a map does not
/// name belongs to none of its groups.
///
/// ```
/// use neuron_portfolio::{GroupMap, Limits};
/// let sectors = GroupMap::new("sector")
///     .member("AAPL", "tech")
///     .member("MSFT", "tech")
///     .member("JNJ", "health")
///     .limit("tech", Limits::at_most(0.2));
/// assert_eq!(sectors.members["MSFT"], "tech");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GroupMap {
    /// What the map is of, as "sector".
    pub name: String,
    /// The group of each ticker.
    pub members: BTreeMap<String, String>,
    /// Limits by group.
    pub limits: BTreeMap<String, Limits>,
}

impl GroupMap {
    /// A map without members.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds one asset.
    #[must_use]
    pub fn member(mut self, ticker: impl Into<String>, group: impl Into<String>) -> Self {
        self.members.insert(ticker.into(), group.into());
        self
    }

    /// Limits one group.
    #[must_use]
    pub fn limit(mut self, group: impl Into<String>, limits: Limits) -> Self {
        self.limits.insert(group.into(), limits);
        self
    }
}
