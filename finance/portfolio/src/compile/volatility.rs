use super::need;
use crate::PortfolioError;
use crate::problem::Data;
use crate::program::{Affine, Cone, Program, Tag};

/// Keeps the volatility, of the weights or of their difference to a benchmark, at `most`.
pub(super) fn limit(
    data: &Data,
    program: &mut Program,
    most: f64,
    benchmark: Option<&Vec<f64>>,
) -> Result<(), PortfolioError> {
    let (subject, needed_for) = match benchmark {
        None => ("volatility", "maximum volatility"),
        Some(_) => ("tracking error", "maximum tracking error"),
    };
    let risk = need(&data.risk, needed_for, "a covariance or scenarios")?;
    // In units of the limit, so that the cone's rows are of the size of the weights.
    let unit = if most > 0.0 { most } else { 1.0 };
    let rows = risk.rows(program, benchmark.map(Vec::as_slice));
    let mut rows: Vec<Affine> = rows.into_iter().map(|row| row.scaled(1.0 / unit)).collect();
    rows.insert(0, Affine::constant(most / unit));
    let label = format!("{subject} at most {most}");
    let constraint = program.name(&label);
    program.constrain(Cone::SecondOrder, rows, Some(Tag { constraint, label, slope: 1.0 / unit }));
    Ok(())
}
