/// P-values adjusted for the false discovery rate (Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995), 289–300), in
/// the order of the given ones; what has none gets none, and does not count.
///
/// ```
/// use neuron_expression::benjamini_hochberg;
///
/// let adjusted = benjamini_hochberg(&[Some(0.01), None, Some(0.04), Some(0.03)]);
/// assert_eq!(adjusted, [Some(0.03), None, Some(0.04), Some(0.04)]);
/// ```
#[must_use]
pub fn benjamini_hochberg(p_values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> =
        p_values.iter().enumerate().filter_map(|(place, p)| Some((place, (*p)?))).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let count = order.len();
    let mut adjusted = vec![None; p_values.len()];
    let mut least: f64 = 1.0;
    for (below, (place, p)) in order.into_iter().enumerate() {
        let rank = count - below;
        least = least.min(p * (count as f64 / rank as f64));
        adjusted[place] = Some(least);
    }
    adjusted
}
