//! `config.json`.

use crate::models::{BertActivation, BertConfig};
use serde::Deserialize;
use serde_json::Value;

/// Those of its entries that decide what the encoder computes.
#[derive(Deserialize)]
struct Entries {
    model_type: Option<String>,
    vocab_size: usize,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    #[serde(default)]
    max_position_embeddings: usize,
    #[serde(default = "two")]
    type_vocab_size: usize,
    #[serde(default = "epsilon")]
    layer_norm_eps: f64,
    #[serde(default = "gelu")]
    hidden_act: String,
    #[serde(default = "tenth")]
    hidden_dropout_prob: f64,
    #[serde(default = "tenth")]
    attention_probs_dropout_prob: f64,
    position_embedding_type: Option<String>,
    #[serde(default)]
    is_decoder: bool,
    /// Only encoders without learned places have it (MosaicBERT).
    alibi_starting_size: Option<Value>,
}

fn two() -> usize {
    2
}

fn epsilon() -> f64 {
    1e-12
}

fn gelu() -> String {
    "gelu".to_owned()
}

fn tenth() -> f64 {
    0.1
}

/// No checkpoint of DNA has more of anything.
const MOST: [(&str, usize); 7] = [
    ("vocab_size", 1 << 20),
    ("hidden_size", 1 << 14),
    ("num_hidden_layers", 256),
    ("num_attention_heads", 1024),
    ("intermediate_size", 1 << 17),
    ("max_position_embeddings", 1 << 20),
    ("type_vocab_size", 1 << 10),
];

/// The encoder that a `config.json` describes, or what is wrong with it.
pub(super) fn encoder(text: &str) -> Result<BertConfig, String> {
    let entries: Entries = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if let Some(kind) = entries.model_type.as_deref().filter(|kind| *kind != "bert") {
        return Err(format!("its `model_type` is `{kind}`, expected `bert`"));
    }
    if entries.is_decoder {
        return Err("it is of a decoder, expected an encoder".to_owned());
    }
    let alibi = entries.alibi_starting_size.is_some();
    let places = entries.position_embedding_type.as_deref();
    if let Some(kind) = places.filter(|kind| *kind != "absolute" && !alibi) {
        return Err(format!("its `position_embedding_type` is `{kind}`, expected `absolute`"));
    }
    let sizes = [
        entries.vocab_size,
        entries.hidden_size,
        entries.num_hidden_layers,
        entries.num_attention_heads,
        entries.intermediate_size,
        entries.max_position_embeddings,
        entries.type_vocab_size,
    ];
    for ((name, most), size) in MOST.into_iter().zip(sizes) {
        let least = usize::from(name != "max_position_embeddings" || !alibi);
        if !(least..=most).contains(&size) {
            return Err(format!("its `{name}` is {size}, expected {least} to {most}"));
        }
    }
    if !entries.hidden_size.is_multiple_of(entries.num_attention_heads) {
        let (size, heads) = (entries.hidden_size, entries.num_attention_heads);
        return Err(format!("its `hidden_size` {size} is no multiple of {heads} heads"));
    }
    if !(entries.layer_norm_eps >= 0.0 && entries.layer_norm_eps < 1.0) {
        let found = entries.layer_norm_eps;
        return Err(format!("its `layer_norm_eps` is {found}, expected 0 to below 1"));
    }
    for (name, share) in [
        ("hidden_dropout_prob", entries.hidden_dropout_prob),
        ("attention_probs_dropout_prob", entries.attention_probs_dropout_prob),
    ] {
        if !(0.0..1.0).contains(&share) {
            return Err(format!("its `{name}` is {share}, expected 0 to below 1"));
        }
    }
    let activation = match entries.hidden_act.as_str() {
        "gelu" => BertActivation::Gelu,
        "gelu_new" | "gelu_pytorch_tanh" => BertActivation::GeluTanh,
        "relu" => BertActivation::Relu,
        other => {
            let expected = "`gelu`, `gelu_new`, `gelu_pytorch_tanh` or `relu`";
            return Err(format!("its `hidden_act` is `{other}`, expected {expected}"));
        }
    };
    Ok(BertConfig {
        vocabulary: entries.vocab_size,
        dim: entries.hidden_size,
        depth: entries.num_hidden_layers,
        heads: entries.num_attention_heads,
        hidden: entries.intermediate_size,
        positions: if alibi { 0 } else { entries.max_position_embeddings },
        segments: entries.type_vocab_size,
        gated: alibi,
        activation,
        epsilon: entries.layer_norm_eps,
        dropout: entries.hidden_dropout_prob,
        attention_dropout: entries.attention_probs_dropout_prob,
    })
}
