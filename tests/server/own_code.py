"""
What a learner brings of code, by boto3: `own_code.py URL`. A script in script mode, a container built and pushed by hand,
and a processing job; each is trained, run or refused. Prints what came of each as one JSON object.
"""

import gzip
import hashlib
import io
import json
import sys
import tarfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "python"))

from region_clients import ACCOUNT, REGION, ROLE, Clients  # noqa: E402

SCRIPT_IMAGE = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagebrush-javascript:1"
BUCKET = "own-code"
INSTANCES = {"InstanceType": "ml.m5.large", "InstanceCount": 1, "VolumeSizeInGB": 5}

# Learns how often each word comes; two hosts write two files.
SCRIPT = """import { readdir, readFile, writeFile } from 'node:fs/promises';
const folder = process.env.SM_CHANNEL_TRAIN;
const texts = await Promise.all((await readdir(folder)).map((name) => readFile(folder + '/' + name, 'utf8')));
const counts = {};
for (const word of texts.join(' ').split(/\\s+/)) counts[word] = (counts[word] ?? 0) + 1;
console.log('words=' + Object.keys(counts).length + ' on ' + process.env.SM_CURRENT_HOST);
await writeFile(process.env.SM_MODEL_DIR + '/' + process.env.SM_CURRENT_HOST + '.json', JSON.stringify(counts));
"""
CONTAINER = """import { createServer } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
if (process.argv[2] === 'train') {
	const { factor } = JSON.parse(await readFile('/opt/ml/input/config/hyperparameters.json', 'utf8'));
	await writeFile('/opt/ml/model/factor.txt', factor);
} else {
	const factor = Number(await readFile('/opt/ml/model/factor.txt', 'utf8'));
	createServer((request, response) => {
		if (request.url === '/ping') return response.end();
		let body = '';
		request.on('data', (piece) => (body += piece));
		request.on('end', () => response.writeHead(200, { 'content-type': 'text/csv' }).end(String(factor * Number(body))));
	}).listen(8080);
}
"""
PREPARE = """import { readFile, writeFile } from 'node:fs/promises';
const text = await readFile('/opt/ml/processing/input/raw/a.txt', 'utf8');
await writeFile('/opt/ml/processing/output/upper.txt', text.toUpperCase());
"""


