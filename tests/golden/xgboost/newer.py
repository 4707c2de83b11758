"""Writes newer-VERSION.json: models of XGBoost 2 or 3 as JSON and UBJSON, and what it makes of ours; see ../README.md.

Needs nothing but that version and NumPy.
"""
import base64
import csv
import json
from pathlib import Path

import numpy as np
import xgboost as xgb

HERE = Path(__file__).parent
DATA = HERE.parent / 'data'
ROUNDS = 4
SHOWN = 40
VERSION = '.'.join(xgb.__version__.split('.')[:2])


def rows_of(name):
    rows = list(csv.DictReader(open(DATA / name)))
    x = [[float(value) for column, value in row.items() if column != 'target'] for row in rows]
    return np.array(x, 'f4'), [row['target'] for row in rows]


def missing():
    gains = json.loads((HERE / 'gains.json').read_text())
    x = np.array([np.nan if value is None else value for value in gains['x']], 'f4')
    return x.reshape(-1, gains['columns']), np.array(gains['y'], 'f4')


def tables():
    x, targets = rows_of('breast-cancer/breast-cancer.csv')
    flowers, kinds = rows_of('iris/iris.csv')
    classes = sorted(set(kinds))
    return {
        'missing': missing(),
        'binary': (x, np.array([target == 'malignant' for target in targets], 'f4')),
        'multiclass': (flowers, np.array([classes.index(kind) for kind in kinds], 'f4')),
    }


CASES = {
    'squared error': ('missing', {}),
    'lossguide': ('missing', {'grow_policy': 'lossguide', 'max_leaves': 6, 'max_depth': 0}),
    'absolute error': ('missing', {'objective': 'reg:absoluteerror'}),
    'dart': ('missing', {'booster': 'dart', 'rate_drop': 0.4, 'one_drop': 1, 'seed': 5}),
    'linear': ('missing', {'booster': 'gblinear'}),
    'two classes': ('binary', {'objective': 'binary:logistic', 'scale_pos_weight': 1.7}),
    'two classes, base score': ('binary', {'objective': 'binary:logistic', 'base_score': 0.3}),
    'counts': ('binary', {'objective': 'count:poisson'}),
    'three classes': ('multiclass', {'objective': 'multi:softprob', 'num_class': 3}),
    'forests of three classes': (
        'multiclass',
        {'objective': 'multi:softprob', 'num_class': 3, 'num_parallel_tree': 3, 'subsample': 0.6},
    ),
    'dart of three classes': ('multiclass', {'objective': 'multi:softmax', 'num_class': 3, 'booster': 'dart', 'rate_drop': 0.5}),
    'linear of three classes': ('multiclass', {'objective': 'multi:softprob', 'num_class': 3, 'booster': 'gblinear'}),
}
OURS = {'missing': 'missing', 'binary': 'binary', 'multiclass': 'multiclass', 'dart': 'missing', 'linear': 'multiclass', 'forest': 'multiclass'}


def rounded(values):
    return [float(f'{value:.8g}') for value in np.asarray(values, 'f8').ravel()]


def trained(table, parameters):
    x, y = table
    base = {'nthread': 1, 'max_depth': 3, 'verbosity': 0}
    if parameters.get('booster') != 'gblinear':
        base['tree_method'] = 'hist'
    booster = xgb.train({**base, **parameters}, xgb.DMatrix(x, y), ROUNDS)
    shown = xgb.DMatrix(x[:SHOWN])
    return {
        'margins': rounded(booster.predict(shown, output_margin=True)),
        'predictions': rounded(booster.predict(shown)),
        'json': booster.save_raw('json').decode(),
        'ubjson': base64.b64encode(bytes(booster.save_raw('ubj'))).decode(),
    }


def judged(name, x):
    """What this version predicts by a model that was trained here, from each of its two files."""
    ours = json.loads((HERE / f'ours-{name}.json').read_text())
    found = {}
    for form, data in (('json', ours['model'].encode()), ('ubjson', base64.b64decode(ours['ubjson']))):
        booster = xgb.Booster()
        booster.load_model(bytearray(data))
        found[form] = rounded(booster.predict(xgb.DMatrix(x)))
    return found


all_tables = tables()
body = {
    'provenance': {
        'tool': 'xgboost ' + xgb.__version__,
        'numpy': np.__version__,
        'command': 'python3 tests/golden/xgboost/newer.py',
    },
    'shown': SHOWN,
    'cases': {name: {'table': table, **trained(all_tables[table], given)} for name, (table, given) in CASES.items()},
    'ours': {name: judged(name, all_tables[table][0][:SHOWN]) for name, table in OURS.items()},
}
(HERE / f'newer-{VERSION}.json').write_text(json.dumps(body) + '\n')
