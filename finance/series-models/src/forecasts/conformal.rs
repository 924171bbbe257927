//! Quantiles moved by what they missed on the validation windows (Romano, Patterson & Candès, *Conformalized Quantile
//! Regression*, 2019), each tail by itself.

use super::WindowExamples;
use neuron_forecast_evaluation::Forecast;
use neuron_tasks::TaskError;
use neuron_train::report::{Section, Table};

/// How far each quantile is moved, in units of its window: so far that the share of what came that lies below is the one it
/// is named by, with the correction for finitely many. The median stays, for it is the point forecast.
///
/// # Errors
/// Where too few values came for a quantile so far out.
pub(super) fn offsets(
    examples: &WindowExamples,
    forecasts: &[Forecast],
    levels: &[f64],
) -> Result<Vec<f64>, TaskError> {
    let offset = |(number, &level): (usize, &f64)| {
        if level == 0.5 {
            return Ok(0.0);
        }
        let mut missed: Vec<f64> = Vec::new();
        for (at, forecast) in forecasts.iter().enumerate() {
            let path = &forecast.quantiles[number].values;
            let came = examples.actual(at).zip(path);
            missed.extend(came.filter_map(|(came, said)| Some((came? - said) / examples.unit(at))));
        }
        missed.sort_by(f64::total_cmp);
        let rank = place(level, missed.len()).ok_or_else(|| TaskError::Setting {
            key: "conformal",
            found: format!("{} values of the validation windows", missed.len()),
            expected: format!("more of them for the quantile {level}: more `validation_windows`"),
        })?;
        Ok(missed[rank])
    };
    levels.iter().enumerate().map(offset).collect()
}

/// Which of so many ascending misses a quantile is moved by: outwards where it lies between two.
fn place(level: f64, count: usize) -> Option<usize> {
    let rank = level * (count as f64 + 1.0);
    let rank = if level > 0.5 { (rank - 1e-9).ceil() } else { (rank + 1e-9).floor() };
    (rank >= 1.0 && rank <= count as f64).then(|| rank as usize - 1)
}

/// What a report says of it: coverage with the quantiles as trained and as moved.
pub(super) fn section(
    examples: &WindowExamples,
    [trained, moved]: [&[Forecast]; 2],
    levels: &[f64],
    offsets: &[f64],
) -> Section {
    let mut widths =
        Table::new("How far each quantile is moved", &["quantile", "units of its window"]);
    for (level, offset) in levels.iter().zip(offsets) {
        widths.row([level.to_string(), format!("{offset:+.4}")]);
    }
    let mut shares = Table::new("Share of what came", &["below", "as trained", "as moved"]);
    for (number, level) in levels.iter().enumerate() {
        let of = |made| {
            below(examples, made, number).map_or("-".to_owned(), |share| format!("{share:.4}"))
        };
        shares.row([level.to_string(), of(trained), of(moved)]);
    }
    Section::new("Conformal quantiles")
        .text(
            "Quantiles are moved by what they missed on the validation windows, each tail by itself (Romano, Patterson & \
             Candès, 2019). That keeps its promise where times to come are like those windows.",
        )
        .table(widths)
        .table(shares)
}

/// The share of what came that is not above a quantile.
fn below(examples: &WindowExamples, forecasts: &[Forecast], number: usize) -> Option<f64> {
    let (mut below, mut all) = (0_usize, 0_usize);
    for (at, forecast) in forecasts.iter().enumerate() {
        for (came, said) in examples.actual(at).zip(&forecast.quantiles[number].values) {
            let Some(came) = came else { continue };
            below += usize::from(came <= *said);
            all += 1;
        }
    }
    (all > 0).then(|| below as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn quantiles_are_moved_outwards() {
        // Of 9 misses the least and the largest are the outer tenths: one of ten lies beyond each.
        assert_eq!(place(0.1, 9), Some(0));
        assert_eq!(place(0.9, 9), Some(8));
        assert_eq!(place(0.1, 8), None);
        assert_eq!(place(0.9, 8), None);
        assert_eq!(place(0.1, 25), Some(1));
        assert_eq!(place(0.9, 25), Some(23));
        assert_eq!(place(0.1, 0), None);
    }
}
