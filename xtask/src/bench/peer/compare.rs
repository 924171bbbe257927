//! From the turns of both sides to the ratio of their times.

use std::collections::BTreeMap;

use super::said::Turn;

/// Both sides of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) id: String,
    /// The median of the turns.
    pub(crate) ours_ns: f64,
    pub(crate) peer_ns: f64,
    /// Ours divided by the peer's, the median of the turns.
    pub(crate) ratio: f64,
    /// Its least and greatest value in any turn.
    pub(crate) ratio_range: (f64, f64),
    /// The least time of each side in all turns.
    pub(crate) least_ns: (f64, f64),
}

/// Takes the ratio within each turn, and medians over the turns.
pub(super) fn compare(turns: &BTreeMap<String, Vec<Turn>>) -> Vec<Comparison> {
    let of_one = |(id, turns): (&String, &Vec<Turn>)| {
        let sorted = |of: fn(&Turn) -> f64| {
            let mut values: Vec<f64> = turns.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let ratios = sorted(|turn| turn.ours / turn.peer);
        let (&least, &most) = (ratios.first()?, ratios.last()?);
        Some(Comparison {
            id: id.clone(),
            ours_ns: middle(&sorted(|turn| turn.ours)),
            peer_ns: middle(&sorted(|turn| turn.peer)),
            ratio: middle(&ratios),
            ratio_range: (least, most),
            least_ns: (
                *sorted(|turn| turn.ours_least).first()?,
                *sorted(|turn| turn.peer_least).first()?,
            ),
        })
    };
    turns.iter().filter_map(of_one).collect()
}

/// The middle of sorted values, the mean of two where their number is even.
fn middle(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(turns: &[(f64, f64)]) -> Comparison {
        let turn = |&(ours, peer): &(f64, f64)| Turn {
            ours,
            peer,
            ours_least: ours - 10.0,
            peer_least: peer - 20.0,
        };
        let turns = turns.iter().map(turn).collect();
        compare(&BTreeMap::from([("step/vit".to_owned(), turns)])).remove(0)
    }

    #[test]
    fn the_ratio_is_taken_within_each_turn() {
        // The machine is twice as slow in the second turn, for both sides alike.
        let row = compared(&[(100.0, 100.0), (220.0, 200.0), (90.0, 100.0)]);
        assert_eq!((row.ours_ns, row.peer_ns), (100.0, 100.0));
        assert_eq!(row.ratio, 1.0);
        assert_eq!(row.ratio_range, (0.9, 1.1));
        assert_eq!(row.least_ns, (80.0, 80.0));
    }

    #[test]
    fn an_even_number_of_turns_has_its_middle_between_two() {
        assert_eq!(compared(&[(100.0, 100.0), (300.0, 100.0)]).ratio, 2.0);
    }
}
