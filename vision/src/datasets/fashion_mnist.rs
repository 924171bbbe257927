//! `fashion-mnist`: 70,000 grey pictures of products.

use super::{DatasetError, ImageSet, LandUse, Pixels};
use neuron_data::formats::{Idx, read_idx};
use std::path::Path;

/// Files of the set, as they are published.
pub(super) const FILES: [&str; 4] = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
];

/// Most bytes that a file may hold: the training images.
const LIMIT: usize = 60_000 * 28 * 28;

/// Fashion-MNIST (Xiao et al., 2017) from a folder with its four files: 60,000 training and 10,000
/// test images of 28×28 pixels.
///
/// # Errors
/// [`DatasetError::File`], naming the file.
pub fn fashion_mnist(folder: &Path) -> Result<LandUse, DatasetError> {
    let read = |name: &str| -> Result<Idx, DatasetError> {
        let path = folder.join(name);
        read_idx(&path, LIMIT).map_err(|error| DatasetError::Fetch {
            dataset: "fashion-mnist".into(),
            what: error.to_string(),
        })
    };
    let mut pixels = Vec::new();
    let mut labels = Vec::new();
    let mut parts = Vec::new();
    for pair in FILES.chunks_exact(2) {
        let (images, classes) = (read(pair[0])?, read(pair[1])?);
        let fits = images.shape.len() == 3
            && images.shape[1..] == [28, 28]
            && classes.shape == images.shape[..1];
        if !fits {
            return Err(DatasetError::File {
                path: folder.join(pair[0]),
                what: format!(
                    "images {:?} and labels {:?}, expected [n, 28, 28] and [n]",
                    images.shape, classes.shape
                ),
            });
        }
        parts.push(labels.len()..labels.len() + classes.bytes.len());
        labels.extend(classes.bytes.iter().map(|&class| u32::from(class)));
        pixels.extend_from_slice(&images.bytes);
    }
    let set = ImageSet {
        name: "fashion-mnist".into(),
        synthetic: false,
        bands: vec!["grey".into()],
        height: 28,
        width: 28,
        classes: [
            "T-shirt/top",
            "Trouser",
            "Pullover",
            "Dress",
            "Coat",
            "Sandal",
            "Shirt",
            "Sneaker",
            "Bag",
            "Ankle boot",
        ]
        .map(String::from)
        .to_vec(),
        pixels: Pixels::U8(pixels),
        labels,
    };
    Ok(LandUse {
        set: set.checked()?,
        train: parts[0].clone().collect(),
        test: parts[1].clone().collect(),
    })
}
