//! Images of other extents and bands than those that weights were trained on.

use super::foreign::{SMALL, timm, write};
use super::ours::config;
use neuron_vision::models::ImageShape;
use neuron_vision::models::pretrained::{NewBands, interpolate_positions, load};

/// Against `torch.nn.functional.interpolate(…, mode="bicubic")` of PyTorch 2.15.
#[test]
fn positions_are_interpolated_as_pytorch_does() {
    let values: Vec<f32> = (0..12).map(|i| (i * i) as f32 / 10.0).collect();
    let larger = [
        -0.154145, -0.0563, 0.459138, 0.316236, 0.8669, 1.835156, 1.710069, 3.0125, 4.732523,
        4.831903, 6.8861, 9.35789, 7.081484, 9.5885, 12.513108,
    ];
    let smaller = [
        0.171777, 0.277832, 0.522541, 0.782668, 1.269043, 1.60982, 5.234473, 5.978418, 7.266811,
        8.269647, 9.799707, 10.778375,
    ];
    for (to, expected) in [([5, 3], &larger[..]), ([2, 6], &smaller[..])] {
        let found = interpolate_positions(&values, [3, 4], to, 1);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((f64::from(*found) - expected).abs() < 2e-6, "{found}, {expected}");
        }
    }
    // Two features do not mix.
    let both: Vec<f32> = values.iter().flat_map(|&v| [v, -2.0 * v]).collect();
    let one = interpolate_positions(&values, [3, 4], [5, 3], 1);
    let two = interpolate_positions(&both, [3, 4], [5, 3], 2);
    assert!(one.iter().zip(two.chunks(2)).all(|(one, two)| two == [*one, -2.0 * one]));
}

#[test]
fn a_file_fits_other_images() {
    let folder = tempfile::tempdir().unwrap();
    let tensors = timm(SMALL, false);
    let path = write(folder.path(), &tensors);
    let shape = ImageShape { bands: 6, height: 12, width: 24, classes: 7 };
    let loaded = load(&path, &config(SMALL), shape, NewBands::Average).unwrap();
    assert!(!loaded.head && !loaded.weights.contains_key("head.weight"), "of other classes");
    let places = &loaded.weights["pos_embed"];
    assert_eq!(places.ty().shape.dims(), [1, 1 + 3 * 6, SMALL.dim]);
    let (own, theirs) = (places.as_slice::<f32>(), &tensors["pos_embed"].1);
    assert_eq!(own[..SMALL.dim], theirs[..SMALL.dim], "that of the class stays");
    let expected = interpolate_positions(&theirs[SMALL.dim..], [4, 4], [3, 6], SMALL.dim);
    assert_eq!(own[SMALL.dim..], expected);
    // The answer to a grey image is that of the file's three bands.
    let patches = &loaded.weights["patch_embed.proj.weight"];
    assert_eq!(patches.ty().shape.dims(), [SMALL.dim, 6, 4, 4]);
    let theirs = &tensors["patch_embed.proj.weight"].1;
    for (own, theirs) in patches.as_slice::<f32>().chunks(6 * 16).zip(theirs.chunks(3 * 16)) {
        let (own, theirs): (f32, f32) = (own.iter().sum(), theirs.iter().sum());
        assert!((own - theirs).abs() < 1e-4, "{own}, {theirs}");
    }
}
