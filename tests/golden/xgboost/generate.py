"""Writes the reference numbers of this folder; see ../README.md."""
import base64
import csv
import json
import sys
from pathlib import Path

import numpy as np
import sklearn
import sklearn.metrics as skm
import xgboost as xgb

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
SEED = 7
BOSTON_FEATURES = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'lstat']
COURSE = {'max_depth': 5, 'eta': 0.2, 'gamma': 4, 'min_child_weight': 6, 'objective': 'reg:squarederror'}


def write(name, body, tool='xgboost ' + xgb.__version__):
    step = sys.argv[1]
    provenance = {
        'tool': tool,
        'numpy': np.__version__,
        'seed': SEED,
        'command': f'/usr/bin/python3 tests/golden/xgboost/generate.py {step}',
    }
    (HERE / f'{name}.json').write_text(json.dumps({'provenance': provenance, **body}) + '\n')


def table(path, target):
    rows = list(csv.DictReader(open(path)))
    names = [name for name in rows[0] if name != target]
    return rows, names


def boston():
    rows, _ = table(ROOT / 'lessons/boston-housing-deploy/data/boston.csv', 'medv')
    x = np.array([[float(r[f]) for f in BOSTON_FEATURES] for r in rows], dtype='f4')
    y = np.array([float(r['medv']) for r in rows], dtype='f4')
    test = np.arange(len(y)) % 5 == 4
    return x, y, test


def breast_cancer():
    rows, names = table(HERE.parent / 'data/breast-cancer/breast-cancer.csv', 'target')
    x = np.array([[float(r[f]) for f in names] for r in rows], dtype='f4')
    return x, np.array([r['target'] == 'malignant' for r in rows], dtype='f4')


def iris():
    rows, names = table(HERE.parent / 'data/iris/iris.csv', 'target')
    x = np.array([[float(r[f]) for f in names] for r in rows], dtype='f4')
    classes = sorted({r['target'] for r in rows})
    return x, np.array([classes.index(r['target']) for r in rows], dtype='f4')


def with_missing():
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=(200, 5)).astype('f4')
    y = (2 * x[:, 0] + np.where(x[:, 1] > 0, x[:, 2], -x[:, 3]) + 0.1 * rng.normal(size=200)).astype('f4')
    x[rng.random(x.shape) < 0.15] = np.nan
    return x, y


def listed(x):
    return [None if np.isnan(v) else float(v) for v in x.ravel()]


def train(parameters, x, y, rounds, **more):
    d = xgb.DMatrix(x, y)
    base = {'tree_method': 'hist', 'nthread': 1, 'seed': SEED, 'verbosity': 0}
    return xgb.train({**base, **parameters}, d, rounds, verbose_eval=False, **more)


def as_json(booster):
    return json.loads(booster.save_raw('json').decode())


def write_boston():
    x, y, test = boston()
    d_train, d_test = xgb.DMatrix(x[~test], y[~test]), xgb.DMatrix(x[test], y[test])

    def run(seed, subsample):
        stop = xgb.callback.EarlyStopping(
            10, data_name='validation', metric_name='rmse', maximize=False, save_best=True
        )
        results = {}
        booster = xgb.train(
            {**COURSE, 'subsample': subsample, 'tree_method': 'hist', 'seed': seed, 'nthread': 1},
            d_train,
            200,
            evals=[(d_train, 'train'), (d_test, 'validation')],
            evals_result=results,
            verbose_eval=False,
            callbacks=[stop],
        )
        error = float(np.sqrt(np.mean((booster.predict(d_test) - y[test]) ** 2)))
        return error, booster.best_iteration, results

    sampled = [run(seed, 0.8)[0] for seed in range(20)]
    error, best, results = run(0, 1)
    write('boston', {
        'parameters': COURSE,
        'sampled': {'subsample': 0.8, 'seeds': 20, 'test_rmse': sampled, 'mean': float(np.mean(sampled))},
        'whole': {
            'subsample': 1,
            'test_rmse': error,
            'best_iteration': best,
            'train': results['train']['rmse'],
            'validation': results['validation']['rmse'],
        },
    })


def write_models():
    x, y = with_missing()
    booster = train({'max_depth': 4, 'eta': 0.3}, x, y, 12)
    write('model-missing', {
        'x': listed(x), 'columns': 5, 'model': as_json(booster),
        'predictions': booster.predict(xgb.DMatrix(x)).tolist(),
    })
    x, y = breast_cancer()
    booster = train({'objective': 'binary:logistic', 'base_score': 0.3, 'max_depth': 3}, x, y, 15)
    write('model-binary', {'model': as_json(booster), 'predictions': booster.predict(xgb.DMatrix(x)).tolist()})
    x, y = iris()
    booster = train({'objective': 'multi:softprob', 'num_class': 3, 'max_depth': 3}, x, y, 6)
    write('model-multiclass', {
        'model': as_json(booster), 'predictions': booster.predict(xgb.DMatrix(x)).ravel().tolist(),
    })
    x, y, test = boston()
    watch = [(xgb.DMatrix(x[test], y[test]), 'validation')]
    booster = train(
        {**COURSE, 'eta': 0.5, 'gamma': 0, 'min_child_weight': 1},
        x[~test], y[~test], 60, evals=watch, early_stopping_rounds=8,
    )
    best = booster.best_iteration
    write('model-early-stopped', {
        'model': as_json(booster),
        'best_iteration': best,
        'rounds': booster.num_boosted_rounds(),
        'predictions': booster.predict(xgb.DMatrix(x), iteration_range=(0, best + 1)).tolist(),
    })


