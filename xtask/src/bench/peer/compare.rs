//! Lining up what both sides measured.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

/// Both sides of one benchmark.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) id: String,
    /// The median of the rounds' medians.
    pub(crate) ours_ns: f64,
    pub(crate) peer_ns: f64,
    /// Ours divided by the peer's, the median of the rounds.
    pub(crate) ratio: f64,
    /// Its least and greatest value in any round.
    pub(crate) ratio_range: (f64, f64),
}

/// The median times of one turn of both sides, in nanoseconds, by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Round {
    pub(crate) ours: BTreeMap<String, f64>,
    pub(crate) peer: BTreeMap<String, f64>,
}

/// Lines up what both sides measured, round by round.
pub(super) fn compare(rounds: &[Round]) -> Result<Vec<Comparison>> {
    let Some(first) = rounds.first() else { return Ok(Vec::new()) };
    let mut compared = Vec::new();
    for id in first.peer.keys() {
        let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for Round { ours: own, peer } in rounds {
            let own = own
                .get(id)
                .with_context(|| format!("the peer measures `{id}`, for which no benchmark ran"))?;
            let peer = peer
                .get(id)
                .with_context(|| format!("the peer measured `{id}` in some rounds only"))?;
            ours.push(*own);
            theirs.push(*peer);
            ratios.push(own / peer);
        }
        let ratio = median(&mut ratios);
        compared.push(Comparison {
            id: id.clone(),
            ours_ns: median(&mut ours),
            peer_ns: median(&mut theirs),
            ratio,
            ratio_range: (ratios[0], ratios[ratios.len() - 1]),
        });
    }
    Ok(compared)
}

/// Sorts the values and returns their middle, the mean of two where their number is even.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { (values[middle - 1] + values[middle]) / 2.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(ours: f64, peer: f64) -> Round {
        let one = |value| BTreeMap::from([("step/vit".to_owned(), value)]);
        Round { ours: one(ours), peer: one(peer) }
    }

    #[test]
    fn the_ratio_is_taken_within_each_round() {
        // The machine is twice as slow in the second round, for both sides alike.
        let rounds = [round(100.0, 100.0), round(220.0, 200.0), round(90.0, 100.0)];
        let compared = compare(&rounds).expect("both sides measured it");
        assert_eq!(compared.len(), 1);
        assert_eq!(compared[0].ours_ns, 100.0);
        assert_eq!(compared[0].peer_ns, 100.0);
        assert_eq!(compared[0].ratio, 1.0);
        assert_eq!(compared[0].ratio_range, (0.9, 1.1));
    }

    #[test]
    fn a_name_that_only_the_peer_knows_is_an_error() {
        let rounds =
            [Round { peer: BTreeMap::from([("step/vti".to_owned(), 1.0)]), ..Round::default() }];
        let error = compare(&rounds).expect_err("no such benchmark").to_string();
        assert_eq!(error, "the peer measures `step/vti`, for which no benchmark ran");
    }
}
