import { matchKeys } from '#domain/matching/match-keys.ts';

/** Runs one statement. */
export type Execute = (sql: string, params?: unknown[]) => Promise<unknown>;

const ROWS_AT_ONCE = 5_000;

interface Named {
  id: string;
  city: string;
  lat: number | null;
  lng: number | null;
  specializations: string[];
}

/** Writes the keys of every provider anew, by the function that writes them for new ones. */
export async function rekeyProviders(execute: Execute): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = (await execute(
      `select id, city, lat, lng, to_jsonb(specializations) as specializations from providers
        where id > ?::uuid order by id limit ${ROWS_AT_ONCE}`,
      [after],
    )) as Named[];
    const last = rows.at(-1);
    if (!last) return;
    await execute(
      `update providers p set city_key = k."cityKey", area_lat = k."areaLat", area_lng = k."areaLng",
          specialization_keys = array(select jsonb_array_elements_text(k."specializationKeys"))
         from jsonb_to_recordset(?::jsonb) as
           k(id uuid, "cityKey" text, "areaLat" float8, "areaLng" float8, "specializationKeys" jsonb)
        where p.id = k.id`,
      [JSON.stringify(rows.map((row) => ({ id: row.id, ...matchKeys(row) })))],
    );
    after = last.id;
  }
}
