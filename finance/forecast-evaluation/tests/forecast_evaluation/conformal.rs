use neuron_forecast_evaluation::Forecast;
use neuron_forecast_evaluation::conformal::{
    AdaptiveConformal, EnsembleBatch, SplitConformal, Stretched,
};
use neuron_random::{Rng, Stream, distributions::StandardNormal};

fn normals(count: usize, purpose: &str) -> Vec<f64> {
    let mut rng = Stream::new(3, purpose).rng();
    (0..count).map(|_| rng.sample::<f64, _>(StandardNormal)).collect()
}

#[test]
fn split_conformal_covers_as_it_says() {
    // Averaged over calibrations, coverage of (P10, P90) is exactly (⌈.9(n + 1)⌉ − ⌊.1(n + 1)⌋) /
    // (n + 1) = .8 for n = 19: 2 000 calibrations with 20 new values each give .8 ± .01.
    let (calibrations, fresh) = (2000, 20);
    let draws = normals(calibrations * (19 + fresh), "split");
    let mut covered = 0;
    for chunk in draws.chunks(19 + fresh) {
        let errors = chunk[..19].to_vec();
        let conformal = SplitConformal::fit(&[errors], &[0.1, 0.9]).unwrap();
        let forecast = conformal.apply(Forecast::point(vec![5.0]), 2.0).unwrap();
        let (low, high) = (forecast.quantiles[0].values[0], forecast.quantiles[1].values[0]);
        covered += chunk[19..].iter().filter(|e| (low..=high).contains(&(5.0 + 2.0 * **e))).count();
    }
    let share = covered as f64 / (calibrations * fresh) as f64;
    assert!((share - 0.8).abs() < 0.01, "{share}");
}

#[test]
fn too_few_errors_for_a_level() {
    let error = SplitConformal::fit(&[vec![1.0; 8]], &[0.1, 0.9]).unwrap_err().to_string();
    assert_eq!(
        error,
        "the conformal quantile 0.1 of step 1 needs 9 past errors, there are 8; calibrate on more \
         windows or more series, or ask for quantiles from 0.112 to 0.888"
    );
    // What it advises works.
    assert!(SplitConformal::fit(&[vec![1.0; 8]], &[0.112, 0.888]).is_ok());
    assert!(SplitConformal::fit(&[vec![1.0; 9]], &[0.1, 0.9]).is_ok());
    assert!(SplitConformal::fit(&[vec![1.0; 9]], &[1.0]).is_err());
    let conformal = SplitConformal::fit(&[vec![1.0; 9]], &[0.5]).unwrap();
    assert!(conformal.apply(Forecast::point(vec![1.0, 2.0]), 1.0).is_err());
    assert!(conformal.apply(Forecast::point(vec![1.0]), 0.0).is_err());
}

#[test]
fn adaptive_intervals_follow_a_drift() {
    // Errors that grow fivefold: intervals of a fixed level fail, adaptive ones keep to it. The
    // theory bounds the miss rate's distance from α by (max(α, 1 − α) + γ) / (T γ) for intervals
    // that may become infinite (Gibbs and Candès 2021, proposition 4.1).
    let steps = 4000;
    let draws = normals(steps, "drift");
    let scale = |t: usize| 1.0 + 4.0 * t as f64 / steps as f64;
    let past = normals(200, "past");
    let mut adaptive = AdaptiveConformal::new(0.2, 0.02, 200, &past).unwrap();
    let fixed = SplitConformal::fit(std::slice::from_ref(&past), &[0.1, 0.9]).unwrap();
    let fixed = fixed.apply(Forecast::point(vec![0.0]), 1.0).unwrap();
    let (low, high) = (fixed.quantiles[0].values[0], fixed.quantiles[1].values[0]);
    let (mut covered, mut covered_fixed) = (0, 0);
    for (t, draw) in draws.iter().enumerate() {
        let actual = 100.0 + scale(t) * draw;
        covered += usize::from(adaptive.update(100.0, actual).unwrap());
        covered_fixed += usize::from((low..=high).contains(&(actual - 100.0)));
    }
    let (share, without) = (covered as f64 / steps as f64, covered_fixed as f64 / steps as f64);
    assert!((share - 0.8).abs() < 0.012, "{share}");
    assert!(without < 0.6, "{without}");
    assert!((-0.1..=1.1).contains(&adaptive.working_miss_rate()));
}

#[test]
fn adaptive_intervals_say_when_they_are_at_their_widest() {
    let mut adaptive = AdaptiveConformal::new(0.1, 0.5, 10, &[1.0, 2.0, 3.0]).unwrap();
    assert!(adaptive.interval(0.0).saturated, "three errors cannot give 90 %");
    assert!(!adaptive.update(0.0, 10.0).unwrap());
    assert_eq!(adaptive.interval(0.0).upper, 10.0);
    assert!(adaptive.update(0.0, f64::NAN).is_err());
    assert!(AdaptiveConformal::new(0.1, 0.5, 10, &[]).is_err());
}

