"""Writes indices.csv: what each index is at four made-up pixels, by another program.

    pip install spyndex==0.12.0
    python indices.py > indices.csv

Where spyndex has another formula than the publication that `published.toml` names, numpy computes the
publication's: ARVI takes the blue band less the red one (Kaufman & Tanre, 1992, equation 9), AWEInsh takes
off both infrared bands (Feyisa et al., 2014, equation 2). BUI is not in spyndex.
"""

import numpy as np
import spyndex

# Leaves, water, a roof, bare ground. Reflectances, and kelvin.
BANDS = {
    "A": [0.021, 0.045, 0.110, 0.090],
    "B": [0.028, 0.040, 0.104, 0.101],
    "G": [0.051, 0.043, 0.141, 0.135],
    "R": [0.040, 0.016, 0.177, 0.181],
    "RE1": [0.095, 0.017, 0.201, 0.214],
    "RE2": [0.210, 0.014, 0.232, 0.236],
    "RE3": [0.252, 0.013, 0.251, 0.249],
    "N": [0.270, 0.015, 0.274, 0.263],
    "N2": [0.281, 0.012, 0.283, 0.271],
    "S1": [0.121, 0.021, 0.286, 0.331],
    "S2": [0.061, 0.020, 0.227, 0.298],
    "T": [295.2, 289.1, 309.7, 306.4],
    "T1": [295.2, 289.1, 309.7, 306.4],
}
b = {name: np.array(values) for name, values in BANDS.items()}

OWN = {
    "ARVI": (b["N"] - (2 * b["R"] - b["B"])) / (b["N"] + (2 * b["R"] - b["B"])),
    "AWEInsh": 4 * (b["G"] - b["S1"]) - (0.25 * b["N"] + 2.75 * b["S2"]),
    "BUI": (b["S1"] - b["N"]) / (b["S1"] + b["N"]) - (b["N"] - b["R"]) / (b["N"] + b["R"]),
}
# spyndex's names where they differ, and parameters whose value there is another.
NAMES = {"BSI": "BI"}
PARAMETERS = {"SAVI": {"L": 0.5}, "MNLI": {"L": 0.5}, "IBI": {"L": 0.5}}
ALL = """NDVI GNDVI SR DVI IPVI EVI EVI2 SAVI MSAVI OSAVI TSAVI ATSAVI ARVI GEMI VARI NGRDI GLI TVI WDRVI NIRv
NLI MNLI MSR RDVI NDREI CIG CIRE MTCI IRECI S2REP MCARI TCARI PSRI DSWI5 MSI NDMI LSWI NDWI MNDWI AWEInsh
AWEIsh WI2015 NDTI NDPonI NDCI NBR NBR2 NBRT1 BAI CSI MIRBI BAIS2 NDSI NDSII NDGlaI S3 SWI NDBI UI BUI IBI
VIBI BLFEI DBI NBLI BSI DBSI NDSoI BaI BITM""".split()

for letter, values in BANDS.items():
    print("band", letter, *map(repr, values), sep=",")
for name in ALL:
    if name in OWN:
        values, source = OWN[name], "numpy"
    else:
        index = spyndex.indices[NAMES.get(name, name)]
        given = {k: b[k] if k in b else spyndex.constants[k].default for k in index.bands}
        given.update(PARAMETERS.get(name, {}))
        values, source = spyndex.computeIndex(index.short_name, given), "spyndex"
    print(source, name, *(repr(float(value)) for value in values), sep=",")
