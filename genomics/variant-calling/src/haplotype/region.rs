use super::SequenceEvent;
use std::ops::Range;

/// Positions beside an insertion or deletion in which alignments are not trusted.
const BESIDE: usize = 8;
/// A region does not grow beyond this by joining.
const LONGEST_REGION: usize = 300;

/// A part of a contig in which reads are realigned, with what may differ there.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    /// From the first to behind the last position that is called by realignment.
    pub(crate) range: Range<usize>,
    /// Sorted.
    pub(crate) indels: Vec<SequenceEvent>,
}

/// Joins candidate insertions and deletions, with the range within which each could lie, to regions that do
/// not overlap.
pub(crate) fn regions<'e>(
    indels: impl Iterator<Item = &'e SequenceEvent>,
    reference: &[u8],
) -> Vec<Region> {
    let mut all: Vec<Region> = Vec::new();
    for event in indels {
        let beside = BESIDE + event.deleted.max(event.inserted.len()).min(12);
        let start = event.position.saturating_sub(beside);
        let end = (event.last_equivalent_end(reference) + beside).min(reference.len());
        match all.last_mut() {
            Some(last) if start < last.range.end && end - last.range.start <= LONGEST_REGION => {
                last.range.end = last.range.end.max(end);
                last.indels.push(event.clone());
            }
            last => {
                let start = last.map_or(start, |last| start.max(last.range.end));
                if event.position >= start && end > start {
                    all.push(Region { range: start..end, indels: vec![event.clone()] });
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{SequenceEvent, regions};

    #[test]
    fn neighbours_share_a_region() {
        let reference = b"ACGTTGCA".repeat(100);
        let events = [
            SequenceEvent::deletion(100, 1),
            SequenceEvent::deletion(110, 1),
            SequenceEvent::insertion(200, b"T"),
        ];
        let found = regions(events.iter(), &reference);
        let counts: Vec<usize> = found.iter().map(|region| region.indels.len()).collect();
        assert_eq!(counts, [2, 1]);
        assert!(found[0].range.end <= found[1].range.start);
        assert!(found[0].range.contains(&100) && found[0].range.contains(&110));
    }
}
