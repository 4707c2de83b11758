"""Boston: batch transform, call by call."""

from boston_parts import error_of, model_by_hand, train_by_hand, transform_by_hand

PREFIX = "boston-xgboost-batch-low"


def run(setting):
    uris = setting.upload_boston(PREFIX)
    name, described, role = train_by_hand(setting, PREFIX, uris)
    model = model_by_hand(setting, f"{name}-model", described, role)
    text = transform_by_hand(setting, model, uris["test"], PREFIX)
    return {
        "job": described["TrainingJobStatus"],
        "transitions": [each["Status"] for each in described["SecondaryStatusTransitions"]],
        "metrics": sorted(each["MetricName"] for each in described["FinalMetricDataList"]),
        "lines": text.count("\n"),
        "rmse": error_of(text),
    }
