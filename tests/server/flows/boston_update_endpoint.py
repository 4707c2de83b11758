"""Boston: two models behind one endpoint, then the endpoint goes over to one of them without a pause."""

import json

from boston_parts import deploy_by_hand, invoke, job_input, model_by_hand, train_by_hand
from data import boston, csv_of, rmse
from sdk.model import variant
from sdk.names import channel, image_uri, unique

PREFIX = "boston-update-endpoints"
LINEAR = {"feature_dim": "12", "predictor_type": "regressor", "mini_batch_size": "200"}


def run(setting):
    session = setting.session
    client = session.sagemaker_client
    uris = setting.upload_boston(PREFIX)
    name, described, role = train_by_hand(setting, PREFIX, uris)
    trees = model_by_hand(setting, f"{name}-trees", described, role)
    line, measured = second_model(setting, uris, role)

    first = variant(trees, "XGB-Model")
    endpoint = deploy_by_hand(setting, f"{name}-endpoint", [first])["EndpointName"]
    _, alone = invoke(setting, endpoint, setting.boston_request())

    both = unique("boston-combined")
    client.create_endpoint_config(EndpointConfigName=both, ProductionVariants=[first, variant(line, "Linear-Model")])
    session.update_endpoint(endpoint, both)
    rows = boston()["test"]
    served = [invoke(setting, endpoint, csv_of([row], labelled=False))[1] for row in rows[:60]]

    only = unique("boston-linear")
    client.create_endpoint_config(EndpointConfigName=only, ProductionVariants=[variant(line, "Linear-Model")])
    described = session.update_endpoint(endpoint, only)
    answer, at_last = invoke(setting, endpoint, setting.boston_request())
    session.delete_endpoint(endpoint)
    setting.wait_until_gone(endpoint)
    return {
        "alone": alone,
        "shares": {each: served.count(each) for each in sorted(set(served))},
        "variants": [each["VariantName"] for each in described["ProductionVariants"]],
        "atLast": at_last,
        "measured": measured,
        "rmse": rmse(rows, [each["score"] for each in json.loads(answer)["predictions"]]),
    }


def second_model(setting, uris, role):
    """The course's second model: Linear Learner, trained on the same rows."""
    client = setting.session.sagemaker_client
    name = unique("boston-linear")
    job = {
        **job_input(setting, PREFIX, uris, role),
        "AlgorithmSpecification": {"TrainingImage": image_uri("linear-learner"), "TrainingInputMode": "File"},
        "HyperParameters": LINEAR,
        "InputDataConfig": [channel(each, uris[each], "text/csv") for each in ("train", "validation")],
    }
    client.create_training_job(TrainingJobName=name, **job)
    setting.session.logs_for_job(name)
    described = client.describe_training_job(TrainingJobName=name)
    metrics = sorted(each["MetricName"] for each in described["FinalMetricDataList"])
    return model_by_hand(setting, f"{name}-model", described, role), metrics
