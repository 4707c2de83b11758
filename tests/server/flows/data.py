"""The two tables of the flows: houses of Boston, and reviews of films as bags of words."""

import csv
import gzip
import math
import re
from collections import Counter
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
PREDICTORS = ["crim", "zn", "indus", "chas", "nox", "rm", "age", "dis", "rad", "tax", "ptratio", "lstat"]
# What nearly every sentence holds says nothing of what its writer felt.
COMMON = frozenset("a an the and of to in is it that this as with for on be by at from are was".split())


@cache
def boston():
    """Train, validation and test rows as (label, values); every fifth row is for testing."""
    with open(ROOT / "lessons/boston-housing-deploy/data/boston.csv") as file:
        rows = [(float(row["medv"]), [float(row[name]) for name in PREDICTORS]) for row in csv.DictReader(file)]
    parts = {"train": [], "validation": [], "test": []}
    for i, row in enumerate(rows):
        parts["test" if i % 5 == 4 else "validation" if i % 5 == 1 else "train"].append(row)
    return parts


@cache
def _reviews():
    with gzip.open(ROOT / "tests/golden/data/movie-reviews/movie-reviews.tsv.gz", "rt") as file:
        next(file)
        rows = (line.rstrip("\n").split("\t", 2) for line in file)
        return [(int(fold), int(label), _words(text)) for fold, label, text in rows]


@cache
def sentences():
    """(label, words) of short reviews of other things: goods, restaurants, films."""
    with gzip.open(ROOT / "tests/golden/data/sentiment-sentences/sentiment-sentences.tsv.gz", "rt") as file:
        next(file)
        rows = [line.rstrip("\n").split("\t", 2) for line in file]
    return [(int(label), _words(text)) for _, label, text in rows]


def _words(text):
    return [word for word in re.findall(r"[a-z']{2,}", text.lower()) if word not in COMMON]


@cache
def reviews(folds):
    """Train, validation and test reviews as (label, words); `folds` of the ten folds are for training, two for testing."""
    rows = _reviews()
    train = [(label, words) for fold, label, words in rows if fold < folds]
    return {
        "train": [row for i, row in enumerate(train) if i % 5 != 4],
        "validation": [row for i, row in enumerate(train) if i % 5 == 4],
        "test": [(label, words) for fold, label, words in rows if fold >= 8],
    }


def vocabulary_of(rows, size):
    counts = Counter(word for _, words in rows for word in words)
    # Words of one count have no order of their own.
    ranked = sorted(counts, key=lambda word: (-counts[word], word))[:size]
    return {word: i for i, word in enumerate(ranked)}


def bag(words, vocabulary):
    counts = [0] * len(vocabulary)
    for word in words:
        if word in vocabulary:
            counts[vocabulary[word]] += 1
    return counts


def bags(rows, vocabulary):
    return [(label, bag(words, vocabulary)) for label, words in rows]


def csv_of(rows, labelled):
    """As the built-in algorithms read CSV: no header, the label first."""
    lines = ([label, *values] if labelled else values for label, values in rows)
    return "".join(",".join(map(str, line)) + "\n" for line in lines)


def write_csv(folder, name, rows, labelled):
    path = Path(folder) / f"{name}.csv"
    path.write_text(csv_of(rows, labelled))
    return path


def numbers(text):
    return [float(each) for each in text.replace("\n", ",").strip(",").split(",")]


def rmse(rows, predicted):
    errors = [(label - value) ** 2 for (label, _), value in zip(rows, predicted, strict=True)]
    return math.sqrt(sum(errors) / len(errors))


def accuracy(rows, predicted):
    right = [label == round(value) for (label, _), value in zip(rows, predicted, strict=True)]
    return sum(right) / len(right)
