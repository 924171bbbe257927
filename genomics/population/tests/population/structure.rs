use crate::place::{biallelic, close, mixed, slice, slice_dosages};
use neuron_genotypes::Genotypes;
use neuron_population::dosages::{Dosages, Haploids};
use neuron_population::structure::{Projection, Scaling, principal_components, relationship};

// plink2 2.00a3.5 --make-rel bin square
#[test]
fn relationship_of_the_slice() {
    let matrix = relationship(&slice_dosages(), Scaling::Variance).unwrap().matrix;
    let expected = [
        (0, 0, 0.638329504336428),
        (1, 0, -0.0114381321035461),
        (250, 17, -0.0484513588829486),
        (502, 502, 1.0546645066808),
    ];
    for (row, column, value) in expected {
        close(matrix[(row, column)], value, 1e-12);
        close(matrix[(column, row)], value, 1e-12);
    }
}

// plink2 2.00a3.5 --bad-freqs --make-rel bin square on the sites of two alleles of contig 1, 6 % missing
#[test]
fn relationship_with_missing_genotypes() {
    let dosages = Dosages::new(&biallelic(&mixed().0, "1"), Haploids::Doubled);
    let found = relationship(&dosages, Scaling::Variance).unwrap();
    close(found.matrix[(0, 1)], 0.018786219483770003, 1e-14);
    close(found.matrix[(3, 3)], 0.9813083720284342, 1e-14);
    close(found.matrix[(39, 0)], -0.0396005533978302, 1e-14);
    assert_eq!((found.of_sites, found.sites.len()), (101, 87));
}

// numpy 2.4.6: numpy.linalg.eigh of the matrix of plink2 --make-rel bin square; plink2 --pca 10 agrees to its six digits
#[test]
fn components_of_the_slice() {
    let pca = principal_components(&slice_dosages(), 6, Scaling::Variance).unwrap();
    let expected = [
        9.85789459022346,
        7.30805590267671,
        6.07837705461603,
        5.07693100119276,
        4.93264431294434,
        4.63607270597553,
    ];
    for (value, expected) in pca.eigenvalues.iter().zip(expected) {
        close(*value, expected, 1e-10);
    }
    let first = [0.00711851672822968, -0.102751322348748, 0.0383063694546665];
    let second = [-0.0170084474692425, -0.0324373588903442, 0.0139219920957934];
    for (component, expected) in [first, second].iter().enumerate() {
        let column = pca.coordinates.column(component);
        // A direction is known up to its sign.
        let sign = (column[100] * expected[1]).signum();
        for (sample, value) in [0, 100, 400].iter().zip(expected) {
            close(sign * column[*sample], *value, 1e-9);
        }
    }
}

#[test]
fn scalings_differ_by_a_factor() {
    let dosages = slice_dosages();
    let variance = principal_components(&dosages, 3, Scaling::Variance).unwrap();
    let patterson = principal_components(&dosages, 3, Scaling::Patterson).unwrap();
    for component in 0..3 {
        close(patterson.eigenvalues[component] / variance.eigenvalues[component], 2.0, 1e-10);
        let (a, b) =
            (variance.coordinates.column(component), patterson.coordinates.column(component));
        close(a.dot(&b), 1.0, 1e-10);
    }
}

#[test]
fn panel_projected_onto_itself_stays_where_it_is() {
    let (genotypes, _) = slice();
    let dosages = Dosages::new(&genotypes, Haploids::Doubled);
    let pca = principal_components(&dosages, 4, Scaling::Variance).unwrap();
    let projection = Projection::new(&genotypes, &dosages, &pca);
    let projected = projection.project(&genotypes).unwrap();
    assert_eq!((projected.sites, projected.exchanged, projected.absent), (4165, 0, 0));
    assert!((&projected.coordinates - &pca.coordinates).amax() < 1e-10);
    // The same samples with the alleles of every site exchanged.
    let mut other: Genotypes = genotypes.clone();
    for variant in &mut other.variants {
        std::mem::swap(&mut variant.reference, &mut variant.alternates[0]);
    }
    for allele in &mut other.alleles {
        *allele = 1 - *allele;
    }
    let projected = projection.project(&other).unwrap();
    assert_eq!(projected.exchanged, 4165);
    assert!((&projected.coordinates - &pca.coordinates).amax() < 1e-10);
    other.variants.iter_mut().for_each(|variant| variant.contig = "chr20".into());
    let error = projection.project(&other).unwrap_err().to_string();
    assert!(error.contains("contig `chr20`, the panel's `20`"), "{error}");
}

#[test]
fn haploid_and_polyploid_genotypes() {
    let (genotypes, _) = mixed();
    let contig_x: Vec<usize> = (120..160).collect();
    let doubled = Dosages::new(&genotypes, Haploids::Doubled).select(&contig_x);
    let missing = Dosages::new(&genotypes, Haploids::Missing).select(&contig_x);
    for (site, &number) in contig_x.iter().enumerate() {
        for sample in 0..40 {
            let copies = genotypes.genotype(number, sample);
            if sample % 2 == 1 {
                assert_eq!(missing.get(site, sample), None);
                let expected = (copies[0] >= 0).then_some(2 * u8::from(copies[0] > 0));
                assert_eq!(doubled.get(site, sample), expected);
            } else {
                assert_eq!(missing.get(site, sample), doubled.get(site, sample));
            }
        }
    }
    let triploid = Genotypes {
        samples: vec!["a".into(), "b".into(), "c".into()],
        variants: genotypes.variants[..1].to_vec(),
        ploidy: 3,
        alleles: vec![0, 1, 1, 0, 1, -2, 1, -2, -2],
        phased: vec![false; 3],
    };
    let dosages = Dosages::new(&triploid, Haploids::Doubled);
    assert_eq!(dosages.site(0), [None, Some(1), Some(2)]);
    let counts = neuron_population::frequency::AlleleCounts::all(&triploid);
    assert_eq!(counts.site(0), [2, 4]);
}
