//! Kendall's rank correlation.

/// Kendall's τ_b of two samples of the same length, in n log n (W. R. Knight, *A computer method for
/// calculating Kendall's tau with ungrouped data*, JASA 61, 1966). Zero where a sample does not vary.
pub(super) fn kendall_tau(x: &[f64], y: &[f64]) -> f64 {
    let mut pairs: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let all = choose_two(pairs.len());
    let in_x = ties(&pairs, |a, b| a.0 == b.0);
    let in_both = ties(&pairs, |a, b| a == b);
    let mut second: Vec<f64> = pairs.iter().map(|pair| pair.1).collect();
    let swaps = sort_counting(&mut second);
    let in_y = ties(&second, |a, b| a == b);
    let score = all - in_x - in_y + in_both - 2.0 * swaps;
    let scale = ((all - in_x) * (all - in_y)).sqrt();
    if scale > 0.0 { score / scale } else { 0.0 }
}

fn choose_two(count: usize) -> f64 {
    count as f64 * (count as f64 - 1.0) / 2.0
}

/// Pairs of equals in a sorted list.
fn ties<T>(sorted: &[T], same: impl Fn(&T, &T) -> bool) -> f64 {
    sorted.chunk_by(same).map(|run| choose_two(run.len())).sum()
}

/// Sorts by merging; gives the number of pairs that stood the wrong way round.
fn sort_counting(values: &mut [f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut swaps = sort_counting(left) + sort_counting(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            merged.push(left[i]);
            i += 1;
        } else {
            // It passes all that are left on the other side.
            swaps += (left.len() - i) as f64;
            merged.push(right[j]);
            j += 1;
        }
    }
    merged.extend_from_slice(&left[i..]);
    merged.extend_from_slice(&right[j..]);
    values.copy_from_slice(&merged);
    swaps
}

#[cfg(test)]
mod tests {
    use super::kendall_tau;

    /// By its definition, over all pairs.
    fn by_pairs(x: &[f64], y: &[f64]) -> f64 {
        let sign = |a: f64, b: f64| if a == b { 0.0 } else { (a - b).signum() };
        let (mut score, mut in_x, mut in_y) = (0.0, 0.0, 0.0);
        for i in 0..x.len() {
            for j in 0..i {
                let (a, b) = (sign(x[i], x[j]), sign(y[i], y[j]));
                score += a * b;
                in_x += a * a;
                in_y += b * b;
            }
        }
        score / f64::sqrt(in_x * in_y)
    }

    #[test]
    fn it_is_the_sum_over_all_pairs() {
        let x: Vec<f64> = (0..200).map(|t| f64::from((t * 37) % 101)).collect();
        let y: Vec<f64> = (0..200).map(|t| f64::from((t * 53 + t * t) % 29)).collect();
        assert!((kendall_tau(&x, &y) - by_pairs(&x, &y)).abs() < 1e-14);
        // scipy 1.17.1: stats.kendalltau([1, 2, 3, 4], [1, 3, 2, 4]).statistic
        let found = kendall_tau(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]);
        assert!((found - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(kendall_tau(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
    }
}
