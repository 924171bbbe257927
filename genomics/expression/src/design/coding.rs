use super::Variable;
use super::variable::VariableValues;

/// Columns of a variable or of a term: a name, and a value for each sample.
pub(super) type Columns = Vec<(String, Vec<f64>)>;

/// How a factor becomes columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// One column for each level but the reference.
    Treatment,
    /// One column for each level.
    Indicators,
}

/// The columns of a variable, with names as R has them: the variable and the level.
pub(super) fn columns(variable: &Variable, label: &str, coding: Coding) -> Columns {
    match &variable.values {
        VariableValues::Numbers(values) => vec![(label.to_owned(), values.clone())],
        VariableValues::Factor { levels, of_sample } => {
            let first = usize::from(coding == Coding::Treatment);
            let column = |level: usize| {
                let values =
                    of_sample.iter().map(|&own| f64::from(u8::from(own == level))).collect();
                (format!("{label}{}", levels[level]), values)
            };
            (first..levels.len()).map(column).collect()
        }
    }
}

/// All products of a column of each factor; those of the first vary fastest.
pub(super) fn products(factors: &[Columns]) -> Columns {
    let mut product: Columns = factors[0].clone();
    for factor in &factors[1..] {
        let mut next = Columns::new();
        for (right, values) in factor {
            for (left, before) in &product {
                let both = before.iter().zip(values).map(|(a, b)| a * b).collect();
                next.push((format!("{left}:{right}"), both));
            }
        }
        product = next;
    }
    product
}

/// A name that can be typed: whatever is no letter, digit, point or underscore becomes a point (R's `make.names`).
pub(super) fn typed(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '.' })
        .collect();
    let digit = |c: char| c.is_ascii_digit();
    let after_point =
        |mut rest: std::str::Chars<'_>| rest.next() == Some('.') && rest.next().is_some_and(digit);
    if plain.starts_with(digit) || plain.starts_with('_') || after_point(plain.chars()) {
        return format!("X{plain}");
    }
    plain
}
