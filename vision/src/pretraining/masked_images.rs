use super::Masks;
use crate::datasets::ImageExamples;
use neuron_data::examples::{Draw, Examples, Field, FieldType, Slot};

/// Images with their masks, without labels.
///
/// Fields: `image` f32 `[bands, height, width]`; `order` i32 `[patches]`, the patches by number, those
/// that are seen first; `place` i32 `[patches]`, where in that order each patch stands: a patch is
/// hidden where its place is not below the number of those that are seen.
#[derive(Clone, Debug)]
pub struct MaskedImages {
    images: ImageExamples,
    masks: Masks,
}

impl MaskedImages {
    /// These images under these masks.
    #[must_use]
    pub fn new(images: ImageExamples, masks: Masks) -> Self {
        Self { images, masks }
    }
}

impl Examples for MaskedImages {
    fn len(&self) -> usize {
        self.images.len()
    }

    fn fields(&self) -> Vec<Field> {
        let places = |name: &str| Field {
            name: name.into(),
            dtype: FieldType::I32,
            shape: vec![self.masks.patches()],
        };
        let image = self.images.fields().into_iter().filter(|field| field.name == "image");
        image.chain([places("order"), places("place")]).collect()
    }

    fn load(
        &self,
        index: usize,
        draw: Draw,
        slots: &mut [Slot<'_>],
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let [image, Slot::I32(order), Slot::I32(place)] = slots else {
            return Err("masked images have the fields `image`, `order` and `place`".into());
        };
        self.images.load(index, draw, std::slice::from_mut(image))?;
        let sample = self.images.indices().get(index).copied().unwrap_or(index) as u64;
        let drawn = self.masks.order(draw.seed, draw.epoch, sample);
        for (at, (slot, patch)) in order.iter_mut().zip(drawn).enumerate() {
            *slot = patch as i32;
            place[patch] = at as i32;
        }
        Ok(())
    }
}
