"""What boto3 may expect of S3: transfers, checksums, ranges, conditions, versions, presigned addresses, pages, waiters."""

import base64
import hashlib
import io
import sys
import urllib.error
import urllib.request
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "python"))

from boto3.s3.transfer import TransferConfig  # noqa: E402
from botocore.exceptions import ClientError, WaiterError  # noqa: E402

from contract import contract, refused, run, same  # noqa: E402

MB = 1024 * 1024


def bucket_of(clients, name):
    s3 = clients("s3")
    s3.create_bucket(Bucket=name)
    return s3


def crc32(data):
    return base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()


@contract
def uploads_in_parts(clients, folder):
    """takes 64 MB in parts at once from several threads, gives them back whole, and names the parts in the ETag"""
    s3 = bucket_of(clients, "transfers")
    piece = bytes(range(256)) * 4096  # 1 MB
    up, down = folder / "up", folder / "down"
    with open(up, "wb") as file:
        for i in range(64):
            file.write(i.to_bytes(4, "big") + piece[4:])
    config = TransferConfig(multipart_threshold=8 * MB, multipart_chunksize=8 * MB, max_concurrency=4)
    sent = []
    s3.upload_file(str(up), "transfers", "big", Config=config, Callback=sent.append, ExtraArgs={"Metadata": {"a": "b"}})
    same(sum(sent), 64 * MB)
    head = s3.head_object(Bucket="transfers", Key="big")
    same((head["ContentLength"], head["Metadata"]), (64 * MB, {"a": "b"}))
    whole = up.read_bytes()
    sums = b"".join(hashlib.md5(whole[i : i + 8 * MB]).digest() for i in range(0, len(whole), 8 * MB))
    same(head["ETag"], f'"{hashlib.md5(sums).hexdigest()}-8"')
    s3.download_file("transfers", "big", str(down), Config=config)
    same(down.read_bytes() == whole, True)
    part = s3.get_object(Bucket="transfers", Key="big", PartNumber=2)
    same((part["PartsCount"], part["ContentRange"]), (8, f"bytes {8 * MB}-{16 * MB - 1}/{64 * MB}"))
    same(part["Body"].read() == whole[8 * MB : 16 * MB], True)
    same(s3.list_multipart_uploads(Bucket="transfers").get("Uploads", []), [])


@contract
def parts_by_hand(clients, _folder):
    """lists parts and uploads page by page, and refuses parts too small, out of order or unknown"""
    s3 = bucket_of(clients, "parts")
    upload = s3.create_multipart_upload(Bucket="parts", Key="k")["UploadId"]
    put = lambda number, body: s3.upload_part(Bucket="parts", Key="k", UploadId=upload, PartNumber=number, Body=body)
    tags = [{"PartNumber": n, "ETag": put(n, b"x" * 10)["ETag"]} for n in (1, 2, 3)]
    pages = s3.get_paginator("list_parts").paginate(
        Bucket="parts", Key="k", UploadId=upload, PaginationConfig={"PageSize": 2}
    )
    same([[part["PartNumber"] for part in page["Parts"]] for page in pages], [[1, 2], [3]])
    complete = lambda parts: s3.complete_multipart_upload(
        Bucket="parts", Key="k", UploadId=upload, MultipartUpload={"Parts": parts}
    )
    same(refused(complete, tags), ("EntityTooSmall", 400))
    same(refused(complete, [tags[1], tags[0]]), ("InvalidPartOrder", 400))
    same(refused(complete, [{"PartNumber": 9, "ETag": tags[0]["ETag"]}]), ("InvalidPart", 400))
    same([each["Key"] for each in s3.list_multipart_uploads(Bucket="parts")["Uploads"]], ["k"])
    s3.abort_multipart_upload(Bucket="parts", Key="k", UploadId=upload)
    same(refused(complete, tags[:1]), ("NoSuchUpload", 404))
    try:
        complete(tags[:1])
    except s3.exceptions.NoSuchUpload:
        return
    raise AssertionError("boto3 does not know the refusal as its NoSuchUpload")


