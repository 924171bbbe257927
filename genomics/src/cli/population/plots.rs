//! Plots of a population.

use super::super::report::{Compared, Plot, against_diagonal, colour, drawn, range};
use neuron_genotypes::Variant;
use neuron_population::Populations;
use plotters::prelude::{ChartBuilder, Circle, LineSeries, Rectangle, WHITE};
use plotters::style::Color as _;

/// The probability below which a site stands out among those of a whole genome.
const GENOME_WIDE: f64 = 5e-8;

pub(super) fn named(name: &'static str, caption: &'static str, svg: String) -> Plot {
    Plot { name, caption, svg }
}

/// A folded spectrum; its first class, without variation, is left out.
pub(super) fn spectrum(folded: &[f64]) -> String {
    let most = folded.len().min(41);
    let highest = folded[1..most].iter().copied().fold(1.0, f64::max);
    drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .build_cartesian_2d(0.4..most as f64 - 0.4, 0.0..highest * 1.05)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_desc("copies of the rarer allele")
            .y_desc("sites")
            .draw()?;
        let bars = folded[1..most].iter().enumerate().map(|(at, sites)| {
            let middle = at as f64 + 1.0;
            let corners = [(middle - 0.4, 0.0), (middle + 0.4, *sites)];
            Rectangle::new(corners, colour(0).filled())
        });
        chart.draw_series(bars).map(|_| ())
    })
}

/// A bar a sample, population after population, in each by its greatest share.
pub(super) fn ancestry(shares: &[Vec<f64>], populations: &Populations) -> String {
    let mut order: Vec<usize> = Vec::with_capacity(shares.len());
    let mut ends: Vec<(usize, &str)> = Vec::new();
    for (name, members) in populations.names.iter().zip(&populations.members) {
        let mut members = members.clone();
        members.sort_by(|a, b| shares[*b][0].total_cmp(&shares[*a][0]).then(a.cmp(b)));
        order.extend(members);
        ends.push((order.len(), name));
    }
    drawn(|area| {
        area.fill(&WHITE)?;
        let names: Vec<&str> = ends.iter().map(|(_, name)| *name).collect();
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(44)
            .build_cartesian_2d(0.0..order.len().max(1) as f64, 0.0..1.0)?;
        chart
            .configure_mesh()
            .disable_mesh()
            .x_labels(0)
            .x_desc(names.join(" | "))
            .y_desc("share")
            .draw()?;
        for (at, sample) in order.iter().enumerate() {
            let mut below = 0.0;
            let bars: Vec<_> = shares[*sample]
                .iter()
                .enumerate()
                .map(|(ancestry, share)| {
                    let corners = [(at as f64, below), (at as f64 + 1.0, below + share)];
                    below += share;
                    Rectangle::new(corners, colour(ancestry).filled())
                })
                .collect();
            chart.draw_series(bars)?;
        }
        for (end, _) in &ends {
            let line = [(*end as f64, 0.0), (*end as f64, 1.0)];
            chart.draw_series(LineSeries::new(line, WHITE.stroke_width(2)))?;
        }
        area.present()
    })
}

/// Sites by place against `−log₁₀ p`; contigs beside each other in two colours.
pub(super) fn manhattan(p: &[(usize, f64)], variants: &[Variant]) -> String {
    let mut starts: Vec<(&str, f64, f64)> = Vec::new();
    for variant in variants {
        let position = variant.position as f64;
        match starts.last_mut() {
            Some((contig, start, end)) if *contig == variant.contig => {
                *end = *start + position;
            }
            last => {
                let start = last.map_or(-position, |last| last.2);
                starts.push((&variant.contig, start, start + position));
            }
        }
    }
    let place = |site: usize| {
        let variant = &variants[site];
        let at = starts.iter().position(|(contig, ..)| *contig == variant.contig).unwrap_or(0);
        (starts[at].1 + variant.position as f64, at)
    };
    let height = |p: f64| -p.max(1e-300).log10();
    let highest = p.iter().map(|(_, p)| height(*p)).fold(-GENOME_WIDE.log10(), f64::max) * 1.05;
    let width = starts.last().map_or(1.0, |last| last.2.max(1.0));
    drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(48)
            .build_cartesian_2d(0.0..width, 0.0..highest)?;
        let names: Vec<&str> = starts.iter().map(|(contig, ..)| *contig).collect();
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_labels(0)
            .x_desc(format!("place on {}", names.join(", ")))
            .y_desc("−log₁₀ p")
            .draw()?;
        chart.draw_series(p.iter().map(|(site, p)| {
            let (x, contig) = place(*site);
            Circle::new((x, height(*p)), 2, colour(contig % 2).filled())
        }))?;
        let line = [(0.0, -GENOME_WIDE.log10()), (width, -GENOME_WIDE.log10())];
        chart.draw_series(LineSeries::new(line, colour(1).stroke_width(1))).map(|_| ())
    })
}

/// Observed against expected `−log₁₀ p`.
pub(super) fn quantiles(p: &[(usize, f64)]) -> String {
    let mut sorted: Vec<f64> = p.iter().map(|(_, p)| p.max(1e-300)).collect();
    sorted.sort_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let points: Vec<Compared> = sorted
        .iter()
        .enumerate()
        .map(|(at, p)| {
            let expected = -((at as f64 + 0.5) / count).log10();
            Compared { expected, found: -p.log10(), within: None }
        })
        .collect();
    let most = range(points.iter().map(|point| point.expected)).end;
    let highest = range(points.iter().map(|point| point.found)).end.max(most);
    against_diagonal(&points, (most, highest), ("expected −log₁₀ p", "observed −log₁₀ p"))
}

#[cfg(test)]
mod tests {
    use super::{manhattan, quantiles, spectrum};

    #[test]
    fn degenerate_data_is_drawn() {
        assert!(spectrum(&[3.0, 0.0]).contains("<svg"));
        assert!(quantiles(&[(0, 0.5)]).contains("<circle"));
        assert!(manhattan(&[], &[]).contains("<svg"));
    }
}
