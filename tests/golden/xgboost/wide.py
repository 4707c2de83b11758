"""Writes wide.json: what XGBoost itself learns from sparse rows of a million columns; see ../README.md."""
import json
from pathlib import Path

import numpy as np
import xgboost as xgb
from scipy.sparse import csr_matrix

ROWS, COLUMNS, SHOWN = 2000, 1_000_000, 60
PARAMETERS = {'tree_method': 'hist', 'max_depth': '5', 'num_round': '8', 'base_score': '0.5'}


def wide(rows, columns):
    """The rows that tests/support/wide-libsvm.ts writes."""
    state = 1

    def draw(below):
        nonlocal state
        state = state * 48271 % 2147483647
        return state % below

    labels, indices, values, starts = [], [], [], [0]
    for row in range(rows):
        label = 0.0
        for column in range(3):
            value = draw(1000) / 250
            if draw(3) == 0:
                continue
            label += (column + 1) * value
            indices.append(column)
            values.append(value)
        others = set()
        while len(others) < 8:
            others.add(3 + draw(columns - 4))
        for column in sorted(others):
            indices.append(column)
            values.append(draw(100) / 10)
        if row == rows - 1:
            indices.append(columns - 1)
            values.append(1.0)
        labels.append(round(label, 3))
        starts.append(len(indices))
    x = csr_matrix((np.array(values, 'f4'), indices, starts), shape=(rows, columns))
    return x, np.array(labels, 'f4')


x, y = wide(ROWS, COLUMNS)
data = xgb.DMatrix(x, y, missing=np.nan)
given = {key: value for key, value in PARAMETERS.items() if key != 'num_round'}
model = xgb.train(given, data, int(PARAMETERS['num_round']))
body = {
    'provenance': {
        'tool': 'xgboost ' + xgb.__version__,
        'numpy': np.__version__,
        'command': '/usr/bin/python3 tests/golden/xgboost/wide.py',
    },
    'rows': ROWS,
    'columns': COLUMNS,
    'parameters': PARAMETERS,
    'predictions': [float(f'{value:.8g}') for value in model.predict(data)[:SHOWN]],
}
Path(__file__).with_suffix('.json').write_text(json.dumps(body) + '\n')
