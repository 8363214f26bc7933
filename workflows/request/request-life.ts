import { log, patched, setCurrentDetails, upsertSearchAttributes, uuid4 } from '@temporalio/workflow';
import type { RequestActivities } from '../../activities/request/request.activities.ts';
import type { OpenOffer, RequestSnapshot } from '../../activities/request/snapshot.ts';
import type { OfferCommand } from '#domain/lifecycles/offer.ts';
import { OFFER_LIFECYCLE } from '#domain/lifecycles/offer.ts';
import { isOpenRequest, REQUEST_LIFECYCLE, requestRefusal, type RequestCommand } from '#domain/lifecycles/request.ts';
import { isOwnRequest } from '#domain/own-request.ts';
import { type Side } from '#domain/lifecycles/transitions.ts';
import { createAgenda, type Due } from '../shared/agenda.ts';
import { CATEGORY, CITY, PROVIDER_ID, STATUS } from '../shared/attributes.ts';
import { reasonOf } from '../shared/cause.ts';
import type { Command } from '../shared/command.ts';
import { proxyFacts } from '../shared/facts.ts';
import { mustReload } from '../shared/out-of-date.ts';
import { refusal } from '../shared/refusal.ts';
import { refuseUnless } from '../shared/refuse.ts';
import type {
  AcceptOffer,
  BookingLost,
  CancelRequest,
  CloseOffer,
  HoursChanged,
  NextWave,
  SubmitOffer,
} from './messages.ts';
import { duesOfSuspended } from './suspension.ts';
import type { Waves } from './waves.ts';

const facts = proxyFacts<RequestActivities>();

/** What of a request its run can be searched by. */
const SHOWN = [
  { key: STATUS, of: 'status' },
  { key: CATEGORY, of: 'category' },
  { key: CITY, of: 'city' },
] as const;

/** One request as its workflow knows it. Every change is written first and known second. */
export class RequestLife {
  readonly requestId: string;
  readonly #waves: Waves;
  readonly #agenda = createAgenda(() => this.refresh());
  #known: RequestSnapshot | undefined;

  constructor(requestId: string, waves: Waves) {
    this.requestId = requestId;
    this.#waves = waves;
  }

