use crate::{GenotypeWarning, Variant};
use std::collections::HashSet;

/// What is odd about the order of sites, and sites that are there twice.
pub(crate) fn order_warnings(variants: &[Variant]) -> Vec<GenotypeWarning> {
    let mut late: Vec<usize> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (place, variant) in variants.iter().enumerate() {
        match place.checked_sub(1).map(|before| &variants[before]) {
            Some(before) if before.contig == variant.contig => {
                if before.position > variant.position {
                    late.push(place);
                }
            }
            _ => {
                if !seen.insert(&variant.contig) {
                    late.push(place);
                }
            }
        }
    }
    let twice =
        if late.is_empty() { duplicates(variants, 0..variants.len()) } else { unsorted(variants) };
    let mut warnings = Vec::new();
    if let Some(&first) = late.first() {
        let first = format!("{}:{}", variants[first].contig, variants[first].position);
        warnings.push(GenotypeWarning::Unsorted { sites: late.len() as u64, first });
    }
    if let Some(first) = twice.iter().min() {
        let Variant { contig, position, reference, alternates, .. } = &variants[*first];
        let first = format!("{contig}:{position} {reference}>{}", alternates.join(","));
        warnings.push(GenotypeWarning::DuplicateVariants { sites: twice.len() as u64, first });
    }
    warnings
}

/// Sites of which one before has the same place and alleles; equal places follow each other in `order`.
fn duplicates(variants: &[Variant], order: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut here: Vec<usize> = Vec::new();
    // Only a few sites share a place; where many do, a set keeps the work from growing with their square.
    let mut alleles: HashSet<(&str, &[String])> = HashSet::new();
    let mut twice = Vec::new();
    for site in order {
        let variant = &variants[site];
        let elsewhere = |&other: &usize| {
            let other = &variants[other];
            other.position != variant.position || other.contig != variant.contig
        };
        if here.last().is_none_or(elsewhere) {
            here.clear();
            alleles.clear();
        } else if alleles.is_empty() {
            let known = here.iter().map(|&other| &variants[other]);
            alleles.extend(known.map(|other| (other.reference.as_str(), &other.alternates[..])));
        }
        let key = (variant.reference.as_str(), &variant.alternates[..]);
        if !here.is_empty() && !alleles.insert(key) {
            twice.push(site);
        }
        here.push(site);
    }
    twice
}

/// The same, of sites in any order.
fn unsorted(variants: &[Variant]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..variants.len()).collect();
    order.sort_by_key(|&site| (&variants[site].contig, variants[site].position, site));
    duplicates(variants, order.into_iter())
}
