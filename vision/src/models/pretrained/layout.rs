//! Tables of names.

use std::collections::BTreeMap;

/// How the tensors of a file are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As this program writes them.
    Ours,
    /// As timm does, and the code of MAE and DINOv2.
    Timm,
    /// As the library transformers does, for ViT, ViTMAE and DINOv2.
    Transformers,
}

/// Where a tensor belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is one of ours, by name.
    Whole(String),
    /// It is the first, second or third part of one of ours, along the first axis.
    Third(String, usize),
    /// It scales what comes out of the linear layer of this name.
    ScaleOf(String),
    /// It is known, and a Vision Transformer does not need it.
    Unused,
}

/// What a name stands for; `.weight` and `.bias` follow on either side, but for scales.
#[derive(Clone, Copy)]
enum Rule {
    Whole(&'static str),
    Third(&'static str, usize),
    ScaleOf(&'static str),
}
use Rule::{ScaleOf, Third, Whole};

/// The names of a layout.
struct Names {
    /// Prefix of a block's tensors, with the block's number behind it.
    block: &'static str,
    /// Within a block.
    in_block: &'static [(&'static str, Rule)],
    /// Outside the blocks.
    outside: &'static [(&'static str, Rule)],
    /// Beginnings of what is not needed.
    unused: &'static [&'static str],
}

const TIMM: Names = Names {
    block: "blocks.",
    in_block: &[
        ("norm1.", Whole("norm1.")),
        ("attn.qkv.", Whole("self_attn.in_proj_")),
        ("attn.proj.", Whole("self_attn.out_proj.")),
        ("ls1.gamma", ScaleOf("self_attn.out_proj")),
        ("norm2.", Whole("norm2.")),
        ("mlp.fc1.", Whole("linear1.")),
        ("mlp.fc2.", Whole("linear2.")),
        ("ls2.gamma", ScaleOf("linear2")),
    ],
    outside: &[
        ("cls_token", Whole("cls_token")),
        ("pos_embed", Whole("pos_embed")),
        ("patch_embed.proj.", Whole("patch_embed.proj.")),
        ("norm.", Whole("norm.")),
        ("head.", Whole("head.")),
    ],
    // The decoder of MAE, and the token that stands for hidden patches in DINOv2.
    unused: &["decoder_", "mask_token"],
};

const TRANSFORMERS: Names = Names {
    block: "encoder.layer.",
    in_block: &[
        ("attention.attention.query.", Third("self_attn.in_proj_", 0)),
        ("attention.attention.key.", Third("self_attn.in_proj_", 1)),
        ("attention.attention.value.", Third("self_attn.in_proj_", 2)),
        ("attention.output.dense.", Whole("self_attn.out_proj.")),
        // ViT and ViTMAE.
        ("layernorm_before.", Whole("norm1.")),
        ("layernorm_after.", Whole("norm2.")),
        ("intermediate.dense.", Whole("linear1.")),
        ("output.dense.", Whole("linear2.")),
        // DINOv2.
        ("norm1.", Whole("norm1.")),
        ("norm2.", Whole("norm2.")),
        ("mlp.fc1.", Whole("linear1.")),
        ("mlp.fc2.", Whole("linear2.")),
        ("layer_scale1.lambda1", ScaleOf("self_attn.out_proj")),
        ("layer_scale2.lambda1", ScaleOf("linear2")),
    ],
    outside: &[
        ("embeddings.cls_token", Whole("cls_token")),
        ("embeddings.position_embeddings", Whole("pos_embed")),
        ("embeddings.patch_embeddings.projection.", Whole("patch_embed.proj.")),
        ("layernorm.", Whole("norm.")),
        ("classifier.", Whole("head.")),
    ],
    unused: &["embeddings.mask_token", "pooler.", "decoder."],
};

const OURS: Names = Names {
    block: "blocks.",
    in_block: &[
        ("norm1.", Whole("norm1.")),
        ("self_attn.in_proj_", Whole("self_attn.in_proj_")),
        ("self_attn.out_proj.", Whole("self_attn.out_proj.")),
        ("norm2.", Whole("norm2.")),
        ("linear1.", Whole("linear1.")),
        ("linear2.", Whole("linear2.")),
    ],
    outside: TIMM.outside,
    // What masked pre-training needs beside the encoder.
    unused: &["decoder.", "mask_token"],
};

impl Layout {
    /// The layout of a file with these tensors, and what stands before all names of its encoder;
    /// `None` where it is nobody's.
    pub(super) fn of<V>(tensors: &BTreeMap<String, V>) -> Option<(Self, String)> {
        const MARKS: [(&str, Layout); 3] = [
            ("blocks.0.self_attn.in_proj_weight", Layout::Ours),
            ("blocks.0.attn.qkv.weight", Layout::Timm),
            ("encoder.layer.0.attention.attention.query.weight", Layout::Transformers),
        ];
        tensors.keys().find_map(|name| {
            MARKS.iter().find_map(|&(mark, layout)| {
                let prefix = name.strip_suffix(mark)?;
                let encoder = prefix.is_empty() || prefix.ends_with('.') && prefix != "decoder.";
                encoder.then(|| (layout, prefix.to_owned()))
            })
        })
    }

    const fn names(self) -> &'static Names {
        match self {
            Self::Ours => &OURS,
            Self::Timm => &TIMM,
            Self::Transformers => &TRANSFORMERS,
        }
    }

    /// Where a tensor belongs, by its name behind the prefix; `None` where nobody knows.
    pub(super) fn place(self, name: &str) -> Option<Place> {
        let names = self.names();
        if let Some((number, rest)) =
            name.strip_prefix(names.block).and_then(|rest| rest.split_once('.'))
            && number.parse::<usize>().is_ok()
        {
            return find(names.in_block, rest, &format!("blocks.{number}."));
        }
        if names.unused.iter().any(|beginning| name.starts_with(beginning)) {
            return Some(Place::Unused);
        }
        find(names.outside, name, "")
    }

    /// How a file of this layout would name what our tensor is made of; of three parts, that of this
    /// number.
    pub(super) fn name_of(self, ours: &str, part: usize) -> String {
        let names = self.names();
        let (block, rest, table) =
            match ours.strip_prefix("blocks.").and_then(|r| r.split_once('.')) {
                Some((number, rest)) => (format!("{}{number}.", names.block), rest, names.in_block),
                None => (String::new(), ours, names.outside),
            };
        let found = table.iter().find_map(|&(foreign, rule)| match rule {
            Third(_, third) if third != part => None,
            Whole(own) | Third(own, _) => Some(format!("{foreign}{}", rest.strip_prefix(own)?)),
            ScaleOf(_) => None,
        });
        found.map_or_else(|| ours.to_owned(), |found| format!("{block}{found}"))
    }
}

/// The place that a table knows for a name.
fn find(table: &[(&str, Rule)], name: &str, block: &str) -> Option<Place> {
    table.iter().find_map(|&(foreign, rule)| {
        let end = name.strip_prefix(foreign)?;
        // A beginning that ends in a dot is followed by the kind; any other is the whole name.
        let is_layer = foreign.ends_with(['.', '_']);
        if is_layer != matches!(end, "weight" | "bias") || !(is_layer || end.is_empty()) {
            return None;
        }
        Some(match rule {
            Whole(own) => Place::Whole(format!("{block}{own}{end}")),
            Third(own, part) => Place::Third(format!("{block}{own}{end}"), part),
            ScaleOf(layer) => Place::ScaleOf(format!("{block}{layer}")),
        })
    })
}
