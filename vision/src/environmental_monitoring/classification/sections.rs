use super::baselines::Baseline;
use super::data::SeriesData;
use super::evaluate::{Evaluation, likeliest};
use super::features::{pieces, seen};
use crate::tasks::{Split, TaskError};
use neuron_train::metrics::ClassificationReport;
use neuron_train::plot::{LineChart, Series};
use neuron_train::report::{Figure, Section, Table, classification_sections};

/// Series that are shown of each kind.
const SHOWN: usize = 4;

/// What a report shows of a measured split: the model beside simpler methods, metrics, classes, confidence, series.
pub(super) fn sections(
    data: &SeriesData,
    measured: &Evaluation,
    baselines: &[Baseline],
    split: Split,
    model: &str,
) -> Result<Vec<Section>, TaskError> {
    let mut sections = vec![beside(measured, baselines, split, model)];
    sections.extend(classification_sections(&measured.report, &data.classes, split.name())?);
    sections.push(series(data, measured, split)?);
    Ok(sections)
}

fn beside(measured: &Evaluation, baselines: &[Baseline], split: Split, model: &str) -> Section {
    let caption = format!("The same {} series of the {split} split", measured.truth.len());
    let columns = ["method", "accuracy", "balanced accuracy", "F1, macro"];
    let mut table = Table::new(caption, &columns);
    let mut row = |name: &str, report: &ClassificationReport| {
        let metric = |key: &str| {
            report.metrics.get(key).map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
        };
        let [accuracy, balanced, f1] = ["accuracy", "balanced_accuracy", "f1_macro"].map(metric);
        table.row([name.to_owned(), accuracy, balanced, f1]);
    };
    row(&format!("{model} (this run)"), &measured.report);
    for baseline in baselines {
        row(&baseline.name, &baseline.report);
    }
    Section::new("Beside simpler methods")
        .text(
            "All learn from the same training series. The forest decides by means, quantiles, slopes, \
             waves and breaks of a series; rules by the trend, the largest break and the height of \
             the season.",
        )
        .table(table)
}

/// Series with truth and prediction: the surest of the mistakes, and some of each class.
fn series(data: &SeriesData, measured: &Evaluation, split: Split) -> Result<Section, TaskError> {
    let classes = data.classes.len();
    let row = |at: usize| &measured.probabilities[at * classes..(at + 1) * classes];
    let is_right = |at: &usize| likeliest(row(*at)) == measured.truth[*at] as usize;
    let sure = |at: usize| row(at)[likeliest(row(at))];
    let all = 0..measured.truth.len();
    let mut wrong: Vec<usize> = all.clone().filter(|at| !is_right(at)).collect();
    wrong.sort_by(|&a, &b| sure(b).total_cmp(&sure(a)).then(a.cmp(&b)));
    wrong.truncate(SHOWN);
    let right = (0..classes).filter_map(|class| {
        all.clone().find(|at| is_right(at) && measured.truth[*at] as usize == class)
    });
    let band = &data.sites.bands[0];
    let mut section = Section::new("Series").text(
        "Lines end where values are missing. The second line is the mean of half a year to each side; the mark is the \
         largest break of the trend, where there is one.",
    );
    for (name, chosen) in [("mistake", wrong), ("right", right.collect())] {
        let mut figures = Vec::new();
        for (number, at) in chosen.into_iter().enumerate() {
            let said = likeliest(row(at));
            let truth = &data.classes[measured.truth[at] as usize];
            let title = format!("{truth}, said: {} ({:.2})", data.classes[said], row(at)[said]);
            let svg = draw(data, data.split(split)[at], &title, band)?;
            let caption = match name {
                "mistake" => format!("Wrong, and sure of it: it is {truth}."),
                _ => format!("Right: {truth}."),
            };
            figures.push(Figure::new(&format!("{split}-{name}-{number}"), caption, svg));
        }
        section = section.figures(figures);
    }
    Ok(section)
}

fn draw(
    data: &SeriesData,
    series: usize,
    title: &str,
    band: &str,
) -> Result<neuron_train::plot::Svg, TaskError> {
    let times = data.sites.times(series).iter().copied();
    let values = data.sites.band(series, 0).iter().map(|&value| f64::from(value));
    let points: Vec<(f64, f64)> = times.zip(values).collect();
    let (times, values) = seen(&data.sites, series, 0);
    let largest = pieces(&times, &values).and_then(|found| {
        let breaks = found.breaks.into_iter();
        breaks.max_by(|a, b| a[1].abs().total_cmp(&b[1].abs()))
    });
    // Half a year each way.
    let mean = |time: f64| {
        let near = times.iter().zip(&values).filter(|(other, _)| (**other - time).abs() <= 0.5);
        let (count, sum) = near.fold((0, 0.0), |(n, sum), (_, value)| (n + 1, sum + value));
        (time, if count == 0 { f64::NAN } else { sum / f64::from(count) })
    };
    let smooth: Vec<(f64, f64)> = times.iter().map(|&time| mean(time)).collect();
    let chart = LineChart {
        title,
        x_label: "year",
        y_label: band,
        series: &[Series::new(band, &points), Series::new("mean of a year", &smooth)],
        mark: largest.map(|[time, _]| (time, "largest break")),
    };
    Ok(chart.draw()?)
}
