use crate::cli::args::{ExpressionArgs, RowsName};
use crate::cli::error::CommandError;
use crate::cli::report::{Cost, File};
use neuron_expression::{CountLimits, CountMatrix, Orientation, SampleTable, datasets};

/// Formula of the embedded data.
const DEFAULT_DESIGN: &str = "~ type + condition";

/// Counts, samples and where they are from.
pub(super) struct Data {
    pub(super) counts: CountMatrix,
    pub(super) samples: SampleTable,
    pub(super) name: String,
    /// What was read, for a report.
    pub(super) files: Vec<File>,
    /// The formula, where the data have one of their own.
    pub(super) design: Option<&'static str>,
}

pub(super) fn open(args: &ExpressionArgs) -> Result<Data, CommandError> {
    let (Some(counts), Some(samples)) = (&args.counts, &args.samples) else {
        let (counts, samples) = datasets::pasilla()?;
        let name = "pasilla, embedded (GEO GSE18508)".to_owned();
        let files = vec![File::embedded(
            "counts and samples",
            "pasilla: Brooks and others, 2011, GEO GSE18508",
        )];
        return Ok(Data { counts, samples, name, files, design: Some(DEFAULT_DESIGN) });
    };
    let name = counts.display().to_string();
    let files = vec![File::of("counts", counts), File::of("samples", samples)];
    let samples = SampleTable::open(samples)?;
    let orientation = match args.rows {
        None => Orientation::Told,
        Some(RowsName::Genes) => Orientation::GenesInRows,
        Some(RowsName::Samples) => Orientation::SamplesInRows,
    };
    let limits = CountLimits::default();
    let counts = CountMatrix::open(counts, orientation, Some(samples.samples()), &limits)?;
    Ok(Data { counts, samples, name, files, design: None })
}

impl Data {
    /// What a fit grows with.
    pub(super) fn costs(&self, coefficients: usize, permutations: usize) -> Vec<Cost> {
        let (genes, samples) = (self.counts.genes().len(), self.samples.samples().len());
        let fits = (genes as u64).saturating_mul(permutations as u64 + 1);
        vec![
            Cost::counted("genes", genes, "gene"),
            Cost::counted("samples", samples, "sample"),
            Cost::counted("coefficients of a gene", coefficients, "coefficient"),
            Cost::modelled("fits of genes", fits, "fit"),
            Cost::modelled("counts held", genes as u64 * samples as u64 * 8, "byte"),
        ]
    }
}
