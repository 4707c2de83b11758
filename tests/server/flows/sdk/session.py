"""The session: buckets, files, roles, and waiting for what takes time."""

import os
import re
import time

from botocore.exceptions import ClientError

from .logs import JobLogs

# The SDK asks every 5, 10 or 30 seconds; a region whose clock runs ahead needs no such patience.
POLL_SECONDS = 0.05


class Session:
    def __init__(self, clients, version="1.72"):
        self.clients = clients
        self.version = version
        self.printed = []
        self.sagemaker_client = clients("sagemaker")
        self.sagemaker_runtime_client = clients("sagemaker-runtime")
        self._bucket = None

    @property
    def region(self):
        return self.sagemaker_client.meta.region_name

    def get_execution_role(self):
        """The role behind the caller: the SDK takes the assumed role's name and asks IAM for its ARN."""
        arn = self.clients("sts").get_caller_identity()["Arn"]
        name = re.fullmatch(r"arn:aws:sts::\d+:assumed-role/([^/]+)/.*", arn).group(1)
        if "AmazonSageMaker-ExecutionRole" in name:
            account = arn.split(":")[4]
            return f"arn:aws:iam::{account}:role/service-role/{name}"
        found = self.clients("iam").get_role(RoleName=name)["Role"]["Arn"]
        if ":role/" not in found:
            raise ValueError(f"The caller is no role: {found}")
        return found

    def default_bucket(self):
        if self._bucket is None:
            account = self.clients("sts").get_caller_identity()["Account"]
            name = f"sagemaker-{self.region}-{account}"
            s3 = self.clients.resource("s3")
            # What a resource knows of its creation comes from ListBuckets.
            if s3.Bucket(name).creation_date is None:
                s3.create_bucket(Bucket=name)
            self._bucket = name
        return self._bucket

    def upload_data(self, path, key_prefix, bucket=None):
        bucket = bucket or self.default_bucket()
        key = f"{key_prefix}/{os.path.basename(path)}"
        self.clients.resource("s3").Object(bucket, key).upload_file(str(path))
        return f"s3://{bucket}/{key}"

    def download_data(self, uri, folder):
        """All that lies under an S3 URI, as `aws s3 cp --recursive` brings it."""
        bucket, prefix = uri.removeprefix("s3://").split("/", 1)
        s3 = self.clients("s3")
        names = []
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
            for found in page.get("Contents", []):
                name = found["Key"][len(prefix) :].lstrip("/")
                s3.download_file(bucket, found["Key"], os.path.join(folder, name))
                names.append(name)
        return names

    def logs_for_job(self, name, kind="TrainingJob"):
        """Waits for a training or transform job while its log is printed, then what it cost."""
        describe = getattr(self.sagemaker_client, "describe_training_job" if kind == "TrainingJob" else "describe_transform_job")
        key = f"{kind}Name"
        described = describe(**{key: name})
        count = described["ResourceConfig"]["InstanceCount"] if kind == "TrainingJob" else described["TransformResources"]["InstanceCount"]
        logs = JobLogs(self.clients("logs"), f"/aws/sagemaker/{kind}s", name, count)
        ended = ("Completed", "Failed", "Stopped")
        told = self._tell_transitions(described, 0)
        while True:
            self.printed += logs.news()
            if described[f"{kind}Status"] in ended:
                break
            time.sleep(POLL_SECONDS)
            described = describe(**{key: name})
            told = self._tell_transitions(described, told)
        self.printed += logs.news()
        self._demand(name, described[f"{kind}Status"], described.get("FailureReason"))
        if kind == "TrainingJob":
            self.printed.append(f"Training seconds: {described['TrainingTimeInSeconds'] * count}")
            self.printed.append(f"Billable seconds: {described['BillableTimeInSeconds'] * count}")
        return described

    def _tell_transitions(self, described, told):
        transitions = described.get("SecondaryStatusTransitions", [])
        for each in transitions[told:]:
            self.printed.append(f"{each['StartTime']:%Y-%m-%d %H:%M:%S} {each['Status']} - {each.get('StatusMessage', '')}")
        return len(transitions)

    def wait_for_transform_job(self, name):
        return self._wait("describe_transform_job", "TransformJobStatus", {"TransformJobName": name}, ("InProgress", "Stopping"))

    def wait_for_tuning_job(self, name):
        key = {"HyperParameterTuningJobName": name}
        return self._wait("describe_hyper_parameter_tuning_job", "HyperParameterTuningJobStatus", key, ("InProgress", "Stopping"))

    def wait_for_endpoint(self, name):
        key = {"EndpointName": name}
        return self._wait("describe_endpoint", "EndpointStatus", key, ("Creating", "Updating", "Deleting"), good=("InService",))

    def _wait(self, operation, status, key, busy, good=("Completed", "Stopped")):
        while True:
            described = getattr(self.sagemaker_client, operation)(**key)
            if described[status] not in busy:
                self._demand(next(iter(key.values())), described[status], described.get("FailureReason"), good)
                return described
            time.sleep(POLL_SECONDS)

    def _demand(self, name, status, reason, good=("Completed", "Stopped")):
        if status not in good:
            raise RuntimeError(f"{name}: {status}. Reason: {reason}")

    def exists(self, describe, **key):
        """Whether a resource is there, as the SDK finds out: by the code and two words of the message."""
        try:
            describe(**key)
        except ClientError as error:
            told = error.response["Error"]
            if told["Code"] == "ValidationException" and "Could not find" in told["Message"]:
                return False
            raise
        return True

    def create_model(self, name, role, container):
        try:
            self.sagemaker_client.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer=container)
        except ClientError as error:
            told = error.response["Error"]
            if told["Code"] != "ValidationException" or "Cannot create already existing model" not in told["Message"]:
                raise
        return name

    def endpoint_from_variants(self, name, variants):
        client = self.sagemaker_client
        if not self.exists(client.describe_endpoint_config, EndpointConfigName=name):
            client.create_endpoint_config(EndpointConfigName=name, ProductionVariants=variants)
        client.create_endpoint(EndpointName=name, EndpointConfigName=name)
        self.wait_for_endpoint(name)
        return name

    def update_endpoint(self, name, config):
        if not self.exists(self.sagemaker_client.describe_endpoint, EndpointName=name):
            raise ValueError(f"Endpoint {name} does not exist")
        self.sagemaker_client.update_endpoint(EndpointName=name, EndpointConfigName=config)
        return self.wait_for_endpoint(name)

    def delete_endpoint(self, name):
        self.sagemaker_client.delete_endpoint(EndpointName=name)
