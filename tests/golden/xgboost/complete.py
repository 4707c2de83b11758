"""Writes complete.json: what XGBoost itself predicts under each objective, booster, method and constraint; see ../README.md."""
import base64
import json
import sys

import numpy as np
import xgboost as xgb

sys.argv = [sys.argv[0], 'complete']
from generate import HERE, boston, breast_cancer, iris, with_missing, write  # noqa: E402

ROUNDS = 4
SHOWN = 40


def rounded(values):
    return [float(f'{v:.8g}') for v in np.asarray(values, dtype='f8').ravel()]


def censored(y):
    """The survival labels of SageMaker's container: negative where nothing had happened by then."""
    return np.where(np.arange(len(y)) % 3 == 0, -y, y).astype('f4')


def tables():
    x, y, _ = boston()
    groups = [23] * 22
    grades = np.digitize(y, np.quantile(y, [0.5, 0.7, 0.85, 0.95])).astype('f4')
    weights = (1 + np.arange(len(y)) % 4).astype('f4')
    xm, ym = with_missing()
    xb, yb = breast_cancer()
    xi, yi = iris()
    return {
        'boston': (x, y, {}),
        'weighted': (x, y, {'weight': weights}),
        'censored': (x, censored(y), {}),
        'graded': (x, grades, {'groups': groups}),
        'graded-weighted': (x, grades, {'groups': groups, 'weight': 1 + np.arange(22) % 3}),
        'graded-binary': (x, (grades > 1).astype('f4'), {'groups': groups}),
        'weighted-binary': (xb, yb, {'weight': (1 + np.arange(len(yb)) % 4).astype('f4')}),
        'missing': (xm, ym, {}),
        'breast-cancer': (xb, yb, {}),
        'iris': (xi, yi, {}),
    }


