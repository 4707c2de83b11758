"""A job's log, read as the SDK follows it: by stream, from where it was left."""

from botocore.exceptions import ClientError


class JobLogs:
    def __init__(self, client, group, job, instances):
        self._client = client
        self._group = group
        self._prefix = f"{job}/"
        self._instances = instances
        self._read = {}

    def news(self):
        """The lines since the last call, stream by stream. A group that is not there yet has none."""
        if len(self._read) < self._instances:
            self._find_streams()
        return [line for stream in self._read for line in self._news_of(stream)]

    def _find_streams(self):
        try:
            found = self._client.describe_log_streams(
                logGroupName=self._group, logStreamNamePrefix=self._prefix, orderBy="LogStreamName", limit=self._instances
            )
        except ClientError as error:
            # Before its first line a job has no group.
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            return
        for each in found["logStreams"]:
            self._read.setdefault(each["logStreamName"], (0, 0))

    def _news_of(self, stream):
        """Events have no ids: the SDK counts those of the last timestamp that it has seen, and skips them."""
        since, skip = self._read[stream]
        token = {}
        lines = []
        while True:
            page = self._client.get_log_events(
                logGroupName=self._group, logStreamName=stream, startTime=since, startFromHead=True, **token
            )
            events = page["events"]
            if not events:
                return lines
            token = {"nextToken": page["nextForwardToken"]}
            for event in events[skip:]:
                last, count = self._read[stream]
                same = event["timestamp"] == last
                self._read[stream] = (event["timestamp"], count + 1 if same else 1)
                lines.append(event["message"])
            skip = max(0, skip - len(events))
