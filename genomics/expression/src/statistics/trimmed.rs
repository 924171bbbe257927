/// The mean without the given share of values at each end, as R's `mean(x, trim)`.
pub(crate) fn trimmed_mean(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let left_out = (sorted.len() as f64 * share).floor() as usize;
    super::mean(&sorted[left_out..sorted.len() - left_out])
}

#[cfg(test)]
mod tests {
    use super::trimmed_mean;

    #[test]
    fn one_of_each_end() {
        assert_eq!(trimmed_mean(&[100.0, 1.0, 2.0, 3.0, -50.0], 0.2), 2.0);
        assert_eq!(trimmed_mean(&[100.0, 1.0, 2.0, 3.0, -50.0], 0.1), 11.2);
    }
}
