"""Boston: batch transform by the high-level SDK."""

from boston_parts import error_of, estimator_of

PREFIX = "boston-xgboost-batch-high"


def run(setting):
    uris = setting.upload_boston(PREFIX)
    estimator = estimator_of(setting, PREFIX)
    job = estimator.fit({"train": uris["train"], "validation": uris["validation"]})
    transformer = estimator.transformer()
    transformer.transform(uris["test"])
    transformer.wait()
    text = setting.read_output(transformer.output_path, "test.csv.out")
    return {"job": job["TrainingJobStatus"], "lines": text.count("\n"), "rmse": error_of(text)}
