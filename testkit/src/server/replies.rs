use super::{Reply, Request};

type Answer = dyn Fn(&Request) -> Reply + Send + Sync;

/// What requests are answered with.
pub(super) enum Replies {
    /// By their number; the last one for ever.
    InOrder(Vec<Reply>),
    /// By what is asked.
    By(Box<Answer>),
}

impl Replies {
    pub(super) fn to(&self, number: usize, request: &Request) -> Reply {
        match self {
            Self::InOrder(replies) => replies[number.min(replies.len() - 1)].clone(),
            Self::By(answer) => answer(request),
        }
    }

    /// Whether a request is left unread, which has to be known before it is read.
    pub(super) fn resets(&self, number: usize) -> bool {
        match self {
            Self::InOrder(replies) => replies[number.min(replies.len() - 1)].resets_after.is_some(),
            Self::By(_) => false,
        }
    }
}
