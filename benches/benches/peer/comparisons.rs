//! What is measured against which peer.

use crate::peer::Peer;
use neuron_benches::Workload;
use neuron_benches::models::Model;
use neuron_vision::models::ModelConfig;

/// A workload, and what of it is timed.
#[derive(Debug)]
pub(crate) struct Comparison {
    pub(crate) workload: Workload,
    /// The name of its training step.
    pub(crate) step: Option<String>,
    /// The name of its forward pass.
    pub(crate) forward: Option<String>,
}

impl Comparison {
    fn both(workload: Workload) -> Self {
        let forward = Self::forward(workload.clone()).forward;
        Self { forward, ..Self::step(workload) }
    }

    fn step(workload: Workload) -> Self {
        let step = Some(format!("step/{}", workload.name));
        Self { workload, step, forward: None }
    }

    fn forward(workload: Workload) -> Self {
        let forward = Some(format!("forward/{}", workload.name));
        Self { workload, step: None, forward }
    }
}

/// Everything that is measured against the peer.
pub(crate) fn against(peer: Peer) -> Vec<Comparison> {
    let (vit, bert) = (Workload::vit_of_scenes, Workload::bert);
    let inference =
        [vit().of_batch(1), vit().of_batch(64), bert().of_batch(1), bert().of_batch(16)]
            .map(Comparison::forward);
    let sequences_and_pixels = [bert(), Workload::lstm(), Workload::unet()].map(Comparison::step);
    let mut all: Vec<Comparison> = match peer {
        Peer::Torch => {
            let classifiers = [
                vit(),
                Workload::statlog("vit"),
                Workload::fashion("cnn"),
                Workload::fashion("resnet"),
            ];
            let classifiers = classifiers.map(Comparison::both);
            classifiers.into_iter().chain(sequences_and_pixels).chain(inference).collect()
        }
        Peer::TorchCompile | Peer::TorchBf16 => {
            let vit = [Comparison::step(vit())];
            vit.into_iter().chain(sequences_and_pixels).chain(inference).collect()
        }
        Peer::OnnxRuntime => inference.into(),
        Peer::Jax => [vit(), bert()].map(Comparison::step).into(),
    };
    all.iter_mut().for_each(|comparison| comparison.workload.policy = peer.policy());
    all
}

/// What gradients are compared on. Among millions of inputs of rectifiers some lie so close to 0
/// that rounding decides their sign, and with it a whole term of a gradient: PyTorch in f32 is up to
/// 2e-2 away from itself in f64 on the residual network at batch 64, and 3e-6 at batch 4.
pub(crate) fn checked(workload: &Workload) -> Workload {
    let batch = match workload.model {
        Model::Classifier(ModelConfig::Cnn(_) | ModelConfig::ResNet(_), _) | Model::UNet(_) => 4,
        _ => workload.batch,
    };
    Workload { batch, ..workload.clone() }
}
