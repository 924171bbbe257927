//! Letters.

use neuron_sequence_features::alphabet::{check, complement, iupac_bases, reverse_complement};

/// A letter stands for the complements of what its complement stands for, in all of IUPAC's table.
#[test]
fn complements_stand_for_complementary_bases() {
    for letter in b"ACGTURYSWKMBDHVNacgturyswkmbdhvn" {
        let bases = iupac_bases(*letter).unwrap();
        let mirrored = (0..4).fold(0, |all, bit| all | ((bases >> bit & 1) << (3 - bit)));
        assert_eq!(iupac_bases(complement(*letter)), Some(mirrored), "{}", char::from(*letter));
        assert_eq!(complement(*letter).is_ascii_lowercase(), letter.is_ascii_lowercase());
    }
}

#[test]
fn the_other_strand_of_the_other_strand_is_the_first() {
    let sequence = b"ACGTNRYswkmbdhvACCCT";
    assert_eq!(reverse_complement(&reverse_complement(sequence)), sequence);
    assert_eq!(reverse_complement(b"AUG"), b"CAT");
    assert_eq!(reverse_complement(b""), b"");
}

#[test]
fn a_letter_that_is_none_is_named_with_its_place() {
    assert!(check(b"ACGTUNryk").is_ok());
    let message = check(b"ACG-T").unwrap_err().to_string();
    assert!(message.starts_with("letter `-` at position 4 is no IUPAC code"), "{message}");
}
