use super::{Field, Leak, LookAheadReport, Scramble};
use crate::BacktestError;
use crate::error::{expect_rows, expect_setting};
use neuron_random::Stream;
use std::fmt::Display;

/// The look-ahead test: after which steps the data is scrambled, and how often.
///
/// ```
/// use neuron_backtest::look_ahead::LookAhead;
/// let prices: Vec<f64> = (1..=100).map(f64::from).collect();
/// let test = LookAhead::new(7);
///
/// let past = test.check(&prices, |p: &Vec<f64>| {
///     (0..p.len()).map(|t| p[t] / p[t.saturating_sub(1)] - 1.0).collect()
/// })?;
/// assert!(past.passes());
///
/// let tomorrow = test.check(&prices, |p: &Vec<f64>| {
///     (0..p.len()).map(|t| p[(t + 1).min(p.len() - 1)] / p[t] - 1.0).collect()
/// })?;
/// let leak = tomorrow.leak.expect("tomorrow's return is in it");
/// assert_eq!(leak.step, leak.cut);
/// # Ok::<(), neuron_backtest::BacktestError>(())
/// ```
#[derive(Clone, Debug)]
pub struct LookAhead {
    seed: u64,
    cuts: Cuts,
    draws: u32,
}

#[derive(Clone, Debug)]
enum Cuts {
    Spread(usize),
    At(Vec<usize>),
}

impl LookAhead {
    /// Scrambles after eight steps, evenly spread over the data, with two draws for each.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, cuts: Cuts::Spread(8), draws: 2 }
    }

    /// Scrambles after so many steps, evenly spread.
    #[must_use]
    pub fn spread(mut self, cuts: usize) -> Self {
        self.cuts = Cuts::Spread(cuts);
        self
    }

    /// Scrambles after these steps.
    #[must_use]
    pub fn at(mut self, cuts: Vec<usize>) -> Self {
        self.cuts = Cuts::At(cuts);
        self
    }

    /// Scrambles so often after each step.
    #[must_use]
    pub fn draws(mut self, draws: u32) -> Self {
        self.draws = draws;
        self
    }

    /// Tests a function that gives one value for each step (or several, step after step), each of
    /// what is known at that step.
    ///
    /// # Errors
    /// If there are fewer than 3 steps, no cuts or draws, a cut that is not before the last step,
    /// or a result whose length is not a multiple of the steps.
    pub fn check<D: Scramble>(
        &self,
        data: &D,
        compute: impl Fn(&D) -> Vec<f64>,
    ) -> Result<LookAheadReport, BacktestError> {
        self.check_fields(data, |data| {
            Ok::<_, BacktestError>(vec![Field::new("value", compute(data))])
        })
    }

    /// Tests a function that gives several named fields, and can fail.
    ///
    /// The report names the earliest step that differs, over all cuts and draws; of the fields
    /// that differ there, the first.
    ///
    /// # Errors
    /// As [`check`](Self::check); and if the function fails, on the data or on scrambled data.
    pub fn check_fields<D: Scramble, E: Display>(
        &self,
        data: &D,
        compute: impl Fn(&D) -> Result<Vec<Field>, E>,
    ) -> Result<LookAheadReport, BacktestError> {
        let steps = data.steps();
        let cuts = self.cuts_of(steps)?;
        expect_setting(self.draws > 0, "draws", f64::from(self.draws), "1 or more")?;
        let run = |data: &D, on: &str| {
            let failed = |what| BacktestError::Recomputed { on: on.to_owned(), what };
            let fields = compute(data).map_err(|e| failed(e.to_string()))?;
            match fields.iter().find(|f| f.values.is_empty() || f.values.len() % steps != 0) {
                None => Ok(fields),
                Some(Field { name, values }) => Err(failed(format!(
                    "`{name}` has {} values, expected a multiple of the {steps} steps",
                    values.len()
                ))),
            }
        };
        let real = run(data, "data as it is")?;
        let mut report =
            LookAheadReport { cuts, draws: self.draws, compared: 0, reacts: false, leak: None };
        for (number, &cut) in report.cuts.clone().iter().enumerate() {
            for draw in 0..self.draws {
                let stream = Stream::new(self.seed, "look-ahead").epoch(number as u32).step(draw);
                let on = format!("data scrambled after step {cut}");
                let scrambled = run(&data.scrambled_after(cut, stream), &on)?;
                compare(&mut report, &real, &scrambled, cut, steps, &on)?;
            }
        }
        Ok(report)
    }

    fn cuts_of(&self, steps: usize) -> Result<Vec<usize>, BacktestError> {
        expect_rows("a look-ahead test", steps, 3)?;
        let last = steps - 2;
        match &self.cuts {
            Cuts::Spread(count) => {
                expect_setting(*count > 0, "cuts", *count as f64, "1 or more")?;
                let mut cuts: Vec<usize> = (1..=*count).map(|i| last * i / count).collect();
                cuts.dedup();
                Ok(cuts)
            }
            Cuts::At(cuts) => {
                expect_setting(!cuts.is_empty(), "cuts", 0.0, "1 or more")?;
                for &cut in cuts {
                    expect_setting(cut <= last, "cut", cut as f64, "a step before the last")?;
                }
                Ok(cuts.clone())
            }
        }
    }
}

fn compare(
    report: &mut LookAheadReport,
    real: &[Field],
    scrambled: &[Field],
    cut: usize,
    steps: usize,
    on: &str,
) -> Result<(), BacktestError> {
    let same = real.len() == scrambled.len()
        && real
            .iter()
            .zip(scrambled)
            .all(|(a, b)| a.name == b.name && a.values.len() == b.values.len());
    if !same {
        let what = "the fields are others than on the data as it is".to_owned();
        return Err(BacktestError::Recomputed { on: on.to_owned(), what });
    }
    for (a, b) in real.iter().zip(scrambled) {
        let width = a.values.len() / steps;
        let past = (cut + 1) * width;
        report.compared += past;
        let differs =
            |(a, b): (&f64, &f64)| a.to_bits() != b.to_bits() && !(a.is_nan() && b.is_nan());
        report.reacts |= a.values[past..].iter().zip(&b.values[past..]).any(differs);
        let Some(at) = a.values[..past].iter().zip(&b.values[..past]).position(differs) else {
            continue;
        };
        let step = at / width;
        report.reacts = true;
        if report.leak.as_ref().is_none_or(|leak| step < leak.step) {
            let (real, scrambled) = (a.values[at], b.values[at]);
            report.leak = Some(Leak { step, field: a.name.clone(), cut, real, scrambled });
        }
    }
    Ok(())
}
