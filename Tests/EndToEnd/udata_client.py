"""Reads an instance with data.gouv.fr's own client library, in whose environment test_udata.py runs it; prints JSON."""

import json
import sys

from datagouv import Client, Dataset, Organization

client = Client()
client.base_url = sys.argv[1]

datasets = list(client.get_all_from_api_query("api/1/datasets/?page_size=5", cast_as=Dataset))
later = list(client.get_all_from_api_query("api/2/datasets/?page_size=7", cast_as=Dataset))
one = client.dataset("communes-de-france")
again = client.dataset(one.id)
resource = client.resource(one.resources[0].id)
organization = client.organization(one.organization.id)
organizations = list(client.get_all_from_api_query("api/1/organizations/?page_size=3", cast_as=Organization))

print(
    json.dumps(
        {
            "datasets": sorted(dataset.title for dataset in datasets),
            "later": sorted(dataset.title for dataset in later),
            "files": {dataset.title: len(dataset.resources) for dataset in datasets},
            "later_files": {dataset.title: len(dataset.resources) for dataset in later},
            "one": [one.title, one.frequency, one.license, one.quality["score"], one.tags],
            "again": again.title,
            "resource": [resource.title, resource.dataset_id, resource.filesize, resource.checksum, resource.format],
            "dataset_of_the_resource": resource.dataset.title,
            "bytes": len(resource.download_buffer(max_mib=None).getvalue()),
            "organization": [organization.name, organization.url, organization.metrics["datasets"]],
            "organization_datasets": sorted(dataset.title for dataset in organization.datasets),
            "organizations": sorted(organization.name for organization in organizations),
        }
    )
)
