"""Names and URIs as the SDK makes them."""

import time


def name_from_image(image):
    return unique(image.split("/")[-1].split(":")[0])


def unique(base):
    now = time.time()
    stamp = time.strftime("%Y-%m-%d-%H-%M-%S", time.gmtime(now))
    return f"{base}-{stamp}-{int(now * 1000) % 1000:03d}"


def image_uri(name, version="1"):
    """Images of us-east-1: of the first generation by default, as the courses use them."""
    if name == "xgboost" and version != "1":
        return f"683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:{version}"
    account = {"xgboost": "811284229777", "linear-learner": "382416733822"}[name]
    return f"{account}.dkr.ecr.us-east-1.amazonaws.com/{name}:1"


def channel(name, uri, content_type="csv"):
    return {
        "ChannelName": name,
        "ContentType": content_type,
        "CompressionType": "None",
        "RecordWrapperType": "None",
        "DataSource": {
            "S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": uri, "S3DataDistributionType": "FullyReplicated"}
        },
    }
