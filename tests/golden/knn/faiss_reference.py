"""Writes indexes that Faiss builds and what it finds in them, and how well its IVF indexes find neighbours.

`ours` searches the indexes that this project wrote (tests/ml/algorithms/knn/faiss.test.ts with UPDATE_GOLDEN=1).
See ../README.md.
"""
import base64
import csv
import gzip
import json
import sys
from pathlib import Path

import faiss
import numpy as np

HERE = Path(__file__).parent
PROVENANCE = {'tool': 'Faiss ' + faiss.__version__, 'numpy': np.__version__}


def table(path, target):
    rows = list(csv.DictReader(gzip.open(path, 'rt') if path.suffix == '.gz' else open(path)))
    names = [name for name in rows[0] if name != target]
    x = np.array([[float(row[name]) for name in names] for row in rows], dtype='f4')
    test = np.arange(len(x)) % 5 == 4
    return np.ascontiguousarray(x[~test]), np.ascontiguousarray(x[test])


def found(index, questions, k):
    distances, ids = index.search(questions, k)
    return {'k': k, 'ids': ids.tolist(), 'distances': distances.astype('f8').tolist()}


def bytes_of(index):
    return base64.b64encode(faiss.serialize_index(index).tobytes()).decode()


iris, iris_test = table(HERE.parent / 'data/iris/iris.csv', 'target')
cancer, cancer_test = table(HERE.parent / 'data/breast-cancer/breast-cancer.csv', 'target')
digits, digits_test = table(HERE.parent / 'data/digits8x8/digits.csv.gz', 'label')


def recall(factory, nprobe, k=10):
    truth = faiss.IndexFlatL2(64)
    truth.add(digits)
    expected = truth.search(digits_test, k)[1]
    shares = []
    for seed in range(5):
        index = faiss.index_factory(64, factory)
        faiss.extract_index_ivf(index).cp.seed = seed + 1
        index.train(digits)
        index.add(digits)
        faiss.extract_index_ivf(index).nprobe = nprobe
        got = index.search(digits_test, k)[1]
        shares.append(float(np.mean([len(set(a) & set(b)) / k for a, b in zip(got, expected)])))
    return shares


def theirs():
    faiss.omp_set_num_threads(1)
    indexes = {}
    for name, metric in [('Flat', faiss.METRIC_INNER_PRODUCT), ('IVF8,Flat', faiss.METRIC_L2), ('IVF100,Flat', faiss.METRIC_L2)]:
        index = faiss.index_factory(4, name, metric)
        index.train(iris)
        index.add(iris[:40] if name == 'IVF100,Flat' else iris)
        if name != 'Flat':
            # So that there are always k rows to be found.
            index.nprobe = 100 if name == 'IVF100,Flat' else 3
        indexes[name] = {'bytes': bytes_of(index), 'questions': 'iris', **found(index, iris_test, 3)}
    index = faiss.index_factory(30, 'IVF4,PQ3x8np')
    index.train(cancer)
    index.add(cancer)
    index.nprobe = 2
    indexes['IVF4,PQ3'] = {'bytes': bytes_of(index), 'questions': 'cancer', **found(index, cancer_test[:30], 5)}
    body = {
        'provenance': {**PROVENANCE, 'seed': '1 to 5 for the recalls', 'command': 'python3 tests/golden/knn/faiss_reference.py'},
        'indexes': indexes,
        'recall': {
            'IVF38,Flat': {'nprobe': 7, 'shares': recall('IVF38,Flat', 7)},
            'IVF38,PQ8': {'nprobe': 7, 'shares': recall('IVF38,PQ8x8np', 7)},
            'IVF38,PQ16': {'nprobe': 7, 'shares': recall('IVF38,PQ16x8np', 7)},
        },
    }
    (HERE / 'faiss.json').write_text(json.dumps(body) + '\n')


def ours():
    body = json.loads((HERE / 'ours.json').read_text())
    questions = {'iris': iris_test, 'cancer': cancer_test[:30]}
    for each in body['indexes'].values():
        index = faiss.deserialize_index(np.frombuffer(base64.b64decode(each['bytes']), dtype='u1'))
        each.update(found(index, questions[each['questions']], each['k']))
    command = 'UPDATE_GOLDEN=1 npx vitest run tests/ml/algorithms/knn/faiss.test.ts; python3 tests/golden/knn/faiss_reference.py ours'
    body = {'provenance': {**PROVENANCE, 'command': command}, 'indexes': body['indexes']}
    (HERE / 'ours.json').write_text(json.dumps(body) + '\n')


ours() if sys.argv[1:] == ['ours'] else theirs()
