use super::{TokensConfig, Vocabulary};
use neuron_sequence_features::FeaturesError;

/// What a run knows of its tokens beside its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Learnt {
    pub(crate) vocabulary: Option<Vocabulary>,
    /// Tokens of an example, without those around it, where the bases do not tell.
    pub(crate) room: Option<usize>,
}

impl Learnt {
    /// Learns from the training sequences alone, unless the vocabulary is given, and with it the most room; `bases` is
    /// the length of the longest sequence of all.
    pub(crate) fn from_training(
        tokens: &TokensConfig,
        given: Self,
        train: &[&[u8]],
        bases: usize,
    ) -> Result<Self, FeaturesError> {
        let vocabulary = match given.vocabulary {
            Some(vocabulary) => Some(vocabulary),
            None => Vocabulary::learn(tokens, train)?,
        };
        let room = match &vocabulary {
            Some(vocabulary) => {
                let room = vocabulary.room(train, bases)?;
                Some(given.room.map_or(room, |most| room.min(most)))
            }
            None => None,
        };
        Ok(Self { vocabulary, room })
    }
}
