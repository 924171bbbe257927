//! Tables in Markdown, each with the line that makes it, the machine and the day.

use super::Setting;
use super::criterion::{Measurement, Work};
use super::duration::{ratio, readable, three_digits};
use super::peer::{Comparison, Cost, Score, Unit, Value};

/// The table of one group of benchmarks.
pub(crate) fn of_group(group: &str, measured: &[Measurement], setting: &Setting) -> String {
    if let Some(pairs) = pairs(measured) {
        return of_pairs(group, &pairs, setting);
    }
    let with_work = measured.iter().any(|measurement| measurement.work.is_some());
    let mut header = vec![group.to_owned(), "median".to_owned(), "95 % interval".to_owned()];
    header.extend(with_work.then(|| "throughput".to_owned()));
    let rows = measured.iter().map(|measurement| {
        let (low, high) = measurement.interval_ns;
        let mut row = vec![
            measurement.name().to_owned(),
            readable(measurement.median_ns),
            format!("{} – {}", readable(low), readable(high)),
        ];
        row.extend(with_work.then(|| throughput(measurement)));
        row
    });
    render(&header, rows) + &conditions(setting)
}

/// Where every benchmark is `NAME/planned` or `NAME/reference`, both of each name.
fn pairs(measured: &[Measurement]) -> Option<Vec<(&str, &Measurement, &Measurement)>> {
    let (pairs, odd) = measured.as_chunks::<2>();
    let pair = |[a, b]: &'_ [Measurement; 2]| {
        let name = a.name().strip_suffix("/planned")?.len();
        let same = a.name()[..name] == *b.name().strip_suffix("/reference")?;
        same.then_some(name)
    };
    let names: Option<Vec<usize>> = pairs.iter().map(pair).collect();
    let rows = pairs.iter().zip(names?).map(|([a, b], name)| (&a.name()[..name], a, b));
    (odd.is_empty() && !pairs.is_empty()).then(|| rows.collect())
}

/// The table of a group that is run both ways: both medians, and their ratio.
fn of_pairs(
    group: &str,
    pairs: &[(&str, &Measurement, &Measurement)],
    setting: &Setting,
) -> String {
    let header = [group, "planned", "reference", "ratio"].map(str::to_owned);
    let rows = pairs.iter().map(|(name, planned, reference)| {
        vec![
            (*name).to_owned(),
            readable(planned.median_ns),
            readable(reference.median_ns),
            three_digits(planned.median_ns / reference.median_ns),
        ]
    });
    render(&header, rows) + &conditions(setting)
}

/// The table of a comparison: both sides, and the ratios that say which is faster, of the medians and
/// of the least times.
pub(crate) fn of_peer(peer: &str, compared: &[Comparison], setting: &Setting) -> String {
    let header = ["benchmark", "this project", peer, "ratio", "in turns"];
    let least = ["least here".to_owned(), format!("least {peer}"), "ratio of least".to_owned()];
    let header = [header.map(str::to_owned).as_slice(), &least].concat();
    let rows = compared.iter().map(|row| {
        let ((lowest, highest), (ours, theirs)) = (row.ratio_range, row.least_ns);
        vec![
            row.id.clone(),
            readable(row.ours_ns),
            readable(row.peer_ns),
            ratio(row.ratio),
            format!("{} – {}", ratio(lowest), ratio(highest)),
            readable(ours),
            readable(theirs),
            ratio(ours / theirs),
        ]
    });
    render(&header, rows) + &conditions(setting)
}

/// The table of what both sides take beside the time of a step.
pub(crate) fn of_costs(peer: &str, costs: &[Cost], setting: &Setting) -> String {
    let header = ["cost", "this project", peer, "ratio", "planned"];
    let rows = costs.iter().map(|cost| {
        let amount = |value: f64| match cost.unit {
            Unit::Bytes => format!("{} MB", three_digits(value / 1e6)),
            Unit::Nanoseconds => readable(value),
        };
        vec![
            cost.name.clone(),
            amount(cost.ours),
            amount(cost.peer),
            three_digits(cost.ours / cost.peer),
            cost.planned.map_or_else(|| "–".to_owned(), amount),
        ]
    });
    render(&header.map(str::to_owned), rows) + &conditions(setting)
}

