"""Film reviews: an endpoint, and the function that a web page asks through it."""

from data import accuracy, bag, csv_of, numbers, reviews
from review_parts import estimator_of, prepare

PREFIX = "sentiment-web-app"
# As many rows go in one request as the course sends.
ROWS = 512


def run(setting):
    vocabulary, uris, rows = prepare(setting, PREFIX)
    estimator = estimator_of(setting, PREFIX)
    estimator.fit({"train": uris["train"], "validation": uris["validation"]})
    predictor = estimator.deploy()
    answers = [predictor.predict(csv_of(rows[at : at + ROWS], labelled=False)) for at in range(0, len(rows), ROWS)]
    predicted = [value for answer in answers for value in numbers(answer)]

    handler = handler_of(setting, predictor.endpoint, vocabulary)
    texts = [" ".join(words) for _, words in reviews(setting.size.folds)["test"][:20]]
    told = [handler({"body": text}, None) for text in texts]
    predictor.delete_endpoint()
    setting.wait_until_gone(predictor.endpoint)
    return {
        "accuracy": accuracy(rows, predicted),
        "statuses": sorted({each["statusCode"] for each in told}),
        # A page's answer is that of the endpoint for the same words.
        "agree": [each["body"] for each in told] == [str(round(value)) for value in predicted[: len(told)]],
    }


def handler_of(setting, endpoint, vocabulary):
    """The Lambda function: text in, 0 or 1 out. It makes a client of its own, as it would on AWS."""
    runtime = setting.session.clients("sagemaker-runtime", user_agent_extra="lambda")

    def handler(event, _context):
        values = bag(event["body"].split(), vocabulary)
        answer = runtime.invoke_endpoint(
            EndpointName=endpoint, ContentType="text/csv", Body=",".join(str(value) for value in values).encode()
        )
        return {
            "statusCode": 200,
            "headers": {"Content-Type": "text/plain", "Access-Control-Allow-Origin": "*"},
            "body": str(round(float(answer["Body"].read()))),
        }

    return handler
