"""Lloyd's algorithm from rows that are drawn."""
import sklearn
from sklearn.cluster import KMeans
from tables import load, more, tell

x, _ = load('train')
k, rounds = (int(word) for word in more())
tell(
    f'scikit-learn {sklearn.__version__} KMeans(lloyd)',
    lambda: KMeans(k, init='random', n_init=1, max_iter=rounds, tol=0, algorithm='lloyd', random_state=0).fit(x),
    lambda model: model.inertia_ / len(x),
)
