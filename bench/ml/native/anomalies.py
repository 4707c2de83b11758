"""An isolation forest: fitted, and all rows scored."""
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score
from tables import load, tell

x, y = load('train')


def scores():
    model = IsolationForest(n_estimators=100, max_samples=256, random_state=0).fit(x)
    return -model.score_samples(x)


tell(f'scikit-learn {sklearn.__version__} isolation forest', scores, lambda found: roc_auc_score(y, found))
