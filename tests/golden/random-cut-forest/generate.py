"""Writes how well scikit-learn's isolation forest finds known anomalies, over five seeds; see ../README.md."""
import csv
import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).parent


def aucs(x, y):
    scores = [-IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(x).score_samples(x) for seed in range(5)]
    return [float(roc_auc_score(y, score)) for score in scores]


def taxi(size=48, step=8):
    rows = list(csv.DictReader(gzip.open(HERE.parent / 'data/nyc-taxi/nyc-taxi.csv.gz', 'rt')))
    values = np.array([float(row['passengers']) for row in rows])
    labels = np.array([int(row['in_window']) for row in rows])
    return np.lib.stride_tricks.sliding_window_view(values, size)[::step], labels[size - 1::step]


def fraud():
    rows = list(csv.DictReader(gzip.open(HERE.parent / 'data/card-fraud/card-fraud.csv.gz', 'rt')))
    names = [name for name in rows[0] if name not in ('Time', 'Class')]
    # The sample is half fraud nearly: what is usual must be so in the rows, too.
    kept = [row for i, row in enumerate(rows) if row['Class'] == '0' or i % 20 == 0]
    x = np.array([[float(row[name]) for name in names] for row in kept])
    return (x - x.mean(0)) / x.std(0), np.array([int(row['Class']) for row in kept])


body = {
    'provenance': {
        'tool': 'scikit-learn ' + sklearn.__version__,
        'numpy': np.__version__,
        'seed': '0 to 4',
        'command': '/usr/bin/python3 tests/golden/random-cut-forest/generate.py',
    },
    'taxi': aucs(*taxi()),
    'fraud': aucs(*fraud()),
}
(HERE / 'reference.json').write_text(json.dumps(body) + '\n')
print(body)
