use crate::alignments::{AlignedRead, CigarKind};
use std::ops::Range;

/// The part of a read that lies over a window of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Which bases of the read.
    pub(crate) bases: Range<usize>,
    /// Position at which the first of them is expected, by the alignment.
    pub(crate) position: usize,
    /// Σ of inserted and deleted bases of the alignment within it: how far it may lie from its diagonal.
    pub(crate) shift: usize,
}

/// Cuts a read to a window. Bases that the aligner has clipped belong to it as far as they would reach,
/// but not closer to the window's ends than a margin.
pub(crate) fn part_over(read: &AlignedRead, window: &Range<usize>, margin: usize) -> Option<Part> {
    let inner = window.start + margin..window.end.saturating_sub(margin);
    let (mut base, mut position) = (0, read.span.start);
    let mut first: Option<(usize, usize)> = None;
    let mut end = 0;
    let mut shift = 0;
    for (index, &(kind, length)) in read.cigar.iter().enumerate() {
        match kind {
            CigarKind::Match => {
                let start = position.max(window.start);
                let stop = (position + length).min(window.end);
                if start < stop {
                    first.get_or_insert((base + start - position, start));
                    end = base + stop - position;
                }
            }
            CigarKind::SoftClip if base == 0 && first.is_none() => {
                let reach = position.saturating_sub(inner.start).min(length);
                if reach > 0 && position < window.end {
                    first = Some((length - reach, position - reach));
                    end = length;
                }
            }
            CigarKind::SoftClip if index > 0 => {
                let reach = inner.end.saturating_sub(position).min(length);
                if reach > 0 && first.is_some() {
                    end = base + reach;
                }
            }
            CigarKind::Insertion if window.contains(&position) && first.is_some() => {
                end = base + length;
                shift += length;
            }
            CigarKind::Deletion if window.contains(&position) => shift += length,
            _ => {}
        }
        base += if kind.uses_read() { length } else { 0 };
        position += if kind.uses_reference() { length } else { 0 };
    }
    let (start, position) = first?;
    (end > start).then_some(Part { bases: start..end, position, shift })
}

#[cfg(test)]
mod tests {
    use super::part_over;
    use crate::alignments::{AlignedRead, CigarKind};

    fn read(start: usize, cigar: Vec<(CigarKind, usize)>) -> AlignedRead {
        let bases: usize =
            cigar.iter().filter(|(kind, _)| kind.uses_read()).map(|(_, length)| length).sum();
        let span: usize =
            cigar.iter().filter(|(kind, _)| kind.uses_reference()).map(|(_, length)| length).sum();
        AlignedRead {
            span: start..start + span,
            mapping_quality: 60,
            reverse: false,
            fragment: 0,
            mate_position: None,
            bases: vec![b'A'; bases],
            qualities: vec![30; bases],
            cigar,
        }
    }

    #[test]
    fn cut_to_the_window() {
        let whole = read(100, vec![(CigarKind::Match, 50)]);
        let part = part_over(&whole, &(110..120), 0).unwrap();
        assert_eq!((part.bases, part.position, part.shift), (10..20, 110, 0));
        assert_eq!(part_over(&whole, &(150..160), 0), None);
        let with_deletion = read(
            100,
            vec![(CigarKind::Match, 10), (CigarKind::Deletion, 5), (CigarKind::Match, 10)],
        );
        let part = part_over(&with_deletion, &(105..120), 0).unwrap();
        assert_eq!((part.bases, part.position, part.shift), (5..15, 105, 5));
    }

    #[test]
    fn clipped_bases_within_the_margin() {
        let clipped = read(100, vec![(CigarKind::SoftClip, 20), (CigarKind::Match, 30)]);
        let part = part_over(&clipped, &(85..120), 5).unwrap();
        assert_eq!((part.bases, part.position), (10..40, 90));
        let behind = read(100, vec![(CigarKind::Match, 30), (CigarKind::SoftClip, 20)]);
        let part = part_over(&behind, &(110..145), 5).unwrap();
        assert_eq!((part.bases, part.position), (10..40, 110));
    }
}
