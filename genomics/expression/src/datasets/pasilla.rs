use crate::counts::{CountLimits, Orientation, read_table};
use crate::{CountMatrix, ExpressionError, SampleTable};
use flate2::read::GzDecoder;
use std::io::Read;

/// Rows `gene_id` and a count for each sample, compressed; see the manifest beside it.
const COUNTS: &[u8] =
    include_bytes!("../../../../datasets/genomics/pasilla/pasilla_gene_counts.tsv.gz");

/// Rows `sample,condition,type`.
const SAMPLES: &str = include_str!("../../../../datasets/genomics/pasilla/samples.csv");

/// Counts of 14,599 genes of fly cells in 7 samples, 4 untreated and 3 with *pasilla* knocked down by RNA interference,
/// of which 3 were sequenced as single reads and 4 as pairs (Brooks and others, *Genome Research* 21 (2011), 193–202;
/// GEO GSE18508).
///
/// ```
/// let (counts, samples) = neuron_expression::datasets::pasilla()?;
/// assert_eq!((counts.genes().len(), counts.samples().len()), (14_599, 7));
/// assert_eq!(samples.variable("condition")?.iter().filter(|one| *one == "treated").count(), 3);
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
///
/// # Errors
/// [`ExpressionError`] where the embedded data is damaged.
pub fn pasilla() -> Result<(CountMatrix, SampleTable), ExpressionError> {
    let file = "pasilla_gene_counts.tsv.gz";
    let mut text = String::new();
    GzDecoder::new(COUNTS)
        .read_to_string(&mut text)
        .map_err(|cause| ExpressionError::Read { file: file.into(), cause })?;
    let counts = read_table(file, &text, Orientation::GenesInRows, None, &CountLimits::default())?;
    Ok((counts, SampleTable::parse("samples.csv", SAMPLES)?))
}
