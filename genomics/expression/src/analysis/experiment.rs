use crate::{CountMatrix, DesignMatrix, ExpressionError, Formula, Reference, SampleTable};

/// Counts with the samples' variables and a design.
#[derive(Debug, Clone)]
pub struct Experiment {
    pub(crate) counts: CountMatrix,
    pub(crate) table: SampleTable,
    pub(crate) design: DesignMatrix,
    pub(crate) references: Vec<Reference>,
}

impl Experiment {
    /// Puts the samples of counts into the order of the table, by their names, and makes the design.
    ///
    /// # Errors
    /// [`ExpressionError::SampleNames`] for samples that only one of the two has, [`ExpressionError::EmptySample`], and
    /// those of [`DesignMatrix::new`].
    pub fn new(
        counts: &CountMatrix,
        table: SampleTable,
        formula: &Formula,
        references: &[Reference],
    ) -> Result<Self, ExpressionError> {
        let counts = counts.arranged(table.samples())?;
        for (sample, name) in counts.samples().iter().enumerate() {
            if (0..counts.genes().len()).all(|gene| counts.gene(gene)[sample] == 0) {
                return Err(ExpressionError::EmptySample { sample: name.clone() });
            }
        }
        let design = DesignMatrix::new(formula, &table, references)?;
        Ok(Self { counts, table, design, references: references.to_vec() })
    }

    /// The counts, in the order of the table of samples.
    #[must_use]
    pub fn counts(&self) -> &CountMatrix {
        &self.counts
    }

    /// The variables of the samples.
    #[must_use]
    pub fn samples(&self) -> &SampleTable {
        &self.table
    }

    /// The design.
    #[must_use]
    pub fn design(&self) -> &DesignMatrix {
        &self.design
    }
}
