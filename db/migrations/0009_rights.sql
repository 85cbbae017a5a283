CREATE TABLE "publisher_rights" (
	"publisher" text PRIMARY KEY NOT NULL,
	"full_text" text NOT NULL,
	"keep_text_days" integer,
	CONSTRAINT "publisher_rights_full_text" CHECK ("publisher_rights"."full_text" in ('full', 'excerpt', 'none'))
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "text_dropped_at" timestamp with time zone;