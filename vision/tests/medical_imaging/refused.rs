//! DICOM files that are refused, and what is said of them.

use crate::made::path;
use neuron_vision::medical_imaging::dicom::DicomFile;

/// The error of a file of the folder, with some of its bytes replaced, all at the first place where
/// they are found.
fn said(name: &str, changes: &[(&[u8], &[u8])]) -> String {
    let mut bytes = std::fs::read(path("dicom").join(name)).unwrap();
    for (old, new) in changes {
        let at = bytes.windows(old.len()).position(|window| window == *old).unwrap();
        bytes.splice(at..at + old.len(), new.iter().copied());
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.dcm");
    std::fs::write(&file, bytes).unwrap();
    let done = DicomFile::open(&file).and_then(|file| file.frame(0));
    done.unwrap_err().to_string().replace(&file.display().to_string(), "a.dcm")
}

#[test]
fn what_cannot_be_read_is_named() {
    let said = [
        said("refused_jpeg_ls.dcm", &[]),
        said("refused_per_frame.dcm", &[]),
        said("explicit.dcm", &[(b"DICM", b"DICX")]),
        said("explicit.dcm", &[(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.9\0")]),
        said("explicit.dcm", &[(b"1.2.840.10008.1.2.1\0", b"Doe^Jane at home 123")]),
        said("explicit.dcm", &[(b"MONOCHROME1 ", b"CMYK        ")]),
        said("explicit.dcm", &[(b"MONOCHROME1 ", b"Doe^Jane 197")]),
        said("ybr.dcm", &[(b"YBR_FULL", b"YBR_RCT ")]),
        said("explicit.dcm", &[(b"SIGMOID ", b"DOEJANE1")]),
        // Rows, columns, bits allocated, bits stored.
        said("explicit.dcm", &[(b"\x28\0\x10\0US\x02\0\x05", b"\x28\0\x10\0US\x02\0\0")]),
        said("explicit.dcm", &[(b"\x28\0\x11\0US\x02\0\x07", b"\x28\0\x11\0US\x02\0\x70")]),
        said("explicit.dcm", &[(b"\x28\0\x00\x01US\x02\0\x10", b"\x28\0\x00\x01US\x02\0\x01")]),
        said("explicit.dcm", &[(b"\x28\0\x01\x01US\x02\0\x0c", b"\x28\0\x01\x01US\x02\0\x1c")]),
        said("explicit.dcm", &[(b"\x28\0\x02\0US\x02\0\x01", b"\x28\0\x02\0US\x02\0\x03")]),
        // A slope, and an element that is longer than the file.
        said("explicit.dcm", &[(b"DS\x04\x001.5 ", b"DS\x04\x00Jane")]),
        said("explicit.dcm", &[(b"DS\x04\x001.5 ", b"DS\xff\x7f1.5 ")]),
        said("explicit.dcm", &[(b"DS\x04\x001.5 ", b"ds\x04\x001.5 ")]),
        said("explicit.dcm", &[(b"\xe0\x7f\x10\0", b"\xe0\x7f\x11\0")]),
        said("rle.dcm", &[(b"\x02\0\0\0\x40\0\0\0", b"\x03\0\0\0\x40\0\0\0")]),
        said("rle.dcm", &[(b"\x02\0\0\0\x40\0\0\0", b"\x02\0\0\0\x40\xff\xff\0")]),
        said("jpeg.dcm", &[(b"\xff\xd8\xff", b"\xff\xd9\xff")]),
        said("jpeg_2000.dcm", &[(b"\xff\x4f\xff\x51", b"\xff\x4f\xff\x52")]),
    ];
    let said = said.join("\n");
    for secret in ["Doe", "DOE", "Jane"] {
        assert!(!said.contains(secret), "{said}");
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_frame_that_is_not_there_is_refused() {
    let file = DicomFile::open(&path("dicom/frames.dcm")).unwrap();
    let error = file.frame(3).unwrap_err().to_string();
    insta::assert_snapshot!(error, @"`slice` has to be 0 to 2, found 3");
}
