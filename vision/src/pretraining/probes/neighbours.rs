use super::Embedded;
use nalgebra::DMatrix;
use rayon::prelude::*;

/// Queries whose similarities are computed as one product.
const BLOCK: usize = 256;

/// A vote of the nearest neighbours by cosine similarity, each with the weight `exp(similarity /
/// temperature)` (Wu et al., *Unsupervised Feature Learning via Non-Parametric Instance
/// Discrimination*, 2018), as DINO is measured (Caron et al., 2021).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestNeighbours {
    /// How many vote.
    pub neighbours: usize,
    /// How steeply weights fall; 0.07 in the papers.
    pub temperature: f64,
}

impl NearestNeighbours {
    /// The class of each query. Of equally similar neighbours the earlier one votes, of classes with
    /// equal votes the lower one wins.
    #[must_use]
    pub fn classify(&self, known: &Embedded, queries: &Embedded) -> Vec<u32> {
        let dim = known.dim.max(1);
        let (table, asked) = (unit_rows(&known.values, dim), unit_rows(&queries.values, dim));
        // Columns are images, so that rows of a buffer are columns of a matrix.
        let table = DMatrix::from_column_slice(dim, table.len() / dim, &table).transpose();
        let classes = known.labels.iter().max().map_or(0, |&most| most as usize + 1);
        asked
            .par_chunks(BLOCK * dim)
            .flat_map_iter(|block| {
                let columns = DMatrix::from_column_slice(dim, block.len() / dim, block);
                let similar = &table * columns;
                let votes = similar
                    .column_iter()
                    .map(|column| self.vote(column.as_slice(), &known.labels, classes));
                votes.collect::<Vec<u32>>()
            })
            .collect()
    }

    fn vote(&self, similar: &[f32], labels: &[u32], classes: usize) -> u32 {
        let mut nearest: Vec<usize> = (0..similar.len().min(labels.len())).collect();
        let by_rank =
            |a: &usize, b: &usize| similar[*b].total_cmp(&similar[*a]).then_with(|| a.cmp(b));
        let count = self.neighbours.clamp(1, nearest.len().max(1));
        if count < nearest.len() {
            nearest.select_nth_unstable_by(count, by_rank);
            nearest.truncate(count);
        }
        nearest.sort_by(by_rank);
        let mut votes = vec![0.0; classes];
        for i in nearest {
            votes[labels[i] as usize] += (f64::from(similar[i]) / self.temperature).exp();
        }
        let best = (0..classes).fold(0, |best, c| if votes[c] > votes[best] { c } else { best });
        u32::try_from(best).unwrap_or(u32::MAX)
    }
}

/// Each row of `dim` divided by its length; a row of nothing stays.
fn unit_rows(values: &[f32], dim: usize) -> Vec<f32> {
    values
        .chunks_exact(dim)
        .flat_map(|row| {
            let squares: f64 = row.iter().map(|&v| f64::from(v).powi(2)).sum();
            let scale = if squares > 0.0 { squares.sqrt().recip() } else { 0.0 };
            row.iter().map(move |&v| (f64::from(v) * scale) as f32)
        })
        .collect()
}
