"""Boston: hyperparameter tuning, call by call."""

from boston_parts import error_of, job_input, model_by_hand, transform_by_hand
from boston_ranges import OBJECTIVE, RANGES
from sdk.names import unique
from sdk.tuner import ranges_of

PREFIX = "boston-xgboost-tuning-low"


def run(setting):
    session = setting.session
    client = session.sagemaker_client
    uris = setting.upload_boston(PREFIX)
    definition = job_input(setting, PREFIX, uris, session.get_execution_role())
    fixed = definition.pop("HyperParameters")
    definition["StaticHyperParameters"] = {name: value for name, value in fixed.items() if name not in RANGES}
    name = unique("boston")[-32:].lstrip("-")
    client.create_hyper_parameter_tuning_job(
        HyperParameterTuningJobName=name,
        HyperParameterTuningJobConfig={
            "Strategy": "Bayesian",
            "ResourceLimits": {"MaxNumberOfTrainingJobs": setting.size.tuning_jobs, "MaxParallelTrainingJobs": 3},
            "HyperParameterTuningJobObjective": {"MetricName": OBJECTIVE, "Type": "Minimize"},
            "ParameterRanges": ranges_of(RANGES),
        },
        TrainingJobDefinition=definition,
    )
    tuned = session.wait_for_tuning_job(name)
    best = client.describe_training_job(TrainingJobName=tuned["BestTrainingJob"]["TrainingJobName"])
    model = model_by_hand(setting, f"{name}-model", best, best["RoleArn"])
    text = transform_by_hand(setting, model, uris["test"], PREFIX)
    return {
        "status": tuned["HyperParameterTuningJobStatus"],
        "completed": tuned["TrainingJobStatusCounters"]["Completed"],
        "bestIsOfIt": best["TuningJobArn"] == tuned["HyperParameterTuningJobArn"],
        "rmse": error_of(text),
    }
