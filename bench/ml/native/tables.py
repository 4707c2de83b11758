"""Reads the tables of a benchmark, times runs and prints the answer; see README.md."""
import json
import sys
import time

import numpy as np


def load(name):
    """Features (dense, or a CSR matrix) and labels (or None) of a table."""
    folder = sys.argv[1]
    with open(f'{folder}/shapes.json') as file:
        shape = json.load(file)[name]
    rows, columns = shape['rows'], shape['columns']
    labels = np.fromfile(f'{folder}/{name}.labels', '<f4') if shape['labels'] else None
    if shape['cells'] is None:
        return np.fromfile(f'{folder}/{name}.x', '<f4').reshape(rows, columns), labels
    from scipy.sparse import csr_matrix
    parts = [np.fromfile(f'{folder}/{name}.{part}', kind)
             for part, kind in (('values', '<f4'), ('places', '<u4'), ('starts', '<u4'))]
    return csr_matrix((parts[0], parts[1].astype('<i4'), parts[2].astype('<i4')), shape=(rows, columns)), labels


def more():
    """What the workload said besides."""
    return sys.argv[3:]


def tell(name, work, quality):
    """Times `work()` as often as asked for and judges the last result."""
    seconds = []
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({'name': name, 'seconds': seconds, 'quality': float(quality(result))}))
