use super::chart::Shape;

/// A histogram from quantiles of ascending probabilities: columns whose areas are the probabilities
/// between them. Where two quantiles are the same, there is no column.
pub(in crate::cli) fn histogram(quantiles: &[(f64, f64)]) -> Shape {
    let column = |pair: &[(f64, f64)]| {
        let ((below, left), (above, right)) = (pair[0], pair[1]);
        (right > left).then(|| (left, right, (above - below) / (right - left)))
    };
    Shape::Columns(quantiles.windows(2).filter_map(column).collect())
}

#[cfg(test)]
mod tests {
    use super::{Shape, histogram};

    #[test]
    fn areas_are_probabilities() {
        let Shape::Columns(columns) = histogram(&[(0.1, -1.0), (0.3, 1.0), (0.4, 1.0), (0.9, 2.0)])
        else {
            panic!("columns were expected")
        };
        assert_eq!(columns, [(-1.0, 1.0, (0.3 - 0.1) / 2.0), (1.0, 2.0, 0.5)]);
    }
}
