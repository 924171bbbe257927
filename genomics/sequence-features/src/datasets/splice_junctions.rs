//! `splice-junctions`: real windows of primate genes.

use super::LabelledSequences;
use crate::FeaturesError;
use std::io::Read;

/// Lines `class<TAB>sequence`, compressed; see the manifest beside it.
const DATA: &[u8] =
    include_bytes!("../../../../datasets/genomics/splice-junctions/splice-junctions.tsv.gz");

const NAME: &str = "splice-junctions";

/// Windows in all, and bases of each.
const WINDOWS: usize = 3186;
const BASES: usize = 60;

/// Far more than the unpacked table has.
const LARGEST: u64 = 1 << 20;

/// The UCI splice-junction set: 3,186 windows of 60 nt of primate genes, of which 767 are around a donor
/// site (`ei`), 765 around an acceptor site (`ie`) and 1,654 around neither (`n`).
///
/// 185 windows are exact copies of earlier ones: keep [`LabelledSequences::groups`] together in a split.
///
/// ```
/// let splice = neuron_sequence_features::datasets::splice_junctions()?;
/// assert_eq!(splice.classes, ["ei", "ie", "n"]);
/// assert_eq!(splice.groups.iter().max(), Some(&3000));
/// # Ok::<(), neuron_sequence_features::FeaturesError>(())
/// ```
///
/// # Errors
/// [`FeaturesError::Dataset`] where the embedded data is damaged.
pub fn splice_junctions() -> Result<LabelledSequences, FeaturesError> {
    read(DATA)
}

fn read(data: &[u8]) -> Result<LabelledSequences, FeaturesError> {
    let damaged = |what: String| FeaturesError::Dataset { name: NAME, what };
    let mut text = String::new();
    flate2::read::GzDecoder::new(data)
        .take(LARGEST)
        .read_to_string(&mut text)
        .map_err(|error| damaged(error.to_string()))?;
    let mut examples = Vec::with_capacity(WINDOWS);
    for (number, line) in text.lines().enumerate() {
        let fields = line.split_once('\t').filter(|(_, sequence)| {
            sequence.len() == BASES && sequence.bytes().all(|base| b"ACGT".contains(&base))
        });
        let Some((class, sequence)) = fields else {
            let line = number + 1;
            return Err(damaged(format!("line {line} is not a class and {BASES} bases")));
        };
        examples.push((class.to_owned(), sequence.as_bytes().to_vec()));
    }
    if examples.len() != WINDOWS {
        return Err(damaged(format!("{} windows, expected {WINDOWS}", examples.len())));
    }
    LabelledSequences::new(NAME, &["ei", "ie", "n"], examples)
        .map_err(|error| damaged(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn packed(text: &str) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(text.as_bytes()).expect("memory can be written");
        writer.finish().expect("memory can be written")
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let message = |data: &[u8]| read(data).expect_err("it is damaged").to_string();
        assert!(message(&DATA[..1000]).contains("damaged"));
        assert!(message(&packed("ei\tACGT\n")).contains("line 1 is not a class and 60 bases"));
        let window = "A".repeat(60);
        let wrong = message(&packed(&format!("ei\t{window}\n").repeat(3)));
        assert!(wrong.contains("3 windows, expected 3186"), "{wrong}");
        let wrong = message(&packed(&format!("xx\t{window}\n").repeat(WINDOWS)));
        assert!(wrong.contains("`xx` of sequence 1, expected ei or ie or n"), "{wrong}");
    }
}