@contract
def streams_down(clients, _folder):
    """gives an object as a stream that can be read by pieces, by lines and into a file"""
    s3 = bucket_of(clients, "streams")
    text = "".join(f"line {i}\n" for i in range(50_000))
    s3.upload_fileobj(io.BytesIO(text.encode()), "streams", "text")
    get = lambda: s3.get_object(Bucket="streams", Key="text")["Body"]
    same(sum(len(chunk) for chunk in get().iter_chunks(10_000)), len(text))
    same(next(iter(get().iter_lines())), b"line 0")
    body = get()
    same((body.read(6), len(body.read())), (b"line 0", len(text) - 6))
    into = io.BytesIO()
    s3.download_fileobj("streams", "text", into)
    same(into.getvalue().decode() == text, True)


@contract
def checksums(clients, _folder):
    """keeps the checksum that new clients send by default, refuses a wrong one, and gives it on demand"""
    s3 = bucket_of(clients, "sums")
    data = b"some bytes"
    put = s3.put_object(Bucket="sums", Key="k", Body=data)
    if "ChecksumCRC32" in put:  # older clients send none
        same(put["ChecksumCRC32"], crc32(data))
    for algorithm, value in (
        ("CRC32", crc32(data)),
        ("SHA1", base64.b64encode(hashlib.sha1(data).digest()).decode()),
        ("SHA256", base64.b64encode(hashlib.sha256(data).digest()).decode()),
    ):
        s3.put_object(Bucket="sums", Key=algorithm, Body=data, ChecksumAlgorithm=algorithm)
        got = s3.get_object(Bucket="sums", Key=algorithm, ChecksumMode="ENABLED")
        same((got[f"Checksum{algorithm}"], got["Body"].read()), (value, data))
        attributes = s3.get_object_attributes(
            Bucket="sums", Key=algorithm, ObjectAttributes=["Checksum", "ObjectSize", "ETag", "StorageClass"]
        )
        same((attributes["Checksum"][f"Checksum{algorithm}"], attributes["ObjectSize"]), (value, len(data)))
    wrong = lambda **sums: s3.put_object(Bucket="sums", Key="w", Body=data, **sums)
    same(refused(wrong, ChecksumCRC32=crc32(b"others"))[1], 400)
    same(refused(wrong, ContentMD5=base64.b64encode(hashlib.md5(b"others").digest()).decode()), ("BadDigest", 400))
    same(refused(wrong, ContentMD5="nonsense")[0], "InvalidDigest")
    same(refused(s3.head_object, Bucket="sums", Key="w"), ("404", 404))


@contract
def ranges(clients, _folder):
    """gives ranges from the start, from the end and open ones, and refuses one behind the end"""
    s3 = bucket_of(clients, "ranges")
    s3.put_object(Bucket="ranges", Key="k", Body=b"0123456789")
    get = lambda text: s3.get_object(Bucket="ranges", Key="k", Range=text)
    for text, expected, told in (
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=5-100", b"56789", "bytes 5-9/10"),
    ):
        got = get(text)
        found = (got["Body"].read(), got["ContentRange"], got["ResponseMetadata"]["HTTPStatusCode"])
        same(found, (expected, told, 206))
    same(refused(get, "bytes=10-"), ("InvalidRange", 416))
    # What is no range at all is passed over, as HTTP has it.
    same(get("lines=1-2")["Body"].read(), b"0123456789")


@contract
def conditions(clients, _folder):
    """reads and writes under conditions: ETag and time, create only, replace only what was read"""
    s3 = bucket_of(clients, "conditions")
    tag = s3.put_object(Bucket="conditions", Key="k", Body=b"one")["ETag"]
    modified = s3.head_object(Bucket="conditions", Key="k")["LastModified"]
    get = lambda **when: s3.get_object(Bucket="conditions", Key="k", **when)
    same(get(IfMatch=tag)["Body"].read(), b"one")
    same(refused(get, IfMatch='"other"'), ("PreconditionFailed", 412))
    same(refused(get, IfNoneMatch=tag), ("304", 304))
    same(refused(get, IfModifiedSince=modified), ("304", 304))
    same(refused(get, IfUnmodifiedSince=modified - timedelta(days=1)), ("PreconditionFailed", 412))
    same(get(IfUnmodifiedSince=modified)["ContentLength"], 3)
    put = lambda **when: s3.put_object(Bucket="conditions", Key="k", Body=b"two", **when)
    if "IfNoneMatch" in s3.meta.service_model.operation_model("PutObject").input_shape.members:
        same(refused(put, IfNoneMatch="*"), ("PreconditionFailed", 412))
        same(refused(put, IfMatch='"other"'), ("PreconditionFailed", 412))
        put(IfMatch=tag)
        same(get()["Body"].read(), b"two")


