use super::{MedicalData, MedicalImagingConfig};
use crate::medical_imaging::RESEARCH_ONLY;
use crate::tasks::About;

/// What report and model card say of a classifier.
pub(super) fn about(data: &MedicalData, config: &MedicalImagingConfig) -> About {
    let set = &data.set;
    let text = |key: &str, value: String| (key.to_owned(), value);
    let train = data.train.len();
    let (validation, test) = (data.validation.len(), data.test.len());
    let shape = format!("{} × {} × {}", set.bands.len(), set.height, set.width);
    let count = |class: u32| data.train.iter().filter(|&&i| set.labels[i] == class).count();
    let counts =
        set.classes.iter().zip(0..).map(|(name, class)| format!("{} {name}", count(class)));
    About {
        title: format!("Medical imaging: {}", set.name),
        kind: "image-classification",
        summary: format!("Classifies images as {}. {RESEARCH_ONLY}", set.classes.join(" or ")),
        labels: vec!["RESEARCH SOFTWARE, NOT A MEDICAL DEVICE".into()],
        uses: vec!["Research on images like those that it was trained on.".into()],
        out_of_scope: vec![
            "Diagnosis, treatment, triage, or anything else that touches a patient.".into(),
            "Images of other devices, views or resolutions.".into(),
        ],
        limitations: vec![
            RESEARCH_ONLY.into(),
            "Threshold and calibration hold for images like those of the validation part; those of \
             another hospital are others."
                .into(),
        ],
        details: vec![
            text("input", format!("{shape}, bands {}", set.bands.join(", "))),
            text("classes", set.classes.join(", ")),
        ],
        facts: vec![
            text("images", format!("{train} training, {validation} validation, {test} test")),
            text("training images by class", counts.collect::<Vec<_>>().join(", ")),
        ],
        training_data: format!("{}: {train} images.", set.name),
        card_metrics: vec![
            "auroc",
            "auroc_macro",
            "balanced_accuracy",
            "sensitivity",
            "specificity",
            "calibration_error",
        ],
        how_to_use: "cargo xtask predict vision --run RUN FILE…".into(),
        settings: toml::to_string(config).unwrap_or_default(),
    }
}
