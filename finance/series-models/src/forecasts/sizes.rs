use super::{Architecture, ForecastsConfig, Learned};

/// How large everything is that a network is fed, and what it is built like.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// What it is built like.
    pub architecture: Architecture,
    /// Steps that are seen.
    pub context: usize,
    /// Steps that are forecast.
    pub horizon: usize,
    /// Numbers of a step of the past: value, whether it is there, covariates, calendar.
    pub past: usize,
    /// Numbers of a step of the future: place, reference, known covariates, calendar.
    pub future: usize,
    /// Numbers of an item.
    pub numbers: usize,
    /// Rows and features of each category's embedding.
    pub categories: Vec<(usize, usize)>,
    /// Quantiles, ascending.
    pub levels: Vec<f64>,
    /// Features of a layer.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Share of numbers that training drops.
    pub dropout: f64,
    /// Rates of N-HiTS's stacks.
    pub rates: Vec<usize>,
    /// Steps of a patch.
    pub patch: usize,
    /// Networks.
    pub members: usize,
}

/// Numbers of a step of the past before its covariates: the value, and whether it is there.
pub(super) const OF_PAST: usize = 2;
/// Numbers of a step of the future before its covariates: its place, and the reference.
pub(super) const OF_FUTURE: usize = 2;
/// Numbers of an item before its quantities: whether nothing is seen of it, and the unit beside the level.
pub(super) const OF_ITEM: usize = 2;

impl ForecastsConfig {
    /// With what was learned, and as many numbers of the calendar. A covariate is two numbers, the second of which says
    /// whether it is there.
    #[must_use]
    pub fn sizes(&self, learned: &Learned, calendar: usize) -> Sizes {
        let known = learned.covariates.iter().filter(|one| one.known_ahead).count();
        Sizes {
            architecture: self.architecture,
            context: self.context,
            horizon: self.horizon,
            past: OF_PAST + 2 * learned.covariates.len() + calendar,
            future: OF_FUTURE + 2 * known + calendar,
            numbers: OF_ITEM + learned.quantities.len(),
            categories: learned.categories.iter().map(|one| (one.rows(), one.features())).collect(),
            levels: self.levels.clone(),
            hidden: self.hidden,
            layers: self.layers,
            dropout: self.dropout,
            rates: self.rates.clone(),
            patch: self.patch,
            members: self.members,
        }
    }
}
