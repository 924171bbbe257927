"""Genotypes of a VCF by cyvcf2, for the peer bench.

It answers requests as exchange/protocol.py has it.
"""

import os
import sys
from pathlib import Path

import numpy as np
from cyvcf2 import VCF

sys.path.append(str(Path(__file__).parent.parent / "exchange"))

import protocol


class Session:
    def __init__(self, request):
        self.path = request["path"]
        self.threads = int(os.environ["PEER_THREADS"])

    def load(self):
        """Alleles, [sites, samples, 2]; -1 is a missing one."""
        file = VCF(self.path, threads=self.threads)
        return np.array([variant.genotype.array()[:, :2] for variant in file], np.int8)

    def result(self):
        alleles = self.load()
        return {
            "samples": alleles.shape[1],
            "alternates": (alleles > 0).sum((1, 2)).tolist(),
            "missing": (alleles < 0).sum((1, 2)).tolist(),
        }

    def times(self, count):
        return protocol.timed(count, self.load)


if __name__ == "__main__":
    protocol.serve(Session)
