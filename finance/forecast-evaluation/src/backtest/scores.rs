use super::{Backtest, WindowForecasts};
use crate::measure::{Case, Measure, ScoreTable, evaluate};
use crate::series::{Series, SeriesSet};
use serde::Serialize;

/// The measures of a back-test.
#[derive(Clone, Debug, Serialize)]
pub struct BacktestScores {
    /// One table for each window, the earliest first.
    pub windows: Vec<ScoreTable>,
    /// Over all windows: each item of each window is a case of its own.
    pub overall: ScoreTable,
}

impl Backtest {
    /// Takes `measures` of every window and over all of them; `season` scales MASE and RMSSE.
    #[must_use]
    pub fn scores(&self, set: &SeriesSet, season: usize, measures: &[Measure]) -> BacktestScores {
        let data: Vec<Vec<ItemData>> =
            self.windows.iter().map(|window| item_data(set, window)).collect();
        let cases: Vec<Vec<Case<'_>>> = self
            .windows
            .iter()
            .zip(&data)
            .map(|(window, data)| {
                let pairs = set.series().iter().zip(data).zip(&window.forecasts);
                pairs
                    .map(|((series, data), forecast)| {
                        Case::new(&series.item, &data.history, &data.actual, forecast)
                            .season(season)
                    })
                    .collect()
            })
            .collect();
        BacktestScores {
            windows: cases.iter().map(|cases| evaluate(cases, measures)).collect(),
            overall: evaluate(&cases.concat(), measures),
        }
    }
}

struct ItemData {
    history: Vec<f64>,
    actual: Vec<Option<f64>>,
}

fn item_data(set: &SeriesSet, of: &WindowForecasts) -> Vec<ItemData> {
    let window = of.window;
    let known = set.between(window.first, window.origin, window.origin);
    let one = |(whole, past): (&Series, &Series)| ItemData {
        history: past.filled(),
        actual: (window.from..window.until).map(|t| whole.at(t)).collect(),
    };
    set.series().iter().zip(known.series()).map(one).collect()
}
