use super::SequenceEvent;
use super::fragments::Fragments;
use super::pair_hmm::{Template, Workspace};
use crate::genotype::{Pair, pairs};
use std::ops::Range;

/// More haplotypes than these are thinned out.
const MOST_HAPLOTYPES: usize = 24;
/// To so many.
const KEPT: usize = 8;
/// Most events of a region.
pub(crate) const MOST_EVENTS: usize = 10;

/// A sequence that a chromosome may have in a window.
#[derive(Clone, Debug)]
pub(crate) struct Haplotype {
    /// Bit i stands for event i.
    pub(crate) events: u32,
    /// ln P of every fragment.
    pub(crate) ln: Vec<f64>,
    bases: Vec<u8>,
}

/// The haplotypes that are made of events, each with how well the fragments fit it. Begins by the reference
/// and adds event by event, in the order given, to all that it fits on; where these become too many, those are
/// kept that are part of the likeliest genotypes.
pub(crate) fn haplotypes(
    events: &[SequenceEvent],
    ln_priors: &[f64],
    reference: &[u8],
    window: &Range<usize>,
    fragments: &Fragments<'_>,
    copies: usize,
) -> Vec<Haplotype> {
    let most_shift: usize = events.iter().map(|event| event.shift().unsigned_abs()).sum();
    let most_shift = most_shift.min(2 * super::event::LONGEST_EVENT);
    let mut workspace = Workspace::default();
    let mut fit = |mask: u32| {
        let bases = sequence(events, mask, reference, window);
        let template = Template::new(bases.clone());
        let ln = fragments.ln_likelihoods(&template, most_shift, &mut workspace);
        Haplotype { events: mask, ln, bases }
    };
    let mut all = vec![fit(0)];
    for (index, event) in events.iter().enumerate() {
        let masks: Vec<u32> = all
            .iter()
            .map(|haplotype| haplotype.events)
            .filter(|mask| {
                (0..index).all(|other| mask & (1 << other) == 0 || events[other].fits(event))
            })
            .map(|mask| mask | (1 << index))
            .collect();
        for mask in masks {
            let new = fit(mask);
            if !all.iter().any(|known| known.bases == new.bases) {
                all.push(new);
            }
        }
        if all.len() > MOST_HAPLOTYPES {
            all = thinned(all, ln_priors, fragments, copies);
        }
    }
    all
}

fn thinned(
    all: Vec<Haplotype>,
    ln_priors: &[f64],
    fragments: &Fragments<'_>,
    copies: usize,
) -> Vec<Haplotype> {
    let columns: Vec<&[f64]> = all.iter().map(|haplotype| haplotype.ln.as_slice()).collect();
    let mixed = fragments.mixed(&columns);
    let masks: Vec<u32> = all.iter().map(|haplotype| haplotype.events).collect();
    let mut ranked: Vec<Pair> = pairs(&masks, &mixed, ln_priors, copies);
    ranked.sort_by(|a, b| {
        b.ln_joint().total_cmp(&a.ln_joint()).then((a.first, a.second).cmp(&(b.first, b.second)))
    });
    // The reference stays in any case.
    let mut kept = vec![0];
    for pair in ranked {
        for index in [pair.first, pair.second] {
            if kept.len() < KEPT && !kept.contains(&index) {
                kept.push(index);
            }
        }
    }
    kept.sort_unstable();
    let mut all: Vec<Option<Haplotype>> = all.into_iter().map(Some).collect();
    kept.into_iter().filter_map(|index| all[index].take()).collect()
}

/// Bases of a window with events in it.
fn sequence(
    events: &[SequenceEvent],
    mask: u32,
    reference: &[u8],
    window: &Range<usize>,
) -> Vec<u8> {
    let mut chosen: Vec<&SequenceEvent> = (0..events.len())
        .filter(|index| mask & (1 << index) != 0)
        .map(|index| &events[index])
        .collect();
    // An insertion comes before a substitution of the same position.
    chosen.sort_by_key(|event| (event.position, event.deleted));
    let mut bases = Vec::with_capacity(window.len() + 16);
    let mut at = window.start;
    for event in chosen {
        bases.extend(&reference[at..event.position]);
        bases.extend(&event.inserted);
        at = event.end();
    }
    bases.extend(&reference[at..window.end.max(at)]);
    bases
}

#[cfg(test)]
mod tests {
    use super::{SequenceEvent, sequence};

    #[test]
    fn events_in_their_places() {
        let reference = b"AAACCCGGGTTT";
        let events = [
            SequenceEvent::substitution(4, b'T'),
            SequenceEvent::insertion(4, b"GG"),
            SequenceEvent::deletion(7, 2),
        ];
        assert_eq!(sequence(&events, 0, reference, &(2..10)), b"ACCCGGGT");
        assert_eq!(sequence(&events, 0b111, reference, &(2..10)), b"ACGGTCGT");
    }
}
