use super::model::TbatsSeason;

/// Significance of a further harmonic, as in the paper.
const SIGNIFICANCE: f64 = 0.001;

/// A season of no more harmonics begins with all of them, as in the authors' program.
const SHORT: usize = 6;

/// Most harmonics of each season: below half of its period, and none that a shorter season has.
pub(super) fn most_harmonics(periods: &[f64]) -> Vec<usize> {
    let below_half = |period: f64| ((period - 1.0) / 2.0 + 1e-9).floor().max(1.0) as usize;
    let mut most: Vec<usize> = Vec::with_capacity(periods.len());
    for (at, &period) in periods.iter().enumerate() {
        let shared = |harmonic: &usize| {
            periods[..at].iter().zip(&most).any(|(shorter, count)| {
                let other = *harmonic as f64 * shorter / period;
                (other - other.round()).abs() < 1e-6
                    && (1.0..=*count as f64 + 0.5).contains(&other.round())
            })
        };
        let limit = below_half(period);
        most.push((1..=limit).find(shared).map_or(limit, |first| (first - 1).max(1)));
    }
    most
}

/// Harmonics of each season that a regression of the detrended series finds significant, tried one after
/// another (De Livera, Hyndman, Snyder 2011, on selecting the number of harmonics). Two in a row that add nothing end a season.
pub(super) fn significant_harmonics(series: &[f64], periods: &[f64]) -> Vec<TbatsSeason> {
    let mut rest = detrended(series, periods.last().copied().unwrap_or(1.0));
    let n = rest.len();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let most = most_harmonics(periods);
    let mut seasons = Vec::with_capacity(periods.len());
    for (&period, &most) in periods.iter().zip(&most) {
        let (mut last, mut idle) = (0, 0);
        for harmonic in 1..=most {
            let angle = std::f64::consts::TAU * harmonic as f64 / period;
            let wave = |shift: f64| (0..n).map(|t| (angle * t as f64 + shift).sin()).collect();
            let before = squares(&rest);
            let mut left = rest.clone();
            let mut added = 0;
            for shift in [0.0, std::f64::consts::FRAC_PI_2] {
                if let Some(column) = orthonormal(wave(shift), &basis) {
                    take_out(&mut left, &column);
                    basis.push(column);
                    added += 1;
                }
            }
            let after = squares(&left);
            let freedom = n.saturating_sub(basis.len() + 1) as f64;
            // P(F(2, d) > f) has this closed form.
            let ratio = (before - after) / 2.0 / (after / freedom);
            let chance = (1.0 + 2.0 * ratio / freedom).powf(-freedom / 2.0);
            if added > 0 && freedom > 1.0 && chance < SIGNIFICANCE {
                rest = left;
                (last, idle) = (harmonic, 0);
            } else {
                basis.truncate(basis.len() - added);
                idle += 1;
                if idle == 2 {
                    break;
                }
            }
        }
        // Of a short season all are tried: fewer are found on the way down.
        let harmonics = if most <= SHORT { most } else { last.max(1) };
        seasons.push(TbatsSeason { period, harmonics });
    }
    seasons
}

/// The series less its centred moving average over the longest season, or less its mean.
fn detrended(series: &[f64], period: f64) -> Vec<f64> {
    let length = period.round() as usize;
    let n = series.len();
    let mean = series.iter().sum::<f64>() / n as f64;
    if n < 2 * length + 2 {
        return series.iter().map(|value| value - mean).collect();
    }
    let half = length / 2;
    let mut sums = vec![0.0];
    for value in series {
        sums.push(sums[sums.len() - 1] + value - mean);
    }
    (half..n - half)
        .map(|t| {
            let (from, to) = (t - half, t + half + 1);
            let mut sum = sums[to] - sums[from];
            if length.is_multiple_of(2) {
                sum -= 0.5 * (series[from] + series[to - 1] - 2.0 * mean);
            }
            series[t] - mean - sum / length as f64
        })
        .collect()
}

fn squares(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
}

fn take_out(values: &mut [f64], direction: &[f64]) {
    let along: f64 = values.iter().zip(direction).map(|(v, d)| v * d).sum();
    values.iter_mut().zip(direction).for_each(|(v, d)| *v -= along * d);
}

/// A column without what the others have, of length 1; none where nothing is left.
fn orthonormal(mut column: Vec<f64>, basis: &[Vec<f64>]) -> Option<Vec<f64>> {
    let before = squares(&column).sqrt();
    for other in basis {
        take_out(&mut column, other);
    }
    let length = squares(&column).sqrt();
    if length <= 1e-6 * before.max(f64::MIN_POSITIVE) {
        return None;
    }
    column.iter_mut().for_each(|value| *value /= length);
    Some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_season_leaves_the_shorter_one_its_harmonics() {
        assert_eq!(most_harmonics(&[12.0]), [5]);
        assert_eq!(most_harmonics(&[7.0]), [3]);
        assert_eq!(most_harmonics(&[24.0, 168.0]), [11, 6]);
        assert_eq!(most_harmonics(&[2.0]), [1]);
        assert_eq!(most_harmonics(&[365.25 / 7.0]), [25]);
    }

    #[test]
    fn harmonics_that_are_there_are_found() {
        let wave = |t: f64, period: f64, j: f64| (std::f64::consts::TAU * j * t / period).cos();
        let series: Vec<f64> = (0..300)
            .map(|t| {
                let x = f64::from(t);
                let noise = f64::from((t * t * 7 + t * 13) % 101) / 101.0;
                0.03 * x
                    + 5.0 * wave(x, 7.0, 1.0)
                    + 2.0 * wave(x, 7.0, 2.0)
                    + 3.0 * wave(x, 30.4375, 1.0)
                    + noise
            })
            .collect();
        let found = significant_harmonics(&series, &[7.0, 30.4375]);
        assert_eq!(found.iter().map(|s| s.harmonics).collect::<Vec<_>>(), [3, 1]);
    }
}
