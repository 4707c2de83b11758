"""Writes reference.json: how well XGBoost and scikit-learn do on real tables with every fifth row for testing; see ../README.md."""
import csv
import gzip
import json
from pathlib import Path

import numpy as np
import sklearn
import xgboost as xgb
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
DATA = HERE.parent / 'data'
SEEDS = range(5)
COURSE = {
    'objective': 'binary:logistic', 'max_depth': 5, 'eta': 0.2, 'gamma': 4, 'min_child_weight': 6, 'subsample': 0.8,
    'tree_method': 'hist',
}


def opened(path):
    return gzip.open(path, 'rt') if path.suffix == '.gz' else open(path)


def incomes():
    """Numbers as they are, categories as columns of 0 and 1."""
    rows = list(csv.DictReader(opened(DATA / 'adult-income/adult.csv.gz')))
    columns = []
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name == 'income':
            continue
        if all(value.isdigit() for value in values):
            columns.append(np.array([float(value) for value in values]))
        else:
            columns += [np.array([value == each for value in values], float) for each in dict.fromkeys(values)]
    return np.stack(columns, 1).astype('f4'), np.array([int(row['income']) for row in rows])


def tumours():
    rows = list(csv.DictReader(opened(DATA / 'breast-cancer/breast-cancer.csv')))
    x = np.array([[float(value) for name, value in row.items() if name != 'target'] for row in rows], dtype='f4')
    return x, np.array([int(row['target'] == 'malignant') for row in rows])


def digits():
    rows = np.loadtxt(opened(DATA / 'digits8x8/digits.csv.gz'), delimiter=',', skiprows=1, dtype='f4')
    return rows[:, 1:], rows[:, 0].astype(int)


def flowers():
    rows = list(csv.DictReader(opened(DATA / 'iris/iris.csv')))
    return np.array([[float(value) for name, value in row.items() if name != 'target'] for row in rows], dtype='f4')


def parts(x, y):
    test = np.arange(len(y)) % 5 == 4
    return x[~test], y[~test], x[test], y[test]


def spread(values):
    return {'mean': float(np.mean(values)), 'deviation': float(np.std(values, ddof=1))}


def boosted(x, y, rounds, classes=None):
    train_x, train_y, test_x, test_y = parts(x, y)
    auc, accuracy = [], []
    for seed in SEEDS:
        given = {**COURSE, 'seed': seed, 'nthread': 2}
        if classes:
            given |= {'objective': 'multi:softprob', 'num_class': classes, 'gamma': 0, 'min_child_weight': 1}
        scores = xgb.train(given, xgb.DMatrix(train_x, train_y), rounds).predict(xgb.DMatrix(test_x))
        if not classes:
            auc.append(roc_auc_score(test_y, scores))
        accuracy.append(np.mean((scores.argmax(1) if classes else scores > 0.5) == test_y))
    return {'rounds': rounds, **({} if classes else {'auc': spread(auc)}), 'accuracy': spread(accuracy)}


def logistic(x, y):
    train_x, train_y, test_x, test_y = parts(x, y)
    scaler = StandardScaler().fit(train_x)
    model = LogisticRegression(max_iter=2000).fit(scaler.transform(train_x), train_y)
    scores = model.predict_proba(scaler.transform(test_x))
    accuracy = float(np.mean(scores.argmax(1) == test_y))
    return {'accuracy': accuracy} if scores.shape[1] > 2 else {
        'auc': float(roc_auc_score(test_y, scores[:, 1])), 'accuracy': accuracy}


def neighbours(x, y, k, scaled):
    train_x, train_y, test_x, test_y = parts(x, y)
    if scaled:
        scaler = StandardScaler().fit(train_x)
        train_x, test_x = scaler.transform(train_x), scaler.transform(test_x)
    return {'k': k, 'accuracy': float(KNeighborsClassifier(k).fit(train_x, train_y).score(test_x, test_y))}


def inertias(x, k):
    """One start each, as ten of them are."""
    return spread([KMeans(k, n_init=1, random_state=seed).fit(x).inertia_ for seed in SEEDS])


tables = {'incomes': incomes(), 'tumours': tumours(), 'digits': digits()}
body = {
    'provenance': {
        'tool': f'xgboost {xgb.__version__}, scikit-learn {sklearn.__version__}',
        'numpy': np.__version__,
        'seeds': list(SEEDS),
        'command': '/usr/bin/python3 tests/golden/scores/generate.py',
    },
    'xgboost': {
        'incomes': boosted(*tables['incomes'], 200),
        'tumours': boosted(*tables['tumours'], 100),
        'digits': boosted(*tables['digits'], 30, 10),
    },
    'logistic': {name: logistic(*table) for name, table in tables.items()},
    'neighbours': {
        'tumours': neighbours(*tables['tumours'], 5, True),
        'digits': neighbours(*tables['digits'], 3, False),
    },
    'inertia': {'digits': inertias(tables['digits'][0], 10), 'flowers': inertias(flowers(), 3)},
    'shares': {
        'digits': [float(v) for v in PCA().fit(tables['digits'][0]).explained_variance_ratio_[:20]],
        'flowers': [float(v) for v in PCA().fit(flowers()).explained_variance_ratio_],
    },
}
(HERE / 'reference.json').write_text(json.dumps(body) + '\n')
