"""The ten nearest of each question, all rows looked at, and the vote."""
import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier
from tables import load, tell

x, y = load('train')
asked, truth = load('asked')
model = KNeighborsClassifier(10, algorithm='brute').fit(x, y)


def vote(found):
    return np.array([np.bincount(y[row].astype(int)).argmax() for row in found[1]])


tell(
    f'scikit-learn {sklearn.__version__} brute force',
    lambda: model.kneighbors(asked),
    lambda found: np.mean(vote(found) == truth),
)
