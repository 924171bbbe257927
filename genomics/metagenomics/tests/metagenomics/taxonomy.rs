//! Synthetic genes that descend from each other, so that the right taxon is known.

use neuron_metagenomics::taxonomy::{
    Lineage, TaxonomyClassifier, TaxonomyMethod, TaxonomyOptions, lineage_of_description,
    novel_genus_accuracy,
};
use neuron_random::{Rng, Stream};

fn mutated(sequence: &[u8], share: f64, place: Stream) -> Vec<u8> {
    let mut rng = place.rng();
    let base = |&base: &u8| {
        if rng.random::<f64>() < share { b"ACGT"[rng.random_range(0..4)] } else { base }
    };
    sequence.iter().map(base).collect()
}

/// Six families of four genera of three species each, with 30, 15 and 3 % of places drawn anew.
fn genes() -> (Vec<Vec<u8>>, Vec<Lineage>) {
    let root = mutated(&[b'A'; 600], 1.0, Stream::new(1, "tests/root"));
    let (mut genes, mut lineages) = (Vec::new(), Vec::new());
    for family in 0..6u64 {
        let of_family = mutated(&root, 0.3, Stream::new(2, "tests/family").sample(family));
        for genus in 0..4u64 {
            let place = Stream::new(3, "tests/genus").sample(4 * family + genus);
            let of_genus = mutated(&of_family, 0.15, place);
            for species in 0..3u64 {
                let place = Stream::new(4, "tests/species").step(species as u32);
                genes.push(mutated(&of_genus, 0.03, place.sample(4 * family + genus)));
                lineages
                    .push(Lineage::parse(&format!("Life; F{family}; G{family}.{genus}")).unwrap());
            }
        }
    }
    (genes, lineages)
}

#[test]
fn families_of_unknown_genera_are_found() {
    let (genes, lineages) = genes();
    let slices: Vec<&[u8]> = genes.iter().map(Vec::as_slice).collect();
    for (name, method) in TaxonomyMethod::ALL {
        assert_eq!(name.parse::<TaxonomyMethod>().unwrap(), method);
        let options = TaxonomyOptions { method, rank: 2, ..TaxonomyOptions::default() };
        let report = novel_genus_accuracy(&slices, &lineages, options, 4, 1).unwrap();
        assert_eq!((report.sequences, report.fold_accuracy.len()), (72, 4));
        assert!(report.accuracy > 0.9, "{name}: {}", report.accuracy);
    }
    assert!("rdp".parse::<TaxonomyMethod>().is_err());
}

#[test]
fn known_sequences_have_their_own_taxon() {
    let (genes, lineages) = genes();
    let slices: Vec<&[u8]> = genes.iter().map(Vec::as_slice).collect();
    for (_, method) in TaxonomyMethod::ALL {
        let options = TaxonomyOptions { method, rank: 3, ..TaxonomyOptions::default() };
        let known = TaxonomyClassifier::fit(&slices, &lineages, options).unwrap();
        assert_eq!(known.taxa().len(), 24);
        for (assigned, lineage) in known.assign_all(&slices).unwrap().iter().zip(&lineages) {
            assert_eq!(&assigned.lineage, lineage);
            assert!(assigned.lead > 0.0 && assigned.lead.is_finite());
        }
        // Nothing to go by is no reason to fail.
        assert!(known.assign(b"").unwrap().lead.is_finite());
        assert!(known.assign(b"NNNNNNNNNNNN").unwrap().lead.is_finite());
    }
}

#[test]
fn lineages_are_read_from_descriptions() {
    let gold =
        "Acidovorax avenae\t70|16s_rRNA|AAC00-1\tBacteria; Proteobacteria; Betaproteobacteria";
    let found = lineage_of_description(gold).unwrap();
    assert_eq!(found.names(), ["Bacteria", "Proteobacteria", "Betaproteobacteria"]);
    assert_eq!(found.to_rank(2).to_string(), "Bacteria;Proteobacteria");
    assert_eq!(found.to_rank(9), found);
    for none in ["", "Acidovorax avenae", "x\tBacteria", "a;;b"] {
        assert!(lineage_of_description(none).is_none(), "{none}");
    }
}

#[test]
fn lineages_that_do_not_reach_are_refused() {
    let lineages = ["A;B;C", "A;B"].map(|text| Lineage::parse(text).unwrap());
    let genes = [b"ACGTACGTACGT".as_slice(), b"GGGGCCCCTTTT"];
    let options = TaxonomyOptions { rank: 3, ..TaxonomyOptions::default() };
    let message = TaxonomyClassifier::fit(&genes, &lineages, options).unwrap_err().to_string();
    let expected =
        "the lineage of sequence 2 is `A;B`, expected as many names as the rank to assign";
    assert_eq!(message, expected);
    let with = |rank, folds| {
        let options = TaxonomyOptions { rank, ..TaxonomyOptions::default() };
        novel_genus_accuracy(&genes, &lineages, options, folds, 0).unwrap_err().to_string()
    };
    assert_eq!(with(2, 3), "`folds` is 3, expected 2 to 2, the number of lineages");
    assert_eq!(with(0, 2), "`rank` is 0, expected 1 or more");
    assert!(TaxonomyClassifier::fit(&genes, &lineages[..1], options).is_err());
    assert!(TaxonomyClassifier::fit(&[], &[], options).is_err());
}
