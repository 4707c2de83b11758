"""A function behind an API through boto3: role, zip, permission, REST and HTTP API. Prints what it saw as JSON."""

import io
import json
import sys
import zipfile

import boto3
from botocore.exceptions import ClientError

url = sys.argv[1]


def client(name):
    return boto3.client(
        name, endpoint_url=url, region_name="us-east-1", aws_access_key_id="simulated", aws_secret_access_key="simulated"
    )


def code_of(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return None


def zip_of(name, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()


iam, functions, rest, http = (client(name) for name in ("iam", "lambda", "apigateway", "apigatewayv2"))
seen = {}

statement = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
role = iam.create_role(RoleName="scorer", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
made = functions.create_function(
    FunctionName="score",
    Runtime="python3.12",
    Role=role,
    Handler="app.handler",
    Code={"ZipFile": zip_of("app.py", "def handler(event, context):\n    return event\n")},
)
seen["made"] = [made["State"], made["Version"], made["ResponseMetadata"]["HTTPStatusCode"]]
functions.get_waiter("function_active_v2").wait(FunctionName="score", WaiterConfig={"Delay": 0, "MaxAttempts": 200})
seen["version"] = functions.publish_version(FunctionName="score")["Version"]
functions.create_alias(FunctionName="score", Name="live", FunctionVersion="1")
functions.add_permission(
    FunctionName="score",
    Qualifier="live",
    StatementId="by-api",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
)
policy = json.loads(functions.get_policy(FunctionName="score", Qualifier="live")["Policy"])
seen["sids"] = [each["Sid"] for each in policy["Statement"]]
seen["invoke"] = code_of(functions.invoke, FunctionName="score", Payload=b"{}")
seen["absent"] = code_of(functions.get_function, FunctionName="absent")
seen["listed"] = [each["FunctionName"] for each in functions.get_paginator("list_functions").paginate().search("Functions")]

arn = made["FunctionArn"]
api = rest.create_rest_api(name="scores")
root = rest.get_resources(restApiId=api["id"])["items"][0]["id"]
proxy = rest.create_resource(restApiId=api["id"], parentId=root, pathPart="{proxy+}")["id"]
at = {"restApiId": api["id"], "resourceId": proxy, "httpMethod": "POST"}
rest.put_method(**at, authorizationType="NONE")
uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
rest.put_integration(**at, type="AWS_PROXY", integrationHttpMethod="POST", uri=uri)
rest.create_deployment(restApiId=api["id"], stageName="prod")
seen["stage"] = [each["stageName"] for each in rest.get_stages(restApiId=api["id"])["item"]]
seen["method"] = rest.get_method(**at)["methodIntegration"]["type"]

quick = http.create_api(Name="quick", ProtocolType="HTTP", Target=arn)
seen["routes"] = [each["RouteKey"] for each in http.get_routes(ApiId=quick["ApiId"])["Items"]]
seen["autoDeploy"] = [each["AutoDeploy"] for each in http.get_stages(ApiId=quick["ApiId"])["Items"]]

http.delete_api(ApiId=quick["ApiId"])
rest.delete_rest_api(restApiId=api["id"])
functions.delete_function(FunctionName="score")
seen["left"] = [len(functions.list_functions()["Functions"]), len(http.get_apis()["Items"]), len(rest.get_rest_apis()["items"])]
print(json.dumps(seen))
