use super::{colour, drawn};
use plotters::prelude::{ChartBuilder, Rectangle, WHITE};
use plotters::style::Color as _;

/// Bars that are drawn; more would be a wall.
const MOST: usize = 40;

/// Bars with a name each, in their order; the first 40 of them. What is not finite has none.
pub(in crate::cli) fn bars(named: &[(String, f64)], what: &str, height: &str) -> String {
    let shown = &named[..named.len().min(MOST)];
    let highest = shown.iter().map(|(_, value)| *value).filter(|value| value.is_finite());
    let highest = highest.fold(0.0, f64::max);
    let top = if highest > 0.0 { highest * 1.05 } else { 1.0 };
    drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(72)
            .build_cartesian_2d(-0.5..shown.len().max(1) as f64 - 0.5, 0.0..top)?;
        let name = |place: &f64| {
            let at = place.round();
            let named = at >= 0.0 && (place - at).abs() < 1e-6;
            let found = named.then(|| shown.get(at as usize)).flatten();
            found.map_or_else(String::new, |(name, _)| name.clone())
        };
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_labels(shown.len().min(20))
            .x_label_formatter(&name)
            .x_desc(what)
            .y_desc(height)
            .draw()?;
        let bars = shown.iter().enumerate().filter(|(_, (_, value))| value.is_finite());
        let bars = bars.map(|(at, (_, value))| {
            let corners = [(at as f64 - 0.4, 0.0), (at as f64 + 0.4, *value)];
            Rectangle::new(corners, colour(0).filled())
        });
        chart.draw_series(bars).map(|_| ())
    })
}

#[cfg(test)]
mod tests {
    use super::bars;

    #[test]
    fn nothing_and_what_is_no_number_are_drawn() {
        assert!(bars(&[], "what", "how much").starts_with("<svg"));
        let svg = bars(&[("<a>".to_owned(), f64::NAN), ("b".to_owned(), 2.0)], "what", "y");
        assert!(svg.contains("&lt;a&gt;") && !svg.contains("NaN"), "{svg}");
    }
}
