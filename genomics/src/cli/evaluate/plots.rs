//! Plots of a judgement.

use crate::cli::report::{Compared, Plot, against_diagonal, colour, drawn, range};
use neuron_variant_evaluation::{CalibrationBin, Evaluation, RocPoint, Row};
use plotters::prelude::{ChartBuilder, Circle, LineSeries, PathElement, WHITE};
use plotters::style::Color as _;

/// Groups that are drawn; more would be a wall.
const MOST_GROUPS: usize = 30;

/// Precision against recall over the quality of calls, of each kind.
pub(super) fn curves(evaluation: &Evaluation) -> Option<Plot> {
    let curve = |points: &[RocPoint]| -> Vec<(f64, f64)> {
        points.iter().filter_map(|point| Some((point.recall?, point.precision?))).collect()
    };
    let kinds = [("SNP", curve(&evaluation.roc_snp)), ("indel", curve(&evaluation.roc_indel))];
    let all = || kinds.iter().flat_map(|(_, points)| points);
    all().next()?;
    let (recall, precision) =
        (range(all().map(|point| point.0)), range(all().map(|point| point.1)));
    let svg = drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(64)
            .build_cartesian_2d(recall, precision)?;
        chart
            .configure_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_desc("recall")
            .y_desc("precision")
            .draw()?;
        for (at, (name, points)) in kinds.iter().enumerate() {
            let shade = colour(at);
            chart
                .draw_series(LineSeries::new(points.iter().copied(), shade.stroke_width(2)))?
                .label(*name)
                .legend(move |(x, y)| {
                    PathElement::new([(x, y), (x + 18, y)], shade.stroke_width(2))
                });
            // Where all calls are kept.
            let last = points.last().map(|point| Circle::new(*point, 4, shade.filled()));
            chart.draw_series(last)?;
        }
        chart.configure_series_labels().background_style(WHITE.mix(0.8).filled()).draw()
    });
    let caption = "Precision against recall as calls of lower quality are kept; the dot keeps all";
    Some(Plot { name: "curves", caption, svg })
}

/// F1 of each group with its interval.
pub(super) fn groups(rows: &[Row]) -> Option<Plot> {
    let shown: Vec<(&Row, f64)> =
        rows.iter().filter_map(|row| Some((row, row.f1?))).take(MOST_GROUPS).collect();
    if shown.is_empty() {
        return None;
    }
    let ends = shown.iter().flat_map(|(row, f1)| {
        let within = row.intervals.f1;
        [*f1, within.map_or(*f1, |within| within.low), within.map_or(*f1, |within| within.high)]
    });
    let horizontal = range(ends);
    let count = shown.len();
    let svg = drawn(|area| {
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(area)
            .margin(12)
            .x_label_area_size(36)
            .y_label_area_size(190)
            .build_cartesian_2d(horizontal, -0.5..count as f64 - 0.5)?;
        let name = |place: &f64| {
            let at = place.round();
            let row = (at >= 0.0 && (place - at).abs() < 1e-6)
                .then(|| count.checked_sub(at as usize + 1));
            row.flatten().map_or_else(String::new, |at| {
                format!("{}, {}", shown[at].0.stratum, shown[at].0.kind)
            })
        };
        chart
            .configure_mesh()
            .light_line_style(WHITE.stroke_width(1))
            .x_desc("F1")
            .y_labels(count)
            .y_label_formatter(&name)
            .draw()?;
        for (at, (row, f1)) in shown.iter().enumerate() {
            let (height, shade) =
                ((count - 1 - at) as f64, colour(usize::from(row.kind == "indel")));
            if let Some(within) = row.intervals.f1 {
                let line = [(within.low, height), (within.high, height)];
                chart.draw_series(LineSeries::new(line, shade.stroke_width(2)))?;
            }
            chart.draw_series([Circle::new((*f1, height), 4, shade.filled())])?;
        }
        area.present()
    });
    let caption = "F1 by group, with its interval where a bootstrap was asked for";
    Some(Plot { name: "groups", caption, svg })
}

/// What genotype qualities promise, and what is found, as Phred scores.
pub(super) fn calibration(bins: &[CalibrationBin]) -> Option<Plot> {
    // No wrong call is drawn as one of the double number would be.
    let phred = |share: f64, calls: u64| -10.0 * share.max(0.5 / calls as f64).log10();
    let points: Vec<Compared> = bins
        .iter()
        .filter(|bin| bin.promised > 0.0)
        .map(|bin| {
            let of = |share: f64| phred(share, bin.calls);
            let expected = phred(bin.promised, u64::MAX);
            let (found, within) = (of(bin.observed), Some((of(bin.high), of(bin.low))));
            Compared { expected, found, within }
        })
        .collect();
    let ends = points.iter().flat_map(|point| {
        [point.expected, point.found, point.within.map_or(point.found, |within| within.1)]
    });
    let most = ends.reduce(f64::max)?.max(1.0) * 1.05;
    let axes = ("promised (Phred)", "found (Phred)");
    let svg = against_diagonal(&points, (most, most), axes);
    let caption = "Genotype quality: what is promised against what is found, with 95 % intervals";
    Some(Plot { name: "calibration", caption, svg })
}

#[cfg(test)]
mod tests {
    use super::calibration;
    use neuron_variant_evaluation::CalibrationBin;

    #[test]
    fn bins_without_a_wrong_call_have_a_place() {
        let bin = CalibrationBin {
            from: 20.0,
            to: None,
            calls: 50,
            wrong: 0,
            promised: 0.01,
            observed: 0.0,
            low: 0.0,
            high: 0.07,
        };
        let plot = calibration(&[bin]).map(|plot| plot.svg).unwrap_or_default();
        assert!(
            plot.contains("<circle") && !plot.contains("NaN") && !plot.contains("inf"),
            "{plot}"
        );
        assert!(calibration(&[]).is_none());
    }
}
