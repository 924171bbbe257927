//! Weekly sales of departments of a shop, forecast 13 weeks ahead in windows: what each candidate
//! and their learnt combination reach.
//!
//! `cargo run --release -p neuron-forecast-evaluation --example retail_windows -- FILE.csv [develop]`
//! with a table of the columns of Kaggle's "Walmart Recruiting" data (`id`, `Date`,
//! `Weekly_Sales`, `IsHoliday`, `Type`, `Size`, `Temperature`, …). With `develop` the windows end
//! where those of the test begin; only they may be looked at while choosing.

use neuron_forecast_evaluation::backtest::{
    Candidate, ModelError, WeightRule, Window, WindowPlan, backtest, calibrated, learn_weights,
};
use neuron_forecast_evaluation::calendar::{CalendarFeatures, HolidayCalendar, PeriodStamp};
use neuron_forecast_evaluation::measure::Measure;
use neuron_forecast_evaluation::regression::CovariateEnsemble;
use neuron_forecast_evaluation::series::{LongTable, SeriesSet};
use std::io::Write;

const SEASON: usize = 52;

fn ensemble(rule: WeightRule) -> CovariateEnsemble {
    CovariateEnsemble {
        cycle: 365.25 / 7.0,
        harmonics: 12,
        calendar: CalendarFeatures {
            holidays: HolidayCalendar::us_retail(),
            stamp: PeriodStamp::End,
            ..CalendarFeatures::default()
        },
        covariates: vec!["IsHoliday".to_owned()],
        rule,
        ..CovariateEnsemble::new(SEASON)
    }
}

fn candidates() -> Vec<Candidate> {
    ensemble(WeightRule::Equal).candidates()
}

fn seasonal_naive() -> Candidate {
    Candidate::new("seasonal naive", |set: &SeriesSet, window: Window| {
        let of = |t: usize, s: &neuron_forecast_evaluation::series::Series| {
            s.at(t - SEASON).ok_or_else(|| ModelError::from("no value a season ago"))
        };
        set.series()
            .iter()
            .map(|s| {
                let point = (window.from..window.until).map(|t| of(t, s));
                Ok(neuron_forecast_evaluation::Forecast::point(point.collect::<Result<_, _>>()?))
            })
            .collect()
    })
}

fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut out = std::io::stdout();
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("give the table's path")?;
    let develop = arguments.next().as_deref() == Some("develop");
    let mut set = LongTable::new("id", "Date", "Weekly_Sales")
        .known("IsHoliday")
        .known("Temperature")
        .known("Fuel_Price")
        .known("MarkDown1")
        .known("MarkDown2")
        .known("MarkDown3")
        .known("MarkDown4")
        .known("MarkDown5")
        .known("CPI")
        .known("Unemployment")
        .metadata("Type")
        .metadata("Size")
        .read(std::fs::File::open(&file)?)?;
    if develop {
        set = set.before(set.end() - 39, set.end() - 39);
    }
    let plan = WindowPlan::new(3, 13);
    let measures = [Measure::Wape, Measure::Mase, Measure::Smape];
    let mut show = |name: &str, scores: &neuron_forecast_evaluation::backtest::BacktestScores| {
        let pooled = |table: &neuron_forecast_evaluation::measure::ScoreTable| {
            table.summary[0].pooled.value().unwrap_or(f64::NAN)
        };
        let windows: Vec<f64> = scores.windows.iter().map(pooled).collect();
        let mean = windows.iter().sum::<f64>() / windows.len() as f64;
        let text: Vec<String> = windows.iter().map(|w| format!("{w:.5}")).collect();
        writeln!(
            out,
            "{name:28} WAPE {} mean {mean:.5} pooled {:.5} MASE {:.4}",
            text.join(" "),
            pooled(&scores.overall),
            scores.overall.summary[1].mean_over_series.value().unwrap_or(f64::NAN),
        )
    };
    for candidate in candidates().into_iter().chain([seasonal_naive()]) {
        let run = |set: &SeriesSet, window: Window| candidate.run(set, window);
        let result = backtest(&set, &plan, run)?;
        show(candidate.name(), &result.scores(&set, SEASON, &measures))?;
    }
    for rule in [
        WeightRule::Equal,
        WeightRule::InverseError(2.0),
        WeightRule::LeastSquares,
        WeightRule::Best,
    ] {
        let combined = ensemble(rule).pipeline();
        let result = backtest(&set, &plan, combined)?;
        show(&format!("{rule:?}"), &result.scores(&set, SEASON, &measures))?;
    }
    for window in plan.windows(set.end())? {
        let learnt = learn_weights(&candidates(), 2, WeightRule::InverseError(2.0), &set, window)?;
        writeln!(std::io::stdout(), "{} {learnt:?}", window.origin)?;
    }
    if develop {
        return Ok(()); // Too little lies before these windows to calibrate quantiles on.
    }
    let combined = ensemble(WeightRule::InverseError(2.0)).pipeline();
    let with_quantiles = calibrated(combined, 8, 1, vec![0.1, 0.5, 0.9]);
    let unchecked = WindowPlan { check_look_ahead: false, ..plan };
    let scores = backtest(&set, &unchecked, with_quantiles)?.scores(
        &set,
        SEASON,
        &[Measure::MeanWeightedQuantileLoss, Measure::Coverage(0.8)],
    );
    for summary in &scores.overall.summary {
        writeln!(std::io::stdout(), "{} {}", summary.measure, summary.pooled)?;
    }
    Ok(())
}
