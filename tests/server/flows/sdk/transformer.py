"""Batch transform of a model."""

from .names import name_from_image


class Transformer:
    def __init__(self, model, session, instance_count, instance_type):
        self._model = model
        self._session = session
        self._resources = {"InstanceCount": instance_count, "InstanceType": instance_type}
        self._job = None
        self.output_path = None

    def transform(self, uri, content_type="text/csv", split_type="Line"):
        # The job is named after the model's image.
        model = self._session.sagemaker_client.describe_model(ModelName=self._model)
        self._job = name_from_image(model["PrimaryContainer"]["Image"])
        self.output_path = f"s3://{self._session.default_bucket()}/{self._job}"
        self._session.sagemaker_client.create_transform_job(
            TransformJobName=self._job,
            ModelName=self._model,
            TransformInput={
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri}},
                "ContentType": content_type,
                "SplitType": split_type,
            },
            TransformOutput={"S3OutputPath": self.output_path},
            TransformResources=self._resources,
        )

    def wait(self):
        return self._session.logs_for_job(self._job, "TransformJob")
