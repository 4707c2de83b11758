"""
Film reviews, the course's project: a model of one's own in script mode, another script that serves it, and a web page's
function. The course writes both in PyTorch; here they are JavaScript, sent by the same calls.
"""

import json
from pathlib import Path

from data import accuracy, reviews, vocabulary_of
from sdk.script import ScriptEstimator, ScriptModel

PREFIX = "sentiment-rnn"
SOURCE = Path(__file__).parent / "project"
# Reviews are cut or filled up to so many words.
PAD = 200
# Good and bad reviews take turns.
EVERY = 3


def run(setting):
    session = setting.session
    parts = reviews(setting.size.folds)
    words = {word: i + 2 for word, i in vocabulary_of(parts["train"], setting.size.words).items()}
    train = setting.folder / "train.csv"
    train.write_text("".join(line_of(label, text, words) for label, text in parts["train"]))
    dictionary = setting.folder / "word_dict.json"
    dictionary.write_text(json.dumps(words))
    for path in (train, dictionary):
        session.upload_data(path, PREFIX)

    role = session.get_execution_role()
    estimator = ScriptEstimator(
        "train.mjs", SOURCE, setting.folder, role, session, setting.output(PREFIX), {"epochs": 20, "hidden_dim": 8}
    )
    described = estimator.fit({"training": f"s3://{session.default_bucket()}/{PREFIX}"})
    model = ScriptModel(estimator.model_data, "predict.mjs", SOURCE, setting.folder, role, session)
    predictor = model.deploy()
    tested = parts["test"][::EVERY]
    predicted = [float(predictor.predict(" ".join(text))) for _, text in tested]
    handler = handler_of(setting, predictor.endpoint)
    told = [handler({"body": " ".join(text)}, None)["body"] for _, text in tested[:10]]
    predictor.delete_endpoint()
    setting.wait_until_gone(predictor.endpoint)
    losses = [float(line.split("BCELoss: ")[1]) for line in session.printed if "BCELoss" in line]
    return {
        "status": described["TrainingJobStatus"],
        "losses": [losses[0], losses[-1]],
        "epochs": len(losses),
        "accuracy": accuracy(tested, predicted),
        "agree": told == [str(round(value)) for value in predicted[:10]],
    }


def line_of(label, text, words):
    """label, length, and the words' numbers, filled up with 0; 1 is a word that the dictionary has not."""
    ids = [words.get(word, 1) for word in text[:PAD]]
    return ",".join(map(str, [label, len(ids), *ids, *[0] * (PAD - len(ids))])) + "\n"


def handler_of(setting, endpoint):
    """The Lambda function: the review goes to the endpoint as it is."""
    runtime = setting.session.clients("sagemaker-runtime", user_agent_extra="lambda")

    def handler(event, _context):
        answer = runtime.invoke_endpoint(EndpointName=endpoint, ContentType="text/plain", Body=event["body"].encode())
        return {"statusCode": 200, "body": answer["Body"].read().decode()}

    return handler
