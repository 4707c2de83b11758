"""
Runs the flows of the public course's notebooks against a region: `run.py URL [short|full] [flow …]`.
Prints one JSON object: what each flow found, what went wrong in it, and which answers AWS's model does not allow.
"""

import importlib
import json
import os
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "python")]

from region_clients import ROLE, Clients  # noqa: E402
from sdk import Session  # noqa: E402
from setting import SIZES, Setting  # noqa: E402

FLOWS = [
    "boston_batch_high",
    "boston_batch_low",
    "boston_deploy_high",
    "boston_deploy_low",
    "boston_tuning_high",
    "boston_tuning_low",
    "boston_update_endpoint",
    "reviews_web_app",
    "reviews_batch",
    "reviews_tuning",
    "reviews_update_model",
    "reviews_project",
    "second_sdk",
]
LEARNER = "course-notebook"


def make_role(clients):
    """A role that has what the course's role has."""
    iam = clients("iam")
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": ROLE},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    role = iam.create_role(RoleName=LEARNER, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.attach_role_policy(RoleName=LEARNER, PolicyArn="arn:aws:iam::aws:policy/AmazonSageMakerFullAccess")
    return role


def as_learner(clients, role):
    """The clients of a notebook under that role. Its credentials last an hour of the region's time, which may run fast."""
    taken = clients("sts").assume_role(RoleArn=role, RoleSessionName="SageMaker", DurationSeconds=3600)
    return clients.as_role(taken["Credentials"])


def main(url, size="short", *chosen):
    clients = Clients(url)
    role = make_role(clients)
    results = {}
    for name in chosen or FLOWS:
        flow = importlib.import_module(name)
        session = Session(as_learner(clients, role), getattr(flow, "SDK", "1.72"))
        setting = Setting(session, SIZES[size])
        began = time.perf_counter()
        try:
            results[name] = {"found": flow.run(setting), "failed": None}
        except Exception:
            results[name] = {"found": {}, "failed": traceback.format_exc()}
        finally:
            setting.close()
        results[name] |= {"seconds": round(time.perf_counter() - began, 2), "told": told(session.printed)}
    watch = clients.watch
    # What is printed last is all that the caller reads.
    print(json.dumps({"flows": results, "answers": watch.answers, "faults": watch.faults, "cpu": os.times().user}))


def told(lines):
    """What the log said, counted: rounds of training, seconds, statuses."""
    kinds = {"rounds": "validation-", "seconds": "Training seconds: ", "transitions": "Starting - "}
    return dict(Counter(kind for line in lines for kind, mark in kinds.items() if mark in line))


if __name__ == "__main__":
    main(*sys.argv[1:])
