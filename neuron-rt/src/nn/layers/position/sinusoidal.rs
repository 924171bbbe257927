use crate::graph::{Builder, DType, GraphError, Literal, Result, Tensor};

/// Sines and cosines of the position at geometrically spaced frequencies (Vaswani et al., 2017):
/// feature `2 i` is `sin(t / 10000^(2 i / features))`, feature `2 i + 1` the cosine of the same.
///
/// # Shapes
/// → `[positions, features]`
///
/// # Errors
/// Where `features` is odd.
pub fn sinusoidal_1d(
    builder: &Builder,
    dtype: DType,
    positions: usize,
    features: usize,
) -> Result<Tensor> {
    check(builder, "sinusoidal_1d", features, 2)?;
    let mut table = Vec::with_capacity(positions * features);
    for position in 0..positions {
        for pair in 0..features / 2 {
            let angle = position as f64 * frequency(2 * pair, features);
            table.extend([angle.sin(), angle.cos()]);
        }
    }
    Ok(builder.constant(Literal::from_f64(dtype, [positions, features], &table)?))
}

/// As [`sinusoidal_1d`] for the patches of an image, row by row: a quarter of the features each for
/// the sines of the column, its cosines, the sines of the row and its cosines (Chen et al., *An
/// empirical study of training self-supervised vision transformers*, 2021).
///
/// # Shapes
/// → `[height × width, features]`
///
/// # Errors
/// Where `features` is not a multiple of 4.
pub fn sinusoidal_2d(
    builder: &Builder,
    dtype: DType,
    [height, width]: [usize; 2],
    features: usize,
) -> Result<Tensor> {
    check(builder, "sinusoidal_2d", features, 4)?;
    let quarter = features / 4;
    let mut table = Vec::with_capacity(height * width * features);
    for row in 0..height {
        for column in 0..width {
            for place in [column, row] {
                let angle = |i| place as f64 * frequency(i, quarter);
                table.extend((0..quarter).map(|i| angle(i).sin()));
                table.extend((0..quarter).map(|i| angle(i).cos()));
            }
        }
    }
    Ok(builder.constant(Literal::from_f64(dtype, [height * width, features], &table)?))
}

/// Radians a position.
fn frequency(index: usize, features: usize) -> f64 {
    10_000f64.powf(-(index as f64) / features as f64)
}

fn check(
    builder: &Builder,
    op: &'static str,
    features: usize,
    parts: usize,
) -> std::result::Result<(), GraphError> {
    if features > 0 && features.is_multiple_of(parts) {
        return Ok(());
    }
    Err(builder.mismatch(op, format!("needs a multiple of {parts} features, found {features}")))
}