def packed(files):
    """A gzipped tar archive of texts by name."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return made.getvalue()


def push(ecr, name, program):
    """Builds an image of one layer and pushes it as docker does; returns its URI."""
    ecr.create_repository(repositoryName=name)
    layer = packed({"opt/program/main.mjs": program})
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Entrypoint": ["node", "/opt/program/main.mjs"]},
        "rootfs": {"type": "layers", "diff_ids": [digest_of(gzip.decompress(layer))]},
    }
    blobs = {"config": json.dumps(config).encode(), "layer": layer}
    for content in blobs.values():
        upload = ecr.initiate_layer_upload(repositoryName=name)["uploadId"]
        ecr.upload_layer_part(
            repositoryName=name, uploadId=upload, partFirstByte=0, partLastByte=len(content) - 1, layerPartBlob=content
        )
        ecr.complete_layer_upload(repositoryName=name, uploadId=upload, layerDigests=[digest_of(content)])
    docker = "application/vnd.docker"
    manifest = {
        "schemaVersion": 2,
        "mediaType": f"{docker}.distribution.manifest.v2+json",
        "config": described(f"{docker}.container.image.v1+json", blobs["config"]),
        "layers": [described(f"{docker}.image.rootfs.diff.tar.gzip", layer)],
    }
    ecr.put_image(repositoryName=name, imageManifest=json.dumps(manifest), imageTag="v1")
    return f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{name}:v1"


def digest_of(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def described(media_type, content):
    return {"mediaType": media_type, "size": len(content), "digest": digest_of(content)}


def ended(describe, status, **key):
    """The description of what has come to its end."""
    while True:
        found = describe(**key)
        if found[status] not in ("InProgress", "Creating", "Stopping"):
            return found
        time.sleep(0.05)


def train(clients, name, image, hyperparameters, count=1):
    sagemaker = clients("sagemaker")
    source = {"S3DataType": "S3Prefix", "S3Uri": f"s3://{BUCKET}/train/", "S3DataDistributionType": "ShardedByS3Key"}
    sagemaker.create_training_job(
        TrainingJobName=name,
        RoleArn=ROLE,
        AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
        HyperParameters=hyperparameters,
        InputDataConfig=[{"ChannelName": "train", "DataSource": {"S3DataSource": source}}],
        OutputDataConfig={"S3OutputPath": f"s3://{BUCKET}/out"},
        ResourceConfig={**INSTANCES, "InstanceCount": count},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
    )
    return ended(sagemaker.describe_training_job, "TrainingJobStatus", TrainingJobName=name)


def outcome(described, kind):
    return [described[f"{kind}JobStatus"], described.get("FailureReason")]


def script(clients):
    """Two hosts: each counts the words of its own text."""
    archive = f"s3://{BUCKET}/code/sourcedir.tar.gz"
    sent = {"sagemaker_program": "train.mjs", "sagemaker_submit_directory": archive}
    texts = {name: json.dumps(value) for name, value in sent.items()}
    job = train(clients, "script", SCRIPT_IMAGE, texts, count=2)
    if job["TrainingJobStatus"] != "Completed":
        return {"job": outcome(job, "Training")}
    archive = clients("s3").get_object(Bucket=BUCKET, Key="out/script/output/model.tar.gz")["Body"].read()
    with tarfile.open(fileobj=io.BytesIO(archive)) as model:
        files = {entry.name.lstrip("./"): json.load(model.extractfile(entry)) for entry in model if entry.isfile()}
    events = clients("logs").filter_log_events(
        logGroupName="/aws/sagemaker/TrainingJobs", logStreamNamePrefix="script/"
    )["events"]
    return {"job": outcome(job, "Training"), "model": files, "said": sorted(each["message"] for each in events)}


def container(clients):
    image = push(clients("ecr"), "mine", CONTAINER)
    job = train(clients, "container", image, {"factor": "6"})
    if job["TrainingJobStatus"] != "Completed":
        return {"job": outcome(job, "Training")}
    sagemaker = clients("sagemaker")
    model = {"Image": image, "ModelDataUrl": job["ModelArtifacts"]["S3ModelArtifacts"]}
    sagemaker.create_model(ModelName="mine", ExecutionRoleArn=ROLE, PrimaryContainer=model)
    variant = {"VariantName": "one", "ModelName": "mine", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}
    sagemaker.create_endpoint_config(EndpointConfigName="mine", ProductionVariants=[variant])
    sagemaker.create_endpoint(EndpointName="mine", EndpointConfigName="mine")
    endpoint = ended(sagemaker.describe_endpoint, "EndpointStatus", EndpointName="mine")
    answer = clients("sagemaker-runtime").invoke_endpoint(EndpointName="mine", ContentType="text/csv", Body=b"7")
    said = answer["Body"].read().decode()
    sagemaker.delete_endpoint(EndpointName="mine")
    return {"job": outcome(job, "Training"), "endpoint": endpoint["EndpointStatus"], "answer": said}


def processing(clients):
    sagemaker = clients("sagemaker")
    local = "/opt/ml/processing"

    def source(name):
        return {
            "InputName": name,
            "S3Input": {
                "S3Uri": f"s3://{BUCKET}/{name}",
                "LocalPath": f"{local}/input/{name}",
                "S3DataType": "S3Prefix",
                "S3InputMode": "File",
            },
        }

    target = {"S3Uri": f"s3://{BUCKET}/done", "LocalPath": f"{local}/output", "S3UploadMode": "EndOfJob"}
    sagemaker.create_processing_job(
        ProcessingJobName="prepare",
        RoleArn=ROLE,
        AppSpecification={"ImageUri": SCRIPT_IMAGE, "ContainerEntrypoint": ["node", f"{local}/input/code/prepare.mjs"]},
        ProcessingResources={"ClusterConfig": INSTANCES},
        ProcessingInputs=[source("raw"), source("code")],
        ProcessingOutputConfig={"Outputs": [{"OutputName": "done", "S3Output": target}]},
    )
    job = ended(sagemaker.describe_processing_job, "ProcessingJobStatus", ProcessingJobName="prepare")
    if job["ProcessingJobStatus"] != "Completed":
        return {"job": outcome(job, "Processing")}
    text = clients("s3").get_object(Bucket=BUCKET, Key="done/upper.txt")["Body"].read().decode()
    return {"job": outcome(job, "Processing"), "text": text}


def main(url):
    clients = Clients(url)
    s3 = clients("s3")
    s3.create_bucket(Bucket=BUCKET)
    objects = {
        "train/a.txt": "one two two",
        "train/b.txt": "three",
        "raw/a.txt": "quiet",
        "code/prepare.mjs": PREPARE,
        "code/sourcedir.tar.gz": packed({"train.mjs": SCRIPT}),
    }
    for key, body in objects.items():
        s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    found = {"script": script(clients), "container": container(clients), "processing": processing(clients)}
    print(json.dumps({**found, "faults": clients.watch.faults}))


if __name__ == "__main__":
    main(*sys.argv[1:])