#[test]
fn ensemble_batches_cover() {
    // A straight line with noise, fitted by least squares on blocks; values enter as they come.
    let (train, test) = (200, 400);
    let noise = normals(train + test, "enbpi");
    let actual: Vec<f64> =
        noise.iter().enumerate().map(|(t, e)| 5.0 + 0.1 * t as f64 + e).collect();
    let fit = |rows: &[usize]| {
        let n = rows.len() as f64;
        let mean_t = rows.iter().map(|&t| t as f64).sum::<f64>() / n;
        let mean_y = rows.iter().map(|&t| actual[t]).sum::<f64>() / n;
        let slope = rows.iter().map(|&t| (t as f64 - mean_t) * (actual[t] - mean_y)).sum::<f64>()
            / rows.iter().map(|&t| (t as f64 - mean_t).powi(2)).sum::<f64>();
        let line = |t: usize| mean_y + slope * (t as f64 - mean_t);
        Ok::<_, std::convert::Infallible>((0..train + test).map(line).collect())
    };
    let mut batch = EnsembleBatch::fit(&actual[..train], 25, 8, 1, fit).unwrap();
    assert_eq!(batch, EnsembleBatch::fit(&actual[..train], 25, 8, 1, fit).unwrap());
    let mut covered = 0;
    for row in 0..test {
        let interval = batch.interval(row, 0.2).unwrap();
        covered += usize::from((interval.lower..=interval.upper).contains(&actual[train + row]));
        batch.update(row, actual[train + row]).unwrap();
    }
    let share = covered as f64 / test as f64;
    // The narrowest of several intervals covers a little less than its level.
    assert!((0.74..=0.84).contains(&share), "{share}");
    assert!(batch.interval(test, 0.2).is_err());
    assert!(EnsembleBatch::fit(&actual[..train], 1, 8, 1, fit).is_err());
}

#[test]
fn rearranged_quantiles_are_monotone_and_no_worse() {
    let crossing = Forecast::point(vec![5.0, 5.0])
        .with_quantile(0.1, vec![6.0, 1.0])
        .and_then(|f| f.with_quantile(0.5, vec![5.0, 5.0]))
        .and_then(|f| f.with_quantile(0.9, vec![4.0, 9.0]))
        .unwrap();
    let ordered = crossing.clone().rearranged();
    let at = |f: &Forecast, step: usize| -> Vec<f64> {
        f.quantiles.iter().map(|q| q.values[step]).collect()
    };
    assert_eq!((at(&ordered, 0), at(&ordered, 1)), (vec![4.0, 5.0, 6.0], vec![1.0, 5.0, 9.0]));
    let loss = |f: &Forecast, y: f64| -> f64 {
        f.quantiles
            .iter()
            .map(|q| (q.level - f64::from(u8::from(y < q.values[0]))) * (y - q.values[0]))
            .sum()
    };
    for y in [3.0, 4.5, 5.5, 8.0] {
        assert!(loss(&ordered, y) <= loss(&crossing, y));
    }
}

/// A model that says half of the spread that there is, of series of very different scales: stretched, its
/// quantiles are those of the normal distribution, and wide where they were wide.
#[test]
fn stretched_quantiles_hold_whatever_the_model_said() {
    let said = |scale: f64| {
        let reach = 0.5 * 1.281_551_565_5 * scale;
        Forecast::point(vec![7.0])
            .with_quantile(0.1, vec![7.0 - reach])
            .and_then(|forecast| forecast.with_quantile(0.9, vec![7.0 + reach]))
            .unwrap()
    };
    let draws = normals(4_000, "stretched");
    let scale = |at: usize| 10.0_f64.powi(at as i32 % 5);
    let pairs: Vec<(Forecast, Vec<Option<f64>>)> = draws[..2_000]
        .iter()
        .enumerate()
        .map(|(at, draw)| (said(scale(at)), vec![Some(7.0 + scale(at) * draw)]))
        .collect();
    let stretched = Stretched::fit(&pairs, &[0.1, 0.5, 0.9]).unwrap();
    for factors in [&stretched.factors()[0], &stretched.factors()[2]] {
        assert!((factors[0] - 2.0).abs() < 0.15, "{factors:?}");
    }
    let inside = draws[2_000..].iter().enumerate().filter(|(at, draw)| {
        let forecast = stretched.apply(said(scale(*at))).unwrap();
        let value = 7.0 + scale(*at) * **draw;
        forecast.quantile(0.1).unwrap()[0] <= value && value <= forecast.quantile(0.9).unwrap()[0]
    });
    let share = inside.count() as f64 / 2_000.0;
    assert!((share - 0.8).abs() < 0.03, "{share}");
    let short = Stretched::fit(&pairs[..8], &[0.9]).unwrap_err().to_string();
    assert!(short.contains("9") && short.contains('8'), "{short}");
    let long = Forecast::point(vec![1.0, 1.0]).with_quantile(0.9, vec![2.0, 2.0]).unwrap();
    assert!(stretched.apply(long).is_err());
}
