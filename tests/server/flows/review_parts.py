"""Steps that the flows over film reviews share."""

from data import bags, numbers, reviews, vocabulary_of
from sdk import Estimator
from setting import REVIEW_HYPERPARAMETERS


def prepare(setting, prefix):
    """Uploads the reviews as bags of words; returns vocabulary, URIs by part, and the rows to test with."""
    parts = reviews(setting.size.folds)
    vocabulary = vocabulary_of(parts["train"], setting.size.words)
    rows = {name: bags(part, vocabulary) for name, part in parts.items()}
    uris = {name: setting.upload(name, part, prefix, labelled=name != "test") for name, part in rows.items()}
    return vocabulary, uris, rows["test"]


def estimator_of(setting, prefix):
    session = setting.session
    made = Estimator(setting.xgboost, session.get_execution_role(), session, setting.output(prefix))
    made.set_hyperparameters(**{**REVIEW_HYPERPARAMETERS, "num_round": setting.size.review_rounds})
    return made


def transformed(setting, estimator, uri, name="test.csv.out"):
    """The predictions of a batch transform job over one file."""
    transformer = estimator.transformer()
    transformer.transform(uri)
    transformer.wait()
    return numbers(setting.read_output(transformer.output_path, name))


