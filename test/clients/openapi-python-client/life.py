"""One life with the client that openapi-python-client has made: login, request, offer, acceptance, feed."""

import json
import os
import time

from proxie_client import AuthenticatedClient, Client
from proxie_client.api.auth import log_in
from proxie_client.api.events import list_events
from proxie_client.api.offers import accept_offer, list_request_offers, submit_offer
from proxie_client.api.providers import get_own_provider, list_free_slots, list_leads
from proxie_client.api.requests import create_request
from proxie_client.models import (
    AcceptOffer,
    BookingConfirmedEntry,
    Category,
    CreateRequest,
    CurrencyCode,
    Login,
    Money,
    RequestBudgetInput,
    RequestLocationInput,
    RequestTimingInput,
    RequestTimingInputUrgency,
    ServiceType,
    SlotInput,
    SubmitOffer,
)

URL = os.environ["PROXIE_URL"]
PASSWORD = os.environ["PROXIE_PASSWORD"]
anybody = Client(base_url=URL)


def signed_in(email: str) -> AuthenticatedClient:
    session = log_in.sync(client=anybody, body=Login(email=email, password=PASSWORD))
    return AuthenticatedClient(base_url=URL, token=session.access_token)


def until(look):
    for _ in range(600):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(look.__name__)


refused = log_in.sync_detailed(
    client=anybody, body=Login(email=os.environ["CONSUMER"], password="not the password")
)
consumer = signed_in(os.environ["CONSUMER"])
provider = signed_in(os.environ["PROVIDER"])

request = create_request.sync(
    client=consumer,
    body=CreateRequest(
        category=Category.HAIR_BEAUTY,
        service_type=ServiceType.HAIRCUT,
        location=RequestLocationInput(city="New York", lat=40.6782, lng=-73.9442),
        timing=RequestTimingInput(urgency=RequestTimingInputUrgency.FLEXIBLE),
        budget=RequestBudgetInput(min_=3000, max_=9000),
    ),
)


def lead():
    return next((each for each in list_leads.sync(client=provider).items if each.request_id == request.id), None)


until(lead)
own = get_own_provider.sync(client=provider)
service = own.services[0]
slot = list_free_slots.sync(own.id, client=provider, service_id=service.id, limit=1).items[0]
offer = submit_offer.sync(
    request.id,
    client=provider,
    body=SubmitOffer(
        service_id=service.id,
        available_slots=[SlotInput(start=slot.start, end=slot.end)],
        price=Money(amount=6000, currency=CurrencyCode.USD),
    ),
)
(read,) = list_request_offers.sync(request.id, client=consumer).items
(offered,) = read.available_slots
booking = accept_offer.sync(
    read.id,
    client=consumer,
    body=AcceptOffer(revision=read.revision, slot=SlotInput(start=offered.start, end=offered.end)),
)


def confirmed():
    items = list_events.sync(client=consumer).items
    return next((each for each in items if isinstance(each, BookingConfirmedEntry)), None)


print(
    json.dumps(
        {
            "requestId": str(request.id),
            "offerId": str(offer.id),
            "bookingId": str(booking.id),
            "heardOf": str(until(confirmed).payload.booking_id),
            "budget": request.budget.max_,
            "problem": refused.parsed.code.value,
        }
    )
)
