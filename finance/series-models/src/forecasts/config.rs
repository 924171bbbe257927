use super::{Architecture, CalendarSettings, Columns, Scaling};
use neuron_train::trainer::TrainerConfig;
use serde::{Deserialize, Serialize};

/// Everything that decides a run of `forecasts`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForecastsConfig {
    /// `synthetic`, `walmart-weekly`, `m3-yearly`, `m3-quarterly`, `m3-monthly`, `m3-other`, or a CSV file in long
    /// form.
    pub dataset: String,
    /// How many items to take, the first ones, or, of the synthetic set, to make; 0 for all.
    pub dataset_size: usize,
    /// What the network is built like.
    pub architecture: Architecture,
    /// Steps that are forecast.
    pub horizon: usize,
    /// Steps that the network looks back.
    pub context: usize,
    /// Steps of a season; 0 for the usual one of the frequency.
    pub season: usize,
    /// Quantiles that are forecast, ascending, with 0.5, which is the point forecast.
    pub levels: Vec<f64>,
    /// Stretches of `horizon` steps at the end that are tested on.
    pub test_windows: usize,
    /// Stretches before those that the best weights are chosen by; with `trainer.export = "last"` it may be 0.
    pub validation_windows: usize,
    /// Whether quantiles are moved by what they missed on the validation windows, so that they cover what they say.
    #[serde(default)]
    pub conformal: bool,
    /// Steps from one origin that is learned from to the next.
    pub stride: usize,
    /// In units of what the network reads and writes.
    pub scaling: Scaling,
    /// The forecast that the network corrects: a model of single series by name, fitted to the steps that the network
    /// sees, or `none`.
    pub reference: String,
    /// Whether each item has a vector of its own; an item that was not learned from has that of the unknown.
    pub embed_items: bool,
    /// Share of training examples in which a category, each by itself, is said to be unknown.
    pub unknown_share: f64,
    /// Share of training examples whose past is hidden, as that of an item that is new.
    pub cold_share: f64,
    /// Features of a layer.
    pub hidden: usize,
    /// Layers of an LSTM, blocks of a transformer, blocks of each stack of N-HiTS.
    pub layers: usize,
    /// Share of numbers that training drops before the heads.
    pub dropout: f64,
    /// Steps that are pooled and interpolated over by each stack of N-HiTS.
    pub rates: Vec<usize>,
    /// Steps of a patch.
    pub patch: usize,
    /// Networks with weights of their own that are trained at once; their quantiles are averaged.
    pub members: usize,
    /// Models of single series that the network is measured beside, by name.
    pub baselines: Vec<String>,
    /// Which column is what.
    pub columns: Columns,
    /// What is told of dates.
    pub calendar: CalendarSettings,
    /// How it is trained.
    pub trainer: TrainerConfig,
}

impl ForecastsConfig {
    /// The settings for a dataset and an architecture.
    ///
    /// ```
    /// use neuron_series_models::forecasts::{Architecture, ForecastsConfig};
    /// let config = ForecastsConfig::recipe("synthetic", Architecture::Lstm);
    /// assert_eq!((config.horizon, config.levels.len()), (14, 3));
    /// ```
    #[must_use]
    pub fn recipe(dataset: &str, architecture: Architecture) -> Self {
        let general = Self::general(dataset, architecture);
        match dataset {
            "synthetic" => general.synthetic(),
            "walmart-weekly" => general.walmart(),
            "m3-yearly" => general.m3(6, 12, 1, 1),
            "m3-quarterly" => general.m3(8, 24, 4, 1),
            "m3-monthly" => general.m3(18, 36, 12, 2),
            "m3-other" => general.m3(8, 24, 1, 1),
            _ => general,
        }
    }

    fn general(dataset: &str, architecture: Architecture) -> Self {
        Self {
            dataset: dataset.to_owned(),
            dataset_size: 0,
            architecture,
            horizon: 14,
            context: 56,
            season: 0,
            levels: vec![0.1, 0.5, 0.9],
            test_windows: 3,
            validation_windows: 1,
            conformal: false,
            stride: 1,
            scaling: Scaling::MeanAbsolute,
            reference: "seasonal-naive".to_owned(),
            embed_items: true,
            unknown_share: 0.1,
            cold_share: 0.1,
            hidden: 48,
            layers: 1,
            dropout: 0.1,
            rates: vec![7, 2, 1],
            patch: 7,
            members: 1,
            baselines: vec!["seasonal-naive".to_owned(), "ets".to_owned()],
            columns: Columns::default(),
            calendar: CalendarSettings::default(),
            trainer: TrainerConfig {
                epochs: 8,
                batch_size: 64,
                learning_rate: 3e-3,
                weight_decay: 0.01,
                ema: 0.99,
                ..TrainerConfig::default()
            },
        }
    }

    fn synthetic(mut self) -> Self {
        let text = str::to_owned;
        self.stride = 3;
        self.columns.known = vec![text("price"), text("promotion")];
        self.columns.past = vec![text("visits")];
        self.columns.categories = vec![text("shop"), text("family")];
        self
    }

    fn walmart(mut self) -> Self {
        let text = str::to_owned;
        (self.horizon, self.context) = (13, 65);
        // Few windows, so many passes; chosen by the validation window.
        (self.members, self.trainer.epochs, self.trainer.batch_size) = (4, 40, 32);
        self.rates = vec![13, 4, 1];
        self.patch = 13;
        self.columns = Columns {
            item: text("id"),
            time: text("Date"),
            target: text("Weekly_Sales"),
            known: vec![text("IsHoliday")],
            negative: true,
            ..Columns::default()
        };
        self.calendar = CalendarSettings::us_retail_weeks();
        self
    }

    fn m3(mut self, horizon: usize, context: usize, season: usize, stride: usize) -> Self {
        (self.horizon, self.context, self.season, self.stride) = (horizon, context, season, stride);
        (self.test_windows, self.validation_windows) = (1, 1);
        self.rates = vec![(horizon / 2).max(1), 2, 1];
        self.patch = season.max(3);
        self.embed_items = false;
        self.columns.categories = vec!["category".to_owned()];
        self.scaling = Scaling::SeasonalDifference;
        self.reference = "naive2".to_owned();
        self.calendar = CalendarSettings { dates: false, ..CalendarSettings::default() };
        (self.cold_share, self.trainer.batch_size) = (0.0, 256);
        self
    }
}
