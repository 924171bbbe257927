use super::{Absence, Case, Measure, Score, score::Ratio};
use serde::Serialize;

/// How items become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// Mean of the items' measures: every series counts alike (M3, M4).
    MeanOverSeries,
    /// Sum of numerators over sum of denominators: every step (MAE, RMSE, sMAPE, MASE …) or every
    /// unit sold (WAPE, wQL) counts alike.
    Pooled,
}

/// The measures of one item.
#[derive(Clone, Debug, Serialize)]
pub struct ItemScores {
    /// The item.
    pub item: String,
    /// One for each measure asked for.
    pub scores: Vec<Score>,
}

/// One measure over all items, by both conventions.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureSummary {
    /// The measure's name.
    pub measure: String,
    /// Mean of the items' measures.
    pub mean_over_series: Score,
    /// Sum over sum.
    pub pooled: Score,
    /// Items that entered the mean.
    pub items: usize,
    /// Items whose measure is not defined, with the reason.
    pub absent: Vec<(String, Absence)>,
}

impl MeasureSummary {
    /// The figure of one convention.
    #[must_use]
    pub fn by(&self, pooling: Pooling) -> Score {
        match pooling {
            Pooling::MeanOverSeries => self.mean_over_series,
            Pooling::Pooled => self.pooled,
        }
    }
}

/// Measures of many items.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreTable {
    /// The names of the measures, in the order asked for.
    pub measures: Vec<String>,
    /// Over all items, in the same order.
    pub summary: Vec<MeasureSummary>,
    /// Each item, in the order given.
    pub items: Vec<ItemScores>,
}

/// Takes `measures` of each case and over all cases.
///
/// ```
/// use neuron_forecast_evaluation::{Forecast, measure::{Case, Measure, evaluate}};
/// let (small, large) = (Forecast::point(vec![2.0]), Forecast::point(vec![90.0]));
/// let table = evaluate(
///     &[
///         Case::new("small", &[], &[Some(1.0)], &small),
///         Case::new("large", &[], &[Some(99.0)], &large),
///     ],
///     &[Measure::Wape],
/// );
/// let wape = &table.summary[0];
/// assert_eq!(wape.pooled.value(), Some(0.1));
/// assert!(wape.mean_over_series.value() > Some(0.5));
/// ```
#[must_use]
pub fn evaluate(cases: &[Case<'_>], measures: &[Measure]) -> ScoreTable {
    ScoreTable {
        measures: measures.iter().map(Measure::name).collect(),
        summary: measures.iter().map(|measure| summarise(cases, measure)).collect(),
        items: cases
            .iter()
            .map(|case| ItemScores {
                item: case.item.to_owned(),
                scores: measures.iter().map(|measure| measure.score(case)).collect(),
            })
            .collect(),
    }
}

fn summarise(cases: &[Case<'_>], measure: &Measure) -> MeasureSummary {
    let mut total: Option<Ratio> = None;
    let (mut sum, mut items, mut absent) = (0.0, 0_usize, Vec::new());
    for case in cases {
        match measure.ratio(case) {
            Ok(ratio) => match &mut total {
                Some(total) => {
                    total.numerator += ratio.numerator;
                    total.denominator += ratio.denominator;
                }
                None => total = Some(ratio),
            },
            Err(absence) => {
                absent.push((case.item.to_owned(), absence));
                continue;
            }
        }
        match measure.score(case) {
            Score::Value(value) => {
                sum += value;
                items += 1;
            }
            Score::Absent(absence) => absent.push((case.item.to_owned(), absence)),
        }
    }
    let reason = absent.first().map_or(Absence::NothingObserved, |(_, absence)| *absence);
    MeasureSummary {
        measure: measure.name(),
        mean_over_series: if items == 0 {
            Score::Absent(reason)
        } else {
            Score::Value(sum / items as f64)
        },
        pooled: total.map_or(Score::Absent(reason), |ratio| measure.finish(ratio)),
        items,
        absent,
    }
}
