"""Writes the reference numbers of this folder; see ../README.md."""
import json
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

HERE = Path(__file__).parent
SEED = 11
N, D, M = 25, 3, 12

rng = np.random.default_rng(SEED)
x = rng.random((N, D))
y = np.sin(6 * x[:, 0]) + 2 * (x[:, 1] - 0.4) ** 2 + 0.1 * rng.standard_normal(N)
y = (y - y.mean()) / y.std()
grid = rng.random((M, D))


def kernel(theta):
    signal, *lengths, noise = np.exp(theta)
    bounds = (0.05, 20), (0.05, 10), (1e-6, 0.1)
    return ConstantKernel(signal, bounds[0]) * Matern(lengths, bounds[1], nu=2.5) + WhiteKernel(noise, bounds[2])


cases = []
for theta in [[0, -0.7, -0.7, -0.7, -4], [1, 0.5, -1, 1.5, -2], [-1, -2, 0, -0.3, -9]]:
    gp = GaussianProcessRegressor(kernel(theta), alpha=1e-10, optimizer=None).fit(x, y)
    value, gradient = gp.log_marginal_likelihood(np.array(theta, float), eval_gradient=True)
    mean, deviation = gp.predict(grid, return_std=True)
    latent = np.sqrt(np.maximum(0, deviation**2 - np.exp(theta[-1])))
    best = y.min()
    z = (best - mean) / latent
    improvement = (best - mean) * norm.cdf(z) + latent * norm.pdf(z)
    cases.append(
        {
            'theta': theta,
            'likelihood': value,
            'gradient': gradient.tolist(),
            'mean': mean.tolist(),
            'deviation': latent.tolist(),
            'improvement': improvement.tolist(),
        }
    )

fitted = GaussianProcessRegressor(kernel([0, -0.7, -0.7, -0.7, -4]), alpha=1e-10, n_restarts_optimizer=9, random_state=SEED).fit(x, y)
body = {
    'provenance': {
        'tool': f'scikit-learn {sklearn.__version__}, scipy {scipy.__version__}',
        'numpy': np.__version__,
        'seed': SEED,
        'command': 'python3 tests/golden/tuning/generate.py',
    },
    'x': x.tolist(),
    'y': y.tolist(),
    'grid': grid.tolist(),
    'cases': cases,
    'fitted': {'theta': fitted.kernel_.theta.tolist(), 'likelihood': fitted.log_marginal_likelihood_value_},
    'normal': [[z, norm.cdf(z)] for z in [-30.0, -8.0, -3.5, -3.0, -2.9, -1.0, -0.1, 0.0, 0.5, 2.0, 5.0]],
}
(HERE / 'gaussian-process.json').write_text(json.dumps(body) + '\n')
