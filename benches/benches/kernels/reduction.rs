//! Sums along rows, columns and all but the channels.

use super::contest::{Contest, Pass, floats};
use anyhow::Result;

pub(crate) fn measure(contest: &mut Contest<'_>) -> Result<()> {
    let matrix = [floats([2080, 768])];
    contest.run("sum of rows 2080x768", Pass::Forward, &matrix, |x| x[0].sum(&[1]))?;
    contest.run("sum of columns 2080x768", Pass::Forward, &matrix, |x| x[0].sum(&[0]))?;
    let images = [floats([16, 32, 28, 28])];
    contest
        .run("mean of channels 16x32x28x28", Pass::Forward, &images, |x| x[0].mean(&[0, 2, 3]))?;
    contest.run("all of 2080x768", Pass::Forward, &matrix, |x| x[0].sum_all())
}
