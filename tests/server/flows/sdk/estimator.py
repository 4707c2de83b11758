"""The estimator: one training job, and what is made of its model."""

from .model import Predictor, variant
from .names import channel, name_from_image
from .transformer import Transformer


class Estimator:
    def __init__(self, image, role, session, output_path, instance_count=1, instance_type="ml.m4.xlarge"):
        self.image = image
        self.role = role
        self.session = session
        self.output_path = output_path
        self.instance_count = instance_count
        self.instance_type = instance_type
        self.hyperparameters = {}
        self.job_name = None

    def set_hyperparameters(self, **values):
        self.hyperparameters = {name: str(value) for name, value in values.items()}

    def definition(self, channels):
        """What training and tuning jobs say alike of the training."""
        return {
            "AlgorithmSpecification": {"TrainingImage": self.image, "TrainingInputMode": "File"},
            "InputDataConfig": [channel(name, uri) for name, uri in channels.items()],
            "OutputDataConfig": {"S3OutputPath": self.output_path},
            "ResourceConfig": {
                "InstanceCount": self.instance_count,
                "InstanceType": self.instance_type,
                "VolumeSizeInGB": 30,
            },
            "RoleArn": self.role,
            "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
        }

    def fit(self, channels):
        self.job_name = name_from_image(self.image)
        self.session.sagemaker_client.create_training_job(
            TrainingJobName=self.job_name, HyperParameters=self.hyperparameters, **self.definition(channels)
        )
        return self.session.logs_for_job(self.job_name)

    @classmethod
    def attach(cls, job_name, session):
        """An estimator for a job that is there: the SDK reads everything back from its description."""
        described = session.sagemaker_client.describe_training_job(TrainingJobName=job_name)
        if session.version.startswith("2."):
            session.sagemaker_client.list_tags(ResourceArn=described["TrainingJobArn"])
        resources = described["ResourceConfig"]
        attached = cls(
            described["AlgorithmSpecification"]["TrainingImage"],
            described["RoleArn"],
            session,
            described["OutputDataConfig"]["S3OutputPath"],
            resources["InstanceCount"],
            resources["InstanceType"],
        )
        attached.hyperparameters = described["HyperParameters"]
        attached.job_name = job_name
        session.logs_for_job(job_name)
        return attached

    @property
    def model_data(self):
        described = self.session.sagemaker_client.describe_training_job(TrainingJobName=self.job_name)
        return described["ModelArtifacts"]["S3ModelArtifacts"]

    def _container(self):
        return {"Image": self.image, "Environment": {}, "ModelDataUrl": self.model_data}

    def deploy(self, instance_type="ml.m4.xlarge"):
        name = name_from_image(self.image)
        self.session.create_model(name, self.role, self._container())
        self.session.endpoint_from_variants(name, [variant(name, instance_type=instance_type)])
        return Predictor(name, self.session)

    def transformer(self, instance_count=1, instance_type="ml.m4.xlarge"):
        model = self.session.create_model(self.job_name, self.role, self._container())
        return Transformer(model, self.session, instance_count, instance_type)
