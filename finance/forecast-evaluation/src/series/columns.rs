use super::Frequency;
use serde::Serialize;

/// A column that goes beside the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CovariateColumn {
    /// The column's name.
    pub name: String,
    /// Whether its future is known.
    pub known_ahead: bool,
}

/// What a time without a row means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GapPolicy {
    /// A mistake.
    #[default]
    Refuse,
    /// A value that is not known.
    Missing,
    /// No demand.
    Zero,
}

/// How a long table is read: which column is what, and what is refused.
///
/// A row whose target is empty is a missing value; such rows after an item's last target carry
/// its future covariates. Empty cells and `NA`, `NaN`, `null` are missing; `true` and `false`
/// (in any case) are 1 and 0.
///
/// ```
/// use neuron_forecast_evaluation::series::LongTable;
/// let text = "id,day,sold,price\n\
///             tea,2024-01-01,3,1.0\n\
///             tea,2024-01-02,4,1.0\n\
///             tea,2024-01-03,,0.8\n";
/// let set = LongTable::new("id", "day", "sold").known("price").read(text.as_bytes())?;
/// assert_eq!(set.series()[0].target, [Some(3.0), Some(4.0)]);
/// assert_eq!(set.series()[0].covariate_at(0, 2), Some(0.8));
/// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LongTable {
    /// The column that names the item.
    pub item: String,
    /// The column of times, see [`parse_time`](super::parse_time).
    pub time: String,
    /// The column to be forecast.
    pub target: String,
    /// The columns beside it.
    pub covariates: Vec<CovariateColumn>,
    /// The columns that hold one value for all rows of an item.
    pub metadata: Vec<String>,
    /// The frequency; found from the times if not given.
    pub frequency: Option<Frequency>,
    /// What a time without a row means.
    pub gaps: GapPolicy,
    /// Sort the rows of an item rather than refuse unsorted ones.
    pub sort: bool,
    /// Take negative targets as returns rather than refuse them.
    pub allow_negative: bool,
    /// Refuse targets that never change rather than note them.
    pub refuse_constant: bool,
    /// What separates cells.
    pub delimiter: u8,
    /// Numbers have a decimal comma.
    pub decimal_comma: bool,
}

impl LongTable {
    /// A table of these three columns, separated by commas, everything odd refused except
    /// constant series.
    #[must_use]
    pub fn new(item: &str, time: &str, target: &str) -> Self {
        Self {
            item: item.to_owned(),
            time: time.to_owned(),
            target: target.to_owned(),
            covariates: Vec::new(),
            metadata: Vec::new(),
            frequency: None,
            gaps: GapPolicy::Refuse,
            sort: false,
            allow_negative: false,
            refuse_constant: false,
            delimiter: b',',
            decimal_comma: false,
        }
    }

    /// Adds a covariate whose future is known.
    #[must_use]
    pub fn known(mut self, name: &str) -> Self {
        self.covariates.push(CovariateColumn { name: name.to_owned(), known_ahead: true });
        self
    }

    /// Adds a covariate that is known in the past only.
    #[must_use]
    pub fn past_only(mut self, name: &str) -> Self {
        self.covariates.push(CovariateColumn { name: name.to_owned(), known_ahead: false });
        self
    }

    /// Adds a column of metadata.
    #[must_use]
    pub fn metadata(mut self, name: &str) -> Self {
        self.metadata.push(name.to_owned());
        self
    }

    /// Takes the separator that the header shows: semicolons, and with them decimal commas, where it has
    /// more of them than commas.
    ///
    /// ```
    /// use neuron_forecast_evaluation::series::LongTable;
    /// let text = "id;day;sold\ntea;2024-01-01;3,5\ntea;2024-01-02;4\n";
    /// let table = LongTable::new("id", "day", "sold").separated_as(text.as_bytes());
    /// assert_eq!(table.read(text.as_bytes())?.series()[0].target, [Some(3.5), Some(4.0)]);
    /// # Ok::<(), neuron_forecast_evaluation::EvaluationError>(())
    /// ```
    #[must_use]
    pub fn separated_as(mut self, text: &[u8]) -> Self {
        let header = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |separator: u8| header.iter().filter(|&&byte| byte == separator).count();
        if count(b';') > count(b',') {
            (self.delimiter, self.decimal_comma) = (b';', true);
        }
        self
    }
}
