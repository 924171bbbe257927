use super::{colour, drawn, range};
use plotters::prelude::{ChartBuilder, Circle, RGBColor, WHITE};
use plotters::style::Color as _;

/// Points on the first two principal components, coloured by the name that each has; those without one, whose label
/// is empty, are grey.
pub(in crate::cli) fn on_components(
    points: &[(f64, f64)],
    labels: &[&str],
    names: &[String],
) -> String {
    drawn(|area| {
        area.fill(&WHITE)?;
        let horizontal = range(points.iter().map(|point| point.0));
        let vertical = range(points.iter().map(|point| point.1));
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .build_cartesian_2d(horizontal, vertical)?;
        chart
            .configure_mesh()
            .x_desc("PC1")
            .y_desc("PC2")
            .light_line_style(WHITE.stroke_width(1))
            .draw()?;
        // Below those that have a colour.
        let rest = points.iter().zip(labels).filter(|(_, label)| label.is_empty());
        let grey = RGBColor(150, 150, 150);
        chart.draw_series(rest.map(|(point, _)| Circle::new(*point, 3, grey.filled())))?;
        for (at, name) in names.iter().enumerate() {
            let own = points.iter().zip(labels).filter(|(_, label)| **label == name.as_str());
            let shade = colour(at);
            chart
                .draw_series(own.map(|(point, _)| Circle::new(*point, 3, shade.mix(0.7).filled())))?
                .label(name.as_str())
                .legend(move |(x, y)| Circle::new((x + 8, y), 4, shade.filled()));
        }
        chart.configure_series_labels().background_style(WHITE.mix(0.8).filled()).draw()
    })
}

#[cfg(test)]
mod tests {
    use super::on_components;

    #[test]
    fn names_are_escaped_and_points_of_one_place_are_drawn() {
        let svg = on_components(&[(0.0, 0.0), (0.0, 0.0)], &["<b>", ""], &["<b>".to_owned()]);
        assert!(svg.contains("&lt;b&gt;") && !svg.contains("<b>"), "{svg}");
        // Both points and the name's in the legend.
        assert_eq!(svg.matches("<circle").count(), 3, "{svg}");
    }
}
