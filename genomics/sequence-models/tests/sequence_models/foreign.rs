//! Checkpoints in the layout of Hugging Face's `transformers`, with made-up weights: number `i` of the tensor that is
//! `n`th by name is `0.3 sin(1.3 i + 0.7 n)`, of the weights of normalisations 1 more.

use neuron_train::checkpoint::{TensorSlice, save_safetensors};
use std::path::Path;

/// Names and shapes of tensors.
pub(crate) type Shapes = Vec<(String, Vec<usize>)>;

/// Writes `model.safetensors` with these tensors.
pub(crate) fn write_weights(folder: &Path, mut shapes: Shapes) {
    shapes.sort();
    let mut bytes = Vec::new();
    for (n, (name, shape)) in shapes.iter().enumerate() {
        let count: usize = shape.iter().product();
        let more = f64::from(u8::from(name.to_lowercase().ends_with("layernorm.weight")));
        let value = |i: usize| (0.3 * (1.3 * i as f64 + 0.7 * n as f64).sin() + more) as f32;
        let values: Vec<u8> = (0..count).flat_map(|i| value(i).to_le_bytes()).collect();
        bytes.push(values);
    }
    let slices: Vec<TensorSlice<'_>> = shapes
        .iter()
        .zip(&bytes)
        .map(|((name, shape), bytes)| TensorSlice {
            name,
            dtype: safetensors::Dtype::F32,
            shape,
            bytes,
        })
        .collect();
    save_safetensors(&folder.join("model.safetensors"), &slices, &Default::default()).unwrap();
}

/// The tensors of a BERT encoder of 69 tokens, 8 numbers a token and two layers; `prefix` stands before their names.
pub(crate) fn dnabert_shapes(prefix: &str) -> Shapes {
    let (dim, hidden) = (8, 12);
    let mut shapes = vec![
        ("embeddings.word_embeddings.weight".to_owned(), vec![69, dim]),
        ("embeddings.position_embeddings.weight".to_owned(), vec![24, dim]),
        ("embeddings.token_type_embeddings.weight".to_owned(), vec![2, dim]),
        ("embeddings.LayerNorm.weight".to_owned(), vec![dim]),
        ("embeddings.LayerNorm.bias".to_owned(), vec![dim]),
    ];
    for layer in 0..2 {
        for (name, rows, columns) in [
            ("attention.self.query", dim, dim),
            ("attention.self.key", dim, dim),
            ("attention.self.value", dim, dim),
            ("attention.output.dense", dim, dim),
            ("intermediate.dense", hidden, dim),
            ("output.dense", dim, hidden),
        ] {
            shapes.push((format!("encoder.layer.{layer}.{name}.weight"), vec![rows, columns]));
            shapes.push((format!("encoder.layer.{layer}.{name}.bias"), vec![rows]));
        }
        for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
            shapes.push((format!("encoder.layer.{layer}.{name}.weight"), vec![dim]));
            shapes.push((format!("encoder.layer.{layer}.{name}.bias"), vec![dim]));
        }
    }
    shapes.into_iter().map(|(name, shape)| (format!("{prefix}{name}"), shape)).collect()
}

const DNABERT: &str = r#"{
    "model_type": "bert", "architectures": ["BertForMaskedLM"], "vocab_size": 69, "hidden_size": 8,
    "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 12, "hidden_act": "gelu",
    "max_position_embeddings": 24, "type_vocab_size": 2, "layer_norm_eps": 1e-12, "num_rnn_layer": 1
}"#;

/// A checkpoint as DNABERT's of 3-mers, whose words stand in the order A, T, C, G.
pub(crate) fn dnabert(folder: &Path) {
    std::fs::write(folder.join("config.json"), DNABERT).unwrap();
    let mut words: Vec<String> =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map(String::from).to_vec();
    for number in 0..64 {
        let letter = |place: usize| b"ATCG"[number >> (2 * place) & 3] as char;
        words.push([2, 1, 0].map(letter).iter().collect());
    }
    std::fs::write(folder.join("vocab.txt"), words.join("\n") + "\n").unwrap();
    write_weights(folder, dnabert_shapes(""));
}

/// A checkpoint as DNABERT-2's: three heads, byte pairs, no learned places, gated feed-forward parts.
pub(crate) fn dnabert2(folder: &Path) {
    let config = r#"{
        "model_type": "bert", "alibi_starting_size": 512, "vocab_size": 14, "hidden_size": 12,
        "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 10,
        "max_position_embeddings": 512, "type_vocab_size": 2, "hidden_act": "gelu"
    }"#;
    std::fs::write(folder.join("config.json"), config).unwrap();
    let pieces = [
        "[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]", "A", "C", "G", "T", "TA", "TATA", "CG",
        "ACG", "GG",
    ];
    let numbered = pieces.iter().enumerate().map(|(number, piece)| ((*piece).to_owned(), number));
    let numbered: std::collections::BTreeMap<String, usize> = numbered.collect();
    let tokens = serde_json::json!({
        "added_tokens": pieces[..5].iter().enumerate()
            .map(|(id, content)| serde_json::json!({ "id": id, "content": content }))
            .collect::<Vec<_>>(),
        "pre_tokenizer": { "type": "Whitespace" },
        "model": {
            "type": "BPE", "unk_token": "[UNK]", "vocab": numbered,
            "merges": ["T A", "TA TA", "C G", "A CG", "G G"],
        },
    });
    std::fs::write(folder.join("tokenizer.json"), tokens.to_string()).unwrap();
    let (dim, hidden) = (12, 10);
    let mut shapes = vec![
        ("bert.embeddings.word_embeddings.weight".to_owned(), vec![14, dim]),
        ("bert.embeddings.token_type_embeddings.weight".to_owned(), vec![2, dim]),
        ("bert.embeddings.LayerNorm.weight".to_owned(), vec![dim]),
        ("bert.embeddings.LayerNorm.bias".to_owned(), vec![dim]),
    ];
    for layer in 0..2 {
        for (name, shape) in [
            ("attention.self.Wqkv.weight", vec![3 * dim, dim]),
            ("attention.self.Wqkv.bias", vec![3 * dim]),
            ("attention.output.dense.weight", vec![dim, dim]),
            ("attention.output.dense.bias", vec![dim]),
            ("attention.output.LayerNorm.weight", vec![dim]),
            ("attention.output.LayerNorm.bias", vec![dim]),
            ("mlp.gated_layers.weight", vec![2 * hidden, dim]),
            ("mlp.wo.weight", vec![dim, hidden]),
            ("mlp.wo.bias", vec![dim]),
            ("mlp.layernorm.weight", vec![dim]),
            ("mlp.layernorm.bias", vec![dim]),
        ] {
            shapes.push((format!("bert.encoder.layer.{layer}.{name}"), shape));
        }
    }
    write_weights(folder, shapes);
}
