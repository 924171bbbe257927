//! Counts of cores, under the names of older releases; one of them is refused.

use crate::runtime::SUCCESS;

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_total_nc_count(count: *mut u32) -> i32 {
    // SAFETY: the caller passes a place for the number.
    unsafe { *count = 16 };
    SUCCESS
}

#[unsafe(no_mangle)]
pub extern "C" fn nrt_get_visible_nc_count(_: *mut u32) -> i32 {
    13
}
