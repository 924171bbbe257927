//! How a checkpoint names the tensors of an encoder.

/// Ways in which a file may hold one of our tensors: each a list of tensors that follow each other along the first axis.
pub(super) fn ways(ours: &str) -> Vec<Vec<String>> {
    let inner = ours.strip_prefix("encoder.").unwrap_or(ours);
    if let Some(rest) = inner.strip_prefix("embeddings.") {
        let (layer, kind) = rest.split_once('.').unwrap_or((rest, ""));
        let theirs = match layer {
            "tokens" => "word_embeddings",
            "segments" => "token_type_embeddings",
            "positions" => "position_embeddings",
            _ => return norm("embeddings.LayerNorm", kind),
        };
        return vec![vec![format!("embeddings.{theirs}.{kind}")]];
    }
    let (number, rest) =
        inner.strip_prefix("layers.").and_then(|rest| rest.split_once('.')).unwrap_or(("", inner));
    let of = |name: &str| format!("encoder.layer.{number}.{name}");
    let one = |name: &str| vec![of(name)];
    let (layer, kind) = rest.rsplit_once('.').unwrap_or((rest, ""));
    match (layer, kind) {
        ("self_attn", "in_proj_weight" | "in_proj_bias") => {
            let kind = kind.trim_start_matches("in_proj_");
            let three =
                ["query", "key", "value"].map(|part| of(&format!("attention.self.{part}.{kind}")));
            vec![three.to_vec(), one(&format!("attention.self.Wqkv.{kind}"))]
        }
        ("self_attn.out_proj", _) => vec![one(&format!("attention.output.dense.{kind}"))],
        ("norm1", _) => norm(&of("attention.output.LayerNorm"), kind),
        ("linear1", _) => vec![one(&format!("intermediate.dense.{kind}"))],
        ("gate", _) => vec![one(&format!("mlp.gated_layers.{kind}"))],
        ("linear2", _) => {
            vec![one(&format!("output.dense.{kind}")), one(&format!("mlp.wo.{kind}"))]
        }
        _ => {
            let mut ways = norm(&of("output.LayerNorm"), kind);
            ways.extend(norm(&of("mlp.layernorm"), kind));
            ways
        }
    }
}

/// A normalisation, whose numbers old checkpoints call γ and β.
fn norm(layer: &str, kind: &str) -> Vec<Vec<String>> {
    let old = if kind == "weight" { "gamma" } else { "beta" };
    vec![vec![format!("{layer}.{kind}")], vec![format!("{layer}.{old}")]]
}

/// What stands before the names of the encoder's tensors, such as `bert.`.
pub(super) fn prefix<'a>(mut names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    names.find_map(|name| name.strip_suffix("embeddings.word_embeddings.weight"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_transformers() {
        let first = |ours| ways(ours).remove(0);
        assert_eq!(first("encoder.embeddings.norm.bias"), ["embeddings.LayerNorm.bias"]);
        assert_eq!(
            first("encoder.layers.11.self_attn.in_proj_bias"),
            ["query", "key", "value"]
                .map(|part| format!("encoder.layer.11.attention.self.{part}.bias"))
        );
        let last = ways("encoder.layers.0.norm2.weight").pop();
        assert_eq!(last, Some(vec!["encoder.layer.0.mlp.layernorm.gamma".to_owned()]));
        let names = ["cls.predictions.bias", "bert.embeddings.word_embeddings.weight"];
        assert_eq!(prefix(names.into_iter()), Some("bert."));
    }
}
