"""Writes the reference numbers of this folder; see ../README.md."""
import csv
import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import PCA, TruncatedSVD

HERE = Path(__file__).parent
DATA = HERE.parent / 'data'


def plain(path):
    rows = list(csv.DictReader(open(path)))
    return np.array([[float(v) for k, v in row.items() if k != 'target'] for row in rows], dtype='f4').astype('f8')


def digits():
    rows = list(csv.reader(gzip.open(DATA / 'digits8x8/digits.csv.gz', 'rt')))[1:]
    return np.array([[float(v) for v in row[1:]] for row in rows], dtype='f4').astype('f8')


def up(v):
    """Components with the coordinate farthest from 0 positive, the greatest last."""
    v = v[::-1].copy()
    for row in v:
        if row[np.abs(row).argmax()] < 0:
            row *= -1
    return v


def facts(x, kept):
    full = PCA(kept, svd_solver='full').fit(x)
    raw = TruncatedSVD(kept, algorithm='arpack', tol=0, random_state=0).fit(x)
    values = PCA(svd_solver='full').fit(x).singular_values_
    drawn = [PCA(kept, svd_solver='randomized', random_state=seed).fit(x.astype('f4')) for seed in range(5)]
    v = up(full.components_)
    return {
        'kept': kept,
        'mean': x.mean(0).tolist(),
        's': values[::-1].tolist(),
        'v': v.tolist(),
        'ratio': float(full.explained_variance_ratio_.sum()),
        'projection': ((x[:3] - x.mean(0)) @ v.T).tolist(),
        'withMean': {'s': raw.singular_values_[np.argsort(raw.singular_values_)].tolist()},
        'randomized': [float(each.explained_variance_ratio_.sum()) for each in drawn],
    }


provenance = {
    'tool': 'scikit-learn ' + sklearn.__version__,
    'numpy': np.__version__,
    'seed': '0 to 4 for the randomized solver; the others are exact',
    'command': '/usr/bin/python3 tests/golden/pca/generate.py',
}
body = {
    'iris': facts(plain(DATA / 'iris/iris.csv'), 2),
    'breastCancer': facts(plain(DATA / 'breast-cancer/breast-cancer.csv'), 5),
    'digits': facts(digits(), 10),
}
(HERE / 'reference.json').write_text(json.dumps({'provenance': provenance, **body}) + '\n')
