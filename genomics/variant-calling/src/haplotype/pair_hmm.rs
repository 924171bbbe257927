use crate::phred::error_probability;

/// Probability that a gap goes on by a base.
const GAP_EXTENSION: f64 = 0.1;
/// Probability that sequencing opens a gap at a base outside of repeats (phred 45).
const GAP_OPENING: f64 = 3.2e-5;
/// From so many equal bases on, gaps are likelier.
const UNHARMED_RUN: usize = 4;
/// How much likelier with every further base of a run.
const GROWTH: f64 = 1.6;
/// Greatest probability of a gap in a run.
const MOST_IN_RUN: f64 = 0.02;
/// An inserted base is equally likely any.
const INSERTED: f64 = 0.25;
/// Scale of the first row, so that products of small numbers stay in range.
const SCALE: f64 = 1e280;
/// ln P of a read that fits nowhere.
pub(crate) const LEAST_LN: f64 = -1300.0;

/// A haplotype's bases with the probability of a gap behind each of them.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    bases: Vec<u8>,
    opening: Vec<f64>,
}

impl Template {
    /// Errors of sequencing are more frequent in runs of one base; the rate of a run is spread over its bases,
    /// since a gap anywhere in it is the same.
    pub(crate) fn new(bases: Vec<u8>) -> Self {
        let mut opening = Vec::with_capacity(bases.len());
        while opening.len() < bases.len() {
            let rest = &bases[opening.len()..];
            let run = rest.iter().take_while(|base| **base == rest[0]).count();
            let rate = if run <= UNHARMED_RUN {
                GAP_OPENING
            } else {
                let whole = GAP_OPENING * UNHARMED_RUN as f64;
                let grown = whole * GROWTH.powi((run - UNHARMED_RUN) as i32);
                grown.min(MOST_IN_RUN) / run as f64
            };
            opening.resize(opening.len() + run, rate);
        }
        Self { bases, opening }
    }
}

/// Rows of the recursion, kept from read to read.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    matched: Vec<f64>,
    inserted: Vec<f64>,
    deleted: Vec<f64>,
    emission: Vec<(f64, f64)>,
}

/// ln P(read | haplotype) by the forward algorithm of a pair hidden Markov model with states for bases beside
/// bases, insertion and deletion (Durbin, Eddy, Krogh and Mitchison, Biological Sequence Analysis, 1998,
/// section 4.1). The read may start and end anywhere in the haplotype; only cells within `band` of the diagonal on
/// which base 0 lies at `diagonal` are looked at.
pub(crate) fn ln_likelihood(
    bases: &[u8],
    qualities: &[u8],
    template: &Template,
    diagonal: isize,
    band: usize,
    workspace: &mut Workspace,
) -> f64 {
    let width = 2 * band + 1;
    let length = template.bases.len() as isize;
    let Workspace { matched, inserted, deleted, emission } = workspace;
    // A cell more on either side is always zero.
    for row in [&mut *matched, &mut *inserted, &mut *deleted] {
        row.clear();
        row.resize(width + 2, 0.0);
    }
    emission.clear();
    emission.extend(qualities.iter().zip(bases).map(|(&quality, &base)| {
        let e = if base == b'N' { 0.75 } else { error_probability(quality) };
        (1.0 - e, e / 3.0)
    }));
    for (row, (&base, &(right, wrong))) in bases.iter().zip(emission.iter()).enumerate() {
        // Column of the cell 0 of the band in this row.
        let origin = diagonal + row as isize - band as isize;
        let from = (-origin).clamp(0, width as isize) as usize;
        let to = (length - origin).clamp(0, width as isize) as usize;
        for outside in (0..from).chain(to.max(from)..width) {
            (matched[outside + 1], inserted[outside + 1], deleted[outside + 1]) = (0.0, 0.0, 0.0);
        }
        let start = ((origin + from as isize) as usize).min(template.bases.len());
        let columns = template.bases[start..].iter().zip(&template.opening[start..]);
        // What stands to the left of the first cell in this row.
        let (mut left_match, mut left_deletion) = (0.0, 0.0);
        for (cell, (&expected, &opening)) in (from..to.max(from)).zip(columns) {
            let at = cell + 1;
            let emitted = if base == expected { right } else { wrong };
            let (new_match, new_insertion) = if row == 0 {
                (emitted * SCALE, 0.0)
            } else {
                // The same cell of the row before lies diagonally before this one, the next one above it.
                let stay = 1.0 - 2.0 * opening;
                let through =
                    stay * matched[at] + (1.0 - GAP_EXTENSION) * (inserted[at] + deleted[at]);
                let above = opening * matched[at + 1] + GAP_EXTENSION * inserted[at + 1];
                (emitted * through, INSERTED * above)
            };
            let new_deletion = opening * left_match + GAP_EXTENSION * left_deletion;
            matched[at] = new_match;
            inserted[at] = new_insertion;
            deleted[at] = new_deletion;
            (left_match, left_deletion) = (new_match, new_deletion);
        }
    }
    let total: f64 = matched.iter().zip(inserted.iter()).map(|(a, b)| a + b).sum();
    if total > 0.0 { (total.ln() - SCALE.ln()).max(LEAST_LN) } else { LEAST_LN }
}

