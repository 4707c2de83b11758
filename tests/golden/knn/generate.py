"""Writes what scikit-learn's brute-force search finds; see ../README.md."""
import csv
import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
BOSTON_FEATURES = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'lstat']


def table(path, target, features=None):
    rows = list(csv.DictReader(gzip.open(path, 'rt') if path.suffix == '.gz' else open(path)))
    names = features or [name for name in rows[0] if name != target]
    x = np.array([[float(row[name]) for name in names] for row in rows], dtype='f4').astype('f8')
    y = np.array([float(row[target]) for row in rows], dtype='f4').astype('f8')
    test = np.arange(len(y)) % 5 == 4
    return x[~test], y[~test], x[test], y[test]


def neighbours(model, tx, square):
    distances = model.kneighbors(tx)[0]
    return (distances ** 2 if square else distances).tolist()


def classifier(parts, k, metric):
    x, y, tx, ty = parts
    model = KNeighborsClassifier(k, algorithm='brute', metric=metric).fit(x, y)
    got = model.predict(tx)
    return {
        'k': k,
        'accuracy': float(np.mean(got == ty)),
        'labels': got.tolist(),
        'distances': neighbours(model, tx[:40], metric == 'euclidean'),
    }


def regressor(parts, k):
    x, y, tx, ty = parts
    model = KNeighborsRegressor(k, algorithm='brute').fit(x, y)
    got = model.predict(tx)
    return {
        'k': k,
        'mse': float(np.mean((got - ty) ** 2)),
        'values': got.tolist(),
        'distances': neighbours(model, tx[:40], True),
    }


digits = table(HERE.parent / 'data/digits8x8/digits.csv.gz', 'label')
boston = table(ROOT / 'lessons/boston-housing-deploy/data/boston.csv', 'medv', BOSTON_FEATURES)
body = {
    'provenance': {
        'tool': 'scikit-learn ' + sklearn.__version__,
        'numpy': np.__version__,
        'seed': 'none: the search is exact',
        'command': '/usr/bin/python3 tests/golden/knn/generate.py',
    },
    'digits': {'L2': classifier(digits, 3, 'euclidean'), 'COSINE': classifier(digits, 5, 'cosine')},
    'boston': regressor(boston, 7),
}
(HERE / 'reference.json').write_text(json.dumps(body) + '\n')
