use crate::place::{close, genotypes, mixed, slice};
use neuron_population::Populations;
use neuron_population::differentiation::{
    Ratio, average, hudson, nei_distance, patterson_f2, weir_cockerham,
};
use neuron_population::frequency::AlleleCounts;

// scikit-allel 1.3.13: average_hudson_fst(ac1, ac2, 100)[:2], average_weir_cockerham_fst(g, [i, j], 100)[:2],
// mean_pairwise_difference_between(ac1, ac2).sum(), patterson_f2(ac1, ac2).sum(); plink2 2.00a3.5 --fst agrees to its
// six digits in both estimates
#[test]
fn pairs_of_the_slice() {
    let (genotypes, populations) = slice();
    let expected = [
        (
            0,
            1,
            [0.00804655831179036, 0.00108601534567177, 0.00801466939176859, 0.00108769956434664],
            413.287470666259,
            3.32554173224839,
        ),
        (
            2,
            3,
            [0.00256582728935337, 0.00118956190945864, 0.00248340594517065, 0.00119253801652743],
            430.514532196775,
            1.10462593517369,
        ),
        (
            3,
            4,
            [0.00165973422486996, 0.00053665744668047, 0.00163501449576654, 0.00052871795550575],
            429.971613241331,
            0.713638602219191,
        ),
    ];
    for (first, second, fst, between, f2) in expected {
        let members = [&populations.members[first], &populations.members[second]];
        let counts = members.map(|members| AlleleCounts::of(&genotypes, members));
        let averaged = average(&hudson(&counts[0], &counts[1]).unwrap(), 100);
        close(averaged.estimate.unwrap(), fst[0], 1e-14);
        close(averaged.standard_error.unwrap(), fst[1], 1e-14);
        let pair = Populations {
            names: vec!["a".into(), "b".into()],
            members: members.map(Clone::clone).to_vec(),
            samples: 503,
        };
        let components = weir_cockerham(&genotypes, &pair).unwrap();
        let thetas: Vec<Ratio> = components.iter().map(|c| c.theta()).collect();
        let averaged = average(&thetas, 100);
        close(averaged.estimate.unwrap(), fst[2], 1e-14);
        close(averaged.standard_error.unwrap(), fst[3], 1e-14);
        let nei = nei_distance(&counts[0], &counts[1]).unwrap();
        close(nei.between, between, 1e-10);
        let sum: f64 = patterson_f2(&counts[0], &counts[1]).unwrap().into_iter().flatten().sum();
        close(sum, f2, 1e-12);
        // Without bias, f₂ is the net difference.
        close(nei.net(), f2, 1e-10);
    }
}

// scikit-allel 1.3.13: a, b, c = weir_cockerham_fst(g, five subpopulations); a.sum() / (a + b + c).sum()
#[test]
fn five_populations_of_the_slice() {
    let (genotypes, populations) = slice();
    let thetas: Vec<Ratio> =
        weir_cockerham(&genotypes, &populations).unwrap().iter().map(|c| c.theta()).collect();
    close(average(&thetas, 100).estimate.unwrap(), 0.00561483271398665, 1e-14);
}

// scikit-allel 1.3.13 with max_allele=2: average_hudson_fst(a, b, 20)[:2] over all 160 sites, and Weir and Cockerham's
// over the 120 of contig 1
#[test]
fn three_alleles_missing_genotypes_and_haploids() {
    let (genotypes, populations) = mixed();
    let [a, b] = [0, 1].map(|at| AlleleCounts::of(&genotypes, &populations.members[at]));
    let averaged = average(&hudson(&a, &b).unwrap(), 20);
    close(averaged.estimate.unwrap(), 0.11633024055666556, 1e-14);
    close(averaged.standard_error.unwrap(), 0.016359193970310958, 1e-14);
    let components = weir_cockerham(&genotypes, &populations).unwrap();
    let contig_1: Vec<Ratio> = components[..120].iter().map(|c| c.theta()).collect();
    close(average(&contig_1, 20).estimate.unwrap(), 0.11274572200239336, 1e-14);
    let sums: Vec<f64> = components[1..4].iter().map(|c| c.a).collect();
    for (found, expected) in sums.iter().zip([0.05035001, 0.00808161, 0.1421426]) {
        close(*found, expected, 5e-9);
    }
}

#[test]
fn haploids_alone_have_two_levels() {
    // Population a: 0 0 0 1; b: 1 1 1 0. p = ¼ and ¾, n = 4: MSP = Σ 4 (1/4)² = 1/2, MSG = 2 · 4 · 3/16 / 6 = 1/4,
    // n_c = 4, θ = (1/2 − 1/4) / (1/2 + 3 · 1/4) = 1/5.
    let genotypes = genotypes(&["0 0 0 1 1 1 1 0"]);
    let labels = ["a", "a", "a", "a", "b", "b", "b", "b"].map(Some);
    let components = weir_cockerham(&genotypes, &Populations::from_labels(&labels)).unwrap();
    close(components[0].theta().value().unwrap(), 0.2, 1e-15);
    close(components[0].c, 0.0, 0.0);
}

#[test]
fn monomorphic_sites_say_nothing() {
    let genotypes = genotypes(&["0/0 0/0 0/0 0/0", "./. ./. 0/1 0/1", "0/1 ./. ./. ./."]);
    let populations = Populations::from_labels(&["a", "a", "b", "b"].map(Some));
    let [a, b] = [0, 1].map(|at| AlleleCounts::of(&genotypes, &populations.members[at]));
    let sites = hudson(&a, &b).unwrap();
    assert!(sites.iter().all(|site| site.value().is_none() && site.numerator == 0.0));
    let averaged = average(&sites, 1);
    assert_eq!((averaged.estimate, averaged.standard_error, averaged.sites), (None, None, 0));
    let components = weir_cockerham(&genotypes, &populations).unwrap();
    assert!(components.iter().all(|c| c.theta().value().is_none()));
    assert_eq!(nei_distance(&a, &b).unwrap().standard, Some(0.0));
}
