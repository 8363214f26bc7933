"""What Schemathesis has to be told about this API: ids that exist, and the few rules that JSON Schema cannot express."""

import atexit
import json
import os
from collections import Counter
from hashlib import sha256
from itertools import count
from uuid import uuid4

import schemathesis

KNOWN_IDS: dict[str, list[str]] = json.loads(os.environ["KNOWN_IDS"])
"""By the start of a path, the ids that lead to something."""

FIGURES = os.environ["FIGURES"]
"""Where the number of calls of each operation is left."""

BEYOND_JSON_SCHEMA = {
    ("/budget/max", "must not be less than min"),
    ("/price/max", "must not be less than min"),
    ("/preferredDates", "expected at least one date that is not over"),
    ("/preferredDates", "must name at least one date when urgency is specific_date"),
    ("/serviceType", "is not a service of that category"),
    ("/lat", "needs both lat and lng, or neither"),
    ("/address", "is needed unless the work is done at the provider's"),
    ("/grant", "expected either grant or revoke"),
    ("/*", "expected either closed or windows"),
    ("/message", "is needed unless there is an action"),
    ("/changes", "come with edit, and with nothing else"),
    ("/after", "expected a number of this feed, which ends at "),
    ("/expiresAt", "expected an instant that is still to come"),
    ("/reason", "expected the reason for which an operator steps in"),
    ("/finalPrice/currency", "expected USD, the currency of the booking"),
    ("/price/currency", "expected USD, as the service has it"),
    ("/end", "expected to be after the start"),
    ("/*", "must not overlap another slot of the offer"),
    ("/*", "expected not to overlap another one"),
    ("/timezone", "expected an IANA time zone, such as Europe/Berlin"),
    ("/date", "expected each date once"),
    ("/date", "expected a date from 1970 on, at most two years ahead"),
    ("/preferredDates/*", "expected a date from 1970 on, at most two years ahead"),
    ("/expiresAt", "expected an instant from 1970 on, at most two years ahead"),
    ("/start", "expected an instant from 1970 on, at most two years ahead"),
    ("/end", "expected an instant from 1970 on, at most two years ahead"),
    ("/from", "expected an instant from 1970 on, at most two years ahead"),
    ("/to", "expected an instant from 1970 on, at most two years ahead"),
    ("/services", "names a service twice"),
    ("/photos", "names an image twice"),
    ("/media", "names an image twice"),
    ("/to", "must be after `from`, or after now if that is absent"),
    ("/to", "must be at most 31 days after `from`"),
}
"""Rules between two fields, which the document tells in words (generators of clients stumble over conditions), between a
field and the time, or of long lists: the end of the place and how the message begins."""

WAITING = {"GET /v1/events/stream": ("seconds", 3600), "GET /v1/chat/tasks/{id}": ("wait", 20)}
"""Operations that may take long to answer: the parameter that says how long, and the most seconds it may name."""

calls: Counter[str] = Counter()
turns = count()


EVENT = {
    "type": "object",
    "required": ["id", "event", "data"],
    "properties": {
        "id": {"type": "string", "pattern": "^[1-9][0-9]*$"},
        "event": {"type": "string", "pattern": "^[a-z]+:[a-z]+$"},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
"""One event of a stream. The document calls the whole of it a text; Schemathesis looks at its events one by one."""


PATTERNS = {
    "uuid": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    "date-time": r"^(19[7-9]|20\d|21\d)\d-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$",
}
"""Which of the values of a format are taken. The document names the format alone, which generators of clients need."""


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Lets the events of a stream be checked, and values of a format be made that have a chance."""
    add_patterns(raw_schema)
    stream = raw_schema["paths"]["/v1/events/stream"]["get"]["responses"]["200"]["content"]["text/event-stream"]
    stream["schema"] = EVENT


def add_patterns(node):
    if isinstance(node, dict):
        if node.get("format") in PATTERNS:
            node.setdefault("pattern", PATTERNS[node["format"]])
        node = node.values()
    if not isinstance(node, str) and hasattr(node, "__iter__"):
        for part in node:
            add_patterns(part)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Most generated ids lead nowhere, so three of four are replaced by one that exists."""
    calls[case.operation.label] += 1
    renew_key(case)
    shorten(case)
    if case.meta is None or case.meta.phase.name.value == "stateful" or not case.path_parameters:
        return
    path = [part for location, part in case.meta.components.items() if location.value == "path"]
    if any(part.mode.value != "positive" for part in path):
        return
    ids = next((ids for start, ids in KNOWN_IDS.items() if case.path.startswith(start)), None)
    turn = next(turns)
    if ids and turn % 4:
        (name,) = case.path_parameters
        case.path_parameters[name] = ids[int(sha256(str(turn).encode()).hexdigest(), 16) % len(ids)]


def shorten(case):
    """Nobody is waited for: what may wait, or go on for ever, is asked to be over at once. Bad values stay as they are."""
    name, most = WAITING.get(case.operation.label, ("", 0))
    given = str((case.query or {}).get(name, 0))
    if name and given.isascii() and given.isdecimal() and int(given) <= most:
        case.query = {**(case.query or {}), name: 0}


def renew_key(case):
    """A key of the document's example is used up after its first call; some are left as they are."""
    name = next((name for name in case.headers or {} if name.lower() == "idempotency-key"), None)
    header = case.meta and next((part for place, part in case.meta.components.items() if place.value == "header"), None)
    if name and header and header.mode.value == "positive" and next(turns) % 8:
        case.headers[name] = str(uuid4())


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keeps every finding but the refusal of what only looks right to a schema."""
    if type(failure).__name__ != "RejectedPositiveData":
        return True
    problem = response.json()
    if problem["code"] in ("invalid_cursor", "confirmation_invalid"):
        return False  # a signed text: a generated one is never good
    if problem["code"] == "unsupported_media_type" and case.operation.label == "POST /v1/media":
        return False  # a generated text is no image
    if any(error["message"] == "is no image of yours" for error in problem.get("errors", [])):
        return False  # a generated id is nobody's
    if problem["code"] == "idempotency_key_reused":
        return False  # the key was used for another call before
    if "None" in map(str, (case.path_parameters or {}).values()):
        return False  # a link was followed from a field that was null
    errors = problem.get("errors", [])
    return not errors or not all(is_beyond(generalised(f"/{each['path'].strip('/')}"), each["message"]) for each in errors)


def is_beyond(place: str, message: str) -> bool:
    """True for a refusal by a rule that JSON Schema cannot express, wherever a body holds the form that has the rule."""
    if message.endswith("that can be seen"):
        return True  # rare invisible characters and lone marks stand in no pattern
    return any(message.startswith(expected) and place.endswith(end) for end, expected in BEYOND_JSON_SCHEMA)


@atexit.register
def leave_figures():
    """Called when all calls have been made."""
    with open(FIGURES, "w", encoding="utf-8") as file:
        json.dump(calls, file)


def generalised(pointer: str) -> str:
    """A JSON pointer with a star for each index."""
    return "/".join("*" if part.isdigit() else part for part in pointer.split("/"))
