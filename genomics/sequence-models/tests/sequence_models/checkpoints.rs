//! Checkpoints of others: their vectors, and what is refused.

use crate::foreign::{dnabert, dnabert_shapes, dnabert2, write_weights};
use neuron_rt::Device;
use neuron_sequence_features::embeddings::SequenceEmbedding;
use neuron_sequence_models::checkpoint::Checkpoint;
use neuron_sequence_models::embedding::NetworkEmbedding;
use std::path::Path;

fn assert_near(found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (place, (a, b)) in found.iter().zip(expected).enumerate() {
        assert!((f64::from(*a) - b).abs() < 1e-5, "number {place}: {a}, expected {b}");
    }
}

/// Expected: `transformers` 4.30.2 with PyTorch 1.13 in f64: `BertModel(config)` with the same weights, `(last_hidden_state
/// * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)` of the three sequences in one batch.
#[test]
fn vectors_of_dnabert_are_those_of_transformers() {
    let folder = tempfile::tempdir().unwrap();
    dnabert(folder.path());
    let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
    let sequences = [b"ACGTTGCATTAGCCATTGAC".as_slice(), b"TTGNCCA", b"GATTACA"];
    #[rustfmt::skip]
    let expected = [
        -0.13120249, 0.45482390, -1.32686623, 0.00765435, 0.26769278, -0.00165471, -0.41967843, 0.28805492,
        -0.05309955, 0.55276534, -1.36003798, -0.20528155, 0.15565056, 0.10983251, -0.27941930, 0.09847933,
        -0.20623846, 0.47283683, -1.43164230, -0.12190381, 0.56227546, 0.01363470, -0.68419643, 0.47326075,
    ];
    assert_eq!(network.dimension(), 8);
    assert_near(&network.embed(&sequences).unwrap(), &expected);
    // The same, where tensors are named as in a model with heads, with other tensors beside them.
    let mut shapes = dnabert_shapes("bert.");
    shapes.push(("cls.predictions.bias".to_owned(), vec![69]));
    write_weights(folder.path(), shapes);
    let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
    assert_near(&network.embed(&sequences).unwrap(), &expected);
}

/// Expected: the definition of MosaicBERT's layers (Portes et al., 2023) and of ALiBi in NumPy, f64, with tokens by
/// `tokenizers` 0.13.3.
#[test]
fn vectors_of_dnabert_2_are_those_of_its_definition() {
    let folder = tempfile::tempdir().unwrap();
    dnabert2(folder.path());
    let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
    let sequences = [b"ACGTTGCATATAGGCATTGAC".as_slice(), b"TTGCCTA"];
    #[rustfmt::skip]
    let expected = [
        0.93518376, -1.02928467, 0.73933990, -1.62278990, 1.70895010, -0.47280792,
        0.09921142, -1.15245569, 1.26526000, -0.07998686, 0.21691639, -0.65669988,
        0.99969320, -1.13303888, 0.61171010, -1.49367136, 1.88733073, -0.41425717,
        0.00536307, -1.27467791, 1.26717478, 0.28469133, 0.20066472, -0.77884081,
    ];
    assert_near(&network.embed(&sequences).unwrap(), &expected);
}

#[test]
fn every_tensor_matters() {
    let folder = tempfile::tempdir().unwrap();
    dnabert(folder.path());
    let sequence = [b"ACGTTGCATTAGC".as_slice()];
    let vector = || {
        let network = NetworkEmbedding::of_checkpoint(folder.path(), Device::Cpu).unwrap();
        network.embed(&sequence).unwrap()
    };
    let before = vector();
    let file = folder.path().join("model.safetensors");
    let bytes = std::fs::read(&file).unwrap();
    let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    // Moves one number of each tensor in turn.
    let mut at = header;
    let mut shapes = dnabert_shapes("");
    shapes.sort();
    for (name, shape) in shapes {
        let mut changed = bytes.clone();
        // A number that these tokens read: the word `[CLS]`, the first place.
        let within = if name.contains("word_embeddings") { 2 * shape[1] * 4 } else { 0 };
        let number = &mut changed[at + within..at + within + 4];
        let value = f32::from_le_bytes((&*number).try_into().unwrap()) + 0.5;
        number.copy_from_slice(&value.to_le_bytes());
        std::fs::write(&file, &changed).unwrap();
        let apart: f32 = before.iter().zip(vector()).map(|(a, b)| (a - b).abs()).sum();
        // A bias of keys moves all scores of a query alike.
        assert!(apart > 1e-6 || name.ends_with("key.bias"), "{name}");
        at += 4 * shape.iter().product::<usize>();
    }
    assert_eq!(at, bytes.len());
}

