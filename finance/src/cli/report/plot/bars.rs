use super::svg::Svg;
use super::{number, range, theme};
use crate::cli::report::escape::clean;
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Bars that are drawn; more would be a wall.
const MOST: usize = 60;

/// A horizontal bar from zero, and one beside it to compare with.
pub(in crate::cli) struct Bar {
    /// What it is of.
    pub(in crate::cli) name: String,
    /// Its length, below zero to the left.
    pub(in crate::cli) value: f64,
    /// The length of the second, thin one.
    pub(in crate::cli) beside: Option<f64>,
}

/// Bars below each other, the greatest sixty in their order; `legend` names the two kinds. None where no
/// value is finite.
pub(in crate::cli) fn bars(title: &str, legend: [&str; 2], all: &[Bar]) -> Option<Svg> {
    let mut sizes: Vec<f64> = all.iter().map(|bar| bar.value.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes.get(MOST - 1).copied().unwrap_or(0.0);
    let shown: Vec<&Bar> = all.iter().filter(|b| b.value.abs() >= least).take(MOST).collect();
    let values = shown.iter().flat_map(|bar| [Some(bar.value), bar.beside]).flatten();
    let span = range(values.chain([0.0]))?;
    let names: Vec<String> =
        shown.iter().map(|bar| clean(&bar.name).chars().take(24).collect()).collect();
    let longest = names.iter().map(|name| theme::width(name)).max().unwrap_or(0);
    let (left, top, right) = (longest + 28, 62, 640);
    let bottom = top + 26 * shown.len() as i32;
    let at = |value: f64| {
        let share = (value - span.start) / (span.end - span.start);
        left + (share * f64::from(right - left)).round() as i32
    };
    let described: Vec<String> =
        shown.iter().map(|bar| format!("{} {:.4}", bar.name, bar.value)).collect();
    let description = format!("{}: {}.", legend[0], described.join(", "));
    Svg::draw(title, &description, (720, bottom as u32 + 40), |canvas| {
        let beside = |side| theme::letters(12.0).pos(Pos::new(side, VPos::Center));
        let head = theme::bold(15.0).pos(Pos::new(HPos::Left, VPos::Center));
        canvas.draw(&Text::new(clean(title), (14, 18), head))?;
        let fills = [theme::colour(0).mix(0.8).filled(), theme::colour(1).filled()];
        let mut x = 14;
        for (name, fill) in legend.iter().zip(fills).filter(|(name, _)| !name.is_empty()) {
            canvas.draw(&Rectangle::new([(x, 37), (x + 24, 47)], fill))?;
            canvas.draw(&Text::new(clean(name), (x + 30, 42), beside(HPos::Left)))?;
            x += 46 + theme::width(name);
        }
        for tick in 0..=4 {
            let value = span.start + (span.end - span.start) * f64::from(tick) / 4.0;
            canvas
                .draw(&PathElement::new([(at(value), top), (at(value), bottom)], theme::grid()))?;
            let style = theme::letters(12.0).pos(Pos::new(HPos::Center, VPos::Top));
            let text = number(value, span.end - span.start);
            canvas.draw(&Text::new(text, (at(value), bottom + 8), style))?;
        }
        for (index, (bar, name)) in shown.iter().zip(&names).enumerate() {
            let y = top + 26 * index as i32 + 13;
            canvas.draw(&Text::new(name.clone(), (left - 8, y), beside(HPos::Right)))?;
            let corners = [(at(0.0), y - 9), (at(bar.value), y + 4)];
            canvas.draw(&Rectangle::new(corners, fills[0]))?;
            if let Some(second) = bar.beside {
                let corners = [(at(0.0), y + 5), (at(second), y + 9)];
                canvas.draw(&Rectangle::new(corners, fills[1]))?;
            }
            let end = at(bar.value.max(bar.beside.unwrap_or(0.0)).max(0.0)) + 6;
            let text = format!("{:.4}", bar.value + 0.0);
            canvas.draw(&Text::new(text, (end, y), beside(HPos::Left)))?;
        }
        canvas.draw(&PathElement::new([(at(0.0), top), (at(0.0), bottom)], theme::axis()))?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::{Bar, bars};

    #[test]
    fn a_wall_of_bars_is_cut_to_the_greatest() {
        let bar = |at: usize| Bar {
            name: format!("asset {at}"),
            value: (at as f64 - 50.0) / 100.0,
            beside: Some(0.1),
        };
        let all: Vec<Bar> = (0..100).map(bar).collect();
        let svg = bars("Weights", ["weight", "risk"], &all).unwrap();
        assert!(
            svg.as_str().contains("asset 99") && svg.as_str().contains("asset 0<")
                || svg.as_str().contains("asset 0 ")
        );
        assert!(!svg.as_str().contains("asset 50 "), "it has no weight");
        assert!(bars("Weights", ["", ""], &[]).is_some());
    }
}
