use crate::change_detection::ChangeDetection;
use crate::environmental_monitoring::classification::EnvironmentalMonitoring;
use crate::land_use::LandUse;
use crate::medical_imaging::classification::MedicalImaging;
use crate::pretraining::Pretraining;
use crate::segmentation::Segmentation;
use neuron_tasks::Domain;

/// The domain: its tasks, the default first.
pub static DOMAIN: Domain = Domain {
    name: "vision",
    kinds: &[
        &LandUse,
        &ChangeDetection,
        &EnvironmentalMonitoring,
        &MedicalImaging,
        &Pretraining,
        &Segmentation,
    ],
    samples: "images",
    flags: &["resize", "complexity"],
    examples: &[
        (
            "train",
            "Examples:\n  cargo xtask train vision\n  cargo xtask train vision --dataset synthetic-s2 --dataset-size 5000 --epochs 10 --output cv_report.md\n  cargo xtask train vision --model cnn --set trainer.learning_rate=1e-3 --name first\n  cargo xtask train vision --name first --resume\n  cargo xtask train vision --device neuron:2\n  cargo xtask train vision --task medical_imaging",
        ),
        (
            "predict",
            "Examples:\n  cargo xtask predict vision --run first field.tif\n  cargo xtask predict vision --run first *.png --json",
        ),
        (
            "graph",
            "Examples:\n  cargo xtask graph vision\n  cargo xtask graph vision --train --model resnet | less\n  cargo xtask graph vision --summary\n  cargo xtask graph vision --train --profile --summary\n  cargo xtask graph vision --train --trace step.json",
        ),
    ],
};