#[cfg(test)]
mod tests {
    use super::{GAP_EXTENSION, INSERTED, Template, Workspace, ln_likelihood};
    use crate::phred::error_probability;

    /// The same recursion over the full matrix, cell by cell, by its definition.
    fn by_definition(bases: &[u8], qualities: &[u8], template: &Template) -> f64 {
        let (rows, columns) = (bases.len(), template.bases.len());
        let zero = vec![vec![0.0f64; columns + 1]; rows];
        let (mut m, mut i, mut d) = (zero.clone(), zero.clone(), zero);
        for row in 0..rows {
            let e = error_probability(qualities[row]);
            for column in 0..columns {
                let open = template.opening[column];
                let emitted = if bases[row] == template.bases[column] { 1.0 - e } else { e / 3.0 };
                let at = column + 1;
                if row == 0 {
                    m[row][at] = emitted;
                } else {
                    m[row][at] = emitted
                        * ((1.0 - 2.0 * open) * m[row - 1][at - 1]
                            + (1.0 - GAP_EXTENSION) * (i[row - 1][at - 1] + d[row - 1][at - 1]));
                    i[row][at] =
                        INSERTED * (open * m[row - 1][at] + GAP_EXTENSION * i[row - 1][at]);
                }
                d[row][at] = open * m[row][at - 1] + GAP_EXTENSION * d[row][at - 1];
            }
        }
        m[rows - 1].iter().chain(&i[rows - 1]).sum::<f64>().ln()
    }

    #[test]
    fn the_band_is_wide_enough() {
        let haplotype = b"GATTACAGATTTTTTCAGGCATCAGACTTAGCA".to_vec();
        let template = Template::new(haplotype.clone());
        let mut workspace = Workspace::default();
        for (read, diagonal) in [
            (haplotype[4..24].to_vec(), 4),
            ([&haplotype[4..10], &haplotype[12..26]].concat(), 4),
            ([&haplotype[4..15], b"TT".as_slice(), &haplotype[15..26]].concat(), 4),
            (haplotype[2..8].to_vec(), 0),
        ] {
            let qualities: Vec<u8> = (0..read.len() as u8).map(|at| 15 + at).collect();
            let expected = by_definition(&read, &qualities, &template);
            let wide = ln_likelihood(&read, &qualities, &template, diagonal, 40, &mut workspace);
            assert!((wide - expected).abs() < 1e-9, "{wide} {expected}");
            let banded = ln_likelihood(&read, &qualities, &template, diagonal, 6, &mut workspace);
            assert!((banded - expected).abs() < 0.01, "{banded} {expected}");
        }
    }

    #[test]
    fn gaps_are_likelier_in_runs() {
        let template = Template::new(b"ACAAAAAAAAAG".to_vec());
        assert!(template.opening[5] > 2.0 * template.opening[0]);
        assert_eq!(template.opening.len(), 12);
    }
}
