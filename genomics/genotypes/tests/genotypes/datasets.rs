use neuron_genotypes::datasets::thousand_genomes_slice;

#[test]
fn the_slice_is_what_its_manifest_says() {
    let slice = thousand_genomes_slice().unwrap();
    let genotypes = &slice.genotypes;
    assert_eq!(
        (genotypes.samples.len(), genotypes.variants.len(), genotypes.ploidy),
        (503, 4165, 2)
    );
    assert_eq!(slice.labels.samples(), genotypes.samples);
    let populations = slice.labels.column("pop").unwrap();
    for (population, samples) in [("CEU", 99), ("FIN", 99), ("GBR", 91), ("IBS", 107), ("TSI", 107)]
    {
        assert_eq!(populations.iter().filter(|label| **label == population).count(), samples);
    }
    assert!(genotypes.alleles.iter().all(|allele| matches!(allele, 0 | 1)));
    // bcftools query -f '[%GT\t]\n' | tr '\t' '\n' | grep -c / (version 1.16).
    assert_eq!(genotypes.phased.iter().filter(|phased| !**phased).count(), 3834);
    let indels = |variant: &&neuron_genotypes::Variant| {
        variant.reference.len() != 1 || variant.alternates[0].len() != 1
    };
    // bcftools stats: number of indels.
    assert_eq!(genotypes.variants.iter().filter(indels).count(), 231);
}
