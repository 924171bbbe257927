//! The list of names in an archive, against archives of the `tar` crate.

use crate::sample::{archive, long_name};
use neuron_rt::neuron::neff::{Member, NeffError, members};

fn list(archive: &[u8]) -> Vec<(String, u64)> {
    let members = members(archive).unwrap();
    members.into_iter().map(|Member { name, bytes }| (name, bytes)).collect()
}

#[test]
fn files_are_listed_with_their_sizes_whatever_the_length_of_their_names() {
    let expected = [
        ("neff.json".to_owned(), 2),
        ("sg00/def.json".to_owned(), 700),
        (long_name(), 512),
        ("empty".to_owned(), 0),
    ];
    assert_eq!(list(&archive()), expected);
}

#[test]
fn prefixes_and_extended_headers_give_names_as_well() {
    let mut ustar = tar::Builder::new(Vec::new());
    let split = format!("{}/{}", "p".repeat(120), "n".repeat(90));
    let mut header = tar::Header::new_ustar();
    header.set_size(3);
    ustar.append_data(&mut header, &split, &b"abc"[..]).unwrap();
    assert_eq!(list(&ustar.into_inner().unwrap()), [(split, 3)]);

    let mut pax = tar::Builder::new(Vec::new());
    let long = long_name();
    let records = [("mtime", &b"1.5"[..]), ("path", long.as_bytes())];
    pax.append_pax_extensions(records).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_size(1);
    pax.append_data(&mut header, "short", &b"x"[..]).unwrap();
    pax.append_data(&mut header, "next", &b"y"[..]).unwrap();
    assert_eq!(list(&pax.into_inner().unwrap()), [(long, 1), ("next".to_owned(), 1)]);
}

#[test]
fn damage_is_found_and_placed() {
    let whole = archive();
    let mut flipped = whole.clone();
    flipped[512 + 512] ^= 1;
    let error = members(&flipped).unwrap_err();
    assert!(matches!(error, NeffError::Archive { offset: 1024, .. }), "{error}");
    for (length, what) in [
        (2000, "byte 1536: it ends inside a member's header"),
        (2600, "byte 1536: a member goes beyond the archive's end"),
    ] {
        let error = members(&whole[..length]).unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
    }
}

#[test]
fn no_changed_byte_makes_it_panic() {
    let whole = archive();
    for at in 0..whole.len() {
        for value in [0, b'8', 0x80, 0xff] {
            let mut changed = whole.clone();
            changed[at] = value;
            if let Ok(members) = members(&changed) {
                assert!(members.len() <= 5);
            }
        }
    }
}
