//! What is written is read as it was.

use neuron_genotypes::vcf::Contig;
use neuron_genotypes::{ABSENT, GenotypeError, Genotypes, MISSING, ReadOptions, Variant, bcf, vcf};
use proptest::prelude::*;
use std::path::Path;

fn through_vcf(genotypes: &Genotypes) -> Result<Genotypes, GenotypeError> {
    let mut text = Vec::new();
    vcf::write_to(&mut text, genotypes, &[])?;
    Ok(vcf::read_from(&text[..], Path::new("x"), &ReadOptions::default())?.genotypes)
}

fn through_bcf(genotypes: &Genotypes) -> Result<Genotypes, GenotypeError> {
    let mut bytes = Vec::new();
    bcf::write_to(&mut bytes, genotypes, &[])?;
    Ok(bcf::read_from(&bytes[..], Path::new("x"), &ReadOptions::default())?.genotypes)
}

/// A genotype of up to four copies at a site of so many alleles; with one copy, its order is known.
fn genotype(alleles: i8) -> impl Strategy<Value = (Vec<i8>, bool)> {
    let copies = prop::collection::vec(prop_oneof![1 => Just(MISSING), 9 => 0..alleles], 1..=4);
    (copies, any::<bool>()).prop_map(|(copies, phased)| {
        let phased = phased || copies.len() == 1;
        (copies, phased)
    })
}

fn site(samples: usize) -> impl Strategy<Value = (usize, Vec<(Vec<i8>, bool)>)> {
    prop_oneof![4 => 0_usize..4, 1 => 60_usize..=126].prop_flat_map(move |alternates| {
        let genotypes = prop::collection::vec(genotype(alternates as i8 + 1), samples);
        (Just(alternates), genotypes)
    })
}

fn matrix() -> impl Strategy<Value = Genotypes> {
    (1_usize..6).prop_flat_map(|samples| prop::collection::vec(site(samples), 1..8)).prop_map(
        |sites| {
            let ploidy = sites
                .iter()
                .flat_map(|site| &site.1)
                .map(|genotype| genotype.0.len())
                .max()
                .unwrap();
            let mut genotypes = Genotypes { ploidy, ..Genotypes::default() };
            genotypes.samples =
                (0..sites[0].1.len()).map(|number| format!("sample {number}")).collect();
            for (place, (alternates, row)) in sites.into_iter().enumerate() {
                genotypes.variants.push(Variant {
                    contig: format!("chr{}", place / 3),
                    position: 10 * place as u64,
                    id: if place % 2 == 0 { String::new() } else { format!("rs{place}") },
                    reference: "A".repeat(1 + place % 20),
                    alternates: (0..alternates).map(|number| "C".repeat(number + 1)).collect(),
                });
                for (copies, phased) in row {
                    genotypes.alleles.extend_from_slice(&copies);
                    genotypes
                        .alleles
                        .resize(genotypes.alleles.len() + ploidy - copies.len(), ABSENT);
                    genotypes.phased.push(phased);
                }
            }
            genotypes
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_genotypes(genotypes in matrix()) {
        genotypes.check().unwrap();
        prop_assert_eq!(&through_vcf(&genotypes).unwrap(), &genotypes);
        prop_assert_eq!(&through_bcf(&genotypes).unwrap(), &genotypes);
    }
}

#[test]
fn contigs_keep_their_order_and_length() {
    let genotypes = crate::edge_cases::from_vcf(&ReadOptions::default()).genotypes;
    let contigs = [
        Contig { name: "X".into(), length: Some(9000) },
        Contig { name: "9".into(), length: None },
    ];
    let mut text = Vec::new();
    vcf::write_to(&mut text, &genotypes, &contigs).unwrap();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("##contig")).collect();
    assert_eq!(lines, ["##contig=<ID=X,length=9000>", "##contig=<ID=9>", "##contig=<ID=1>"]);
    assert!(text.contains("\nX\t800\ta;b\tT\tA\t.\t.\t.\tGT\t0/0/1\t0|1\t1\t.\n"), "{text}");
    let mut bytes = Vec::new();
    bcf::write_to(&mut bytes, &genotypes, &contigs).unwrap();
    let again = bcf::read_from(&bytes[..], Path::new("x"), &ReadOptions::default()).unwrap();
    assert_eq!(again.genotypes.variants, genotypes.variants);
}

#[test]
fn names_that_would_be_read_as_others_are_refused() {
    let good = crate::edge_cases::from_vcf(&ReadOptions::default()).genotypes;
    let refusal = |change: &dyn Fn(&mut Genotypes)| {
        let mut genotypes = good.clone();
        change(&mut genotypes);
        let message = through_vcf(&genotypes).unwrap_err().to_string();
        assert_eq!(through_bcf(&genotypes).unwrap_err().to_string().replace("BCF", "VCF"), message);
        message
    };
    assert_eq!(
        refusal(&|genotypes| genotypes.samples[1] = "a\tb".into()),
        "sample `a\\tb` cannot be written as VCF: its name is empty, or has a tab or line end in it; rename it"
    );
    assert!(
        refusal(&|genotypes| genotypes.samples[1] = "ann".into()).contains("it is there twice")
    );
    assert!(
        refusal(&|genotypes| genotypes.variants[0].contig = "a>".into()).contains("sequence `a>`")
    );
    assert!(
        refusal(&|genotypes| genotypes.variants[0].reference = String::new())
            .contains("site 1:100")
    );
    assert!(refusal(&|genotypes| genotypes.variants[1].id = "a\nb".into()).contains("site 1:150"));
    assert!(
        refusal(&|genotypes| genotypes.variants[2].alternates[0] = "C,G".into())
            .contains("site 1:200")
    );
}

#[test]
fn positions_that_a_bcf_cannot_hold_are_refused() {
    let mut genotypes = crate::edge_cases::from_vcf(&ReadOptions::default()).genotypes;
    genotypes.variants[8].position = 1 << 40;
    assert_eq!(through_vcf(&genotypes).unwrap(), genotypes);
    let message = through_bcf(&genotypes).unwrap_err().to_string();
    assert_eq!(
        message,
        "site X:1099511627776 cannot be written as BCF: its position is beyond 2147483648; write VCF"
    );
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut genotypes = crate::edge_cases::from_vcf(&ReadOptions::default()).genotypes;
    genotypes.samples[0] = String::new();
    for name in ["x.vcf", "x.vcf.gz", "x.bcf", "x.txt"] {
        assert!(neuron_genotypes::write(&folder.path().join(name), &genotypes, &[]).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
    }
    let message =
        vcf::write(&folder.path().join("no/such.vcf"), &genotypes, &[]).unwrap_err().to_string();
    assert!(message.starts_with("cannot write `"), "{message}");
}
