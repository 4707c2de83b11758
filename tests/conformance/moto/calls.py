"""The calls that are compared, in the order in which they are made: what is done, and what is refused."""

import json

from region_clients import ROLE, XGBOOST

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "sagemaker.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
)
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}]}
)


def play(call):
    for part in (buckets, objects, uploads, versions, roles, sagemaker, training, endpoints, logs, metrics, streams, scaling, images):
        part(call)


def buckets(call):
    call("sts", "get_caller_identity")
    call("s3", "list_buckets", "none")
    call("s3", "create_bucket", Bucket="first-bucket")
    call("s3", "create_bucket", "again", Bucket="first-bucket")
    call("s3", "create_bucket", "bad name", Bucket="Bad_Name")
    call("s3", "create_bucket", "name of an address", Bucket="192.168.5.4")
    call("s3", "create_bucket", "short name", Bucket="ab")
    call("s3", "head_bucket", Bucket="first-bucket")
    call("s3", "head_bucket", "absent", Bucket="absent-bucket")
    call("s3", "list_buckets", "one", Prefix="first")
    call("s3", "get_bucket_location", Bucket="first-bucket")
    call("s3", "get_bucket_location", "absent", Bucket="absent-bucket")
    call("s3", "delete_bucket", "absent", Bucket="absent-bucket")
    for name in ("policy", "tagging", "lifecycle_configuration", "website", "cors", "encryption", "versioning"):
        call("s3", f"get_bucket_{name}", "unset", Bucket="first-bucket")
    call("s3", "get_public_access_block", "unset", Bucket="first-bucket")
    call("s3", "get_bucket_notification_configuration", "unset", Bucket="first-bucket")
    call("s3", "put_bucket_tagging", Bucket="first-bucket", Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
    call("s3", "get_bucket_tagging", Bucket="first-bucket")
    twice = {"TagSet": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]}
    call("s3", "put_bucket_tagging", "one key twice", Bucket="first-bucket", Tagging=twice)
    call("s3", "delete_bucket_tagging", Bucket="first-bucket")
    call("s3", "create_bucket", "for a policy", Bucket="policy-bucket")
    policy = json.loads(POLICY)
    policy["Statement"][0] |= {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Resource": "arn:aws:s3:::policy-bucket/*"}
    call("s3", "put_bucket_policy", Bucket="policy-bucket", Policy=json.dumps(policy))
    call("s3", "delete_bucket_policy", Bucket="policy-bucket")
    call("s3", "put_bucket_policy", "no JSON", Bucket="policy-bucket", Policy="nonsense")
    rules = [{"ID": "r", "Status": "Enabled", "Filter": {"Prefix": "p/"}, "Expiration": {"Days": 3}}]
    call("s3", "put_bucket_lifecycle_configuration", Bucket="first-bucket", LifecycleConfiguration={"Rules": rules})
    call("s3", "get_bucket_lifecycle_configuration", Bucket="first-bucket")
    cors = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]
    call("s3", "put_bucket_cors", Bucket="first-bucket", CORSConfiguration={"CORSRules": cors})
    call("s3", "get_bucket_cors", Bucket="first-bucket")
    bad = [{"AllowedMethods": ["FETCH"], "AllowedOrigins": ["*"]}]
    call("s3", "put_bucket_cors", "bad method", Bucket="first-bucket", CORSConfiguration={"CORSRules": bad})


def objects(call):
    call("s3", "put_object", Bucket="first-bucket", Key="k", Body=b"0123456789", Metadata={"m": "v"}, ContentType="text/plain")
    call("s3", "put_object", "absent bucket", Bucket="absent-bucket", Key="k", Body=b"")
    call("s3", "head_object", Bucket="first-bucket", Key="k")
    call("s3", "head_object", "absent", Bucket="first-bucket", Key="absent")
    tag = call("s3", "get_object", Bucket="first-bucket", Key="k").get("ETag", "absent")
    call("s3", "get_object", "absent", Bucket="first-bucket", Key="absent")
    call("s3", "get_object", "absent bucket", Bucket="absent-bucket", Key="k")
    call("s3", "get_object", "range", Bucket="first-bucket", Key="k", Range="bytes=2-4")
    call("s3", "get_object", "last bytes", Bucket="first-bucket", Key="k", Range="bytes=-3")
    call("s3", "get_object", "range behind the end", Bucket="first-bucket", Key="k", Range="bytes=10-")
    call("s3", "get_object", "not changed", Bucket="first-bucket", Key="k", IfNoneMatch=tag)
    call("s3", "get_object", "another", Bucket="first-bucket", Key="k", IfMatch='"other"')
    call("s3", "put_object", "only a new one", Bucket="first-bucket", Key="k", Body=b"", IfNoneMatch="*")
    call("s3", "put_object", "wrong digest", Bucket="first-bucket", Key="w", Body=b"a", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")
    call("s3", "put_object", "no digest", Bucket="first-bucket", Key="w", Body=b"a", ContentMD5="nonsense")
    call("s3", "put_object", "wrong checksum", Bucket="first-bucket", Key="w", Body=b"a", ChecksumCRC32="AAAAAA==")
    call("s3", "copy_object", Bucket="first-bucket", Key="copy", CopySource="first-bucket/k")
    call("s3", "copy_object", "onto itself", Bucket="first-bucket", Key="k", CopySource="first-bucket/k")
    call("s3", "copy_object", "absent source", Bucket="first-bucket", Key="copy", CopySource="first-bucket/absent")
    call("s3", "put_object_tagging", Bucket="first-bucket", Key="k", Tagging={"TagSet": [{"Key": "a", "Value": "1"}]})
    call("s3", "get_object_tagging", Bucket="first-bucket", Key="k")
    call("s3", "get_object_tagging", "absent", Bucket="first-bucket", Key="absent")
    call("s3", "get_object_attributes", Bucket="first-bucket", Key="k", ObjectAttributes=["ETag", "ObjectSize", "StorageClass"])
    for key in ("d/1", "d/2", "d/e/3", "ä b+c"):
        call("s3", "put_object", key, Bucket="first-bucket", Key=key, Body=b"x")
    call("s3", "list_objects_v2", Bucket="first-bucket")
    call("s3", "list_objects_v2", "folders", Bucket="first-bucket", Delimiter="/")
    page = call("s3", "list_objects_v2", "first page", Bucket="first-bucket", MaxKeys=2)
    token = page.get("NextContinuationToken", "")
    call("s3", "list_objects_v2", "next page", Bucket="first-bucket", MaxKeys=2, ContinuationToken=token)
    call("s3", "list_objects_v2", "bad token", Bucket="first-bucket", ContinuationToken="nonsense")
    call("s3", "list_objects_v2", "absent bucket", Bucket="absent-bucket")
    call("s3", "list_objects_v2", "nothing there", Bucket="first-bucket", Prefix="absent/")
    call("s3", "list_objects", Bucket="first-bucket", Prefix="d/", Delimiter="/")
    call("s3", "list_objects", "first page", Bucket="first-bucket", MaxKeys=2)
    call("s3", "delete_objects", Bucket="first-bucket", Delete={"Objects": [{"Key": "d/1"}, {"Key": "absent"}]})
    call("s3", "delete_object", "absent", Bucket="first-bucket", Key="absent")
    call("s3", "delete_bucket", "not empty", Bucket="first-bucket")


def uploads(call):
    upload = call("s3", "create_multipart_upload", Bucket="first-bucket", Key="parts").get("UploadId", "absent")
    of = {"Bucket": "first-bucket", "Key": "parts", "UploadId": upload}
    part = call("s3", "upload_part", PartNumber=1, Body=b"a" * 10, **of).get("ETag", "absent")
    other = call("s3", "upload_part", "second", PartNumber=2, Body=b"b", **of).get("ETag", "absent")
    call("s3", "upload_part", "number 0", PartNumber=0, Body=b"b", **of)
    call("s3", "upload_part", "number 10001", PartNumber=10_001, Body=b"b", **of)
    call("s3", "upload_part", "absent upload", Bucket="first-bucket", Key="parts", UploadId="absent", PartNumber=1, Body=b"")
    call("s3", "list_parts", **of)
    call("s3", "list_multipart_uploads", Bucket="first-bucket")
    parts = [{"PartNumber": 1, "ETag": part}, {"PartNumber": 2, "ETag": other}]
    call("s3", "complete_multipart_upload", "part too small", MultipartUpload={"Parts": parts}, **of)
    call("s3", "complete_multipart_upload", "wrong order", MultipartUpload={"Parts": parts[::-1]}, **of)
    unknown = [{"PartNumber": 1, "ETag": '"0123"'}]
    call("s3", "complete_multipart_upload", "unknown part", MultipartUpload={"Parts": unknown}, **of)
    call("s3", "complete_multipart_upload", MultipartUpload={"Parts": parts[:1]}, **of)
    call("s3", "head_object", "of parts", Bucket="first-bucket", Key="parts")
    call("s3", "abort_multipart_upload", "absent", Bucket="first-bucket", Key="parts", UploadId="absent")


def versions(call):
    call("s3", "create_bucket", "versions", Bucket="versions-bucket")
    call("s3", "put_bucket_versioning", Bucket="versions-bucket", VersioningConfiguration={"Status": "Enabled"})
    call("s3", "get_bucket_versioning", Bucket="versions-bucket")
    first = call("s3", "put_object", "version", Bucket="versions-bucket", Key="k", Body=b"1").get("VersionId")
    call("s3", "put_object", "second version", Bucket="versions-bucket", Key="k", Body=b"22")
    marker = call("s3", "delete_object", "marker", Bucket="versions-bucket", Key="k").get("VersionId")
    call("s3", "get_object", "marker", Bucket="versions-bucket", Key="k")
    call("s3", "get_object", "marker by version", Bucket="versions-bucket", Key="k", VersionId=marker)
    call("s3", "get_object", "old version", Bucket="versions-bucket", Key="k", VersionId=first)
    call("s3", "get_object", "absent version", Bucket="versions-bucket", Key="k", VersionId="nonsense")
    call("s3", "list_object_versions", Bucket="versions-bucket")
    call("s3", "delete_object", "version", Bucket="versions-bucket", Key="k", VersionId=first)
    call("s3", "delete_object", "marker by version", Bucket="versions-bucket", Key="k", VersionId=marker)
    call("s3", "list_object_versions", "after", Bucket="versions-bucket")


def roles(call):
    call("iam", "create_role", RoleName="role-a", AssumeRolePolicyDocument=TRUST, Description="d", Path="/p/")
    call("iam", "create_role", "again", RoleName="role-a", AssumeRolePolicyDocument=TRUST)
    call("iam", "create_role", "bad trust", RoleName="role-b", AssumeRolePolicyDocument="nonsense")
    call("iam", "get_role", RoleName="role-a")
    call("iam", "get_role", "absent", RoleName="absent")
    call("iam", "put_role_policy", RoleName="role-a", PolicyName="inline", PolicyDocument=POLICY)
    call("iam", "put_role_policy", "bad document", RoleName="role-a", PolicyName="bad", PolicyDocument="{}")
    call("iam", "get_role_policy", RoleName="role-a", PolicyName="inline")
    call("iam", "get_role_policy", "absent", RoleName="role-a", PolicyName="absent")
    call("iam", "list_role_policies", RoleName="role-a")
    arn = call("iam", "create_policy", PolicyName="managed", PolicyDocument=POLICY)["Policy"]["Arn"]
    call("iam", "create_policy", "again", PolicyName="managed", PolicyDocument=POLICY)
    call("iam", "get_policy", PolicyArn=arn)
    call("iam", "get_policy", "absent", PolicyArn=arn + "-absent")
    call("iam", "attach_role_policy", RoleName="role-a", PolicyArn=arn)
    call("iam", "attach_role_policy", "absent policy", RoleName="role-a", PolicyArn=arn + "-absent")
    call("iam", "list_attached_role_policies", RoleName="role-a")
    call("iam", "delete_role", "in use", RoleName="role-a")
    call("iam", "detach_role_policy", RoleName="role-a", PolicyArn=arn)
    call("iam", "detach_role_policy", "again", RoleName="role-a", PolicyArn=arn)
    call("iam", "delete_role_policy", RoleName="role-a", PolicyName="inline")
    call("iam", "delete_role", RoleName="role-a")
    call("iam", "delete_role", "absent", RoleName="role-a")


def model(name, **changes):
    return {"ModelName": name, "ExecutionRoleArn": ROLE, "PrimaryContainer": {"Image": XGBOOST}, **changes}


def variant(name, **changes):
    return {"VariantName": "one", "ModelName": name, "InstanceType": "ml.m5.large", "InitialInstanceCount": 1, **changes}


def sagemaker(call):
    arn = call("sagemaker", "create_model", **model("model-a"), Tags=[{"Key": "a", "Value": "1"}]).get("ModelArn", "absent")
    call("sagemaker", "describe_model", ModelName="model-a")
    call("sagemaker", "describe_model", "absent", ModelName="absent")
    call("sagemaker", "list_models", NameContains="model-")
    call("sagemaker", "list_tags", ResourceArn=arn)
    call("sagemaker", "add_tags", ResourceArn=arn, Tags=[{"Key": "b", "Value": "2"}])
    call("sagemaker", "delete_tags", ResourceArn=arn, TagKeys=["a"])
    call("sagemaker", "list_tags", "after", ResourceArn=arn)
    call("sagemaker", "delete_model", "absent", ModelName="absent")
    call("sagemaker", "create_endpoint_config", EndpointConfigName="config-a", ProductionVariants=[variant("model-a")])
    absent = [variant("absent")]
    call("sagemaker", "create_endpoint_config", "absent model", EndpointConfigName="config-b", ProductionVariants=absent)
    call("sagemaker", "describe_endpoint_config", EndpointConfigName="config-a")
    call("sagemaker", "describe_endpoint_config", "absent", EndpointConfigName="absent")
    call("sagemaker", "list_endpoint_configs")
    call("sagemaker", "delete_endpoint_config", "absent", EndpointConfigName="absent")
    call("sagemaker", "create_experiment", ExperimentName="experiment-a")
    call("sagemaker", "describe_experiment", ExperimentName="experiment-a")
    call("sagemaker", "describe_experiment", "absent", ExperimentName="absent")
    call("sagemaker", "create_trial", TrialName="trial-a", ExperimentName="experiment-a")
    call("sagemaker", "create_trial", "absent experiment", TrialName="trial-b", ExperimentName="absent")
    call("sagemaker", "list_trials", ExperimentName="experiment-a")
    call("sagemaker", "create_model_package_group", ModelPackageGroupName="group-a", ModelPackageGroupDescription="d")
    call("sagemaker", "describe_model_package_group", ModelPackageGroupName="group-a")
    call("sagemaker", "describe_model_package_group", "absent", ModelPackageGroupName="absent")


def training(call):
    call("s3", "create_bucket", "training", Bucket="training-bucket")
    call("s3", "put_object", "training", Bucket="training-bucket", Key="train.csv", Body="".join(f"{3 * i},{i}\n" for i in range(50)))
    job = {
        "TrainingJobName": "job-a",
        "AlgorithmSpecification": {"TrainingImage": XGBOOST, "TrainingInputMode": "File"},
        "RoleArn": ROLE,
        "HyperParameters": {"num_round": "2"},
        "InputDataConfig": [
            {
                "ChannelName": "train",
                "ContentType": "text/csv",
                "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://training-bucket/train"}},
            }
        ],
        "OutputDataConfig": {"S3OutputPath": "s3://training-bucket/output"},
        "ResourceConfig": {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5},
        "StoppingCondition": {"MaxRuntimeInSeconds": 60},
    }
    call("sagemaker", "create_training_job", **job)
    no_image = {"TrainingInputMode": "File"}
    call("sagemaker", "create_training_job", "no image", **{**job, "TrainingJobName": "b", "AlgorithmSpecification": no_image})
    call("sagemaker", "create_training_job", "bad name", **{**job, "TrainingJobName": "bad_name!"})
    ended = lambda answer: answer["TrainingJobStatus"] != "InProgress"
    call.until(ended, "sagemaker", "describe_training_job", TrainingJobName="job-a")
    call("sagemaker", "describe_training_job", TrainingJobName="job-a")
    call("sagemaker", "describe_training_job", "absent", TrainingJobName="absent")
    call("sagemaker", "list_training_jobs", NameContains="job-")
    call("sagemaker", "describe_transform_job", "absent", TransformJobName="absent")
    call("sagemaker", "describe_hyper_parameter_tuning_job", "absent", HyperParameterTuningJobName="absent")
    call("sagemaker", "describe_processing_job", "absent", ProcessingJobName="absent")
    call("sagemaker", "describe_pipeline", "absent", PipelineName="absent")
    call("sagemaker", "describe_notebook_instance", "absent", NotebookInstanceName="absent")
    call("sagemaker", "describe_feature_group", "absent", FeatureGroupName="absent")


def endpoints(call):
    call("sagemaker", "describe_endpoint", "absent", EndpointName="absent")
    call("sagemaker", "delete_endpoint", "absent", EndpointName="absent")
    call("sagemaker", "create_endpoint", "absent config", EndpointName="endpoint-b", EndpointConfigName="absent")
    call("sagemaker", "list_endpoints")
    call("sagemaker-runtime", "invoke_endpoint", "absent", EndpointName="absent", ContentType="text/csv", Body=b"1")


def logs(call):
    call("logs", "create_log_group", logGroupName="/own")
    call("logs", "create_log_group", "again", logGroupName="/own")
    call("logs", "create_log_stream", logGroupName="/own", logStreamName="s")
    call("logs", "create_log_stream", "absent group", logGroupName="/absent", logStreamName="s")
    call("logs", "describe_log_groups", logGroupNamePrefix="/own")
    events = [{"timestamp": 1_700_000_000_000 + i, "message": f"line {i}"} for i in range(3)]
    call("logs", "put_log_events", logGroupName="/own", logStreamName="s", logEvents=events[::-1])
    call("logs", "put_log_events", "absent stream", logGroupName="/own", logStreamName="absent", logEvents=events)
    call("logs", "describe_log_streams", logGroupName="/own")
    call("logs", "describe_log_streams", "absent", logGroupName="/absent")
    call("logs", "get_log_events", "absent", logGroupName="/own", logStreamName="absent")
    call("logs", "filter_log_events", "absent", logGroupName="/absent")
    call("logs", "delete_log_group", logGroupName="/own")
    call("logs", "delete_log_group", "absent", logGroupName="/own")


def metrics(call):
    call("cloudwatch", "put_metric_data", Namespace="N", MetricData=[{"MetricName": "m", "Value": 2.5, "Unit": "Count"}])
    call("cloudwatch", "list_metrics", Namespace="N")
    alarm = {
        "AlarmName": "alarm-a",
        "Namespace": "N",
        "MetricName": "without-data",
        "Statistic": "Average",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    call("cloudwatch", "put_metric_alarm", **alarm)
    call("cloudwatch", "describe_alarms", AlarmNames=["alarm-a"])
    call("cloudwatch", "set_alarm_state", "absent", AlarmName="absent", StateValue="OK", StateReason="r")
    call("cloudwatch", "delete_alarms", AlarmNames=["alarm-a"])


def streams(call):
    call("kinesis", "create_stream", StreamName="stream-a", ShardCount=2)
    call("kinesis", "create_stream", "again", StreamName="stream-a", ShardCount=2)
    active = lambda answer: answer["StreamDescriptionSummary"]["StreamStatus"] == "ACTIVE"
    call.until(active, "kinesis", "describe_stream_summary", StreamName="stream-a")
    call("kinesis", "describe_stream_summary", StreamName="stream-a")
    call("kinesis", "describe_stream", "absent", StreamName="absent")
    call("kinesis", "list_shards", StreamName="stream-a")
    call("kinesis", "put_record", StreamName="stream-a", Data=b"d", PartitionKey="a")
    call("kinesis", "put_record", "absent stream", StreamName="absent", Data=b"d", PartitionKey="a")
    records = [{"Data": b"x", "PartitionKey": str(i)} for i in range(3)]
    call("kinesis", "put_records", StreamName="stream-a", Records=records)
    wrong = {"StreamName": "stream-a", "ShardId": "shardId-000000000009", "ShardIteratorType": "LATEST"}
    call("kinesis", "get_shard_iterator", "absent shard", **wrong)
    call("kinesis", "get_records", "bad iterator", ShardIterator="nonsense")
    call("kinesis", "delete_stream", StreamName="stream-a")
    call("kinesis", "delete_stream", "absent", StreamName="absent")
    call("firehose", "describe_delivery_stream", "absent", DeliveryStreamName="absent")
    call("firehose", "put_record", "absent", DeliveryStreamName="absent", Record={"Data": b"d"})


def scaling(call):
    target = {
        "ServiceNamespace": "sagemaker",
        "ResourceId": "endpoint/absent/variant/one",
        "ScalableDimension": "sagemaker:variant:DesiredInstanceCount",
    }
    call("application-autoscaling", "register_scalable_target", "absent endpoint", MinCapacity=1, MaxCapacity=2, **target)
    call("application-autoscaling", "deregister_scalable_target", "absent", **target)


def images(call):
    call("ecr", "create_repository", repositoryName="own/images")
    call("ecr", "create_repository", "again", repositoryName="own/images")
    call("ecr", "describe_repositories", repositoryNames=["own/images"])
    call("ecr", "describe_repositories", "absent", repositoryNames=["absent"])
    call("ecr", "list_images", repositoryName="own/images")
    call("ecr", "list_images", "absent", repositoryName="absent")
    call("ecr", "delete_repository", repositoryName="own/images")
