"""
Film reviews: what people write about changes, the model grows stale, a new one takes its place behind the endpoint.

The new texts are short ones about goods and restaurants too, so both their words and their length have moved.
"""

from data import accuracy, bags, csv_of, numbers, sentences, vocabulary_of
from review_parts import estimator_of, prepare, transformed
from sdk.model import variant
from sdk.names import unique

PREFIX = "sentiment-update"


def run(setting):
    session = setting.session
    vocabulary, uris, rows = prepare(setting, PREFIX)
    first = estimator_of(setting, PREFIX)
    first.fit({"train": uris["train"], "validation": uris["validation"]})
    before = accuracy(rows, transformed(setting, first, uris["test"]))

    texts = sentences()
    parts = {"new-train": [], "new-validation": [], "new-test": []}
    for i, row in enumerate(texts):
        parts["new-test" if i % 5 == 4 else "new-validation" if i % 5 == 1 else "new-train"].append(row)
    stale_rows = bags(parts["new-test"], vocabulary)
    stale_uri = setting.upload("new-test", stale_rows, f"{PREFIX}/stale", labelled=False)
    stale = accuracy(stale_rows, transformed(setting, first, stale_uri, "new-test.csv.out"))

    predictor = first.deploy()
    found = mistakes(predictor, stale_rows)

    fresh_words = vocabulary_of(parts["new-train"], setting.size.words)
    fresh_rows = {name: bags(part, fresh_words) for name, part in parts.items()}
    fresh_uris = {name: setting.upload(name, part, PREFIX, labelled=name != "new-test") for name, part in fresh_rows.items()}
    second = estimator_of(setting, PREFIX)
    second.fit({"train": fresh_uris["new-train"], "validation": fresh_uris["new-validation"]})
    fresh = accuracy(fresh_rows["new-test"], transformed(setting, second, fresh_uris["new-test"], "new-test.csv.out"))

    config = unique("sentiment-update")
    # The transformer made a model of the second job, and named it after the job.
    session.sagemaker_client.create_endpoint_config(
        EndpointConfigName=config, ProductionVariants=[variant(second.job_name, "XGB-Model")]
    )
    session.update_endpoint(predictor.endpoint, config)
    served = numbers(predictor.predict(csv_of(fresh_rows["new-test"], labelled=False)))
    predictor.delete_endpoint()
    setting.wait_until_gone(predictor.endpoint)
    return {
        "newWords": len(set(fresh_words) - set(vocabulary)),
        "before": before,
        "stale": stale,
        "mistakes": found,
        "fresh": fresh,
        "served": accuracy(fresh_rows["new-test"], served),
    }


def mistakes(predictor, rows):
    """How many of the first rows the endpoint takes for the other kind, asked one by one."""
    return sum(label != round(float(predictor.predict(csv_of([(label, values)], labelled=False)))) for label, values in rows[:50])
