//! The embedded set is what its description says.

use neuron_sequence_features::datasets::splice_junctions;

#[test]
fn splice_junctions_have_the_sizes_of_their_description() {
    let splice = splice_junctions().unwrap();
    assert_eq!((splice.len(), splice.is_empty()), (3186, false));
    let of = |class: usize| splice.labels.iter().filter(|&&label| label == class).count();
    assert_eq!([of(0), of(1), of(2)], [767, 765, 1654]);
    let groups = splice.groups.iter().max().unwrap() + 1;
    assert_eq!(splice.len() - groups, 185);
}

/// Introns begin with GT and end with AG, but for a few: decoded wrongly, the letters would not be there.
#[test]
fn sites_are_where_the_description_puts_them() {
    let splice = splice_junctions().unwrap();
    let count = |class: usize, at: usize, what: &[u8]| {
        let windows = splice.sequences.iter().zip(&splice.labels);
        windows.filter(|(bases, label)| **label == class && &bases[at..at + 2] == what).count()
    };
    assert_eq!((count(0, 30, b"GT"), count(1, 28, b"AG")), (759, 761));
}
