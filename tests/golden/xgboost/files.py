"""Writes files.json: models in the forms that XGBoost had before JSON, and one with pruned nodes; see ../README.md."""
import base64
import json
import pickle
import sys

import numpy as np
import xgboost as xgb

sys.argv = [sys.argv[0], 'files']
from complete import CASES, FILES, ROUNDS, SHOWN, matrix, rounded, tables  # noqa: E402
from generate import HERE, with_missing, write  # noqa: E402


def text_of(data):
    return base64.b64encode(bytes(data)).decode()


def trained(name, all_tables):
    table, parameters, _ = CASES[name]
    x, y, more = all_tables[table]
    d = matrix(x, y, parameters.get('objective'), **more)
    base = {'nthread': 1, 'max_depth': 3, 'tree_method': 'hist', 'verbosity': 0}
    if parameters.get('booster') == 'gblinear':
        base.pop('tree_method')
    return xgb.train({**base, **parameters}, d, ROUNDS, verbose_eval=False), table, x


def old_forms(name, all_tables):
    booster, table, x = trained(name, all_tables)
    return {
        'table': table,
        'margins': rounded(booster.predict(xgb.DMatrix(x[:SHOWN]), output_margin=True)),
        'json': booster.save_raw('json').decode(),
        'binary': text_of(booster.save_raw('deprecated')),
        'pickle': text_of(pickle.dumps(booster, 4)),
        'pickle2': text_of(pickle.dumps(booster, 2)),
    }


def pruned():
    x, y = with_missing()
    d = xgb.DMatrix(x, y)
    booster = xgb.train({'tree_method': 'exact', 'gamma': 12, 'max_depth': 6, 'nthread': 1}, d, 4)
    shown = xgb.DMatrix(x[:12])
    model = json.loads(booster.save_raw('json').decode())
    deleted = [int(t['tree_param']['num_deleted']) for t in model['learner']['gradient_booster']['model']['trees']]
    return {
        'deleted': deleted,
        'json': booster.save_raw('json').decode(),
        'binary': text_of(booster.save_raw('deprecated')),
        'margins': rounded(booster.predict(shown, output_margin=True)),
        'contributions': rounded(booster.predict(shown, pred_contribs=True)),
        'importance': booster.get_score(importance_type='cover'),
    }


if __name__ == '__main__':
    all_tables = tables()
    write('files', {'cases': {name: old_forms(name, all_tables) for name in FILES}, 'pruned': pruned()})
    text = (HERE / 'files.json').read_text().replace('generate.py files', 'files.py')
    (HERE / 'files.json').write_text(text)
