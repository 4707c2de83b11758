"""Logistic regression by Newton's method."""
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from tables import load, tell

x, y = load('train')
tell(
    f'scikit-learn {sklearn.__version__} LogisticRegression(newton-cholesky)',
    lambda: LogisticRegression(C=1e6, solver='newton-cholesky').fit(x, y),
    lambda model: log_loss(y, model.predict_proba(x).astype('f8')),
)
