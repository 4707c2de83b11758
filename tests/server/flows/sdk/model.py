"""Models that are deployed, and the predictor that speaks to their endpoint."""


def variant(model, name="AllTraffic", weight=1, instance_type="ml.m4.xlarge", count=1):
    return {
        "ModelName": model,
        "VariantName": name,
        "InitialVariantWeight": weight,
        "InstanceType": instance_type,
        "InitialInstanceCount": count,
    }


class Predictor:
    def __init__(self, endpoint, session, content_type="text/csv"):
        self.endpoint = endpoint
        self._session = session
        self._content_type = content_type
        self._config = None
        if session.version.startswith("1."):
            # The first SDK looks up at once what it will have to delete.
            self._config = self._config_name()
            session.sagemaker_client.describe_endpoint_config(EndpointConfigName=self._config)

    def _config_name(self):
        return self._session.sagemaker_client.describe_endpoint(EndpointName=self.endpoint)["EndpointConfigName"]

    def predict(self, body):
        answer = self._session.sagemaker_runtime_client.invoke_endpoint(
            EndpointName=self.endpoint, Body=body, ContentType=self._content_type
        )
        return answer["Body"].read().decode()

    def delete_endpoint(self):
        config = self._config or self._config_name()
        self._session.sagemaker_client.delete_endpoint_config(EndpointConfigName=config)
        self._session.delete_endpoint(self.endpoint)
