"""One life with the client that OpenAPI Generator has made for Python: login, request, offer, acceptance, feed."""

import json
import os
import time

from proxie_client import (
    AcceptOffer,
    ApiClient,
    ApiException,
    AuthApi,
    BookingConfirmedEntry,
    Configuration,
    CreateRequest,
    EventsApi,
    Login,
    Money,
    OffersApi,
    ProvidersApi,
    RequestBudgetInput,
    RequestLocationInput,
    RequestsApi,
    RequestTimingInput,
    SlotInput,
    SubmitOffer,
)

URL = os.environ["PROXIE_URL"]
PASSWORD = os.environ["PROXIE_PASSWORD"]
anybody = AuthApi(ApiClient(Configuration(host=URL)))


def signed_in(email: str) -> ApiClient:
    session = anybody.log_in(Login(email=email, password=PASSWORD))
    return ApiClient(Configuration(host=URL, access_token=session.access_token))


def until(look):
    for _ in range(600):
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(look.__name__)


def refusal() -> str:
    try:
        anybody.log_in(Login(email=os.environ["CONSUMER"], password="not the password"))
    except ApiException as problem:
        return problem.data.code
    raise AssertionError("a wrong password was taken")


consumer = signed_in(os.environ["CONSUMER"])
provider = signed_in(os.environ["PROVIDER"])

request = RequestsApi(consumer).create_request(
    CreateRequest(
        category="hair_beauty",
        service_type="haircut",
        location=RequestLocationInput(city="New York", lat=40.6782, lng=-73.9442),
        timing=RequestTimingInput(urgency="flexible"),
        budget=RequestBudgetInput(min=3000, max=9000),
    )
)


def lead():
    return next((each for each in ProvidersApi(provider).list_leads().items if each.request_id == request.id), None)


until(lead)
own = ProvidersApi(provider).get_own_provider()
service = own.services[0]
slot = ProvidersApi(provider).list_free_slots(own.id, service.id, limit=1).items[0]
offer = OffersApi(provider).submit_offer(
    request.id,
    SubmitOffer(
        service_id=service.id,
        available_slots=[SlotInput(start=slot.start, end=slot.end)],
        price=Money(amount=6000, currency="USD"),
    ),
)
(read,) = OffersApi(consumer).list_request_offers(request.id).items
(offered,) = read.available_slots
booking = OffersApi(consumer).accept_offer(
    read.id, AcceptOffer(revision=read.revision, slot=SlotInput(start=offered.start, end=offered.end))
)


def confirmed():
    entries = [item.actual_instance for item in EventsApi(consumer).list_events().items]
    return next((entry for entry in entries if isinstance(entry, BookingConfirmedEntry)), None)


print(
    json.dumps(
        {
            "requestId": str(request.id),
            "offerId": str(offer.id),
            "bookingId": str(booking.id),
            "heardOf": str(until(confirmed).payload.booking_id),
            "budget": request.budget.max,
            "problem": refusal(),
        }
    )
)
