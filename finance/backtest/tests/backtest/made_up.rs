//! A made-up series that Python computes just as well: a linear congruential generator (the
//! multiplier of Knuth's MMIX) and prices in whole cents.
//!
//! ```python
//! def made_up(seed, n):
//!     s = seed
//!     def draw(k):
//!         nonlocal s
//!         s = (s * 6364136223846793005 + 1442695040888963407) % 2**64
//!         return (s >> 33) % k
//!     rows, prev = [], 10000
//!     for i in range(n):
//!         o = prev + prev * (draw(101) - 50) // 10000
//!         c = prev + prev * (draw(401) - 198) // 10000
//!         h = max(o, c); h = h + h * draw(100) // 10000
//!         l = min(o, c); l = l - l * draw(100) // 10000
//!         rows.append((o / 100, h / 100, l / 100, c / 100, 1000 + draw(9000))); prev = c
//!     t = pd.to_datetime([1420416000 + (i // 5 * 7 + i % 5) * 86400 for i in range(n)], unit='s')
//!     return pd.DataFrame(rows, columns=['Open', 'High', 'Low', 'Close', 'Volume'], index=t)
//! ```

use neuron_backtest::{AssetBars, Bars};

/// `made_up(1, 1500)`: 1500 weekdays from 2015-01-05.
pub(crate) fn bars() -> Bars {
    of_seeds(&[("MADE UP", 1)], 1500)
}

/// One asset for each seed.
pub(crate) fn of_seeds(seeds: &[(&str, u64)], rows: usize) -> Bars {
    let times = (0..rows as i64).map(|i| 1_420_416_000 + (i / 5 * 7 + i % 5) * 86_400).collect();
    Bars::new(times, seeds.iter().map(|&(name, seed)| asset(name, seed, rows)).collect()).unwrap()
}

fn asset(name: &str, seed: u64, rows: usize) -> AssetBars {
    let mut state = seed;
    let mut draw = |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below) as i64
    };
    let mut asset = AssetBars::from_closes(name, Vec::new());
    let part = |of: i64, share: i64| (of * share).div_euclid(10_000);
    let mut previous = 10_000_i64;
    for _ in 0..rows {
        let open = previous + part(previous, draw(101) - 50);
        let close = previous + part(previous, draw(401) - 198);
        let mut high = open.max(close);
        high += part(high, draw(100));
        let mut low = open.min(close);
        low -= part(low, draw(100));
        for (column, cents) in [
            (&mut asset.open, open),
            (&mut asset.high, high),
            (&mut asset.low, low),
            (&mut asset.close, close),
        ] {
            column.push(cents as f64 / 100.0);
        }
        asset.volume.push((1_000 + draw(9_000)) as f64);
        previous = close;
    }
    asset
}

/// Whether two numbers agree to a relative (or, near 0, absolute) difference.
#[track_caller]
pub(crate) fn agree(what: &str, ours: f64, theirs: f64, within: f64) {
    let apart = (ours - theirs).abs();
    assert!(apart <= within * theirs.abs().max(1e-3), "{what}: {ours} is not {theirs}");
}

#[test]
fn the_series_is_the_one_python_makes() {
    let bars = bars();
    let first = bars.bar(0, 0).unwrap();
    assert_eq!([first.open, first.high, first.low, first.close], [99.60, 100.55, 98.46, 99.15]);
    assert_eq!(first.volume, 3034.0);
    let last = bars.bar(0, 1499).unwrap();
    assert_eq!([last.open, last.high, last.low, last.close], [95.20, 95.44, 94.19, 94.78]);
    agree("sum of closes", bars.close(0).iter().sum(), 137_719.61, 1e-12);
}