TREES = 'rmse,mae'
CASES = {
    'squared log error': ('boston', {'objective': 'reg:squaredlogerror'}, 'rmsle,rmse,mape,mphe'),
    'pseudo-Huber error': ('boston', {'objective': 'reg:pseudohubererror'}, 'mphe'),
    'absolute error': ('boston', {'objective': 'reg:absoluteerror'}, 'mae'),
    'absolute error, weighted': ('weighted', {'objective': 'reg:absoluteerror'}, 'mae'),
    'gamma': ('boston', {'objective': 'reg:gamma'}, 'gamma-nloglik,gamma-deviance'),
    'tweedie': ('boston', {'objective': 'reg:tweedie', 'tweedie_variance_power': 1.3}, 'tweedie-nloglik@1.3,rmse'),
    'poisson': ('boston', {'objective': 'count:poisson'}, 'poisson-nloglik'),
    'poisson, own step': ('boston', {'objective': 'count:poisson', 'max_delta_step': 0.3}, 'poisson-nloglik'),
    'cox': ('censored', {'objective': 'survival:cox'}, 'cox-nloglik'),
    'aft, normal': ('censored', {'objective': 'survival:aft', 'aft_loss_distribution': 'normal'}, 'aft-nloglik'),
    'aft, logistic': (
        'censored',
        {'objective': 'survival:aft', 'aft_loss_distribution': 'logistic', 'aft_loss_distribution_scale': 0.5, 'base_score': 20},
        'aft-nloglik',
    ),
    'aft, extreme': (
        'censored',
        {'objective': 'survival:aft', 'aft_loss_distribution': 'extreme', 'aft_loss_distribution_scale': 2, 'base_score': 20},
        'aft-nloglik',
    ),
    'logistic': (
        'breast-cancer',
        {'objective': 'binary:logistic', 'scale_pos_weight': 2},
        'logloss,error,error@0.7,auc,aucpr',
    ),
    'logit raw': ('breast-cancer', {'objective': 'binary:logitraw'}, 'logloss,auc'),
    'hinge': ('breast-cancer', {'objective': 'binary:hinge'}, 'error'),
    'softmax': ('iris', {'objective': 'multi:softmax', 'num_class': 3}, 'merror,mlogloss'),
    'softprob': ('iris', {'objective': 'multi:softprob', 'num_class': 3}, 'mlogloss,aucpr'),
    'rank pairwise': ('graded', {'objective': 'rank:pairwise'}, 'ndcg,map,ndcg@5,map@3'),
    'rank ndcg': ('graded', {'objective': 'rank:ndcg'}, 'ndcg'),
    'rank map': ('graded-binary', {'objective': 'rank:map'}, 'map,auc,aucpr'),
    'rank, weighted': ('graded-weighted', {'objective': 'rank:pairwise', 'tree_method': 'exact'}, 'ndcg'),
    'dart, all dropped': ('boston', {'booster': 'dart', 'rate_drop': 1}, TREES),
    'dart, forest': ('boston', {'booster': 'dart', 'rate_drop': 1, 'normalize_type': 'forest'}, TREES),
    'dart, none dropped': ('iris', {'booster': 'dart', 'objective': 'multi:softprob', 'num_class': 3}, 'mlogloss'),
    'gblinear': ('boston', {'booster': 'gblinear', 'eta': 0.5, 'lambda': 0.01, 'alpha': 0.02}, 'rmse'),
    'gblinear, in order': (
        'missing',
        {'booster': 'gblinear', 'eta': 0.3, 'lambda': 0, 'updater': 'coord_descent'},
        'rmse',
    ),
    'gblinear, softprob': (
        'iris',
        {'booster': 'gblinear', 'eta': 0.3, 'lambda': 0.001, 'objective': 'multi:softprob', 'num_class': 3},
        'mlogloss',
    ),
    'exact': ('boston', {'tree_method': 'exact'}, TREES),
    'exact, missing': ('missing', {'tree_method': 'exact'}, TREES),
    'exact, pruned': ('missing', {'tree_method': 'exact', 'gamma': 4}, TREES),
    'exact, logistic': ('breast-cancer', {'tree_method': 'exact', 'objective': 'binary:logistic'}, 'logloss'),
    'exact, by updater': ('missing', {'updater': 'grow_colmaker,prune', 'gamma': 4}, TREES),
    'exact, absolute error': ('boston', {'tree_method': 'exact', 'objective': 'reg:absoluteerror'}, 'mae'),
    'exact, absolute error, weighted': ('weighted', {'tree_method': 'exact', 'objective': 'reg:absoluteerror'}, 'mae'),
    'exact, softprob': ('iris', {'tree_method': 'exact', 'objective': 'multi:softprob', 'num_class': 3}, 'mlogloss'),
    'exact, poisson': ('boston', {'tree_method': 'exact', 'objective': 'count:poisson'}, 'poisson-nloglik'),
    'exact, capped': ('missing', {'tree_method': 'exact', 'max_delta_step': 0.4, 'lambda': 3}, TREES),
    'exact, hinge': ('breast-cancer', {'tree_method': 'exact', 'objective': 'binary:hinge'}, 'error'),
    'exact, forest': ('boston', {'tree_method': 'exact', 'num_parallel_tree': 2, 'booster': 'dart'}, TREES),
    'hist, fewer bins': ('boston', {'max_bin': 64}, TREES),
    'hist, fewer bins, weighted': ('weighted', {'max_bin': 64}, TREES),
    'hist, capped': ('missing', {'max_delta_step': 0.4, 'alpha': 1}, TREES),
    'hist, loss-guided, classes': (
        'iris',
        {'grow_policy': 'lossguide', 'max_leaves': 5, 'max_depth': 0, 'objective': 'multi:softprob', 'num_class': 3},
        'mlogloss',
    ),
    'hist, deep': ('boston', {'max_depth': 12, 'min_child_weight': 0}, TREES),
    'approx, absolute error': ('boston', {'tree_method': 'approx', 'objective': 'reg:absoluteerror'}, 'mae'),
    'approx, weighted': ('weighted', {'tree_method': 'approx'}, TREES),
    'exact, weighted, logistic': ('weighted-binary', {'tree_method': 'exact', 'objective': 'binary:logistic'}, 'logloss'),
    'hist, weighted, logistic': ('weighted-binary', {'objective': 'binary:logistic', 'max_bin': 1024}, 'logloss'),
    'approx, weighted, binary': ('weighted-binary', {'tree_method': 'approx', 'max_bin': 1024}, 'rmse'),
    'approx, poisson': ('boston', {'tree_method': 'approx', 'objective': 'count:poisson'}, 'poisson-nloglik'),
    'monotone, L1': ('boston', {'tree_method': 'exact', 'alpha': 2, 'monotone_constraints': '(1,0,0,0,-1,1,0,0,0,0,0,-1)'}, TREES),
    'exact, L1': ('missing', {'tree_method': 'exact', 'alpha': 2, 'min_child_weight': 7}, TREES),
    'approx': ('boston', {'tree_method': 'approx'}, TREES),
    'approx, missing': ('missing', {'tree_method': 'approx', 'max_bin': 512}, TREES),
    'approx, logistic': ('breast-cancer', {'tree_method': 'approx', 'max_bin': 1024, 'objective': 'binary:logistic'}, 'logloss'),
    'approx, fewer bins': ('boston', {'tree_method': 'approx', 'max_bin': 80}, TREES),
    'approx, few bins, logistic': ('breast-cancer', {'tree_method': 'approx', 'max_bin': 24, 'objective': 'binary:logistic'}, 'logloss'),
    'weighted': ('weighted', {}, TREES),
    'approx, loss-guided': (
        'missing',
        {'tree_method': 'approx', 'grow_policy': 'lossguide', 'max_leaves': 6, 'max_depth': 0},
        TREES,
    ),
    'monotone': ('boston', {'tree_method': 'hist', 'monotone_constraints': '(1,0,0,0,-1,1,0,0,0,0,0,-1)'}, TREES),
    'monotone, exact': ('boston', {'tree_method': 'exact', 'monotone_constraints': '(1,0,0,0,-1,1,0,0,0,0,0,-1)'}, TREES),
    'monotone, wrong way': ('boston', {'tree_method': 'hist', 'monotone_constraints': '(0,0,0,0,0,-1,0,0,0,0,0,1)'}, TREES),
    'interactions': ('boston', {'tree_method': 'hist', 'interaction_constraints': '[[0,5,11],[4,7],[5,10]]'}, TREES),
    'interactions, exact': (
        'boston',
        {'tree_method': 'exact', 'interaction_constraints': '[[0,5,11],[4,7],[5,10]]'},
        TREES,
    ),
    'several trees a round': ('boston', {'num_parallel_tree': 3}, TREES),
    'several trees a round, classes': (
        'iris',
        {'num_parallel_tree': 2, 'objective': 'multi:softprob', 'num_class': 3},
        'mlogloss',
    ),
    'refresh': ('boston', {'updater': 'grow_quantile_histmaker,refresh'}, TREES),
}
EXPLAINED = ['logistic', 'exact, missing', 'softprob', 'dart, forest', 'gblinear', 'several trees a round']
FILES = ['softprob', 'dart, forest', 'gblinear', 'aft, logistic', 'tweedie', 'rank ndcg', 'absolute error']


