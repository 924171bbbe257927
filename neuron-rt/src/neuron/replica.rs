//! Several processes or cores that train together.

use std::fmt;

/// One of several that run the same graph on batches of their own and sum over all of them.
///
/// ```
/// use neuron_rt::neuron::Replica;
/// assert_eq!(Replica::parse(Some("1"), Some("2"))?, Some(Replica { rank: 1, world: 2 }));
/// assert_eq!(Replica::parse(None, None)?, None);
/// assert!(Replica::parse(Some("2"), Some("2")).is_err());
/// # Ok::<(), neuron_rt::neuron::ReplicaError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replica {
    /// Its number, from 0.
    pub rank: u32,
    /// How many there are.
    pub world: u32,
}

/// What is wrong with what a launcher says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplicaError {
    /// They are no number among others.
    #[error(
        "`RANK` is `{rank}` and `WORLD_SIZE` is `{world}`, expected a number of processes and a \
         number below it; unset both to train with one"
    )]
    Numbers {
        /// `RANK`, or nothing.
        rank: String,
        /// `WORLD_SIZE`, or nothing.
        world: String,
    },
    /// Processes of one machine would take each other's cores.
    #[error(
        "`LOCAL_WORLD_SIZE` is {local}, and neither `NEURON_RT_VISIBLE_CORES` nor \
         `NEURON_RT_NUM_CORES` says which cores this process may use: give each process its own, \
         such as `0-3` to one and `4-7` to another, or train with one process and `--device neuron:N`"
    )]
    Cores {
        /// How many processes this machine has.
        local: u32,
    },
}

impl Replica {
    /// What the environment says, as launchers of distributed trainings set it.
    ///
    /// # Errors
    /// [`ReplicaError`].
    pub fn of_process() -> Result<Option<Self>, ReplicaError> {
        let text = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        let replica = Self::parse(text("RANK").as_deref(), text("WORLD_SIZE").as_deref())?;
        let local = text("LOCAL_WORLD_SIZE").and_then(|local| local.trim().parse().ok());
        let cores = ["NEURON_RT_VISIBLE_CORES", "NEURON_RT_NUM_CORES"].into_iter().find_map(text);
        match local {
            Some(local @ 2..) if replica.is_some() && cores.is_none() => {
                Err(ReplicaError::Cores { local })
            }
            _ => Ok(replica),
        }
    }

    /// The same from given values of `RANK` and `WORLD_SIZE`; one process alone is no replica.
    ///
    /// # Errors
    /// [`ReplicaError`].
    pub fn parse(rank: Option<&str>, world: Option<&str>) -> Result<Option<Self>, ReplicaError> {
        if rank.is_none() && world.is_none() {
            return Ok(None);
        }
        let text = |value: Option<&str>| value.unwrap_or("nothing").to_owned();
        let wrong = || ReplicaError::Numbers { rank: text(rank), world: text(world) };
        let number = |value: Option<&str>| value?.trim().parse::<u32>().ok();
        match (number(rank), number(world)) {
            (Some(0), Some(1)) => Ok(None),
            (Some(rank), Some(world)) if rank < world => Ok(Some(Self { rank, world })),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Replica {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "number {} of {}", self.rank, self.world)
    }
}
