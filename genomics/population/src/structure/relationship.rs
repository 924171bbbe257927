use super::standardization::{Scaling, Standard};
use crate::PopulationError;
use crate::dosages::{Dosages, SampleDosages};
use crate::error::at_least;
use nalgebra::DMatrix;
use rayon::prelude::*;

/// The greatest number of samples whose matrix is held in memory.
pub const LARGEST: usize = 20_000;

/// Sites of one matrix product.
const BLOCK: usize = 512;

/// Samples of one product.
const PANEL: usize = 64;

/// A genomic relationship matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Relationship {
    /// `[samples, samples]`.
    pub matrix: DMatrix<f64>,
    /// Numbers of the sites that took part: those that vary.
    pub sites: Vec<usize>,
    /// Half of the mean dosage of each of them.
    pub frequencies: Vec<f64>,
    /// Sites altogether, those that do not vary among them.
    pub of_sites: usize,
    /// How the dosages were scaled.
    pub scaling: Scaling,
}

/// The mean over sites of the products of standardised dosages: of each pair of samples over the sites at which both
/// are called (VanRaden, *Efficient methods to compute genomic predictions*, Journal of Dairy Science 91, 2008; Yang
/// and others, *GCTA*, American Journal of Human Genetics 88, 2011). A site that does not vary adds nothing, yet counts
/// as one of the sites (as in plink2): leave such sites out beforehand to have the mean of the others.
///
/// # Errors
/// [`PopulationError`] for fewer than two samples, more than [`LARGEST`], or no site that varies.
pub fn relationship(dosages: &Dosages, scaling: Scaling) -> Result<Relationship, PopulationError> {
    let samples = dosages.samples();
    at_least("a relationship matrix", "samples", samples, 2)?;
    if samples > LARGEST {
        let (analysis, what) = ("a relationship matrix", "samples");
        return Err(PopulationError::TooMany { analysis, what, found: samples, limit: LARGEST });
    }
    let standards: Vec<(usize, f64, Standard)> = (0..dosages.sites())
        .filter_map(|site| {
            let frequency = dosages.frequency(site)?;
            Some((site, frequency, Standard::of(frequency, scaling)?))
        })
        .collect();
    at_least("a relationship matrix", "sites that vary", standards.len(), 1)?;
    let mut matrix = products(dosages, &standards);
    let sites: Vec<usize> = standards.iter().map(|standard| standard.0).collect();
    divide(&mut matrix, dosages);
    let frequencies = standards.iter().map(|standard| standard.1).collect();
    Ok(Relationship { matrix, sites, frequencies, of_sites: dosages.sites(), scaling })
}

/// Sums over sites, block after block in a fixed order.
fn products(dosages: &Dosages, standards: &[(usize, f64, Standard)]) -> DMatrix<f64> {
    let samples = dosages.samples();
    let mut total = DMatrix::zeros(samples, samples);
    let blocks: Vec<&[(usize, f64, Standard)]> = standards.chunks(BLOCK).collect();
    // So many products are in memory at a time; their number does not change the order of sums.
    let together = ((1 << 25) / (samples * samples)).clamp(1, 64);
    for group in blocks.chunks(together) {
        let parts: Vec<DMatrix<f64>> = group
            .par_iter()
            .map(|block| {
                let mut values = DMatrix::zeros(samples, block.len());
                for ((site, _, standard), mut column) in block.iter().zip(values.column_iter_mut())
                {
                    standard.fill(dosages, *site, column.as_mut_slice());
                }
                lower_triangle(&values)
            })
            .collect();
        for part in parts {
            total += part;
        }
    }
    total
}

/// The lower triangle of a matrix times its transpose, in panels; above the diagonal is whatever the panels reach.
fn lower_triangle(values: &DMatrix<f64>) -> DMatrix<f64> {
    let samples = values.nrows();
    let transposed = values.transpose();
    let mut product = DMatrix::zeros(samples, samples);
    for row in (0..samples).step_by(PANEL) {
        let rows = PANEL.min(samples - row);
        let width = row + rows;
        let left = values.rows(row, rows);
        let right = transposed.columns(0, width);
        product.view_mut((row, 0), (rows, width)).gemm(1.0, &left, &right, 0.0);
    }
    product
}

/// Divides by the number of sites at which both samples of a pair are called, and makes the matrix symmetric to the
/// last bit.
fn divide(matrix: &mut DMatrix<f64>, dosages: &Dosages) {
    let samples = dosages.samples();
    let complete = (0..dosages.sites()).all(|site| dosages.called(site) as usize == samples);
    let turned = (!complete).then(|| SampleDosages::new(dosages));
    let shared = |first: usize, second: usize| match &turned {
        None => dosages.sites() as f64,
        Some(turned) => {
            let (a, b) = (turned.row(&turned.called, first), turned.row(&turned.called, second));
            f64::from(a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum::<u32>())
        }
    };
    for first in 0..samples {
        for second in 0..=first {
            // A pair that shares no site has nothing in common that is known.
            let value = matrix[(first, second)] / shared(first, second).max(1.0);
            matrix[(first, second)] = value;
            matrix[(second, first)] = value;
        }
    }
}
