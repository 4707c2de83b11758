"""Writes the reference numbers of this folder; see ../README.md."""
import csv
import gzip
import json
import os
from pathlib import Path

# Threads only get into each other's way in thousands of tiny systems.
os.environ['OPENBLAS_NUM_THREADS'] = '1'

import numpy as np
import scipy.sparse as sp
import sklearn
import sklearn.metrics as skm
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
ROOT = HERE.parent.parent.parent
CATEGORIES = ['workclass', 'education', 'marital_status', 'occupation', 'relationship', 'race', 'sex', 'native_country']
NUMBERS = ['age', 'fnlwgt', 'education_num', 'capital_gain', 'capital_loss', 'hours_per_week']


def ratings():
    rows = list(csv.DictReader(open(ROOT / 'lessons/factorization-machines/data/ratings.csv')))
    users, movies = {}, {}
    u = np.array([users.setdefault(row['user'], len(users)) for row in rows])
    m = np.array([movies.setdefault(row['movie'], len(movies)) for row in rows])
    y = np.array([float(row['rating']) for row in rows])
    test = np.arange(len(rows)) % 5 == 4
    return u, m, y, test, len(users), len(movies)


def solve(groups, count, design, target, penalty):
    """Ridge regression of each group's rows."""
    order = np.argsort(groups, kind='stable')
    bounds = np.searchsorted(groups[order], np.arange(count + 1))
    width = design.shape[1]
    found = np.zeros((count, width))
    for g in range(count):
        rows = order[bounds[g]:bounds[g + 1]]
        if len(rows) == 0:
            continue
        x = design[rows]
        found[g] = np.linalg.solve(x.T @ x + np.diag(penalty), x.T @ target[rows])
    return found


def als(factors, bias_penalty, factor_penalty, rounds):
    """Mean + biases + factors by alternating exact least squares."""
    u, m, y, test, users, movies = ratings()
    tu, tm, ty = u[~test], m[~test], y[~test]
    rng = np.random.RandomState(0)
    mean = ty.mean()
    p = np.hstack([np.zeros((users, 1)), rng.normal(0, 0.1, (users, factors))])
    q = np.hstack([np.zeros((movies, 1)), rng.normal(0, 0.1, (movies, factors))])
    penalty = np.array([bias_penalty] + [factor_penalty] * factors)
    for _ in range(rounds):
        p = solve(tu, users, np.hstack([np.ones((len(ty), 1)), q[tm, 1:]]), ty - mean - q[tm, 0], penalty)
        q = solve(tm, movies, np.hstack([np.ones((len(ty), 1)), p[tu, 1:]]), ty - mean - p[tu, 0], penalty)
    told = mean + p[u, 0] + q[m, 0] + np.sum(p[u, 1:] * q[m, 1:], axis=1)
    return float(np.sqrt(np.mean((told[test] - y[test]) ** 2))), float(mean)


def movietweetings():
    _, _, y, test, users, movies = ratings()
    biases, mean = als(0, 5, 0, 12)
    best = min((als(8, 5, penalty, 12)[0], penalty) for penalty in (10, 20, 30, 50))
    return {
        'users': users,
        'movies': movies,
        'rmse_of_mean': float(np.sqrt(np.mean((y[test] - mean) ** 2))),
        'rmse_of_biases': biases,
        'rmse_of_factors': best[0],
        'factor_penalty': best[1],
    }


def adult():
    rows = list(csv.DictReader(gzip.open(HERE.parent / 'data/adult-income/adult.csv.gz', 'rt')))
    y = np.array([int(row['income']) for row in rows])
    test = np.arange(len(rows)) % 5 == 4
    numbers = np.array([[float(row[name]) for name in NUMBERS] for row in rows])
    numbers = (numbers - numbers[~test].mean(axis=0)) / numbers[~test].std(axis=0)
    columns = [numbers]
    for name in CATEGORIES:
        values = [row[name] for row in rows]
        columns.append(np.array([[value == each for each in sorted(set(values))] for value in values], dtype=float))
    x = np.hstack(columns)
    model = LogisticRegression(max_iter=2000).fit(x[~test], y[~test])
    p = model.predict_proba(x[test])[:, 1]
    return {
        'columns': x.shape[1],
        'auc': float(skm.roc_auc_score(y[test], p)),
        'accuracy': float(np.mean((p >= 0.5) == y[test])),
        'logloss': float(skm.log_loss(y[test], p)),
        'f1': float(skm.f1_score(y[test], p >= 0.5)),
    }


