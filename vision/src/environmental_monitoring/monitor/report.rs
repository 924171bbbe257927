use super::super::cube::Cube;
use super::super::date::Date;
use super::pictures::pictures;
use super::{Ground, MonitorOptions, Monitoring, Patch};
use neuron_train::plot::{LineChart, PlotError, Series};
use neuron_train::report::{Figure, Report, Section, Table};

/// What a report tells of.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What the images show, such as NDVI.
    pub index: &'a str,
    /// Where they come from.
    pub from: &'a str,
    /// Whether they are made up.
    pub synthetic: bool,
    /// The images.
    pub cube: &'a Cube,
    /// Dates of which nothing was seen.
    pub skipped: &'a [Date],
    /// Where they lie.
    pub ground: &'a Ground,
    /// How they were looked at.
    pub options: &'a MonitorOptions,
    /// What was found.
    pub found: &'a Monitoring,
    /// The largest patches.
    pub patches: &'a [Patch],
    /// How many patches there are, and the fewest pixels of one.
    pub counts: [usize; 2],
}

/// A report that says where it degrades, since when, how fast, and how sure that is.
///
/// # Errors
/// Where a plot cannot be drawn.
pub fn report(told: &Told<'_>) -> Result<Report, PlotError> {
    let shares = told.found.shares;
    let percent =
        |count: usize| format!("{:.2} %", 100.0 * count as f64 / shares.all.max(1) as f64);
    let mut report = Report::new(format!("Monitoring: {}", told.index));
    if told.synthetic {
        report.label("SYNTHETIC DATA");
    }
    let days = |time: Option<&f64>| {
        time.and_then(|time| Date::from_years(*time)).map_or_else(String::new, |d| d.to_string())
    };
    let times = told.cube.times();
    report.subtitle(format!(
        "{} dates from {} to {}, {} × {} pixels, {}",
        times.len(),
        days(times.first()),
        days(times.last()),
        told.cube.columns(),
        told.cube.rows(),
        told.from
    ));
    let alpha = told.options.alpha;
    let note = format!("of all pixels; at most {alpha} of them expected to be chance");
    report.figure_of("degrading", percent(shares.degrading), &note);
    report.figure_of("improving", percent(shares.improving), &note);
    if let Some(largest) = told.patches.first() {
        let note = "the largest patch that degrades";
        report.figure_of("since", largest.since.as_deref().unwrap_or("no break"), note);
        report.figure_of("how fast", format!("{:+.4} a year", largest.slope), note);
    }
    let drawn = pictures(told.found, told.patches, &corners(told))?;
    let mut maps = drawn.into_iter().map(|(name, svg)| Figure::new(name, "", svg));
    report.section(place_section(told).figures(maps.next()));
    report.section(since(told)?.figures(maps.next_back()));
    report.section(
        Section::new("How fast")
            .text("Sen's slope of each pixel, a year, whether it could be chance or not.")
            .figures(maps.next()),
    );
    report.section(sure(told));
    report.section(input(told));
    Ok(report)
}

/// The corners of the map.
fn corners(told: &Told<'_>) -> String {
    let [left, top] = told.ground.at(0.0, 0.0);
    let [right, bottom] = told.ground.at(told.cube.rows() as f64, told.cube.columns() as f64);
    format!("{left:.6}, {top:.6} to {right:.6}, {bottom:.6} ({})", told.ground.system())
}

fn place_section(told: &Told<'_>) -> Section {
    let [count, least] = told.counts;
    let mut table = Table::new(
        format!(
            "The largest of {count} patches of at least {least} pixels; x and y: {}",
            told.ground.system()
        ),
        &[
            "patch",
            "pixels",
            "hectares",
            "x",
            "y",
            "since",
            "slope a year",
            "p",
            "p, corrected",
            "values a pixel",
        ],
    );
    for (rank, patch) in told.patches.iter().enumerate() {
        let [x, y] = patch.centre.map(|place| format!("{place:.6}"));
        let area = patch.hectares.map_or_else(|| "–".to_owned(), |area| format!("{area:.4}"));
        table.row([
            (rank + 1).to_string(),
            patch.pixels.to_string(),
            area,
            x,
            y,
            patch.since.clone().unwrap_or_else(|| "no break".to_owned()),
            format!("{:+.5}", patch.slope),
            format!("{:.1e}", patch.p),
            format!("{:.1e}", patch.p_adjusted),
            format!("{:.0}", patch.observations),
        ]);
    }
    let none = "No patch of pixels degrades that could not be chance.";
    let text = match told.patches {
        [] => none,
        _ => {
            "Patches are pixels that degrade and touch by a side; numbers on the map are their ranks."
        }
    };
    Section::new("Where").text(text).table(table)
}

