"""findings.py IIJDECK DECK SCHEMA: SARIF by its own schema, JUnit by another's reader, both with and without errors."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import junitparser

program, deck, schema_file = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
schema = json.loads(schema_file.read_text())
# One pattern of the published schema has a bracket too many, which not every reader of patterns takes.
del schema["definitions"]["toolComponent"]["properties"]["language"]["pattern"]
judge = jsonschema.Draft7Validator(schema)


def told(folder, style):
    command = [program, "check", deck.name, "--message-format", style]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


def counts(folder):
    code, text = told(folder, "json")
    findings = json.loads(text)["findings"]
    errors = sum(finding["severity"] == "error" for finding in findings)
    assert code == (1 if errors else 0), (code, errors)

    log = json.loads(told(folder, "sarif")[1])
    wrong = [error.message for error in judge.iter_errors(log)]
    assert not wrong, wrong[:5]
    results = log["runs"][0]["results"]
    assert len(results) == len(findings)
    assert sum(result["level"] == "error" for result in results) == errors
    for result in results:
        place = result["locations"][0]["physicalLocation"]
        assert (folder / place["artifactLocation"]["uri"]).is_file(), place

    suites = junitparser.JUnitXml.fromstring(told(folder, "junit")[1].encode())
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(r, junitparser.Failure) for r in case.result)]
    assert (suites.tests, suites.failures) == (len(cases), errors), (suites.tests, suites.failures)
    assert len(failed) == errors
    return len(findings), errors


with tempfile.TemporaryDirectory() as temp:
    folder = pathlib.Path(temp) / "deck"
    shutil.copytree(deck.parent, folder)
    print("findings, errors:", counts(folder))
    copy = folder / deck.name
    copy.write_text(copy.read_text() + "\nno_such_field: <&>\n")
    found, errors = counts(folder)
    print("with an unknown field:", (found, errors))
    assert errors, "the unknown field was not found"
# The schema must also be able to say no.
assert not judge.is_valid({"version": "2.1.0", "runs": [{"tool": {}}]})
