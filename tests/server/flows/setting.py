"""What a flow starts from: a session, a folder of its own, and how large it may be."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from data import boston, csv_of, write_csv
from sdk.names import image_uri

BOSTON_HYPERPARAMETERS = {
    "max_depth": 5,
    "eta": 0.2,
    "gamma": 4,
    "min_child_weight": 6,
    "subsample": 0.8,
    "objective": "reg:linear",
    "early_stopping_rounds": 10,
    "num_round": 200,
}
REVIEW_HYPERPARAMETERS = {
    **BOSTON_HYPERPARAMETERS,
    "silent": 0,
    "objective": "binary:logistic",
}


@dataclass
class Size:
    """How much of the courses' own size a run has."""

    words: int
    folds: int
    review_rounds: int
    tuning_jobs: int
    review_tuning_jobs: int


SIZES = {
    "short": Size(words=300, folds=3, review_rounds=60, tuning_jobs=4, review_tuning_jobs=3),
    "full": Size(words=5000, folds=8, review_rounds=300, tuning_jobs=20, review_tuning_jobs=6),
}


class Setting:
    def __init__(self, session, size):
        self.session = session
        self.size = size
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)

    def close(self):
        self._folder.cleanup()

    @property
    def xgboost(self):
        return image_uri("xgboost")

    def output(self, prefix):
        return f"s3://{self.session.default_bucket()}/{prefix}/output"

    def upload(self, name, rows, prefix, labelled=True):
        return self.session.upload_data(write_csv(self.folder, name, rows, labelled), prefix)

    def upload_boston(self, prefix):
        """The three files of the houses; returns their URIs by part. The test file has no labels."""
        parts = boston()
        return {name: self.upload(name, rows, prefix, labelled=name != "test") for name, rows in parts.items()}

    def read_output(self, uri, name):
        """One file out of all that a transform job wrote there."""
        names = self.session.download_data(uri, self.folder)
        if names != [name]:
            raise AssertionError(f"{uri} holds {names}, not {name}")
        return (self.folder / name).read_text()

    def boston_request(self):
        return csv_of(boston()["test"], labelled=False)

    def wait_until_gone(self, endpoint):
        """Deleting takes its time on AWS as well; boto3's own waiter knows when it is over."""
        waiter = self.session.sagemaker_client.get_waiter("endpoint_deleted")
        waiter.wait(EndpointName=endpoint, WaiterConfig={"Delay": 0, "MaxAttempts": 1000})
