use super::{PretrainingConfig, PretrainingData};
use crate::tasks::About;

/// What the report and the model card say of an encoder.
pub(super) fn about(config: &PretrainingConfig, data: &PretrainingData) -> About {
    let (images, masks) = (&data.images, &data.masks);
    let set = &images.set;
    let text = |key: &str, value: String| (key.to_owned(), value);
    let (train, validation, test) =
        (images.train.len(), images.validation.len(), images.test.len());
    let shape = format!("{} × {} × {}", set.bands.len(), set.height, set.width);
    let hidden = format!("{} of {} patches", masks.hidden(), masks.patches());
    About {
        title: format!("Masked pre-training: {}", set.name),
        kind: "image-feature-extraction",
        summary: format!(
            "Embeds images of {} bands; has learned from images without labels, by giving back \
                 hidden patches.",
            set.bands.len()
        ),
        labels: Vec::new(),
        uses: vec!["The first weights of a classifier; embeddings of similar images.".into()],
        out_of_scope: vec!["Images of other sensors, bands or resolutions.".into()],
        limitations: vec![
            "It is only right on images that are normalised by the statistics in its header."
                .into(),
        ],
        details: vec![
            text("input", format!("{shape}, bands {}", set.bands.join(", "))),
            text("embedding", format!("{} numbers", config.encoder.dim)),
            text("hidden", hidden),
        ],
        facts: vec![
            text("images", format!("{train} training, {validation} validation, {test} test")),
            text("missing pixels", images.statistics.missing.to_string()),
        ],
        training_data: format!("{}: {train} images, without their labels.", set.name),
        card_metrics: vec!["neighbours_accuracy", "linear_accuracy", "loss"],
        how_to_use: "cargo xtask predict vision --run RUN FILE…".into(),
        settings: toml::to_string(&config).unwrap_or_default(),
    }
}
