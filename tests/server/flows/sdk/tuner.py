"""Hyperparameter tuning around an estimator."""

from .names import name_from_image


def ranges_of(given):
    """`{"eta": (0.05, 0.5)}`: floats make a continuous range, integers an integer one."""
    kinds = {"ContinuousParameterRanges": [], "CategoricalParameterRanges": [], "IntegerParameterRanges": []}
    for name, (low, high) in given.items():
        kind = "IntegerParameterRanges" if isinstance(low, int) else "ContinuousParameterRanges"
        kinds[kind].append({"Name": name, "MinValue": str(low), "MaxValue": str(high), "ScalingType": "Auto"})
    return kinds


class HyperparameterTuner:
    def __init__(self, estimator, objective, direction, ranges, max_jobs, max_parallel_jobs):
        self._estimator = estimator
        self._config = {
            "Strategy": "Bayesian",
            "HyperParameterTuningJobObjective": {"Type": direction, "MetricName": objective},
            "ResourceLimits": {"MaxNumberOfTrainingJobs": max_jobs, "MaxParallelTrainingJobs": max_parallel_jobs},
            "ParameterRanges": ranges_of(ranges),
            "TrainingJobEarlyStoppingType": "Off",
        }
        self._ranges = ranges
        self.job_name = None

    def fit(self, channels):
        # A tuning job's name has 32 characters at most.
        self.job_name = name_from_image(self._estimator.image)[-32:].lstrip("-")
        fixed = {k: v for k, v in self._estimator.hyperparameters.items() if k not in self._ranges}
        self._client.create_hyper_parameter_tuning_job(
            HyperParameterTuningJobName=self.job_name,
            HyperParameterTuningJobConfig=self._config,
            TrainingJobDefinition={"StaticHyperParameters": fixed, **self._estimator.definition(channels)},
        )

    @property
    def _client(self):
        return self._estimator.session.sagemaker_client

    def wait(self):
        return self._estimator.session.wait_for_tuning_job(self.job_name)

    def best_training_job(self):
        described = self._client.describe_hyper_parameter_tuning_job(HyperParameterTuningJobName=self.job_name)
        return described["BestTrainingJob"]["TrainingJobName"]

    def results(self):
        """All training jobs with their objective, as the SDK's analytics gather them."""
        found = []
        token = {}
        while True:
            page = self._client.list_training_jobs_for_hyper_parameter_tuning_job(
                HyperParameterTuningJobName=self.job_name, MaxResults=3, **token
            )
            found += page["TrainingJobSummaries"]
            if "NextToken" not in page:
                return found
            token = {"NextToken": page["NextToken"]}
