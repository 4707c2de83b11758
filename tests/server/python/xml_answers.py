"""XML answers against botocore's shapes; the other half of valid_answers.py."""

import re
from xml.etree import ElementTree

NUMBER = re.compile(r"-?\d+(\.\d+)?(E-?\d+)?")
SCALARS = {
    "boolean": re.compile("true|false"),
    "integer": re.compile(r"-?\d+"),
    "long": re.compile(r"-?\d+"),
    "float": NUMBER,
    "double": NUMBER,
    "timestamp": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
}


def name_of(node):
    """Without its namespace."""
    return node.tag.rpartition("}")[2]


def faults_of(content, model, protocol):
    shape = model.output_shape
    if protocol == "query":
        return query_faults(ElementTree.fromstring(content), shape, model.name)
    payload = shape.serialization.get("payload") if shape else None
    if payload:
        shape = shape.members[payload]
        if shape.type_name != "structure" and content:
            return []
    in_body = [name for name, member in shape.members.items() if not member.serialization.get("location")] if shape else []
    if not content:
        return [f"no body, and {name} is required" for name in in_body if name in shape.required_members]
    root = ElementTree.fromstring(content)
    if model.name == "GetBucketLocation":
        # The only answer whose root is the value itself.
        return [] if name_of(root) == "LocationConstraint" and len(root) == 0 else ["no LocationConstraint"]
    faults = []
    check_structure(root, shape, "", faults)
    return faults


def query_faults(root, shape, operation):
    faults = []
    if name_of(root) != f"{operation}Response":
        faults.append(f"the root is {name_of(root)}")
    wrapper = shape.serialization.get("resultWrapper") if shape else None
    children = [name_of(each) for each in root]
    if children != ([wrapper] if wrapper else []) + ["ResponseMetadata"]:
        faults.append(f"the root holds {children}")
    elif wrapper:
        check_structure(root[0], shape, "", faults)
    return faults


def check(node, shape, path, faults):
    kind = shape.type_name
    if kind == "structure":
        check_structure(node, shape, path, faults)
    elif kind == "list":
        item = shape.member.serialization.get("name", "member")
        for each in node:
            if name_of(each) != item:
                faults.append(f"{path} holds {name_of(each)} instead of {item}")
            else:
                check(each, shape.member, f"{path}[]", faults)
    elif kind == "map":
        for entry in node:
            for each in entry:
                name = name_of(each)
                if name == shape.key.serialization.get("name", "key"):
                    check(each, shape.key, f"{path}'s key", faults)
                elif name == shape.value.serialization.get("name", "value"):
                    check(each, shape.value, f"{path}.*", faults)
                else:
                    faults.append(f"unknown element {path}.{name}")
    else:
        check_scalar(node, shape, path, faults)


def check_scalar(node, shape, path, faults):
    text = node.text or ""
    if len(node):
        faults.append(f"{path} holds elements")
    expected = SCALARS.get(shape.type_name)
    if expected and not expected.fullmatch(text):
        faults.append(f"{path} is {text!r}, no {shape.type_name}")
    if getattr(shape, "enum", None) and text not in shape.enum:
        faults.append(f"{path} is {text!r}, none of the enumeration")


def check_structure(node, shape, path, faults):
    by_name = {}
    attributes = set()
    for name, member in shape.members.items():
        if member.serialization.get("location"):
            continue
        if member.serialization.get("xmlAttribute"):
            attributes.add(name)
        by_name[element_name(name, member)] = (name, member)
    seen = {}
    for each in node:
        name = name_of(each)
        if name not in by_name:
            faults.append(f"unknown element {path}.{name}".replace(" .", " "))
            continue
        member_name, member = by_name[name]
        seen[member_name] = seen.get(member_name, 0) + 1
        flat = member.type_name in ("list", "map") and member.serialization.get("flattened")
        if flat and member.type_name == "list":
            check(each, member.member, f"{path}.{name}[]".lstrip("."), faults)
        else:
            check(each, member, f"{path}.{name}".lstrip("."), faults)
        if seen[member_name] > 1 and not flat:
            faults.append(f"{path}.{name} stands twice".lstrip("."))
    for name in shape.required_members:
        inside = element_name(name, shape.members[name]) in by_name
        if inside and name not in seen and name not in attributes and not is_flat(shape.members[name]):
            faults.append(f"{path}.{name} is required and absent".lstrip("."))


def is_flat(member):
    """An empty flattened list is the absence of elements."""
    return member.serialization.get("flattened", False)


def element_name(name, member):
    if member.type_name == "list" and member.serialization.get("flattened"):
        return member.member.serialization.get("name", member.serialization.get("name", name))
    return member.serialization.get("name", name)
