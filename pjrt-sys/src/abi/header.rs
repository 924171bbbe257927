//! The head of the table of functions.

use super::Extension;

/// What `PJRT_Api` begins with. Functions follow, one pointer each, as many as its size says.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) struct_size: usize,
    pub(crate) extension_start: *mut Extension,
    pub(crate) version: ApiVersion,
}

/// `PJRT_Api_Version`.
#[repr(C)]
#[derive(Debug)]
pub(crate) struct ApiVersion {
    pub(crate) struct_size: usize,
    pub(crate) extension_start: *mut Extension,
    pub(crate) major: i32,
    pub(crate) minor: i32,
}

/// Where the pointers to functions begin, in bytes.
pub(crate) const OFFSET_OF_FUNCTIONS: usize = 40;

const _: () = assert!(size_of::<Header>() == OFFSET_OF_FUNCTIONS);
