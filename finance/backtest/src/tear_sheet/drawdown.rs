use serde::Serialize;

/// A fall of the equity below its highest value so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Drawdown {
    /// The bar of the peak before it, from 0.
    pub peak: usize,
    /// The bar of its lowest point.
    pub trough: usize,
    /// The bar on which the peak was reached again; none where it was not.
    pub recovered: Option<usize>,
    /// The fall at the trough as a share of the peak, above 0.
    pub depth: f64,
    /// Seconds from the peak to the recovery, or to the last bar.
    pub seconds: i64,
}

/// How far each bar lies below the highest equity so far, as a share of it: 0 or more.
#[must_use]
pub fn drawdown_curve(equity: &[f64]) -> Vec<f64> {
    let mut peak = f64::NEG_INFINITY;
    let fall = |&value: &f64| {
        peak = peak.max(value);
        if peak > 0.0 { 1.0 - value / peak } else { 0.0 }
    };
    equity.iter().map(fall).collect()
}

/// Every drawdown, in the order of time. `times` are in UNIX seconds, one for each equity.
///
/// ```
/// use neuron_backtest::tear_sheet::drawdowns;
/// let falls = drawdowns(&[0, 1, 2, 3, 4], &[10.0, 8.0, 9.0, 11.0, 5.5]);
/// assert_eq!((falls[0].peak, falls[0].trough, falls[0].recovered), (0, 1, Some(3)));
/// assert_eq!((falls[1].depth, falls[1].recovered), (0.5, None));
/// ```
#[must_use]
pub fn drawdowns(times: &[i64], equity: &[f64]) -> Vec<Drawdown> {
    let mut all: Vec<Drawdown> = Vec::new();
    let (mut peak, mut falling) = (0, false);
    for (bar, depth) in drawdown_curve(equity).into_iter().enumerate() {
        let seconds = times.get(bar).zip(times.get(peak)).map_or(0, |(now, then)| now - then);
        let Some(current) = all.last_mut().filter(|_| falling) else {
            if depth > 0.0 {
                falling = true;
                all.push(Drawdown { peak, trough: bar, recovered: None, depth, seconds });
            } else {
                peak = bar;
            }
            continue;
        };
        current.seconds = seconds;
        if depth > current.depth {
            (current.trough, current.depth) = (bar, depth);
        }
        if depth == 0.0 {
            current.recovered = Some(bar);
            (peak, falling) = (bar, false);
        }
    }
    all
}
