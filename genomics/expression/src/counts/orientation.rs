/// What the rows of a table of counts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// Genes in rows, unless the names of the header are no samples and samples are known.
    #[default]
    Told,
    /// Genes in rows, samples in columns.
    GenesInRows,
    /// Samples in rows, genes in columns.
    SamplesInRows,
}
