use super::value::count;
use super::{CountLimits, CountMatrix};
use crate::error::{CountFault, ExpressionError};

/// Reads GCT 1.2 or 1.3 (Broad Institute, GenePattern file formats): a version, the sizes, a header, and a row for
/// each gene; the metadata of 1.3 are skipped.
///
/// # Errors
/// [`ExpressionError`] with file and line for another version, sizes that are not those of the table or exceed the
/// limits, and whatever is no count.
pub fn read_gct(
    file: &str,
    text: &str,
    limits: &CountLimits,
) -> Result<CountMatrix, ExpressionError> {
    let at = |line: usize, what: String| ExpressionError::Line {
        file: file.to_owned(),
        line: line as u64,
        what,
    };
    let mut lines =
        text.lines().enumerate().map(|(index, line)| (index + 1, line.trim_end_matches('\r')));
    let version = lines.next().map_or("", |(_, line)| line.trim());
    let parts = match version {
        "#1.2" => 2,
        "#1.3" => 4,
        other => return Err(at(1, format!("version `{other}`, expected `#1.2` or `#1.3`"))),
    };
    let sizes = lines.next().map_or("", |(_, line)| line);
    let sizes: Vec<usize> =
        sizes.split('\t').filter_map(|field| field.trim().parse().ok()).collect();
    let (genes, samples, row_metadata, column_metadata) = match (sizes.as_slice(), parts) {
        (&[genes, samples], 2) => (genes, samples, 1, 0),
        (&[genes, samples, rows, columns], 4) => (genes, samples, rows, columns),
        _ => return Err(at(2, format!("expected {parts} sizes, separated by tabs"))),
    };
    if genes.checked_mul(samples).is_none_or(|cells| cells > limits.cells) {
        return Err(at(2, format!("{genes} × {samples} counts are more than {}", limits.cells)));
    }
    let skipped = row_metadata.saturating_add(1);
    let expected = skipped.saturating_add(samples);
    let (_, header) = lines.next().ok_or_else(|| at(3, "the header is missing".into()))?;
    let names: Vec<&str> = header.split('\t').collect();
    if names.len() != expected {
        return Err(at(3, format!("{} columns, expected {expected}", names.len())));
    }
    let names: Vec<String> = names[skipped..].iter().map(|name| name.trim().to_owned()).collect();
    let (mut rows, mut values): (Vec<String>, Vec<u32>) = Default::default();
    for (line, row) in lines.skip(column_metadata).filter(|(_, row)| !row.trim().is_empty()) {
        let fields: Vec<&str> = row.split('\t').collect();
        if fields.len() != expected {
            return Err(at(line, format!("{} fields, expected {expected}", fields.len())));
        }
        if rows.len() == genes {
            return Err(at(line, format!("more rows than the {genes} of line 2")));
        }
        for (column, field) in fields.iter().enumerate().skip(skipped) {
            values.push(count(field).map_err(|expected| {
                Box::new(CountFault {
                    file: file.to_owned(),
                    line: line as u64,
                    column: column + 1,
                    gene: fields[0].to_owned(),
                    sample: names[column - skipped].clone(),
                    found: (*field).to_owned(),
                    expected,
                })
            })?);
        }
        rows.push(fields[0].trim().to_owned());
    }
    let whole = |what: String| ExpressionError::File { file: file.to_owned(), what };
    if rows.len() != genes {
        return Err(whole(format!("{} rows, expected the {genes} of line 2", rows.len())));
    }
    CountMatrix::new(rows, names, values).map_err(|error| whole(error.to_string()))
}
