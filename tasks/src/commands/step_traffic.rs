use neuron_rt::neuron::Traffic;
use std::collections::BTreeMap;

/// What steps send to a device and take back, each.
///
/// A step may be preceded by weights that are placed, or by a checkpoint that is written: what most
/// steps move is what counts.
#[derive(Debug, Default)]
pub(super) struct StepTraffic {
    last: Traffic,
    up: BTreeMap<u64, u64>,
    down: BTreeMap<u64, u64>,
}

impl StepTraffic {
    /// Steps begin; what moved until now is not theirs.
    pub(super) fn begin(&mut self, now: Traffic) {
        self.last = now;
    }

    /// A step is done.
    pub(super) fn step(&mut self, now: Traffic) {
        *self.up.entry(now.up - self.last.up).or_default() += 1;
        *self.down.entry(now.down - self.last.down).or_default() += 1;
        self.last = now;
    }

    /// Bytes to the device and back of most steps; `None` before the first.
    pub(super) fn usual(&self) -> Option<(u64, u64)> {
        let most = |counts: &BTreeMap<u64, u64>| {
            let rank = |&(&bytes, &count): &(&u64, &u64)| (count, std::cmp::Reverse(bytes));
            counts.iter().max_by_key(rank).map(|(&bytes, _)| bytes)
        };
        Some((most(&self.up)?, most(&self.down)?))
    }
}

#[cfg(test)]
mod tests {
    use super::StepTraffic;
    use neuron_rt::neuron::Traffic;

    #[test]
    fn weights_and_checkpoints_are_not_what_a_step_moves() {
        let at = |up: u64, down: u64| Traffic { up, down, ..Traffic::default() };
        let mut traffic = StepTraffic::default();
        assert_eq!(traffic.usual(), None);
        traffic.begin(at(500, 100));
        // The first places 9,000 bytes of weights; before the third, 8,000 are read back.
        for (up, down) in [(9_600, 108), (9_700, 116), (9_800, 8_124), (9_900, 8_132)] {
            traffic.step(at(up, down));
        }
        assert_eq!(traffic.usual(), Some((100, 8)));
        traffic.begin(at(20_000, 9_000));
        traffic.step(at(20_100, 9_008));
        assert_eq!(traffic.usual(), Some((100, 8)));
    }
}
