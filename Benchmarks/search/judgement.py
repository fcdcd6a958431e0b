"""Grades datasets against the judged queries, and lists against the best list possible (nDCG@10)."""

import math

from subjects import SUBJECTS


def grade(query, dataset):
    """0 to 3, by the rule that queries.json tells."""
    truth = dataset["truth"]
    subject = truth["subject"]
    if "columns" in query:
        has = any(column in query["columns"] or any(part in column for part in query["columns"]) for column in dataset["columns"])
        if subject in query["subjects"]:
            return 3 if has else 2
        return 2 if has else 0
    main = subject in query["subjects"]
    near = not main and any(subject in SUBJECTS[key]["near"] for key in query["subjects"])
    if not main and not near:
        return 0
    if "place" in query:
        at = truth["place"] == query["place"]
        around = truth["place"] in query["within"] or query["place"] in truth["within"] or truth["level"] == "N"
        if near:
            return 1 if at else 0
        return 3 if at else 2 if around else 0
    if near:
        return 1 if truth["level"] == "N" else 0
    value = 3 if truth["level"] == "N" or not query["isNational"] else 2
    if "year" in query and truth["year"] != query["year"]:
        return 1
    return 3 if "year" in query else value


def prepare(queries, datasets):
    """Fills what a rule needs: places that contain the one asked, whether anything national exists; and the grades."""
    within = {}
    national = set()
    for dataset in datasets:
        within.setdefault(dataset["truth"]["place"], dataset["truth"]["within"])
        if dataset["truth"]["level"] == "N":
            national.add(dataset["truth"]["subject"])
    for query in queries:
        query["within"] = within.get(query.get("place"), [])
        query["isNational"] = bool(national & set(query["subjects"]))
        query["grades"] = {d["id"]: g for d in datasets if (g := grade(query, d))}


def ndcg(query, ids, depth=10):
    def gain(grades):
        return sum((2 ** g - 1) / math.log2(place + 2) for place, g in enumerate(grades[:depth]))

    best = gain(sorted(query["grades"].values(), reverse=True)[:depth])
    return gain([query["grades"].get(id, 0) for id in ids]) / best if best else 0.0
