"""Writes how well smoothed probabilities of a user's networks tell accepted SSH logins from others; see ../README.md."""
import csv
import gzip
import json
import math
from collections import Counter
from pathlib import Path

import sklearn
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).parent
TRAINED = 150
LENGTHS = (1, 2, 3)

events = list(csv.DictReader(gzip.open(HERE.parent / 'data/ssh-auth/ssh-auth.csv.gz', 'rt')))
accepted = [event for event in events if event['event'] == 'accepted']
asked = accepted[TRAINED:] + [event for event in events if event['event'] != 'accepted']


def network(ip, length):
    return '.'.join(ip.split('.')[:length])


logins = Counter(event['user'] for event in accepted[:TRAINED])
seen = Counter((event['user'], network(event['ip'], length)) for event in accepted[:TRAINED] for length in LENGTHS)


def score(user, ip):
    return sum(math.log((seen[user, network(ip, length)] + 0.1) / (logins[user] + 10)) for length in LENGTHS)


auc = roc_auc_score([event['event'] == 'accepted' for event in asked], [score(event['user'], event['ip']) for event in asked])
body = {
    'provenance': {
        'tool': 'scikit-learn ' + sklearn.__version__,
        'seed': 'none',
        'command': '/usr/bin/python3 tests/golden/ip-insights/generate.py',
    },
    'ssh': float(auc),
}
(HERE / 'reference.json').write_text(json.dumps(body) + '\n')
print(body)
