"""Boosting by the histogram method; the parameters come as JSON."""
import json

import numpy as np
import xgboost as xgb
from tables import load, more, tell

x, y = load('train')
p = json.loads(more()[0])
rounds = int(p.pop('num_round'))
metric = p.pop('metric')


def train():
    matrix = xgb.DMatrix(x, y, nthread=1)
    return xgb.train({**p, 'tree_method': 'hist', 'nthread': 1}, matrix, rounds)


def quality(model):
    made = model.predict(xgb.DMatrix(x, nthread=1)).astype('f8')
    if metric == 'rmse':
        return np.sqrt(np.mean((made - y) ** 2))
    if metric == 'logloss':
        return -np.mean(np.log(np.where(y == 1, made, 1 - made)))
    return -np.mean(np.log(made[np.arange(len(y)), y.astype(int)]))


tell(f'XGBoost {xgb.__version__} hist', train, quality)
