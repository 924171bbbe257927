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

/// What is wrong with `RANK` and `WORLD_SIZE`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`RANK` is `{rank}` and `WORLD_SIZE` is `{world}`, expected a number of processes and a number \
     below it; unset both to train with one"
)]
pub struct ReplicaError {
    /// `RANK`, or nothing.
    pub rank: String,
    /// `WORLD_SIZE`, or nothing.
    pub world: String,
}

impl Replica {
    /// What the environment says, as launchers of distributed trainings set it.
    ///
    /// # Errors
    /// [`ReplicaError`].
    pub fn of_process() -> Result<Option<Self>, ReplicaError> {
        let text = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        Self::parse(text("RANK").as_deref(), text("WORLD_SIZE").as_deref())
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
        let wrong = || ReplicaError { rank: text(rank), world: text(world) };
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
        write!(f, "replica {} of {}", self.rank, self.world)
    }
}
