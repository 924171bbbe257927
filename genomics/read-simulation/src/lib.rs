//! Reads with planted variants, always labelled synthetic.
#![forbid(unsafe_code)]
