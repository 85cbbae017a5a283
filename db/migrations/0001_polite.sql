CREATE TABLE "hosts" (
	"host" text PRIMARY KEY NOT NULL,
	"visitor" text,
	"free_at" timestamp with time zone NOT NULL,
	"line_at" timestamp with time zone NOT NULL,
	"held_until" timestamp with time zone,
	"spacing_ms" integer DEFAULT 1000 NOT NULL,
	"took_ms" integer DEFAULT 0 NOT NULL,
	"robots" text,
	"robots_fault" text,
	"robots_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "poll_url" text;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "moved_to" text;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "moved_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "rhythm" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "hosts_free_at_index" ON "hosts" USING btree ("free_at");