fn since(told: &Told<'_>) -> Result<Section, PlotError> {
    let section = Section::new("Since when").text(format!(
        "The date of the first image behind the largest break of a pixel's trend, found behind a season of {} waves a \
         year. A slow decline has none.",
        told.found.waves
    ));
    let Some(largest) = told.patches.first() else { return Ok(section) };
    let [top, left, bottom, right] = largest.window;
    let columns = told.cube.columns();
    let inside: Vec<usize> = (top..=bottom)
        .flat_map(|row| (left..=right).map(move |column| row * columns + column))
        .filter(|&at| told.found.degrading[at] == Some(true))
        .collect();
    let area = told.cube.rows() * columns;
    let mean = |(image, &time): (&[f32], &f64)| {
        let seen = inside.iter().map(|&at| image[at]).filter(|value| !value.is_nan());
        let (count, sum) = seen.fold((0, 0.0), |(n, sum), value| (n + 1, sum + f64::from(value)));
        (time, if count == 0 { f64::NAN } else { sum / f64::from(count) })
    };
    let images = told.cube.values().chunks_exact(area);
    let points: Vec<(f64, f64)> = images.zip(told.cube.times()).map(mean).collect();
    let chart = LineChart {
        title: "The largest patch: mean of its pixels",
        x_label: "year",
        y_label: told.index,
        series: &[Series::new(told.index, &points)],
        mark: largest.since_year.map(|time| (time, "break")),
    };
    let mut text = format!(
        "Of the largest patch, {:.0} % of the pixels have a break downwards",
        100.0 * largest.broken
    );
    if let (Some(since), Some(spread), Some(jump)) =
        (&largest.since, largest.since_spread, largest.jump)
    {
        text.push_str(&format!(
            ", in the middle on {since} (the middle half within {spread:.2} years), by {jump:+.4}"
        ));
    }
    let figure = Figure::new("largest-patch", "", chart.draw()?);
    Ok(section.text(format!("{text}.")).figures([figure]))
}

fn sure(told: &Told<'_>) -> Section {
    let shares = told.found.shares;
    let alpha = told.options.alpha;
    let mut table = Table::new("Pixels", &["what", "pixels"]);
    let pixels = told.found.trends.pixels;
    for (what, count) in [
        ("all", shares.all),
        ("tested for a trend", shares.tested),
        ("fall, corrected", shares.degrading),
        ("rise, corrected", shares.improving),
        ("fall or rise, each by itself", shares.without_correction),
        ("with a break", shares.broken),
        ("with gaps", pixels.with_gaps),
        ("never seen", pixels.empty),
        ("with too few values", pixels.too_short),
        ("never changing", pixels.constant),
        ("not testable for another reason", pixels.refused),
    ] {
        table.row([what.to_owned(), count.to_string()]);
    }
    Section::new("How sure")
        .text(format!(
            "Each pixel is tested (Mann–Kendall, {}), and of many tests some find what is not there: at the level \
             {alpha}, {:.0} of {} pixels would by chance alone. Probabilities are therefore corrected (Benjamini & \
             Hochberg, 1995): of all pixels said to fall or rise, a share of {alpha} is expected to be chance.",
            method(told.options),
            alpha * shares.tested as f64,
            shares.tested,
        ))
        .table(table)
}

/// The test in a few words.
fn method(options: &MonitorOptions) -> &'static str {
    use super::super::trend::Method;
    match options.method {
        Method::Original => "values taken as independent",
        Method::HamedRao { .. } => "corrected for autocorrelation of ranks",
        Method::YueWang { .. } => "corrected for autocorrelation",
        Method::PreWhitened => "pre-whitened",
        Method::TrendFreePreWhitened => "pre-whitened, trend-free",
        Method::Seasonal { .. } | Method::CorrelatedSeasonal { .. } => "by season",
    }
}

fn input(told: &Told<'_>) -> Section {
    let skipped: Vec<String> = told.skipped.iter().map(ToString::to_string).collect();
    let skipped = match skipped.len() {
        0 => "none".to_owned(),
        count => format!("{count} ({})", skipped.join(", ")),
    };
    let values = told.cube.values();
    let gaps = values.iter().filter(|value| value.is_nan()).count();
    let mut table = Table::new("", &["what", "value"]);
    for (what, value) in [
        ("index", told.index.to_owned()),
        ("from", told.from.to_owned()),
        ("dates", told.cube.times().len().to_string()),
        ("dates of which nothing was seen, left out", skipped),
        ("values missing", format!("{:.2} %", 100.0 * gaps as f64 / values.len().max(1) as f64)),
        ("reference system", told.ground.system()),
    ] {
        table.row([what.to_owned(), value]);
    }
    Section::new("Input").table(table)
}
