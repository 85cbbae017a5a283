CREATE TABLE "reclusters" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"since" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"reached_at" timestamp with time zone,
	"reached_url" text,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ruling_pairs" (
	"ruling_id" bigint NOT NULL,
	"article_id" bigint NOT NULL,
	"other_id" bigint NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "ruling_pairs_ruling_id_article_id_other_id_pk" PRIMARY KEY("ruling_id","article_id","other_id"),
	CONSTRAINT "ruling_pairs_kind" CHECK ("ruling_pairs"."kind" in ('together', 'apart')),
	CONSTRAINT "ruling_pairs_other" CHECK ("ruling_pairs"."article_id" <> "ruling_pairs"."other_id")
);
--> statement-breakpoint
ALTER TABLE "story_rulings" DROP CONSTRAINT "story_rulings_other";--> statement-breakpoint
ALTER TABLE "story_rulings" DROP CONSTRAINT "story_rulings_kind";--> statement-breakpoint
ALTER TABLE "story_rulings" DROP CONSTRAINT "story_rulings_article_id_articles_id_fk";
--> statement-breakpoint
ALTER TABLE "story_rulings" DROP CONSTRAINT "story_rulings_other_id_articles_id_fk";
--> statement-breakpoint
DROP INDEX "story_rulings_article_id_index";--> statement-breakpoint
DROP INDEX "story_rulings_other_id_index";--> statement-breakpoint
ALTER TABLE "ruling_pairs" ADD CONSTRAINT "ruling_pairs_ruling_id_story_rulings_id_fk" FOREIGN KEY ("ruling_id") REFERENCES "public"."story_rulings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ruling_pairs" ADD CONSTRAINT "ruling_pairs_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ruling_pairs" ADD CONSTRAINT "ruling_pairs_other_id_articles_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ruling_pairs_article_id_index" ON "ruling_pairs" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "ruling_pairs_other_id_index" ON "ruling_pairs" USING btree ("other_id");--> statement-breakpoint
INSERT INTO "ruling_pairs" SELECT "id", "article_id", "other_id", "kind" FROM "story_rulings";--> statement-breakpoint
UPDATE "story_rulings" SET "kind" = CASE "kind" WHEN 'together' THEN 'merge' ELSE 'split' END;--> statement-breakpoint
ALTER TABLE "story_rulings" DROP COLUMN "article_id";--> statement-breakpoint
ALTER TABLE "story_rulings" DROP COLUMN "other_id";--> statement-breakpoint
ALTER TABLE "story_rulings" ADD CONSTRAINT "story_rulings_kind" CHECK ("story_rulings"."kind" in ('merge', 'split'));