//! Local realignment: haplotypes of candidate events, and how well every read fits each of them.

mod enumerate;
mod event;
mod fragments;
mod pair_hmm;
mod region;
mod repeat;
mod trim;

pub(crate) use enumerate::{Haplotype, MOST_EVENTS, haplotypes};
pub(crate) use event::SequenceEvent;
pub(crate) use fragments::Fragments;
pub(crate) use region::{Region, regions};
pub(crate) use repeat::repeat_at;
