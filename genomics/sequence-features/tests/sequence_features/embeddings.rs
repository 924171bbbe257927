//! What all embeddings keep to, and what each is.

use neuron_sequence_features::FeaturesError;
use neuron_sequence_features::alphabet::reverse_complement;
use neuron_sequence_features::datasets::splice_junctions;
use neuron_sequence_features::embeddings::{
    KmerProfile, LshEmbedding, LshOptions, OneHot, RandomProjection, Scale, SequenceEmbedding,
    VectorSink, embed_stream,
};

fn small() -> LshOptions {
    LshOptions { k: 7, planes: 8, dimension: 16, epochs: 2, ..LshOptions::default() }
}

fn all() -> Vec<Box<dyn SequenceEmbedding>> {
    vec![
        Box::new(KmerProfile::plain(3, Scale::Count).unwrap()),
        Box::new(KmerProfile::canonical(4, Scale::RootShare).unwrap()),
        Box::new(RandomProjection::new(11, 100, 3).unwrap()),
        Box::new(LshEmbedding::new(small()).unwrap()),
        Box::new(OneHot::new(60).unwrap()),
    ]
}

fn dot(one: &[f32], two: &[f32]) -> f32 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

#[test]
fn every_embedding_takes_every_sequence() {
    for embedding in &mut all() {
        let sequences: Vec<&[u8]> =
            vec![b"", b"NNNN", b"acgu", b"ACGTTGCATTAGCCATTGACCATGA", b"-*x"];
        embedding.fit(&[sequences[3]]).unwrap();
        let vectors = embedding.embed(&sequences).unwrap();
        assert_eq!(vectors.len(), 5 * embedding.dimension());
        assert!(vectors.iter().all(|value| value.is_finite()));
        assert!(vectors[..2 * embedding.dimension()].iter().all(|&value| value == 0.0));
        assert!(!embedding.name().is_empty());
        let message = embedding.embed_into(b"A", &mut [0.0; 5]).unwrap_err().to_string();
        assert!(message.starts_with("the vector has 5 entries"), "{message}");
    }
}

#[test]
fn embeddings_of_both_strands_do_not_know_the_strand() {
    let sequence = b"ACGTTGCATTAGCCATTGACCATGATTACAGGCA";
    let other = reverse_complement(sequence);
    for embedding in &all()[1..4] {
        let vectors = embedding.embed(&[sequence.as_slice(), &other]).unwrap();
        let (one, two) = vectors.split_at(embedding.dimension());
        for (one, two) in one.iter().zip(two) {
            assert!((one - two).abs() < 1e-6, "{}", embedding.name());
        }
    }
}

#[test]
fn scales_of_a_profile_are_what_they_say() {
    let embed = |scale| KmerProfile::plain(1, scale).unwrap().embed(&[b"AACG".as_slice()]).unwrap();
    assert_eq!(embed(Scale::Count), [2.0, 1.0, 1.0, 0.0]);
    assert_eq!(embed(Scale::Share), [0.5, 0.25, 0.25, 0.0]);
    assert_eq!(embed(Scale::RootShare), [0.5f32.sqrt(), 0.5, 0.5, 0.0]);
}

/// Projected word counts keep their cosine within a few times 1 / √dimension.
#[test]
fn random_projections_keep_angles() {
    let windows = splice_junctions().unwrap().sequences;
    let sequence = windows[..20].concat();
    let half = [windows[..10].concat(), windows[20..30].concat()].concat();
    let profile = KmerProfile::canonical(9, Scale::Count).unwrap();
    let exact = profile.embed(&[sequence.as_slice(), &half]).unwrap();
    let (one, two) = exact.split_at(profile.dimension());
    let cosine = dot(one, two) / (dot(one, one) * dot(two, two)).sqrt();
    let projection = RandomProjection::new(9, 4096, 5).unwrap();
    let vectors = projection.embed(&[sequence.as_slice(), &half]).unwrap();
    let (one, two) = vectors.split_at(4096);
    assert!((dot(one, two) - cosine).abs() < 4.0 / 64.0, "{} {cosine}", dot(one, two));
}

