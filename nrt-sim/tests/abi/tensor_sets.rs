//! Sets.

use std::ffi::c_char;
use std::ptr;

use crate::api::{Api, Handle, call};

#[test]
fn a_name_is_replaced_and_a_missing_one_fails() {
    let api = Api::open(&[]);
    let (first, second) = (api.tensor(0, &[1.0]), api.tensor(0, &[2.0]));
    let set = api.set_of(&[("x", first), ("x", second)]);
    let mut found = first;
    let mut get = |name: *const c_char| {
        let status = call!(api, nrt_get_tensor_from_tensor_set(
            set => Handle, name => *const c_char, &raw mut found => *mut Handle) -> i32);
        (status, found)
    };
    assert_eq!(get(c"x".as_ptr()), (0, second));
    assert_eq!(get(c"y".as_ptr()), (1, second), "the caller's pointer is left as it was");
    assert_eq!(get(ptr::null()).0, 2);
    assert_eq!(get(c"\xff".as_ptr()).0, 2);
    assert_eq!(api.add(set, "z", set), 3);
    assert_eq!(api.add(first, "z", first), 3);
    api.destroy(set);
    assert_eq!(api.add(set, "x", first), 3);
    assert_eq!(api.read(first), [1.0], "a set does not own its tensors");
    assert_eq!(api.counters().live_tensor_sets, 0);
}
