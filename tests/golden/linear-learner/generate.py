"""Writes the reference numbers of this folder; see ../README.md."""
import csv
import json
from pathlib import Path

import numpy as np
import sklearn
import sklearn.metrics as skm
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, QuantileRegressor, Ridge
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
BOSTON_FEATURES = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'lstat']


def table(path, target, features=None):
    rows = list(csv.DictReader(open(path)))
    names = features or [name for name in rows[0] if name != target]
    x = np.array([[float(row[name]) for name in names] for row in rows], dtype='f4').astype('f8')
    return x, [row[target] for row in rows]


def parts(x, y):
    """Every fifth row is for testing; features by the deviations of the others."""
    test = np.arange(len(y)) % 5 == 4
    scaler = StandardScaler().fit(x[~test])
    return scaler.transform(x[~test]), y[~test], scaler.transform(x[test]), y[test]



def boston():
    path = ROOT / 'lessons/boston-housing-deploy/data/boston.csv'
    x, y = table(path, 'medv', BOSTON_FEATURES)
    x, y, tx, ty = parts(x, np.array(y, dtype='f8'))
    deviation = y.std()

    def facts(model, more=None):
        got, train = model.predict(tx), model.predict(x)
        body = {
            'rmse': float(np.sqrt(np.mean((got - ty) ** 2))),
            'mae': float(np.mean(np.abs(got - ty))),
            'train_mse': float(np.mean((train - y) ** 2)),
            'train_mae': float(np.mean(np.abs(train - y))),
            'predictions': [float(v) for v in got],
        }
        return {**body, **(more or {})}

    # Ours is mean((y - m)^2) + wd/2 |w|^2 + l1 |w| with y divided by its deviation.
    l1 = 0.1
    lasso = Lasso(alpha=l1 / 2 * deviation, tol=1e-10, max_iter=100000).fit(x, y)
    wd = 0.1
    ridge = Ridge(alpha=wd / 2 * len(y)).fit(x, y)
    quantiles = {}
    for quantile in (0.1, 0.9):
        model = QuantileRegressor(quantile=quantile, alpha=0, solver='highs').fit(x, y)
        train = model.predict(x)
        loss = np.mean(np.where(y > train, quantile * (y - train), (1 - quantile) * (train - y)))
        quantiles[str(quantile)] = facts(model, {'train_loss': float(loss), 'share_below': float(np.mean(ty < model.predict(tx)))})
    return {
        'squared': facts(LinearRegression().fit(x, y)),
        'absolute': facts(QuantileRegressor(quantile=0.5, alpha=0, solver='highs').fit(x, y)),
        'quantiles': quantiles,
        'lasso': facts(lasso, {'l1': l1, 'zeros': [int(v == 0) for v in lasso.coef_]}),
        'ridge': facts(ridge, {'wd': wd}),
    }


def breast_cancer():
    x, y = table(HERE.parent / 'data/breast-cancer/breast-cancer.csv', 'target')
    x, y, tx, ty = parts(x, np.array([value == 'malignant' for value in y], dtype='f8'))
    # Ours is mean(loss) + wd/2 |w|^2.
    wd = 0.01
    model = LogisticRegression(C=1 / (wd * len(y)), tol=1e-10, max_iter=100000).fit(x, y)
    p = model.predict_proba(tx)[:, 1]
    return {
        'wd': wd,
        'accuracy': float(np.mean((p >= 0.5) == ty)),
        'auc': float(skm.roc_auc_score(ty, p)),
        'logloss': float(skm.log_loss(ty, p)),
        'train_logloss': float(skm.log_loss(y, model.predict_proba(x)[:, 1])),
        'probabilities': [float(v) for v in p],
    }


def iris():
    x, y = table(HERE.parent / 'data/iris/iris.csv', 'target')
    classes = sorted(set(y))
    x, y, tx, ty = parts(x, np.array([classes.index(value) for value in y]))
    wd = 0.01
    model = LogisticRegression(C=1 / (wd * len(y)), tol=1e-10, max_iter=100000, multi_class='multinomial').fit(x, y)
    p = model.predict_proba(tx)
    got = p.argmax(axis=1)
    ranks = [(row > row[label]).sum() for row, label in zip(p, ty)]
    return {
        'wd': wd,
        'accuracy': float(np.mean(got == ty)),
        'logloss': float(skm.log_loss(ty, p)),
        'top_2': float(skm.top_k_accuracy_score(ty, p, k=2)),
        'dcg': float(np.mean([1 / np.log2(rank + 2) for rank in ranks])),
        'macro_precision': float(skm.precision_score(ty, got, average='macro')),
        'macro_recall': float(skm.recall_score(ty, got, average='macro')),
        'macro_f_2': float(skm.fbeta_score(ty, got, beta=2, average='macro')),
        'probabilities': [[float(v) for v in row] for row in p],
    }


provenance = {
    'tool': 'scikit-learn ' + sklearn.__version__,
    'numpy': np.__version__,
    'seed': 'none: every solver is exact',
    'command': '/usr/bin/python3 tests/golden/linear-learner/generate.py',
}
body = {'boston': boston(), 'breastCancer': breast_cancer(), 'iris': iris()}
(HERE / 'reference.json').write_text(json.dumps({'provenance': provenance, **body}) + '\n')
