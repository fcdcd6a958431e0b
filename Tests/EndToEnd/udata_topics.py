"""Reads the topics of an instance with data.gouv.fr's own client library, as udata_client.py does datasets; prints JSON."""

import json
import sys

from datagouv import Client, Topic

client = Client()
client.base_url = sys.argv[1]

topics = list(client.get_all_from_api_query("api/2/topics/?page_size=1", cast_as=Topic))
one = client.topic(sys.argv[2])
datasets = client.get_all_from_api_query(f"api/1/datasets/?topic={one.slug}&page_size=1")

print(
    json.dumps(
        {
            "topics": [topic.name for topic in topics],
            "one": [one.name, one.slug, one.private, one.featured, one.organization.id if one.organization else None, one.spatial],
            "elements": [
                [element["title"], (element["element"] or {}).get("class"), element["extras"]["ecospheres"]["availability"]]
                for element in one.elements
            ],
            "datasets": [dataset["slug"] for dataset in datasets],
        }
    )
)