@contract
def versions(clients, _folder):
    """lists versions and delete markers newest first, page by page, and deletes by version and in batches"""
    s3 = bucket_of(clients, "versions")
    s3.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
    same(s3.get_bucket_versioning(Bucket="versions")["Status"], "Enabled")
    ids = [s3.put_object(Bucket="versions", Key="k", Body=str(i).encode())["VersionId"] for i in range(3)]
    marker = s3.delete_object(Bucket="versions", Key="k")
    same(marker["DeleteMarker"], True)
    same(refused(s3.get_object, Bucket="versions", Key="k"), ("NoSuchKey", 404))
    same(s3.get_object(Bucket="versions", Key="k", VersionId=ids[1])["Body"].read(), b"1")
    same(refused(s3.get_object, Bucket="versions", Key="k", VersionId=marker["VersionId"]), ("MethodNotAllowed", 405))
    pages = list(
        s3.get_paginator("list_object_versions").paginate(Bucket="versions", PaginationConfig={"PageSize": 2})
    )
    found = [(each["VersionId"], each["IsLatest"]) for page in pages for each in page.get("Versions", [])]
    same(found, [(each, False) for each in reversed(ids)])
    same([each["VersionId"] for page in pages for each in page.get("DeleteMarkers", [])], [marker["VersionId"]])
    gone = s3.delete_objects(
        Bucket="versions",
        Delete={"Objects": [{"Key": "k", "VersionId": each} for each in (*ids, marker["VersionId"])]},
    )
    same((len(gone["Deleted"]), gone.get("Errors", [])), (4, []))
    s3.delete_bucket(Bucket="versions")


@contract
def pages_of_keys(clients, _folder):
    """lists keys of every alphabet in the order of their bytes, by page, prefix, delimiter and place to begin"""
    s3 = bucket_of(clients, "keys")
    keys = ["a/1", "a/2", "a/b/3", "b c+d&e", "ä/ö", "z", "a%2F", "<&>'\"", "tab\tend"]
    for key in keys:
        s3.put_object(Bucket="keys", Key=key, Body=key.encode())
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket="keys", PaginationConfig={"PageSize": 2})
    found = [each["Key"] for page in pages for each in page["Contents"]]
    same(found, sorted(keys, key=lambda key: key.encode()))
    old = s3.get_paginator("list_objects").paginate(Bucket="keys", PaginationConfig={"PageSize": 4})
    same([each["Key"] for page in old for each in page["Contents"]], found)
    listed = s3.list_objects_v2(Bucket="keys", Prefix="a/", Delimiter="/")
    same([each["Key"] for each in listed["Contents"]], ["a/1", "a/2"])
    same([each["Prefix"] for each in listed["CommonPrefixes"]], ["a/b/"])
    same(s3.list_objects_v2(Bucket="keys", StartAfter="z")["KeyCount"], 1)
    for key in keys:
        same(s3.get_object(Bucket="keys", Key=key)["Body"].read(), key.encode())
    resource = clients.resource("s3").Bucket("keys")
    same(sorted(each.key for each in resource.objects.filter(Prefix="a/")), ["a/1", "a/2", "a/b/3"])
    resource.objects.all().delete()
    same(s3.list_objects_v2(Bucket="keys")["KeyCount"], 0)


@contract
def batch_delete(clients, _folder):
    """deletes a thousand keys at once, those that are not there too, and refuses more"""
    s3 = bucket_of(clients, "batch")
    s3.put_object(Bucket="batch", Key="k7", Body=b"")
    delete = lambda n, **more: s3.delete_objects(
        Bucket="batch", Delete={"Objects": [{"Key": f"k{i}"} for i in range(n)], **more}
    )
    same(len(delete(1000)["Deleted"]), 1000)
    same(delete(3, Quiet=True).get("Deleted", []), [])
    same(refused(delete, 1001), ("MalformedXML", 400))


