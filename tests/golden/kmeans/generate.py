"""Writes the reference numbers of this folder; see ../README.md."""
import csv
import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.cluster import KMeans, MiniBatchKMeans, kmeans_plusplus

HERE = Path(__file__).parent
DATA = HERE.parent / 'data'
SEEDS = range(5)


def iris():
    rows = list(csv.DictReader(open(DATA / 'iris/iris.csv')))
    return np.array([[float(v) for k, v in row.items() if k != 'target'] for row in rows], dtype='f4')


def digits():
    rows = list(csv.reader(gzip.open(DATA / 'digits8x8/digits.csv.gz', 'rt')))[1:]
    return np.array([[float(v) for v in row[1:]] for row in rows], dtype='f4')


def cards():
    rows = list(csv.DictReader(gzip.open(DATA / 'card-fraud/card-fraud.csv.gz', 'rt')))
    return np.array([[float(row[f'V{i}']) for i in range(1, 29)] for row in rows], dtype='f4')


def starts(x, k):
    """Inertia of the rows that k-means++ draws, and after Lloyd's rounds from them."""
    x = x.astype('f8')

    def of_seeds(seed):
        centers, _ = kmeans_plusplus(x, k, random_state=seed)
        return float(np.min(((x[:, None, :] - centers[None]) ** 2).sum(-1), 1).sum())

    return {
        'k': k,
        'seeded': [of_seeds(seed) for seed in SEEDS],
        'oneStart': inertias(lambda seed: KMeans(k, n_init=1, random_state=seed, tol=0), x),
    }


def inertias(make, x):
    return [float(make(seed).fit(x).inertia_) for seed in SEEDS]


def facts(x, k, batch):
    """Inertia over all rows: exact Lloyd from one start, the best of ten starts, and mini-batches."""
    # Between a row and the mean of all: no row is equally near to two of them.
    start = 0.75 * x[np.arange(k) * (len(x) // k)].astype('f8') + 0.25 * x.astype('f8').mean(0)
    steps = []
    for n in range(1, 13):
        steps.append(float(KMeans(k, init=start, n_init=1, max_iter=n, tol=0, algorithm='lloyd').fit(x.astype('f8')).inertia_))
    whole = KMeans(k, init=start, n_init=1, max_iter=300, tol=0, algorithm='lloyd').fit(x.astype('f8'))
    mini = lambda seed: MiniBatchKMeans(k, random_state=seed, batch_size=batch, max_iter=1, n_init=3, reassignment_ratio=0, max_no_improvement=None, tol=0)

    def of_mini(seed):
        model = mini(seed).fit(x)
        return float(np.min(((x[:, None, :] - model.cluster_centers_[None]) ** 2).sum(-1), 1).sum())

    return {
        'k': k,
        'rows': len(x),
        'inertiaAfter': steps,
        'inertia': float(whole.inertia_),
        'rounds': int(whole.n_iter_),
        'labels': [int(v) for v in whole.labels_],
        'oneStart': inertias(lambda seed: KMeans(k, n_init=1, random_state=seed, tol=0), x),
        'tenStarts': inertias(lambda seed: KMeans(k, n_init=10, random_state=seed), x),
        'batch': batch,
        'miniBatch': [of_mini(seed) for seed in SEEDS],
    }


provenance = {
    'tool': 'scikit-learn ' + sklearn.__version__,
    'numpy': np.__version__,
    'seed': '0 to 4; labels and inertiaAfter begin between the rows i * (rows // k) and the mean, at a quarter of the way',
    'command': '/usr/bin/python3 tests/golden/kmeans/generate.py',
}
starting = {'digits': starts(digits(), 16), 'cards': starts(cards(), 16)}
body = {'iris': facts(iris(), 3, 50), 'digits': facts(digits(), 10, 300)}
(HERE / 'reference.json').write_text(json.dumps({'provenance': provenance, **body, 'starts': starting}) + '\n')
print(starting)
for name, each in body.items():
    print(name, {k: v for k, v in each.items() if k != 'labels'})
