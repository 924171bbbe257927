//! From ids in masks to classes.

use neuron_vision::segmentation::data::{Classes, UNKNOWN};
use std::collections::BTreeSet;

fn find(ids: &[u8], ignore: u8, names: Option<&[&str]>) -> Result<Classes, String> {
    let names = names.map(|names| names.iter().map(ToString::to_string).collect());
    Classes::find(&ids.iter().copied().collect::<BTreeSet<u8>>(), ignore, names)
}

#[test]
fn ids_are_classes_and_255_is_none_of_them() {
    let classes = find(&[0, 1, 2, 255], 255, None).unwrap();
    assert_eq!(classes.names, ["class 0", "class 1", "class 2"]);
    assert_eq!(classes.table()[..4], [0, 1, 2, UNKNOWN]);
    assert_eq!(classes.table()[255], UNKNOWN);
}

#[test]
fn nothing_but_0_and_255_is_binary() {
    let classes = find(&[0, 255], 255, None).unwrap();
    assert_eq!((classes.ids.as_slice(), classes.table()[255]), (&[0, 255][..], 1));
    let named = find(&[0, 255], 255, Some(&["membrane", "cell"])).unwrap();
    assert_eq!(named.names, ["membrane", "cell"]);
    // Three names: 255 is what it is everywhere else.
    let three = find(&[0, 255], 255, Some(&["a", "b", "c"])).unwrap();
    assert_eq!((three.ids.as_slice(), three.table()[255]), (&[0, 1, 2][..], UNKNOWN));
}

#[test]
fn another_id_may_be_the_ignored_one() {
    let classes = find(&[0, 1, 2, 3], 0, None).unwrap();
    assert_eq!((classes.ids.as_slice(), classes.table()[0]), (&[1, 2, 3][..], UNKNOWN));
    assert_eq!(classes.table()[3], 2);
}

#[test]
fn gaps_are_told_with_the_ids_that_there_are() {
    let error = find(&[0, 1, 4, 255], 255, None).unwrap_err();
    assert_eq!(
        error,
        "the masks hold the class ids 0, 1, 4, with no pixel of 2, 3: expected ids without gaps; \
         number the classes one after another, or name all of them in `classes.txt`, a line each"
    );
    // Named, a class may have no pixel here.
    let named = find(&[0, 1, 4], 255, Some(&["a", "b", "c", "d", "e"])).unwrap();
    assert_eq!(named.table()[4], 4);
}

#[test]
fn ids_without_a_name_and_single_classes_are_refused() {
    let error = find(&[0, 1, 7], 255, Some(&["a", "b"])).unwrap_err();
    assert!(error.contains("names 2 classes: expected none of 7"), "{error}");
    let error = find(&[0, 255], 0, None).unwrap_err();
    assert!(error.contains("with no pixel of 1"), "{error}");
    let error = find(&[0], 255, None).unwrap_err();
    assert!(error.contains("expected two classes or more"), "{error}");
}