@contract
def copies(clients, _folder):
    """copies with metadata kept or replaced, within and across buckets, whole and in parts"""
    s3 = bucket_of(clients, "source")
    clients("s3").create_bucket(Bucket="target")
    s3.put_object(Bucket="source", Key="ä b", Body=b"x" * 6 * MB, Metadata={"a": "1"}, ContentType="text/plain")
    s3.copy_object(Bucket="target", Key="kept", CopySource={"Bucket": "source", "Key": "ä b"})
    head = s3.head_object(Bucket="target", Key="kept")
    same((head["Metadata"], head["ContentType"], head["ContentLength"]), ({"a": "1"}, "text/plain", 6 * MB))
    s3.copy_object(
        Bucket="target",
        Key="replaced",
        CopySource="source/ä b",
        MetadataDirective="REPLACE",
        Metadata={"b": "2"},
    )
    same(s3.head_object(Bucket="target", Key="replaced")["Metadata"], {"b": "2"})
    parts = TransferConfig(multipart_threshold=5 * MB, multipart_chunksize=5 * MB)
    s3.copy({"Bucket": "source", "Key": "ä b"}, "target", "in-parts", Config=parts)
    same(s3.get_object(Bucket="target", Key="in-parts")["Body"].read() == b"x" * 6 * MB, True)
    onto_itself = lambda: s3.copy_object(Bucket="target", Key="kept", CopySource="target/kept")
    same(refused(onto_itself), ("InvalidRequest", 400))
    absent = lambda: s3.copy_object(Bucket="target", Key="k", CopySource="source/absent")
    same(refused(absent), ("NoSuchKey", 404))


@contract
def presigned(clients, _folder):
    """answers presigned addresses of both signature versions until they expire, and not a moment longer"""
    s3 = bucket_of(clients, "presigned")
    for version in ("s3v4", "s3"):
        signer = clients("s3", signature_version=version)
        key = f"{version}/ä b.txt"
        address = lambda operation, seconds=60, **more: signer.generate_presigned_url(
            operation, Params={"Bucket": "presigned", "Key": key, **more}, ExpiresIn=seconds
        )
        same(("X-Amz-Signature" in address("get_object")) == (version == "s3v4"), True)
        same(ask("PUT", address("put_object"), b"by address")[0], 200)
        same(ask("GET", address("get_object")), (200, b"by address"))
        same(ask("HEAD", address("head_object"))[0], 200)
        same(
            asked_headers(address("get_object", ResponseContentType="text/csv", ResponseContentDisposition="attachment")),
            ("text/csv", "attachment"),
        )
        same(ask("DELETE", address("delete_object"))[0], 204)
        status, text = ask("GET", address("get_object"))
        same((status, b"<Code>NoSuchKey</Code>" in text), (404, True))
        status, text = ask("GET", address("get_object", seconds=0))
        same((status, b"<Code>AccessDenied</Code>" in text, b"expired" in text), (403, True, True))
    same(s3.list_objects_v2(Bucket="presigned")["KeyCount"], 0)


def ask(method, url, data=None):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data, method=method)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def asked_headers(url):
    with urllib.request.urlopen(url) as answer:
        return answer.headers["Content-Type"], answer.headers["Content-Disposition"]


