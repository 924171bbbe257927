//! ENVI files: orders of bands and bytes, kinds of numbers, where they lie.

use neuron_vision::change_detection::files::{DateFile, MaskFormat, mask_file, open};
use std::path::Path;

const HEADER: &str = "ENVI\nsamples = 3\nlines = 2\nbands = 2\n";

/// Values of two bands of 2 rows and 3 columns, band by band.
const VALUES: [i16; 12] = [1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -600];

fn read(fields: &str, bytes: &[u8]) -> Result<DateFile, String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scene.dat");
    std::fs::write(&file, bytes).unwrap();
    std::fs::write(folder.path().join("scene.hdr"), format!("{HEADER}{fields}")).unwrap();
    let place = format!("{}/", folder.path().display());
    open(&file).map_err(|error| error.to_string().replace(&place, ""))
}

#[test]
fn any_order_gives_the_same_image() {
    let expected = VALUES.map(f32::from);
    let bytes = |order: [usize; 12], big: bool| -> Vec<u8> {
        let number = |at: usize| {
            if big { VALUES[at].to_be_bytes() } else { VALUES[at].to_le_bytes() }
        };
        order.into_iter().flat_map(number).collect()
    };
    let by_band = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    let by_line = [0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11];
    let by_pixel = [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11];
    for (name, order) in [("bsq", by_band), ("BIL", by_line), ("bip", by_pixel)] {
        for big in [false, true] {
            let fields =
                format!("data type = 2\ninterleave = {name}\nbyte order = {}\n", i32::from(big));
            let image = read(&fields, &bytes(order, big)).unwrap().image;
            assert_eq!((image.bands, image.height, image.width), (2, 2, 3));
            assert_eq!(image.values, expected, "{name} {big}");
        }
    }
}

#[test]
fn every_kind_of_number_is_read() {
    fn all<const N: usize>(bytes: fn(i32) -> [u8; N]) -> Vec<u8> {
        (1..=12).flat_map(bytes).collect()
    }
    for (kind, bytes) in [
        (1, all(|v| (v as u8).to_le_bytes())),
        (2, all(|v| (v as i16).to_le_bytes())),
        (3, all(|v| v.to_le_bytes())),
        (4, all(|v| (v as f32).to_le_bytes())),
        (5, all(|v| f64::from(v).to_le_bytes())),
        (12, all(|v| (v as u16).to_le_bytes())),
        (13, all(|v| (v as u32).to_le_bytes())),
    ] {
        let behind = [vec![9; 5], bytes].concat();
        let fields = format!("data type = {kind}\nheader offset = 5\ndata ignore value = 7\n");
        let values = read(&fields, &behind).unwrap().image.values;
        assert!(values[6].is_nan(), "{kind}");
        assert_eq!((values[0], values[11]), (1.0, 12.0), "{kind}");
    }
}

#[test]
fn headers_say_where_an_image_lies() {
    let info = "data type = 1\nmap info = {UTM, 2.0, 3.0, 500060.0, 100.0, 30.0, 10.0, 51, North}\n\
                band names = {\n red, nir}\n";
    let found = read(info, &[0; 12]).unwrap();
    assert_eq!(found.transform.unwrap().at(1.0, 2.0), [500_090.0, 110.0]);
    assert_eq!(found.image.band_names, ["red", "nir"]);
    let turned = info.replace("North", "North, rotation=12.0");
    assert_eq!(read(&turned, &[0; 12]).unwrap().transform, None);
}

#[test]
fn damaged_headers_are_refused() {
    let said = |fields: &str| read(fields, &[0; 12]).unwrap_err();
    insta::assert_snapshot!(said(""), @"`scene.hdr`: has no `data type`");
    insta::assert_snapshot!(said("data type = 6\n"), @"`scene.hdr`: `data type` is 6, expected 1 (u8), 2 (i16), 3 (i32), 4 (f32), 5 (f64), 12 (u16) or 13 (u32)");
    insta::assert_snapshot!(said("data type = 2\n"), @"`scene.dat`: has 12 bytes, expected 24 behind the first 0 by its header");
    insta::assert_snapshot!(said("data type = 1\nheader offset = 18446744073709551615\n"), @"`scene.dat`: has 12 bytes, expected 12 behind the first 18446744073709551615 by its header");
    insta::assert_snapshot!(said("data type = 1\nbands = x\n"), @"`scene.hdr`: `bands` is `x`, expected a whole number");
    insta::assert_snapshot!(said("data type = 1\nbands = 99999999\n"), @"`scene.hdr`: is of 99999999 bands of 3×2 pixels, expected at least 1 band and at most 512 MiB");
    insta::assert_snapshot!(said("data type = 1\ninterleave = bzz\n"), @"`scene.hdr`: `interleave` is `bzz`, expected bsq, bil or bip");
    // A brace that never closes.
    assert!(read(&format!("data type = 1\nnames = {{{}", "\n".repeat(1 << 20)), &[0; 12]).is_ok());
}

#[test]
fn masks_have_the_format_of_their_name() {
    let of = |name: &str| MaskFormat::of(Path::new(name));
    assert_eq!(of("a.TIF"), Some(MaskFormat::Tiff));
    assert_eq!((of("a.png"), of("a.jpg"), of("tif")), (Some(MaskFormat::Png), None, None));
    let map = [Some(true), Some(false), None];
    assert!(mask_file(&map, [2, 2], MaskFormat::Png).is_err());
    let png = mask_file(&map, [1, 3], MaskFormat::Png).unwrap();
    let png = image::load_from_memory(&png).unwrap().into_luma8();
    assert_eq!(png.as_raw(), &[255, 0, 128]);
}