/// The table of how well both sides do.
pub(crate) fn of_scores(peer: &str, scores: &[Score], setting: &Setting) -> String {
    let header = ["score", "this project", peer, "measure"].map(str::to_owned);
    let row = |score: &Score| {
        let [ours, theirs] = [score.ours, score.peer].map(|value| of_size(value, 7));
        vec![score.name.clone(), ours, theirs, score.measure.clone()]
    };
    render(&header, scores.iter().map(row)) + &conditions(setting)
}

/// A number with so many significant digits and no zeros behind them.
fn of_size(value: f64, digits: usize) -> String {
    let before = value.abs().max(1.0).log10().floor() as usize + 1;
    let text = format!("{value:.*}", digits.saturating_sub(before));
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// The table of figures by themselves: how far both sides are apart, say.
pub(crate) fn of_values(peer: &str, values: &[Value], setting: &Setting) -> String {
    let header = [peer, "value", "unit"].map(str::to_owned);
    let row = |value: &Value| vec![value.name.clone(), small(value.value), value.unit.clone()];
    render(&header, values.iter().map(row)) + &conditions(setting)
}

/// A number as it is, and a small one with an exponent.
fn small(value: f64) -> String {
    if value != 0.0 && value.abs() < 1e-3 { format!("{value:e}") } else { value.to_string() }
}

fn throughput(measurement: &Measurement) -> String {
    let per_second = |amount: f64| amount * 1e9 / measurement.median_ns;
    match measurement.work {
        None => String::new(),
        Some(Work::Bytes(bytes)) => format!("{} MB/s", three_digits(per_second(bytes) / 1e6)),
        Some(Work::Elements(elements)) => format!("{} /s", three_digits(per_second(elements))),
    }
}

fn render(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = line(header) + "|-" + &"|-:".repeat(header.len() - 1) + "|\n";
    for row in rows {
        text += &line(&row);
    }
    text
}

fn conditions(setting: &Setting) -> String {
    let Setting { command, machine, date, threads, versions } = setting;
    let compared = match versions.as_slice() {
        [] => String::new(),
        all => format!(" Compared: {}.", all.join("; ")),
    };
    format!(
        "\n```sh\n{command}\n```\n\nMeasured on {date}, {threads} threads: {machine}.{compared}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting() -> Setting {
        Setting {
            command: "cargo xtask bench".to_owned(),
            machine: "AMD EPYC, 2 cores".to_owned(),
            date: "2026-11-21".to_owned(),
            threads: 2,
            versions: Vec::new(),
        }
    }

    fn measured(id: &str, median_ns: f64, work: Option<Work>) -> Measurement {
        let interval_ns = (median_ns * 0.99, median_ns * 1.01);
        Measurement { id: id.to_owned(), median_ns, interval_ns, work, fresh: true }
    }

    #[test]
    fn a_group_is_a_table_with_its_command_machine_and_day() {
        let rows = [
            measured("step/vit", 236e6, Some(Work::Elements(32.0))),
            measured("step/load", 2_500.0, Some(Work::Bytes(4096.0))),
        ];
        insta::assert_snapshot!(of_group("step", &rows, &setting()), @r"
        | step | median | 95 % interval | throughput |
        |-|-:|-:|-:|
        | vit | 236 ms | 234 ms – 238 ms | 136 /s |
        | load | 2.50 µs | 2.48 µs – 2.52 µs | 1638 MB/s |

        ```sh
        cargo xtask bench
        ```

        Measured on 2026-11-21, 2 threads: AMD EPYC, 2 cores.
        ");
    }

    #[test]
    fn a_group_that_is_run_both_ways_has_a_row_for_both() {
        let rows = [
            measured("kernels/gelu/planned", 3e6, None),
            measured("kernels/gelu/reference", 30e6, None),
        ];
        insta::assert_snapshot!(of_group("kernels", &rows, &setting()), @r"
        | kernels | planned | reference | ratio |
        |-|-:|-:|-:|
        | gelu | 3.00 ms | 30.0 ms | 0.10 |

        ```sh
        cargo xtask bench
        ```

        Measured on 2026-11-21, 2 threads: AMD EPYC, 2 cores.
        ");
        let other = [rows[0].clone(), measured("kernels/softmax/reference", 1e6, None)];
        assert!(of_group("kernels", &other, &setting()).contains("gelu/planned"));
    }

    #[test]
    fn a_comparison_shows_both_sides_and_the_spread_of_their_ratio() {
        let row = Comparison {
            id: "step/vit".to_owned(),
            ours_ns: 259e6,
            peer_ns: 273e6,
            ratio: 0.949,
            ratio_range: (0.9, 1.02),
            least_ns: (240e6, 250e6),
        };
        insta::assert_snapshot!(of_peer("torch", &[row], &setting()), @r"
        | benchmark | this project | torch | ratio | in turns | least here | least torch | ratio of least |
        |-|-:|-:|-:|-:|-:|-:|-:|
        | step/vit | 259 ms | 273 ms | 0.95 | 0.90 – 1.02 | 240 ms | 250 ms | 0.96 |

        ```sh
        cargo xtask bench
        ```

        Measured on 2026-11-21, 2 threads: AMD EPYC, 2 cores.
        ");
    }

    #[test]
    fn a_score_is_shown_for_both_sides_and_the_versions_below() {
        let score = |name: &str, ours, peer, measure: &str| Score {
            name: name.to_owned(),
            ours,
            peer,
            measure: measure.to_owned(),
        };
        let scores = [
            score("snps at 8-fold", 0.912_345_678_9, 0.9, "F1"),
            score("GARCH(1,1)", -6_936.718_477, -6_936.718_477, "log-likelihood"),
            score("trades", 66.0, 66.0, "of the account"),
        ];
        let versions = ["bcftools 1.16".to_owned(), "this project at 0123".to_owned()].to_vec();
        insta::assert_snapshot!(of_scores("bcftools", &scores, &Setting { versions, ..setting() }), @r"
        | score | this project | bcftools | measure |
        |-|-:|-:|-:|
        | snps at 8-fold | 0.912346 | 0.9 | F1 |
        | GARCH(1,1) | -6936.718 | -6936.718 | log-likelihood |
        | trades | 66 | 66 | of the account |

        ```sh
        cargo xtask bench
        ```

        Measured on 2026-11-21, 2 threads: AMD EPYC, 2 cores. Compared: bcftools 1.16; this project at 0123.
        ");
    }

    #[test]
    fn a_cost_is_shown_in_its_unit_and_beside_the_plan() {
        let cost = |name: &str, unit, planned| Cost {
            name: name.to_owned(),
            ours: 96e6,
            peer: 240e6,
            unit,
            planned,
        };
        let costs = [
            cost("memory/vit", Unit::Bytes, Some(9.5e7)),
            cost("first step/vit", Unit::Nanoseconds, None),
        ];
        insta::assert_snapshot!(of_costs("torch", &costs, &setting()), @r"
        | cost | this project | torch | ratio | planned |
        |-|-:|-:|-:|-:|
        | memory/vit | 96.0 MB | 240 MB | 0.40 | 95.0 MB |
        | first step/vit | 96.0 ms | 240 ms | 0.40 | – |

        ```sh
        cargo xtask bench
        ```

        Measured on 2026-11-21, 2 threads: AMD EPYC, 2 cores.
        ");
    }
}
