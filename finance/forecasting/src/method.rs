use crate::arima::{Arima, SeasonalTest};
use crate::baseline::{Drift, Mean, Naive, Naive2, SeasonalNaive};
use crate::ces::Ces;
use crate::combination::Combination;
use crate::ets::Ets;
use crate::intermittent::{Adida, Croston, CrostonKind, Imapa, Tsb};
use crate::stl::Mstl;
use crate::tbats::Tbats;
use crate::theta::Theta;
use crate::{Fitted, ForecastError, Forecaster};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

macro_rules! methods {
    ($($(#[$docs:meta])* $variant:ident = $name:literal => $model:expr;)*) => {
        /// Every model by its name, with its usual settings.
        ///
        /// ```
        /// use neuron_forecasting::{Forecaster, Method};
        /// let method: Method = "seasonal-naive".parse()?;
        /// assert_eq!(method.fit(&[1.0, 2.0, 3.0], 3)?.forecast(2, &[])?.mean, [1.0, 2.0]);
        /// assert!("seasonal".parse::<Method>().is_err());
        /// # Ok::<(), neuron_forecasting::ForecastError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Method {
            $($(#[$docs])* $variant,)*
        }

        impl Method {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that [`FromStr`] takes.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The model behind the name.
            #[must_use]
            pub fn forecaster(self) -> Box<dyn Forecaster> {
                match self { $(Self::$variant => Box::new($model)),* }
            }
        }
    };
}

methods! {
    /// [`Mean`].
    Mean = "mean" => Mean;
    /// [`Naive`].
    Naive = "naive" => Naive;
    /// [`SeasonalNaive`].
    SeasonalNaive = "seasonal-naive" => SeasonalNaive;
    /// [`Drift`].
    Drift = "drift" => Drift;
    /// [`Naive2`].
    Naive2 = "naive2" => Naive2;
    /// [`Ets::simple`].
    Ses = "ses" => Ets::simple();
    /// [`Ets::holt`].
    Holt = "holt" => Ets::holt();
    /// [`Ets::damped`].
    Damped = "damped" => Ets::damped();
    /// [`Ets::holt_winters`].
    HoltWinters = "holt-winters" => Ets::holt_winters();
    /// [`Ets::holt_winters_multiplicative`].
    HoltWintersMultiplicative = "holt-winters-multiplicative" => Ets::holt_winters_multiplicative();
    /// [`Ets::automatic`].
    Ets = "ets" => Ets::automatic();
    /// [`Theta::standard`].
    Theta = "theta" => Theta::standard();
    /// [`Theta::optimised`].
    OptimisedTheta = "otm" => Theta::optimised();
    /// [`Theta::dynamic`].
    DynamicTheta = "dstm" => Theta::dynamic();
    /// [`Theta::optimised_dynamic`].
    DynamicOptimisedTheta = "dotm" => Theta::optimised_dynamic();
    /// [`Theta::automatic`].
    AutoTheta = "auto-theta" => Theta::automatic();
    /// [`Arima::automatic`].
    Arima = "arima" => Arima::automatic();
    /// [`Arima::automatic`] with the seasonal difference chosen by [`SeasonalTest::Ocsb`].
    ArimaOcsb = "arima-ocsb" => Arima::automatic().seasonal_test(SeasonalTest::Ocsb);
    /// [`Mstl`] with the season that it is fitted with.
    Mstl = "mstl" => Mstl::new(&[]);
    /// [`Tbats::automatic`].
    Tbats = "tbats" => Tbats::automatic();
    /// [`Ces::automatic`].
    Ces = "ces" => Ces::automatic();
    /// [`Croston`], classic.
    Croston = "croston" => Croston::new(CrostonKind::Classic);
    /// [`Croston`], optimised.
    CrostonOptimised = "croston-optimised" => Croston::new(CrostonKind::Optimised);
    /// [`Croston`] with the correction of Syntetos and Boylan.
    SyntetosBoylan = "sba" => Croston::new(CrostonKind::SyntetosBoylan);
    /// [`Tsb`] with both weights 0.1.
    Tsb = "tsb" => Tsb::default();
    /// [`Adida`].
    Adida = "adida" => Adida;
    /// [`Imapa`].
    Imapa = "imapa" => Imapa;
    /// [`Combination::ets_and_theta`].
    EtsAndTheta = "ets-and-theta" => Combination::ets_and_theta();
    /// [`Combination::scum`].
    Scum = "scum" => Combination::scum();
    /// [`Combination::standard`].
    Combination = "combination" => Combination::standard();
}

impl Forecaster for Method {
    fn name(&self) -> String {
        self.as_str().into()
    }

    fn fit(&self, series: &[f64], season: usize) -> Result<Fitted, ForecastError> {
        self.forecaster().fit(series, season)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Method {
    type Err = ForecastError;

    fn from_str(name: &str) -> Result<Self, ForecastError> {
        Self::ALL.iter().copied().find(|method| method.as_str() == name).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|method| method.as_str()).collect();
            ForecastError::UnknownMethod { name: name.into(), known: known.join(", ") }
        })
    }
}
