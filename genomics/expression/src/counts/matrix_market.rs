use super::value::count;
use super::{CountLimits, CountMatrix};
use crate::error::{CountFault, ExpressionError};

/// Reads a sparse matrix in the Matrix Market exchange format (NIST; Boisvert and others, 1996) with a file of genes
/// and one of samples, each a line, of which the first column counts: the layout of 10x Genomics. Each file is its
/// name and its text.
///
/// # Errors
/// [`ExpressionError`] with file and line for another kind of matrix, sizes that do not agree or exceed the limits,
/// entries out of range or given twice, and whatever is no count.
pub fn read_matrix_market(
    matrix: (&str, &str),
    genes: (&str, &str),
    samples: (&str, &str),
    limits: &CountLimits,
) -> Result<CountMatrix, ExpressionError> {
    let (file, text) = matrix;
    let at = |line: usize, what: String| ExpressionError::Line {
        file: file.to_owned(),
        line: line as u64,
        what,
    };
    let names = |text: &str| -> Vec<String> {
        let fields = text.lines().map(|line| line.split('\t').next().unwrap_or_default().trim());
        fields.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let (rows, columns) = (names(genes.1), names(samples.1));
    let banner = text.lines().next().unwrap_or_default().to_lowercase();
    let words: Vec<&str> = banner.split_whitespace().collect();
    let sound = words.len() == 5
        && words[..3] == ["%%matrixmarket", "matrix", "coordinate"]
        && matches!(words[3], "integer" | "real")
        && words[4] == "general";
    if !sound {
        let expected = "%%MatrixMarket matrix coordinate integer general";
        return Err(at(1, format!("expected `{expected}`")));
    }
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('%'));
    let (line, sizes) = lines.next().ok_or_else(|| at(2, "the sizes are missing".into()))?;
    let sizes: Vec<usize> =
        sizes.split_whitespace().filter_map(|field| field.parse().ok()).collect();
    let &[height, width, entries] = sizes.as_slice() else {
        return Err(at(line, "expected numbers of rows, columns and entries".into()));
    };
    for (size, names, of) in [(height, rows.len(), genes.0), (width, columns.len(), samples.0)] {
        if size != names {
            return Err(at(line, format!("size {size}, but `{of}` has {names} names")));
        }
    }
    let cells = height.checked_mul(width).filter(|&cells| cells <= limits.cells);
    let cells = cells.ok_or_else(|| {
        at(line, format!("{height} × {width} counts are more than {}", limits.cells))
    })?;
    let mut values: Vec<Option<u32>> = vec![None; cells];
    let mut found = 0;
    for (line, entry) in lines {
        let fields: Vec<&str> = entry.split_whitespace().collect();
        let &[row, column, value] = fields.as_slice() else {
            return Err(at(
                line,
                format!("{} fields, expected row, column and count", fields.len()),
            ));
        };
        let place = |field: &str, size: usize| {
            field.parse::<usize>().ok().filter(|place| (1..=size).contains(place))
        };
        let (Some(r), Some(c)) = (place(row, height), place(column, width)) else {
            return Err(at(line, format!("entry {row}, {column} is not in {height} × {width}")));
        };
        let value = count(value).map_err(|expected| {
            Box::new(CountFault {
                file: file.to_owned(),
                line: line as u64,
                column: 3,
                gene: rows[r - 1].clone(),
                sample: columns[c - 1].clone(),
                found: value.to_owned(),
                expected,
            })
        })?;
        if values[(r - 1) * width + c - 1].replace(value).is_some() {
            return Err(at(line, format!("entry {r}, {c} is given twice")));
        }
        found += 1;
    }
    let whole = |what: String| ExpressionError::File { file: file.to_owned(), what };
    if found != entries {
        return Err(whole(format!("{found} entries, expected {entries}")));
    }
    let values = values.into_iter().map(Option::unwrap_or_default).collect();
    CountMatrix::new(rows, columns, values).map_err(|error| whole(error.to_string()))
}
