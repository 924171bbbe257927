//! Plots as SVG, readable in light and dark, without a font or a script. The same input gives the same
//! bytes. Colours are those of Okabe and Ito (*Color Universal Design*, 2008); lines differ in their
//! dashes too.

mod bars;
mod chart;
mod histogram;
mod svg;
mod theme;

pub(in crate::cli) use bars::{Bar, bars};
pub(in crate::cli) use chart::{Chart, Layer, Shape, XAxis};
pub(in crate::cli) use histogram::histogram;
pub(in crate::cli) use svg::Svg;

/// The range of finite numbers; what does not vary is given a width. None without a finite number.
fn range(values: impl Iterator<Item = f64>) -> Option<std::ops::Range<f64>> {
    let all = values
        .filter(|value| value.is_finite())
        .fold(f64::INFINITY..f64::NEG_INFINITY, |r, v| r.start.min(v)..r.end.max(v));
    if all.start > all.end {
        return None;
    }
    let air = match all.end - all.start {
        0.0 => (all.start.abs() * 0.1).max(1e-6),
        _ => 0.0,
    };
    Some(all.start - air..all.end + air)
}

/// A tick's number, with the digits that its neighbours ask for.
fn number(value: f64, span: f64) -> String {
    let value = if value.abs() < span * 1e-9 { 0.0 } else { value };
    if value != 0.0 && span < 1e-3 || value.abs() >= 1e7 {
        return format!("{value:.1e}");
    }
    let digits = (2.0 - span.log10().floor()).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.digits$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{number, range};

    #[test]
    fn ticks_are_short_and_ranges_finite() {
        assert_eq!(number(0.1 + 0.2, 1.0), "0.3");
        assert_eq!(number(20.0, 100.0), "20");
        assert_eq!(number(1e-17, 1.0), "0");
        assert_eq!(number(2.5e7, 1e8), "2.5e7");
        assert_eq!(range([f64::NAN].into_iter()), None);
        assert_eq!(range([3.0, f64::INFINITY, 1.0].into_iter()), Some(1.0..3.0));
        assert_eq!(range([0.0].into_iter()), Some(-1e-6..1e-6));
    }
}
