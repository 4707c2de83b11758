"""Holds what came over the wire to AWS's own model of the service, as botocore carries it.

botocore itself reads leniently: it drops members that it does not know and lets required ones be absent. Here
every answer is read again, strictly: unknown members and headers, absent required members, wrong types, values
outside enumerations and patterns, errors without code, message or request id.
"""

import base64
import json
import re
from xml.etree import ElementTree

import xml_answers

# Required by the model of an answer, and absent in what AWS really sends in these cases.
ABSENT_ON_AWS = {
    # A job that has not uploaded its model yet has none.
    ("DescribeTrainingJob", "ModelArtifacts"),
    # There is no best job before the first one has ended.
    ("DescribeHyperParameterTuningJob", "BestTrainingJob"),
}
# Lists that the model wants filled, and AWS sends empty.
EMPTY_ON_AWS = {
    "StreamDescription.EnhancedMonitoring[].ShardLevelMetrics",
    "StreamDescriptionSummary.EnhancedMonitoring[].ShardLevelMetrics",
    "imageIds",
}
ENVELOPE = re.compile(r"^x-amz-(request-id|id-2|apigw-id)$|^x-amzn-(requestid|errortype|query-error)$")
SCALARS = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "long": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "double": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "timestamp": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}


class Watch:
    """Hears every answer of the clients that it was given, and keeps what is wrong with them."""

    def __init__(self):
        self.faults = []
        self.answers = 0
        self.operations = set()

    def over(self, client):
        client.meta.events.register("after-call", self._hear)
        return client

    def _hear(self, http_response, parsed, model, **_):
        self.answers += 1
        self.operations.add(f"{model.service_model.service_name}:{model.name}")
        for fault in faults_of(http_response, parsed, model):
            line = f"{model.service_model.service_name}:{model.name} {http_response.status_code}: {fault}"
            if line not in self.faults:
                self.faults.append(line)


def faults_of(http, parsed, model):
    faults = []
    if not parsed["ResponseMetadata"].get("RequestId"):
        faults.append("no request id")
    protocol = protocol_of(model.service_model)
    if http.status_code >= 300:
        return faults + error_faults(http, parsed, model, protocol)
    shape = model.output_shape
    if protocol.startswith("rest"):
        faults += header_faults(http.headers, shape)
    if model.has_streaming_output:
        return faults
    if protocol in ("rest-xml", "query"):
        return faults + xml_answers.faults_of(http.content, model, protocol)
    return faults + json_faults(http.content, shape, model)


def protocol_of(service_model):
    # Older clients know one protocol for each service.
    return getattr(service_model, "resolved_protocol", None) or service_model.metadata["protocol"]


def json_faults(content, shape, model):
    if shape is None:
        return [] if content in (b"", b"{}") else [f"a body where there is none: {content[:80]!r}"]
    payload = shape.serialization.get("payload")
    if payload:
        shape = shape.members[payload]
        if shape.type_name != "structure":
            return []
    faults = []
    check(json.loads(content or b"{}"), shape, "", faults, model.name, in_body=True)
    return faults


def header_faults(headers, shape):
    members = shape.members if shape else {}
    known = {m.serialization["name"].lower() for m in members.values() if m.serialization.get("location") == "header"}
    prefixes = [m.serialization["name"].lower() for m in members.values() if m.serialization.get("location") == "headers"]
    faults = []
    for name in (each.lower() for each in headers):
        if not name.startswith(("x-amz-", "x-amzn-")) or ENVELOPE.match(name) or name in known:
            continue
        if not any(prefix and name.startswith(prefix) for prefix in prefixes):
            faults.append(f"unknown header {name}")
    for member in shape.required_members if shape else []:
        serialization = members[member].serialization
        if serialization.get("location") == "header" and serialization["name"] not in headers:
            faults.append(f"header {serialization['name']} is required and absent")
    return faults


def error_faults(http, parsed, model, protocol):
    if http.raw is not None and not http.content:
        # HEAD has no body, and neither has 304.
        return []
    error = parsed.get("Error", {})
    faults = [f"an error without {part}" for part in ("Code", "Message") if not error.get(part)]
    shape = model.service_model.shape_for_error_code(error.get("Code"))
    declared = (shape.metadata.get("error") or {}).get("httpStatusCode") if shape else None
    if declared is not None and declared != http.status_code:
        faults.append(f"{error['Code']} has the status {declared} by the model")
    if protocol in ("json", "rest-json"):
        body = json.loads(http.content)
        if shape is not None:
            known = {key: value for key, value in body.items() if key not in ("__type", "message", "Message")}
            check(known, shape, "", faults, "errors", in_body=True)
    elif protocol == "query":
        root = ElementTree.fromstring(http.content)
        if [xml_answers.name_of(each) for each in root] != ["Error", "RequestId"]:
            faults.append(f"an error's document has {[xml_answers.name_of(each) for each in root]}")
    return faults


def check(value, shape, path, faults, operation, in_body=False):
    """Adds to `faults` what of a JSON value the shape does not allow."""
    where = path or "the answer"
    kind = shape.type_name
    if value is None:
        faults.append(f"{where} is null")
    elif kind == "structure":
        if not isinstance(value, dict):
            faults.append(f"{where} is no structure")
            return
        check_structure(value, shape, path, faults, operation, in_body)
    elif kind == "list":
        if not isinstance(value, list):
            faults.append(f"{where} is no list")
            return
        if value or path not in EMPTY_ON_AWS:
            check_size(len(value), shape, where, faults)
        for each in value:
            check(each, shape.member, f"{path}[]", faults, operation)
    elif kind == "map":
        if not isinstance(value, dict):
            faults.append(f"{where} is no map")
            return
        for key, each in value.items():
            check_text(key, shape.key, f"{path}'s key", faults)
            check(each, shape.value, f"{path}.*", faults, operation)
    elif kind == "blob":
        try:
            base64.b64decode(value, validate=True)
        except (ValueError, TypeError):
            faults.append(f"{where} is no base64")
    elif not SCALARS[kind](value):
        faults.append(f"{where} is {value!r}, no {kind}")
    elif kind == "string":
        check_text(value, shape, where, faults)


def check_structure(value, shape, path, faults, operation, in_body):
    by_name = {
        member.serialization.get("name", name): (name, member)
        for name, member in shape.members.items()
        if not (in_body and member.serialization.get("location"))
    }
    for name, each in value.items():
        if name not in by_name:
            faults.append(f"unknown member {path}.{name}".replace(" .", " "))
        else:
            check(each, by_name[name][1], f"{path}.{name}".lstrip("."), faults, operation)
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        faults.append(f"{path} is a union and has {sorted(value)}")
    if operation == "errors":
        return
    for name, (member, _) in by_name.items():
        if member in shape.required_members and name not in value and (operation, name) not in ABSENT_ON_AWS:
            faults.append(f"{path}.{name} is required and absent".lstrip("."))


def check_text(text, shape, where, faults):
    check_size(len(text), shape, where, faults)
    if shape.enum and text not in shape.enum:
        faults.append(f"{where} is {text!r}, none of the enumeration")
    pattern = shape.metadata.get("pattern")
    if pattern is None:
        return
    try:
        matches = re.fullmatch(pattern, text)
    except re.error:
        return  # Java's classes, \p{L} for instance, are not Python's.
    if not matches:
        faults.append(f"{where} is {text[:80]!r}, not of the pattern {pattern}")


def check_size(size, shape, where, faults):
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and size < low) or (high is not None and size > high):
        faults.append(f"{where} has {size}, not between {low} and {high}")
