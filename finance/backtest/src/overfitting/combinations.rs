/// Every choice of `chosen` of `0..count`, in lexicographic order.
pub(super) fn combinations(count: usize, chosen: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    if chosen > count {
        return all;
    }
    let mut current: Vec<usize> = (0..chosen).collect();
    loop {
        all.push(current.clone());
        // The last place that can still move up.
        let Some(place) = (0..chosen).rev().find(|&i| current[i] < count - chosen + i) else {
            return all;
        };
        current[place] += 1;
        for later in place + 1..chosen {
            current[later] = current[later - 1] + 1;
        }
    }
}

/// How many choices there are, or none if more than a `u64` holds.
pub(super) fn binomial(count: usize, chosen: usize) -> Option<u64> {
    (0..chosen as u64).try_fold(1_u64, |product, i| {
        product.checked_mul(count as u64 - i).map(|product| product / (i + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_choices_once_and_in_order() {
        let all = combinations(5, 3);
        assert_eq!(all.len() as u64, binomial(5, 3).unwrap());
        assert_eq!(all[0], [0, 1, 2]);
        assert_eq!(all[9], [2, 3, 4]);
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(binomial(16, 8), Some(12_870));
        assert_eq!(combinations(3, 3), [[0, 1, 2]]);
    }
}
