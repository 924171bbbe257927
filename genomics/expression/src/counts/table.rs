use super::value::count;
use super::{CountLimits, CountMatrix, Orientation};
use crate::error::{CountFault, ExpressionError};

/// Columns that featureCounts (Subread) puts between the gene and the counts.
const FEATURE_COUNTS: [&str; 5] = ["Chr", "Start", "End", "Strand", "Length"];

/// Reads a table with names in the first row and the first column, separated by tabs, commas or semicolons.
///
/// The corner may be missing, as R's `write.table` leaves it out. Lines that begin with `#` are skipped, as are the
/// columns Chr, Start, End, Strand and Length of featureCounts; rows of HTSeq whose name begins with `__` are left out
/// and noted.
///
/// ```
/// use neuron_expression::{CountLimits, Orientation, read_table};
///
/// let text = "gene\ta\tb\nADH1\t0\t3\nACT1\t900\t870\n";
/// let counts = read_table("mine.tsv", text, Orientation::Told, None, &CountLimits::default())?;
/// assert_eq!((counts.samples(), counts.gene(1)), (&["a".to_owned(), "b".to_owned()][..], &[900, 870][..]));
///
/// let error = read_table("mine.tsv", "gene\ta\nADH1\t-3\n", Orientation::Told, None, &CountLimits::default());
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "`mine.tsv`, line 2, column 2: gene `ADH1` in sample `a` is `-3`, expected a count of 0 or more"
/// );
/// # Ok::<(), neuron_expression::ExpressionError>(())
/// ```
///
/// # Errors
/// [`ExpressionError`] with file, line, column, gene and sample for whatever is no count, a row of another length,
/// names that occur twice, or more than `limits` allow.
pub fn read_table(
    file: &str,
    text: &str,
    orientation: Orientation,
    samples: Option<&[String]>,
    limits: &CountLimits,
) -> Result<CountMatrix, ExpressionError> {
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
    let mut columns: Vec<usize> = Vec::new();
    let (mut rows, mut values, mut notes): (Vec<String>, Vec<u32>, Vec<String>) =
        Default::default();
    let mut transposed = orientation == Orientation::SamplesInRows;
    let mut record = csv::StringRecord::new();
    let mut width = 0;
    while reader.read_record(&mut record).map_err(|error| whole(error.to_string()))? {
        let line = record.position().map_or(0, csv::Position::line);
        let at = |what: String| ExpressionError::Line { file: file.to_owned(), line, what };
        if record.len() == 1 && record[0].trim().is_empty() {
            continue;
        }
        let Some(names) = &mut header else {
            header = Some(record.iter().map(|name| name.trim().to_owned()).collect());
            continue;
        };
        if rows.is_empty() && notes.is_empty() && width == 0 {
            // The first row says whether the header has a corner.
            if names.len() == record.len() {
                names.remove(0);
            }
            if names.len() + 1 != record.len() {
                let (found, expected) = (record.len(), names.len());
                return Err(at(format!("{found} fields, expected {expected} as in the header")));
            }
            width = record.len();
            columns = (0..names.len()).collect();
            if names.len() > 5 && names[..5] == FEATURE_COUNTS {
                columns.drain(..5);
            }
            if let (Orientation::Told, Some(samples)) = (orientation, samples) {
                let known = |name: &String| samples.iter().any(|sample| sample == name);
                transposed = !columns.iter().any(|&c| known(&names[c]))
                    && known(&record[0].trim().to_owned());
            }
        }
        if record.len() != width {
            return Err(at(format!(
                "{} fields, expected {width} as in the rows above",
                record.len()
            )));
        }
        let name = record[0].trim();
        if name.is_empty() {
            return Err(at("a row without a name".into()));
        }
        if !transposed && name.starts_with("__") {
            notes.push(name.to_owned());
            continue;
        }
        if values.len() + columns.len() > limits.cells {
            return Err(at(format!("more than {} counts", limits.cells)));
        }
        for &column in &columns {
            let field = &record[column + 1];
            match count(field) {
                Ok(value) => values.push(value),
                Err(expected) => {
                    let (gene, sample) = match transposed {
                        true => (names[column].as_str(), name),
                        false => (name, names[column].as_str()),
                    };
                    return Err(Box::new(CountFault {
                        file: file.to_owned(),
                        line,
                        column: column + 2,
                        gene: gene.to_owned(),
                        sample: sample.to_owned(),
                        found: field.to_owned(),
                        expected,
                    })
                    .into());
                }
            }
        }
        rows.push(name.to_owned());
    }
    let Some(names) = header.filter(|_| !rows.is_empty()) else {
        return Err(whole(
            "it has no counts; expected a header with samples and a row for each gene".into(),
        ));
    };
    let names: Vec<String> = columns.iter().map(|&column| names[column].clone()).collect();
    let made = match transposed {
        false => CountMatrix::new(rows, names, values),
        true => {
            let across = names.len();
            let turned = (0..across)
                .flat_map(|gene| values.iter().skip(gene).step_by(across).copied())
                .collect();
            CountMatrix::new(names, rows, turned)
        }
    };
    let mut matrix = made.map_err(|error| whole(error.to_string()))?;
    if !notes.is_empty() {
        matrix.note(format!("left out the rows {}, which are no genes", notes.join(", ")));
    }
    Ok(matrix)
}
