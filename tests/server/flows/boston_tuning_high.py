"""Boston: hyperparameter tuning by the high-level SDK, then batch transform of the best job's model."""

from boston_parts import error_of, estimator_of
from boston_ranges import OBJECTIVE, RANGES
from sdk import Estimator, HyperparameterTuner

PREFIX = "boston-xgboost-tuning-high"


def run(setting):
    uris = setting.upload_boston(PREFIX)
    estimator = estimator_of(setting, PREFIX)
    tuner = HyperparameterTuner(estimator, OBJECTIVE, "Minimize", RANGES, setting.size.tuning_jobs, 3)
    tuner.fit({"train": uris["train"], "validation": uris["validation"]})
    tuned = tuner.wait()
    best = tuner.best_training_job()
    attached = Estimator.attach(best, setting.session)
    transformer = attached.transformer()
    transformer.transform(uris["test"])
    transformer.wait()
    text = setting.read_output(transformer.output_path, "test.csv.out")
    values = [each["FinalHyperParameterTuningJobObjectiveMetric"]["Value"] for each in tuner.results()]
    return {
        "status": tuned["HyperParameterTuningJobStatus"],
        "completed": tuned["TrainingJobStatusCounters"]["Completed"],
        "bestIsLeast": tuned["BestTrainingJob"]["FinalHyperParameterTuningJobObjectiveMetric"]["Value"] == min(values),
        "jobs": len(values),
        "attachedDepth": int(attached.hyperparameters["max_depth"]),
        "rmse": error_of(text),
    }
