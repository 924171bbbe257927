use serde::Serialize;
use std::fmt;

/// What a TBATS model has of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TbatsTrend {
    /// A level alone.
    None,
    /// A slope that goes on.
    Linear,
    /// A slope that fades.
    Damped,
}

/// A season of a TBATS model.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TbatsSeason {
    /// Its length in observations; need not be whole, as 365.25 / 7 weeks.
    pub period: f64,
    /// How many harmonics, below half of the period.
    pub harmonics: usize,
}

/// Which components a TBATS model has.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TbatsModel {
    /// Whether the observations are transformed by a power between 0 (the logarithm) and 1.
    pub box_cox: bool,
    /// The trend.
    pub trend: TbatsTrend,
    /// The seasons, shortest first.
    pub seasons: Vec<TbatsSeason>,
    /// Autoregressive terms of the errors.
    pub p: usize,
    /// Moving-average terms of the errors.
    pub q: usize,
}

impl TbatsModel {
    /// First states that are estimated: level, slope, two for each harmonic.
    #[must_use]
    pub fn seed_count(&self) -> usize {
        let harmonics: usize = self.seasons.iter().map(|season| season.harmonics).sum();
        1 + usize::from(self.trend != TbatsTrend::None) + 2 * harmonics
    }

    /// Estimated numbers: power, weights, damping, error terms and first states.
    #[must_use]
    pub fn parameter_count(&self) -> usize {
        let trend = match self.trend {
            TbatsTrend::None => 0,
            TbatsTrend::Linear => 1,
            TbatsTrend::Damped => 2,
        };
        let weights = 1 + trend + 2 * self.seasons.len();
        usize::from(self.box_cox) + weights + self.p + self.q + self.seed_count()
    }
}

/// The numbers of a TBATS model.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TbatsParameters {
    /// The power of Box and Cox, where the model has one.
    pub lambda: Option<f64>,
    /// Weight of an error in the level.
    pub alpha: f64,
    /// Weight of an error in the slope; unused without trend.
    pub beta: f64,
    /// Damping of the slope; 1 for a linear trend.
    pub phi: f64,
    /// Weights of an error in the two parts of the harmonics, for each season.
    pub gamma: Vec<(f64, f64)>,
    /// Autoregressive coefficients of the errors, `[p]`.
    pub ar: Vec<f64>,
    /// Moving-average coefficients of the errors, `[q]`.
    pub ma: Vec<f64>,
    /// First states: level, slope if there is a trend, and for each season its harmonics' first and
    /// then their second parts.
    pub seeds: Vec<f64>,
}

/// As in the paper: `tbats(omega, {p,q}, phi, {<m1,k1>,…})` with 1 for no power and `-` for no trend.
pub(super) fn label(model: &TbatsModel, parameters: &TbatsParameters) -> String {
    let power = parameters.lambda.map_or_else(|| "1".into(), |lambda| format!("{lambda:.3}"));
    let trend = match model.trend {
        TbatsTrend::None => "-".to_owned(),
        TbatsTrend::Linear => "1".to_owned(),
        TbatsTrend::Damped => format!("{:.3}", parameters.phi),
    };
    let seasons: Vec<String> = model.seasons.iter().map(ToString::to_string).collect();
    let seasons =
        if seasons.is_empty() { "-".into() } else { format!("{{{}}}", seasons.join(",")) };
    format!("tbats({power}, {{{},{}}}, {trend}, {seasons})", model.p, model.q)
}

impl fmt::Display for TbatsSeason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = format!("{:.2}", self.period);
        let period = period.trim_end_matches('0').trim_end_matches('.');
        write!(f, "<{period},{}>", self.harmonics)
    }
}