/// Two synthetic languages whose words never meet: what was learnt puts a text next to its own.
#[test]
fn lsh_vectors_put_words_next_to_their_neighbours() {
    let texts = |pattern: &[u8], from: usize| -> Vec<Vec<u8>> {
        (0..40)
            .map(|number| pattern.iter().cycle().skip(from + number).take(120).copied().collect())
            .collect()
    };
    let (one, two) = (texts(b"ACGGTCATTGCA", 0), texts(b"TTGACCCGATAG", 0));
    let both: Vec<&[u8]> = one.iter().chain(&two).map(Vec::as_slice).collect();
    let mut lsh = LshEmbedding::new(LshOptions { epochs: 20, subsample: 1.0, ..small() }).unwrap();
    lsh.fit(&both).unwrap();
    let vectors = lsh.embed(&[&one[0][..50], &one[5][60..], &two[0][..50]]).unwrap();
    let vector = |number: usize| &vectors[number * 16..(number + 1) * 16];
    let cosine = |a: &[f32], b: &[f32]| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
    let (near, far) = (cosine(vector(0), vector(1)), cosine(vector(0), vector(2)));
    assert!(near > 0.9 && near > far + 0.2, "{near} {far}");
    let mut again =
        LshEmbedding::new(LshOptions { epochs: 20, subsample: 1.0, ..small() }).unwrap();
    again.fit(&both).unwrap();
    assert_eq!(again.embed(&[&one[0][..50]]).unwrap(), vector(0));
}

#[derive(Default)]
struct Held {
    names: Vec<String>,
    vectors: Vec<f32>,
    largest: usize,
}

impl VectorSink for Held {
    fn write(&mut self, names: &[String], vectors: &[f32]) -> Result<(), FeaturesError> {
        self.names.extend_from_slice(names);
        self.vectors.extend_from_slice(vectors);
        self.largest = self.largest.max(names.len());
        Ok(())
    }
}

#[test]
fn a_stream_gives_what_one_batch_gives() {
    let windows = splice_junctions().unwrap().sequences;
    let tnf = KmerProfile::canonical(4, Scale::Share).unwrap();
    let named = |error_at: usize| {
        windows[..50].iter().enumerate().map(move |(number, sequence)| {
            if number == error_at {
                return Err(FeaturesError::from(std::io::Error::other("the disk is gone")));
            }
            Ok((format!("w{number}"), sequence.clone()))
        })
    };
    let mut sink = Held::default();
    let report = embed_stream(&tnf, named(99), 7, &mut sink).unwrap();
    assert_eq!((report.sequences, report.bases, report.without_words), (50, 3000, 0));
    assert_eq!((sink.names.len(), sink.largest, sink.names[49].as_str()), (50, 7, "w49"));
    let slices: Vec<&[u8]> = windows[..50].iter().map(Vec::as_slice).collect();
    assert_eq!(sink.vectors, tnf.embed(&slices).unwrap());
    let error = embed_stream(&tnf, named(20), 7, &mut Held::default()).unwrap_err().to_string();
    assert!(error.contains("the disk is gone"), "{error}");
    assert!(embed_stream(&tnf, named(99), 0, &mut sink).is_err());
}

#[test]
fn options_outside_their_range_are_refused() {
    let with = |options| LshEmbedding::new(options).unwrap_err().to_string();
    assert_eq!(with(LshOptions { planes: 21, ..small() }), "`planes` is 21, expected 1 to 20");
    assert!(with(LshOptions { rate: f32::NAN, ..small() }).starts_with("`rate` is NaN"));
    assert!(with(LshOptions { k: 0, ..small() }).starts_with("`k` is 0"));
    let mut lsh = LshEmbedding::new(small()).unwrap();
    let message = lsh.fit(&[b"ACGTTGC".as_slice(), b""]).unwrap_err().to_string();
    assert!(message.contains("a sequence with two words of 7 bases"), "{message}");
    assert!(RandomProjection::new(32, 8, 0).is_err() && RandomProjection::new(8, 0, 0).is_err());
    assert!(OneHot::new(0).is_err() && KmerProfile::plain(11, Scale::Count).is_err());
}
