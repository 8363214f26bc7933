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
    ("/timing/preferredDates", "expected at least one date that is not over"),
    ("/expiresAt", "expected an instant that is still to come"),
    ("/reason", "expected the reason for which an operator steps in"),
    ("/finalPrice/currency", "expected USD, the currency of the booking"),
    ("/slot/end", "expected to be after the start"),
    ("/availableSlots/*/end", "expected to be after the start"),
    ("/availableSlots/*", "must not overlap another slot of the offer"),
    ("/to", "must be after `from`, or after now if that is absent"),
    ("/to", "must be at most 31 days after `from`"),
    ("/to", "lies too far ahead"),
}
"""Rules between two fields, or between a field and the time: (place, message) of the refusal."""

WAITING = {"GET /v1/events/stream": ("seconds", 3600), "GET /v1/chat/tasks/{id}": ("wait", 20)}
"""Operations that may take long to answer: the parameter that says how long, and the most seconds it may name."""

calls: Counter[str] = Counter()
turns = count()


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
    if problem["code"] == "idempotency_key_reused":
        return False  # the key was used for another call before
    if "None" in map(str, (case.path_parameters or {}).values()):
        return False  # a link was followed from a field that was null
    places = {(f"/{error['path'].strip('/')}", error["message"]) for error in problem.get("errors", [])}
    # What changes a draft has the form of what the draft is for.
    places = {(place.removeprefix("/action/changes"), message) for place, message in places}
    return not places or not all((generalised(place), message) in BEYOND_JSON_SCHEMA for place, message in places)


@atexit.register
def leave_figures():
    """Called when all calls have been made."""
    with open(FIGURES, "w", encoding="utf-8") as file:
        json.dump(calls, file)


def generalised(pointer: str) -> str:
    """A JSON pointer with a star for each index."""
    return "/".join("*" if part.isdigit() else part for part in pointer.split("/"))
