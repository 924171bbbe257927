use neuron_sequence_files::Intervals;
use proptest::prelude::*;
use std::ops::Range;

proptest! {
    #[test]
    fn what_overlaps_is_found(
        ranges in prop::collection::vec((0_u64..200, 0_u64..40), 0..60),
        places in prop::collection::vec((0_u64..220, 1_u64..30), 1..10),
    ) {
        let ranges: Vec<Range<u64>> = ranges.into_iter().map(|(start, length)| start..start + length).collect();
        let all = Intervals::new(ranges.iter().enumerate().map(|(number, range)| ("c", range.clone(), number)));
        for (start, length) in places {
            let place = start..start + length;
            let mut expected: Vec<usize> = (0..ranges.len())
                .filter(|&number| ranges[number].start < place.end && ranges[number].end > place.start)
                .collect();
            expected.sort_by_key(|&number| (ranges[number].start, ranges[number].end, number));
            let found: Vec<usize> = all.overlapping("c", place.clone()).map(|(_, number)| *number).collect();
            prop_assert_eq!(found, expected);
            let inside = ranges.iter().any(|range| range.contains(&start));
            prop_assert_eq!(all.contains("c", start), inside);
            prop_assert_eq!(all.merged().contains("c", start), inside);
        }
        let bases = (0..300).filter(|base| ranges.iter().any(|range| range.contains(base))).count();
        prop_assert_eq!(all.bases(), bases as u64);
        let merged = all.merged();
        let apart: Vec<Range<u64>> = merged.of("c").map(|(range, ())| range.clone()).collect();
        prop_assert!(apart.windows(2).all(|two| two[0].end < two[1].start));
        prop_assert_eq!(all.overlapping("d", 0..1000).count(), 0);
    }
}