def write_gains():
    x, y = with_missing()
    cases = {
        'plain': {},
        'lambda': {'lambda': 7.5},
        'alpha': {'alpha': 3},
        'gamma': {'gamma': 6},
        'min_child_weight': {'min_child_weight': 11},
        'max_delta_step': {'max_delta_step': 0.4},
        'max_depth_2': {'max_depth': 2},
        'unlimited': {'max_depth': 0},
        'max_leaves': {'max_leaves': 5},
        'lossguide': {'grow_policy': 'lossguide', 'max_leaves': 7, 'max_depth': 0},
        'base_score': {'base_score': 2.5},
        'weights': {},
        'logistic': {'objective': 'binary:logistic', 'scale_pos_weight': 3},
    }
    rng = np.random.default_rng(SEED)
    weights = rng.integers(1, 4, size=len(y)).astype('f4')
    trees = {}
    for name, parameters in cases.items():
        labels = (y > 0).astype('f4') if name == 'logistic' else y
        d = xgb.DMatrix(x, labels, weight=weights if name == 'weights' else None)
        base = {'tree_method': 'hist', 'nthread': 1, 'max_depth': 4, 'eta': 0.3}
        booster = xgb.train({**base, **parameters}, d, 3)
        trees[name] = {
            'parameters': {'max_depth': 4, 'eta': 0.3, **parameters},
            'model': as_json(booster),
            'predictions': booster.predict(d).tolist(),
        }
    write('gains', {'x': listed(x), 'columns': 5, 'y': y.tolist(), 'weights': weights.tolist(), 'cases': trees})


def write_metrics():
    rng = np.random.default_rng(SEED)
    n = 60
    y = rng.normal(size=n)
    score = y + 0.5 * rng.normal(size=n)
    label = rng.integers(0, 2, size=n)
    p = np.round(np.clip(0.5 + 0.3 * (label - 0.5) + 0.25 * rng.normal(size=n), 0.01, 0.99), 1)
    classes = rng.integers(0, 3, size=n)
    q = rng.random(size=(n, 3)) + 0.8 * np.eye(3)[classes]
    q /= q.sum(axis=1, keepdims=True)
    w = rng.integers(1, 5, size=n)

    def both(metric, truth, scores, **more):
        return [float(metric(truth, scores, **more)), float(metric(truth, scores, sample_weight=w, **more))]

    write('metrics', {
        'y': y.tolist(), 'score': score.tolist(), 'label': label.tolist(), 'p': p.tolist(),
        'classes': classes.tolist(), 'q': q.ravel().tolist(), 'weights': w.tolist(),
        'plain_and_weighted': {
            'rmse': both(skm.mean_squared_error, y, score, squared=False),
            'mae': both(skm.mean_absolute_error, y, score),
            'r2': both(skm.r2_score, y, score),
            'logloss': both(skm.log_loss, label, p),
            'error': [1 - v for v in both(skm.accuracy_score, label, p > 0.5)],
            'error@0.7': [1 - v for v in both(skm.accuracy_score, label, p > 0.7)],
            'auc': both(skm.roc_auc_score, label, p),
            'merror': [1 - v for v in both(skm.accuracy_score, classes, q.argmax(axis=1))],
            'mlogloss': both(skm.log_loss, classes, q),
        },
    }, 'scikit-learn ' + sklearn.__version__)


def write_ours():
    tables = {
        'boston': boston()[0], 'missing': with_missing()[0], 'binary': breast_cancer()[0], 'multiclass': iris()[0],
        'dart': with_missing()[0], 'linear': iris()[0], 'forest': iris()[0],
    }
    for name, x in tables.items():
        path = HERE / f'ours-{name}.json'
        ours = json.loads(path.read_text())
        said = {}
        for form, file in (('model', ours['model'].encode()), ('ubjson', base64.b64decode(ours['ubjson']))):
            booster = xgb.Booster()
            booster.load_model(bytearray(file))
            said[form] = booster.predict(xgb.DMatrix(x)).ravel().tolist()
        assert said['model'] == said['ubjson'], name
        write(f'ours-{name}', {'model': ours['model'], 'ubjson': ours['ubjson'], 'predictions': said['model']})


if __name__ == '__main__':
    if sys.argv[1] == 'reference':
        write_boston()
        write_models()
        write_gains()
        write_metrics()
    else:
        write_ours()
