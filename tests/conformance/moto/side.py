"""One of the two servers: makes a call by boto3 and keeps what came back in a form that can be compared."""

import re
import time
from datetime import datetime

from botocore.exceptions import ClientError

# What a server makes up: whether it is there counts, and of what kind it is, not what it is.
MADE_UP = re.compile(
    r"(UploadId|VersionId|VersionIdMarker|NextToken|nextToken|ContinuationToken|nextForwardToken|nextBackwardToken"
    r"|RequestId|HostId|SequenceNumber|ShardIterator|.*RoleId|.*PolicyId|UserId|AccessKeyId|SecretAccessKey"
    r"|SessionToken|uploadSequenceToken|IngestionTime|ingestionTime|ID|DisplayName|BucketArn|PackedPolicySize"
    r"|creationTime|StartingSequenceNumber|NextSequenceToken|nextSequenceToken|ServerSideEncryption|BucketRegion|eventId)$"
)


class Side:
    def __init__(self, clients):
        self._clients = clients
        self.seen = {}

    def __call__(self, service, operation, note="", **parameters):
        """The parsed answer; an empty one where the call was refused."""
        name = f"{service}:{operation}" + (f" ({note})" if note else "")
        if name in self.seen:
            raise ValueError(f"'{name}' is called twice: give one of them a note")
        try:
            answer = getattr(self._clients(service), operation)(**parameters)
        except ClientError as error:
            told = error.response
            self.seen[name] = {"code": told["Error"]["Code"], "status": told["ResponseMetadata"]["HTTPStatusCode"]}
            return {}
        status = answer.pop("ResponseMetadata")["HTTPStatusCode"]
        if hasattr(answer.get("Body"), "read"):
            answer["Body"] = answer["Body"].read()
        self.seen[name] = {"code": None, "status": status, "members": flat(answer)}
        return answer

    def until(self, ready, service, operation, **parameters):
        """Repeats a call that is not compared, until its answer is what it should be."""
        while True:
            answer = getattr(self._clients(service), operation)(**parameters)
            if ready(answer):
                return answer
            time.sleep(0.1)


def flat(value, path=""):
    """The leaves of an answer by their path; elements of a list share one path with their number."""
    if isinstance(value, dict):
        if not value and path:
            return {path: "{}"}
        return {k: v for key, each in value.items() for k, v in flat(each, f"{path}.{key}".lstrip(".")).items()}
    if isinstance(value, list):
        if not value:
            return {path: "[]"}
        return {k: v for i, each in enumerate(value) for k, v in flat(each, f"{path}[{i}]").items()}
    return {path: plain(value, path.rpartition(".")[2])}


def plain(value, name):
    if MADE_UP.match(re.sub(r"\[\d+\]", "", name)):
        return f"some {type(value).__name__}"
    if isinstance(value, datetime):
        return "a time"
    return value if isinstance(value, (str, int, float, bool)) else repr(value)


def differences(ours, moto):
    """One line for each thing in which two recordings differ."""
    lines = []
    for name in ours:
        a, b = ours[name], moto[name]
        if (a["code"], a["status"]) != (b["code"], b["status"]):
            lines.append(f"{name}: ours {a['code'] or 'ok'} {a['status']}, moto {b['code'] or 'ok'} {b['status']}")
            continue
        left, right = a.get("members", {}), b.get("members", {})
        for path in sorted({*left, *right}):
            if path not in right:
                lines.append(f"{name}: only ours: {path}")
            elif path not in left:
                lines.append(f"{name}: only moto: {path}")
            elif left[path] != right[path]:
                lines.append(f"{name}: {path}: ours {left[path]!r}, moto {right[path]!r}")
    return lines