@contract
def refusals_have_classes(clients, _folder):
    """refuses with the codes that boto3 knows as exceptions of their own"""
    s3 = bucket_of(clients, "classes")
    raises(s3.exceptions.NoSuchKey, s3.get_object, Bucket="classes", Key="absent")
    raises(s3.exceptions.NoSuchBucket, s3.get_object, Bucket="absent-bucket", Key="k")
    raises(s3.exceptions.NoSuchBucket, s3.list_objects_v2, Bucket="absent-bucket")
    raises(s3.exceptions.NoSuchUpload, s3.list_parts, Bucket="classes", Key="k", UploadId="absent")
    west = {"LocationConstraint": "us-west-2"}
    # The region has no neighbours, and says so.
    same(refused(s3.create_bucket, Bucket="elsewhere", CreateBucketConfiguration=west), ("NotSimulated", 501))
    # In us-east-1 a bucket of one's own may be made again.
    s3.create_bucket(Bucket="classes")
    s3.put_object(Bucket="classes", Key="k", Body=b"")
    same(refused(s3.delete_bucket, Bucket="classes"), ("BucketNotEmpty", 409))
    same(refused(s3.head_bucket, Bucket="absent-bucket"), ("404", 404))
    same(refused(s3.create_bucket, Bucket="Bad_Name"), ("InvalidBucketName", 400))
    same(refused(s3.get_bucket_policy, Bucket="classes"), ("NoSuchBucketPolicy", 404))
    same(refused(s3.get_bucket_tagging, Bucket="classes"), ("NoSuchTagSet", 404))
    same(refused(s3.get_bucket_lifecycle_configuration, Bucket="classes"), ("NoSuchLifecycleConfiguration", 404))
    same(refused(s3.get_bucket_website, Bucket="classes"), ("NoSuchWebsiteConfiguration", 404))
    same(refused(s3.get_bucket_cors, Bucket="classes"), ("NoSuchCORSConfiguration", 404))


def raises(kind, call, **arguments):
    try:
        call(**arguments)
    except kind:
        return
    except ClientError as error:
        raise AssertionError(f"{error} is no {kind.__name__}") from error
    raise AssertionError(f"{arguments} was not refused")


@contract
def waiters(clients, _folder):
    """makes boto3's waiters for buckets and objects end, and only then"""
    s3 = clients("s3")
    once = {"Delay": 0, "MaxAttempts": 1}
    wait = lambda name, **of: s3.get_waiter(name).wait(WaiterConfig=once, **of)
    wait("bucket_not_exists", Bucket="awaited")
    s3.create_bucket(Bucket="awaited")
    wait("bucket_exists", Bucket="awaited")
    wait("object_not_exists", Bucket="awaited", Key="k")
    try:
        wait("object_exists", Bucket="awaited", Key="k")
        raise AssertionError("an absent object was waited for with success")
    except WaiterError:
        pass
    s3.put_object(Bucket="awaited", Key="k", Body=b"")
    wait("object_exists", Bucket="awaited", Key="k")


@contract
def settings(clients, _folder):
    """keeps tags, policy, encryption, lifecycle, CORS and website of a bucket, and gives them back as they came"""
    s3 = bucket_of(clients, "settings")
    tags = {"TagSet": [{"Key": "team", "Value": "ä = 1 + @"}]}
    s3.put_bucket_tagging(Bucket="settings", Tagging=tags)
    same(s3.get_bucket_tagging(Bucket="settings")["TagSet"], tags["TagSet"])
    s3.put_object(Bucket="settings", Key="k", Body=b"", Tagging="a=1&b=%C3%A4")
    found = s3.get_object_tagging(Bucket="settings", Key="k")["TagSet"]
    same(sorted((each["Key"], each["Value"]) for each in found), [("a", "1"), ("b", "ä")])
    same(s3.get_object(Bucket="settings", Key="k")["TagCount"], 2)
    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 30}}]
    s3.put_bucket_lifecycle_configuration(Bucket="settings", LifecycleConfiguration={"Rules": rules})
    same(s3.get_bucket_lifecycle_configuration(Bucket="settings")["Rules"], rules)
    cors = [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"], "MaxAgeSeconds": 10}]
    s3.put_bucket_cors(Bucket="settings", CORSConfiguration={"CORSRules": cors})
    same(s3.get_bucket_cors(Bucket="settings")["CORSRules"], cors)
    encryption = s3.get_bucket_encryption(Bucket="settings")["ServerSideEncryptionConfiguration"]["Rules"]
    same(encryption[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256")
    same(s3.get_bucket_location(Bucket="settings").get("LocationConstraint"), None)
    expires = datetime(2030, 1, 2, tzinfo=timezone.utc)
    s3.put_object(Bucket="settings", Key="h", Body=b"", CacheControl="no-cache", ContentLanguage="de", Expires=expires)
    head = s3.head_object(Bucket="settings", Key="h")
    same((head["CacheControl"], head["ContentLanguage"], head["Expires"]), ("no-cache", "de", expires))


if __name__ == "__main__":
    run()