  get status(): RequestSnapshot['status'] {
    return this.known.status;
  }
  get isOpen(): boolean {
    return isOpenRequest(this.status);
  }
  /** True while something must still be done although nobody can choose any more. */
  get isOwing(): boolean {
    return this.#agenda.isOwing();
  }
  get commandsPerRun(): number | undefined {
    return this.known.settings.commandsPerRun;
  }
  /** What the next run has to know: Postgres does not say when a wave that found nobody was sent. */
  get nextWave(): NextWave {
    const { wave, nextWaveAtMs } = this.known;
    return { wave: wave + 1, atMs: this.#waves.isUnderWay() ? Date.now() : nextWaveAtMs };
  }
  private get known(): RequestSnapshot {
    if (!this.#known) throw new Error('the request is not loaded');
    return this.#known;
  }

  /** Takes over what Postgres says at the start of a run, and what the run before has handed on. */
  async open(handedOn: NextWave | undefined): Promise<void> {
    const snapshot = await facts.openRequest(this.requestId);
    const isAhead = handedOn !== undefined && handedOn.wave > snapshot.wave;
    this.know(isAhead ? { ...snapshot, nextWaveAtMs: handedOn.atMs } : snapshot);
  }

  /**
   * For validators, which may run before the request is loaded. They keep out what cannot be; the last word on a command
   * has its activity, which also knows whether an attempt before has done it.
   */
  check(command: RequestCommand, side: Side): void {
    if (!this.#known) return;
    const open = this.known.offers.length;
    refuseUnless(
      REQUEST_LIFECYCLE,
      this.status,
      command,
      side,
      { no_open_offer: open === 0, offer_open: open > 0 },
      requestRefusal(this.status),
    );
  }

  /** As `check`, for a new offer of somebody. */
  checkNewOffer(actorId: string): void {
    this.check('receive_offer', 'provider');
    this.refuseOwn(actorId);
  }

  /** As `check`, for one offer; one that is not known may have been written by a worker that died before it could say so. */
  checkOffer(command: OfferCommand, side: Side, offerId: string, revision?: number): void {
    if (!this.#known) return;
    if (!this.isOpen) throw refusal('request_closed', `the request is ${this.status}`);
    const offer = this.offer(offerId);
    if (!offer) return;
    if (command === 'accept') this.refuseOwn(offer.providerAccountId);
    const unexpired = { not_expired: offer.expiresAtMs > Date.now() };
    refuseUnless(OFFER_LIFECYCLE, 'pending', command, side, unexpired, 'offer_closed');
    if (revision !== undefined && revision !== offer.revision) {
      throw refusal('stale_revision', `the offer is at revision ${offer.revision}`);
    }
  }

  /** The first thing that a request does by itself. */
  get start(): Due {
    return { atMs: 0, summary: 'matching begins', act: () => this.startMatching() };
  }

  private async startMatching(): Promise<void> {
    await facts.startMatching({ requestId: this.requestId, atMs: Date.now() });
    this.know({ ...this.known, status: 'matching' });
  }

  async submitOffer(command: SubmitOffer): Promise<{ offerId: string }> {
    const offer = await facts.recordOffer({ ...command, requestId: this.requestId, atMs: Date.now() });
    const others = this.known.offers.filter(({ offerId }) => offerId !== offer.offerId);
    this.know({ ...this.known, status: 'offers_received', offers: [...others, offer] });
    return { offerId: offer.offerId };
  }

  async acceptOffer(command: AcceptOffer): Promise<{ bookingId: string }> {
    const { requestId } = this;
    const wanted = { ...command, requestId, bookingId: uuid4(), atMs: Date.now() };
    const { bookingId, providerId } = await facts.settleAcceptance(wanted);
    this.know({ ...this.known, status: 'booked', offers: [] });
    upsertSearchAttributes([{ key: PROVIDER_ID, value: providerId }]);
    return { bookingId };
  }

  async closeOffer(command: CloseOffer, to: 'declined' | 'withdrawn'): Promise<'declined' | 'withdrawn'> {
    await facts.closeOffer({ ...command, to, requestId: this.requestId, atMs: Date.now() });
    this.forget(command.offerId);
    return to;
  }

  /** The edited request is matched anew at once; nobody keeps a lead of what was asked before. */
  async edit(command: Command): Promise<RequestSnapshot['status']> {
    await facts.applyEdit({ ...command, requestId: this.requestId, atMs: Date.now() });
    await this.matchAnew();
    return this.status;
  }

  async cancel(command: CancelRequest): Promise<'cancelled'> {
    await facts.endRequest({ ...command, to: 'cancelled', requestId: this.requestId, atMs: Date.now() });
    this.know({ ...this.known, status: 'cancelled', offers: [] });
    return 'cancelled';
  }

  /** The end of the booking decides about the request: another chance, or closed with it. */
  async afterBookingLost(lost: BookingLost): Promise<void> {
    await this.#agenda.owe(`the loss of booking ${lost.bookingId} is settled`, async () => {
      await facts.takeBack({ ...lost, requestId: this.requestId, atMs: Date.now() });
      await this.matchAnew();
    });
  }

  /** Hours that were closed take the slots of an open offer with them; a request that is over has none. */
  async afterHoursChanged({ providerId }: HoursChanged): Promise<void> {
    await this.#agenda.owe(`the closed hours of provider ${providerId} are struck out of its offers`, async () => {
      if (!this.isOpen) return;
      await facts.strikeSlots({ providerId, requestId: this.requestId, atMs: Date.now() });
      await this.refresh();
    });
  }

