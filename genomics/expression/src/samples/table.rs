use crate::ExpressionError;
use crate::counts::read_text;
use std::path::Path;

/// Most bytes of a table of samples.
const LARGEST: u64 = 64 << 20;

/// Variables of samples: the first column of a table names the sample, the others are variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleTable {
    samples: Vec<String>,
    variables: Vec<(String, Vec<String>)>,
}

impl SampleTable {
    /// A table from names of samples and, for each variable, one value a sample.
    ///
    /// # Errors
    /// [`ExpressionError::Duplicate`] for two samples or variables of one name, [`ExpressionError::Variable`] where a
    /// variable has another number of values.
    pub fn new(
        samples: Vec<String>,
        variables: Vec<(String, Vec<String>)>,
    ) -> Result<Self, ExpressionError> {
        crate::counts::unique("sample", &samples)?;
        let names: Vec<String> = variables.iter().map(|(name, _)| name.clone()).collect();
        crate::counts::unique("variable", &names)?;
        for (name, values) in &variables {
            if values.len() != samples.len() {
                let what = format!("{} values for {} samples", values.len(), samples.len());
                return Err(ExpressionError::Variable { variable: name.clone(), what });
            }
        }
        Ok(Self { samples, variables })
    }

    /// Reads a table from a file, plain or gzip.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), or [`ExpressionError::Read`].
    pub fn open(path: &Path) -> Result<Self, ExpressionError> {
        Self::parse(&path.display().to_string(), &read_text(path, LARGEST)?)
    }

    /// Reads a table of tabs, commas or semicolons with a header.
    ///
    /// ```
    /// use neuron_expression::SampleTable;
    ///
    /// let table = SampleTable::parse("samples.csv", "sample,dex\ns1,untrt\ns2,trt\n")?;
    /// assert_eq!(table.variable("dex")?, ["untrt", "trt"]);
    /// # Ok::<(), neuron_expression::ExpressionError>(())
    /// ```
    ///
    /// # Errors
    /// [`ExpressionError`] with file and line for rows of another length, samples without a name or with the name of
    /// another, or no samples at all.
    pub fn parse(file: &str, text: &str) -> Result<Self, ExpressionError> {
        let whole = |what: String| ExpressionError::File { file: file.to_owned(), what };
        let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
        let delimiter = match first {
            line if line.contains('\t') => b'\t',
            line if line.contains(';') && !line.contains(',') => b';',
            _ => b',',
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .from_reader(text.as_bytes());
        let mut header: Option<Vec<String>> = None;
        let (mut samples, mut columns): (Vec<String>, Vec<Vec<String>>) = Default::default();
        for record in reader.records() {
            let record = record.map_err(|error| whole(error.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let at = |what: String| ExpressionError::Line { file: file.to_owned(), line, what };
            let fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
            if fields.iter().all(String::is_empty) {
                continue;
            }
            let Some(names) = &mut header else {
                header = Some(fields);
                continue;
            };
            if samples.is_empty() {
                if names.len() == fields.len() {
                    names.remove(0);
                }
                columns = vec![Vec::new(); names.len()];
            }
            if fields.len() != columns.len() + 1 {
                let (found, expected) = (fields.len(), columns.len() + 1);
                return Err(at(format!("{found} fields, expected {expected}")));
            }
            let mut fields = fields.into_iter();
            let sample = fields.next().unwrap_or_default();
            if sample.is_empty() {
                return Err(at("a sample without a name".into()));
            }
            if let Some(first) = samples.iter().position(|other| *other == sample) {
                return Err(at(format!(
                    "sample `{sample}` is there already, as number {}",
                    first + 1
                )));
            }
            samples.push(sample);
            columns.iter_mut().zip(fields).for_each(|(column, field)| column.push(field));
        }
        let names = header.filter(|_| !samples.is_empty());
        let names = names.ok_or_else(|| {
            whole("it has no samples; expected a header and a row for each".into())
        })?;
        Self::new(samples, names.into_iter().zip(columns).collect())
            .map_err(|error| whole(error.to_string()))
    }

    /// Names of the samples.
    #[must_use]
    pub fn samples(&self) -> &[String] {
        &self.samples
    }

    /// Names of the variables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().map(|(name, _)| name.as_str())
    }

    /// Values of a variable, one for each sample.
    ///
    /// # Errors
    /// [`ExpressionError::Variable`] naming those that are there.
    pub fn variable(&self, name: &str) -> Result<&[String], ExpressionError> {
        let found = self.variables.iter().find(|(one, _)| one == name);
        found.map(|(_, values)| values.as_slice()).ok_or_else(|| ExpressionError::Variable {
            variable: name.to_owned(),
            what: format!(
                "the table of samples has no such column; it has {}",
                self.names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        })
    }

    /// The table with the values of one variable in another order, for permutation tests.
    pub(crate) fn permuted(&self, variable: &str, order: &[usize]) -> Self {
        let mut table = self.clone();
        for (name, values) in &mut table.variables {
            if name == variable {
                *values = order.iter().map(|&place| values[place].clone()).collect();
            }
        }
        table
    }
}
