//! Files of sequences, reads, regions and annotations, local or by range from a server.
#![forbid(unsafe_code)]
