use super::{DecoderConfig, Masks, Method, PretrainingConfig, mae, patches, simmim};
use crate::models::VitConfig;
use neuron_rt::graph::{DType, Result, Tensor};
use neuron_rt::nn::Scope;
use neuron_train::trainer::{Batch, Forward, Objective};

/// An encoder that learns to give back hidden patches of an image.
///
/// The loss of an image is the mean over the pixels of its hidden patches alone: of squared errors for
/// MAE, of absolute ones for SimMIM.
#[derive(Clone, Debug)]
pub struct MaskedImageModel {
    /// How it learns.
    pub method: Method,
    /// The part that is kept.
    pub encoder: VitConfig,
    /// The part of MAE that is thrown away.
    pub decoder: DecoderConfig,
    /// Which patches are hidden.
    pub masks: Masks,
    /// Whether each patch is to be given back with mean 0 and variance 1.
    pub normalise_targets: bool,
    /// Whether evaluation gives what is said of all pixels, `prediction [n, patches, pixels]`.
    pub gives_pixels: bool,
}

impl MaskedImageModel {
    /// The model of a configuration.
    #[must_use]
    pub fn new(config: &PretrainingConfig, masks: Masks) -> Self {
        Self {
            method: config.method,
            encoder: config.encoder.clone(),
            decoder: config.decoder.clone(),
            masks,
            normalise_targets: config.normalise_targets,
            gives_pixels: false,
        }
    }

    /// The tokens that enter the encoder's first block: of MAE those of the patches that are seen, of
    /// SimMIM all, with the mask's token where a patch is hidden; in front that of the class, where
    /// there is one.
    ///
    /// # Shapes
    /// → `[n, tokens, dim]`
    ///
    /// # Errors
    /// As [`Objective::forward`].
    pub fn encoder_tokens(&self, scope: &Scope, batch: &Batch) -> Result<Tensor> {
        let image = &batch["image"];
        match self.method {
            Method::Mae => {
                mae::seen_tokens(scope, &self.encoder, &self.masks, image, &batch["order"])
            }
            Method::Simmim => {
                let hidden = self.hidden(&batch["place"])?;
                let grid = self.masks.grid();
                simmim::masked_tokens(scope, &self.encoder, grid, image, &hidden)
            }
        }
    }

    /// 1 where a patch is hidden and 0 elsewhere, f32 `[n, patches]`.
    fn hidden(&self, place: &Tensor) -> Result<Tensor> {
        place.greater_equal(&place.scalar_like(self.masks.seen() as f64))?.cast(DType::F32)
    }
}

impl Objective for MaskedImageModel {
    fn forward(&self, scope: &Scope, batch: &Batch) -> Result<Forward> {
        let (image, order, place) = (&batch["image"], &batch["order"], &batch["place"]);
        let hidden = self.hidden(place)?;
        let said = match self.method {
            Method::Mae => {
                let given = [image, order, place];
                mae::predict(scope, &self.encoder, &self.decoder, &self.masks, given)?
            }
            Method::Simmim => {
                simmim::predict(scope, &self.encoder, self.masks.grid(), image, &hidden)?
            }
        };
        let said = said.cast(DType::F32)?;
        let mut truth = patches::pixels(image, self.encoder.patch)?;
        if self.normalise_targets {
            truth = patches::normalise(&truth)?;
        }
        let apart = said.sub(&truth)?;
        let errors = match self.method {
            Method::Mae => apart.square()?,
            Method::Simmim => apart.abs()?,
        };
        let share = 1.0 / self.masks.hidden() as f64;
        let losses = errors.mean(&[2])?.mul(&hidden)?.sum(&[1])?.mul_scalar(share)?;
        let mut outputs = Vec::new();
        if self.gives_pixels && !scope.training() {
            outputs.push(("prediction".to_owned(), said));
        }
        Ok(Forward { losses, outputs })
    }
}
