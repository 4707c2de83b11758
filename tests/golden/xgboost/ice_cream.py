"""Writes the table and the model of the lesson bring-your-own: `/usr/bin/python3 tests/golden/xgboost/ice_cream.py`."""
import csv
from pathlib import Path

import numpy as np
import xgboost as xgb

DATA = Path(__file__).parent.parent.parent.parent / 'lessons/bring-your-own/data'
rng = np.random.default_rng(7)
temperature = np.round(rng.uniform(5, 35, 80), 1)
weekend = rng.integers(0, 2, 80)
sold = np.round(20 + 6 * temperature + 45 * weekend + rng.normal(0, 12, 80)).astype(int)
with open(DATA / 'ice-cream.csv', 'w', newline='') as file:
    writer = csv.writer(file, lineterminator='\n')
    writer.writerow(['temperature', 'weekend', 'sold'])
    writer.writerows(zip(temperature, weekend, sold))
x = np.column_stack([temperature, weekend]).astype('f4')
booster = xgb.train(
    {'objective': 'reg:squarederror', 'max_depth': 3, 'eta': 0.3, 'tree_method': 'exact', 'nthread': 1, 'seed': 7},
    xgb.DMatrix(x, sold.astype('f4')),
    20,
)
booster.save_model(str(DATA / 'python-model.json'))
print(xgb.__version__, booster.predict(xgb.DMatrix(np.array([[30, 1], [30, 0], [10, 0]], dtype='f4'))))
