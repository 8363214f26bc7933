// temporary, replaced by the real one
import { Provider } from '#db/entities/provider.entity.ts';
export interface MatchingSettings { weights: any; candidatesPerBatch: number }
export interface Match { providerId: string; score: number; factors: any; distanceKm: number | null }
export interface MatchResult { ranked: Match[]; rejected: { providerId: string; reason: any }[] }
export async function findMatches(em: any, _request: any, o: any): Promise<MatchResult> {
  const all = await em.find(Provider, { status: 'active' });
  return { ranked: all.filter((x: any) => !o.excluded.includes(x.id)).slice(0, o.limit).map((x: any) => ({ providerId: x.id, score: 0.5, factors: { specialization: 1, location: 1, availability: 1, price: 1, rating: 1, responseRate: 1 }, distanceKm: 1 })), rejected: [] };
}