  /** A suspended party has some days to be reinstated; then what it has open is closed. Postgres knows until when. */
  async afterStandingChanged(): Promise<void> {
    await this.#agenda.owe('the standing of a party is looked at', async () => {
      if (this.isOpen) await this.refresh();
    });
  }

  /** What comes next if nobody does anything; what met a fault is put off. */
  nextDue(): Due {
    return this.#agenda.first(this.isOpen ? this.duesOfOpenRequest() : []);
  }

  private duesOfOpenRequest(): Due[] {
    const { status, offers, nextWaveAtMs, settings, expiresAtMs } = this.known;
    const expiry = { atMs: expiresAtMs, summary: 'the request expires', act: () => this.expire() };
    if (status === 'pending') return [this.start, expiry];
    const expiries = offers.map(({ offerId, expiresAtMs: atMs }) => ({
      atMs,
      summary: `offer ${offerId} expires`,
      act: () => this.expireOffer(offerId),
    }));
    const { requestId } = this;
    const suspended = duesOfSuspended(this.known, { requestId, facts, refresh: () => this.refresh() });
    const isMatching = offers.length < settings.enoughOffers && !this.#waves.isUnderWay();
    const wave = { atMs: nextWaveAtMs, summary: 'next wave of leads', act: () => this.sendNextWave() };
    return [...expiries, ...suspended, ...(isMatching ? [wave] : []), expiry];
  }

  /** Carries out what is due; see `Agenda`. */
  carryOut(due: Due): Promise<void> {
    return this.#agenda.carryOut(due);
  }

  /** A worker may have died after its commit: then Postgres knows better. */
  async afterFailure(failure: unknown): Promise<void> {
    if (mustReload(failure)) await this.refresh();
  }

  /** Takes over what Postgres says. When the next wave is due stays as it was: a refused command is no reason to match. */
  private async refresh(): Promise<void> {
    if (!areWavesBeside()) return this.matchAnew();
    const snapshot = await facts.openRequest(this.requestId);
    this.know({ ...snapshot, nextWaveAtMs: this.known.nextWaveAtMs });
  }

  /** Takes over what Postgres says, and from there also when the next wave is due. A wave under way was for what was before. */
  private async matchAnew(): Promise<void> {
    this.#waves.drop();
    this.know(await facts.openRequest(this.requestId));
  }

  private async sendNextWave(): Promise<void> {
    const wave = { requestId: this.requestId, wave: this.known.wave + 1, atMs: Date.now() };
    if (areWavesBeside()) {
      this.#waves.start(wave, (failure) => this.afterWave(failure));
    } else {
      await this.#waves.wait(wave);
      await this.afterWave();
    }
  }

  /**
   * However a wave ended, the next one has to wait. It is also when the truth is looked at again: a write whose report was
   * lost is known from here on at the latest.
   */
  private async afterWave(failure?: unknown): Promise<void> {
    if (failure !== undefined) log.error('a wave of leads failed', { reason: reasonOf(failure) });
    const nextWaveAtMs = Date.now() + this.known.settings.waveMs;
    this.know({ ...this.known, nextWaveAtMs }); // first: the wave is over, even if nothing can be read now
    this.know({ ...(await facts.openRequest(this.requestId)), nextWaveAtMs });
  }

  private refuseOwn(providerAccountId: string | undefined): void {
    const { consumerId } = this.#known ?? {};
    if (consumerId === undefined || providerAccountId === undefined) return; // the activity knows
    if (isOwnRequest(consumerId, providerAccountId)) throw refusal('own_request', 'nobody deals with themselves');
  }

  private offer(offerId: string): OpenOffer | undefined {
    return this.known.offers.find((each) => each.offerId === offerId);
  }

  private async expireOffer(offerId: string): Promise<void> {
    await facts.expireOffer({ offerId, requestId: this.requestId, atMs: Date.now() });
    this.forget(offerId);
  }

  private async expire(): Promise<void> {
    const { requestId } = this;
    await facts.endRequest({ to: 'expired', side: 'system', commandId: 'expiry', requestId, atMs: Date.now() });
    this.know({ ...this.known, status: 'expired', offers: [] });
  }

  private forget(offerId: string): void {
    this.know({ ...this.known, offers: this.known.offers.filter((each) => each.offerId !== offerId) });
  }

  /** Everything known is shown to operators too. */
  private know(snapshot: RequestSnapshot): void {
    const before = this.#known;
    this.#known = snapshot;
    if (!this.isOpen) this.#waves.drop();
    const changed = SHOWN.filter(({ of }) => before === undefined || before[of] !== snapshot[of]);
    const shown = changed.map(({ key, of }) => ({ key, value: snapshot[of] ?? null }));
    if (shown.length > 0) upsertSearchAttributes(shown);
    const { status, wave, offers } = snapshot;
    setCurrentDetails(`**${status}** · leads sent in ${wave} wave(s) · ${offers.length} open offer(s)`);
  }
}

/** Runs that began with 0.1 wait for each wave. The other branches can go once no such run is left: in 0.3. */
const areWavesBeside = (): boolean => patched('waves-beside-the-loop');
