// One life with the client that oapi-codegen has made: login, request, offer, acceptance, feed.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/oapi-codegen/runtime/types"

	"proxie-client-check/proxie"
)

var (
	background = context.Background()
	url        = os.Getenv("PROXIE_URL")
	password   = os.Getenv("PROXIE_PASSWORD")
)

func clientOf(token string) *proxie.ClientWithResponses {
	authorize := func(_ context.Context, request *http.Request) error {
		if token != "" {
			request.Header.Set("Authorization", "Bearer "+token)
		}
		return nil
	}
	client, err := proxie.NewClientWithResponses(url, proxie.WithRequestEditorFn(authorize))
	must(err)
	return client
}

func signedIn(email string) *proxie.ClientWithResponses {
	answer, err := clientOf("").LogInWithResponse(background, login(email, password))
	must(err)
	return clientOf(some(answer.JSON200, answer.Body).AccessToken)
}

func login(email, password string) proxie.Login {
	return proxie.Login{Email: types.Email(email), Password: password}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func some[Data any](data *Data, body []byte) Data {
	if data == nil {
		panic(string(body))
	}
	return *data
}

func until[Found any](look func() *Found) Found {
	for turn := 0; turn < 600; turn++ {
		if found := look(); found != nil {
			return *found
		}
		time.Sleep(100 * time.Millisecond)
	}
	panic("it never came")
}

func ref[Value any](value Value) *Value { return &value }

func main() {
	refused, err := clientOf("").LogInWithResponse(
		background, login(os.Getenv("CONSUMER"), "not the password"))
	must(err)
	consumer, provider := signedIn(os.Getenv("CONSUMER")), signedIn(os.Getenv("PROVIDER"))

	created, err := consumer.CreateRequestWithResponse(background, nil, proxie.CreateRequest{
		Category:    "hair_beauty",
		ServiceType: "haircut",
		Location:    proxie.RequestLocationInput{City: "New York", Lat: ref(40.6782), Lng: ref(-73.9442)},
		Timing:      &proxie.RequestTimingInput{Urgency: "flexible"},
		Budget:      &proxie.RequestBudgetInput{Min: ref(3000), Max: 9000},
	})
	must(err)
	request := some(created.JSON201, created.Body)

	until(func() *proxie.Lead {
		answer, err := provider.ListLeadsWithResponse(background, nil)
		must(err)
		for _, lead := range some(answer.JSON200, answer.Body).Items {
			if lead.RequestId == request.Id {
				return &lead
			}
		}
		return nil
	})

	self, err := provider.GetOwnProviderWithResponse(background)
	must(err)
	own := some(self.JSON200, self.Body)
	service := own.Services[0].Id
	free, err := provider.ListFreeSlotsWithResponse(
		background, own.Id, &proxie.ListFreeSlotsParams{ServiceId: service, Limit: ref(1)})
	must(err)
	submitted, err := provider.SubmitOfferWithResponse(background, request.Id, nil, proxie.SubmitOffer{
		ServiceId:      service,
		AvailableSlots: []proxie.SlotInput{proxie.SlotInput(some(free.JSON200, free.Body).Items[0])},
		Price:          proxie.Money{Amount: 6000, Currency: "USD"},
	})
	must(err)
	offer := some(submitted.JSON201, submitted.Body)

	listed, err := consumer.ListRequestOffersWithResponse(background, request.Id, nil)
	must(err)
	read := some(listed.JSON200, listed.Body).Items[0]
	accepted, err := consumer.AcceptOfferWithResponse(background, read.Id, nil, proxie.AcceptOffer{
		Revision: int(read.Revision),
		Slot:     proxie.SlotInput(read.AvailableSlots[0]),
	})
	must(err)
	booking := some(accepted.JSON201, accepted.Body)

	heard := until(func() *proxie.BookingConfirmedEntry {
		answer, err := consumer.ListEventsWithResponse(background, nil)
		must(err)
		for _, item := range some(answer.JSON200, answer.Body).Items {
			value, err := item.ValueByDiscriminator()
			must(err)
			if entry, is := value.(proxie.BookingConfirmedEntry); is {
				return &entry
			}
		}
		return nil
	})

	text, err := json.Marshal(map[string]any{
		"requestId": request.Id,
		"offerId":   offer.Id,
		"bookingId": booking.Id,
		"heardOf":   heard.Payload.BookingId,
		"budget":    request.Budget.Max,
		"problem":   some(refused.ApplicationproblemJSON401, refused.Body).Code,
	})
	must(err)
	fmt.Println(string(text))
}
