//! Population genetics: frequencies, structure, kinship, diversity, association.
#![forbid(unsafe_code)]
