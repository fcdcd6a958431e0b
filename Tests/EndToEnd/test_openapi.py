"""The description of the API is valid, and the API holds to it under fire."""

import subprocess
import sys
from pathlib import Path

import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator, validate


def test_the_description_is_valid_openapi(server):
    description = server.get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    validate(description, cls=OpenAPIV31SpecValidator)


def test_each_resource_describes_its_own_columns(server):
    text = server.get("/api/resources/departements/swagger/").text
    description = yaml.safe_load(text)
    validate(description)
    assert "code_departement__exact" in text


def test_schemathesis_finds_nothing(server, tmp_path):
    """Generated requests, good and bad: no 500, no undocumented status or content type."""
    done = subprocess.run(
        [Path(sys.executable).parent / "schemathesis", "run", server.url + "/api/openapi.json", "--max-examples", "30",
         "--seed", "20261122", "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
         "--request-timeout", "20", "--no-color"],
        capture_output=True, text=True, timeout=900, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