def matrix(x, y, objective, groups=None, weight=None):
    d = xgb.DMatrix(x, np.abs(y) if objective == 'survival:aft' else y)
    if groups:
        d.set_group(groups)
    if weight is not None:
        d.set_weight(weight)
    if objective == 'survival:aft':
        d.set_float_info('label_lower_bound', np.abs(y))
        d.set_float_info('label_upper_bound', np.where(y > 0, y, np.inf))
    return d


def run(name, all_tables):
    table, parameters, metrics = CASES[name]
    x, y, more = all_tables[table]
    d = matrix(x, y, parameters.get('objective'), **more)
    base = {'nthread': 1, 'max_depth': 4, 'tree_method': 'hist', 'verbosity': 0}
    if 'updater' in parameters or parameters.get('booster') == 'gblinear':
        base.pop('tree_method')
    results = {}
    booster = xgb.train(
        {**base, **parameters, 'eval_metric': metrics.split(',')},
        d, ROUNDS, evals=[(d, 'train')], evals_result=results, verbose_eval=False,
    )
    shown = d.slice(np.arange(SHOWN)) if 'groups' not in more else matrix(x[:SHOWN], y[:SHOWN], None)
    out = {
        'table': table,
        'parameters': {k: str(v) for k, v in {**base, **parameters}.items() if k not in ('nthread', 'verbosity')},
        'predictions': rounded(booster.predict(shown)),
        'margins': rounded(booster.predict(shown, output_margin=True)),
        'metrics': {m: rounded(v) for m, v in results['train'].items()},
    }
    if name in EXPLAINED:
        few = xgb.DMatrix(x[:8])
        out['contributions'] = rounded(booster.predict(few, pred_contribs=True))
        if parameters.get('booster') != 'gblinear':
            out['interactions'] = rounded(booster.predict(xgb.DMatrix(x[:2]), pred_interactions=True))
            out['leaves'] = booster.predict(few, pred_leaf=True).astype(int).ravel().tolist()
            kinds = ['weight', 'gain', 'cover', 'total_gain', 'total_cover']
            out['importance'] = {k: booster.get_score(importance_type=k) for k in kinds}
    if name in FILES:
        out['json'] = booster.save_raw('json').decode()
        out['ubjson'] = base64.b64encode(bytes(booster.save_raw('ubj'))).decode()
    return out


if __name__ == '__main__':
    all_tables = tables()
    write('complete', {'rounds': ROUNDS, 'shown': SHOWN, 'cases': {name: run(name, all_tables) for name in CASES}})
    text = (HERE / 'complete.json').read_text().replace('generate.py complete', 'complete.py')
    (HERE / 'complete.json').write_text(text)
