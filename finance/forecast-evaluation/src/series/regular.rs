//! From the rows of an item to values on a regular grid.

use super::{Frequency, GapPolicy, LongTable, time::show};
use crate::EvaluationError;
use jiff::civil::DateTime;

/// A time far off, as of a mistyped year, must not take all memory.
const MOST_STEPS: usize = 5_000_000;

/// One row of a long table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) time: DateTime,
    pub(super) target: Option<f64>,
    pub(super) covariates: Vec<Option<f64>>,
}

/// Refuses rows that repeat a time or go back.
pub(super) fn check_order(item: &str, rows: &[Row]) -> Result<(), EvaluationError> {
    let mut seen = std::collections::BTreeMap::new();
    for row in rows {
        if let Some(first) = seen.insert(row.time, row.number) {
            return Err(EvaluationError::Duplicate {
                item: item.to_owned(),
                time: show(row.time),
                first: first.min(row.number),
                second: first.max(row.number),
            });
        }
    }
    match rows.windows(2).find(|pair| pair[1].time < pair[0].time) {
        Some(pair) => Err(EvaluationError::Unsorted {
            row: pair[1].number,
            item: item.to_owned(),
            before: show(pair[0].time),
            time: show(pair[1].time),
        }),
        None => Ok(()),
    }
}

/// The coarsest frequency on whose grid all times of an item lie; all items must agree.
pub(super) fn frequency_of(items: &[(&str, &[Row])]) -> Result<Frequency, EvaluationError> {
    let mut found: Option<(Frequency, &str)> = None;
    let mut within_weeks: Option<(&str, u64)> = None;
    for &(item, rows) in items {
        if rows.len() < 2 {
            continue;
        }
        let fits = |frequency: &Frequency| {
            rows.iter().all(|row| frequency.steps(rows[0].time, row.time).is_some())
        };
        let Some(frequency) = Frequency::ALL.into_iter().find(fits) else {
            return Err(EvaluationError::MixedFrequency {
                row: rows[1].number,
                item: item.to_owned(),
                what: "has times that lie on no grid from hourly to yearly".to_owned(),
            });
        };
        // Some days of one week do not say whether there are weekends.
        if frequency == Frequency::BusinessDaily && !crosses_weekend(rows) {
            within_weeks = within_weeks.or(Some((item, rows[0].number)));
            continue;
        }
        match found {
            Some((other, first)) if other != frequency => {
                return Err(EvaluationError::MixedFrequency {
                    row: rows[0].number,
                    item: item.to_owned(),
                    what: format!("is {frequency} while item `{first}` is {other}"),
                });
            }
            _ => found = Some((frequency, item)),
        }
    }
    if let Some((item, row)) = within_weeks {
        match found {
            None => return Ok(Frequency::Daily),
            Some((Frequency::Daily | Frequency::BusinessDaily, _)) => {}
            Some((other, first)) => {
                return Err(EvaluationError::MixedFrequency {
                    row,
                    item: item.to_owned(),
                    what: format!("is daily while item `{first}` is {other}"),
                });
            }
        }
    }
    found.map(|(frequency, _)| frequency).ok_or_else(|| EvaluationError::Option {
        what: "the frequency",
        found: "not given".to_owned(),
        expected: "a name, as no item has two rows to find it from".to_owned(),
    })
}

/// Whether a weekend lies between two successive rows.
fn crosses_weekend(rows: &[Row]) -> bool {
    let weekday = |row: &Row| row.time.date().weekday().to_monday_zero_offset();
    rows.windows(2).any(|pair| {
        weekday(&pair[1]) < weekday(&pair[0])
            || pair[1].time.duration_since(pair[0].time).as_hours() >= 24 * 7
    })
}

type Regular = (usize, Vec<Option<f64>>, Vec<Vec<Option<f64>>>);

/// Offset, target and covariates of an item on the panel's grid.
pub(super) fn regular(
    table: &LongTable,
    frequency: Frequency,
    start: DateTime,
    item: &str,
    rows: &[Row],
) -> Result<Regular, EvaluationError> {
    let index = |row: &Row| {
        let steps = frequency.steps(start, row.time).and_then(|steps| usize::try_from(steps).ok());
        steps.ok_or_else(|| EvaluationError::MixedFrequency {
            row: row.number,
            item: item.to_owned(),
            what: format!("has {} off the {frequency} grid from {}", show(row.time), show(start)),
        })
    };
    let offset = index(&rows[0])?;
    let last_target = rows.iter().rposition(|row| row.target.is_some());
    let mut next = 0;
    let mut target = Vec::new();
    let mut covariates = vec![Vec::new(); table.covariates.len()];
    for (at, row) in rows.iter().enumerate() {
        let here = index(row)? - offset;
        if here > MOST_STEPS {
            return Err(EvaluationError::MixedFrequency {
                row: row.number,
                item: item.to_owned(),
                what: format!(
                    "lies {here} {frequency} steps after its first row, at most {MOST_STEPS} are read"
                ),
            });
        }
        let gap = here - next;
        next = here + 1;
        if gap > 0 && table.gaps == GapPolicy::Refuse {
            return Err(EvaluationError::Gap {
                row: row.number,
                item: item.to_owned(),
                missing: gap,
                frequency,
                time: show(row.time),
            });
        }
        if let Some(value) = row.target.filter(|&value| value < 0.0 && !table.allow_negative) {
            let (row, item) = (row.number, item.to_owned());
            return Err(EvaluationError::NegativeDemand { row, item, value });
        }
        let future = last_target.is_none_or(|last| at > last);
        if !future {
            let fill = (table.gaps == GapPolicy::Zero).then_some(0.0);
            target.extend(std::iter::repeat_n(fill, gap));
            target.push(row.target);
        }
        for (column, (values, &value)) in covariates.iter_mut().zip(&row.covariates).enumerate() {
            let known_ahead = table.covariates[column].known_ahead;
            if future && known_ahead && value.is_none() {
                return Err(EvaluationError::Cell {
                    row: row.number,
                    column: table.covariates[column].name.clone(),
                    what: "is empty after the target's end; a covariate known ahead needs every \
                           future value"
                        .to_owned(),
                });
            }
            values.extend(std::iter::repeat_n(None, gap));
            values.push(value);
        }
    }
    refuse_constant(table, item, rows, &target)?;
    Ok((offset, target, covariates))
}

fn refuse_constant(
    table: &LongTable,
    item: &str,
    rows: &[Row],
    target: &[Option<f64>],
) -> Result<(), EvaluationError> {
    let mut present = target.iter().flatten();
    let Some(&value) = present.next().filter(|_| table.refuse_constant) else { return Ok(()) };
    let rest: Vec<f64> = present.copied().collect();
    if rest.is_empty() || rest.iter().any(|&other| other != value) {
        return Ok(());
    }
    Err(EvaluationError::ConstantSeries {
        row: rows[0].number,
        item: item.to_owned(),
        value,
        length: rest.len() + 1,
    })
}
