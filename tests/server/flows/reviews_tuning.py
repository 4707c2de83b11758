"""Film reviews: hyperparameter tuning, then batch transform of the best job's model."""

from data import accuracy
from review_parts import estimator_of, prepare, transformed
from sdk import Estimator, HyperparameterTuner

PREFIX = "sentiment-tuning"
RANGES = {
    "max_depth": (3, 6),
    "eta": (0.05, 0.5),
    "min_child_weight": (2, 8),
    "subsample": (0.5, 0.9),
    "gamma": (0, 10),
}


def run(setting):
    _, uris, rows = prepare(setting, PREFIX)
    estimator = estimator_of(setting, PREFIX)
    jobs = setting.size.review_tuning_jobs
    tuner = HyperparameterTuner(estimator, "validation:rmse", "Minimize", RANGES, jobs, 3)
    tuner.fit({"train": uris["train"], "validation": uris["validation"]})
    tuned = tuner.wait()
    best = Estimator.attach(tuner.best_training_job(), setting.session)
    return {
        "status": tuned["HyperParameterTuningJobStatus"],
        "completed": tuned["TrainingJobStatusCounters"]["Completed"],
        "accuracy": accuracy(rows, transformed(setting, best, uris["test"])),
    }
