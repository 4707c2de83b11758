"""Principal components by one of scikit-learn's solvers."""
import sklearn
from sklearn.decomposition import PCA
from tables import load, more, tell

x, _ = load('train')
kept, solver = more()
tell(
    f'scikit-learn {sklearn.__version__} PCA({solver})',
    lambda: PCA(int(kept), svd_solver=solver, random_state=0).fit(x),
    lambda model: model.explained_variance_ratio_.astype('f8').sum(),
)
