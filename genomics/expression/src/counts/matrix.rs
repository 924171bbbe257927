use crate::ExpressionError;
use std::collections::HashMap;

/// Counts `[genes, samples]` with unique names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountMatrix {
    genes: Vec<String>,
    samples: Vec<String>,
    values: Vec<u32>,
    notes: Vec<String>,
}

impl CountMatrix {
    /// Counts of named genes in named samples, gene after gene.
    ///
    /// ```
    /// use neuron_expression::CountMatrix;
    ///
    /// let genes = vec!["ADH1".into(), "ACT1".into()];
    /// let samples = vec!["a".into(), "b".into(), "c".into()];
    /// let counts = CountMatrix::new(genes, samples, vec![0, 3, 5, 900, 1_000, 870])?;
    /// assert_eq!(counts.gene(1), [900, 1_000, 870]);
    /// # Ok::<(), neuron_expression::ExpressionError>(())
    /// ```
    ///
    /// # Errors
    /// [`ExpressionError::Duplicate`] for two genes or samples of one name, [`ExpressionError::Model`] where the number
    /// of values is not genes × samples or a count exceeds 2³¹ − 1.
    pub fn new(
        genes: Vec<String>,
        samples: Vec<String>,
        values: Vec<u32>,
    ) -> Result<Self, ExpressionError> {
        if Some(values.len()) != genes.len().checked_mul(samples.len()) {
            return Err(ExpressionError::Model(format!(
                "{} counts are not {} genes times {} samples",
                values.len(),
                genes.len(),
                samples.len()
            )));
        }
        if values.iter().any(|&value| value > i32::MAX as u32) {
            return Err(ExpressionError::Model(
                "a count is greater than 2147483647, which no sequencing run reaches".into(),
            ));
        }
        unique("gene", &genes)?;
        unique("sample", &samples)?;
        Ok(Self { genes, samples, values, notes: Vec::new() })
    }

    /// Names of the genes.
    #[must_use]
    pub fn genes(&self) -> &[String] {
        &self.genes
    }

    /// Names of the samples.
    #[must_use]
    pub fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Counts of a gene, one for each sample.
    ///
    /// # Panics
    /// If there are not so many genes.
    #[must_use]
    pub fn gene(&self, gene: usize) -> &[u32] {
        &self.values[gene * self.samples.len()..(gene + 1) * self.samples.len()]
    }

    /// What a reader left out, for a person.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    pub(crate) fn note(&mut self, text: String) {
        self.notes.push(text);
    }

    /// The counts of these samples, in this order.
    ///
    /// # Errors
    /// [`ExpressionError::SampleNames`] naming samples that are not there, or that are left over, since a sample that
    /// is silently left out is rarely meant.
    pub fn arranged(&self, samples: &[String]) -> Result<Self, ExpressionError> {
        let places: HashMap<&str, usize> =
            self.samples.iter().enumerate().map(|(place, name)| (name.as_str(), place)).collect();
        let missing: Vec<&str> =
            samples.iter().map(String::as_str).filter(|name| !places.contains_key(name)).collect();
        let advice = "make the names equal, or leave the rest out of both files";
        let difference = |names: &[&str], of, other| ExpressionError::SampleNames {
            count: names.len(),
            of,
            other,
            names: first_names(names),
            advice,
        };
        if !missing.is_empty() {
            return Err(difference(&missing, "table of samples", "counts"));
        }
        unique("sample", samples)?;
        let wanted: std::collections::HashSet<&str> = samples.iter().map(String::as_str).collect();
        let extra: Vec<&str> =
            self.samples.iter().map(String::as_str).filter(|name| !wanted.contains(name)).collect();
        if !extra.is_empty() {
            return Err(difference(&extra, "counts", "table of samples"));
        }
        let order: Vec<usize> = samples.iter().map(|name| places[name.as_str()]).collect();
        let values = self
            .values
            .chunks(self.samples.len().max(1))
            .flat_map(|row| order.iter().map(|&place| row[place]))
            .collect();
        let (genes, notes) = (self.genes.clone(), self.notes.clone());
        Ok(Self { genes, samples: samples.to_vec(), values, notes })
    }
}

/// The first few names of a list, for a message.
pub(crate) fn first_names(names: &[&str]) -> String {
    let shown = names.iter().take(5).map(|name| format!("`{name}`"));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    if names.len() > 5 {
        text.push_str(", …");
    }
    text
}

pub(crate) fn unique(kind: &'static str, names: &[String]) -> Result<(), ExpressionError> {
    let mut seen = HashMap::with_capacity(names.len());
    for (place, name) in names.iter().enumerate() {
        if let Some(first) = seen.insert(name.as_str(), place + 1) {
            let name = name.clone();
            return Err(ExpressionError::Duplicate { kind, name, first, second: place + 1 });
        }
    }
    Ok(())
}
