"""Principal components by the covariance and its eigenvectors."""
import numpy as np
from tables import load, more, tell

x, _ = load('train')
kept = int(more()[0])


def fit():
    centred = x - x.mean(0)
    return np.linalg.eigh(centred.T @ centred)[0]


tell(f'numpy {np.__version__} covariance and eigh', fit, lambda values: values[-kept:].astype('f8').sum() / values.sum())
