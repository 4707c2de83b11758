"""Latent Dirichlet allocation by variational Bayes; the number of topics comes along."""
import numpy as np
import sklearn
from sklearn.decomposition import LatentDirichletAllocation
from tables import load, more, tell

train, _ = load('train')
test, _ = load('test')
topics = int(more()[0])


def perplexity(model):
    """Of every second word of each document, by the mixture that the others tell."""
    beta = model.components_ / model.components_.sum(axis=1, keepdims=True)
    x = np.asarray(test.todense(), dtype='f8')
    after = np.cumsum(x, axis=1)
    read = np.ceil(after / 2) - np.ceil((after - x) / 2)
    theta = np.full((len(x), topics), 1 / topics)
    for _ in range(200):
        theta = 0.1 + theta * ((read / (theta @ beta)) @ beta.T)
        theta /= theta.sum(axis=1, keepdims=True)
    kept = x - read
    return np.exp(-(kept * np.log(theta @ beta)).sum() / kept.sum())


tell(
    f'scikit-learn {sklearn.__version__} LatentDirichletAllocation, 10 passes',
    lambda: LatentDirichletAllocation(topics, doc_topic_prior=0.1, topic_word_prior=0.02, max_iter=10,
                                      learning_method='batch', random_state=0).fit(train),
    perplexity,
)
