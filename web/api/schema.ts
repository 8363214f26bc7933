// Made from the code by `npm run openapi`; do not edit.

export interface components {
  schemas: {
    AcceptOffer: {
      /** The revision that the consumer has seen. */
      revision: number;
      slot: components['schemas']['SlotInput'];
      /** Where the work is done; at the provider's if absent. Anywhere else needs an `address`. */
      location?: {
        type: 'provider_location' | 'consumer_location' | 'other';
        address?: string;
        instructions?: string;
      };
    };
    Account: {
      id: components['schemas']['AccountId'];
      /** Null for an account of a foreign issuer that vouches for no address. */
      email: string | null;
      name: string;
      roles: components['schemas']['Role'][];
      /** The provider this account runs, if any. */
      providerId: components['schemas']['ProviderId'] | null;
      createdAt: components['schemas']['Instant'];
    };
    /** A AccountId: a UUID. */
    AccountId: string;
    AccountStatus: 'active' | 'suspended';
    AdminAccount: {
      id: components['schemas']['AccountId'];
      email: string | null;
      name: string;
      roles: components['schemas']['Role'][];
      status: components['schemas']['AccountStatus'];
      providerId: components['schemas']['ProviderId'] | null;
      /** Logins that can still be refreshed. */
      openLogins: number;
      /** Failed logins with its mail address stand in the audit under it. */
      mailHash: string | null;
      createdAt: components['schemas']['Instant'];
    };
    /** One page of a list. */
    AdminAccountPage: {
      items: components['schemas']['AdminAccount'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    ApproveEnrollment: {
      /** What was looked at; kept in the audit, for operators. */
      reason: string;
    };
    ArrangedPair: {
      consumerId: components['schemas']['AccountId'];
      consumerName: string;
      providerId: components['schemas']['ProviderId'];
      providerName: string;
      providerAccountId: components['schemas']['AccountId'];
      /** `many_bookings`: three or more. `many_reviews`: two or more by this consumer. `reciprocal`: they book each other. `cheap`: below the lowest price of the service. `hasty`: completed within an hour of the acceptance. */
      signals: ('many_bookings' | 'many_reviews' | 'reciprocal' | 'cheap' | 'hasty')[];
      bookings: number;
      reviews: number;
      reverseBookings: number;
      cheapBookings: number;
      /** From an acceptance to its completion; null without one. */
      shortestMinutes: number | null;
      /** When they made their last booking. */
      lastAt: components['schemas']['Instant'];
    };
    /** One page of a list. */
    ArrangedPairPage: {
      items: components['schemas']['ArrangedPair'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    AuditEntry: {
      id: string;
      at: components['schemas']['Instant'];
      /** Null for callers without an account, and for Proxie itself. */
      actorId: components['schemas']['AccountId'] | null;
      /** As what the actor acted. */
      side: 'consumer' | 'provider' | 'admin' | 'anonymous' | 'system';
      operationId: string;
      /** What it was done to, by the word that its path has for it. */
      resource: {
        type: string;
        id: string | null;
      } | null;
      outcome: 'succeeded' | 'refused' | 'failed';
      status: number;
      /** Of the problem, if it was one. */
      code: string | null;
      reason: string | null;
      ip: string | null;
      userAgent: string | null;
      /** Of the mail address that the call named. */
      mailHash: string | null;
      requestId: string;
      /** The answer was given before, and nothing was done anew. */
      replayed: boolean;
      /** How many refusals were left out before this one because too many came at once. */
      omitted: number;
      /** When personal fields were taken out of it. */
      anonymisedAt: components['schemas']['Instant'] | null;
    };
    /** One page of a list. */
    AuditPage: {
      items: components['schemas']['AuditEntry'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    Booking: {
      id: components['schemas']['BookingId'];
      requestId: components['schemas']['RequestId'];
      offerId: components['schemas']['OfferId'];
      providerId: components['schemas']['ProviderId'];
      consumerId: components['schemas']['AccountId'];
      serviceId: components['schemas']['ServiceId'];
      serviceName: string;
      scheduledStart: components['schemas']['Instant'];
      scheduledEnd: components['schemas']['Instant'];
      timezone: string;
      location: {
        type: 'provider_location' | 'consumer_location' | 'other';
        /** Null when none was named, and for both parties once the booking is cancelled. */
        address: string | null;
        instructions: string | null;
      };
      price: components['schemas']['Money'];
      provider: {
        name: string;
        /** Null when unknown, and for the other party's once the booking is cancelled. */
        email: string | null;
        /** Null when unknown, and for the other party's once the booking is cancelled. */
        phone: string | null;
      };
      consumer: {
        name: string;
        /** Null when unknown, and for the other party's once the booking is cancelled. */
        email: string | null;
        /** Null when unknown, and for the other party's once the booking is cancelled. */
        phone: string | null;
      };
      cancellation: {
        at: components['schemas']['Instant'];
        by: 'consumer' | 'provider' | 'admin';
        reason: string | null;
        fee: components['schemas']['Money'];
      } | null;
      completion: {
        at: components['schemas']['Instant'];
        actualDurationMinutes: number | null;
        finalPrice: components['schemas']['Money'];
        notes: string | null;
      } | null;
      /** As it stood when the booking was made. */
      policy: {
        /** With at least this much notice it is free. */
        freeUntilHours: number;
        /** With less it costs the fee; with less than this it is not possible. */
        feeUntilHours: number;
        /** The fee as a percentage of the price. */
        feePercent: number;
      };
      status: components['schemas']['BookingStatus'];
      allowedActions: ('check_in' | 'complete' | 'cancel' | 'review')[];
      links: components['schemas']['Links'];
      createdAt: components['schemas']['Instant'];
    };
    /** An entry of the type `booking:confirmed`. */
    BookingConfirmedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'booking:confirmed';
      payload: {
        bookingId: components['schemas']['BookingId'];
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['BookingStatus'];
      };
      at: components['schemas']['Instant'];
    };
    /** A BookingId: a UUID. */
    BookingId: string;
    /** One page of a list. */
    BookingPage: {
      items: components['schemas']['Booking'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    BookingStatus: 'confirmed' | 'in_progress' | 'completed' | 'cancelled' | 'no_show';
    /** An entry of the type `booking:updated`. */
    BookingUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'booking:updated';
      payload: {
        bookingId: components['schemas']['BookingId'];
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['BookingStatus'];
        /** What has changed, unless it is the status. */
        change?: 'review_submitted' | 'reviews_published' | 'review_answered';
      };
      at: components['schemas']['Instant'];
    };
    /** What cancelling would cost now. */
    CancelQuote: {
      tier: 'free' | 'fee' | 'blocked';
      fee: components['schemas']['Money'];
    };
    CancelWithReason: {
      reason: string;
    };
    Catalog: {
      categories: {
        name: components['schemas']['Category'];
        title: string;
        services: components['schemas']['CatalogService'][];
      }[];
    };
    CatalogService: {
      name: components['schemas']['ServiceType'];
      title: string;
      requiresLicense: boolean;
      minPhotos: number;
      typicalPriceRange: {
        min: number;
        max: number;
        currency: components['schemas']['CurrencyCode'];
      };
      specializations: string[];
    };
    /** A category of the catalog. */
    Category: 'hair_beauty' | 'home_cleaning' | 'plumbing' | 'electrical' | 'photography';
    /** Roles to grant or roles to revoke: exactly one of the two. */
    ChangeRoles: {
      grant?: 'admin'[];
      revoke?: 'admin'[];
      /** Why the operator does it; it is kept in the audit. */
      reason: string;
    };
    ChatAccepted: {
      taskId: components['schemas']['ChatTaskId'];
      conversationId: components['schemas']['ConversationId'];
    };
    ChatDraft: {
      id: components['schemas']['ChatDraftId'];
      kind: 'create_service_request' | 'update_request_details' | 'accept_offer' | 'cancel_request' | 'submit_offer' | 'submit_review' | 'update_enrollment' | 'submit_enrollment' | 'update_availability';
      revision: number;
      status: 'open' | 'approved' | 'cancelled';
      /** The request or the offer that it is about. */
      target: string | null;
      /** What is sent when it is approved. */
      body: Record<string, unknown>;
      /** What it is about, as it stood when it was prepared. */
      about: Record<string, unknown>;
      /** What it needs before it can be approved. */
      missing: string[];
      /** What its approval made or changed. */
      result: {
        type: 'request' | 'offer' | 'booking' | 'review' | 'provider' | 'enrollment';
        id: string;
      } | null;
      updatedAt: components['schemas']['Instant'];
    };
    /** A ChatDraftId: a UUID. */
    ChatDraftId: string;
    ChatMessage: {
      id: string;
      /** The turn that it belongs to. */
      taskId: components['schemas']['ChatTaskId'];
      /** Its number in the conversation. */
      seq: number;
      author: 'user' | 'assistant';
      text: string;
      /** The images that came with it, in order. */
      media: components['schemas']['MediaId'][];
      /** Made by the offline model, which goes by rules. */
      isOffline: boolean;
      /** Made by another model, because the configured one was out of reach. */
      isDegraded: boolean;
      /** What the approval that it answers made or changed. */
      result: {
        type: 'request' | 'offer' | 'booking' | 'review' | 'provider' | 'enrollment';
        id: string;
      } | null;
      createdAt: components['schemas']['Instant'];
    };
    /** One page of a list. */
    ChatMessagePage: {
      items: components['schemas']['ChatMessage'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    /** An entry of the type `chat:response`. */
    ChatResponseEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'chat:response';
      payload: {
        conversationId: string;
        taskId: string;
        status: string;
        [key: string]: unknown;
      };
      at: components['schemas']['Instant'];
    };
    ChatTask: {
      id: components['schemas']['ChatTaskId'];
      conversationId: components['schemas']['ConversationId'];
      status: 'queued' | 'running' | 'succeeded' | 'failed';
      /** Why there is no answer. */
      failure: 'cancelled' | 'model_failed' | 'budget_exhausted' | 'unavailable' | 'suspended' | null;
      /** What came of the `action` of the message: it was carried out; it was refused, as the answer says; or the draft was at another revision, so that nothing was done. Null without an action, and until it is known. */
      decision: 'done' | 'refused' | 'stale' | null;
      answer: components['schemas']['ChatMessage'] | null;
      /** The drafts of the conversation that wait for you, and the one that was decided on. */
      drafts: components['schemas']['ChatDraft'][];
      allowedActions: 'cancel'[];
      createdAt: components['schemas']['Instant'];
      finishedAt: components['schemas']['Instant'] | null;
    };
    /** A ChatTaskId: a UUID. */
    ChatTaskId: string;
    CloseOffer: {
      reason?: string;
    };
    CompleteBooking: {
      actualDurationMinutes?: number;
      /** In the booking's currency; the agreed price if absent. */
      finalPrice?: components['schemas']['Money'];
      notes?: string;
    };
    Confirm: {
      /** What follows `#` in the link of the mail. */
      token: string;
      /** For pages of this installation: the refresh token comes as an HttpOnly cookie and is absent from the answer. A page of another origin is refused. */
      cookie?: boolean;
    };
    Conversation: {
      id: components['schemas']['ConversationId'];
      role: 'consumer' | 'provider' | 'enrollment';
      title: string | null;
      messageCount: number;
      createdAt: components['schemas']['Instant'];
    };
    ConversationDetails: {
      id: components['schemas']['ConversationId'];
      role: 'consumer' | 'provider' | 'enrollment';
      title: string | null;
      messageCount: number;
      createdAt: components['schemas']['Instant'];
      drafts: components['schemas']['ChatDraft'][];
    };
    /** A ConversationId: a UUID. */
    ConversationId: string;
    /** One page of a list. */
    ConversationPage: {
      items: components['schemas']['Conversation'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    CreateEnrollment: {
      fullName?: string | null;
      businessName?: string | null;
      bio?: string;
      yearsExperience?: number | null;
      email?: string | null;
      phone?: string | null;
      address?: string | null;
      services?: ({
        serviceType: components['schemas']['ServiceType'];
        /** The catalog's title if absent. */
        name?: string | null;
        description?: string;
        durationMinutes?: number;
        price?: {
          min: number;
          max: number;
          currency?: components['schemas']['CurrencyCode'];
        } | null;
        /** Needed where the catalog asks for a licence; shown to you and to operators only. */
        licenseNumber?: string | null;
      })[];
      specializations?: string[];
      location?: {
        city: string;
        neighborhood?: string | null;
        lat?: number | null;
        lng?: number | null;
        /** How far you go for work. */
        serviceRadiusKm?: number;
      } | null;
      availability?: {
        timezone: components['schemas']['TimeZone'];
        /** The hours of the week that repeats. A day that is left out has none. */
        schedule: {
          /** In any order; they may touch, and none overlaps another. */
          monday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          tuesday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          wednesday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          thursday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          friday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          saturday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          sunday?: {
            start: string;
            end: string;
          }[];
        };
      } | null;
      /** Images that you have uploaded, in the order in which they are shown. */
      photos?: {
        mediaId: components['schemas']['MediaId'];
        /** The service whose work it shows. */
        serviceType: components['schemas']['ServiceType'];
      }[];
    };
    /** What is asked for. `serviceType` names a service of `category`, as the catalog has them. */
    CreateRequest: {
      /** What the consumer said, in their words. */
      rawInput?: string;
      category: components['schemas']['Category'];
      serviceType: components['schemas']['ServiceType'];
      requirements?: components['schemas']['RequestRequirementsInput'];
      location: components['schemas']['RequestLocationInput'];
      timing?: components['schemas']['RequestTimingInput'];
      budget?: components['schemas']['RequestBudgetInput'] | null;
      /** Images that you have uploaded, each once. */
      media?: components['schemas']['MediaId'][];
    };
    /** A currency by ISO 4217. */
    CurrencyCode: 'AED' | 'ARS' | 'AUD' | 'BHD' | 'BRL' | 'CAD' | 'CHF' | 'CLP' | 'CNY' | 'COP' | 'CZK' | 'DKK' | 'EGP' | 'EUR' | 'GBP' | 'HKD' | 'HUF' | 'IDR' | 'ILS' | 'INR' | 'ISK' | 'JOD' | 'JPY' | 'KES' | 'KRW' | 'KWD' | 'MAD' | 'MXN' | 'MYR' | 'NGN' | 'NOK' | 'NPR' | 'NZD' | 'OMR' | 'PEN' | 'PHP' | 'PKR' | 'PLN' | 'QAR' | 'RON' | 'RSD' | 'SAR' | 'SEK' | 'SGD' | 'THB' | 'TND' | 'TRY' | 'TWD' | 'UAH' | 'USD' | 'UYU' | 'VND' | 'ZAR';
    /** Invented people to try the product as. */
    DemoAccounts: {
      items: {
        /** Whom the account stands for. */
        label: string;
        role: components['schemas']['Role'];
        name: string;
        email: string;
        /** Known to everybody; the source code has it. */
        password: string;
      }[];
    };
    /** How one dependency stands. */
    Dependency: {
      state: 'up' | 'down';
      /** Whether the API cannot serve without it. */
      required: boolean;
      /** How long it took to find out. */
      latencyMs: number;
      /** In which way it serves. */
      note?: string;
    };
    Desk: {
      enrollments: {
        /** How many an operator has to decide. */
        waiting: number;
        /** How many of them should be decided by now. */
        late: number;
        /** Until when the first of them should be decided. */
        nextDecideBy: components['schemas']['Instant'] | null;
      };
      overdueRuns: {
        /** Runs that should have gone on by themselves by now. */
        total: number;
        /** When the first of them should have gone on. */
        oldestAt: components['schemas']['Instant'] | null;
      };
      outbox: {
        /** Workflow starts and signals that are not carried out yet. */
        pending: number;
        /** Since when the oldest waits. */
        oldestAt: components['schemas']['Instant'] | null;
      };
      suspendedAccounts: number;
    };
    DraftChanges: {
      category?: components['schemas']['Category'];
      serviceType?: components['schemas']['ServiceType'];
      requirements?: components['schemas']['RequestRequirementsInput'];
      location?: components['schemas']['RequestLocationInput'];
      timing?: components['schemas']['RequestTimingInput'];
      budget?: components['schemas']['RequestBudgetInput'] | null;
      /** Images that you have uploaded, each once. */
      media?: components['schemas']['MediaId'][];
      availableSlots?: components['schemas']['SlotInput'][];
      price?: components['schemas']['Money'];
      priceNotes?: string;
      message?: string;
      /** A day from now if absent; never later than the start of the first slot. */
      expiresAt?: components['schemas']['InstantInput'];
      slot?: components['schemas']['SlotInput'];
      /** Where the work of an accepted offer is done. */
      place?: {
        type: 'provider_location' | 'consumer_location' | 'other';
        address?: string;
        instructions?: string;
      };
      reason?: string;
      /** What is written into an enrollment, by its fields. */
      enrollment?: {
        fullName?: string | null;
        businessName?: string | null;
        bio?: string;
        yearsExperience?: number | null;
        email?: string | null;
        phone?: string | null;
        address?: string | null;
        services?: ({
          serviceType: components['schemas']['ServiceType'];
          /** The catalog's title if absent. */
          name?: string | null;
          description?: string;
          durationMinutes?: number;
          price?: {
            min: number;
            max: number;
            currency?: components['schemas']['CurrencyCode'];
          } | null;
          /** Needed where the catalog asks for a licence; shown to you and to operators only. */
          licenseNumber?: string | null;
        })[];
        specializations?: string[];
        location?: {
          city: string;
          neighborhood?: string | null;
          lat?: number | null;
          lng?: number | null;
          /** How far you go for work. */
          serviceRadiusKm?: number;
        } | null;
        availability?: {
          timezone: components['schemas']['TimeZone'];
          /** The hours of the week that repeats. A day that is left out has none. */
          schedule: {
            /** In any order; they may touch, and none overlaps another. */
            monday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            tuesday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            wednesday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            thursday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            friday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            saturday?: {
              start: string;
              end: string;
            }[];
            /** In any order; they may touch, and none overlaps another. */
            sunday?: {
              start: string;
              end: string;
            }[];
          };
        } | null;
        /** Images that you have uploaded, in the order in which they are shown. */
        photos?: {
          mediaId: components['schemas']['MediaId'];
          /** The service whose work it shows. */
          serviceType: components['schemas']['ServiceType'];
        }[];
      };
      /** From 1 to 5. */
      rating?: number;
      comment?: string;
      breakdown?: components['schemas']['ReviewBreakdown'];
      timezone?: components['schemas']['TimeZone'];
      /** The hours of the week that repeats. A day that is left out has none. */
      schedule?: {
        /** In any order; they may touch, and none overlaps another. */
        monday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        tuesday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        wednesday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        thursday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        friday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        saturday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        sunday?: {
          start: string;
          end: string;
        }[];
      };
      exceptions?: {
        date: components['schemas']['LocalDate'];
        closed?: true;
        /** In any order; they may touch, and none overlaps another. */
        windows?: {
          start: string;
          end: string;
        }[];
      }[];
      /** Whether slots of your open offers stay although they lie outside the new hours: each of them is marked `outsideHours` and can be accepted. Otherwise they are struck out. */
      keepOfferedSlots?: boolean;
    };
    EditEnrollment: {
      /** The revision that you have changed. */
      revision: number;
      fullName?: string | null;
      businessName?: string | null;
      bio?: string;
      yearsExperience?: number | null;
      email?: string | null;
      phone?: string | null;
      address?: string | null;
      services?: ({
        serviceType: components['schemas']['ServiceType'];
        /** The catalog's title if absent. */
        name?: string | null;
        description?: string;
        durationMinutes?: number;
        price?: {
          min: number;
          max: number;
          currency?: components['schemas']['CurrencyCode'];
        } | null;
        /** Needed where the catalog asks for a licence; shown to you and to operators only. */
        licenseNumber?: string | null;
      })[];
      specializations?: string[];
      location?: {
        city: string;
        neighborhood?: string | null;
        lat?: number | null;
        lng?: number | null;
        /** How far you go for work. */
        serviceRadiusKm?: number;
      } | null;
      availability?: {
        timezone: components['schemas']['TimeZone'];
        /** The hours of the week that repeats. A day that is left out has none. */
        schedule: {
          /** In any order; they may touch, and none overlaps another. */
          monday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          tuesday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          wednesday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          thursday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          friday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          saturday?: {
            start: string;
            end: string;
          }[];
          /** In any order; they may touch, and none overlaps another. */
          sunday?: {
            start: string;
            end: string;
          }[];
        };
      } | null;
      /** Images that you have uploaded, in the order in which they are shown. */
      photos?: {
        mediaId: components['schemas']['MediaId'];
        /** The service whose work it shows. */
        serviceType: components['schemas']['ServiceType'];
      }[];
    };
    /** What changes: at least one field. `category` and `serviceType` change together and fit each other. */
    EditRequest: {
      category?: components['schemas']['Category'];
      serviceType?: components['schemas']['ServiceType'];
      requirements?: components['schemas']['RequestRequirementsInput'];
      location?: components['schemas']['RequestLocationInput'];
      timing?: components['schemas']['RequestTimingInput'];
      budget?: components['schemas']['RequestBudgetInput'] | null;
      /** Images that you have uploaded, each once. */
      media?: components['schemas']['MediaId'][];
    };
    Enrollment: {
      id: components['schemas']['EnrollmentId'];
      applicantId: components['schemas']['AccountId'];
      fullName: string | null;
      businessName: string | null;
      bio: string;
      yearsExperience: number | null;
      email: string | null;
      phone: string | null;
      address: string | null;
      services: ({
        serviceType: components['schemas']['ServiceType'];
        name: string | null;
        description: string;
        durationMinutes: number;
        price: {
          min: number;
          max: number;
          currency: components['schemas']['CurrencyCode'];
        } | null;
        licenseNumber: string | null;
      })[];
      specializations: string[];
      location: {
        city: string;
        neighborhood: string | null;
        lat: number | null;
        lng: number | null;
        serviceRadiusKm: number;
      } | null;
      availability: {
        timezone: string;
        schedule: Partial<Record<'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday', {
            start: string;
            end: string;
          }[]>>;
      } | null;
      photos: {
        mediaId: components['schemas']['MediaId'];
        serviceType: components['schemas']['ServiceType'];
      }[];
      status: components['schemas']['EnrollmentStatus'];
      /** Grows with every change. */
      revision: number;
      /** What it needs before it can be handed in. */
      missing: components['schemas']['MissingInEnrollment'][];
      /** A service needs a licence, so an operator has to look. */
      needsVerification: boolean;
      submittedAt: components['schemas']['Instant'] | null;
      /** Until when an operator decides, while one has to. */
      decideBy: components['schemas']['Instant'] | null;
      decidedAt: components['schemas']['Instant'] | null;
      /** Why it was rejected, until it is handed in again. */
      rejectionReason: string | null;
      /** The provider that it has made. */
      providerId: components['schemas']['ProviderId'] | null;
      createdAt: components['schemas']['Instant'];
      allowedActions: ('edit' | 'submit' | 'approve' | 'reject')[];
      links: components['schemas']['Links'];
    };
    /** A EnrollmentId: a UUID. */
    EnrollmentId: string;
    /** One page of a list. */
    EnrollmentPage: {
      items: components['schemas']['Enrollment'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    EnrollmentStatus: 'draft' | 'pending' | 'pending_verification' | 'verified' | 'rejected';
    /** An entry of the type `enrollment:updated`. */
    EnrollmentUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'enrollment:updated';
      payload: {
        enrollmentId: components['schemas']['EnrollmentId'];
        status: 'draft' | 'pending' | 'pending_verification' | 'verified' | 'rejected';
      };
      at: components['schemas']['Instant'];
    };
    /** A EventId: a UUID. */
    EventId: string;
    /** One entry of your feed; its `type` says which. */
    FeedItem: components['schemas']['RequestUpdatedEntry'] | components['schemas']['LeadNewEntry'] | components['schemas']['OfferNewEntry'] | components['schemas']['OfferUpdatedEntry'] | components['schemas']['BookingConfirmedEntry'] | components['schemas']['BookingUpdatedEntry'] | components['schemas']['ReviewRequestedEntry'] | components['schemas']['EnrollmentUpdatedEntry'] | components['schemas']['ChatResponseEntry'] | components['schemas']['TaskUpdatedEntry'] | components['schemas']['ProviderUpdatedEntry'];
    FeedPage: {
      items: components['schemas']['FeedItem'][];
      /** Send it as `after` to go on; without new entries it is the `after` you sent. */
      nextAfter: number;
    };
    /** One wrong field of a request. */
    FieldError: {
      /** The part of the request that is wrong. */
      in: 'body' | 'query' | 'path' | 'header';
      /** A JSON pointer into that part; empty when all of it is wrong. */
      path: string;
      /** What was expected. */
      message: string;
    };
    FindAccount: {
      /** Compared without regard to case. */
      email: string;
    };
    /** The process answers. */
    Health: {
      status: 'ok';
    };
    ImageContentType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
    /** What a client needs to know of the installation before it shows anything. */
    Installation: {
      environment: 'development' | 'test' | 'production';
      /** Whether new people can register: it takes a mail server. */
      registrationOpen: boolean;
      /** Whether `GET /v1/demo-accounts` answers this caller. */
      offersDemoAccounts: boolean;
      /** Where runs are looked at. For operators only, and only where it is known. */
      temporalUiUrl?: string;
    };
    /** A moment in UTC, by RFC 3339. */
    Instant: string;
    /** A moment by RFC 3339, at any offset from UTC: from 1970 on, at most two years ahead. */
    InstantInput: string;
    Lead: {
      requestId: components['schemas']['RequestId'];
      category: components['schemas']['Category'];
      serviceType: components['schemas']['ServiceType'];
      requirements: components['schemas']['RequestRequirements'];
      location: {
        city: string;
        neighborhood: string | null;
        distanceKm: number | null;
      };
      timing: components['schemas']['RequestTiming'];
      budget: components['schemas']['RequestBudget'] | null;
      /** Its images, in order. */
      media: components['schemas']['MediaId'][];
      status: components['schemas']['RequestStatus'];
      score: number;
      leadAt: components['schemas']['Instant'];
      expiresAt: components['schemas']['Instant'];
      /** This provider's newest offer for it. */
      ownOfferId: components['schemas']['OfferId'] | null;
      allowedActions: 'submit_offer'[];
    };
    /** An entry of the type `lead:new`. */
    LeadNewEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'lead:new';
      payload: {
        requestId: components['schemas']['RequestId'];
        wave: number;
      };
      at: components['schemas']['Instant'];
    };
    /** One page of a list. */
    LeadPage: {
      items: components['schemas']['Lead'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    Limits: {
      items: ({
        quota: 'open_requests' | 'leads' | 'edits_per_request' | 'offers_per_request' | 'cancellations' | 'images' | 'image_megabytes' | 'conversations' | 'open_drafts' | 'submissions';
        /** What is counted, in words. */
        description: string;
        /** `now`: at a time. `day`: in any 24 hours. */
        window: 'now' | 'day';
        limit: number;
        /** Null for what is counted by request. */
        used: number | null;
        /** When there is room again, in words. */
        frees: string;
        /** When a clock makes room; null while there is room. */
        freesAt: components['schemas']['Instant'] | null;
      })[];
    };
    Links: {
      self: string;
      timeline: string;
      /** The run in the Temporal UI; for operators only. */
      workflow?: string;
    };
    LinksToWorkflow: {
      /** The run in the Temporal UI, if one is known. */
      workflow?: string;
    };
    /** A date without a time, from 1970 on and at most two years ahead. */
    LocalDate: string;
    Login: {
      /** Compared without regard to case. */
      email: string;
      password: string;
      /** The `deviceToken` of the last session on this device, or the code of a mail. With it the login is not held up by what others try. One that is not good is ignored. */
      deviceToken?: string;
      /** For pages of this installation: the refresh token comes as an HttpOnly cookie and is absent from the answer. A page of another origin is refused. */
      cookie?: boolean;
    };
    Logout: {
      /** Absent: the one of the cookie. */
      refreshToken?: string;
    };
    Matches: {
      waves: number;
      /** Send it as `cursor` to get the next page of `items`; null on the last one. */
      nextCursor: string | null;
      items: ({
        providerId: components['schemas']['ProviderId'];
        name: string;
        rank: number;
        wave: number;
        score: number;
        factors: {
          specialization: number;
          location: number;
          availability: number;
          price: number;
          rating: number;
          responseRate: number;
        };
        distanceKm: number | null;
        leadAt: components['schemas']['Instant'];
      })[];
      rejections: ({
        reason: 'inactive' | 'own_request' | 'category' | 'service_type' | 'outside_provider_radius' | 'outside_consumer_distance' | 'other_city' | 'no_free_slot';
        count: number;
        /** Operators only. */
        providerIds?: components['schemas']['ProviderId'][];
      })[];
    };
    Media: {
      id: components['schemas']['MediaId'];
      /** What it is by its content. */
      contentType: components['schemas']['ImageContentType'];
      /** How large it is as it is stored. */
      bytes: number;
      createdAt: components['schemas']['Instant'];
      links: {
        self: string;
        content: string;
      };
    };
    /** A MediaId: a UUID. */
    MediaId: string;
    MissingInEnrollment: {
      field: 'fullName' | 'email' | 'services' | 'location' | 'availability' | 'price' | 'licenseNumber' | 'photos';
      /** The service that it is about, if it is about one. */
      serviceType: components['schemas']['ServiceType'] | null;
      /** How many photos are missing. */
      count: number | null;
    };
    /** An amount in minor units. */
    Money: {
      /** In minor units: 4500 is 45.00 EUR. */
      amount: number;
      currency: components['schemas']['CurrencyCode'];
    };
    Notification: {
      /** Its number in the feed. */
      seq: number;
      type: 'request:updated' | 'lead:new' | 'offer:new' | 'offer:updated' | 'booking:confirmed' | 'booking:updated' | 'review:requested' | 'enrollment:updated' | 'chat:response';
      /** What happened, in plain English; nothing that a person wrote is in it. */
      text: string;
      /** The ids and statuses that the entry carries, texts and numbers; see the events of the feed. */
      payload: Record<string, unknown>;
      at: components['schemas']['Instant'];
      /** As what it concerns you. */
      side: 'consumer' | 'provider' | 'admin';
      isRead: boolean;
    };
    /** One page of your notifications, newest first. */
    NotificationPage: {
      items: components['schemas']['Notification'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
      /** How many are unread; 1000 stands for that many or more. */
      unread: number;
    };
    Offer: {
      id: components['schemas']['OfferId'];
      requestId: components['schemas']['RequestId'];
      providerId: components['schemas']['ProviderId'];
      serviceId: components['schemas']['ServiceId'];
      serviceName: string;
      availableSlots: components['schemas']['Slot'][];
      /** The provider's IANA zone, in which people read the slots. */
      timezone: string;
      price: components['schemas']['Money'];
      /** What a booking of this offer is made under. */
      policy: {
        /** With at least this much notice it is free. */
        freeUntilHours: number;
        /** With less it costs the fee; with less than this it is not possible. */
        feeUntilHours: number;
        /** The fee as a percentage of the price. */
        feePercent: number;
      };
      priceNotes: string | null;
      message: string | null;
      providerSnapshot: {
        name: string;
        rating: number | null;
        reviewCount: number;
        portfolioSamples: string[];
      };
      expiresAt: components['schemas']['Instant'];
      revision: number;
      status: components['schemas']['OfferStatus'];
      bookingId: components['schemas']['BookingId'] | null;
      allowedActions: ('accept' | 'decline' | 'withdraw')[];
      createdAt: components['schemas']['Instant'];
    };
    /** A OfferId: a UUID. */
    OfferId: string;
    /** An entry of the type `offer:new`. */
    OfferNewEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'offer:new';
      payload: {
        offerId: components['schemas']['OfferId'];
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['OfferStatus'];
      };
      at: components['schemas']['Instant'];
    };
    /** One page of a list. */
    OfferPage: {
      items: components['schemas']['Offer'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    OfferStatus: 'pending' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'superseded';
    /** An entry of the type `offer:updated`. */
    OfferUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'offer:updated';
      payload: {
        offerId: components['schemas']['OfferId'];
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['OfferStatus'];
        /** What has changed, unless it is the status. */
        change?: 'slots_confirmed';
      };
      at: components['schemas']['Instant'];
    };
    OperatorReason: {
      /** Why the operator does it; it is kept in the audit. */
      reason: string;
    };
    OutboxEntry: {
      id: string;
      workflowType: string;
      workflowId: string;
      /** Null for a start. */
      signal: string | null;
      attempts: number;
      /** What the last attempt failed with, by its kind. */
      lastError: string | null;
      createdAt: components['schemas']['Instant'];
      nextAttemptAt: components['schemas']['Instant'];
      links: components['schemas']['LinksToWorkflow'];
    };
    /** One page of a list. */
    OutboxPage: {
      items: components['schemas']['OutboxEntry'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    OverdueRun: {
      kind: 'request' | 'booking' | 'enrollment' | 'chat';
      /** The request, booking, enrollment or conversation that the run owns. */
      aggregateId: string;
      workflowId: string;
      /** `to_start`: it was never started. `to_expire`: its request is past its time. `to_expire_offer`: one of its offers is. `to_complete`: its booking has ended. `to_check`: its enrollment was submitted. `to_answer`: a message waits. */
      expected: 'to_start' | 'to_expire' | 'to_expire_offer' | 'to_complete' | 'to_check' | 'to_answer';
      /** When it should have happened. */
      dueAt: components['schemas']['Instant'];
      links: components['schemas']['LinksToWorkflow'];
    };
    /** One page of a list. */
    OverdueRunPage: {
      items: components['schemas']['OverdueRun'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    OwnProvider: {
      id: components['schemas']['ProviderId'];
      name: string;
      businessName: string | null;
      bio: string;
      yearsExperience: number;
      location: {
        city: string;
        neighborhood: string | null;
        serviceRadiusKm: number;
      };
      services: components['schemas']['ProviderService'][];
      specializations: string[];
      timezone: string;
      reputation: {
        /** Shown from three different reviewers on. */
        rating: number | null;
        reviewCount: number;
        completedBookings: number;
        responseRate: number | null;
        averageResponseHours: number | null;
      };
      status: 'active' | 'paused' | 'inactive';
      email: string;
      phone: string | null;
      address: string | null;
      availability: {
        /** Grows with every change of the hours. */
        revision: number;
        timezone: string;
        schedule: Partial<Record<'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday', {
            start: string;
            end: string;
          }[]>>;
        exceptions: {
          date: string;
          closed?: boolean;
          windows?: {
            start: string;
            end: string;
          }[];
        }[];
      };
      settings: {
        minNoticeHours: number;
        maxBookingsPerDay: number | null;
        bufferMinutes: number;
      };
    };
    /** A problem by RFC 9457. */
    Problem: {
      /** The page that explains this kind of problem. */
      type: string;
      /** The kind of problem in words; the same each time. */
      title: string;
      /** The HTTP status, again. */
      status: number;
      /** What happened this time. */
      detail: string;
      /** Names this request; the log has it under the same id. */
      instance: string;
      /** The kind of problem as a stable word. */
      code: 'malformed_request' | 'validation_failed' | 'invalid_cursor' | 'confirmation_invalid' | 'unauthenticated' | 'forbidden' | 'not_yours' | 'registration_closed' | 'login_confirmation_required' | 'not_found' | 'method_not_allowed' | 'request_timeout' | 'conflict' | 'idempotency_in_flight' | 'idempotency_key_reused' | 'invalid_transition' | 'request_closed' | 'offer_closed' | 'slot_taken' | 'stale_revision' | 'offer_already_open' | 'slot_not_offered' | 'slot_not_free' | 'own_request' | 'request_on_hold' | 'provider_unavailable' | 'not_a_lead' | 'service_mismatch' | 'outside_window' | 'cancellation_blocked' | 'review_closed' | 'enrollment_incomplete' | 'already_provider' | 'quota_reached' | 'own_account' | 'last_admin' | 'payload_too_large' | 'unsupported_media_type' | 'expectation_failed' | 'rate_limited' | 'quota_used_up' | 'headers_too_large' | 'internal' | 'unavailable';
      /** Every wrong field of the request. */
      errors?: components['schemas']['FieldError'][];
      /** More about it; its fields depend on the code. */
      info?: Record<string, unknown>;
    };
    /** A ProviderId: a UUID. */
    ProviderId: string;
    ProviderService: {
      id: components['schemas']['ServiceId'];
      name: string;
      category: components['schemas']['Category'];
      serviceType: components['schemas']['ServiceType'];
      description: string;
      durationMinutes: number;
      priceMin: number;
      priceMax: number;
      currency: components['schemas']['CurrencyCode'];
    };
    /** An entry of the type `provider:updated`. */
    ProviderUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'provider:updated';
      payload: {
        providerId: components['schemas']['ProviderId'];
        change: 'availability';
      };
      at: components['schemas']['Instant'];
    };
    PublicProvider: {
      id: components['schemas']['ProviderId'];
      name: string;
      businessName: string | null;
      bio: string;
      yearsExperience: number;
      location: {
        city: string;
        neighborhood: string | null;
        serviceRadiusKm: number;
      };
      services: components['schemas']['ProviderService'][];
      specializations: string[];
      timezone: string;
      reputation: {
        /** Shown from three different reviewers on. */
        rating: number | null;
        reviewCount: number;
        completedBookings: number;
        responseRate: number | null;
        averageResponseHours: number | null;
      };
      status: 'active' | 'paused' | 'inactive';
    };
    PublishedReview: {
      id: components['schemas']['ReviewId'];
      rating: number;
      comment: string;
      breakdown: components['schemas']['ReviewBreakdown'];
      response: components['schemas']['ReviewResponse'] | null;
      publishedAt: components['schemas']['Instant'];
    };
    /** One page of a list. */
    PublishedReviewPage: {
      items: components['schemas']['PublishedReview'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    ReadNotifications: {
      /** The number of the newest notification that was seen. */
      upTo: number;
    };
    ReadState: {
      /** Everything up to this number is read; it never goes back. */
      readUpTo: number;
      /** How many are unread; 1000 stands for that many or more. */
      unread: number;
    };
    /** Whether this process should get requests, and how each dependency stands. */
    Readiness: {
      /** `degraded`: something optional is down. `unavailable`: something required is. `stopping`: no more requests, please. */
      status: 'ready' | 'degraded' | 'unavailable' | 'stopping';
      dependencies: Record<string, components['schemas']['Dependency']>;
    };
    Refresh: {
      /** Absent: the one of the cookie. */
      refreshToken?: string;
      /** For pages of this installation: the refresh token comes as an HttpOnly cookie and is absent from the answer. A page of another origin is refused. */
      cookie?: boolean;
    };
    Register: {
      /** Compared without regard to case. */
      email: string;
      password: string;
      name: string;
    };
    /** The same whether or not the mail address has an account. */
    RegistrationAccepted: {
      status: 'confirmation_sent';
      /** Until when the mail address can be confirmed. */
      expiresAt: components['schemas']['Instant'];
    };
    RejectEnrollment: {
      /** What the applicant has to change; shown to them. */
      reason: string;
    };
    RequestBudget: {
      min: number;
      max: number;
      currency: components['schemas']['CurrencyCode'];
      flexibility: 'strict' | 'somewhat_flexible' | 'flexible';
    };
    /** What the consumer is ready to pay, in minor units; `max` is not less than `min`. */
    RequestBudgetInput: {
      min?: number;
      max: number;
      currency?: components['schemas']['CurrencyCode'];
      flexibility?: 'strict' | 'somewhat_flexible' | 'flexible';
    };
    /** A RequestId: a UUID. */
    RequestId: string;
    RequestLocation: {
      city: string;
      neighborhood: string | null;
      lat: number | null;
      lng: number | null;
      maxDistanceKm: number;
    };
    /** A place with both of its coordinates, `lat` and `lng`, or with neither. */
    RequestLocationInput: {
      city: string;
      neighborhood?: string | null;
      lat?: number | null;
      lng?: number | null;
      maxDistanceKm?: number;
    };
    RequestRequirements: {
      specializations: string[];
      description: string;
    };
    RequestRequirementsInput: {
      specializations?: string[];
      description?: string;
    };
    RequestStatus: 'pending' | 'matching' | 'offers_received' | 'booked' | 'expired' | 'cancelled';
    RequestTiming: {
      urgency: 'asap' | 'flexible' | 'specific_date';
      preferredDates: string[];
      preferredTimes: ('morning' | 'afternoon' | 'evening')[];
      flexibility: 'strict' | 'somewhat_flexible' | 'flexible' | null;
    };
    /** When the work is to be done. The urgency `specific_date` needs at least one preferred date. */
    RequestTimingInput: {
      urgency: 'asap' | 'flexible' | 'specific_date';
      /** With urgency specific_date, at least one that is not yet over everywhere on earth. */
      preferredDates?: components['schemas']['LocalDate'][];
      preferredTimes?: ('morning' | 'afternoon' | 'evening')[];
      flexibility?: 'strict' | 'somewhat_flexible' | 'flexible' | null;
    };
    /** An entry of the type `request:updated`. */
    RequestUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'request:updated';
      payload: {
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['RequestStatus'];
      };
      at: components['schemas']['Instant'];
    };
    RespondToReview: {
      text: string;
    };
    Review: {
      id: components['schemas']['ReviewId'];
      rating: number;
      comment: string;
      breakdown: components['schemas']['ReviewBreakdown'];
      response: components['schemas']['ReviewResponse'] | null;
      bookingId: components['schemas']['BookingId'];
      providerId: components['schemas']['ProviderId'];
      consumerId: components['schemas']['AccountId'];
      /** The side of the booking that wrote it; it is about the other one. */
      side: 'consumer' | 'provider';
      /** Submitted until both sides have written theirs, or for seven days: so long only its author sees it, and nobody is told that it exists. */
      status: 'submitted' | 'published';
      createdAt: components['schemas']['Instant'];
      publishedAt: components['schemas']['Instant'] | null;
      allowedActions: 'respond'[];
      links: {
        self: string;
        booking: string;
      };
    };
    /** Ratings of single aspects, 1 to 5. */
    ReviewBreakdown: {
      quality?: number;
      punctuality?: number;
      communication?: number;
      value?: number;
    };
    /** A ReviewId: a UUID. */
    ReviewId: string;
    /** One page of a list. */
    ReviewPage: {
      items: components['schemas']['Review'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    /** An entry of the type `review:requested`. */
    ReviewRequestedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'review:requested';
      payload: {
        bookingId: components['schemas']['BookingId'];
        requestId: components['schemas']['RequestId'];
        status: components['schemas']['BookingStatus'];
      };
      at: components['schemas']['Instant'];
    };
    /** What the reviewed party says to it. */
    ReviewResponse: {
      text: string;
      at: components['schemas']['Instant'];
    };
    /** What an account may act as. */
    Role: 'consumer' | 'provider' | 'admin';
    /** A `message`, an `action` on a draft, or both. An action needs its conversation, images need a message. */
    SendMessage: {
      /** What you talk about; it decides what the agent can do for you. */
      role: 'consumer' | 'provider' | 'enrollment';
      /** Without it a new conversation begins. */
      conversationId?: components['schemas']['ConversationId'];
      message?: string;
      /** Images that you have uploaded, each once. */
      media?: components['schemas']['MediaId'][];
      /** What you do with a draft. Nothing of what it says happens before it is approved. `changes` come with `edit`, and with nothing else. */
      action?: {
        type: 'approve' | 'edit' | 'cancel';
        draftId: components['schemas']['ChatDraftId'];
        /** The revision that was seen. */
        revision: number;
        changes?: components['schemas']['DraftChanges'];
      };
    };
    /** A ServiceId: a UUID. */
    ServiceId: string;
    ServiceRequest: {
      id: components['schemas']['RequestId'];
      rawInput: string;
      category: components['schemas']['Category'];
      serviceType: components['schemas']['ServiceType'];
      requirements: components['schemas']['RequestRequirements'];
      location: components['schemas']['RequestLocation'];
      timing: components['schemas']['RequestTiming'];
      budget: components['schemas']['RequestBudget'] | null;
      status: components['schemas']['RequestStatus'];
      /** Its images, in order. */
      media: components['schemas']['MediaId'][];
      expiresAt: components['schemas']['Instant'];
      createdAt: components['schemas']['Instant'];
      consumerId: components['schemas']['AccountId'];
      /** The last 50 changes, oldest first; all of them are in the timeline. */
      statusHistory: components['schemas']['StatusChange'][];
      /** The best 50 of the providers who know of it, best first; `GET /v1/requests/{id}/matches` has them all. */
      matchedProviders: components['schemas']['ProviderId'][];
      selectedOfferId: components['schemas']['OfferId'] | null;
      bookingId: components['schemas']['BookingId'] | null;
      openOffers: number;
      allowedActions: ('edit' | 'cancel')[];
      links: components['schemas']['Links'];
    };
    /** One page of a list. */
    ServiceRequestPage: {
      items: components['schemas']['ServiceRequest'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    /** A service of the catalog; each belongs to one category. */
    ServiceType: 'haircut' | 'hair_color' | 'standard_cleaning' | 'deep_cleaning' | 'leak_repair' | 'lighting' | 'portrait' | 'event';
    Session: {
      accessToken: string;
      tokenType: 'Bearer';
      expiresInSeconds: number;
      /** Works once; using it again, but for the first seconds, ends every session of this login. Absent where it came as a cookie. */
      refreshToken?: string;
      /** Shows that this device has signed in before; it signs nobody in. Keep it on the device, also after a logout, and send it with the next login. */
      deviceToken: string;
      account: components['schemas']['Account'];
    };
    /** A stretch of time; the end is not part of it. */
    Slot: {
      start: components['schemas']['Instant'];
      end: components['schemas']['Instant'];
      /** True for a slot of an offer that lies outside the opening hours and that the provider has confirmed; absent otherwise. */
      outsideHours?: boolean;
    };
    /** A stretch of time; the end is not part of it. */
    SlotInput: {
      start: components['schemas']['InstantInput'];
      end: components['schemas']['InstantInput'];
      /** In an offer it confirms a slot outside your opening hours; notice, bookings, buffers and the most bookings a day still count. Everywhere else it changes nothing, so that a slot can be sent as it was read. */
      outsideHours?: boolean;
    };
    Slots: {
      timezone: string;
      items: components['schemas']['Slot'][];
    };
    StatusChange: {
      status: string;
      at: components['schemas']['Instant'];
      note: string | null;
      actor: 'consumer' | 'provider' | 'admin' | 'system';
    };
    StoredPayload: {
      /** How to read `data`: each value is base64. */
      metadata?: Record<string, string>;
      /** The content; absent where it is empty. */
      data?: string;
    };
    StoredPayloads: {
      payloads: components['schemas']['StoredPayload'][];
    };
    SubmitEnrollment: {
      /** The revision that you hand in. */
      revision: number;
    };
    SubmitOffer: {
      serviceId: components['schemas']['ServiceId'];
      availableSlots: components['schemas']['SlotInput'][];
      price: components['schemas']['Money'];
      priceNotes?: string;
      message?: string;
      /** A day from now if absent; never later than the start of the first slot. */
      expiresAt?: components['schemas']['InstantInput'];
    };
    SubmitReview: {
      bookingId: components['schemas']['BookingId'];
      /** From 1 to 5. */
      rating: number;
      comment: string;
      breakdown?: components['schemas']['ReviewBreakdown'];
    };
    /** An entry of the type `task:updated`. */
    TaskUpdatedEntry: {
      /** Its number in this feed; the first is 1 and none is left out. */
      seq: number;
      type: 'task:updated';
      payload: {
        conversationId: string;
        taskId: string;
        status: string;
        [key: string]: unknown;
      };
      at: components['schemas']['Instant'];
    };
    /** An IANA time zone. */
    TimeZone: string;
    /** One page of a list. */
    Timeline: {
      items: components['schemas']['TimelineEvent'][];
      /** Send it as `cursor` to get the next page; null on the last one. */
      nextCursor: string | null;
    };
    TimelineEvent: {
      id: components['schemas']['EventId'];
      at: components['schemas']['Instant'];
      aggregate: 'request' | 'offer' | 'booking' | 'enrollment';
      aggregateId: string;
      type: string;
      from: string | null;
      to: string | null;
      actor: 'consumer' | 'provider' | 'admin' | 'system';
      note: string | null;
      /** How many of the same in a row it stands for: changes of a request without anything in between. */
      repeated: number;
    };
    UpdateAvailability: {
      timezone: components['schemas']['TimeZone'];
      /** The hours of the week that repeats. A day that is left out has none. */
      schedule: {
        /** In any order; they may touch, and none overlaps another. */
        monday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        tuesday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        wednesday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        thursday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        friday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        saturday?: {
          start: string;
          end: string;
        }[];
        /** In any order; they may touch, and none overlaps another. */
        sunday?: {
          start: string;
          end: string;
        }[];
      };
      exceptions: {
        date: components['schemas']['LocalDate'];
        closed?: true;
        /** In any order; they may touch, and none overlaps another. */
        windows?: {
          start: string;
          end: string;
        }[];
      }[];
      /** The revision that you have read. Without it the hours are replaced as they are now. */
      revision?: number;
      /** Whether slots of your open offers stay although they lie outside the new hours: each of them is marked `outsideHours` and can be accepted. Otherwise they are struck out. */
      keepOfferedSlots?: boolean;
    };
  };
}

export interface paths {
  '/v1/auth/register': {
    /** registerAccount: Ask for an account */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['Register'];
        };
      };
      responses: {
        202: {
          content: {
            'application/json': components['schemas']['RegistrationAccepted'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/auth/confirm': {
    /** confirmRegistration: Open the account of a registration */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['Confirm'];
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/auth/login': {
    /** logIn: Sign in */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['Login'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/auth/refresh': {
    /** refreshSession: Exchange a refresh token for a new session */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['Refresh'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Session'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/auth/logout': {
    /** logOut: Sign out */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['Logout'];
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/auth/me': {
    /** getOwnAccount: Show who is signed in */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Account'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/limits': {
    /** getLimits: Read your limits */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Limits'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests': {
    /** listRequests: List your requests */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only requests that stand there now. */
          status?: components['schemas']['RequestStatus'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ServiceRequestPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** createRequest: Say what you need */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CreateRequest'];
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['ServiceRequest'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests/{id}': {
    /** getRequest: Read a request */
    get: {
      parameters: {
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ServiceRequest'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** editRequest: Change what you ask for */
    patch: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['EditRequest'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ServiceRequest'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests/{id}/matches': {
    /** getRequestMatches: Read how the providers were chosen */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Matches'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests/{id}/timeline': {
    /** getRequestTimeline: Read what happened to a request */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Timeline'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests/{id}/cancel': {
    /** cancelRequest: Cancel a request */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CancelWithReason'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ServiceRequest'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/requests/{id}/offers': {
    /** listRequestOffers: List the offers for a request */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OfferPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** submitOffer: Offer to do it */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A RequestId: a UUID. */
          id: components['schemas']['RequestId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SubmitOffer'];
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['Offer'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/offers': {
    /** listOffers: List your offers */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only offers that stand there now. */
          status?: components['schemas']['OfferStatus'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OfferPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/offers/{id}': {
    /** getOffer: Read an offer */
    get: {
      parameters: {
        path: {
          /** A OfferId: a UUID. */
          id: components['schemas']['OfferId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Offer'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/offers/{id}/accept': {
    /** acceptOffer: Accept one slot of an offer */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A OfferId: a UUID. */
          id: components['schemas']['OfferId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['AcceptOffer'];
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['Booking'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/offers/{id}/decline': {
    /** declineOffer: Decline an offer */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A OfferId: a UUID. */
          id: components['schemas']['OfferId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CloseOffer'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Offer'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/offers/{id}/withdraw': {
    /** withdrawOffer: Withdraw your offer */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A OfferId: a UUID. */
          id: components['schemas']['OfferId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CloseOffer'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Offer'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings': {
    /** listBookings: List your bookings */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only those in which the caller is on this side; both sides if absent. */
          role?: 'consumer' | 'provider';
          /** Only bookings that stand there now. */
          status?: components['schemas']['BookingStatus'];
          /** Only bookings that are scheduled to start then or later. */
          from?: components['schemas']['InstantInput'];
          /** Only bookings that are scheduled to start before then. */
          to?: components['schemas']['InstantInput'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['BookingPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}': {
    /** getBooking: Read a booking */
    get: {
      parameters: {
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Booking'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}/cancel-quote': {
    /** getCancelQuote: Ask what cancelling would cost now */
    get: {
      parameters: {
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['CancelQuote'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}/timeline': {
    /** getBookingTimeline: Read what happened to a booking */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Timeline'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}/check-in': {
    /** checkInBooking: Say that the work has begun */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Booking'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}/complete': {
    /** completeBooking: Say that the work is done */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CompleteBooking'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Booking'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/bookings/{id}/cancel': {
    /** cancelBooking: Cancel a booking */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A BookingId: a UUID. */
          id: components['schemas']['BookingId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CancelWithReason'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Booking'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/reviews': {
    /** listReviews: List your reviews */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only those of this booking. */
          bookingId?: components['schemas']['BookingId'];
          /** Only those that the caller wrote, or only those about the caller; both if absent. */
          role?: 'author' | 'subject';
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ReviewPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** submitReview: Review the other party of a booking */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SubmitReview'];
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['Review'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/reviews/{id}/response': {
    /** respondToReview: Respond to a review of yourself */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A ReviewId: a UUID. */
          id: components['schemas']['ReviewId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['RespondToReview'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Review'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/reviews/{id}': {
    /** getReview: Read a review */
    get: {
      parameters: {
        path: {
          /** A ReviewId: a UUID. */
          id: components['schemas']['ReviewId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Review'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/{id}/reviews': {
    /** listProviderReviews: List what is said of a provider */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A ProviderId: a UUID. */
          id: components['schemas']['ProviderId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['PublishedReviewPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/me': {
    /** getOwnProvider: Read your own provider page */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OwnProvider'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/{id}': {
    /** getProvider: Read the public page of a provider */
    get: {
      parameters: {
        path: {
          /** A ProviderId: a UUID. */
          id: components['schemas']['ProviderId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['PublicProvider'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/{id}/slots': {
    /** listFreeSlots: List the free slots of a provider */
    get: {
      parameters: {
        query: {
          /** A ServiceId: a UUID. */
          serviceId: components['schemas']['ServiceId'];
          /** Now if absent. */
          from?: components['schemas']['InstantInput'];
          /** Two weeks after `from` if absent; at most 31 days. */
          to?: components['schemas']['InstantInput'];
          /** The limit in the query. */
          limit?: number;
        };
        path: {
          /** A ProviderId: a UUID. */
          id: components['schemas']['ProviderId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Slots'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/me/availability': {
    /** updateAvailability: Say when you work */
    put: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['UpdateAvailability'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OwnProvider'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/me/leads': {
    /** listLeads: List your leads */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['LeadPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/providers/me/leads/{requestId}': {
    /** getLead: Read a lead */
    get: {
      parameters: {
        path: {
          /** A RequestId: a UUID. */
          requestId: components['schemas']['RequestId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Lead'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments': {
    /** listEnrollments: List your enrollments */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only enrollments that stand there now. */
          status?: components['schemas']['EnrollmentStatus'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['EnrollmentPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** createEnrollment: Begin to enroll as a provider */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['CreateEnrollment'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        201: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments/{id}': {
    /** getEnrollment: Read an enrollment */
    get: {
      parameters: {
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** editEnrollment: Write on at your enrollment */
    patch: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['EditEnrollment'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/enrollments': {
    /** listAllEnrollments: List the enrollments of everybody */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only enrollments that stand there now. */
          status?: components['schemas']['EnrollmentStatus'];
          /** `newest`: the last begun first. `submitted`: the longest submitted first; drafts are left out. */
          order?: 'newest' | 'submitted';
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['EnrollmentPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments/{id}/timeline': {
    /** getEnrollmentTimeline: Read what happened to an enrollment */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Timeline'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments/{id}/submit': {
    /** submitEnrollment: Hand an enrollment in */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SubmitEnrollment'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments/{id}/approve': {
    /** approveEnrollment: Approve an enrollment */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ApproveEnrollment'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/enrollments/{id}/reject': {
    /** rejectEnrollment: Reject an enrollment */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A EnrollmentId: a UUID. */
          id: components['schemas']['EnrollmentId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['RejectEnrollment'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Enrollment'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/events': {
    /** listEvents: Read your feed */
    get: {
      parameters: {
        query?: {
          /** The last number that you have; 0 for all. */
          after?: number;
          /** How many entries to answer at most. */
          limit?: number;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['FeedPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/events/stream': {
    /** streamEvents: Hear your feed as it grows */
    get: {
      parameters: {
        query?: {
          /** Ends the stream after so long; 0 as soon as everything that is there was sent. */
          seconds?: number;
          /** The last number that you have; without it the stream begins with what comes from now on. */
          after?: number;
        };
      };
      responses: {
        200: {
          content: {
            'text/event-stream': string;
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/notifications': {
    /** listNotifications: List your notifications */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['NotificationPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/notifications/read': {
    /** readNotifications: Say how far you have read */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ReadNotifications'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ReadState'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat': {
    /** sendMessage: Say something, or decide on a draft */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SendMessage'];
        };
      };
      responses: {
        202: {
          content: {
            'application/json': components['schemas']['ChatAccepted'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat/tasks/{id}': {
    /** getChatTask: Read what became of a message */
    get: {
      parameters: {
        query?: {
          /** How many seconds to wait for the end of the task. */
          wait?: number;
        };
        path: {
          /** A ChatTaskId: a UUID. */
          id: components['schemas']['ChatTaskId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ChatTask'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat/tasks/{id}/cancel': {
    /** cancelChatTask: Cancel a task */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A ChatTaskId: a UUID. */
          id: components['schemas']['ChatTaskId'];
        };
      };
      responses: {
        202: {
          content: {
            'application/json': components['schemas']['ChatTask'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat/conversations': {
    /** listConversations: List your conversations */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ConversationPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat/conversations/{id}': {
    /** getConversation: Read a conversation */
    get: {
      parameters: {
        path: {
          /** A ConversationId: a UUID. */
          id: components['schemas']['ConversationId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ConversationDetails'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/chat/conversations/{id}/messages': {
    /** listChatMessages: Read what was said */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
        path: {
          /** A ConversationId: a UUID. */
          id: components['schemas']['ConversationId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ChatMessagePage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/media': {
    /** uploadMedia: Upload an image */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
      };
      requestBody: {
        content: {
          'image/jpeg': Blob;
          'image/png': Blob;
          'image/webp': Blob;
          'image/gif': Blob;
        };
      };
      responses: {
        201: {
          content: {
            'application/json': components['schemas']['Media'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/media/{id}': {
    /** getMedia: Read what an image is */
    get: {
      parameters: {
        path: {
          /** A MediaId: a UUID. */
          id: components['schemas']['MediaId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Media'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** deleteMedia: Delete an image */
    delete: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A MediaId: a UUID. */
          id: components['schemas']['MediaId'];
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/media/{id}/content': {
    /** getMediaContent: Get an image */
    get: {
      parameters: {
        path: {
          /** A MediaId: a UUID. */
          id: components['schemas']['MediaId'];
        };
      };
      responses: {
        200: {
          content: {
            'image/jpeg': Blob;
            'image/png': Blob;
            'image/webp': Blob;
            'image/gif': Blob;
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/catalog': {
    /** getCatalog: Show the catalog */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Catalog'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/installation': {
    /** getInstallation: Show what this installation is */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Installation'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/demo-accounts': {
    /** listDemoAccounts: List the demo accounts */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['DemoAccounts'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/codec/decode': {
    /** decodePayloads: Decrypt payloads of histories */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['StoredPayloads'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['StoredPayloads'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/codec/session': {
    /** beginCodecSession: Let this browser decrypt payloads in the Temporal UI */
    post: {
      parameters: {};
      responses: {
        204: {
          content?: never;
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
    /** endCodecSession: Take the cookie of the Temporal UI away */
    delete: {
      parameters: {};
      responses: {
        204: {
          content?: never;
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts': {
    /** listAccounts: List accounts */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only accounts that hold it. */
          role?: components['schemas']['Role'];
          /** Only accounts that stand there now. */
          status?: components['schemas']['AccountStatus'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccountPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts/{id}': {
    /** getAccount: Read an account */
    get: {
      parameters: {
        path: {
          /** A AccountId: a UUID. */
          id: components['schemas']['AccountId'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/account-searches': {
    /** findAccount: Find the account of a mail address */
    post: {
      parameters: {};
      requestBody: {
        content: {
          'application/json': components['schemas']['FindAccount'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts/{id}/suspend': {
    /** suspendAccount: Suspend an account */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A AccountId: a UUID. */
          id: components['schemas']['AccountId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['OperatorReason'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts/{id}/reinstate': {
    /** reinstateAccount: Take a suspension back */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A AccountId: a UUID. */
          id: components['schemas']['AccountId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['OperatorReason'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts/{id}/roles': {
    /** changeAccountRoles: Make an account an operator, or take that back */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A AccountId: a UUID. */
          id: components['schemas']['AccountId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['ChangeRoles'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/accounts/{id}/sign-out': {
    /** signOutAccount: End every login of an account */
    post: {
      parameters: {
        header?: {
          /** Names the call, so that it can be sent again without a second effect: the answer is then the first one. A UUID serves well, in double quotes as the IETF draft has it, or bare. */
          'Idempotency-Key'?: string;
        };
        path: {
          /** A AccountId: a UUID. */
          id: components['schemas']['AccountId'];
        };
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['OperatorReason'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AdminAccount'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/audit': {
    /** listAudit: Read who did what */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** Only what this account did. */
          actorId?: components['schemas']['AccountId'];
          /** Only calls of this operation. */
          operationId?: string;
          /** Only what was done to this resource. */
          resourceId?: string;
          /** Only what ended like this. */
          outcome?: 'succeeded' | 'refused' | 'failed';
          /** Only calls that named this mail address. */
          mailHash?: string;
          /** Only entries from this moment on. */
          from?: components['schemas']['InstantInput'];
          /** Only entries before this moment. */
          to?: components['schemas']['InstantInput'];
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['AuditPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/arranged-pairs': {
    /** listArrangedPairs: List pairs that look arranged */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
          /** How many days back bookings and reviews count. */
          days?: number;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['ArrangedPairPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/desk': {
    /** getDesk: Count what waits for an operator */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Desk'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/overdue-runs': {
    /** listOverdueRuns: List runs that make no progress */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OverdueRunPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/v1/admin/outbox': {
    /** listOutbox: List workflow starts that wait */
    get: {
      parameters: {
        query?: {
          /** How many items a page has at most. */
          limit?: number;
          /** The `nextCursor` of the page before; without it the list starts from its beginning. */
          cursor?: string;
        };
      };
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['OutboxPage'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/health': {
    /** getHealth: Tell whether the process lives */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Health'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/ready': {
    /** getReadiness: Tell whether the process should get requests */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': components['schemas']['Readiness'];
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/metrics': {
    /** getMetrics: Export the metrics of this process */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'text/plain': string;
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
  '/api/openapi.json': {
    /** getOpenApiDocument: Get this document */
    get: {
      parameters: {};
      responses: {
        200: {
          content: {
            'application/json': Record<string, unknown>;
          };
        };
        default: { content: { 'application/problem+json': components['schemas']['Problem'] } };
      };
    };
  };
}
