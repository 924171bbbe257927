"""Statistics of populations by scikit-allel, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import sys
import warnings
from pathlib import Path

import allel
import numpy as np

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol


class Session:
    def __init__(self, request):
        warnings.simplefilter("ignore")
        alleles = np.fromfile(request["path"], np.int8)
        self.genotypes = allel.GenotypeArray(alleles.reshape(request["shape"]))
        self.positions = np.asarray(request["positions"])
        self.populations = request["populations"]
        self.work = getattr(self, request["task"])

    def counts(self):
        return [self.genotypes.count_alleles(subpop=members, max_allele=1) for members in self.populations]

    def hudson(self):
        first, second = self.counts()
        numerator, denominator = allel.hudson_fst(first, second)
        return [np.nansum(numerator) / np.nansum(denominator)]

    def weir_cockerham(self):
        a, b, c = allel.weir_cockerham_fst(self.genotypes, self.populations, max_allele=1)
        return [np.nansum(a) / (np.nansum(a) + np.nansum(b) + np.nansum(c))]

    def diversity(self):
        """Sums over sites of π and of Watterson's θ, and Tajima's D, of each population."""
        values = []
        for counts in self.counts():
            pairwise = allel.mean_pairwise_difference(counts).sum()
            segregating = counts.count_segregating()
            copies = counts.sum(axis=1).max()
            theta = segregating / np.sum(1 / np.arange(1, copies))
            values += [pairwise, theta, allel.tajima_d(counts)]
        return values

    def components(self):
        """Samples along ten components of all sites that vary, each by its standard deviation under drift."""
        dosages = self.genotypes.to_n_alt()
        dosages = dosages[dosages.min(1) < dosages.max(1)]
        coordinates, _ = allel.pca(dosages, n_components=10, copy=True, scaler="patterson")
        return coordinates.T.ravel()

    def result(self):
        return {"values": [float(value) for value in self.work()]}

    def times(self, count):
        return protocol.timed(count, self.work)


if __name__ == "__main__":
    protocol.serve(Session)
