use crate::cli::args::{ExpressionArgs, RowsName};
use crate::cli::error::CommandError;
use neuron_expression::{CountLimits, CountMatrix, Orientation, SampleTable, datasets};

/// Formula of the embedded data.
const DEFAULT_DESIGN: &str = "~ type + condition";

/// Counts, samples and where they are from.
pub(super) struct Data {
    pub(super) counts: CountMatrix,
    pub(super) samples: SampleTable,
    pub(super) name: String,
    /// The formula, where the data have one of their own.
    pub(super) design: Option<&'static str>,
}

pub(super) fn open(args: &ExpressionArgs) -> Result<Data, CommandError> {
    let (Some(counts), Some(samples)) = (&args.counts, &args.samples) else {
        let (counts, samples) = datasets::pasilla()?;
        let name = "pasilla, embedded (GEO GSE18508)".to_owned();
        return Ok(Data { counts, samples, name, design: Some(DEFAULT_DESIGN) });
    };
    let name = counts.display().to_string();
    let samples = SampleTable::open(samples)?;
    let orientation = match args.rows {
        None => Orientation::Told,
        Some(RowsName::Genes) => Orientation::GenesInRows,
        Some(RowsName::Samples) => Orientation::SamplesInRows,
    };
    let limits = CountLimits::default();
    let counts = CountMatrix::open(counts, orientation, Some(samples.samples()), &limits)?;
    Ok(Data { counts, samples, name, design: None })
}
