"""The road of data through boto3: bucket, upload, train, deploy, invoke, delete. Prints what it saw as JSON."""

import json
import random
import sys
import time

import boto3
from botocore.exceptions import ClientError

url = sys.argv[1]
IMAGE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"


def client(name):
    return boto3.client(
        name, endpoint_url=url, region_name="us-east-1", aws_access_key_id="simulated", aws_secret_access_key="simulated"
    )


def table(rows, with_label):
    lines = []
    for x, z in rows:
        line = f"{x:.4f},{z:.4f}"
        lines.append(f"{target(x, z):.4f},{line}" if with_label else line)
    return "\n".join(lines).encode()


def target(x, z):
    return 3 * x - 2 * z + (5 if x > z else 0)


def wait(read, pending):
    while True:
        status = read()
        if status not in pending:
            return status
        time.sleep(0.05)


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]
    return None


s3, sagemaker, runtime, sts = (client(name) for name in ("s3", "sagemaker", "sagemaker-runtime", "sts"))
seen = {"identity": sts.get_caller_identity()["Arn"]}
role = "arn:aws:iam::123456789012:role/AmazonSageMaker-ExecutionRole"

random.seed(1)
rows = [(random.random(), random.random()) for _ in range(600)]
s3.create_bucket(Bucket="road")
s3.put_object(Bucket="road", Key="train/data.csv", Body=table(rows[:500], True))
seen["listed"] = [each["Key"] for each in s3.list_objects_v2(Bucket="road", Prefix="train/")["Contents"]]
big = bytes(range(256)) * 12_000
s3.put_object(Bucket="road", Key="big.bin", Body=big)
seen["bigComesBack"] = s3.get_object(Bucket="road", Key="big.bin")["Body"].read() == big

sagemaker.create_training_job(
    TrainingJobName="road",
    AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
    RoleArn=role,
    HyperParameters={"num_round": "60", "objective": "reg:squarederror", "eta": "0.3"},
    InputDataConfig=[
        {
            "ChannelName": "train",
            "ContentType": "text/csv",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://road/train/"}},
        }
    ],
    OutputDataConfig={"S3OutputPath": "s3://road/output"},
    ResourceConfig={"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
    StoppingCondition={"MaxRuntimeInSeconds": 3600},
)
describe = lambda: sagemaker.describe_training_job(TrainingJobName="road")
seen["job"] = wait(lambda: describe()["TrainingJobStatus"], ("InProgress",))
job = describe()
seen["failure"] = job.get("FailureReason")
seen["transitions"] = [each["Status"] for each in job["SecondaryStatusTransitions"]]
artifact = job["ModelArtifacts"]["S3ModelArtifacts"]
seen["artifactBytes"] = s3.head_object(Bucket="road", Key=artifact.split("/", 3)[3])["ContentLength"]
seen["badName"] = code_of(
    sagemaker.create_model, ModelName="bad_name!", ExecutionRoleArn=role, PrimaryContainer={"Image": IMAGE}
)

sagemaker.create_model(
    ModelName="road", ExecutionRoleArn=role, PrimaryContainer={"Image": IMAGE, "ModelDataUrl": artifact}
)
variant = {"VariantName": "one", "ModelName": "road", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
sagemaker.create_endpoint_config(EndpointConfigName="road", ProductionVariants=[variant])
sagemaker.create_endpoint(EndpointName="road", EndpointConfigName="road")
status = lambda: sagemaker.describe_endpoint(EndpointName="road")["EndpointStatus"]
seen["endpoint"] = wait(status, ("Creating",))

answer = runtime.invoke_endpoint(EndpointName="road", ContentType="text/csv", Body=table(rows[500:], False))
seen["variant"] = answer["InvokedProductionVariant"]
predicted = [float(each) for each in answer["Body"].read().decode().replace("\n", ",").strip(",").split(",")]
errors = [(p - target(x, z)) ** 2 for p, (x, z) in zip(predicted, rows[500:], strict=True)]
seen["rmse"] = (sum(errors) / len(errors)) ** 0.5

sagemaker.delete_endpoint(EndpointName="road")
gone = lambda: code_of(sagemaker.describe_endpoint, EndpointName="road")
seen["gone"] = wait(gone, (None,))
seen["invokeGone"] = code_of(runtime.invoke_endpoint, EndpointName="road", ContentType="text/csv", Body=b"1,1")
sagemaker.delete_endpoint_config(EndpointConfigName="road")
sagemaker.delete_model(ModelName="road")
for each in s3.list_objects_v2(Bucket="road")["Contents"]:
    s3.delete_object(Bucket="road", Key=each["Key"])
s3.delete_bucket(Bucket="road")
seen["buckets"] = len(s3.list_buckets()["Buckets"])
print(json.dumps(seen))