def start(features, factors):
    i, f = np.arange(features), np.arange(factors)
    return 0.3, 0.05 * np.cos(i), 0.1 * np.sin(3 * i[:, None] + 7 * f + 1)


def steps(kind, batch, settings, factors=3, rows=60, features=40, count=12):
    """MXNet's lazy Adam in doubles, on planted sparse rows that the test makes by the same formula."""
    r, c = np.meshgrid(np.arange(rows), np.arange(5), indexing='ij')
    places = (r * 7 + c * (6 + r % 3)) % features
    values = np.cos(r + 2 * c)
    x = sp.csr_matrix((values.ravel(), (r.ravel(), places.ravel())), shape=(rows, features)).toarray()
    y = np.arange(rows) % 2 * 1.0 if kind == 'binary_classifier' else np.sin(np.arange(rows)) * 2
    w0, w, v = start(features, factors)
    state = [[np.zeros(1), np.zeros(1)], [np.zeros_like(w), np.zeros_like(w)], [np.zeros_like(v), np.zeros_like(v)]]
    w0 = np.array([w0])
    for t in range(1, count + 1):
        at = (t - 1) * batch % rows
        xb, yb = x[at:at + batch], y[at:at + batch]
        s = xb @ v
        margin = w0[0] + xb @ w + 0.5 * ((s**2).sum(1) - ((xb**2) @ (v**2)).sum(1))
        slope = (1 / (1 + np.exp(-margin)) if kind == 'binary_classifier' else margin) - yb
        grads = [np.array([slope.sum()]), xb.T @ slope, xb.T @ (slope[:, None] * s) - v * ((xb**2).T @ slope)[:, None]]
        touched = (xb != 0).any(axis=0)
        masks = [np.array([True]), touched, touched]
        for k, (value, grad, mask) in enumerate(zip((w0, w, v), grads, masks)):
            lr, wd = settings['lr'][k], settings['wd'][k]
            g = grad * settings.get('rescale_grad', 1 / batch) + wd * value
            if 'clip_gradient' in settings:
                g = np.clip(g, -settings['clip_gradient'], settings['clip_gradient'])
            mean, square = state[k]
            mean[mask] = 0.9 * mean[mask] + 0.1 * g[mask]
            square[mask] = 0.999 * square[mask] + 0.001 * g[mask] ** 2
            rate = lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            value[mask] -= rate * mean[mask] / (np.sqrt(square[mask]) + settings.get('eps', 1e-8))
    return {'kind': kind, 'batch': batch, 'count': count, 'settings': settings, 'bias': w0[0], 'linear': w.tolist(), 'vectors': v.ravel().tolist()}


plain = {'lr': [0.1, 0.05, 0.02], 'wd': [0.01, 0.02, 0.03]}
provenance = {
    'tool': 'numpy ' + np.__version__ + ', scikit-learn ' + sklearn.__version__,
    'seed': 'RandomState(0) where the alternating least squares begin',
    'command': '/usr/bin/python3 tests/golden/factorization-machines/generate.py',
}
body = {
    'steps': [
        steps('regressor', 20, plain),
        steps('binary_classifier', 12, {**plain, 'clip_gradient': 0.05}),
        steps('regressor', 30, {**plain, 'rescale_grad': 0.7, 'eps': 0.3}),
    ],
    'movietweetings': movietweetings(),
    'adult': adult(),
}
(HERE / 'reference.json').write_text(json.dumps({'provenance': provenance, **body}) + '\n')
