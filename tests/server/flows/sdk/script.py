"""Script mode: estimators of a framework, which bring a learner's own script, and models that serve by one."""

import json
import tarfile

from .estimator import Estimator
from .model import Predictor, variant
from .names import name_from_image, unique

# What a framework's image is on AWS for Python, this is here for JavaScript.
IMAGE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagebrush-javascript:1"


def upload_code(session, folder, source, prefix):
    """The source folder as an archive in S3, where the SDK puts it for a job."""
    path = folder / "sourcedir.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for file in sorted(source.iterdir()):
            archive.add(file, file.name)
    return session.upload_data(path, f"{prefix}/source")


class ScriptEstimator(Estimator):
    def __init__(self, entry_point, source, folder, role, session, output_path, hyperparameters, **more):
        super().__init__(IMAGE, role, session, output_path, **more)
        self.entry_point, self.source, self.folder = entry_point, source, folder
        self.own = hyperparameters

    def fit(self, channels):
        self.job_name = unique("sagemaker-pytorch")
        code = upload_code(self.session, self.folder, self.source, self.job_name)
        sent = {
            **self.own,
            "sagemaker_submit_directory": code,
            "sagemaker_program": self.entry_point,
            "sagemaker_enable_cloudwatch_metrics": False,
            "sagemaker_container_log_level": 20,
            "sagemaker_job_name": self.job_name,
            "sagemaker_region": self.session.region,
        }
        self.session.sagemaker_client.create_training_job(
            TrainingJobName=self.job_name,
            HyperParameters={name: json.dumps(value) for name, value in sent.items()},
            DebugHookConfig={"S3OutputPath": self.output_path, "CollectionConfigurations": []},
            **self.definition(channels),
        )
        return self.session.logs_for_job(self.job_name)


class ScriptModel:
    """A model with another script than that which trained it: PyTorchModel(entry_point='predict.py', …)."""

    def __init__(self, model_data, entry_point, source, folder, role, session):
        self.model_data, self.entry_point, self.source = model_data, entry_point, source
        self.folder, self.role, self.session = folder, role, session

    def deploy(self, instance_type="ml.m4.xlarge", content_type="text/plain"):
        name = name_from_image(IMAGE)
        code = upload_code(self.session, self.folder, self.source, name)
        environment = {
            "SAGEMAKER_PROGRAM": self.entry_point,
            "SAGEMAKER_SUBMIT_DIRECTORY": code,
            "SAGEMAKER_ENABLE_CLOUDWATCH_METRICS": "false",
            "SAGEMAKER_CONTAINER_LOG_LEVEL": "20",
            "SAGEMAKER_REGION": self.session.region,
        }
        container = {"Image": IMAGE, "Environment": environment, "ModelDataUrl": self.model_data}
        self.session.create_model(name, self.role, container)
        self.session.endpoint_from_variants(name, [variant(name, instance_type=instance_type)])
        return Predictor(name, self.session, content_type)
