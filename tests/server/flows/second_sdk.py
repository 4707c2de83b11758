"""Boston by the SDK's second generation: newer image, analytics from CloudWatch, tags, an endpoint that may scale."""

from boston_parts import error_of
from sdk import Estimator
from sdk.names import image_uri
from setting import BOSTON_HYPERPARAMETERS

SDK = "2.100"
PREFIX = "boston-second-sdk"


def run(setting):
    session = setting.session
    uris = setting.upload_boston(PREFIX)
    estimator = Estimator(
        image_uri("xgboost", "1.7-1"),
        session.get_execution_role(),
        session,
        setting.output(PREFIX),
        instance_type="ml.m5.xlarge",
    )
    estimator.set_hyperparameters(**{**BOSTON_HYPERPARAMETERS, "objective": "reg:squarederror"})
    described = estimator.fit({"train": uris["train"], "validation": uris["validation"]})
    points = analytics(setting, described, "validation:rmse")
    attached = Estimator.attach(estimator.job_name, session)
    predictor = attached.deploy("ml.m5.xlarge")
    answer = predictor.predict(setting.boston_request())
    session.clients("application-autoscaling").register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId=f"endpoint/{predictor.endpoint}/variant/AllTraffic",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=1,
        MaxCapacity=2,
    )
    predictor.delete_endpoint()
    setting.wait_until_gone(predictor.endpoint)
    return {
        "points": len(points) > 0,
        "worstPoint": max(points, default=None),
        "rmse": error_of(answer),
    }


def analytics(setting, described, metric):
    """A training job's metric as the SDK's TrainingJobAnalytics reads it."""
    answer = setting.session.clients("cloudwatch").get_metric_statistics(
        Namespace="/aws/sagemaker/TrainingJobs",
        MetricName=metric,
        Dimensions=[{"Name": "TrainingJobName", "Value": described["TrainingJobName"]}],
        StartTime=described["TrainingStartTime"],
        EndTime=described["TrainingEndTime"],
        Period=60,
        Statistics=["Average"],
    )
    return [each["Average"] for each in answer["Datapoints"]]
