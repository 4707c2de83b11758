"""Boston: an endpoint by the high-level SDK."""

from boston_parts import error_of, estimator_of

PREFIX = "boston-xgboost-deploy-high"


def run(setting):
    uris = setting.upload_boston(PREFIX)
    estimator = estimator_of(setting, PREFIX)
    estimator.fit({"train": uris["train"], "validation": uris["validation"]})
    predictor = estimator.deploy()
    answer = predictor.predict(setting.boston_request())
    predictor.delete_endpoint()
    setting.wait_until_gone(predictor.endpoint)
    return {"rmse": error_of(answer)}
