CREATE TABLE "vocabulary" (
	"word" text PRIMARY KEY NOT NULL,
	"articles" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "facets" text[];--> statement-breakpoint
CREATE INDEX "articles_unindexed" ON "articles" USING btree ("id") WHERE "articles"."facets" is null and "articles"."step" <> 'found';--> statement-breakpoint
-- Texts and words out of line, so that a look at many articles reads their short columns only.
ALTER TABLE "articles" SET (toast_tuple_target = 1024);--> statement-breakpoint
ALTER TABLE "articles" ALTER COLUMN "facets" SET STORAGE main;
