CREATE TABLE "article_revisions" (
	"article_id" bigint NOT NULL,
	"nth" integer NOT NULL,
	"title" text NOT NULL,
	"byline" text[] NOT NULL,
	"text" text NOT NULL,
	"words" integer NOT NULL,
	"text_source" text,
	"updated_at" timestamp with time zone,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "article_revisions_article_id_nth_pk" PRIMARY KEY("article_id","nth")
);
--> statement-breakpoint
CREATE TABLE "coverage_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"feed_id" text,
	"publisher" text,
	"articles" integer,
	"note" text,
	CONSTRAINT "coverage_changes_kind" CHECK ("coverage_changes"."kind" in ('feed-added', 'feed-dead', 'feed-revived', 'feed-removed', 'back-filled'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"label" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"rows" bigint DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"known" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "imports_source_unique" UNIQUE("source")
);
--> statement-breakpoint
CREATE TABLE "article_signatures" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"signature" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signature_keys" (
	"key" integer NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"article_id" bigint NOT NULL,
	CONSTRAINT "signature_keys_key_published_at_article_id_pk" PRIMARY KEY("key","published_at","article_id")
);
--> statement-breakpoint
CREATE TABLE "story_links" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"to_id" bigint NOT NULL,
	"score" real NOT NULL,
	"reasons" jsonb NOT NULL,
	CONSTRAINT "story_links_score" CHECK ("story_links"."score" between 0 and 1),
	CONSTRAINT "story_links_other" CHECK ("story_links"."article_id" <> "story_links"."to_id")
);
--> statement-breakpoint
CREATE TABLE "story_rulings" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"article_id" bigint NOT NULL,
	"other_id" bigint NOT NULL,
	"note" text,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "story_rulings_kind" CHECK ("story_rulings"."kind" in ('together', 'apart')),
	CONSTRAINT "story_rulings_other" CHECK ("story_rulings"."article_id" <> "story_rulings"."other_id")
);
--> statement-breakpoint
ALTER TABLE "stories" DROP CONSTRAINT "stories_fingerprint_unique";--> statement-breakpoint
ALTER TABLE "stories" ALTER COLUMN "id" DROP DEFAULT;--> statement-breakpoint
DROP SEQUENCE "stories_id_seq";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "copy_share" real;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "entry_hash" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stories" ADD COLUMN "moved_to" bigint;--> statement-breakpoint
ALTER TABLE "stories" ADD COLUMN "first_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stories" ADD COLUMN "last_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stories" ADD COLUMN "articles" integer;--> statement-breakpoint
ALTER TABLE "stories" ADD COLUMN "publishers" integer;--> statement-breakpoint
-- Stories that were there before, from their articles; `chipwire recluster` groups these by today's method.
UPDATE "stories" SET "first_at" = "a"."first_at", "last_at" = "a"."last_at", "articles" = "a"."articles", "publishers" = "a"."publishers"
FROM (SELECT "story_id", min("published_at") AS "first_at", max("published_at") AS "last_at", count(*) AS "articles",
  count(DISTINCT "publisher") FILTER (WHERE "copy_of" IS NULL) AS "publishers" FROM "articles" WHERE "story_id" IS NOT NULL GROUP BY 1) AS "a"
WHERE "a"."story_id" = "stories"."id";--> statement-breakpoint
DELETE FROM "stories" WHERE "first_at" IS NULL;--> statement-breakpoint
ALTER TABLE "stories" ALTER COLUMN "first_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "stories" ALTER COLUMN "last_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "stories" ALTER COLUMN "articles" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "stories" ALTER COLUMN "publishers" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "article_revisions" ADD CONSTRAINT "article_revisions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_signatures" ADD CONSTRAINT "article_signatures_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signature_keys" ADD CONSTRAINT "signature_keys_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_links" ADD CONSTRAINT "story_links_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_links" ADD CONSTRAINT "story_links_to_id_articles_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_rulings" ADD CONSTRAINT "story_rulings_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_rulings" ADD CONSTRAINT "story_rulings_other_id_articles_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_revisions_replaced_at_index" ON "article_revisions" USING btree ("replaced_at");--> statement-breakpoint
CREATE INDEX "coverage_changes_at_index" ON "coverage_changes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "signature_keys_article_id_index" ON "signature_keys" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "story_links_to_id_index" ON "story_links" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "story_rulings_article_id_index" ON "story_rulings" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "story_rulings_other_id_index" ON "story_rulings" USING btree ("other_id");--> statement-breakpoint
ALTER TABLE "stories" ADD CONSTRAINT "stories_moved_to_stories_id_fk" FOREIGN KEY ("moved_to") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_changed" ON "articles" USING btree ("changed_at") WHERE "articles"."changed_at" is not null;--> statement-breakpoint
CREATE INDEX "stories_last_at_id_index" ON "stories" USING btree ("last_at","id");--> statement-breakpoint
CREATE INDEX "stories_moved_to_index" ON "stories" USING btree ("moved_to");--> statement-breakpoint
ALTER TABLE "stories" DROP COLUMN "fingerprint";--> statement-breakpoint
ALTER TABLE "stories" DROP COLUMN "created_at";--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_copy_share" CHECK ("articles"."copy_share" between 0 and 1);