//! Cleveland's robust locally weighted regression.

/// Rounds of robust weights.
const ROUNDS: usize = 3;

/// The smoothed `y` at each of the sorted `x`: local lines over the nearest `span` of the points with tricube
/// weights, then three rounds with bisquare weights of the residuals (Cleveland, JASA 74 (1979), 829–836; R's
/// `lowess` where no two `x` are closer than its `delta`).
pub(crate) fn lowess(x: &[f64], y: &[f64], span: f64) -> Vec<f64> {
    let count = x.len();
    if count < 2 {
        return y.to_vec();
    }
    let nearest = ((span * count as f64 + 1e-7) as usize).clamp(2, count);
    let mut robust = vec![1.0; count];
    let mut fitted = vec![0.0; count];
    for round in 0..=ROUNDS {
        let (mut left, mut right) = (0, nearest - 1);
        for at in 0..count {
            while right < count - 1 && x[at] - x[left] > x[right + 1] - x[at] {
                left += 1;
                right += 1;
            }
            fitted[at] = local_line(x, y, at, (left, right), &robust).unwrap_or(y[at]);
        }
        if round == ROUNDS {
            break;
        }
        let residuals: Vec<f64> = y.iter().zip(&fitted).map(|(y, f)| (y - f).abs()).collect();
        let scale = residuals.iter().sum::<f64>() / count as f64;
        let six = 6.0 * super::median(&residuals);
        if six < 1e-7 * scale {
            break;
        }
        for (weight, residual) in robust.iter_mut().zip(&residuals) {
            *weight = if *residual <= 0.001 * six {
                1.0
            } else if *residual <= 0.999 * six {
                let u = residual / six;
                (1.0 - u * u) * (1.0 - u * u)
            } else {
                0.0
            };
        }
    }
    fitted
}

/// The local line's value at a point; nothing where all weights are zero.
fn local_line(
    x: &[f64],
    y: &[f64],
    at: usize,
    window: (usize, usize),
    robust: &[f64],
) -> Option<f64> {
    let (left, right) = window;
    let range = x[x.len() - 1] - x[0];
    let width = (x[at] - x[left]).max(x[right] - x[at]);
    let (mut weights, mut sum) = (Vec::new(), 0.0);
    for j in left..x.len() {
        let distance = (x[j] - x[at]).abs();
        if distance <= 0.999 * width {
            let tricube = if distance > 0.001 * width {
                (1.0 - (distance / width).powi(3)).powi(3)
            } else {
                1.0
            };
            weights.push((j, tricube * robust[j]));
            sum += tricube * robust[j];
        } else if x[j] > x[at] {
            break;
        }
    }
    if sum <= 0.0 {
        return None;
    }
    weights.iter_mut().for_each(|(_, weight)| *weight /= sum);
    if width > 0.0 {
        let centre: f64 = weights.iter().map(|&(j, w)| w * x[j]).sum();
        let spread: f64 = weights.iter().map(|&(j, w)| w * (x[j] - centre).powi(2)).sum();
        if spread.sqrt() > 0.001 * range {
            let slope = (x[at] - centre) / spread;
            weights.iter_mut().for_each(|(j, w)| *w *= slope * (x[*j] - centre) + 1.0);
        }
    }
    Some(weights.iter().map(|&(j, w)| w * y[j]).sum())
}

#[cfg(test)]
mod tests {
    use super::lowess;

    #[test]
    fn as_in_r() {
        // R 4.2.2: x <- 0:49/49*.7+.2; y <- sin(3*x)*1000+(0:49*17)%%13; lowess(y~x, f=1/5)$y[c(1,7,30,50)]
        let x: Vec<f64> = (0..50).map(|i| f64::from(i) / 49.0 * 0.7 + 0.2).collect();
        let y: Vec<f64> = (0..50)
            .zip(&x)
            .map(|(i, x)| (3.0 * x).sin() * 1000.0 + f64::from(i * 17 % 13))
            .collect();
        let found = lowess(&x, &y, 0.2);
        let expected = [
            (0, 571.104_554_961_928_1),
            (6, 759.873_707_875_336),
            (29, 966.057_404_996_190_1),
            (49, 434.614_004_102_945_3),
        ];
        for (place, expected) in expected {
            assert!((found[place] - expected).abs() < 1e-9, "{place}: {}", found[place]);
        }
    }
}
