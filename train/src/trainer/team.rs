//! Processes that train one run together.

use super::{Sharing, TrainError, TrainerConfig};
use neuron_data::loading::Share;
use neuron_random::{RngCore, Stream};
use neuron_rt::Device;

/// How many numbers each device gives at a roll call.
pub(super) const ROLL_CALL: usize = 2;

/// Sums of whole numbers below this, over fewer devices than this, are exact in f32.
const DISTINCT: u32 = 1 << 12;

/// Who shares each batch: the devices of this process, and other processes with as many.
///
/// All processes do the same to the same bits, but for the rows of a batch that they load. The first
/// alone writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Team {
    process: usize,
    pub(super) sharing: Sharing,
}

impl Team {
    pub(super) fn of(device: &Device) -> Self {
        let process = device.process().map_or(0, |process| process.rank as usize);
        Self { process, sharing: Sharing::of(device) }
    }

    /// Whether there are other processes.
    pub(super) fn has_others(&self) -> bool {
        self.sharing.processes > 1
    }

    /// Which rows of a batch this process loads.
    pub(super) fn share(&self) -> Share {
        Share { index: self.process, of: self.sharing.processes }
    }

    /// What a device gives at the roll call of a step: whether to stop after it, and a number that
    /// differs between processes which are not at the same step of the same run.
    pub(super) fn call(&self, stop: bool, step: u64, of: &RollCall<'_>) -> [f32; ROLL_CALL] {
        [f32::from(u8::from(stop)), of.number(step)]
    }

    /// What the sums over all devices say: whether to stop.
    ///
    /// # Errors
    /// [`TrainError::Apart`].
    pub(super) fn said(
        &self,
        sums: &[f32],
        step: u64,
        of: &RollCall<'_>,
    ) -> Result<bool, TrainError> {
        let expected = of.number(step) * self.sharing.replicas() as f32;
        if sums.get(1) != Some(&expected) {
            return Err(TrainError::Apart { step, processes: self.sharing.processes });
        }
        Ok(sums[0] > 0.0)
    }
}

/// What all processes of a run have in common.
pub(super) struct RollCall<'a> {
    pub(super) config: &'a TrainerConfig,
    /// Examples to learn from.
    pub(super) examples: usize,
}

impl RollCall<'_> {
    /// Drawn from all of it: a small number, exact as f32.
    fn number(&self, step: u64) -> f32 {
        let TrainerConfig { seed, batch_size, accumulate, epochs, learning_rate, .. } = self.config;
        let parts = [
            step,
            self.examples as u64,
            *batch_size as u64,
            *accumulate as u64,
            u64::from(*epochs),
            learning_rate.to_bits(),
        ];
        let drawn = parts
            .into_iter()
            .fold(*seed, |seed, part| Stream::new(seed, "roll call").sample(part).rng().next_u64());
        (drawn % u64::from(DISTINCT)) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEAM: Team = Team { process: 1, sharing: Sharing { processes: 3, devices: 2 } };

    fn sums(calls: &[[f32; ROLL_CALL]]) -> [f32; ROLL_CALL] {
        calls.iter().fold([0.0; ROLL_CALL], |sum, call| [sum[0] + call[0], sum[1] + call[1]])
    }

    #[test]
    fn one_that_is_asked_to_stop_stops_all() {
        let config = TrainerConfig::default();
        let run = RollCall { config: &config, examples: 100 };
        let calls = |stops: [bool; 6]| stops.map(|stop| TEAM.call(stop, 7, &run));
        let none = sums(&calls([false; 6]));
        assert!(!TEAM.said(&none, 7, &run).unwrap());
        let two = sums(&calls([false, false, true, true, false, false]));
        assert!(TEAM.said(&two, 7, &run).unwrap());
    }

    #[test]
    fn processes_that_are_apart_are_told() {
        let config = TrainerConfig::default();
        let run = RollCall { config: &config, examples: 100 };
        let other_seed = TrainerConfig { seed: 1, ..TrainerConfig::default() };
        let others = [
            (8, RollCall { config: &config, examples: 100 }),
            (7, RollCall { config: &config, examples: 99 }),
            (7, RollCall { config: &other_seed, examples: 100 }),
        ];
        for (step, other) in others {
            let mut calls = [TEAM.call(false, 7, &run); 6];
            calls[4] = TEAM.call(false, step, &other);
            let said = TEAM.said(&sums(&calls), 7, &run).unwrap_err().to_string();
            assert!(said.contains("not at the same step of the same run"), "{said}");
        }
    }
}
