//! `fashion-mnist`: 70,000 grey pictures of products.

use super::{DatasetError, ImageSet, LandUse, Pixels};
use neuron_data::fetch::Dataset;
use neuron_data::formats::{Idx, IdxData};
use std::path::PathBuf;

/// Files of the set, as they are published.
const FILES: [&str; 4] = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
];

/// Fashion-MNIST (Xiao et al., 2017) from its four files: 60,000 training and 10,000 test images of
/// 28×28 pixels.
///
/// # Errors
/// [`DatasetError::File`], naming the file.
pub fn fashion_mnist(files: &Dataset) -> Result<LandUse, DatasetError> {
    let path = |name: &str| files.path(name).map_or_else(|| PathBuf::from(name), PathBuf::from);
    let read = |name: &str| -> Result<(Vec<usize>, Vec<u8>), DatasetError> {
        let wrong = |what: String| DatasetError::File { path: path(name), what };
        let Idx { shape, data } =
            Idx::open(&path(name)).map_err(|error| wrong(error.to_string()))?;
        match data {
            IdxData::U8(bytes) => Ok((shape, bytes)),
            _ => Err(wrong("has other elements than unsigned bytes".into())),
        }
    };
    let mut pixels = Vec::new();
    let mut labels = Vec::new();
    let mut parts = Vec::new();
    for pair in FILES.chunks_exact(2) {
        let (images, classes) = (read(pair[0])?, read(pair[1])?);
        let fits = images.0.len() == 3 && images.0[1..] == [28, 28] && classes.0 == images.0[..1];
        if !fits {
            return Err(DatasetError::File {
                path: path(pair[0]),
                what: format!(
                    "images {:?} and labels {:?}, expected [n, 28, 28] and [n]",
                    images.0, classes.0
                ),
            });
        }
        parts.push(labels.len()..labels.len() + classes.1.len());
        labels.extend(classes.1.iter().map(|&class| u32::from(class)));
        pixels.extend_from_slice(&images.1);
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
