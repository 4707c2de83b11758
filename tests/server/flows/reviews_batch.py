"""Film reviews: batch transform."""

from data import accuracy
from review_parts import estimator_of, prepare, transformed

PREFIX = "sentiment-batch"


def run(setting):
    _, uris, rows = prepare(setting, PREFIX)
    estimator = estimator_of(setting, PREFIX)
    estimator.fit({"train": uris["train"], "validation": uris["validation"]})
    return {"accuracy": accuracy(rows, transformed(setting, estimator, uris["test"]))}
