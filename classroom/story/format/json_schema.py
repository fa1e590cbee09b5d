"""The shape of a story file for editors that complete and check while somebody types."""

import json

from classroom.languages import Language
from classroom.story.model.parts import IN_LANGUAGES
from classroom.story.model.scenario import Scenario


def json_schema() -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Scenario.model_json_schema()}
    in_languages = schema["$defs"]["Text"]
    said = in_languages["properties"].pop(IN_LANGUAGES)["additionalProperties"]
    in_languages["properties"] |= dict.fromkeys(Language, said)
    by_itself = {"type": "string", "minLength": 1, "description": "The text, in a story of one language."}
    schema["$defs"]["Text"] = {"anyOf": [by_itself, in_languages]}
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
