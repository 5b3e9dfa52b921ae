"""Writes Tests/Fixtures/demand/scipy.csv: what SciPy says of the functions the forecast stands on.

    pip install scipy; python Benchmarks/Compared/demand_vectors.py > Tests/Fixtures/demand/scipy.csv
"""
from scipy import special, stats

print("function;a;b;x;value")
for x in (1e-3, 0.3, 0.5, 1, 1.7, 5, 12.25, 100, 4321.5):
    print(f"logGamma;0;0;{x!r};{float(special.gammaln(x))!r}")
for a, b in ((0.5, 0.5), (1, 1), (2, 7), (30, 4), (250, 310), (1.5, 900)):
    for x in (1e-4, 0.02, 0.2, 0.5, 0.8, 0.99):
        print(f"betaShare;{a!r};{b!r};{x!r};{float(special.betainc(a, b, x))!r}")
    for share in (0.025, 0.1, 0.5, 0.9):
        print(f"betaQuantile;{a!r};{b!r};{share!r};{float(stats.beta.ppf(share, a, b))!r}")
# a: mean, b: shape of the negative binomial.
for mean, shape in ((0.2, 1), (3, 0.7), (8, 4), (25, 2.5), (40, 30), (900, 8), (3000, 1000)):
    law = stats.nbinom(shape, shape / (shape + mean))
    for x in (0, 1, 3, 10, 40, 900):
        print(f"binomialBelow;{mean!r};{shape!r};{x};{float(law.cdf(x))!r}")
    for share in (0.025, 0.1, 0.25, 0.5, 0.9, 0.975):
        print(f"binomialQuantile;{mean!r};{shape!r};{share!r};{int(law.ppf(share))}")
for mean in (0.5, 6, 120, 900):
    law = stats.poisson(mean)
    for x in (0, 4, 100, 905):
        print(f"poissonBelow;{mean!r};0;{x};{float(law.cdf(x))!r}")
