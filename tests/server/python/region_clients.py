"""boto3's clients of a region that listens at some address, each of them watched."""

import boto3
from botocore.config import Config

from valid_answers import Watch

REGION = "us-east-1"
ACCOUNT = "123456789012"
XGBOOST = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AmazonSageMaker-ExecutionRole"


class Clients:
    """Clients by the name of their service; every answer that they get is held to AWS's model of it."""

    def __init__(self, url, watch=None, credentials=None):
        self.url = url
        self.watch = watch or Watch()
        keys = credentials or {"AccessKeyId": "simulated", "SecretAccessKey": "simulated", "SessionToken": None}
        self._session = boto3.session.Session(
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            aws_session_token=keys["SessionToken"],
            region_name=REGION,
        )
        self._made = {}

    def __call__(self, service, **config):
        key = (service, *sorted(config.items()))
        if key not in self._made:
            # A failure must be seen, not repeated away.
            settings = Config(retries={"total_max_attempts": 1}, **config)
            made = self._session.client(service, endpoint_url=self.url, config=settings)
            self._made[key] = self.watch.over(made)
        return self._made[key]

    def resource(self, service):
        made = self._session.resource(service, endpoint_url=self.url)
        self.watch.over(made.meta.client)
        return made

    def as_role(self, credentials):
        """The same clients with other credentials, watched together with these."""
        return Clients(self.url, self.watch, credentials)
