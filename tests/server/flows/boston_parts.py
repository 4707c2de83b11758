"""Steps that several of the Boston flows share."""

from data import boston, numbers, rmse
from sdk.estimator import Estimator
from sdk.names import channel, unique
from setting import BOSTON_HYPERPARAMETERS


def estimator_of(setting, prefix):
    session = setting.session
    made = Estimator(setting.xgboost, session.get_execution_role(), session, setting.output(prefix))
    made.set_hyperparameters(**BOSTON_HYPERPARAMETERS)
    return made


def job_input(setting, prefix, uris, role):
    """CreateTrainingJob's input without a name, as one writes it by hand."""
    return {
        "RoleArn": role,
        "AlgorithmSpecification": {"TrainingImage": setting.xgboost, "TrainingInputMode": "File"},
        "OutputDataConfig": {"S3OutputPath": setting.output(prefix)},
        "ResourceConfig": {"InstanceCount": 1, "InstanceType": "ml.m4.xlarge", "VolumeSizeInGB": 5},
        "StoppingCondition": {"MaxRuntimeInSeconds": 86400},
        "HyperParameters": {name: str(value) for name, value in BOSTON_HYPERPARAMETERS.items()},
        "InputDataConfig": [channel(name, uris[name]) for name in ("train", "validation")],
    }


def train_by_hand(setting, prefix, uris):
    """Creates a training job, follows its log; returns its name, its description and the role."""
    session = setting.session
    role = session.get_execution_role()
    name = unique("boston-xgboost")
    session.sagemaker_client.create_training_job(TrainingJobName=name, **job_input(setting, prefix, uris, role))
    session.logs_for_job(name)
    return name, session.sagemaker_client.describe_training_job(TrainingJobName=name), role


def model_by_hand(setting, name, described, role):
    container = {
        "Image": described["AlgorithmSpecification"]["TrainingImage"],
        "ModelDataUrl": described["ModelArtifacts"]["S3ModelArtifacts"],
    }
    setting.session.sagemaker_client.create_model(ModelName=name, ExecutionRoleArn=role, PrimaryContainer=container)
    return name


def deploy_by_hand(setting, name, variants):
    """An endpoint configuration and an endpoint of one name, in service."""
    client = setting.session.sagemaker_client
    client.create_endpoint_config(EndpointConfigName=name, ProductionVariants=variants)
    client.create_endpoint(EndpointName=name, EndpointConfigName=name)
    return setting.session.wait_for_endpoint(name)


def transform_by_hand(setting, model, uri, prefix):
    """Runs a transform job over one file; returns the text of its answer."""
    session = setting.session
    name = unique("boston-transform")
    output = f"s3://{session.default_bucket()}/{prefix}/{name}"
    session.sagemaker_client.create_transform_job(
        TransformJobName=name,
        ModelName=model,
        MaxConcurrentTransforms=1,
        MaxPayloadInMB=6,
        BatchStrategy="MultiRecord",
        TransformOutput={"S3OutputPath": output},
        TransformInput={
            "ContentType": "text/csv",
            "SplitType": "Line",
            "DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri}},
        },
        TransformResources={"InstanceType": "ml.m4.xlarge", "InstanceCount": 1},
    )
    session.wait_for_transform_job(name)
    return setting.read_output(output, f"{uri.rsplit('/', 1)[1]}.out")


def invoke(setting, endpoint, body):
    answer = setting.session.sagemaker_runtime_client.invoke_endpoint(
        EndpointName=endpoint, ContentType="text/csv", Body=body
    )
    return answer["Body"].read().decode(), answer["InvokedProductionVariant"]


def error_of(text):
    return rmse(boston()["test"], numbers(text))
