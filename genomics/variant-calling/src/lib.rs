//! Small germline variants from aligned reads.
#![forbid(unsafe_code)]
