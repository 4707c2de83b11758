"""What boto3 may expect of SageMaker and its neighbours: waiters, paginators, exceptions, the older forms of a call."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))

from botocore.exceptions import WaiterError  # noqa: E402

from contract import contract, refused, run, same  # noqa: E402
from region_clients import ROLE, XGBOOST  # noqa: E402

PATIENCE = {"Delay": 0, "MaxAttempts": 2000}


def job(name, **changes):
    return {
        "TrainingJobName": name,
        "AlgorithmSpecification": {"TrainingImage": XGBOOST, "TrainingInputMode": "File"},
        "RoleArn": ROLE,
        "HyperParameters": {"num_round": "5"},
        "InputDataConfig": [
            {
                "ChannelName": "train",
                "ContentType": "text/csv",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://waiting/train"}},
            }
        ],
        "OutputDataConfig": {"S3OutputPath": "s3://waiting/output"},
        "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
        "StoppingCondition": {"MaxRuntimeInSeconds": 3600},
        **changes,
    }


@contract
def waiters_of_the_road(clients, _folder):
    """makes boto3's waiters end: for a training job, an endpoint in service, a transform job, an endpoint deleted"""
    s3, sagemaker = clients("s3"), clients("sagemaker")
    s3.create_bucket(Bucket="waiting")
    table = "".join(f"{3 * i},{i}\n" for i in range(200))
    s3.put_object(Bucket="waiting", Key="train.csv", Body=table)
    s3.put_object(Bucket="waiting", Key="ask.csv", Body="".join(f"{i}\n" for i in range(20)))
    sagemaker.create_training_job(**job("waited"))
    wait = lambda name, **of: sagemaker.get_waiter(name).wait(WaiterConfig=PATIENCE, **of)
    wait("training_job_completed_or_stopped", TrainingJobName="waited")
    artifact = sagemaker.describe_training_job(TrainingJobName="waited")["ModelArtifacts"]["S3ModelArtifacts"]
    container = {"Image": XGBOOST, "ModelDataUrl": artifact}
    sagemaker.create_model(ModelName="waited", ExecutionRoleArn=ROLE, PrimaryContainer=container)

    sagemaker.create_transform_job(
        TransformJobName="waited",
        ModelName="waited",
        TransformInput={
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://waiting/ask.csv"}},
            "ContentType": "text/csv",
            "SplitType": "Line",
        },
        TransformOutput={"S3OutputPath": "s3://waiting/answers"},
        TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1},
    )
    wait("transform_job_completed_or_stopped", TransformJobName="waited")
    answers = s3.get_object(Bucket="waiting", Key="answers/ask.csv.out")["Body"].read().decode().split()
    same(len(answers), 20)

    variant = {"VariantName": "one", "ModelName": "waited", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
    sagemaker.create_endpoint_config(EndpointConfigName="waited", ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="waited", EndpointConfigName="waited")
    wait("endpoint_in_service", EndpointName="waited")
    runtime = clients("sagemaker-runtime")
    body = b"".join(b"%d\n" % i for i in range(20))
    answer = runtime.invoke_endpoint(EndpointName="waited", ContentType="text/csv", Accept="text/csv", Body=body)
    served = [float(each) for each in answer["Body"].read().decode().replace(",", " ").split()]
    # The same model, asked by a batch job and by an endpoint.
    same(served, [float(each) for each in answers])
    sagemaker.delete_endpoint(EndpointName="waited")
    wait("endpoint_deleted", EndpointName="waited")


@contract
def waiter_of_a_failure(clients, _folder):
    """makes a waiter raise when its job fails, with AWS's prefix of whose fault it was"""
    sagemaker = clients("sagemaker")
    sagemaker.create_training_job(**job("failing", HyperParameters={"num_round": "none"}))
    try:
        waiter = sagemaker.get_waiter("training_job_completed_or_stopped")
        waiter.wait(TrainingJobName="failing", WaiterConfig=PATIENCE)
    except WaiterError as error:
        reason = error.last_response["FailureReason"]
        same(reason.startswith("ClientError: "), True)
        return
    raise AssertionError("a job with a broken hyperparameter completed")


@contract
def pages(clients, _folder):
    """pages through jobs, models and tags with boto3's paginators, each thing once"""
    sagemaker = clients("sagemaker")
    for i in range(7):
        container = {"Image": XGBOOST}
        tags = [{"Key": f"k{n}", "Value": str(n)} for n in range(12)] if i == 0 else []
        made = sagemaker.create_model(ModelName=f"page-{i}", ExecutionRoleArn=ROLE, PrimaryContainer=container, Tags=tags)
        arn = made["ModelArn"] if i == 0 else arn
    found = sagemaker.get_paginator("list_models").paginate(
        NameContains="page-", SortBy="Name", SortOrder="Ascending", PaginationConfig={"PageSize": 3}
    )
    pages = [[each["ModelName"] for each in page["Models"]] for page in found]
    same(pages, [["page-0", "page-1", "page-2"], ["page-3", "page-4", "page-5"], ["page-6"]])
    tags = [tag["Key"] for page in sagemaker.get_paginator("list_tags").paginate(ResourceArn=arn) for tag in page["Tags"]]
    same(sorted(tags), sorted(f"k{n}" for n in range(12)))
    for name in ("list_training_jobs", "list_endpoints", "list_endpoint_configs", "list_transform_jobs"):
        list(sagemaker.get_paginator(name).paginate(PaginationConfig={"PageSize": 1, "MaxItems": 5}))
    same(len(list(clients("iam").get_paginator("list_roles").paginate())[0]["Roles"]) >= 1, True)


@contract
def exceptions(clients, _folder):
    """refuses with the exceptions that boto3 has classes for, and ValidationException for the rest"""
    sagemaker = clients("sagemaker")
    sagemaker.create_training_job(**job("twice"))
    tuning = {"HyperParameterTuningJobName": "absent"}
    for kind, call, arguments in (
        (sagemaker.exceptions.ResourceInUse, sagemaker.create_training_job, job("twice")),
        (sagemaker.exceptions.ResourceLimitExceeded, sagemaker.create_training_job, too_many("greedy")),
        (sagemaker.exceptions.ResourceNotFound, sagemaker.describe_hyper_parameter_tuning_job, tuning),
    ):
        try:
            call(**arguments)
        except kind:
            continue
        raise AssertionError(f"{call} with {arguments} was not refused as {kind.__name__}")
    logs = clients("logs")
    try:
        logs.describe_log_streams(logGroupName="/absent")
    except logs.exceptions.ResourceNotFoundException:
        pass
    iam = clients("iam")
    try:
        iam.get_role(RoleName="absent")
    except iam.exceptions.NoSuchEntityException:
        pass
    absent = {"EndpointName": "absent"}
    same(refused(sagemaker.describe_endpoint, **absent), ("ValidationException", 400))
    same(refused(sagemaker.stop_training_job, TrainingJobName="absent"), ("ValidationException", 400))


def too_many(name):
    resources = {"InstanceType": "ml.p4d.24xlarge", "InstanceCount": 1, "VolumeSizeInGB": 5}
    return job(name, ResourceConfig=resources)


@contract
def numbers_of_a_job(clients, _folder):
    """gives the metrics of a job to CloudWatch and its lines to the logs, each by page"""
    sagemaker, logs = clients("sagemaker"), clients("logs")
    described = sagemaker.describe_training_job(TrainingJobName="waited")
    same([each["MetricName"] for each in described["FinalMetricDataList"]], ["train:rmse"])
    group = "/aws/sagemaker/TrainingJobs"
    streams = logs.describe_log_streams(logGroupName=group, logStreamNamePrefix="waited/")["logStreams"]
    same(len(streams), 1)
    found = logs.get_paginator("filter_log_events").paginate(
        logGroupName=group,
        logStreamNames=[streams[0]["logStreamName"]],
        filterPattern='"train-rmse"',
        PaginationConfig={"PageSize": 2},
    )
    same(len([event for page in found for event in page["events"]]), 5)
    metrics = clients("cloudwatch").list_metrics(
        Namespace="/aws/sagemaker/TrainingJobs", Dimensions=[{"Name": "TrainingJobName", "Value": "waited"}]
    )
    same("train:rmse" in {each["MetricName"] for each in metrics["Metrics"]}, True)


@contract
def streams_of_records(clients, _folder):
    """moves records through Kinesis with bytes as they were"""
    kinesis = clients("kinesis")
    kinesis.create_stream(StreamName="bytes", ShardCount=1)
    kinesis.get_waiter("stream_exists").wait(StreamName="bytes", WaiterConfig=PATIENCE)
    sent = bytes(range(256))
    kinesis.put_record(StreamName="bytes", Data=sent, PartitionKey="ä")
    shard = kinesis.list_shards(StreamName="bytes")["Shards"][0]["ShardId"]
    iterator = kinesis.get_shard_iterator(StreamName="bytes", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    records = kinesis.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    same([(each["Data"], each["PartitionKey"]) for each in records], [(sent, "ä")])
    kinesis.delete_stream(StreamName="bytes")
    kinesis.get_waiter("stream_not_exists").wait(StreamName="bytes", WaiterConfig=PATIENCE)


if __name__ == "__main__":
    run()
