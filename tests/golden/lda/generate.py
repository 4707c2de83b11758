"""Writes the reference numbers of this folder; see ../README.md. Wants gcc beside scikit-learn."""
import gzip
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import sklearn
from sklearn.decomposition import LatentDirichletAllocation

HERE = Path(__file__).parent
DATA = HERE.parent / 'data'
GIBBS = HERE.parent.parent.parent / 'bench/ml/native/gibbs.c'
TOPICS = 20
ETA = 0.05


def kos():
    """Every third document."""
    lines = gzip.open(DATA / 'kos-bow/kos.svm.gz', 'rt').read().strip().split('\n')[::3]
    return table([{int(w): int(n) for w, n in (cell.split(':') for cell in line.split())} for line in lines], 6906)


def movie_reviews():
    """Every fourth review; words of four letters or more, in at least 15 and at most 150 of them."""
    lines = gzip.open(DATA / 'movie-reviews/movie-reviews.tsv.gz', 'rt').read().strip().split('\n')[1::4]
    found = [re.findall(r'\b[a-z]{4,}\b', line.split('\t')[2]) for line in lines]
    often = {}
    for words in found:
        for word in set(words):
            often[word] = often.get(word, 0) + 1
    place = {word: i for i, word in enumerate(sorted(w for w, n in often.items() if 15 <= n <= 150))}
    counts = []
    for words in found:
        own = {}
        for word in words:
            if word in place:
                own[place[word]] = own.get(place[word], 0) + 1
        counts.append(own)
    return table(counts, len(place))


def table(counts, words):
    x = np.zeros((len(counts), words))
    for d, own in enumerate(counts):
        for w, n in own.items():
            x[d, w] = n
    test = np.arange(len(x)) % 5 == 4
    return x[~test], x[test]


def mixtures(x, alpha, beta):
    theta = np.full((len(x), len(alpha)), 1.0) * alpha / alpha.sum()
    for _ in range(200):
        share = x / np.maximum(theta @ beta, 1e-300)
        theta = alpha + theta * (share @ beta.T)
        theta /= theta.sum(axis=1, keepdims=True)
    return theta


def per_word(x, alpha, beta):
    """Of each document's words, in order, every second one is read, and the others are scored."""
    after = np.cumsum(x, axis=1)
    before = after - x
    read = np.ceil(after / 2) - np.ceil(before / 2)
    kept = x - read
    p = mixtures(read, alpha, beta) @ beta
    return float((kept * np.log(p)).sum() / kept.sum())


def gibbs(train, test, sweeps, alpha):
    """Of collapsed Gibbs sampling, by the program of the benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        for name, x in (('train', train), ('test', test)):
            rows, places = x.nonzero()
            np.concatenate([[0], np.cumsum((x > 0).sum(axis=1))]).astype('u4').tofile(f'{folder}/{name}.starts')
            places.astype('u4').tofile(f'{folder}/{name}.places')
            x[rows, places].astype('f4').tofile(f'{folder}/{name}.values')
        subprocess.run(['gcc', '-O3', '-march=native', '-ffast-math', '-o', f'{folder}/gibbs', GIBBS, '-lm'], check=True)
        given = [train.shape[1], TOPICS, sweeps, alpha, ETA]
        told = subprocess.run([f'{folder}/gibbs', folder, '1', *map(str, given)], check=True, stdout=subprocess.PIPE)
        return -float(np.log(json.loads(told.stdout)['quality']))


def facts(parts):
    train, test = parts
    alpha = np.full(TOPICS, 1 / TOPICS)
    seeds = []
    for seed in range(5):
        model = LatentDirichletAllocation(TOPICS, doc_topic_prior=1 / TOPICS, topic_word_prior=ETA, max_iter=60,
                                          learning_method='batch', random_state=seed).fit(train)
        beta = model.components_ / model.components_.sum(axis=1, keepdims=True)
        seeds.append(per_word(test, alpha, beta))
    unigram = (train.sum(axis=0) + ETA) / (train.sum() + ETA * train.shape[1])
    return {
        'documents': [len(train), len(test)],
        'words': train.shape[1],
        'train_words': int(train.sum()),
        'unigram_pwll': per_word(test, np.ones(1), unigram[None, :]),
        'sklearn_pwll': seeds,
        'gibbs_pwll': gibbs(train, test, 200, 1 / TOPICS),
    }


provenance = {
    'tool': 'scikit-learn ' + sklearn.__version__ + ', LatentDirichletAllocation, 60 passes; bench/ml/native/gibbs.c, 200 sweeps',
    'numpy': np.__version__,
    'seed': '0 to 4; that of gibbs.c stands in it',
    'command': '/usr/bin/python3 tests/golden/lda/generate.py',
}
body = {'topics': TOPICS, 'kos': facts(kos()), 'movieReviews': facts(movie_reviews())}
(HERE / 'reference.json').write_text(json.dumps({'provenance': provenance, **body}) + '\n')