fn refusal(folder: &Path) -> String {
    NetworkEmbedding::of_checkpoint(folder, Device::Cpu).err().unwrap().to_string()
}

#[test]
fn what_is_no_checkpoint_is_refused_by_name() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    dnabert(folder);
    let config = std::fs::read_to_string(folder.join("config.json")).unwrap();
    let vocabulary = std::fs::read_to_string(folder.join("vocab.txt")).unwrap();
    for (old, new, said) in [
        ("\"bert\"", "\"gpt2\"", "`model_type` is `gpt2`, expected `bert`"),
        ("\"hidden_size\": 8", "\"hidden_size\": 7", "no multiple of 2 heads"),
        ("\"hidden_size\": 8", "\"hidden_size\": 999999999", "`hidden_size` is 999999999"),
        ("\"gelu\"", "\"swish\"", "`hidden_act` is `swish`"),
        ("\"vocab_size\": 69", "\"vocab_size\": 60", "69 tokens, but `config.json` knows 60"),
        (
            "\"vocab_size\": 69",
            "\"vocab_size\": 70",
            "word_embeddings.weight` is [69, 8], expected [70, 8]",
        ),
        // Of which the weights alone would take 64 GiB.
        (
            "\"vocab_size\": 69, \"hidden_size\": 8",
            "\"vocab_size\": 1048576, \"hidden_size\": 16384",
            "is [69, 8], expected [1048576, 16384]",
        ),
        ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "no tensor `encoder.layer.2."),
        ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1", "has no place in this encoder"),
        ("{", "[", "line 2"),
    ] {
        std::fs::write(folder.join("config.json"), config.replacen(old, new, 1)).unwrap();
        let found = refusal(folder);
        assert!(found.contains(said) && !found.contains('\n'), "{new}: {found}");
    }
    std::fs::write(folder.join("config.json"), &config).unwrap();
    for (old, new, said) in [
        ("AAT", "AAN", "line 7 is `AAN`"),
        ("AAT", "AAA", "line 7: `AAA` is there twice"),
        ("[SEP]", "[unused1]", "token `[SEP]` is missing"),
        ("GGG", "GG", "line 69 is `GG`, expected 3 letters"),
    ] {
        std::fs::write(folder.join("vocab.txt"), vocabulary.replacen(old, new, 1)).unwrap();
        let found = refusal(folder);
        assert!(found.contains(said) && found.contains("vocab.txt"), "{new}: {found}");
    }
    std::fs::remove_file(folder.join("vocab.txt")).unwrap();
    assert!(refusal(folder).contains("`tokenizer.json`"));
    let weights = folder.join("model.safetensors");
    std::fs::write(folder.join("vocab.txt"), &vocabulary).unwrap();
    let bytes = std::fs::read(&weights).unwrap();
    std::fs::write(&weights, &bytes[..bytes.len() - 9]).unwrap();
    assert!(refusal(folder).contains("model.safetensors"));
    std::fs::rename(&weights, folder.join("pytorch_model.bin")).unwrap();
    let found = refusal(folder);
    assert!(found.contains("pytorch_model.bin") && found.contains("safe_serialization"), "{found}");
    let pickle = folder.join("pytorch_model.bin");
    assert!(Checkpoint::is_named_by(&pickle) && Checkpoint::is_named_by(folder));
    assert!(refusal(&pickle).contains("safe_serialization"));
    std::fs::remove_file(&pickle).unwrap();
    assert!(refusal(folder).contains("has no `model.safetensors`"));
}
