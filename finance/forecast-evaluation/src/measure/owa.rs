use super::{Absence, Case, Measure, Score, naive2};
use crate::Forecast;
use serde::Serialize;

/// The overall weighted average of the M4 competition, with its parts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct OverallWeightedAverage {
    /// ½ (sMAPE / sMAPE of Naive2 + MASE / MASE of Naive2).
    pub owa: Score,
    /// Mean over series of sMAPE, in percent.
    pub smape: Score,
    /// Mean over series of MASE.
    pub mase: Score,
    /// Naive2's sMAPE on the same series.
    pub naive2_smape: Score,
    /// Naive2's MASE on the same series.
    pub naive2_mase: Score,
    /// How many series entered.
    pub series: usize,
}

/// OWA over `cases` (Makridakis, Spiliotis and Assimakopoulos 2020): sMAPE and MASE are each
/// averaged over the series, divided by those of [`naive2`] on the same series, and averaged.
/// A series whose MASE is not defined, as of a constant history, is left out of all four.
#[must_use]
pub fn owa(cases: &[Case<'_>]) -> OverallWeightedAverage {
    let mut sums = [0.0; 4];
    let mut series = 0;
    let mut reason = Absence::NothingObserved;
    for case in cases {
        let benchmark = Forecast::point(naive2(case.history, case.season, case.forecast.horizon()));
        let reference = Case { forecast: &benchmark, ..*case };
        let scores = [
            Measure::Smape.score(case),
            Measure::Mase.score(case),
            Measure::Smape.score(&reference),
            Measure::Mase.score(&reference),
        ];
        if let Some(Score::Absent(absence)) = scores.iter().find(|s| s.value().is_none()) {
            reason = *absence;
            continue;
        }
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score.value().unwrap_or_default();
        }
        series += 1;
    }
    if series == 0 {
        let absent = Score::Absent(reason);
        return OverallWeightedAverage {
            owa: absent,
            smape: absent,
            mase: absent,
            naive2_smape: absent,
            naive2_mase: absent,
            series,
        };
    }
    let [smape, mase, naive2_smape, naive2_mase] = sums.map(|sum| sum / series as f64);
    let owa = if naive2_smape == 0.0 || naive2_mase == 0.0 {
        Score::Absent(Absence::PerfectBenchmark)
    } else {
        Score::Value(0.5 * (smape / naive2_smape + mase / naive2_mase))
    };
    OverallWeightedAverage {
        owa,
        smape: Score::Value(smape),
        mase: Score::Value(mase),
        naive2_smape: Score::Value(naive2_smape),
        naive2_mase: Score::Value(naive2_mase),
        series,
    }
}
