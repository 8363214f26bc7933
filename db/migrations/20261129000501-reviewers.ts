import { Migration } from '@mikro-orm/migrations';

/** A rating is shown from so many different reviewers on: they are counted beside the reviews. */
export class ReviewersMigration extends Migration {
  override up(): void {
    this.addSql(`alter table "providers" add "reviewer_count" int not null default 0;`);
    this.addSql(
      `update "providers" p set "reviewer_count" = v.reviewers from (select "provider_id", count(distinct "author_id")::int as reviewers from "reviews" where "side" = 'consumer' and "published_at" is not null group by "provider_id") v where v."provider_id" = p."id";`,
    );
  }

  override down(): void {
    this.addSql(`alter table "providers" drop column "reviewer_count";`);
  }
}
