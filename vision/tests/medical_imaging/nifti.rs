//! NIfTI volumes against nibabel.

use crate::made::{close, json, list, path, reals, singles, wholes};
use neuron_vision::medical_imaging::ByteOrder;
use neuron_vision::medical_imaging::nifti::{AffineSource, NiftiFile};
use std::path::Path;

fn open(name: &str) -> NiftiFile {
    NiftiFile::open(&path("nifti").join(name)).unwrap()
}

#[test]
fn headers_are_those_of_nibabel() {
    for case in list(&json("nifti.json")) {
        let name = case["file"].as_str().unwrap();
        let file = open(name);
        let header = file.header();
        assert_eq!(u64::from(header.version), case["version"].as_u64().unwrap(), "{name}");
        let order = if header.order == ByteOrder::Big { "big" } else { "little" };
        assert_eq!(order, case["order"], "{name}");
        assert_eq!(header.dimensions, wholes(&case["dimensions"]), "{name}");
        assert_eq!(header.data_type.name(), case["type"], "{name}");
        assert_eq!(file.is_gzip(), name.ends_with(".gz"));
        let spacing = reals(&case["spacing"]);
        header.spacing.iter().zip(spacing).for_each(|(&found, expected)| close(found, expected));
        if case["affine"].is_null() {
            assert_eq!(header.affine.source, AffineSource::Spacing, "{name}");
            continue;
        }
        assert_ne!(header.affine.source, AffineSource::Spacing, "{name}");
        for (row, expected) in header.affine.rows.iter().zip(list(&case["affine"])) {
            for (&found, expected) in row.iter().zip(reals(expected)) {
                // Quaternions of version 1 have 32 bits.
                let same = (found - expected).abs() <= 2e-5 * expected.abs().max(1.0);
                assert!(same, "{name}: {found} is not {expected}");
            }
        }
    }
}

#[test]
fn voxels_are_those_of_nibabel() {
    for case in list(&json("nifti.json")) {
        let name = case["file"].as_str().unwrap();
        let file = open(name);
        let last = file.header().volumes() - 1;
        let volume = file.volume(last).unwrap();
        assert_eq!(volume.values, singles(&case["values"]), "{name}");
        let [slices, rows, columns] = volume.extent;
        assert_eq!(volume.values.len(), slices * rows * columns);
        for slice in 0..slices {
            let found = file.slice(last, slice as u64).unwrap();
            let expected = &volume.values[slice * rows * columns..][..rows * columns];
            assert_eq!(found.values, expected, "{name}, slice {slice}");
            assert_eq!(found.extent, [1, rows, columns]);
        }
    }
}

/// The error of a header with some bytes changed.
fn said(changes: &[(usize, &[u8])]) -> String {
    let mut bytes = std::fs::read(path("nifti/i16.nii")).unwrap();
    for (at, change) in changes {
        bytes[*at..at + change.len()].copy_from_slice(change);
    }
    of_bytes(&bytes)
}

fn of_bytes(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.nii");
    std::fs::write(&file, bytes).unwrap();
    let done = NiftiFile::open(&file).and_then(|file| file.volume(0));
    done.unwrap_err().to_string().replace(&file.display().to_string(), "a.nii")
}

#[test]
fn what_a_header_cannot_state_is_named() {
    let short = |value: i16| value.to_le_bytes();
    let real = |value: f32| value.to_le_bytes();
    let said = [
        said(&[(0, &[0, 0, 0, 0])]),
        said(&[(344, b"xyz\0")]),
        said(&[(344, b"ni1\0")]),
        said(&[(40, &short(0))]),
        said(&[(40, &short(8))]),
        said(&[(42, &short(-4))]),
        said(&[(42, &short(0))]),
        said(&[(70, &short(128))]),
        said(&[(70, &short(32))]),
        said(&[(70, &short(77))]),
        said(&[(72, &short(8))]),
        said(&[(80, &real(0.0))]),
        said(&[(80, &real(f32::NAN))]),
        said(&[(108, &real(12.0))]),
        said(&[(108, &real(352.5))]),
        said(&[(108, &real(1e30))]),
        said(&[(108, &real(1e9))]),
        said(&[(112, &real(f32::INFINITY))]),
        said(&[(112, &real(1.0)), (116, &real(f32::NAN))]),
        said(&[(123, &[5])]),
        said(&[(256, &real(2.0))]),
        said(&[(254, &short(1)), (280, &real(f32::NAN))]),
        // Far more voxels than bytes.
        said(&[(42, &short(30_000)), (44, &short(30_000)), (46, &short(30_000))]),
        said(&[(42, &short(3000)), (44, &short(3000)), (46, &short(20))]),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

/// A small compressed file that states a large volume takes no memory for it.
#[test]
fn a_bomb_is_refused_before_it_is_inflated() {
    let mut bytes = std::fs::read(path("nifti/i16.nii")).unwrap();
    for at in [42, 44, 46] {
        bytes[at..at + 2].copy_from_slice(&600_i16.to_le_bytes());
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packed, &bytes).unwrap();
    let said = of_bytes(&packed.finish().unwrap());
    assert!(said.contains("ends within its voxels: expected 432000352 bytes"), "{said}");
}

#[test]
fn a_slice_or_volume_that_is_not_there_is_refused() {
    let file = open("series.nii");
    let said = |done: Result<_, neuron_vision::medical_imaging::ImagingError>| {
        done.unwrap_err().to_string()
    };
    insta::assert_snapshot!(said(file.slice(0, 2)), @"`slice` has to be 0 to 1, found 2");
    insta::assert_snapshot!(said(file.volume(3)), @"`volume` has to be 0 to 2, found 3");
    let none = NiftiFile::open(Path::new("none.nii")).unwrap_err().to_string();
    insta::assert_snapshot!(none, @"cannot read `none.nii`: No such file or directory (os error 2)");
    assert!(NiftiFile::open(&path("nifti")).unwrap_err().to_string().contains("folder"));
}
